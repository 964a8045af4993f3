/* A figure with the age and sex of its patients taken out, cell by cell. Indirectly: what would the
 * doctor's numerator be if every age-sex cell ran at the reference's ratio? Directly: what would the
 * ratio be in a population of standard make-up? The first holds for small practices; the second
 * needs events in every cell, and is for territories. */
#pragma once

#include <stddef.h>

#include "engine/stats/estimate.h"
#include "engine/stats/patient_sums.h"

/* What the numerator is, hence where its interval comes from.
 * STANDARDISE_PROPORTION: events among the denominator's own.
 * STANDARDISE_RATE: events that the denominator does not bound.
 * STANDARDISE_AMOUNT: a quantity or an amount of money. */
typedef enum { STANDARDISE_PROPORTION, STANDARDISE_RATE, STANDARDISE_AMOUNT } StandardiseKind;

typedef struct {
    StandardiseKind kind;
    double
        design_effect; /* above 0; not looked at for amounts, whose variance is that of patients */
    double confidence; /* coverage in (0, 1) */
} IndirectRule;

typedef struct {
    Estimate expected; /* E, in the unit of the numerator */
    Estimate value;    /* per 1 of the denominator, as the crude value */
    Interval interval; /* about the value; E and the reference count as known */
} IndirectFigure;

/* Indirect standardisation over the cells c of doctor and reference, which must be the same cells in
 * the same order; the reference may include the doctor.
 *
 *     E = sum_c x_c Y_c / X_c        value = O / E x (sum Y / sum X)
 *
 * with x the doctor's denominators, O the doctor's numerator, Y and X the reference's.
 *
 * Interval of O over E. Rate: exact Poisson or Byar's of O / deff (interval_poisson), over E / deff.
 * Proportion: n times Wilson's of O / deff among n / deff, over E. The Poisson interval would do as
 * if O had no upper end, and be 1 / sqrt(1 - p) times too wide, the double at 75 %: of proportions
 * from 30 to 80 % a "95 %" one covered 99.7 % and more, this one 95 to 96 %. Wilson's takes all cells
 * to have the mean proportion, which is on the wide side by what the cells differ. Ask for
 * STANDARDISE_RATE to have the Poisson interval all the same. Within one cell both are the crude
 * value's own interval.
 * Amount: the linearised variance of a ratio (patient_sums.h) whose denominator is patient i's own
 * expectation e_i = x_i Y_c / X_c, so that with R = O / E over m patients
 *
 *     variance of O / E = m / (m - 1) x sum_i (y_i - R e_i)^2 / E^2
 *     sum_i (y_i - R e_i)^2 = sum_c (yy_c - 2 R Y_c/X_c xy_c + (R Y_c/X_c)^2 xx_c)
 *
 * and t with m - 1 degrees of freedom: ESTIMATE_TOO_FEW under 2 patients, with a value all the same.
 * Few patients with skewed amounts are covered a little less than promised: "95 %" was 92 % with 60
 * patients, 94 % with 400.
 *
 * A proportion and its ends are held within [0, 1], which O / E does not know of. All is
 * ESTIMATE_UNDEFINED where E is not above 0, where the doctor has a denominator in a cell in which
 * the reference has none, and where the reference has no ratio. */
IndirectFigure standardisation_indirect(const IndirectRule *rule, const PatientSums *doctor,
                                        const PatientSums *reference, size_t n_cells);

/* One age-sex cell of a population. */
typedef struct {
    double events;      /* at least 0 */
    double squares;     /* sum of k^2 over the persons with k = 1, 2, ... events: `events` when each
                         * person has at most one, or when events are taken as independent */
    double denominator; /* persons, or person-time */
    double standard;    /* the standard population's size, in any unit */
} DirectCell;

enum {
    /* Under this many events a directly standardised rate is not reliable (Morris, Tan, Fryers and
     * Bestwick, Population Health Metrics 16, 2018). */
    DIRECT_LEAST_EVENTS = 10,
};

typedef struct {
    Estimate value;    /* per 1 of the denominator */
    Interval interval; /* about the value; the low end is never below 0 */
} DirectFigure;

/* Direct standardisation, with weights w_c = standard_c / sum standard:
 *
 *     value = sum w_c O_c / n_c      V = sum w_c^2 Q_c / n_c^2      limits = value + sqrt(V / O) (B - O)
 *
 * B being Byar's limits for the total O (Dobson, Kuulasmaa, Eberle and Scherer, Statistics in
 * Medicine 10, 1991). Q_c is the cell's `squares`: where a person can have several events, the
 * persons with k events are Poisson and each brings k^2 (Public Health England, Technical Guide:
 * directly standardised rates, events that are not independent; Stukel, Glynn, Fisher et al.,
 * Statistics in Medicine 13, 1994); with single events Q_c is O_c, which is Dobson's own formula.
 *
 * Cells that the standard does not have take no part, nor do their events. ESTIMATE_TOO_FEW under
 * DIRECT_LEAST_EVENTS events; ESTIMATE_UNDEFINED without a standard, or where a cell of it has no
 * denominator. */
DirectFigure standardisation_direct(const DirectCell *cells, size_t n_cells, double confidence);
