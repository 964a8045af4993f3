/* What an evaluation says of one indicator, gathered for its page: the rows that belong to it and which
 * words they allow. */
#pragma once

#include "engine/profile/evaluation.h"
#include "render/document/topic.h"

/* From the interval alone, and what weakens it. */
typedef enum {
    VERDICT_NONE,      /* hidden, or nobody to compare */
    VERDICT_UNCERTAIN, /* an estimate without an interval */
    VERDICT_OPEN,      /* the interval holds 0: no conclusion */
    VERDICT_UNCHECKED, /* it does not, but no period before the entry allows a check */
    VERDICT_TREND,     /* nor does it, but the gap changed before the entry too */
    VERDICT_MANY,      /* nor does it, but among so many indicators chance is still possible */
    VERDICT_DIFFERS,
    N_VERDICTS
} EvaluationVerdict;

/* Whether something was found before the entry, where nothing should be. */
typedef enum { TREND_UNKNOWN, TREND_NONE, TREND_FOUND } EvaluationTrendBefore;

/* A value; borrows everything from the evaluation. */
typedef struct {
    Topic topic;
    const Campaign *campaign;
    size_t indicator;
    /* Never NULL; without figures where the table has no such row. */
    const EvaluationRow *effect, *pre_trend, *not_identified, *level, *slope, *dispersion;
    const EvaluationRow *rows; /* all of the indicator */
    size_t n_rows;
    const EvaluationTrend *trends; /* by period */
    size_t n_trends;
    const EvaluationGroup *groups; /* the enrolled last, where they are asked for */
    size_t n_groups;
    const EvaluationLimits *limits;
    size_t n_limits;
    EvaluationVerdict verdict;
    EvaluationTrendBefore before;
    int decimals; /* of its differences */
} EvaluationReading;

EvaluationReading evaluation_reading_new(const Texts *texts, const Evaluation *evaluation,
                                         size_t indicator);
/* Whether both ends are there and 0 lies outside. */
bool evaluation_row_excludes_zero(const EvaluationRow *row);
