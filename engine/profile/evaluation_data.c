#include "engine/profile/evaluation_data.h"

#include <math.h>

#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/words/words.h"

/* --- making ----------------------------------------------------------------------------------- */

const Indicator *
evaluation_data_indicator(const EvaluationData *self)
{
    return self->campaign->indicators[self->indicator].indicator;
}

const CountCell *
evaluation_data_cell(const EvaluationData *self, size_t doctor, int period)
{
    return counts_cell(self->counts, evaluation_people_doctor(self->people, doctor)->practitioner,
                       self->indicator, (size_t)period);
}

static bool
has_value(const EvaluationData *self, const Practitioner *practitioner, int number)
{
    Period period = campaign_period(self->campaign, number);
    Day first = measure_first_day(evaluation_data_indicator(self), period);

    return campaign_period_complete(self->campaign, self->indicator, number) &&
           practitioner_active(practitioner, first, period_last_day(period));
}

static bool
check_cell(const EvaluationData *self, const Practitioner *practitioner, const CountCell *cell,
           int number, GError **error)
{
    const Indicator *indicator = evaluation_data_indicator(self);

    if (measure_check_cell(indicator, cell, error))
        return true;
    g_autofree char *when = period_to_string(campaign_period(self->campaign, number));
    g_prefix_error(error, _("practitioner %s, indicator %s, period %s: "), practitioner->id,
                   indicator->id, when);
    return false;
}

/* Adds the doctor to the panel; the arrays are for it to work in. */
static bool
add_doctor(EvaluationData *self, const Roster *roster, size_t doctor, double *numerators,
           double *denominators, GError **error)
{
    const EvaluationDoctor *entry = evaluation_people_doctor(self->people, doctor);
    const Practitioner *practitioner = roster_practitioner(roster, entry->practitioner);
    const Indicator *indicator = evaluation_data_indicator(self);

    for (int t = 0; t < self->campaign->history; t++) {
        const CountCell *cell = evaluation_data_cell(self, doctor, t);
        if (!check_cell(self, practitioner, cell, t, error))
            return false;
        PatientSums sums = figure_sums(cell);
        double denominator = figure_denominator(indicator, &sums);
        bool counts = denominator > 0 && has_value(self, practitioner, t);
        denominators[t] = counts ? denominator : 0;
        numerators[t] = indicator_value(indicator, figure_numerator(indicator, &sums), 1);
    }
    panel_add(self->panel, entry->cohort, entry->cluster, numerators, denominators);
    return true;
}

EvaluationData *
evaluation_data_new(const Campaign *campaign, const Roster *roster, const Counts *counts,
                    const EvaluationPeople *people, size_t indicator, GError **error)
{
    g_autoptr(EvaluationData) self = g_new(EvaluationData, 1);
    size_t n_periods = (size_t)campaign->history;
    g_autofree double *numerators = g_new(double, n_periods);
    g_autofree double *denominators = g_new(double, n_periods);

    *self = (EvaluationData){campaign, counts, people, indicator, panel_new(campaign->history)};
    for (size_t d = 0; d < people->doctors->len; d++)
        if (!add_doctor(self, roster, d, numerators, denominators, error))
            return NULL;
    return g_steal_pointer(&self);
}

void
evaluation_data_free(EvaluationData *self)
{
    if (self == NULL)
        return;
    panel_free(self->panel);
    g_free(self);
}

/* --- what rests on whom ----------------------------------------------------------------------- */

/* One side of what is to be shown. */
typedef struct {
    int doctors;
    double weight, largest; /* denominators, and that of one doctor */
    double patients;        /* certain to differ */
} Part;

static bool
has_both(const EvaluationData *self, size_t doctor, int base, int period)
{
    return period >= 0 && period < self->campaign->history &&
           panel_has_value(self->panel, doctor, base) &&
           panel_has_value(self->panel, doctor, period);
}

int
evaluation_data_doctors(const EvaluationData *self, int relative)
{
    int doctors = 0;

    for (size_t d = 0; d < panel_n_doctors(self->panel); d++) {
        int cohort = panel_cohort(self->panel, d);
        doctors += cohort != COHORT_NEVER && has_both(self, d, cohort - 1, cohort + relative);
    }
    return doctors;
}

/* Patients of the side's doctors in one period: where patients belong to one doctor each they add up;
 * else one patient may see all, so that only those of one doctor are certain to differ. */
static double
add_patients(const EvaluationData *self, double before, size_t doctor, int period)
{
    double own = (double)evaluation_data_cell(self, doctor, period)->denominator_patients;
    bool disjoint = evaluation_data_indicator(self)->attribution == ATTRIBUTION_REGISTERED;

    return disjoint ? before + own : fmax(before, own);
}

/* The doctors of `cohort` (or the controls) with values in both periods. */
static Part
part_of(const EvaluationData *self, int cohort, int base, int period)
{
    Part part = {0};
    double then = 0;

    for (size_t d = 0; d < panel_n_doctors(self->panel); d++) {
        if (panel_cohort(self->panel, d) != cohort || !has_both(self, d, base, period))
            continue;
        double weight = panel_denominator(self->panel, d, base);
        part.doctors++;
        part.weight += weight;
        part.largest = fmax(part.largest, weight);
        part.patients = add_patients(self, part.patients, d, base);
        then = add_patients(self, then, d, period);
    }
    part.patients = fmin(part.patients, then);
    return part;
}

