/* What a numerator is taken to be when chance is reckoned with: events among trials, or events in an
 * exposure that has no upper end. */
#pragma once

/* COUNT_BINOMIAL: x of n, a proportion within [0, 1]. COUNT_POISSON: x for an exposure n, any rate
 * from 0 up. */
typedef enum { COUNT_BINOMIAL, COUNT_POISSON } CountModel;
