#include "engine/stats/relabelling.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

struct Relabelling {
    int *labels; /* of the way that comes next */
    size_t n, size, given;
    bool complete;
    gsl_rng *chance;
};

static int
compare_labels(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* n! / (m1! m2! ...) for labels in ascending order, as long as it stays within `most`, else more. */
static double
count_ways(const int *sorted, size_t n, size_t most)
{
    double ways = 1;
    size_t run = 0;

    for (size_t i = 0; i < n; i++) {
        run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
        /* Adding one unit of a run multiplies by (i + 1) / run, and what comes of it is whole. */
        ways = round(ways * (double)(i + 1) / (double)run);
        if (ways > 1e15)
            return ways;
    }
    return ways <= (double)most ? ways : (double)most + 1;
}

Relabelling *
relabelling_new(const int *labels, size_t n, size_t most, unsigned long seed)
{
    g_assert(n >= 1 && most >= 1);

    Relabelling *self = g_new0(Relabelling, 1);
    g_autofree int *sorted = g_memdup2(labels, n * sizeof(int));
    qsort(sorted, n, sizeof(int), compare_labels);
    double ways = count_ways(sorted, n, most);
    self->n = n;
    self->complete = ways <= (double)most;
    self->size = self->complete ? (size_t)ways : most + 1;
    if (self->complete) {
        self->labels = g_steal_pointer(&sorted);
        return self;
    }
    self->labels = g_memdup2(labels, n * sizeof(int));
    self->chance = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(self->chance, seed);
    return self;
}

void
relabelling_free(Relabelling *self)
{
    if (self == NULL)
        return;
    if (self->chance != NULL)
        gsl_rng_free(self->chance);
    g_free(self->labels);
    g_free(self);
}

bool
relabelling_is_complete(const Relabelling *self)
{
    return self->complete;
}

size_t
relabelling_size(const Relabelling *self)
{
    return self->size;
}

static void
swap(int *a, int *b)
{
    int kept = *a;
    *a = *b;
    *b = kept;
}

/* The next arrangement in lexicographic order (Knuth, TAOCP 7.2.1.2, Algorithm L), which visits equal
 * labels once. */
static void
step(int *labels, size_t n)
{
    size_t j = n - 1;

    while (j > 0 && labels[j - 1] >= labels[j])
        j--;
    if (j == 0)
        return;
    size_t l = n - 1;
    while (labels[j - 1] >= labels[l])
        l--;
    swap(&labels[j - 1], &labels[l]);
    for (size_t k = n - 1; j < k; j++, k--)
        swap(&labels[j], &labels[k]);
}

bool
relabelling_next(Relabelling *self, int *out_labels)
{
    if (self->given == self->size)
        return false;
    self->given++;
    memcpy(out_labels, self->labels, self->n * sizeof(int));
    if (self->complete)
        step(self->labels, self->n);
    else
        gsl_ran_shuffle(self->chance, self->labels, self->n, sizeof(int));
    return true;
}
