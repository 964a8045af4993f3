/* One patient's net lines to counts: windows, washouts, attribution, lists, populations. */
#include "engine/source/tally.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/connection.h"

enum { MOST_LINES = 6, MOST_COUNTERS = 2, D0 = 0, D1 = 1, STRANGER = 9 };

/* A line of a code of the table below; date NULL ends the list. */
typedef struct {
    uint32_t practitioner;
    const char *date;
    uint32_t code;
    int64_t quantity;
} LineSpec;

/* The indicator has counters a and b. Expected are "y/x" of D0 in 2025-Q4 and 2026-Q1, then of D1. */
typedef struct {
    IndicatorKind kind;
    Attribution attribution;
    int window;
    Counter counters[MOST_COUNTERS];
    const char *lines[MOST_COUNTERS];
    const char *population, *denominator, *numerator;
    LineSpec claims[MOST_LINES];
    const char *expected;
} TallyCase;

enum { A1, B1, N_CODES };
static const char *const CODES[N_CODES][2] = {{"A1", "J01MA02"}, {"B1", "N05BA12"}};

#define ANY "quantity > 0"
static const TallyCase CASES[] = {
    /* the period itself: both its ends belong to it */
    {KIND_PROPORTION,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{0}},
     {"atc in (J01*)", ANY},
     NULL,
     "b >= 1",
     "a >= 1",
     {{D0, "2025-10-01", A1, 1},
      {D0, "2025-12-31", B1, 1},
      {D0, "2026-01-01", B1, 1},
      {D1, "2026-03-31", A1, 1}},
     "1/1 0/1 0/0 1/1"},
    /* a window of two quarters sees a line in both periods, its own counter only in one */
    {KIND_MEAN,
     ATTRIBUTION_PRESCRIBER,
     6,
     {{.window_months = 6}, {.window_months = 3}},
     {ANY, ANY},
     NULL,
     "a",
     "b",
     {{D0, "2025-07-01", A1, 1}, {D0, "2025-10-01", A1, 1}, {D0, "2025-09-30", A1, 1}},
     "1/3 0/1 0/0 0/0"},
    /* a washout of a month, whoever prescribed before: the day a month before counts, the day before
     * that does not */
    {KIND_MEAN,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{.washout_months = 1}, {0}},
     {ANY, ANY},
     NULL,
     "b",
     "a",
     {{D1, "2026-01-10", A1, 1}, {D0, "2026-02-10", A1, 1}, {D0, "2026-03-11", A1, 1}},
     "0/0 1/2 0/0 1/1"},
    /* clamped: a month before 31 March is 28 February */
    {KIND_MEAN,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{.washout_months = 1}, {0}},
     {ANY, ANY},
     NULL,
     "b",
     "a",
     {{D1, "2026-02-28", A1, 1}, {D0, "2026-03-31", A1, 1}},
     "0/0 0/1 0/0 1/1"},
    /* the same day is no washout, and both lines of that day stay */
    {KIND_MEAN,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{.washout_months = 12}, {0}},
     {ANY, ANY},
     NULL,
     "b",
     "a",
     {{D0, "2026-03-31", A1, 1}, {D0, "2026-03-31", B1, 1}},
     "0/0 2/2 0/0 0/0"},
    /* a washout looks at lines of its counter only, also before the window */
    {KIND_MEAN,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{.washout_months = 12}, {0}},
     {"atc in (J01*)", ANY},
     NULL,
     "b",
     "a",
     {{D0, "2025-01-15", A1, 1}, {D0, "2025-11-01", B1, 1}, {D0, "2026-01-16", A1, 1}},
     "0/1 1/1 0/0 0/0"},
    /* quantities in thousandths; distinct days */
    {KIND_MEAN,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{.count = COUNT_QUANTITY}, {.count = COUNT_DATES}},
     {ANY, ANY},
     NULL,
     "b",
     "a",
     {{D0, "2026-01-05", A1, 1500}, {D0, "2026-01-05", B1, 2000}, {D0, "2026-01-06", B1, 1}},
     "0/0 3501/2 0/0 0/0"},
    /* molecules */
    {KIND_MEAN,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{.count = COUNT_MOLECULES}, {0}},
     {ANY, ANY},
     NULL,
     "b",
     "a",
     {{D0, "2026-01-05", A1, 1}, {D0, "2026-01-06", A1, 1}, {D0, "2026-01-07", B1, 1}},
     "0/0 2/3 0/0 0/0"},
    /* the list: D0 until 2026-01-31, then D1; a stranger's lines count, patients without a line too */
    {KIND_PROPORTION,
     ATTRIBUTION_REGISTERED,
     0,
     {{0}},
     {ANY, ANY},
     NULL,
     "a >= 0",
     "a >= 1",
     {{STRANGER, "2026-02-05", A1, 1}},
     "0/1 0/0 0/0 1/1"},
    /* age on the last day (born 1960-03-31), conditions of the window, sex; a stranger's own lines
     * are nobody's */
    {KIND_PROPORTION,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{0}},
     {ANY, ANY},
     "age >= 66",
     "a >= 1",
     "a >= 2",
     {{D0, "2025-12-05", A1, 1}, {D0, "2026-02-05", A1, 1}, {STRANGER, "2026-02-05", A1, 1}},
     "0/0 0/1 0/0 0/0"},
    {KIND_PROPORTION,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{0}},
     {ANY, ANY},
     "has_condition(ALD08) and sex = F",
     "a >= 1",
     "a >= 1",
     {{D0, "2025-12-05", A1, 1}, {D0, "2026-02-05", A1, 1}},
     "1/1 0/0 0/0 0/0"},
    {KIND_PROPORTION,
     ATTRIBUTION_PRESCRIBER,
     6,
     {{.window_months = 6}, {0}},
     {ANY, ANY},
     "has_condition(ALD08)",
     "a >= 1",
     "a >= 1",
     {{D0, "2025-12-05", A1, 1}},
     "1/1 1/1 0/0 0/0"},
    {KIND_PROPORTION,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{0}},
     {ANY, ANY},
     "registered",
     "a >= 1",
     "a >= 1",
     {{D0, "2025-12-05", A1, 1}, {D0, "2026-02-05", A1, 1}, {D1, "2026-02-05", A1, 1}},
     "1/1 0/0 0/0 1/1"},
    /* y asks for x > 0, but in a rate */
    {KIND_MEAN,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{0}},
     {"atc in (J01*)", ANY},
     NULL,
     "a",
     "b",
     {{D0, "2026-02-05", B1, 1}},
     "0/0 0/0 0/0 0/0"},
    {KIND_RATE,
     ATTRIBUTION_PRESCRIBER,
     0,
     {{0}},
     {"atc in (J01*)", ANY},
     NULL,
     "a",
     "b",
     {{D0, "2026-02-05", B1, 1}},
     "0/0 1/0 0/0 0/0"},
};

