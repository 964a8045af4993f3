#include "engine/source/packed.h"

/* Chunks double up to a size at which asking for one costs nothing and half-empty ones do not
 * count; a share of few patients takes little. */
enum { FIRST_CHUNK = 512, LAST_CHUNK = 16 * 1024 };

struct PackedStore {
    _Atomic size_t *memory;
    PackedChunk *chunks[N_PACKED_KINDS][N_PARTITIONS];
};

PackedStore *
packed_store_new(_Atomic size_t *memory)
{
    PackedStore *self = g_new0(PackedStore, 1);
    self->memory = memory;
    return self;
}

void
packed_store_drop(PackedStore *self, PackedKind kind, unsigned partition)
{
    PackedChunk *chunk = self->chunks[kind][partition];
    while (chunk != NULL) {
        PackedChunk *next = chunk->next;
        atomic_fetch_sub(self->memory, sizeof *chunk + chunk->capacity);
        g_free(chunk);
        chunk = next;
    }
    self->chunks[kind][partition] = NULL;
}

void
packed_store_empty(PackedStore *self)
{
    for (unsigned partition = 0; partition < N_PARTITIONS; partition++)
        for (int kind = 0; kind < N_PACKED_KINDS; kind++)
            packed_store_drop(self, (PackedKind)kind, partition);
}

void
packed_store_free(PackedStore *self)
{
    if (self == NULL)
        return;
    packed_store_empty(self);
    g_free(self);
}

uint8_t *
packed_reserve(PackedStore *self, PackedKind kind, unsigned partition, size_t size)
{
    PackedChunk *chunk = self->chunks[kind][partition];
    if (chunk == NULL || chunk->capacity - chunk->used < size) {
        size_t usual = chunk == NULL ? FIRST_CHUNK : MIN(chunk->capacity * 2, (size_t)LAST_CHUNK);
        size_t capacity = MAX(size, usual);
        PackedChunk *fresh = g_malloc(sizeof *fresh + capacity);
        *fresh = (PackedChunk){.next = chunk, .used = 0, .capacity = capacity};
        atomic_fetch_add(self->memory, sizeof *fresh + capacity);
        self->chunks[kind][partition] = chunk = fresh;
    }
    return chunk->bytes + chunk->used;
}

void
packed_commit(PackedStore *self, PackedKind kind, unsigned partition, const uint8_t *end)
{
    PackedChunk *chunk = self->chunks[kind][partition];
    g_assert(end >= chunk->bytes && end <= chunk->bytes + chunk->capacity);
    chunk->used = (size_t)(end - chunk->bytes);
}

const PackedChunk *
packed_store_chunks(const PackedStore *self, PackedKind kind, unsigned partition)
{
    return self->chunks[kind][partition];
}
