/* The drawn numbers under which the doctors of a group appear to one another, the tokens that name
 * their booklets and the passwords that open them. All follow from the secret key alone, so that a
 * re-run gives the same; none follows rank, id, name or seniority.
 *
 * A number: BLAKE2b-256, keyed, over the label "miroir numbers", the edition, the scope and the group
 * (each after its length in 8 bytes, little-endian) is the key of a ChaCha20 (IETF) stream with a
 * zero nonce, read as 32-bit little-endian words. Fisher and Yates' shuffle of 10 to 99 takes from it
 * one unbiased index for each member (words above the last whole multiple are thrown away).
 *
 * A token: the first 100 bits of BLAKE2b-256, keyed, over the label "miroir token", the edition and
 * the practitioner, as 20 characters of base32 in lower case (RFC 4648). A password: the first 80 bits
 * likewise over the label "miroir password", as four groups of four with hyphens between. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "engine/profile/secret_key.h"

enum {
    NUMBER_LOWEST = 10,
    NUMBER_HIGHEST = 99,
    NUMBERS = NUMBER_HIGHEST - NUMBER_LOWEST + 1, /* most members of a group */
    TOKEN_LENGTH = 20,
    PASSWORD_LENGTH = 16, /* without hyphens */
};

/* Draws a distinct number for each of the `n` members of `group`, in the order of their ids.
 * PROFILE_ERROR_DATA when there are more than NUMBERS. */
bool numbering_draw(const SecretKey *key, const char *edition, const char *scope, const char *group,
                    size_t n, int *out_numbers, GError **error);

/* The token and the password of a practitioner; the caller frees. */
char *numbering_token(const SecretKey *key, const char *edition, const char *practitioner);
char *numbering_password(const SecretKey *key, const char *edition, const char *practitioner);
