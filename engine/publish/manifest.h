/* manifest.json: what a run left, with the size and SHA-256 of every file, and where it came from.
 * Keys are sorted and nothing in it comes from the clock, so that equal folders have equal bytes. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Manifest Manifest;

Manifest *manifest_new(const char *edition);
void manifest_free(Manifest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Manifest, manifest_free)

/* A fact under "facts": program version, hashes of campaign and themes, cut-off, row counts. */
void manifest_set_text(Manifest *self, const char *key, const char *value);
void manifest_set_integer(Manifest *self, const char *key, gint64 value);
/* Lists every file below `folder` but manifest.json itself, sorted by path, in place of what was
 * listed before. Anything but plain files and folders is PUBLISH_ERROR_MANIFEST. */
bool manifest_add_folder(Manifest *self, const char *folder, GError **error);
GBytes *manifest_to_bytes(const Manifest *self);

/* PUBLISH_ERROR_MANIFEST when there is none or it cannot be understood. */
Manifest *manifest_read(const char *folder, GError **error);
const char *manifest_edition(const Manifest *self);
/* The fact as text, or NULL. */
const char *manifest_text(const Manifest *self, const char *key);
/* The fact as a number, or `absent`. */
gint64 manifest_integer(const Manifest *self, const char *key, gint64 absent);
size_t manifest_n_files(const Manifest *self);
/* Checks every byte below `folder`: adds a message (char *) per file that is missing, changed or not
 * listed. False with `error` only if it could not be done at all. */
bool manifest_verify(const Manifest *self, const char *folder, GPtrArray *messages, GError **error);
/* Whether every listed file that `wanted` picks by its path is there, byte for byte; else
 * PUBLISH_ERROR_MANIFEST on the first that is not. */
bool manifest_check(const Manifest *self, const char *folder, bool (*wanted)(const char *path),
                    GError **error);
