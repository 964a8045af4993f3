/* The stream executor: claims leave the server as narrow rows, and are counted here. */
#pragma once

#include "engine/source/stream_read.h"

/* Reads all shares, as few as fit the memory, and adds every patient to `counts`. A lost connection
 * restarts the share once, on the same snapshot, which the leader must still hold. */
bool stream_execute(const StreamSetting *setting, Connection *leader, Counts *counts,
                    int64_t *out_rows, GError **error);
