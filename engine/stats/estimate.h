/* A figure that may not exist: a value, or the reason why there is none; and the interval about it. */
#pragma once

#include <stdbool.h>

typedef enum {
    ESTIMATE_OK,
    ESTIMATE_TOO_FEW,   /* not enough observations for this figure */
    ESTIMATE_UNDEFINED, /* a division by zero, a quantity that has no meaning here */
} EstimateStatus;

typedef struct {
    EstimateStatus status;
    double value; /* NaN unless ESTIMATE_OK */
} Estimate;

typedef struct {
    EstimateStatus status;
    double low, high; /* NaN unless ESTIMATE_OK */
} Interval;

Estimate estimate_of(double value); /* ESTIMATE_UNDEFINED for NaN; asserts on infinity */
Estimate estimate_none(EstimateStatus why);
Interval interval_of(double low, double high);
Interval interval_none(EstimateStatus why);
