/* The distribution of a count, binomial or Poisson, for sizes from below 1 to 1e9 and more: what
 * the limits and p-values of a funnel are read from. The size may be any real number, since
 * effective sizes (n / design effect) are.
 *
 * The formulas are the regularised incomplete beta and gamma functions,
 *
 *     P(X <= r) = I(1 - p; n - r, r + 1)     and     P(X <= r) = Q(r + 1, n p),
 *
 * computed here because GSL 2.7's lose their digits without saying so: its Q is wrong by 6e-8 at
 * n p = 1e5 and by more than 1 % at 1e6, its I by 3e-6 at n = 1e9. Ours agree with R to 1e-10. */
#pragma once

#include "engine/stats/count_model.h"

/* Of a whole number r. below + above = 1, and the smaller of the two keeps its digits however small it
 * is; only P(X > r) for the last r below a size that is not whole is good to 1e-16 and no further. */
typedef struct {
    double below; /* P(X <= r) */
    double above; /* P(X > r) */
    double at;    /* P(X <= r) - P(X <= r - 1) */
} CountTails;

/* `n` > 0 trials with chance `p` in [0, 1], or an exposure `n` > 0 with rate `p` >= 0, so that n p
 * is expected. `r` is whole; below 0 nothing lies below it, from n on a binomial has all below it
 * (of n = 2.5 trials the largest count is 3). The time grows with the standard deviation of the
 * count: under 1 us for one of 3, about 1 ms at n = 1e9. */
CountTails count_tails(CountModel model, double p, double n, double r);
