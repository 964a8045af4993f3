/* Many looks bring signals by chance alone. How many to expect, and p-values that say how many of
 * those singled out may be false. */
#pragma once

#include <stddef.h>

/* Benjamini and Hochberg's adjusted p-values (Journal of the Royal Statistical Society B 57, 1995),
 * as R's p.adjust(method = "BH"): with m p-values, the one of rank i becomes the smallest of
 * min(1, p m / j) over the ranks j >= i. Of the units whose adjusted value is at most q, no more than
 * a share q is expected to be false, if they are independent or lean the same way. Equal values stay
 * equal. NaN marks a p-value that does not exist: it stays NaN and does not count in m.
 *
 * `p` and `out_adjusted` hold `n` values, which may be 0; they may be the same array. */
void multiplicity_adjust(const double *p, size_t n, double *out_adjusted);

/* How many signals chance alone is expected to bring in `looks` >= 0 comparisons (doctors x
 * indicators x periods), each with `two_sided_tail` in [0, 1] beyond its limits, such as 0.002:
 * their product. It needs no independence between the looks. */
double multiplicity_expected_false_signals(double looks, double two_sided_tail);