/* --- making ---------------------------------------------------------------------------------- */

static Expression *
parse(const char *text, ExpressionScope scope, const Counter *counters)
{
    static const int decimals[] = {[COUNT_QUANTITY] = 3, [COUNT_AMOUNT] = 2, [COUNT_MOLECULES] = 0};
    const CounterName names[] = {{"a", decimals[counters[0].count]},
                                 {"b", decimals[counters[1].count]}};
    Place place = {"test", 1, 1};
    GError *error = NULL;
    Expression *expression = expression_parse(text, place, scope, names, 2, &error);
    ck_assert_msg(expression != NULL, "%s", error != NULL ? error->message : "");
    return expression;
}

static void
make_indicator(const TallyCase *c, Indicator *indicator)
{
    static char *const names[] = {"a", "b"};
    *indicator = (Indicator){.kind = c->kind,
                             .attribution = c->attribution,
                             .window_months = c->window,
                             .n_counters = MOST_COUNTERS,
                             .per = 1};
    indicator->counters = g_new0(Counter, MOST_COUNTERS);
    for (size_t i = 0; i < MOST_COUNTERS; i++) {
        indicator->counters[i] = c->counters[i];
        indicator->counters[i].name = g_strdup(names[i]);
        indicator->counters[i].lines = parse(c->lines[i], EXPRESSION_OF_LINES, c->counters);
    }
    indicator->population = c->population == NULL
                                ? expression_true()
                                : parse(c->population, EXPRESSION_OF_PATIENTS, c->counters);
    indicator->denominator = parse(c->denominator, EXPRESSION_OF_PATIENTS, c->counters);
    indicator->numerator = parse(c->numerator, EXPRESSION_OF_PATIENTS, c->counters);
}

