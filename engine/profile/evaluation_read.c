/* The tables of an evaluation back into what they were written from, so that its document is made from
 * files alone. */
#include <math.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/profile/evaluation_parts.h"
#include "engine/words/words.h"

/* A table being read. */
typedef struct {
    Evaluation *evaluation;
    CsvReader *reader;
} Table;

/* --- one field -------------------------------------------------------------------------------- */

static bool
fault(const Table *self, const char *column, GError **error)
{
    const int at = csv_reader_find_column(self->reader, column);

    if (at < 0)
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                    _("%s: has no column %s; run `miroir evaluate` again"),
                    csv_reader_name(self->reader), column);
    else
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                    _("%s:%zu:%zu: \"%s\" cannot be a %s; run `miroir evaluate` again"),
                    csv_reader_name(self->reader), csv_reader_line(self->reader),
                    csv_reader_field_column(self->reader, (size_t)at),
                    csv_reader_field(self->reader, (size_t)at), column);
    return false;
}

/* As it was before writing; NULL without that column. */
static const char *
text_of(const Table *self, const char *column)
{
    const int at = csv_reader_find_column(self->reader, column);
    if (at < 0)
        return NULL;
    const char *text = csv_reader_field(self->reader, (size_t)at);
    return text[0] == '\'' && strchr("=+-@\t\r", text[1]) != NULL ? text + 1 : text;
}

static bool
read_number(const Table *self, const char *column, double *out, GError **error)
{
    const char *text = text_of(self, column);
    char *end = NULL;
    if (text == NULL)
        return fault(self, column, error);

    const double value = *text == '\0' ? NAN : g_ascii_strtod(text, &end);
    if (*text != '\0' && (*end != '\0' || !isfinite(value)))
        return fault(self, column, error);
    *out = value;
    return true;
}

static bool
read_integer(const Table *self, const char *column, int *out, GError **error)
{
    const char *text = text_of(self, column);
    gint64 value = 0;
    if (text == NULL || !g_ascii_string_to_signed(text, 10, G_MININT, G_MAXINT, &value, NULL))
        return fault(self, column, error);
    *out = (int)value;
    return true;
}

static bool
read_status(const Table *self, const char *column, Status *out, GError **error)
{
    const char *text = text_of(self, column);
    return (text != NULL && status_parse(text, out)) || fault(self, column, error);
}

static bool
read_indicator(const Table *self, size_t *out, GError **error)
{
    const Campaign *campaign = self->evaluation->campaign;
    const char *text = text_of(self, "indicator");

    for (size_t i = 0; text != NULL && i < campaign->n_indicators; i++)
        if (strcmp(campaign->indicators[i].indicator->id, text) == 0) {
            *out = i;
            return true;
        }
    return fault(self, "indicator", error);
}

/* -1 where it is none of the campaign's. */
static int
period_number(const Campaign *campaign, const char *text)
{
    for (int i = 0; i < campaign->history; i++) {
        g_autofree char *name = period_to_string(campaign_period(campaign, i));
        if (strcmp(name, text) == 0)
            return i;
    }
    return -1;
}

typedef struct {
    const char *column;
    double *out;
} NumberField;

static bool
read_numbers(const Table *self, const NumberField *fields, size_t n, GError **error)
{
    for (size_t i = 0; i < n; i++)
        if (!read_number(self, fields[i].column, fields[i].out, error))
            return false;
    return true;
}

/* --- one row ---------------------------------------------------------------------------------- */

static bool
read_term(const Table *self, EvaluationTerm *out, GError **error)
{
    const char *method = text_of(self, "method"), *term = text_of(self, "term");

    for (int i = 0; method != NULL && term != NULL && i <= EVALUATION_DISPERSION; i++)
        if (strcmp(evaluation_method_name((EvaluationTerm)i), method) == 0 &&
            strcmp(evaluation_term_name((EvaluationTerm)i), term) == 0) {
            *out = (EvaluationTerm)i;
            return true;
        }
    return fault(self, "term", error);
}

