/* miroir explain: how one printed figure came about, from what was counted to what may be shown. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/edition.h"
#include "engine/cli/finish.h"
#include "engine/cli/subcommand.h"
#include "engine/csv/reader.h"
#include "engine/model/suggestion.h"
#include "engine/profile/results.h"
#include "engine/words/words.h"

/* What is to be explained. */
typedef struct {
    const char *folder;
    const Campaign *campaign;
    const Results *results;
    size_t doctor, indicator;
    int period;
} Figure;

static const char *const WHY[] = {
    [STATUS_OK] = N_("may be shown to others, rounded, under the number"),
    [STATUS_FEW_PATIENTS] = N_("hidden from others: fewer patients than minimum_patients"),
    [STATUS_FEW_MEMBERS] = N_("hidden: fewer doctors than minimum_members"),
    [STATUS_DOMINANT] = N_("hidden: one doctor makes more than the share `dominance`"),
    [STATUS_NO_DENOMINATOR] = N_("no figure: there is nothing in the denominator"),
    [STATUS_INCOMPLETE] = N_("no figure: the source does not hold the whole window"),
    [STATUS_NOT_ACTIVE] = N_("no figure: the doctor was not active through the window"),
    [STATUS_SECONDARY] = N_("hidden so that another hidden figure does not follow from it"),
    [STATUS_NOT_APPLICABLE] = N_("it has no meaning for this indicator"),
};

/* --- finding it ------------------------------------------------------------------------------- */

static bool
find_doctor(Figure *self, const char *token, GError **error)
{
    for (size_t i = 0; i < results_n_doctors(self->results); i++) {
        self->doctor = i;
        if (g_strcmp0(results_doctor(self->results, i)->token, token) == 0)
            return true;
    }
    g_set_error(
        error, CLI_ERROR, CLI_ERROR_USAGE,
        _("--token %s: no doctor of this edition has it; tokens are in private/register.csv"),
        token);
    return false;
}

static bool
find_indicator(Figure *self, const char *id, GError **error)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (size_t i = 0; i < self->campaign->n_indicators; i++) {
        self->indicator = i;
        if (strcmp(self->campaign->indicators[i].indicator->id, id) == 0)
            return true;
        g_ptr_array_add(ids, self->campaign->indicators[i].indicator->id);
    }
    g_ptr_array_add(ids, NULL);
    g_autofree char *hint = suggestion_hint(id, (const char *const *)ids->pdata);
    g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE, _("--indicator %s: not in this edition; %s"), id,
                hint);
    return false;
}

static bool
find_period(Figure *self, const char *text, GError **error)
{
    self->period = self->campaign->history - 1;
    if (text == NULL)
        return true;
    for (int i = 0; i < self->campaign->history; i++) {
        g_autofree char *period = period_to_string(campaign_period(self->campaign, i));
        self->period = i;
        if (strcmp(period, text) == 0)
            return true;
    }
    g_autofree char *first = period_to_string(campaign_period(self->campaign, 0));
    g_autofree char *last = period_to_string(self->campaign->last);
    g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                _("--period %s: not in this edition, whose history is %s to %s"), text, first,
                last);
    return false;
}

/* --- lines of the answer ----------------------------------------------------------------------- */

enum { EXPRESSION_COLUMNS = 13, LABEL_COLUMNS = 20 };