/* The rows that code_table_sql would bring. */
static PGresult *
code_rows(void)
{
    static PGresAttDesc columns[] = {{.name = "code_system"},  {.name = "code"},
                                     {.name = "atc"},          {.name = "generic_group"},
                                     {.name = "generic_role"}, {.name = "units"}};
    PGresult *rows = PQmakeEmptyPGresult(NULL, PGRES_TUPLES_OK);
    ck_assert(PQsetResultAttrs(rows, (int)G_N_ELEMENTS(columns), columns));
    for (int i = 0; i < N_CODES; i++) {
        const char *const fields[] = {"CIP13", CODES[i][0], CODES[i][1], NULL, NULL, NULL};
        for (int j = 0; j < (int)G_N_ELEMENTS(fields); j++) {
            int length = fields[j] == NULL ? -1 : (int)strlen(fields[j]);
            ck_assert(PQsetvalue(rows, i, j, (char *)(uintptr_t)fields[j], length));
        }
    }
    return rows;
}

static Roster *
make_roster(void)
{
    Roster *roster = roster_new();
    static const char *const ids[] = {"D0", "D1"};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        roster_take_practitioner(roster, (Practitioner){.id = g_strdup(ids[i]),
                                                        .active_from = DAY_NONE,
                                                        .active_to = DAY_NONE,
                                                        .opposed_on = DAY_NONE});
    ck_assert(roster_close(roster, NULL));
    return roster;
}

static Day
day(const char *text)
{
    Day day = DAY_NONE;
    ck_assert(day_parse(text, &day));
    return day;
}

static size_t
make_lines(const TallyCase *c, Line *lines)
{
    size_t n = 0;
    for (; n < MOST_LINES && c->claims[n].date != NULL; n++)
        lines[n] = (Line){.practitioner = c->claims[n].practitioner,
                          .performer = LINE_NO_PERFORMER,
                          .code = c->claims[n].code,
                          .date = day(c->claims[n].date),
                          .quantity = c->claims[n].quantity};
    int64_t net = lines_net(lines, n, NULL);
    return (size_t)net;
}

static char *
show(const Counts *counts)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < 4; i++) {
        const CountCell *cell = counts_cell(counts, i / 2, 0, i % 2);
        ck_assert(cell->sum_xy == (Int128)cell->numerator * cell->denominator);
        ck_assert_int_eq(cell->denominator_patients, cell->denominator > 0);
        g_string_append_printf(text, "%s%d/%d", i > 0 ? " " : "", (int)cell->numerator,
                               (int)cell->denominator);
    }
    return g_string_free(text, FALSE);
}

/* Everything between an indicator and its counts; `campaign` may be changed before a patient is
 * added. */
typedef struct {
    Indicator indicator;
    CampaignIndicator listed;
    Campaign campaign;
    Program *program;
    CodeTable *codes;
    Roster *roster;
    Counts *counts;
    TallyTarget *target;
    Tally *tally;
} Setting;

static void
setting_open(Setting *self, const TallyCase *c, bool standardised)
{
    *self = (Setting){0};
    make_indicator(c, &self->indicator);
    self->indicator.standardised = standardised;
    self->listed.indicator = &self->indicator;
    self->campaign = (Campaign){.history = 2,
                                .indicators = &self->listed,
                                .n_indicators = 1,
                                .received_to = DAY_NONE,
                                .age_bands = {.n = 3, .lowest = {0, 18, 65}}};
    ck_assert(period_parse("2026-Q1", &self->campaign.last));
    self->program = program_new(&self->campaign);
    PGresult *rows = code_rows();
    self->codes = code_table_new(self->program, rows, NULL);
    PQclear(rows);
    self->roster = make_roster();
    self->counts = counts_new(2, 1, 2);
    self->target = tally_target_new(self->counts);
    self->tally = tally_new(self->program, self->codes, self->roster, self->target);
}

