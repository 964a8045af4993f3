/* The secret behind numbers and tokens: 32 random bytes in a file that only its owner may read.
 * Whoever has it and the list of doctors can tell who bears which number. */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { SECRET_KEY_SIZE = 32 };

typedef struct {
    unsigned char bytes[SECRET_KEY_SIZE];
} SecretKey;

/* Makes the file, mode 0600, with fresh random bytes. PROFILE_ERROR_KEY when it exists already, or
 * cannot be written; nothing is left behind then. */
bool secret_key_create(const char *path, GError **error);

/* Reads the file. PROFILE_ERROR_KEY, with a hint, when it is absent, not a plain file, of another
 * size than 32 bytes, or may be read or written by group or others. */
SecretKey *secret_key_load(const char *path, GError **error);
/* Wipes the bytes first; NULL is a no-op. */
void secret_key_free(SecretKey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SecretKey, secret_key_free)
