/* A bundle: text files that belong together as one JSON file, which another region can take over. Each
 * file carries its SHA-256, and the whole a digest over what it is, the versions of its parts and all
 * of those, so that a change of any byte is seen before anything is written. The digest is no
 * signature: who sends the bundle must tell it, or the reader ask for it, by another way.
 *
 * The same content gives the same bytes: keys and files are sorted, and nothing comes from the clock. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Bundle Bundle;

enum {
    BUNDLE_MAX_FILES = 16,
    BUNDLE_MAX_FILE_BYTES = 1 << 20,
    BUNDLE_MAX_BYTES = 8 << 20, /* of the JSON file */
};

/* `id` of small letters, digits, _ and -; `version` from 1. */
Bundle *bundle_new(const char *id, int version);
void bundle_free(Bundle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bundle, bundle_free)

/* A part of what the bundle holds, with a version of its own: an indicator of a theme. */
void bundle_set_part(Bundle *self, const char *part, int version);
/* PUBLISH_ERROR_BUNDLE when the path is not a plain one below a folder, stands there already, the
 * bytes are no UTF-8 text, or there are too many. */
bool bundle_add(Bundle *self, const char *path, GBytes *bytes, GError **error);
GBytes *bundle_to_bytes(const Bundle *self);

/* Everything is checked: format, hashes, digest, paths, sizes. PUBLISH_ERROR_BUNDLE, naming `name`,
 * what is wrong and what to do. */
Bundle *bundle_parse(GBytes *bytes, const char *name, GError **error);

const char *bundle_id(const Bundle *self);
int bundle_version(const Bundle *self);
/* 64 hexadecimal digits, SHA-256; the caller frees. */
char *bundle_digest(const Bundle *self);
/* The version of that part, or 0. */
int bundle_part(const Bundle *self, const char *part);
size_t bundle_n_parts(const Bundle *self);
size_t bundle_n_files(const Bundle *self);
/* Of file i, in the order of their paths. */
const char *bundle_path(const Bundle *self, size_t i);
GBytes *bundle_content(const Bundle *self, size_t i);
/* The content of the file of that path, or NULL. */
GBytes *bundle_find(const Bundle *self, const char *path);