static void
setting_close(Setting *self)
{
    tally_free(self->tally);
    tally_target_free(self->target);
    counts_free(self->counts);
    roster_free(self->roster);
    code_table_free(self->codes);
    program_free(self->program);
    indicator_clear(&self->indicator);
}

START_TEST(patients_are_tallied)
{
    const TallyCase *c = &CASES[_i];
    Setting setting;
    setting_open(&setting, c, false);

    Line lines[MOST_LINES];
    const TallyRegistration registrations[] = {{D0, day("2020-01-01"), day("2026-01-31")},
                                               {D1, day("2026-02-01"), DAY_FOREVER}};
    const TallyCondition conditions[] = {{"ALD08", day("2025-10-15"), day("2025-10-20")}};
    const TallyPatient patient = {.lines = lines,
                                  .n_lines = make_lines(c, lines),
                                  .birth = day("1960-03-31"),
                                  .died = DAY_NONE,
                                  .sex = 'F',
                                  .registrations = registrations,
                                  .n_registrations = G_N_ELEMENTS(registrations),
                                  .conditions = conditions,
                                  .n_conditions = G_N_ELEMENTS(conditions)};
    ck_assert(tally_add_patient(setting.tally, &patient, NULL));
    g_autofree char *shown = show(setting.counts);
    ck_assert_str_eq(shown, c->expected);
    size_t n = 0;
    counts_age_sex_cells(setting.counts, D0, 0, 1, &n);
    ck_assert_uint_eq(n, 0);
    setting_close(&setting);
}
END_TEST

/* --- age and sex ----------------------------------------------------------------------------- */

/* Each has one line of the code on 2025-11-15 and one on 2026-03-01, both by D0; those of A1 are in the
 * numerator. */
static const struct {
    const char *birth; /* NULL unknown */
    char sex;
    uint32_t code;
} PERSONS[] = {
    {"2008-03-31", 'F', A1}, /* 18 on the last day of the second period */
    {"2008-04-01", 'F', B1}, /* on the day after it */
    {"1961-03-31", 'M', A1}, /* 65 */
    {NULL, 'M', A1},         {"1990-01-01", 0, A1},   {"1990-01-01", 'X', B1},
    {NULL, 0, B1},           {"2026-02-01", 'F', A1}, /* not born on the last day of the first period */
};

static const TallyCase BY_AGE_SEX = {
    .kind = KIND_PROPORTION,
    .attribution = ATTRIBUTION_PRESCRIBER,
    .lines = {ANY, "atc in (J01*)"},
    .denominator = "a >= 1",
    .numerator = "b >= 1",
};

static void
add_person(const Setting *setting, size_t i)
{
    TallyCase c = {
        .claims = {{D0, "2025-11-15", PERSONS[i].code, 1}, {D0, "2026-03-01", PERSONS[i].code, 1}}};
    Line lines[MOST_LINES];
    const TallyPatient patient = {.lines = lines,
                                  .n_lines = make_lines(&c, lines),
                                  .birth =
                                      PERSONS[i].birth != NULL ? day(PERSONS[i].birth) : DAY_NONE,
                                  .died = DAY_NONE,
                                  .sex = PERSONS[i].sex};
    ck_assert(tally_add_patient(setting->tally, &patient, NULL));
}

