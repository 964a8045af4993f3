/* The ways to hand out the same labels to the same units anew: every one of them where they are few,
 * else draws by chance, the same ones each time. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Relabelling Relabelling;

/* `labels` are those of `n` units, any integers. Where at most `most` different ways exist, all of them
 * are given, each once, the actual one among them; else the actual one first, then `most` drawn with
 * `seed`, each way as likely as any other. `n` and `most` are at least 1. */
Relabelling *relabelling_new(const int *labels, size_t n, size_t most, unsigned long seed);
void relabelling_free(Relabelling *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Relabelling, relabelling_free)

bool relabelling_is_complete(const Relabelling *self); /* all ways are given */
/* How many ways are given in all. */
size_t relabelling_size(const Relabelling *self);
/* Moves on to the next way and puts its labels into `out_labels`, one for each unit; false after the
 * last one. */
bool relabelling_next(Relabelling *self, int *out_labels);
