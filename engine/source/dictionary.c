#include "engine/source/dictionary.h"

#include <string.h>

typedef struct {
    const char *text; /* in `texts` */
    uint32_t length;
    uint32_t hash;
} Entry;

struct Dictionary {
    GStringChunk *texts;
    Entry *entries;
    size_t n_entries, capacity;
    uint32_t *slots; /* entry + 1, or 0 */
    size_t n_slots;  /* a power of two, at least twice the entries */
};

enum { FIRST_SLOTS = 1024, TEXT_BLOCK = 1 << 16 };

uint64_t
dictionary_hash(const char *bytes, size_t length)
{
    const uint64_t multiplier = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = length * multiplier;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, bytes, 8);
        hash = (hash ^ word) * multiplier;
        hash ^= hash >> 29;
        bytes += 8;
        length -= 8;
    }
    uint64_t word = 0;
    memcpy(&word, bytes, length);
    hash = (hash ^ word) * multiplier;
    hash ^= hash >> 32;
    return hash * multiplier;
}

Dictionary *
dictionary_new(void)
{
    Dictionary *self = g_new0(Dictionary, 1);
    self->texts = g_string_chunk_new(TEXT_BLOCK);
    self->n_slots = FIRST_SLOTS;
    self->slots = g_new0(uint32_t, self->n_slots);
    return self;
}

void
dictionary_free(Dictionary *self)
{
    if (self == NULL)
        return;
    g_string_chunk_free(self->texts);
    g_free(self->entries);
    g_free(self->slots);
    g_free(self);
}

/* The slot of that text, or the empty one where it belongs. */
static size_t
find_slot(const Dictionary *self, const char *bytes, size_t length, uint32_t hash)
{
    size_t mask = self->n_slots - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        if (self->slots[i] == 0)
            return i;
        const Entry *entry = &self->entries[self->slots[i] - 1];
        if (entry->hash == hash && entry->length == length &&
            memcmp(entry->text, bytes, length) == 0)
            return i;
    }
}

static void
grow_slots(Dictionary *self)
{
    g_free(self->slots);
    self->n_slots *= 2;
    self->slots = g_new0(uint32_t, self->n_slots);
    size_t mask = self->n_slots - 1;
    for (size_t i = 0; i < self->n_entries; i++) {
        size_t slot = self->entries[i].hash & mask;
        while (self->slots[slot] != 0)
            slot = (slot + 1) & mask;
        self->slots[slot] = (uint32_t)(i + 1);
    }
}

uint32_t
dictionary_intern(Dictionary *self, const char *bytes, size_t length)
{
    uint32_t hash = (uint32_t)(dictionary_hash(bytes, length) >> 32);
    size_t slot = find_slot(self, bytes, length, hash);
    if (self->slots[slot] != 0)
        return self->slots[slot] - 1;

    g_assert(self->n_entries < UINT32_MAX - 1 && length <= UINT32_MAX);
    if (self->n_entries == self->capacity) {
        self->capacity = MAX(256, self->capacity * 2);
        self->entries = g_renew(Entry, self->entries, self->capacity);
    }
    self->entries[self->n_entries++] = (Entry){
        .text = g_string_chunk_insert_len(self->texts, bytes, (gssize)length),
        .length = (uint32_t)length,
        .hash = hash,
    };
    self->slots[slot] = (uint32_t)self->n_entries;
    if (self->n_entries * 2 > self->n_slots)
        grow_slots(self);
    return (uint32_t)(self->n_entries - 1);
}

bool
dictionary_find(const Dictionary *self, const char *bytes, size_t length, uint32_t *out_number)
{
    uint32_t hash = (uint32_t)(dictionary_hash(bytes, length) >> 32);
    uint32_t entry = self->slots[find_slot(self, bytes, length, hash)];
    if (entry == 0)
        return false;
    *out_number = entry - 1;
    return true;
}

const char *
dictionary_text(const Dictionary *self, uint32_t number)
{
    g_assert(number < self->n_entries);
    return self->entries[number].text;
}

size_t
dictionary_size(const Dictionary *self)
{
    return self->n_entries;
}

void
dictionary_empty(Dictionary *self)
{
    g_string_chunk_clear(self->texts);
    memset(self->slots, 0, self->n_slots * sizeof *self->slots);
    self->n_entries = 0;
}
