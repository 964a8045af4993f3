/* Statements side by side, each on a connection of its own, all on one exported snapshot. */
#pragma once

#include <glib.h>

#include "engine/source/connection.h"
#include "engine/source/plan.h"

typedef struct ParallelQuery ParallelQuery;

/* Runs `n` statements and waits for all; the first failure stops the others. The interruption of
 * `options` cancels them. NULL with the first error. */
ParallelQuery *parallel_query_run(const Database *database, const char *snapshot,
                                  const char *const *statements, size_t n,
                                  const PlanOptions *options, GError **error);
void parallel_query_free(ParallelQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ParallelQuery, parallel_query_free)
PGresult *parallel_query_result(const ParallelQuery *self, size_t i);

/* A connection of the read phase on that snapshot: no parallel workers of the server, since the
 * connections are the parallelism, and room to group in memory. */
Connection *parallel_query_connect(const Database *database, const char *snapshot, GError **error);
/* Waits until `running` is 0, passing an interruption on to the server; `tick` may be NULL. */
void parallel_query_watch(const _Atomic int *running, const PlanOptions *options,
                          void (*tick)(void *data), void *data);
