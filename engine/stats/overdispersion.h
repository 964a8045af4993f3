/* How much more the units of a funnel vary than counts do by chance, and the limits, z and p-values
 * that allow for it (Spiegelhalter, Statistics in Medicine 24, 2005, sections 5 and A.2). Doctors
 * differ for reasons that no case-mix shows; without this, half of them lie beyond the limits. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "engine/stats/funnel.h"

/* With fewer units there is no telling. */
enum { OVERDISPERSION_FEWEST_UNITS = 20 };

/* NONE: the exact limits. MULTIPLICATIVE: every unit's variance is phi times that of chance,
 * whatever its size. ADDITIVE: the units' true values have a variance tau2, to which chance is
 * added, so that the limits stay apart for large units. */
typedef enum {
    OVERDISPERSION_NONE,
    OVERDISPERSION_MULTIPLICATIVE,
    OVERDISPERSION_ADDITIVE,
} OverdispersionMethod;

/* What the mean square of the winsorised z is measured by. Winsorising cuts the tails even where
 * nothing is amiss: of standard normal z it leaves a mean square of 0.679 rather than 1.
 *
 * PHI_AS_PUBLISHED takes it as it is, as Spiegelhalter does. The limits are then sqrt(0.679) as
 * wide as they should be: of overdispersed units of which none is odd, about 1.1 % lie beyond the
 * multiplicative 99.8 % limits and 1.2 to 1.6 % beyond the additive ones.
 *
 * PHI_CONSISTENT divides by 0.679 (PHI_OF_NORMAL), so that phi is 1 where there is only chance.
 * Then 0.15 to 0.45 % lie beyond, with or without overdispersion; phi exceeds 1 a little in half of
 * all funnels without any.
 *
 * Both figures are for units of 30 to 2000 whose variance is the one the method supposes. Neither
 * scale mends a wrong supposition (units with one tau2 under multiplicative limits: 0.4 to 1 %
 * beyond with PHI_CONSISTENT), nor true values as skewed as those of rare events are (p0 = 0.02,
 * standard deviation of the true values 0.01: 1.3 %). */
typedef enum { PHI_AS_PUBLISHED, PHI_CONSISTENT } PhiScale;

/* 1 - 2 a - 2 q d(q) + 2 a q^2 with a = 0.1, q the 90 % quantile and d the density of the standard
 * normal distribution. */
#define PHI_OF_NORMAL 0.67865455895287474

typedef struct {
    OverdispersionMethod method; /* which of the two is used below */
    double phi;                  /* 1 is chance alone; below 1 nothing is adjusted */
    double tau2;                 /* variance between units, on the scale of p0 squared */
    size_t units;                /* how many it was estimated from */
} Overdispersion;

/* No adjustment: phi 1, tau2 0. */
Overdispersion overdispersion_none(void);

/* From `count` units around p0, which may be 0 in number. Exactly:
 *
 * 1. z (funnel_z) of each unit that has one; if fewer than 20, phi = 1 and tau2 = 0.
 * 2. z is winsorised: what is below their 10 % quantile becomes that, what is above the 90 %
 *    quantile that (type 7).
 * 3. phi = mean of z^2, divided by PHI_OF_NORMAL for PHI_CONSISTENT.
 * 4. tau2 by DerSimonian and Laird (Controlled Clinical Trials 7, 1986) with I phi in place of their
 *    sum of squares, I the number of z, w = 1 / SE0^2:
 *    tau2 = max(0, (I phi - (I - 1)) / (sum w - sum w^2 / sum w)).
 *
 * Both are estimated whatever the method, which only says what is used. p0 is taken as known. */
Overdispersion overdispersion_estimate(OverdispersionMethod method, PhiScale scale,
                                       CountModel model, double p0, const FunnelUnit *units,
                                       size_t count);

/* Whether there is anything to adjust: multiplicative with phi > 1, or additive with tau2 > 0.
 * Where not, everything below is exact, as in funnel.h. */
bool overdispersion_adjusts(Overdispersion self);

/* Control limits. Multiplicative: p0 + sqrt(phi) (exact limit - p0), which contains the exact
 * limits; additive: p0 -+ q sqrt(SE0^2 + tau2), q the normal quantile, which where few events are
 * expected may lie inside them; within [0, 1] for a proportion, from 0 up for a rate.
 * ESTIMATE_UNDEFINED for n = 0. */
Interval overdispersion_limits(Overdispersion self, CountModel model, double p0, double n,
                               double confidence);

/* z / sqrt(phi), or (events / n - p0) / sqrt(SE0^2 + tau2). ESTIMATE_UNDEFINED for n = 0 and where
 * the divisor is 0. */
Estimate overdispersion_z(Overdispersion self, CountModel model, double p0, double events,
                          double n);

/* Two-sided: of the adjusted z as a standard normal variable, or funnel_p_value where nothing is
 * adjusted. ESTIMATE_UNDEFINED for n = 0. */
Estimate overdispersion_p_value(Overdispersion self, CountModel model, double p0, double events,
                                double n);

/* Where a unit lies to its limits; on a limit is within. */
typedef enum { FUNNEL_NOWHERE, FUNNEL_BELOW, FUNNEL_WITHIN, FUNNEL_ABOVE } FunnelPlace;

/* The limits beyond which chance is no explanation. */
#define FUNNEL_SIGNAL_CONFIDENCE 0.998

/* The unit's place to the limits at FUNNEL_SIGNAL_CONFIDENCE; FUNNEL_NOWHERE for n = 0. */
FunnelPlace overdispersion_place(Overdispersion self, CountModel model, double p0, double events,
                                 double n);
