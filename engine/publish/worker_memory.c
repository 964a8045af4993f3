#include "engine/publish/worker_memory.h"

#include <malloc.h>

#define KEPT_BYTES (64 << 20)
#define GROWTH_BYTES (4 << 20)

void
worker_memory_keep(void)
{
    mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
    mallopt(M_MMAP_THRESHOLD, KEPT_BYTES / 2);
    mallopt(M_TOP_PAD, GROWTH_BYTES);
}
