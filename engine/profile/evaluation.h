/* The annual evaluation: did the indicators of doctors who entered the scheme change otherwise than
 * those of doctors who never did? Everything here may be released.
 *
 * Three views of each indicator. Difference in differences by period of entry, at the level of the
 * doctor, averaged by the denominator before the entry (engine/stats/difference_in_differences.h says
 * of what); the same for each distance from the entry, where what comes before it should be about 0;
 * and an interrupted series of totals (engine/stats/interrupted_series.h), given only where windows
 * do not overlap, since they would have no independent periods. Beside them, how alike both sides were
 * before (engine/stats/balance.h).
 *
 * Who is in it: evaluation_people.h. Clusters are the groups, and the territories of the controls.
 * Where an indicator looks back over more than one period, the first windows after an entry lie partly
 * before it, so that the effect comes in over as many periods.
 *
 * Disclosure. A term is hidden, and stays out of every average, where it rests on too few doctors or
 * patients or one dominates it: hence nothing hidden follows from an average. Counts of doctors and
 * groups are given all the same, to say why. Values have 4 significant digits. */
#pragma once

#include "engine/model/counts.h"
#include "engine/profile/results.h"

typedef enum {
    EVALUATION_EFFECT,         /* average from the entry on */
    EVALUATION_PRE_TREND,      /* average up to two periods before it: should be about 0 */
    EVALUATION_NOT_IDENTIFIED, /* entered, but without a value before or after: counted only */
    EVALUATION_BEFORE,         /* one distance from the entry, before */
    EVALUATION_AFTER,          /* and from it on */
    EVALUATION_LEVEL,          /* of the interrupted series: ratio at the entry */
    EVALUATION_SLOPE,          /* ratio a period from then on */
    EVALUATION_DISPERSION,     /* variance over the mean */
} EvaluationTerm;

/* Differences are on the indicator's scale (-0.021 is 2.1 points less of a proportion), ratios have no
 * unit. NaN where hidden or not computable. */
typedef struct {
    size_t indicator;
    EvaluationTerm term;
    int relative; /* periods since the entry, for before and after */
    double estimate, low, high, p;
    /* What it rests on: groups and number of the doctors who entered, number of controls. */
    int groups, controls, doctors;
} EvaluationRow;

typedef enum {
    BALANCE_VALUE,    /* the indicator */
    BALANCE_VOLUME,   /* its denominator */
    BALANCE_PATIENTS, /* patients in it */
    N_BALANCE_VARIABLES
} BalanceVariable;

/* Means over doctors in the period before the entry, that of the controls averaged over the entries,
 * and their difference in standard deviations. NaN where hidden. */
typedef struct {
    size_t indicator;
    BalanceVariable variable;
    double entered, control, difference;
    int doctors, controls;
} BalanceRow;

typedef struct Evaluation Evaluation;

/* Told before each indicator. */
typedef void (*EvaluationProgress)(size_t done, size_t of, void *data);

/* `roster` must be settled. `progress` may be NULL. Of the arguments, campaign and roster must outlive
 * the result. */
Evaluation *evaluation_new(const Campaign *campaign, const Roster *roster, const Counts *counts,
                           EvaluationProgress progress, void *data, GError **error);
void evaluation_free(Evaluation *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evaluation, evaluation_free)

const Campaign *evaluation_campaign(const Evaluation *self);
/* Doctors who entered within the history, those who entered before its second period, controls. */
size_t evaluation_n_entered(const Evaluation *self);
size_t evaluation_n_before(const Evaluation *self);
size_t evaluation_n_controls(const Evaluation *self);
/* By indicator; terms as above, distances ascending. */
const EvaluationRow *evaluation_rows(const Evaluation *self, size_t *out_n);
const BalanceRow *evaluation_balance(const Evaluation *self, size_t *out_n);

/* results/evaluation.csv, balance.csv and datapackage.json, and private/panel.csv, from which the
 * figures can be computed again, as ResultFile. */
GPtrArray *evaluation_to_files(const Evaluation *self);
