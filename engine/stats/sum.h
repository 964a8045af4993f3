/* A running sum whose rounding error does not grow with the number of terms: Neumaier's variant of
 * Kahan's compensated summation (Neumaier, ZAMM 54, 1974). A constant series keeps its mean. */
#pragma once

/* Start from {0}. */
typedef struct {
    double total, compensation;
} Sum;

void sum_add(Sum *self, double term);
double sum_value(const Sum *self);