static void print_fact(const char *label, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* "  label              what the format says". */
static void
print_fact(const char *label, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *fact = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *column = console_padded(label, LABEL_COLUMNS);
    console_print("  %s %s\n", column, fact);
}

/* --- what it is ------------------------------------------------------------------------------- */

static void
print_expression(const char *what, const Expression *expression)
{
    if (expression == NULL)
        return;
    g_autofree char *text = expression_to_string(expression);
    g_autofree char *column = console_padded(what, EXPRESSION_COLUMNS);
    console_print("  %s %s\n", column, text);
}

static void
print_counters(const Indicator *indicator)
{
    for (size_t i = 0; i < indicator->n_counters; i++) {
        g_autofree char *name = g_strdup_printf(_("count %s"), indicator->counters[i].name);
        print_expression(name, indicator->counters[i].lines);
    }
}

static void
print_definition(const Figure *self)
{
    const Indicator *indicator = self->campaign->indicators[self->indicator].indicator;
    Language language = self->campaign->language;
    console_print(_("Indicator %s@%d: %s\n"), indicator->id, indicator->version,
                  local_text(&indicator->label, language));
    console_print(_("  kind: %s, unit: %s, attribution: %s\n"),
                  indicator_kind_name(indicator->kind), indicator_unit_name(indicator->unit),
                  attribution_name(indicator->attribution));
    const char *definition = local_text(&indicator->definition, language);
    if (*definition != '\0')
        console_print("  %s\n", definition);
    if (indicator->standardised)
        console_print(_("  standardised by age and sex\n"));
    if (indicator->from == FROM_COUNTS)
        console_print(_("  taken ready-made from indicator_count\n"));
    print_counters(indicator);
    print_expression(_("population"), indicator->population);
    print_expression(_("denominator"), indicator->denominator);
    print_expression(_("numerator"), indicator->numerator);
    console_print(_("  defined at %s:%d\n"), indicator->place.file, indicator->place.line);
}

static void
print_doctor(const Figure *self)
{
    const ResultDoctor *doctor = results_doctor(self->results, self->doctor);
    const ResultGroup *group = results_group(self->results, (size_t)doctor->group);
    console_print(
        doctor->facilitator
            ? _("Booklet booklets/%s/%s.pdf: practitioner %s, facilitator of group %s (%s)\n")
            : _("Booklet booklets/%s/%s.pdf: practitioner %s, member of group %s (%s)\n"),
        group->id, doctor->token, doctor->id, group->id, group->label);
    console_print(_("  number in this theme: %d\n"),
                  results_number(self->results, self->doctor, self->indicator));
}

static void
print_period(const Figure *self)
{
    const Indicator *indicator = self->campaign->indicators[self->indicator].indicator;
    Period period = campaign_period(self->campaign, self->period);
    g_autofree char *name = period_to_string(period);
    g_autofree char *first =
        day_to_string(period_window_first_day(period, indicator->window_months));
    g_autofree char *last = day_to_string(period_last_day(period));
    console_print(_("Period %s: window %s to %s\n"), name, first, last);
}

/* --- what was counted ------------------------------------------------------------------------- */

/* Whether the reader stands on a row of this figure. */
static bool
is_row_of(const CsvReader *reader, const char *const *names, const char *const *values, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        int column = csv_reader_find_column(reader, names[i]);
        if (column < 0 || strcmp(csv_reader_field(reader, (size_t)column), values[i]) != 0)
            return false;
    }
    return true;
}

/* The column of that name; "" where there is none. */
static const char *
field_of(const CsvReader *reader, const char *name)
{
    int column = csv_reader_find_column(reader, name);
    return column >= 0 ? csv_reader_field(reader, (size_t)column) : "";
}

/* One of the rows by age and sex that a standardised indicator has: on one line, for there are many. */
static void
print_age_sex_row(const CsvReader *reader)
{
    console_print(_("  %-8s %-8s %s / %s, distinct patients %s / %s (line %zu)\n"),
                  field_of(reader, "age_band"), field_of(reader, "sex"),
                  field_of(reader, "numerator"), field_of(reader, "denominator"),
                  field_of(reader, "numerator_patients"), field_of(reader, "denominator_patients"),
                  csv_reader_line(reader));
}

static void
print_row(const CsvReader *reader)
{
    console_print(_("Counted (private/counts.csv, line %zu)\n"), csv_reader_line(reader));
    for (size_t i = 4; i < csv_reader_n_columns(reader); i++)
        if (*csv_reader_field(reader, i) != '\0')
            print_fact(csv_reader_column_name(reader, i), "%s", csv_reader_field(reader, i));
}

static bool
print_counts(const Figure *self, GError **error)
{
    static const char *const NAMES[] = {"practitioner_id", "indicator", "period"};
    g_autofree char *path = g_build_filename(self->folder, "private", "counts.csv", NULL);
    g_autofree char *period = period_to_string(campaign_period(self->campaign, self->period));
    const char *const values[] = {results_doctor(self->results, self->doctor)->id,
                                  self->campaign->indicators[self->indicator].indicator->id,
                                  period};
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_RFC4180, error);
    if (reader == NULL)
        return false;
    GError *fault = NULL;
    bool by_age_sex = false;
    while (csv_reader_next(reader, &fault)) {
        if (!is_row_of(reader, NAMES, values, G_N_ELEMENTS(NAMES)))
            continue;
        if (*field_of(reader, "age_band") == '\0') {
            print_row(reader);
            continue;
        }
        if (!by_age_sex)
            console_print(
                _("Counted by age and sex, numerator / denominator (private/counts.csv)\n"));
        by_age_sex = true;
        print_age_sex_row(reader);
    }
    if (fault != NULL)
        g_propagate_error(error, fault);
    return fault == NULL;
}

/* --- what became of it ------------------------------------------------------------------------ */

static void
print_number(const char *what, double value)
{
    if (!isnan(value))
        print_fact(what, "%.6g", value);
}