/* "0-17 F 1/2, ..." of D0, whose cells must add up to the crude one in every sum. */
static char *
show_cells(const Setting *setting, size_t period)
{
    GString *text = g_string_new(NULL);
    CountCell sum = {0};
    size_t n = 0;
    const AgeSexCell *cells = counts_age_sex_cells(setting->counts, D0, 0, period, &n);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *band = age_band_to_string(&setting->campaign.age_bands, cells[i].at.band);
        g_string_append_printf(text, "%s%s %s %d/%d", i > 0 ? ", " : "", band,
                               sex_name(cells[i].at.sex), (int)cells[i].count.numerator,
                               (int)cells[i].count.denominator);
        ck_assert(count_cell_add(&sum, &cells[i].count));
    }
    const CountCell *crude = counts_cell(setting->counts, D0, 0, period);
    ck_assert_int_eq(sum.numerator, crude->numerator);
    ck_assert_int_eq(sum.denominator, crude->denominator);
    ck_assert_int_eq(sum.numerator_patients, crude->numerator_patients);
    ck_assert_int_eq(sum.denominator_patients, crude->denominator_patients);
    ck_assert(sum.sum_yy == crude->sum_yy && sum.sum_xy == crude->sum_xy &&
              sum.sum_xx == crude->sum_xx);
    return g_string_free(text, FALSE);
}

START_TEST(patients_are_in_the_cell_of_their_age_and_sex)
{
    static const char *const expected[] = {
        "0-17 F 1/2, 18-64 M 1/1, 18-64 unknown 1/2, unknown M 1/1, unknown F 1/1, "
        "unknown unknown 0/1",
        "0-17 F 1/2, 18-64 F 1/1, 18-64 unknown 1/2, 65+ M 1/1, unknown M 1/1, "
        "unknown unknown 0/1"};
    Setting setting;
    setting_open(&setting, &BY_AGE_SEX, true);
    ck_assert(setting.program->uses_age && setting.program->uses_sex);
    for (size_t i = 0; i < G_N_ELEMENTS(PERSONS); i++)
        add_person(&setting, i);
    for (size_t period = 0; period < 2; period++) {
        g_autofree char *shown = show_cells(&setting, period);
        ck_assert_str_eq(shown, expected[period]);
        ck_assert_int_eq(counts_cell(setting.counts, D0, 0, period)->denominator,
                         (int)G_N_ELEMENTS(PERSONS));
    }
    setting_close(&setting);
}
END_TEST

/* The server counts the patients of the denominator: a cell for nothing would differ from none. */
START_TEST(patients_left_to_the_server_make_no_cell)
{
    Setting setting;
    setting_open(&setting, &BY_AGE_SEX, true);
    setting.indicator.denominator_kind = DENOMINATOR_PATIENTS_SEEN;
    setting.indicator.kind = KIND_RATE;
    for (size_t i = 0; i < G_N_ELEMENTS(PERSONS); i++)
        add_person(&setting, i);
    g_autofree char *shown = show_cells(&setting, 1);
    ck_assert_str_eq(shown, "0-17 F 1/0, 18-64 F 1/0, 18-64 unknown 1/0, 65+ M 1/0, unknown M 1/0");
    setting_close(&setting);
}
END_TEST

/* --- sums ------------------------------------------------------------------------------------ */

START_TEST(sums_that_do_not_fit_are_refused)
{
    const Indicator indicator = {.kind = KIND_MEAN};
    CountCell cell = {0};
    ck_assert(tally_add_to_cell(&cell, &indicator, INT64_MAX, 2));
    ck_assert(cell.sum_yy == (Int128)INT64_MAX * INT64_MAX);
    ck_assert(!tally_add_to_cell(&cell, &indicator, 1, 0));
    CountCell fresh = {0};
    ck_assert(!tally_add_to_cell(&fresh, &indicator, (Int128)INT64_MAX + 1, 0));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("tally");
    TCase *tcase = tcase_create("tally");
    tcase_add_loop_test(tcase, patients_are_tallied, 0, (int)G_N_ELEMENTS(CASES));
    tcase_add_test(tcase, patients_are_in_the_cell_of_their_age_and_sex);
    tcase_add_test(tcase, patients_left_to_the_server_make_no_cell);
    tcase_add_test(tcase, sums_that_do_not_fit_are_refused);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
