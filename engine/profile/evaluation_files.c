#include "engine/profile/datapackage.h"
#include "engine/profile/evaluation_parts.h"

#define PANEL_PATH "private/panel.csv"

/* --- what the columns mean -------------------------------------------------------------------- */

static const DataField EVALUATION_FIELDS[] = {
    {"indicator", "string", "Indicator"},
    {"method", "string",
     "difference_in_differences: change since the period before the entry, less that of doctors "
     "outside the scheme; event_study: the same by distance from the entry; interrupted_series: "
     "segmented quasi-Poisson regression of totals with season"},
    {"term", "string",
     "effect: average from the entry on; pre_trend: average up to two periods before it, about 0 "
     "where trends were parallel; not_identified: doctors who entered without a period before or "
     "after; before and after (event_study): one distance; level and slope: ratio at the entry and "
     "a period from then on; dispersion: variance over mean"},
    {"period", "string",
     "Last period evaluated; for event_study, periods since the entry: 0 the period that contains "
     "it, -2 two before (-1 is the base)"},
    {"estimate", "number",
     "A difference on the indicator's scale (-0.02 is 2 points less of a proportion), weighted by "
     "the denominator before the entry; for level and slope a ratio (0.9 is a tenth less). Empty "
     "where it would rest on too few doctors or patients, or cannot be computed"},
    {"low", "number", "Lower end of the 95 % interval, clustered by group; empty where none"},
    {"high", "number", "Upper end of the 95 % interval"},
    {"p", "number",
     "Two-sided p of no effect; clusters relabelled where there are fewer than 30 on a side"},
    {"groups", "integer", "Groups of the doctors who entered"},
    {"controls", "integer", "Doctors outside the scheme"},
    {"doctors", "integer", "Doctors who entered, whether or not they left again"},
    {"p_adjusted", "number",
     "Of an effect: p when the effects of all indicators are looked at together (Benjamini and "
     "Hochberg)"},
};

static const DataField BALANCE_FIELDS[] = {
    {"indicator", "string", "Indicator"},
    {"variable", "string",
     "value: the indicator; volume: its denominator; patients: patients in the denominator"},
    {"entered", "number", "Mean over doctors in the period before their entry"},
    {"control", "number", "Mean over doctors outside the scheme in those periods"},
    {"difference", "number", "Difference of the means in standard deviations"},
    {"doctors", "integer", "Doctors who entered"},
    {"controls", "integer", "Doctors outside the scheme"},
};

static const DataResource RESOURCES[] = {
    {EVALUATION_PATH,
     EVALUATION_FIELDS,
     G_N_ELEMENTS(EVALUATION_FIELDS),
     {"indicator", "method", "term", "period"}},
    {BALANCE_PATH, BALANCE_FIELDS, G_N_ELEMENTS(BALANCE_FIELDS), {"indicator", "variable", NULL}},
};

/* --- results/ --------------------------------------------------------------------------------- */

static const struct {
    const char *method, *term;
} TERMS[] = {
    [EVALUATION_EFFECT] = {"difference_in_differences", "effect"},
    [EVALUATION_PRE_TREND] = {"difference_in_differences", "pre_trend"},
    [EVALUATION_NOT_IDENTIFIED] = {"difference_in_differences", "not_identified"},
    [EVALUATION_BEFORE] = {"event_study", "before"},
    [EVALUATION_AFTER] = {"event_study", "after"},
    [EVALUATION_LEVEL] = {"interrupted_series", "level"},
    [EVALUATION_SLOPE] = {"interrupted_series", "slope"},
    [EVALUATION_DISPERSION] = {"interrupted_series", "dispersion"},
};

static const char *const VARIABLES[N_BALANCE_VARIABLES] = {
    [BALANCE_VALUE] = "value", [BALANCE_VOLUME] = "volume", [BALANCE_PATIENTS] = "patients"};

const char *
evaluation_method_name(EvaluationTerm term)
{
    return TERMS[term].method;
}

const char *
evaluation_term_name(EvaluationTerm term)
{
    return TERMS[term].term;
}

const char *
evaluation_variable_name(BalanceVariable variable)
{
    return VARIABLES[variable];
}

char *
evaluation_header(const DataField *fields, size_t n)
{
    GString *header = g_string_new(NULL);

    for (size_t i = 0; i < n; i++)
        g_string_append_printf(header, "%s%s", i > 0 ? "," : "", fields[i].name);
    return g_string_free(header, FALSE);
}

static const char *
indicator_id(const Evaluation *self, size_t indicator)
{
    return self->campaign->indicators[indicator].indicator->id;
}

static void
write_row(const Evaluation *self, CsvWriter *csv, const EvaluationRow *row, const char *last)
{
    csv_writer_text(csv, indicator_id(self, row->indicator));
    csv_writer_text(csv, TERMS[row->term].method);
    csv_writer_text(csv, TERMS[row->term].term);
    if (row->term == EVALUATION_BEFORE || row->term == EVALUATION_AFTER)
        csv_writer_integer(csv, row->relative);
    else
        csv_writer_text(csv, last);
    const double figures[] = {row->estimate, row->low, row->high, row->p};
    for (size_t f = 0; f < G_N_ELEMENTS(figures); f++)
        csv_writer_number(csv, figures[f]);
    const int counts[] = {row->groups, row->controls, row->doctors};
    for (size_t f = 0; f < G_N_ELEMENTS(counts); f++)
        csv_writer_integer(csv, counts[f]);
    csv_writer_number(csv, row->p_adjusted);
    csv_writer_end_record(csv);
}

