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
 * Around them: who entered when, the values of both sides over the periods (the same doctors
 * throughout, whatever they do later), and the groups of today's members with the limits of chance
 * about the enrolled value, as in an edition. Many indicators are many looks: p_adjusted says what is
 * left of a p when all of the evaluation's effects are looked at together (Benjamini and Hochberg,
 * engine/stats/multiplicity.h).
 *
 * Beside them the life of the scheme: meetings that the groups held in the twelve months to the end of the
 * last period, and how many came of those who could (members on the day; neither guests nor who is
 * opposed); allowances by the period that they were paid for.
 *
 * Disclosure. A term is hidden, and stays out of every average, where it rests on too few doctors or
 * patients or one dominates it: hence nothing hidden follows from an average. Counts of doctors and
 * groups are given all the same, to say why. Values have 4 significant digits. */
#pragma once

#include "engine/model/allowances.h"
#include "engine/model/counts.h"
#include "engine/model/meetings.h"
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
    double p_adjusted; /* of an effect, over the indicators; else NaN */
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

/* Doctors, and how many groups they entered. */
typedef struct {
    int doctors, groups;
} EvaluationCohort;

/* Ratios of sums over the doctors of each side with a value in the period, on the indicator's scale;
 * NaN unless the status is ok. */
typedef struct {
    size_t indicator;
    int period;
    double entered, control;
    int doctors, controls;
    Status entered_status, control_status;
} EvaluationTrend;

/* A quality group by its members on the last day, or (NULL) all enrolled, in the last period: as a
 * comparator of an edition, with the denominator rounded to 10. */
typedef struct {
    size_t indicator;
    const char *group;
    int doctors;
    double denominator, value, low, high; /* NaN unless the status is ok */
    Status status;
} EvaluationGroup;

/* As results_limits. */
typedef struct {
    size_t indicator;
    ChanceLimits limits;
} EvaluationLimits;

/* A quality group, or (NULL) all. The attendance of all is over the groups whose own is shown, so that
 * nothing hidden follows from it. */
typedef struct {
    const char *group, *label;
    int meetings;      /* held in the year: this is public */
    int recorded;      /* of those, with attendance; of all, within the groups that are shown */
    int members;       /* who were members at one that is recorded */
    double attendance; /* present over expected, to the whole percent (0.82); NaN unless ok */
    Status status;     /* no_denominator where no attendance is recorded */
} EvaluationMeetings;

/* What was paid for a period that ended within the history. */
typedef struct {
    Period period;
    int doctors;
    double amount; /* to the nearest 10, in the currency's unit; NaN unless ok */
    Status status;
} EvaluationAllowance;

typedef struct Evaluation Evaluation;

/* Told before each indicator. */
typedef void (*EvaluationProgress)(size_t done, size_t of, void *data);

/* `roster` must be settled. `progress` may be NULL. Of the arguments, campaign and roster must outlive
 * the result. */
Evaluation *evaluation_new(const Campaign *campaign, const Roster *roster, const Counts *counts,
                           EvaluationProgress progress, void *data, GError **error);
/* Adds meetings and attendance, and allowances; once each, before the files are written. Nothing of
 * them is kept. No rows where there is no meeting, or no allowance, at all. */
void evaluation_add_meetings(Evaluation *self, const Meetings *meetings);
void evaluation_add_allowances(Evaluation *self, const Allowances *allowances);
/* The first day of the year that meetings are counted over. */
Day evaluation_meetings_from(const Campaign *campaign);
/* From the folder of an evaluation: what its results/ hold, and no more. `campaign` is the frozen one
 * and must outlive the result. PROFILE_ERROR_FILES names what is missing or damaged. */
Evaluation *evaluation_read(const char *folder, const Campaign *campaign, GError **error);
void evaluation_free(Evaluation *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Evaluation, evaluation_free)

const Campaign *evaluation_campaign(const Evaluation *self);
/* Doctors who entered within the history, those who entered before its second period, controls. */
size_t evaluation_n_entered(const Evaluation *self);
size_t evaluation_n_before(const Evaluation *self);
size_t evaluation_n_controls(const Evaluation *self);
/* Groups that the doctors entered within the history. */
size_t evaluation_n_groups(const Evaluation *self);
/* Those who entered in a period, 1 to history - 1. */
EvaluationCohort evaluation_cohort(const Evaluation *self, int period);
/* By indicator; terms as above, distances ascending. */
const EvaluationRow *evaluation_rows(const Evaluation *self, size_t *out_n);
const BalanceRow *evaluation_balance(const Evaluation *self, size_t *out_n);
/* By indicator and period; by indicator and group, the enrolled last; by indicator and size. */
const EvaluationTrend *evaluation_trends(const Evaluation *self, size_t *out_n);
const EvaluationGroup *evaluation_groups(const Evaluation *self, size_t *out_n);
const EvaluationLimits *evaluation_limits(const Evaluation *self, size_t *out_n);

/* By group, all of them last; by period. */
const EvaluationMeetings *evaluation_meetings(const Evaluation *self, size_t *out_n);
const EvaluationAllowance *evaluation_allowances(const Evaluation *self, size_t *out_n);

/* results/evaluation.csv, balance.csv, trends.csv, groups.csv, funnel.csv, cohorts.csv, meetings.csv,
 * allowances.csv and
 * datapackage.json, and private/panel.csv, from which the estimates can be computed again, as
 * ResultFile. Of one that was read, the same without panel.csv. */
GPtrArray *evaluation_to_files(const Evaluation *self);
