/* One run a folder: a lock on the folder itself, so that nothing is left behind, and that ends with
 * the process whatever becomes of it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    LOCK_ALONE,  /* nobody else works there */
    LOCK_SHARED, /* several shards of one run may */
} LockKind;

typedef struct FolderLock FolderLock;

/* PUBLISH_ERROR_FOLDER when another run holds it, or the folder cannot be opened. */
FolderLock *folder_lock_take(const char *folder, LockKind kind, GError **error);
/* The same, but waits for the other to finish. */
FolderLock *folder_lock_wait(const char *folder, LockKind kind, GError **error);
void folder_lock_release(FolderLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FolderLock, folder_lock_release)
