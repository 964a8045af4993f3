/* Reading for the stream executor: one share of the patients, by several connections on one
 * exported snapshot, into packed stores. */
#pragma once

#include <glib.h>
#include <stdatomic.h>

#include "engine/source/activity.h"
#include "engine/source/code_table.h"
#include "engine/source/packed.h"
#include "engine/source/plan.h"
#include "engine/source/program.h"

/* The patients whose hash, masked, is `value`; a mask of 0 is all. */
typedef struct {
    uint32_t mask, value;
} StreamShare;

/* What all readings of one execution have in common; everything is borrowed. */
typedef struct {
    const Program *program;
    const CodeTable *codes;
    const Contract *contract;
    const Roster *roster;
    const Database *database;
    const PlanOptions *options;
    const char *snapshot;
    int n_connections;
    int64_t blocks[N_PACKED_KINDS]; /* of each relation; 0 where blocks cannot be shared out */
    double expected_rows;           /* of claims, all shares */
} StreamSetting;

typedef enum { STREAM_DONE, STREAM_FULL, STREAM_LOST, STREAM_FAILED } StreamOutcome;

typedef struct StreamRead StreamRead;

StreamRead *stream_read_new(const StreamSetting *setting);
void stream_read_free(StreamRead *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StreamRead, stream_read_free)

/* Reads the share. STREAM_FULL when it does not fit the memory limit, and STREAM_LOST when a
 * connection was lost: both leave the stores empty and the reading fit to be tried again. With
 * STREAM_LOST and STREAM_FAILED `error` is set. */
StreamOutcome stream_read_share(StreamRead *self, StreamShare share, GError **error);
/* What was read: one store for each connection. */
PackedStore *const *stream_read_stores(const StreamRead *self, size_t *out_n);
int64_t stream_read_rows(const StreamRead *self);

/* The SELECT whose rows one kind of record is copied from; NULL when the program does not use it. `range` is a condition
 * on alias c. The caller frees. */
char *stream_sql(const StreamSetting *setting, PackedKind kind, StreamShare share,
                 const char *range);