static void
print_measure(const Figure *self)
{
    const Measure *measure =
        results_measure(self->results, self->doctor, self->indicator, self->period);
    const Indicator *indicator = self->campaign->indicators[self->indicator].indicator;
    console_print(_("Measured (private/measures.csv)\n"));
    if (!isnan(measure->value))
        print_fact(_("value"), "%.10g = %.6g / %.6g%s", measure->value, measure->numerator,
                   measure->denominator,
                   indicator->per == 1     ? ""
                   : indicator->per == 100 ? " x 100"
                                           : " x 1000");
    print_fact(_("distinct patients"),
               _("%" PRId64 " in the denominator, %" PRId64 " in the numerator"), measure->patients,
               measure->numerator_patients);
    if (!isnan(measure->low))
        print_fact(_("interval, 95 %"), _("%.6g to %.6g"), measure->low, measure->high);
    print_number(_("standardised"), measure->standardised);
    print_number(_("percentile, enrolled"), measure->percentile_enrolled);
    print_number(_("percentile, controls"), measure->percentile_control);
    print_fact(_("status"), "%s: %s", status_name(measure->status), _(WHY[measure->status]));
}

static void
print_comparator(const Figure *self, const char *name, ComparatorKind kind)
{
    size_t group = (size_t)results_doctor(self->results, self->doctor)->group;
    const ComparatorFigure *figure =
        results_comparator(self->results, kind, group, self->indicator, self->period);
    if (!self->campaign->comparators[kind])
        return;
    if (figure->status != STATUS_OK) {
        print_fact(name, "%s: %s", status_name(figure->status), _(WHY[figure->status]));
        return;
    }
    if (isnan(figure->p25))
        print_fact(name, _("%.4g over %d doctors"), figure->value, figure->practitioners);
    else
        print_fact(name, _("%.4g over %d doctors; quartiles of their values %.4g, %.4g, %.4g"),
                   figure->value, figure->practitioners, figure->p25, figure->p50, figure->p75);
}

static void
print_comparators(const Figure *self)
{
    console_print(_("Set beside (results/comparators.csv; sums over all doctors, rounded)\n"));
    print_comparator(self, _("group"), COMPARATOR_GROUP);
    print_comparator(self, _("enrolled"), COMPARATOR_ENROLLED);
    print_comparator(self, _("controls"), COMPARATOR_CONTROL);
    print_comparator(self, _("achievable"), COMPARATOR_ACHIEVABLE);
}

static void
print_history(const Figure *self)
{
    console_print(_("History\n"));
    for (int i = 0; i < self->campaign->history; i++) {
        g_autofree char *period = period_to_string(campaign_period(self->campaign, i));
        const Measure *measure = results_measure(self->results, self->doctor, self->indicator, i);
        if (isnan(measure->value))
            print_fact(period, "%s", status_name(measure->status));
        else
            print_fact(period, "%.6g (%s)", measure->value, status_name(measure->status));
    }
}

static bool
explain(const Options *options, GError **error)
{
    Figure figure = {.folder = options->arguments[0]};
    g_autoptr(Campaign) campaign = edition_thaw(figure.folder, error);
    if (campaign == NULL)
        return false;
    g_autoptr(Results) results = results_read(figure.folder, campaign, error);
    if (results == NULL)
        return false;
    figure.campaign = campaign;
    figure.results = results;
    if (!find_doctor(&figure, options->token, error) ||
        !find_indicator(&figure, options->indicator, error) ||
        !find_period(&figure, options->period, error))
        return false;

    print_doctor(&figure);
    print_definition(&figure);
    print_period(&figure);
    if (!print_counts(&figure, error))
        return false;
    print_measure(&figure);
    print_comparators(&figure);
    print_history(&figure);
    return true;
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    return explain(options, &error) ? EXIT_DONE : finish_failed(error);
}

const Subcommand SUBCOMMAND_EXPLAIN = {
    .name = "explain",
    .arguments = N_("DIR --token TOKEN --indicator ID"),
    .summary = N_("how one printed figure came about"),
    .description = N_(
        "Reads DIR/private/ and DIR/results/, after holding them against the manifest. Prints the\n"
        "definition, what was counted, what it was divided by, the interval, the comparators "
        "beside\n"
        "it, and why it is or is not shown to others. Names a practitioner: for the data team "
        "alone.\n\n"
        "Writes nothing. Ends with 0 when done, 2 when it could not be."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_TOKEN, OPTION_INDICATOR, OPTION_PERIOD},
    .required = {OPTION_TOKEN, OPTION_INDICATOR},
    .run = run,
};