static bool
read_estimate(const Table *self, GError **error)
{
    EvaluationRow row = {0};
    const NumberField FIELDS[] = {{"estimate", &row.estimate},
                                  {"low", &row.low},
                                  {"high", &row.high},
                                  {"p", &row.p},
                                  {"p_adjusted", &row.p_adjusted}};

    if (!read_indicator(self, &row.indicator, error) || !read_term(self, &row.term, error) ||
        !read_numbers(self, FIELDS, G_N_ELEMENTS(FIELDS), error) ||
        !read_integer(self, "groups", &row.groups, error) ||
        !read_integer(self, "controls", &row.controls, error) ||
        !read_integer(self, "doctors", &row.doctors, error))
        return false;
    if ((row.term == EVALUATION_BEFORE || row.term == EVALUATION_AFTER) &&
        !read_integer(self, "period", &row.relative, error))
        return false;
    g_array_append_val(self->evaluation->rows, row);
    return true;
}

static bool
read_balance(const Table *self, GError **error)
{
    BalanceRow row = {0};
    const char *variable = text_of(self, "variable");
    int number = 0;
    while (number < N_BALANCE_VARIABLES &&
           g_strcmp0(evaluation_variable_name((BalanceVariable)number), variable) != 0)
        number++;
    if (number == N_BALANCE_VARIABLES)
        return fault(self, "variable", error);

    const NumberField FIELDS[] = {
        {"entered", &row.entered}, {"control", &row.control}, {"difference", &row.difference}};
    row.variable = (BalanceVariable)number;
    if (!read_indicator(self, &row.indicator, error) ||
        !read_numbers(self, FIELDS, G_N_ELEMENTS(FIELDS), error) ||
        !read_integer(self, "doctors", &row.doctors, error) ||
        !read_integer(self, "controls", &row.controls, error))
        return false;
    g_array_append_val(self->evaluation->balance, row);
    return true;
}

static bool
read_trend(const Table *self, GError **error)
{
    EvaluationTrend row = {0};
    const char *period = text_of(self, "period");
    row.period = period == NULL ? -1 : period_number(self->evaluation->campaign, period);
    if (row.period < 0)
        return fault(self, "period", error);

    const NumberField FIELDS[] = {{"entered", &row.entered}, {"control", &row.control}};
    if (!read_indicator(self, &row.indicator, error) ||
        !read_numbers(self, FIELDS, G_N_ELEMENTS(FIELDS), error) ||
        !read_integer(self, "doctors", &row.doctors, error) ||
        !read_integer(self, "controls", &row.controls, error) ||
        !read_status(self, "entered_status", &row.entered_status, error) ||
        !read_status(self, "control_status", &row.control_status, error))
        return false;
    g_array_append_val(self->evaluation->trends, row);
    return true;
}

static bool
read_group(const Table *self, GError **error)
{
    EvaluationGroup row = {0};
    const char *name = text_of(self, "comparator");
    if (name == NULL || (strcmp(name, ENROLLED_NAME) != 0 && !g_str_has_prefix(name, GROUP_PREFIX)))
        return fault(self, "comparator", error);
    if (strcmp(name, ENROLLED_NAME) != 0)
        row.group =
            g_string_chunk_insert_const(self->evaluation->texts, name + strlen(GROUP_PREFIX));

    const NumberField FIELDS[] = {{"denominator", &row.denominator},
                                  {"value", &row.value},
                                  {"low", &row.low},
                                  {"high", &row.high}};
    if (!read_indicator(self, &row.indicator, error) ||
        !read_numbers(self, FIELDS, G_N_ELEMENTS(FIELDS), error) ||
        !read_integer(self, "doctors", &row.doctors, error) ||
        !read_status(self, "status", &row.status, error))
        return false;
    g_array_append_val(self->evaluation->groups, row);
    return true;
}

static bool
read_limits(const Table *self, GError **error)
{
    EvaluationLimits row = {0};
    const NumberField FIELDS[] = {{"denominator", &row.limits.denominator},
                                  {"low_95", &row.limits.low_95},
                                  {"high_95", &row.limits.high_95},
                                  {"low_998", &row.limits.low_998},
                                  {"high_998", &row.limits.high_998}};

    if (!read_indicator(self, &row.indicator, error) ||
        !read_numbers(self, FIELDS, G_N_ELEMENTS(FIELDS), error))
        return false;
    g_array_append_val(self->evaluation->limits, row);
    return true;
}

