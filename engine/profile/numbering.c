#include "engine/profile/numbering.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>

#include "engine/profile/results.h"
#include "engine/words/words.h"

enum { SEED_SIZE = 32, WORDS = 1024 };

/* Each part goes in after its length: no two lists of parts give the same bytes. */
static void
keyed_hash(const SecretKey *key, const char *const *parts, size_t n, unsigned char *out_hash)
{
    crypto_generichash_state state;

    g_assert(sodium_init() >= 0);
    crypto_generichash_init(&state, key->bytes, SECRET_KEY_SIZE, SEED_SIZE);
    for (size_t i = 0; i < n; i++) {
        uint64_t length = GUINT64_TO_LE((uint64_t)strlen(parts[i]));
        crypto_generichash_update(&state, (const unsigned char *)&length, sizeof length);
        crypto_generichash_update(&state, (const unsigned char *)parts[i], strlen(parts[i]));
    }
    crypto_generichash_final(&state, out_hash, SEED_SIZE);
}

typedef struct {
    uint32_t words[WORDS];
    size_t next;
} Draws;

static void
draws_init(Draws *self, const unsigned char *seed)
{
    static const unsigned char NONCE[crypto_stream_chacha20_IETF_NONCEBYTES];

    crypto_stream_chacha20_ietf((unsigned char *)self->words, sizeof self->words, NONCE, seed);
    self->next = 0;
}

/* An unbiased index below `bound`. */
static size_t
draws_below(Draws *self, uint32_t bound)
{
    uint64_t whole = ((uint64_t)UINT32_MAX + 1) / bound * bound;

    for (;;) {
        /* 90 draws throw away a word in fifty million; a thousand words cannot run out. */
        g_assert(self->next < WORDS);
        uint32_t word = GUINT32_FROM_LE(self->words[self->next++]);
        if (word < whole)
            return word % bound;
    }
}

bool
numbering_draw(const SecretKey *key, const char *edition, const char *scope, const char *group,
               size_t n, int *out_numbers, GError **error)
{
    if (n > NUMBERS) {
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_DATA,
                    _("group %s: %zu members, but there are only %d numbers (%d to %d); split the "
                      "group"),
                    group, n, NUMBERS, NUMBER_LOWEST, NUMBER_HIGHEST);
        return false;
    }

    unsigned char seed[SEED_SIZE];
    keyed_hash(key, (const char *const[]){"miroir numbers", edition, scope, group}, 4, seed);
    Draws draws;
    draws_init(&draws, seed);

    int numbers[NUMBERS];
    for (int i = 0; i < NUMBERS; i++)
        numbers[i] = NUMBER_LOWEST + i;
    for (size_t i = 0; i < n; i++) {
        size_t j = i + draws_below(&draws, (uint32_t)(NUMBERS - i));
        out_numbers[i] = numbers[j];
        numbers[j] = numbers[i];
    }

    sodium_memzero(seed, sizeof seed);
    sodium_memzero(&draws, sizeof draws);
    return true;
}

/* The first `length` signs, in base32, of a hash over the label, the edition and the practitioner. */
static char *
keyed_word(const SecretKey *key, const char *label, const char *edition, const char *practitioner,
           size_t length)
{
    static const char BASE32[] = "abcdefghijklmnopqrstuvwxyz234567";
    unsigned char hash[SEED_SIZE];
    char *word = g_new0(char, length + 1);

    keyed_hash(key, (const char *const[]){label, edition, practitioner}, 3, hash);
    for (size_t i = 0; i < length; i++) {
        size_t bit = i * 5;
        unsigned pair = (unsigned)hash[bit / 8] << 8 | hash[bit / 8 + 1];
        word[i] = BASE32[pair >> (11 - bit % 8) & 31];
    }
    sodium_memzero(hash, sizeof hash);
    return word;
}

char *
numbering_token(const SecretKey *key, const char *edition, const char *practitioner)
{
    return keyed_word(key, "miroir token", edition, practitioner, TOKEN_LENGTH);
}

char *
numbering_password(const SecretKey *key, const char *edition, const char *practitioner)
{
    g_autofree char *word =
        keyed_word(key, "miroir password", edition, practitioner, PASSWORD_LENGTH);
    return g_strdup_printf("%.4s-%.4s-%.4s-%.4s", word, word + 4, word + 8, word + 12);
}
