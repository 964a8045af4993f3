/* Forked workers that turn tasks into published files: a crash costs one document, which is tried
 * once more and then reported. */
#pragma once

#include <glib.h>
#include <signal.h>
#include <stdbool.h>

/* Runs in the child: makes document `task` and publishes it. */
typedef bool (*PoolTask)(size_t task, void *data, GError **error);
/* Runs in the parent after each document; `message` is NULL when it succeeded. */
typedef void (*PoolDone)(size_t task, const char *message, size_t n_done, size_t n, void *data);

/* Does tasks 0 to n - 1 in a shuffled order that depends on n alone, on `jobs` children, each of
 * which takes many tasks. Returns the number that failed, or -1 with `error` when the pool itself
 * could not run or *interrupted was set (children are then stopped and waited for). */
int pool_run(int jobs, size_t n, PoolTask task, PoolDone done, void *data,
             const volatile sig_atomic_t *interrupted, GError **error);
