/* One COPY of the stream and what is done with its rows. */
#pragma once

#include <glib.h>
#include <stdatomic.h>

#include "engine/source/connection.h"
#include "engine/source/packed.h"
#include "engine/source/stream_read.h"

/* Practitioners' texts as numbers for all threads: those of the roster first, in its order. */
typedef struct StreamNames StreamNames;
StreamNames *stream_names_new(const Roster *roster);
void stream_names_free(StreamNames *self);

/* What the threads of one reading tell one another. */
typedef struct {
    const _Atomic size_t *memory;
    size_t memory_limit;
    atomic_bool is_stopped, is_full;
    GMutex lock;
    GError *error; /* the first */
} StreamState;

void stream_state_init(StreamState *self, const _Atomic size_t *memory, size_t memory_limit);
void stream_state_clear(StreamState *self);
/* Takes over the error of a thread, or NULL; the first one stops the others. */
void stream_state_report(StreamState *self, GError *error);

/* Where one thread's rows go. */
typedef struct StreamSink StreamSink;
StreamSink *stream_sink_new(const StreamSetting *setting, PackedStore *store, StreamNames *names,
                            StreamState *state, _Atomic int64_t *rows);
void stream_sink_free(StreamSink *self);

typedef struct StreamJob StreamJob;
StreamJob *stream_job_new(PackedKind kind, const char *select);
void stream_job_free(StreamJob *self);
/* After a failure the connection is only good for closing. */
bool stream_job_run(const StreamJob *self, Connection *connection, StreamSink *sink,
                    GError **error);