/* Over several cohorts: nobody is in two of them, but a patient may be in both. */
static Part
join(Part a, Part b)
{
    return (Part){a.doctors + b.doctors, a.weight + b.weight, fmax(a.largest, b.largest),
                  fmax(a.patients, b.patients)};
}

static Status
part_status(const DisclosureRule *rule, Part part)
{
    if (part.doctors < rule->minimum_members)
        return STATUS_FEW_MEMBERS;
    if (part.patients < rule->minimum_patients)
        return STATUS_FEW_PATIENTS;
    if (part.largest > rule->dominance * part.weight)
        return STATUS_DOMINANT;
    return STATUS_OK;
}

Status
evaluation_data_event_status(const EvaluationData *self, int relative)
{
    const DisclosureRule *rule = &self->campaign->disclosure;
    Part entered = {0};
    Status controls = STATUS_OK;

    for (int g = 1; g < self->campaign->history; g++) {
        Part part = part_of(self, g, g - 1, g + relative);
        entered = join(entered, part);
        if (part.doctors > 0 && controls == STATUS_OK)
            controls = part_status(rule, part_of(self, COHORT_NEVER, g - 1, g + relative));
    }
    Status status = part_status(rule, entered);
    return status != STATUS_OK ? status : controls;
}

/* The whole history of one doctor; patients are those of the period that had most. */
static Part
whole_of(const EvaluationData *self, size_t doctor)
{
    Part part = {0};

    for (int t = 0; t < self->campaign->history; t++) {
        if (!panel_has_value(self->panel, doctor, t))
            continue;
        part.doctors = 1;
        part.weight += panel_denominator(self->panel, doctor, t);
        part.patients = fmax(part.patients, add_patients(self, 0, doctor, t));
    }
    part.largest = part.weight;
    return part;
}

Status
evaluation_data_total_status(const EvaluationData *self)
{
    Part total = {0};

    for (size_t d = 0; d < panel_n_doctors(self->panel); d++)
        if (panel_cohort(self->panel, d) != COHORT_NEVER)
            total = join(total, whole_of(self, d));
    return part_status(&self->campaign->disclosure, total);
}

/* --- baseline --------------------------------------------------------------------------------- */

static void
add_to_parts(const EvaluationData *self, size_t doctor, int base, ComparatorParts *parts)
{
    const CountCell *cell = evaluation_data_cell(self, doctor, base);
    PatientSums sums = figure_sums(cell);
    double numerator = figure_numerator(evaluation_data_indicator(self), &sums);
    double denominator = figure_denominator(evaluation_data_indicator(self), &sums);

    parts->practitioners++;
    parts->numerator += numerator;
    parts->denominator += denominator;
    parts->patients += (double)cell->denominator_patients;
    parts->numerator_patients += (double)cell->numerator_patients;
    parts->most_patients = fmax(parts->most_patients, (double)cell->denominator_patients);
    parts->largest_numerator = fmax(parts->largest_numerator, numerator);
    parts->largest_denominator = fmax(parts->largest_denominator, denominator);
}

/* Returns whether anybody was added. */
static bool
add_cohort(const EvaluationData *self, int cohort, int base, ComparatorParts *parts)
{
    bool any = false;

    for (size_t d = 0; d < panel_n_doctors(self->panel); d++)
        if (panel_cohort(self->panel, d) == cohort && panel_has_value(self->panel, d, base)) {
            add_to_parts(self, d, base, parts);
            any = true;
        }
    return any;
}

Status
evaluation_data_baseline_status(const EvaluationData *self)
{
    const DisclosureRule *rule = &self->campaign->disclosure;
    const Indicator *indicator = evaluation_data_indicator(self);
    ComparatorParts entered = {0};
    Status status = STATUS_OK;

    for (int g = 1; g < self->campaign->history; g++) {
        ComparatorParts controls = {0};
        if (!add_cohort(self, g, g - 1, &entered))
            continue;
        add_cohort(self, COHORT_NEVER, g - 1, &controls);
        if (status == STATUS_OK)
            status = disclosure_comparator_status(rule, indicator, &controls);
    }
    Status own = disclosure_comparator_status(rule, indicator, &entered);
    return own != STATUS_OK ? own : status;
}

/* --- one period ------------------------------------------------------------------------------- */

/* One set within the other, and too few between them. */
static bool
leaves_few(const EvaluationData *self)
{
    const size_t earlier = self->people->n_earlier_members, left = self->people->n_left;
    const size_t between = earlier + left;

    return (earlier == 0 || left == 0) && between > 0 &&
           between < (size_t)self->campaign->disclosure.minimum_members;
}

Status
evaluation_data_side(const EvaluationData *self, bool entered, int period,
                     ComparatorParts *out_parts)
{
    ComparatorParts parts = {0};

    for (size_t d = 0; d < panel_n_doctors(self->panel); d++)
        if ((panel_cohort(self->panel, d) != COHORT_NEVER) == entered &&
            panel_has_value(self->panel, d, period))
            add_to_parts(self, d, period, &parts);
    *out_parts = parts;
    if (!campaign_period_complete(self->campaign, self->indicator, period))
        return STATUS_INCOMPLETE;
    const Status status = disclosure_comparator_status(&self->campaign->disclosure,
                                                       evaluation_data_indicator(self), &parts);
    return status == STATUS_OK && entered && leaves_few(self) ? STATUS_SECONDARY : status;
}
