#include "engine/model/allowances.h"

#include <stdlib.h>
#include <string.h>

struct Allowances {
    GArray *all; /* Allowance */
};

static void
allowance_clear(gpointer data)
{
    Allowance *self = data;
    g_free(self->practitioner_id);
}

Allowances *
allowances_new(void)
{
    Allowances *self = g_new0(Allowances, 1);
    self->all = g_array_new(false, false, sizeof(Allowance));
    g_array_set_clear_func(self->all, allowance_clear);
    return self;
}

void
allowances_free(Allowances *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->all);
    g_free(self);
}

void
allowances_take(Allowances *self, Allowance allowance)
{
    g_array_append_val(self->all, allowance);
}

static int
compare_days(Day a, Day b)
{
    return (a > b) - (a < b);
}

static int
compare(const void *a, const void *b)
{
    const Allowance *left = a, *right = b;
    int order = compare_days(period_last_day(left->period), period_last_day(right->period));
    if (order == 0)
        order = compare_days(period_first_day(left->period), period_first_day(right->period));
    return order != 0 ? order : strcmp(left->practitioner_id, right->practitioner_id);
}

void
allowances_close(Allowances *self)
{
    if (self->all->len > 0)
        qsort(self->all->data, self->all->len, sizeof(Allowance), compare);
}

size_t
allowances_n(const Allowances *self)
{
    return self->all->len;
}

const Allowance *
allowances_at(const Allowances *self, size_t i)
{
    g_assert(i < self->all->len);
    return &g_array_index(self->all, Allowance, i);
}