static bool
read_cohort(const Table *self, GError **error)
{
    Evaluation *evaluation = self->evaluation;
    const char *name = text_of(self, "cohort");
    const int period = name == NULL ? -1 : period_number(evaluation->campaign, name);
    EvaluationCohort *cohort = NULL;

    g_array_set_size(evaluation->cohorts, (guint)evaluation->campaign->history - 1);
    if (g_strcmp0(name, COHORT_BEFORE_NAME) == 0)
        cohort = &evaluation->before;
    else if (g_strcmp0(name, COHORT_ENTERED_NAME) == 0)
        cohort = &evaluation->entered;
    else if (g_strcmp0(name, COHORT_NEVER_NAME) == 0)
        cohort = &evaluation->never;
    else if (period > 0)
        cohort = &g_array_index(evaluation->cohorts, EvaluationCohort, period - 1);
    if (cohort == NULL)
        return fault(self, "cohort", error);
    return read_integer(self, "doctors", &cohort->doctors, error) &&
           read_integer(self, "groups", &cohort->groups, error);
}

static bool
read_meetings(const Table *self, GError **error)
{
    GStringChunk *texts = self->evaluation->texts;
    EvaluationMeetings row = {0};
    const char *name = text_of(self, "group"), *label = text_of(self, "label");
    if (name == NULL ||
        (strcmp(name, ALL_GROUPS_NAME) != 0 && !g_str_has_prefix(name, GROUP_PREFIX)))
        return fault(self, "group", error);
    if (label == NULL)
        return fault(self, "label", error);
    if (strcmp(name, ALL_GROUPS_NAME) != 0) {
        row.group = g_string_chunk_insert_const(texts, name + strlen(GROUP_PREFIX));
        row.label = g_string_chunk_insert_const(texts, label);
    }
    if (!read_integer(self, "meetings", &row.meetings, error) ||
        !read_integer(self, "recorded", &row.recorded, error) ||
        !read_integer(self, "members", &row.members, error) ||
        !read_number(self, "attendance", &row.attendance, error) ||
        !read_status(self, "status", &row.status, error))
        return false;
    g_array_append_val(self->evaluation->meetings, row);
    return true;
}

static bool
read_allowance(const Table *self, GError **error)
{
    EvaluationAllowance row = {0};
    const char *period = text_of(self, "period");
    if (period == NULL || !period_parse(period, &row.period))
        return fault(self, "period", error);
    if (!read_integer(self, "doctors", &row.doctors, error) ||
        !read_number(self, "amount", &row.amount, error) ||
        !read_status(self, "status", &row.status, error))
        return false;
    g_array_append_val(self->evaluation->allowances, row);
    return true;
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool
read_table(Evaluation *evaluation, const char *folder, const char *name,
           bool (*read_row)(const Table *, GError **), GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_RFC4180, error);
    const Table table = {evaluation, reader};
    GError *problem = NULL;

    if (reader == NULL)
        return false;
    while (csv_reader_next(reader, &problem))
        if (!read_row(&table, error))
            return false;
    if (problem == NULL)
        return true;
    g_propagate_error(error, problem);
    return false;
}

Evaluation *
evaluation_read(const char *folder, const Campaign *campaign, GError **error)
{
    static const struct {
        const char *path;
        bool (*read_row)(const Table *, GError **);
    } TABLES[] = {{EVALUATION_PATH, read_estimate}, {BALANCE_PATH, read_balance},
                  {TRENDS_PATH, read_trend},        {GROUPS_PATH, read_group},
                  {LIMITS_PATH, read_limits},       {COHORTS_PATH, read_cohort},
                  {MEETINGS_PATH, read_meetings},   {ALLOWANCES_PATH, read_allowance}};
    g_autoptr(Evaluation) self = evaluation_empty(campaign);

    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++)
        if (!read_table(self, folder, TABLES[i].path, TABLES[i].read_row, error))
            return NULL;
    return g_steal_pointer(&self);
}
