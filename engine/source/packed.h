/* Narrow packed records in memory, by kind and by share of the patients: what the connections read
 * is kept here until all lines of a patient are there. One store belongs to one thread while it is
 * filled; afterwards it is only read. */
#pragma once

#include <glib.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    PACKED_LINES,
    PACKED_PATIENTS,
    PACKED_REGISTRATIONS,
    PACKED_CONDITIONS,
    N_PACKED_KINDS
} PackedKind;

enum { N_PARTITIONS = 256 };

typedef struct PackedChunk PackedChunk;
struct PackedChunk {
    PackedChunk *next;
    size_t used, capacity;
    uint8_t bytes[];
};

typedef struct PackedStore PackedStore;

/* `memory` is raised by every byte taken, and may be shared between stores. */
PackedStore *packed_store_new(_Atomic size_t *memory);
void packed_store_free(PackedStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PackedStore, packed_store_free)
/* Forgets everything and gives the memory back. */
void packed_store_empty(PackedStore *self);

/* Room for a record of at most `size` bytes; packed_commit says where it ended. */
uint8_t *packed_reserve(PackedStore *self, PackedKind kind, unsigned partition, size_t size);
void packed_commit(PackedStore *self, PackedKind kind, unsigned partition, const uint8_t *end);
/* The chunks of one partition, in the order of `next`; NULL when there is none. */
const PackedChunk *packed_store_chunks(const PackedStore *self, PackedKind kind,
                                       unsigned partition);
/* Gives the memory of one partition back. */
void packed_store_drop(PackedStore *self, PackedKind kind, unsigned partition);

/* Integers in 7-bit groups, low first; signed ones fold the sign into the lowest bit. */
enum { PACKED_INTEGER_MAX = 10 };

static inline uint8_t *
packed_put(uint8_t *at, uint64_t value)
{
    while (value >= 0x80) {
        *at++ = (uint8_t)(value | 0x80);
        value >>= 7;
    }
    *at++ = (uint8_t)value;
    return at;
}

static inline uint64_t
packed_get(const uint8_t **at)
{
    uint64_t value = 0;
    for (int shift = 0;; shift += 7) {
        uint8_t byte = *(*at)++;
        value |= (uint64_t)(byte & 0x7f) << shift;
        if (byte < 0x80)
            return value;
    }
}

static inline uint8_t *
packed_put_signed(uint8_t *at, int64_t value)
{
    return packed_put(at, ((uint64_t)value << 1) ^ (value < 0 ? UINT64_MAX : 0));
}

static inline int64_t
packed_get_signed(const uint8_t **at)
{
    uint64_t value = packed_get(at);
    return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}
