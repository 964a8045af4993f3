/* A folder of the test's own, removed at its end. */
#pragma once

#include <glib.h>

/* The caller gives it to scratch_remove. */
char *scratch_make(void);
void scratch_remove(char *folder);
void scratch_write(const char *folder, const char *path, const char *text);
/* The file's content, or NULL when there is none. The caller frees. */
char *scratch_read(const char *folder, const char *path);
GBytes *bytes_of(const char *text);
