#include "render/page/memory_sink.h"

void
memory_sink_init(MemorySink *self)
{
    *self = (MemorySink){.bytes = g_byte_array_new()};
}

void
memory_sink_clear(MemorySink *self)
{
    if (self->bytes != NULL)
        g_byte_array_unref(self->bytes);
    self->bytes = NULL;
}

cairo_status_t
memory_sink_write(void *closure, const unsigned char *data, unsigned n)
{
    MemorySink *self = closure;
    self->n_writes++;
    if (self->n_writes == self->refuse_at)
        self->failed = true;
    if (!self->failed)
        g_byte_array_append(self->bytes, data, n);
    return CAIRO_STATUS_SUCCESS;
}

GBytes *
memory_sink_steal(MemorySink *self)
{
    return g_byte_array_free_to_bytes(g_steal_pointer(&self->bytes));
}
