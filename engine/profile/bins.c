#include "engine/profile/bins.h"

#include <math.h>

enum { SIDES = 2, FEWEST_STEPS = 4, MOST_STEPS = 16 };

/* A step written so that its multiples are the doubles nearest to round decimals. */
typedef struct {
    double mantissa;
    int exponent;
} Step;

static double
step_multiple(Step step, double n)
{
    double scaled = n * step.mantissa;
    return step.exponent < 0 ? scaled / pow(10, -step.exponent) : scaled * pow(10, step.exponent);
}

/* The smallest 1, 2 or 5 x 10^e that is at least `width` > 0. */
static Step
step_at_least(double width)
{
    static const double MANTISSAS[] = {1, 2, 5};

    for (int exponent = (int)floor(log10(width));; exponent++) {
        for (size_t i = 0; i < G_N_ELEMENTS(MANTISSAS); i++) {
            Step step = {MANTISSAS[i], exponent};
            if (step_multiple(step, 1) >= width)
                return step;
        }
    }
}

/* The range from the lower to the upper quantile over both sides. */
static void
spread(const Distribution *const *sides, double p, double *out_low, double *out_high)
{
    *out_low = INFINITY;
    *out_high = -INFINITY;
    for (size_t i = 0; i < SIDES; i++) {
        if (sides[i] == NULL)
            continue;
        *out_low = fmin(*out_low, distribution_quantile(sides[i], p).value);
        *out_high = fmax(*out_high, distribution_quantile(sides[i], 1 - p).value);
    }
}

/* How many steps the middle is worth: Rice's rule, 2 n^(1/3), over the smaller side. More would leave
 * bins of a few doctors, which only merging could show. */
static double
worthwhile_steps(const Distribution *const *sides)
{
    double fewest = INFINITY;

    for (size_t i = 0; i < SIDES; i++)
        if (sides[i] != NULL)
            fewest = fmin(fewest, (double)distribution_size(sides[i]));
    return fmin(fmax(2 * cbrt(fewest), FEWEST_STEPS), MOST_STEPS);
}

/* Round edges in ascending order: single steps over the middle nine tenths, one longer bin for each
 * tail, so that one far value does not coarsen all others. */
static GArray *
round_edges(const Distribution *const *sides)
{
    double low, high, tail_low, tail_high;
    spread(sides, 0.05, &low, &high);
    spread(sides, 0, &tail_low, &tail_high);

    double range = high > low ? high - low : fmax(fabs(tail_high), fabs(tail_low));
    double width = range / worthwhile_steps(sides);
    Step step = step_at_least(width > 0 ? width : 0.01);
    double unit = step_multiple(step, 1);
    double first = floor(low / unit), last = fmax(ceil(high / unit), first + 1);

    GArray *edges = g_array_new(FALSE, FALSE, sizeof(double));
    double edge = step_multiple(step, floor(tail_low / unit));
    if (tail_low < step_multiple(step, first))
        g_array_append_val(edges, edge);
    for (double n = first; n <= last; n++) {
        edge = step_multiple(step, n);
        g_array_append_val(edges, edge);
    }
    edge = step_multiple(step, ceil(tail_high / unit));
    if (tail_high > step_multiple(step, last))
        g_array_append_val(edges, edge);
    return edges;
}

/* How many values lie in [low, high), the end included in the last bin. */
static int
count_within(const Distribution *side, double low, double high, bool is_last)
{
    int doctors = 0;

    if (side == NULL)
        return 0;
    for (size_t i = 0; i < distribution_size(side); i++) {
        double value = distribution_values(side)[i];
        doctors += value >= low && (value < high || (is_last && value == high));
    }
    return doctors;
}

typedef struct {
    double low, high;
    int doctors[SIDES];
} Pair;

static bool
may_stand_alone(const Pair *pair)
{
    bool somebody = false;

    for (size_t i = 0; i < SIDES; i++) {
        if (pair->doctors[i] > 0 && pair->doctors[i] < BIN_FEWEST_DOCTORS)
            return false;
        somebody = somebody || pair->doctors[i] > 0;
    }
    return somebody;
}

static void
pair_join(Pair *self, const Pair *next)
{
    self->high = next->high;
    for (size_t i = 0; i < SIDES; i++)
        self->doctors[i] += next->doctors[i];
}

/* From the left, each bin grows until it may stand alone; what is left over at the end joins its
 * neighbours until it may. */
static GArray *
merge(const GArray *edges, const Distribution *const *sides)
{
    GArray *pairs = g_array_new(FALSE, FALSE, sizeof(Pair));
    Pair open = {0};
    bool is_open = false;

    for (unsigned i = 0; i + 1 < edges->len; i++) {
        Pair pair = {g_array_index(edges, double, i), g_array_index(edges, double, i + 1), {0}};
        for (size_t side = 0; side < SIDES; side++)
            pair.doctors[side] =
                count_within(sides[side], pair.low, pair.high, i + 2 == edges->len);
        if (is_open)
            pair_join(&open, &pair);
        else
            open = pair;
        is_open = !may_stand_alone(&open);
        if (!is_open)
            g_array_append_val(pairs, open);
    }

    while (is_open && pairs->len > 0) {
        Pair *last = &g_array_index(pairs, Pair, pairs->len - 1);
        pair_join(last, &open);
        open = *last;
        is_open = !may_stand_alone(&open);
        if (is_open)
            g_array_set_size(pairs, pairs->len - 1);
    }
    return pairs;
}

void
bins_cut(const Distribution *left, const Distribution *right, GArray *out_left, GArray *out_right)
{
    const Distribution *sides[SIDES] = {left, right};
    GArray *outs[SIDES] = {out_left, out_right};

    if (left == NULL && right == NULL)
        return;

    g_autoptr(GArray) edges = round_edges(sides);
    g_autoptr(GArray) pairs = merge(edges, sides);
    for (unsigned i = 0; i < pairs->len; i++) {
        const Pair *pair = &g_array_index(pairs, Pair, i);
        for (size_t side = 0; side < SIDES; side++) {
            DistributionBin bin = {pair->low, pair->high, pair->doctors[side]};
            if (sides[side] != NULL)
                g_array_append_val(outs[side], bin);
        }
    }
}
