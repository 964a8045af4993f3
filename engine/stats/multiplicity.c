#include "engine/stats/multiplicity.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

typedef struct {
    double p;
    size_t position;
} Ranked;

static int
compare_ranked(const void *a, const void *b)
{
    const Ranked *x = a, *y = b;

    if (x->p != y->p)
        return (x->p > y->p) - (x->p < y->p);
    return (x->position > y->position) - (x->position < y->position);
}

void
multiplicity_adjust(const double *p, size_t n, double *out_adjusted)
{
    g_assert((p != NULL && out_adjusted != NULL) || n == 0);

    g_autofree Ranked *ranked = g_new(Ranked, n);
    size_t m = 0;

    for (size_t i = 0; i < n; i++) {
        g_assert(isnan(p[i]) || (p[i] >= 0 && p[i] <= 1));
        if (isnan(p[i]))
            out_adjusted[i] = NAN;
        else
            ranked[m++] = (Ranked){p[i], i};
    }
    if (m > 1)
        qsort(ranked, m, sizeof(Ranked), compare_ranked);

    double smallest = 1;
    for (size_t rank = m; rank > 0; rank--) {
        smallest = fmin(smallest, ranked[rank - 1].p * ((double)m / (double)rank));
        out_adjusted[ranked[rank - 1].position] = smallest;
    }
}

double
multiplicity_expected_false_signals(double looks, double two_sided_tail)
{
    g_assert(looks >= 0 && two_sided_tail >= 0 && two_sided_tail <= 1);
    return looks * two_sided_tail;
}