static GBytes *
evaluation_table(const Evaluation *self)
{
    g_autofree char *header = evaluation_header(EVALUATION_FIELDS, G_N_ELEMENTS(EVALUATION_FIELDS));
    g_autofree char *last = period_to_string(self->campaign->last);
    g_autoptr(CsvWriter) csv = csv_writer_new(header);

    for (guint i = 0; i < self->rows->len; i++)
        write_row(self, csv, &g_array_index(self->rows, EvaluationRow, i), last);
    return csv_writer_steal(csv);
}

static GBytes *
balance_table(const Evaluation *self)
{
    g_autofree char *header = evaluation_header(BALANCE_FIELDS, G_N_ELEMENTS(BALANCE_FIELDS));
    g_autoptr(CsvWriter) csv = csv_writer_new(header);

    for (guint i = 0; i < self->balance->len; i++) {
        const BalanceRow *row = &g_array_index(self->balance, BalanceRow, i);
        csv_writer_text(csv, indicator_id(self, row->indicator));
        csv_writer_text(csv, VARIABLES[row->variable]);
        csv_writer_number(csv, row->entered);
        csv_writer_number(csv, row->control);
        csv_writer_number(csv, row->difference);
        csv_writer_integer(csv, row->doctors);
        csv_writer_integer(csv, row->controls);
        csv_writer_end_record(csv);
    }
    return csv_writer_steal(csv);
}

/* --- private/ --------------------------------------------------------------------------------- */

CsvWriter *
evaluation_panel_new(void)
{
    return csv_writer_new(
        "practitioner_id,cohort,cluster,indicator,period,numerator,denominator,patients");
}

/* "group:A", "territory:T1", or "" for a control without a territory, who is a cluster alone. */
static char *
cluster_name(const Evaluation *self, const EvaluationDoctor *doctor)
{
    const Practitioner *practitioner = roster_practitioner(self->roster, doctor->practitioner);

    if (doctor->cohort != COHORT_NEVER)
        return g_strconcat("group:", roster_group(self->roster, (size_t)doctor->cluster)->id, NULL);
    if (practitioner->territory_id == NULL)
        return g_strdup("");
    return g_strconcat("territory:", practitioner->territory_id, NULL);
}

static void
write_doctor(Evaluation *self, const EvaluationData *data, size_t d, char *const *periods)
{
    const EvaluationDoctor *doctor = evaluation_people_doctor(self->people, d);
    const Indicator *indicator = evaluation_data_indicator(data);
    g_autofree char *cluster = cluster_name(self, doctor);
    double per = indicator_value(indicator, 1, 1);

    for (int t = 0; t < self->campaign->history; t++) {
        if (!panel_has_value(data->panel, d, t))
            continue;
        csv_writer_text(self->writer, roster_practitioner(self->roster, doctor->practitioner)->id);
        csv_writer_text(self->writer,
                        doctor->cohort == COHORT_NEVER ? "never" : periods[doctor->cohort]);
        csv_writer_text(self->writer, cluster);
        csv_writer_text(self->writer, indicator->id);
        csv_writer_text(self->writer, periods[t]);
        csv_writer_number(self->writer, panel_numerator(data->panel, d, t) / per);
        csv_writer_number(self->writer, panel_denominator(data->panel, d, t));
        csv_writer_integer(self->writer, evaluation_data_cell(data, d, t)->denominator_patients);
        csv_writer_end_record(self->writer);
    }
}

void
evaluation_panel_add(Evaluation *self, const EvaluationData *data)
{
    g_auto(GStrv) periods = g_new0(char *, (size_t)self->campaign->history + 1);

    for (int t = 0; t < self->campaign->history; t++)
        periods[t] = period_to_string(campaign_period(self->campaign, t));
    for (size_t d = 0; d < panel_n_doctors(data->panel); d++)
        write_doctor(self, data, d, periods);
}

/* --- all files -------------------------------------------------------------------------------- */

void
evaluation_add_file(GPtrArray *files, const char *path, GBytes *take_bytes)
{
    ResultFile *file = g_new(ResultFile, 1);
    *file = (ResultFile){g_strdup(path), take_bytes};
    g_ptr_array_add(files, file);
}

GPtrArray *
evaluation_to_files(const Evaluation *self)
{
    GPtrArray *files = g_ptr_array_new_with_free_func((GDestroyNotify)result_file_free);
    g_autofree char *lower = g_ascii_strdown(self->campaign->name, -1);
    g_autofree char *name = g_strconcat(lower, "-evaluation", NULL);
    g_autoptr(GArray) resources = g_array_new(FALSE, FALSE, sizeof(DataResource));

    if (self->panel != NULL)
        evaluation_add_file(files, PANEL_PATH, g_bytes_ref(self->panel));
    evaluation_add_file(files, EVALUATION_PATH, evaluation_table(self));
    evaluation_add_file(files, BALANCE_PATH, balance_table(self));
    g_array_append_vals(resources, RESOURCES, G_N_ELEMENTS(RESOURCES));
    evaluation_context_files(self, files, resources);
    evaluation_add_file(files, "results/datapackage.json",
                        datapackage_of(name, self->campaign->title, self->campaign,
                                       (const DataResource *)(const void *)resources->data,
                                       resources->len));
    return files;
}
