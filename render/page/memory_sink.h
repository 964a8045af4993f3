/* Where cairo writes: into memory, with a fault that sticks. Cairo is never told of a fault: it
 * forgets one as soon as the next write succeeds, and crashes over one while it closes a CFF font.
 * Whoever takes the bytes asks the sink. */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <stdbool.h>

typedef struct {
    GByteArray *bytes;
    bool failed;
    long n_writes;
    long refuse_at; /* tests: the write to refuse, from 1; 0 for none */
} MemorySink;

void memory_sink_init(MemorySink *self);
void memory_sink_clear(MemorySink *self);
/* A cairo_write_func_t with a MemorySink as its closure: always a success. */
cairo_status_t memory_sink_write(void *self, const unsigned char *data, unsigned n);
/* The bytes; the sink is empty afterwards. */
GBytes *memory_sink_steal(MemorySink *self);
