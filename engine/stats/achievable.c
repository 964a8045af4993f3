#include "engine/stats/achievable.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "engine/stats/sum.h"

/* What 10 % of a sum falls short of itself by rounding does not call for one more doctor. */
static const double ROUNDING = 1e-12;

typedef struct {
    double rank; /* the lower the better */
    double numerator, denominator;
    size_t position;
} Candidate;

static int
compare_candidates(const void *a, const void *b)
{
    const Candidate *x = a, *y = b;

    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->denominator != y->denominator)
        return x->denominator > y->denominator ? -1 : 1;
    return (x->position > y->position) - (x->position < y->position);
}

static size_t
rank_candidates(const double *numerators, const double *denominators, size_t doctors,
                AchievableDirection direction, Candidate *candidates)
{
    size_t size = 0;

    for (size_t i = 0; i < doctors; i++) {
        double x = numerators[i], d = denominators[i];
        g_assert(isfinite(x) && isfinite(d) && x >= 0 && d >= 0);
        if (d == 0)
            continue;
        double smoothed = (x + 1) / (d + 2);
        candidates[size++] =
            (Candidate){direction == ACHIEVABLE_LOWER ? smoothed : -smoothed, x, d, i};
    }
    qsort(candidates, size, sizeof *candidates, compare_candidates);
    return size;
}

AchievableBenchmark
achievable_benchmark(const double *numerators, const double *denominators, size_t doctors,
                     AchievableDirection direction, double share, size_t *out_best)
{
    g_assert(share > 0 && share <= 1);

    g_autofree Candidate *candidates = g_new(Candidate, doctors + 1);
    size_t size = rank_candidates(numerators, denominators, doctors, direction, candidates);
    Sum all = {0}, numerator = {0}, denominator = {0};
    size_t taken = 0;

    if (size == 0)
        return (AchievableBenchmark){.value = estimate_none(ESTIMATE_TOO_FEW)};
    for (size_t i = 0; i < size; i++)
        sum_add(&all, candidates[i].denominator);

    double enough = share * sum_value(&all) * (1 - ROUNDING);
    for (; taken < size && sum_value(&denominator) < enough; taken++) {
        if (out_best != NULL)
            out_best[taken] = candidates[taken].position;
        sum_add(&numerator, candidates[taken].numerator);
        sum_add(&denominator, candidates[taken].denominator);
    }
    return (AchievableBenchmark){estimate_of(sum_value(&numerator) / sum_value(&denominator)),
                                 taken, sum_value(&numerator), sum_value(&denominator)};
}
