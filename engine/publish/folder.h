/* Folders of an edition: what is below one, and its removal. Symbolic links are never followed. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Paths relative to `folder` of everything below it that is not a folder, sorted by bytes (char *).
 * An absent folder has nothing below it. */
GPtrArray *folder_list(const char *folder, GError **error);
/* Neither absent nor empty. */
bool folder_holds_anything(const char *folder);
/* Removes `path` and everything below it; absent is done already. */
bool folder_remove(const char *path, GError **error);
/* Removes everything below `folder` whose own name begins with `prefix`, folders with all they hold. */
bool folder_remove_named(const char *folder, const char *prefix, GError **error);
/* Removes the folders below `folder` that hold nothing, `folder` itself not. */
bool folder_prune(const char *folder, GError **error);
