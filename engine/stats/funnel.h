/* Where a unit may lie by chance alone around a common value p0: the control limits of a funnel
 * plot, the distance from p0 in standard errors and the chance of lying so far off. Here the units
 * vary no more than binomial or Poisson counts do; overdispersion.h has what they are when they
 * vary more.
 *
 * `n` is the denominator: trials, or an exposure in which p0 n events are expected. It may be any
 * real number from below 1 to 1e9, since effective sizes (n / design effect) are; `events`, 0 to n
 * of trials, is then divided by the design effect too. Limits are on the scale of p0, which is
 * within [0, 1] for a binomial count and from 0 up for a Poisson count. Without a denominator (n =
 * 0) nothing is defined. `confidence` is the share between the limits, in (0, 1): 0.95 and 0.998.
 * */
#pragma once

#include "engine/stats/count_model.h"
#include "engine/stats/estimate.h"

/* A doctor, or whatever is compared: events / n. */
typedef struct {
    double events, n;
} FunnelUnit;

/* Exact limits, interpolated between counts (Spiegelhalter, Statistics in Medicine 24, 2005,
 * appendix A.1.1). At p = (1 - confidence) / 2 and at 1 - p, with F(r) = P(X <= r):
 *
 *     limit = (r - alpha) / n,  r the smallest count with F(r) >= p,
 *     alpha = (F(r) - p) / (F(r) - F(r - 1)),
 *
 * that is where F, drawn as straight lines from count to count, passes p.
 *
 * The low limit is 0 unless P(X = 0) < p. The formula has no such end at the top, since nothing
 * lies above n: taken as it is, 30 of 30 would lie beyond the 99.8 % limit around p0 = 0.95, which
 * chance brings about once in five times. So the high limit of trials is 1 unless P(X = n) = p0^n <
 * p. A limit is never on the far side of p0, which concerns fewer than p expected events.
 *
 * Twice the n brings both limits closer to p0 where a tenth of an event or more is expected (and of
 * trials as much of the other kind). From size to size the straight lines leave a ripple: an end
 * may move out again by less than half an event, by 0.2 where 10 are expected, 0.03 where 100 are.
 *
 * A count x is below the low limit if P(X <= x) < p, above the high one if P(X > x) < p: the count
 * itself counts on the low side and not on the high one. So false signals are more frequent above
 * than below where few events are expected. Of the 0.1 % meant on each side of 99.8 %, from 20
 * expected events 0.07 to 0.1 % are below and 0.1 to 0.13 % above; from 2 to 20 events up to 0.05 %
 * and 0.15 to 0.2 %; from 0.1 to 2 events none and 0.3 to 0.9 %. Where fewer than 0.045 events are
 * expected, a single one is above. ESTIMATE_UNDEFINED for n = 0. */
Interval funnel_limits(CountModel model, double p0, double n, double confidence);

/* SE0, of a proportion sqrt(p0 (1 - p0) / n), of a rate sqrt(p0 / n); 0 where p0 leaves nothing to
 * chance. ESTIMATE_UNDEFINED for n = 0. */
Estimate funnel_standard_error(CountModel model, double p0, double n);

/* (events / n - p0) / SE0. ESTIMATE_UNDEFINED for n = 0 and where SE0 is 0. */
Estimate funnel_z(CountModel model, double p0, double events, double n);

/* The chance of a count as far off as this one, two-sided and exact: twice the smaller of P(X < x)
 * + P(X = x) / 2 and P(X > x) + P(X = x) / 2, and for counts that are not whole the straight line
 * between, as in the limits. These mid-p tails were chosen because they treat both sides alike and
 * hold their level on average; tails that both contain the count itself are over-cautious, and
 * those of the limits leave it out of the high side. p < 1 - confidence says the same as the limits
 * do for the count less half an event: the two may differ only for a unit within half an event of a
 * limit, or where all n are events. Where SE0 is 0: 1 for the only count possible, else 0.
 * ESTIMATE_UNDEFINED for n = 0. */
Estimate funnel_p_value(CountModel model, double p0, double events, double n);
