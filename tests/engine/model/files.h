/* A temporary folder with the files that a test of the model reads. */
#pragma once

#include <glib.h>

typedef struct {
    char *folder;
} Files;

Files files_new(void);
/* Removes the folder and all in it. */
void files_remove(Files *self);
/* Writes a file (folders in its name are made) and returns its path, interned. */
const char *files_write(Files *self, const char *name, const char *text);
/* `text` with the only occurrence of `find` replaced; asserts that there is exactly one. */
char *text_replace(const char *text, const char *find, const char *replacement);
