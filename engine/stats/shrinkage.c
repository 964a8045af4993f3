#include "engine/stats/shrinkage.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "engine/stats/count_mixture.h"
#include "engine/stats/sum.h"

/* A log-likelihood this little above another is rounding. */
static const double GAIN_NOISE = 1e-10;
/* The dispersion is looked for on a geometric grid, from where even the largest doctor shows next to
 * nothing of it to where the smallest shows all. A doctor's part in the likelihood changes over more
 * than a step, so that no maximum falls between. */
static const double GRID_STEP = 4, GRID_MARGIN = 100;
/* Beyond the grid the slope keeps its sign, and is followed by this factor at most. */
static const double FARTHEST = 1e30;

/* A place on the ridge of the likelihood: the best mean for its dispersion, and how the likelihood
 * rises from there with the logarithm of the dispersion. */
typedef struct {
    const CountMixture *mixture;
    double dispersion, scaled_mean, slope;
} Ridge;

static void
ridge_move(Ridge *self, double dispersion)
{
    self->dispersion = dispersion;
    self->scaled_mean = count_mixture_best_mean(self->mixture, dispersion, self->scaled_mean);
    self->slope = count_mixture_slope(self->mixture, self->scaled_mean, dispersion);
}

/* Where the slope vanishes between a place where it is positive and one where it is not: false
 * position on the logarithm, halving the weight of an end that stays (the Illinois rule), which
 * always converges and needs no straddling test that rounding could fail. */
static Ridge
ridge_summit(Ridge rising, Ridge falling)
{
    const double CLOSE = 1e-13;
    double low = log(rising.dispersion), high = log(falling.dispersion);
    double at_low = rising.slope, at_high = falling.slope;
    Ridge summit = rising;

    for (int i = 0, stayed = 0; i < 200 && high - low > CLOSE && summit.slope != 0; i++) {
        double middle = low + (high - low) * (at_low / (at_low - at_high));
        double moved = fabs(middle - log(summit.dispersion));

        ridge_move(&summit, exp(middle));
        if (moved <= CLOSE)
            break;
        if (summit.slope > 0) {
            low = middle;
            at_low = summit.slope;
            at_high *= stayed > 0 ? 0.5 : 1;
            stayed = 1;
        } else {
            high = middle;
            at_high = summit.slope;
            at_low *= stayed < 0 ? 0.5 : 1;
            stayed = -1;
        }
    }
    return summit;
}

/* The left end of the grid. Where the likelihood rises from dispersion 0 it is moved further left
 * until it rises there too, or until there is nothing left to see. */
static Ridge
ridge_start(const CountMixture *mixture, double largest)
{
    Ridge start = {.mixture = mixture, .scaled_mean = count_mixture_pooled(mixture)};

    ridge_move(&start, 1 / (GRID_MARGIN * largest));
    if (count_mixture_slope_at_none(mixture) > 0)
        while (start.slope <= 0 && start.dispersion * largest > GAIN_NOISE)
            ridge_move(&start, start.dispersion / GRID_STEP);
    return start;
}

/* The highest place on the ridge, dispersion 0 with its gain of 0 unless another is higher. The
 * doctors stand in the order of n. */
static Ridge
ridge_highest(const CountMixture *mixture, double *out_gain)
{
    double smallest = mixture->doctors[0].n, largest = mixture->doctors[mixture->size - 1].n;
    double end = GRID_MARGIN * fmax(1 / smallest, mixture->events / mixture->n);
    Ridge here = ridge_start(mixture, largest), highest = {.mixture = mixture};
    double farthest = here.dispersion * FARTHEST, gain = GAIN_NOISE;

    while (here.dispersion < end || (here.slope > 0 && here.dispersion < farthest)) {
        Ridge before = here;
        ridge_move(&here, GRID_STEP * before.dispersion);
        if (before.slope <= 0 || here.slope > 0)
            continue;

        Ridge summit = ridge_summit(before, here);
        double summit_gain = count_mixture_gain(mixture, summit.scaled_mean, summit.dispersion);
        g_assert(isfinite(summit_gain));
        if (summit_gain > gain) {
            highest = summit;
            gain = summit_gain;
        }
    }
    *out_gain = highest.dispersion > 0 ? gain : 0;
    return highest;
}

/* Whether the likelihood has no maximum above `gain`, because it rises towards endless dispersion:
 * every doctor has none or all. There the doctors count as one trial each. */
