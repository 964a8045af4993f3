/* A ZIP of files in memory, as in PKWARE's APPNOTE 6.3: stored without compression (PDFs are
 * compressed already), names in UTF-8, one time for all. The same files give the same bytes. */
#pragma once

#include <glib.h>
#include <stdint.h>

typedef struct Archive Archive;

/* `time` in seconds since the epoch, of every file in it, written as UTC to two seconds; before 1980
 * it is written as 1980-01-01. */
Archive *archive_new(int64_t time);
void archive_free(Archive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Archive, archive_free)

/* `name` is a relative path with slashes; names are not compared with one another. */
void archive_add(Archive *self, const char *name, GBytes *bytes);
/* PUBLISH_ERROR_WRITE when it does not fit the format without its 64-bit extension: 65 534 files, and
 * below 4 GiB in all. */
GBytes *archive_to_bytes(const Archive *self, GError **error);
