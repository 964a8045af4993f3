/* Bytes in memory to a file, wholly or not at all: a temporary name in the same folder, size
 * checked, fsync, one modification time, rename, fsync of the folder. The one place that writes. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define PUBLISH_ERROR (publish_error_quark())
GQuark publish_error_quark(void);
typedef enum {
    PUBLISH_ERROR_FOLDER,   /* cannot be made, is not ours, is another edition's */
    PUBLISH_ERROR_WRITE,    /* disk full, permission, anything on the way */
    PUBLISH_ERROR_MANIFEST, /* absent, unreadable, or a file does not match it */
    PUBLISH_ERROR_WORKER,   /* a worker died twice on one document */
    PUBLISH_ERROR_BUNDLE,   /* cannot be understood, was changed on the way, or reaches outside */
} PublishError;

/* Writes `bytes` to `folder`/`path`, making missing folders (0700 and files 0600 under private/,
 * else 0755 and 0644 less the umask), with `mtime` in seconds since the epoch. Leaves nothing behind
 * on failure. A file that already holds the same bytes is left as it is, but for mode and time. */
bool publish_file(const char *folder, const char *path, GBytes *bytes, int64_t mtime,
                  GError **error);
/* How the names of files and folders begin that are on their way to something else. */
#define PUBLISH_TEMPORARY ".miroir-"
/* Removes all of these below `folder`: what an interrupted run left behind. */
bool publish_clean(const char *folder, GError **error);

/* Several files that appear together: each is written in full under a temporary name, and only when
 * the last one is safely on the disk are they renamed. */
typedef struct Publication Publication;

Publication *publication_new(const char *folder, int64_t mtime);
/* What was added and not committed is removed, with the folders that were made for it. */
void publication_free(Publication *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Publication, publication_free)
bool publication_add(Publication *self, const char *path, GBytes *bytes, GError **error);
/* Whether any file added so far differs from what `folder` holds. */
bool publication_changes(const Publication *self);
/* The paths added so far, as a set; the caller frees. */
GHashTable *publication_paths(const Publication *self);
bool publication_commit(Publication *self, GError **error);
