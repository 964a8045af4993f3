/* The rising factorial Gamma(a + x) / Gamma(a) = a (a + 1) ... (a + x - 1) beside the power a^x: by
 * their ratio a beta-binomial or gamma-Poisson count differs from a binomial or Poisson one. For a
 * large `a` both are nearly equal, and plain log-gammas would leave no digit of the difference; what
 * is here keeps about 14. `a` > 0 and `x` >= 0 are real numbers; all is 0 for x = 0.
 *
 * By Stirling's series (Abramowitz and Stegun 6.1.40, 6.3.18, 6.4.11) from a = 12 on, reached from
 * below by the recurrences Gamma(z + 1) = z Gamma(z) and its derivatives. */
#pragma once

/* The derivatives of ln Gamma(a + x) - ln Gamma(a) in `a`. */
typedef struct {
    /* psi(a + x) - psi(a); for whole x the sum over k < x of 1 / (a + k). */
    double slope;
    /* Turned positive: psi'(a) - psi'(a + x); for whole x the sum over k < x of 1 / (a + k)^2. */
    double curvature;
} RisingDerivatives;

RisingDerivatives rising_derivatives(double a, double x);

/* ln Gamma(a + x) - ln Gamma(a) - x ln a; for whole x the sum over k < x of ln(1 + k / a). */
double rising_excess(double a, double x);
/* How fast that falls as `a` grows: x / a - (psi(a + x) - psi(a)); for whole x the sum over k < x of
 * k / (a (a + k)). */
double rising_excess_fall(double a, double x);
