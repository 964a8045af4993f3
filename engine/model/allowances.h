/* What doctors of the scheme were paid for their time, by period. Filled by `source`, then immutable. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "engine/model/period.h"

typedef struct {
    char *practitioner_id;
    Period period;
    int64_t cents; /* may be negative: a correction */
} Allowance;

typedef struct Allowances Allowances;

Allowances *allowances_new(void);
void allowances_free(Allowances *self); /* NULL is a no-op */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Allowances, allowances_free)

/* Takes over the strings of its argument. */
void allowances_take(Allowances *self, Allowance allowance);
/* By period (its last day, then its first), then practitioner; once, before any look-up. */
void allowances_close(Allowances *self);
size_t allowances_n(const Allowances *self);
const Allowance *allowances_at(const Allowances *self, size_t i);
