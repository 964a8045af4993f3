/* What stands around the estimates of an evaluation: who entered when, how both sides went over the
 * periods, and where the groups stand now. */
#include <math.h>

#include "engine/profile/disclosure.h"
#include "engine/profile/evaluation_parts.h"

/* --- who entered when ------------------------------------------------------------------------- */

static int
count_groups(const EvaluationPeople *people, int cohort)
{
    g_autoptr(GHashTable) groups = g_hash_table_new(NULL, NULL);

    for (size_t d = 0; d < people->doctors->len; d++) {
        const EvaluationDoctor *doctor = evaluation_people_doctor(people, d);
        if (doctor->cohort != COHORT_NEVER && (cohort == COHORT_NEVER || doctor->cohort == cohort))
            g_hash_table_add(groups, GINT_TO_POINTER(doctor->cluster + 1));
    }
    return (int)g_hash_table_size(groups);
}

static int
count_doctors(const EvaluationPeople *people, int cohort)
{
    int doctors = 0;

    for (size_t d = 0; d < people->doctors->len; d++)
        doctors += evaluation_people_doctor(people, d)->cohort == cohort;
    return doctors;
}

void
evaluation_add_cohorts(Evaluation *self, const EvaluationPeople *people)
{
    self->before.doctors = (int)people->n_before;
    self->entered = (EvaluationCohort){(int)people->n_entered, count_groups(people, COHORT_NEVER)};
    self->never.doctors = (int)people->n_controls;
    for (int g = 1; g < self->campaign->history; g++) {
        const EvaluationCohort cohort = {count_doctors(people, g), count_groups(people, g)};
        g_array_append_val(self->cohorts, cohort);
    }
}

/* --- over the periods ------------------------------------------------------------------------- */

static double
side_value(const EvaluationData *data, bool entered, int period, int *out_doctors,
           Status *out_status)
{
    ComparatorParts parts = {0};
    const Status status = evaluation_data_side(data, entered, period, &parts);

    *out_doctors = parts.practitioners;
    *out_status = status;
    return status != STATUS_OK
               ? NAN
               : disclosure_round_value(indicator_value(evaluation_data_indicator(data),
                                                        parts.numerator, parts.denominator));
}

void
evaluation_add_trend(Evaluation *self, const EvaluationData *data)
{
    for (int period = 0; period < data->campaign->history; period++) {
        EvaluationTrend row = {.indicator = data->indicator, .period = period};
        row.entered = side_value(data, true, period, &row.doctors, &row.entered_status);
        row.control = side_value(data, false, period, &row.controls, &row.control_status);
        g_array_append_val(self->trends, row);
    }
}

/* --- the groups now --------------------------------------------------------------------------- */

static EvaluationGroup
group_row(size_t indicator, const char *group, const ComparatorFigure *figure)
{
    return (EvaluationGroup){.indicator = indicator,
                             .group = group,
                             .doctors = figure->practitioners,
                             .denominator = figure->denominator,
                             .value = figure->value,
                             .low = figure->low,
                             .high = figure->high,
                             .status = figure->status};
}

static void
add_limits(Evaluation *self, const Results *region, size_t indicator)
{
    size_t n = 0;
    const ChanceLimits *limits = results_limits(region, indicator, &n);

    for (size_t i = 0; i < n; i++) {
        const EvaluationLimits row = {indicator, limits[i]};
        g_array_append_val(self->limits, row);
    }
}

void
evaluation_add_groups(Evaluation *self, const Results *region, size_t indicator)
{
    const Campaign *campaign = self->campaign;
    const int last = campaign->history - 1;

    for (size_t g = 0; campaign->comparators[COMPARATOR_GROUP] && g < results_n_groups(region);
         g++) {
        const char *id = g_string_chunk_insert_const(self->texts, results_group(region, g)->id);
        const EvaluationGroup row = group_row(
            indicator, id, results_comparator(region, COMPARATOR_GROUP, g, indicator, last));
        g_array_append_val(self->groups, row);
    }
    if (campaign->comparators[COMPARATOR_ENROLLED]) {
        const EvaluationGroup row = group_row(
            indicator, NULL, results_comparator(region, COMPARATOR_ENROLLED, 0, indicator, last));
        g_array_append_val(self->groups, row);
    }
    add_limits(self, region, indicator);
}