static bool
is_without_maximum(const CountMixture *mixture, double gain)
{
    double all = 0, size = (double)mixture->size;

    if (mixture->model == COUNT_POISSON)
        return false;
    for (size_t i = 0; i < mixture->size; i++) {
        DoctorCount doctor = mixture->doctors[i];
        if (doctor.events > 0 && doctor.events < doctor.n)
            return false;
        all += doctor.events > 0;
    }
    double events = mixture->events, others = mixture->n - events;
    double limit = all * log(all / size) + (size - all) * log((size - all) / size) -
                   events * log(events / mixture->n) - others * log(others / mixture->n);
    return limit > GAIN_NOISE && limit > gain - GAIN_NOISE;
}

static ShrinkagePrior
prior_pooled(CountModel model, double mean)
{
    return (ShrinkagePrior){model, ESTIMATE_OK, true, INFINITY, INFINITY, mean};
}

static ShrinkagePrior
prior_none(CountModel model, EstimateStatus why)
{
    return (ShrinkagePrior){model, why, false, NAN, NAN, NAN};
}

static ShrinkagePrior
prior_of_mixture(const CountMixture *mixture)
{
    double gain;
    Ridge highest = ridge_highest(mixture, &gain);

    if (is_without_maximum(mixture, gain))
        return prior_none(mixture->model, ESTIMATE_UNDEFINED);
    if (highest.dispersion == 0)
        return prior_pooled(mixture->model, mixture->events / mixture->n);

    double mean = count_mixture_mean(mixture, highest.scaled_mean);
    double rest = count_mixture_rest(mixture, highest.scaled_mean);
    return (ShrinkagePrior){mixture->model,
                            ESTIMATE_OK,
                            false,
                            mean / highest.dispersion,
                            rest / highest.dispersion,
                            mean};
}

static int
compare_doctors(const void *a, const void *b)
{
    const DoctorCount *x = a, *y = b;

    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    return (x->events > y->events) - (x->events < y->events);
}

/* The doctors with a denominator, in an order that does not depend on that of the caller: equal
 * inputs shall give equal last digits. */
static size_t
keep_doctors(CountModel model, const double *events, const double *n, size_t doctors,
             DoctorCount *kept)
{
    size_t size = 0;

    for (size_t i = 0; i < doctors; i++) {
        g_assert(isfinite(n[i]) && events[i] >= 0 && isfinite(events[i]));
        g_assert(model == COUNT_BINOMIAL ? events[i] <= n[i] : n[i] > 0 || events[i] == 0);
        if (n[i] > 0)
            kept[size++] = (DoctorCount){events[i], n[i]};
    }
    qsort(kept, size, sizeof *kept, compare_doctors);
    return size;
}

ShrinkagePrior
shrinkage_fit(CountModel model, const double *events, const double *n, size_t doctors)
{
    g_autofree DoctorCount *kept = g_new(DoctorCount, doctors + 1);
    CountMixture mixture = {.model = model, .doctors = kept};
    Sum all_events = {0}, all_n = {0}, others = {0};

    mixture.size = keep_doctors(model, events, n, doctors, kept);
    if (mixture.size < SHRINKAGE_FEWEST_DOCTORS)
        return prior_none(model, ESTIMATE_TOO_FEW);

    for (size_t i = 0; i < mixture.size; i++) {
        sum_add(&all_events, kept[i].events);
        sum_add(&all_n, kept[i].n);
        sum_add(&others, kept[i].n - kept[i].events);
    }
    mixture.events = sum_value(&all_events);
    mixture.n = sum_value(&all_n);
    if (mixture.events == 0 || (model == COUNT_BINOMIAL && sum_value(&others) == 0))
        return prior_pooled(model, mixture.events / mixture.n);
    return prior_of_mixture(&mixture);
}

/* What the prior weighs, in units of n. */
static double
prior_weight(ShrinkagePrior prior)
{
    return prior.model == COUNT_BINOMIAL ? prior.a + prior.b : prior.b;
}

Estimate
shrinkage_value(ShrinkagePrior prior, double events, double n)
{
    g_assert(events >= 0 && n >= 0);

    if (prior.status != ESTIMATE_OK)
        return estimate_none(prior.status);
    if (prior.pooled || n == 0)
        return estimate_of(prior.mean);

    /* Rounding shall not take it beyond either value. */
    double own = events / n, value = (prior.a + events) / (prior_weight(prior) + n);
    return estimate_of(fmin(fmax(value, fmin(own, prior.mean)), fmax(own, prior.mean)));
}

Estimate
shrinkage_reliability(ShrinkagePrior prior, double n)
{
    g_assert(n >= 0);

    if (prior.status != ESTIMATE_OK)
        return estimate_none(prior.status);
    return estimate_of(n / (n + prior_weight(prior)));
}
