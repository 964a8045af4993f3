/* A small evaluation worked by hand: who is in it, what comes out, what is hidden, what is written. */
#include "engine/profile/evaluation.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "engine/publish/folder.h"

enum { N_YEARS = 5, MOST_DOCTORS = 24 };

typedef struct {
    const char *id, *group; /* a control without one */
    const char *joined_on, *left_on, *opposed_on, *territory, *active_from;
    int numerators[N_YEARS], denominator; /* 0 stands for 100 */
} EvaluatedDoctor;

/* 2021 to 2025. Who entered in 2023 went from 30 to 20 in the mean; the controls from 40 to 42, 42 and
 * 43. The effects are -12, -12 and -13 of 100. */
static const EvaluatedDoctor REGION[] = {
    {"e1", "G1", "2023-01-01", NULL, NULL, "T1", NULL, {31, 30, 20, 20, 20}, 0},
    {"e2", "G1", "2023-06-30", NULL, NULL, "T1", NULL, {29, 30, 22, 18, 20}, 0},
    {"e3", "G2", "2023-12-31", NULL, NULL, "T1", NULL, {30, 30, 18, 20, 22}, 0},
    {"e4", "G2", "2023-03-01", NULL, NULL, "T2", NULL, {30, 30, 20, 22, 18}, 0},
    {"e5", "G3", "2023-03-01", NULL, NULL, NULL, NULL, {32, 30, 21, 19, 20}, 0},
    {"e6", "G3", "2023-03-01", "2024-06-30", NULL, "T9", NULL, {28, 30, 19, 21, 20}, 0},
    {"x1", NULL, NULL, NULL, NULL, "T1", NULL, {40, 40, 42, 42, 44}, 0},
    {"x2", NULL, NULL, NULL, NULL, "T1", NULL, {41, 40, 41, 43, 43}, 0},
    {"x3", NULL, NULL, NULL, NULL, "T2", NULL, {39, 40, 42, 42, 42}, 0},
    {"x4", NULL, NULL, NULL, NULL, "T2", NULL, {40, 40, 43, 41, 44}, 0},
    {"x5", NULL, NULL, NULL, NULL, "T3", NULL, {40, 40, 42, 42, 43}, 0},
    {"x6", NULL, NULL, NULL, NULL, "T3", NULL, {40, 40, 42, 42, 42}, 0},
    /* Too early, opposed, not yet: in nothing. */
    {"b1", "G1", "2020-05-01", NULL, NULL, "T1", NULL, {90, 90, 10, 10, 10}, 0},
    {"b2", "G2", "2021-05-01", NULL, NULL, "T1", NULL, {90, 90, 10, 10, 10}, 0},
    {"o1", "G1", "2023-01-01", NULL, "2024-01-01", "T1", NULL, {90, 90, 10, 10, 10}, 0},
    {"z1", "G1", "2026-01-01", NULL, NULL, "T1", NULL, {90, 90, 10, 10, 10}, 0},
};
enum { N_REGION = G_N_ELEMENTS(REGION), N_ENTERED = 6 };

#define CAMPAIGN                                                                                   \
    "campaign: Five-2025\n"                                                                        \
    "title: \"Five years\"\n"                                                                      \
    "region: {id: \"53\", label: \"Bretagne\"}\n"                                                  \
    "period: {every: year, last: 2025, history: 5}\n"                                              \
    "database: {service: none}\n"                                                                  \
    "themes: [./theme.yaml]\n"                                                                     \
    "control: {specialties: [MG], minimum_activity: 0}\n"                                          \
    "numbering: {key_file: secret.key}\n"

#define FULL "data: {from: 2021-01-01, to: 2025-12-31}\n"

/* A share, a rate of 1000, and an amount for each. */
static const char THEME[] =
    "theme: five\nstatus: trial\nlabel: {fr: \"Cinq\"}\nindicators:\n"
    "  - {id: share, label: {fr: \"Part\"}, from: counts, type: prescription, kind: proportion,"
    " unit: patient, direction: lower}\n"
    "  - {id: rate, label: {fr: \"Taux\"}, from: counts, type: prescription, kind: rate,"
    " per: 1000, unit: patient, direction: lower}\n"
    "  - id: cost\n"
    "    label: {fr: \"Montant\"}\n"
    "    type: cost\n"
    "    kind: mean\n"
    "    unit: claim\n"
    "    attribution: prescriber\n"
    "    count: prescriptions\n"
    "    denominator: \"atc in (J01*)\"\n"
    "    numerator: amount\n"
    "    direction: none\n";

typedef struct {
    char *folder;
    Campaign *campaign;
    Roster *roster;
    Counts *counts;
    Evaluation *evaluation; /* NULL when `error` says why not */
    GError *error;
} Case;

/* --- making ----------------------------------------------------------------------------------- */

static Day
day(const char *text)
{
    Day value = DAY_NONE;
    ck_assert(text == NULL || day_parse(text, &value));
    return value;
}

static void
load_campaign(Case *self, const char *more)
{
    g_autofree char *campaign = g_build_filename(self->folder, "campaign.yaml", NULL);
    g_autofree char *theme = g_build_filename(self->folder, "theme.yaml", NULL);
    g_autofree char *text = g_strconcat(CAMPAIGN, more, NULL);

    ck_assert(g_file_set_contents(campaign, text, -1, NULL));
    ck_assert(g_file_set_contents(theme, THEME, -1, NULL));
    self->campaign = campaign_load(campaign, self->folder, &self->error);
    ck_assert_msg(self->campaign != NULL, "%s", self->error == NULL ? "" : self->error->message);
    g_unlink(campaign);
    g_unlink(theme);
}

static void
take_doctor(Roster *roster, const EvaluatedDoctor *doctor)
{
    roster_take_practitioner(roster, (Practitioner){.id = g_strdup(doctor->id),
                                                    .specialty = g_strdup("MG"),
                                                    .territory_id = g_strdup(doctor->territory),
                                                    .active_from = day(doctor->active_from),
                                                    .active_to = DAY_NONE,
                                                    .opposed_on = day(doctor->opposed_on)});
    if (doctor->group != NULL)
        roster_take_membership(roster, (Membership){.group_id = g_strdup(doctor->group),
                                                    .practitioner_id = g_strdup(doctor->id),
                                                    .joined_on = day(doctor->joined_on),
                                                    .left_on = day(doctor->left_on),
                                                    .anonymity_waived_on = DAY_NONE});
}

/* Each event is a patient of its own. */
static void
fill_counts(Case *self, const EvaluatedDoctor *doctor)
{
    size_t row = (size_t)roster_find_practitioner(self->roster, doctor->id);
    int64_t n = doctor->denominator == 0 ? 100 : doctor->denominator;

    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        for (size_t t = 0; t < N_YEARS; t++) {
            int64_t y = doctor->numerators[t];
            *counts_cell_mutable(self->counts, row, i, t) =
                (CountCell){y, n, MIN(y, n), n, y, y, n};
        }
}

static Case *
case_new(const char *more, const EvaluatedDoctor *doctors, size_t n)
{
    Case *self = g_new0(Case, 1);

    self->folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    load_campaign(self, more);
    self->roster = roster_new();
    for (size_t d = 0; d < n; d++)
        take_doctor(self->roster, &doctors[d]);
    for (int g = 1; g <= 3; g++)
        roster_take_group(self->roster, (Group){.id = g_strdup_printf("G%d", g),
                                                .label = g_strdup_printf("Group %d", g),
                                                .opened_on = DAY_NONE,
                                                .closed_on = DAY_NONE});
    ck_assert(roster_close(self->roster, NULL));
    ck_assert(roster_settle(self->roster, self->campaign, NULL, NULL));
    self->counts = counts_new(n, self->campaign->n_indicators, N_YEARS);
    for (size_t d = 0; d < n; d++)
        fill_counts(self, &doctors[d]);
    self->evaluation =
        evaluation_new(self->campaign, self->roster, self->counts, NULL, NULL, &self->error);
    return self;
}

static void
case_free(Case *self)
{
    evaluation_free(self->evaluation);
    counts_free(self->counts);
    roster_free(self->roster);
    campaign_free(self->campaign);
    g_clear_error(&self->error);
    g_rmdir(self->folder);
    g_free(self->folder);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

static const EvaluationRow *
find_row(const Case *self, size_t indicator, EvaluationTerm term, int relative)
{
    size_t n;
    const EvaluationRow *rows = evaluation_rows(self->evaluation, &n);

    for (size_t i = 0; i < n; i++)
        if (rows[i].indicator == indicator && rows[i].term == term && rows[i].relative == relative)
            return &rows[i];
    return NULL;
}

static double
estimate_of_row(const Case *self, EvaluationTerm term, int relative)
{
    const EvaluationRow *row = find_row(self, 0, term, relative);
    ck_assert_msg(row != NULL, "no row of term %d at %d", (int)term, relative);
    return row->estimate;
}

/* --- what comes out --------------------------------------------------------------------------- */

START_TEST(by_hand)
{
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    ck_assert_msg(self->evaluation != NULL, "%s", self->error->message);
    ck_assert_uint_eq(evaluation_n_entered(self->evaluation), 6);
    ck_assert_uint_eq(evaluation_n_before(self->evaluation), 2);
    ck_assert_uint_eq(evaluation_n_controls(self->evaluation), 6);

    const EvaluationRow *effect = find_row(self, 0, EVALUATION_EFFECT, 0);
    ck_assert(effect->estimate == -0.1233);
    ck_assert(effect->groups == 3 && effect->controls == 6 && effect->doctors == 6);
    /* Of the 20 ways to choose 3 clusters of 6 this one is the farthest out, and its opposite: nothing
     * can be said to be significant at 5 %. */
    ck_assert(effect->p == 0.1);
    ck_assert(isnan(effect->low) && isnan(effect->high));

    ck_assert(estimate_of_row(self, EVALUATION_AFTER, 0) == -0.12);
    ck_assert(estimate_of_row(self, EVALUATION_AFTER, 1) == -0.12);
    ck_assert(estimate_of_row(self, EVALUATION_AFTER, 2) == -0.13);
    ck_assert_double_eq_tol(estimate_of_row(self, EVALUATION_BEFORE, -2), 0, 1e-15);
    ck_assert_double_eq_tol(estimate_of_row(self, EVALUATION_PRE_TREND, 0), 0, 1e-15);
    ck_assert_ptr_null(find_row(self, 0, EVALUATION_BEFORE, -1));
    ck_assert_ptr_null(find_row(self, 0, EVALUATION_BEFORE, -3));
    ck_assert_ptr_null(find_row(self, 0, EVALUATION_AFTER, 3));
    ck_assert_int_eq(find_row(self, 0, EVALUATION_NOT_IDENTIFIED, 0)->doctors, 2);

    /* Totals fall from 30 to 20 of 100 at the entry. */
    const EvaluationRow *level = find_row(self, 0, EVALUATION_LEVEL, 0);
    ck_assert_double_eq_tol(level->estimate, 2.0 / 3, 0.02);
    ck_assert(level->low < level->estimate && level->estimate < level->high && level->p < 0.05);
    ck_assert(level->doctors == 6 && level->groups == 3 && level->controls == 6);
    ck_assert(find_row(self, 0, EVALUATION_DISPERSION, 0)->estimate < 1);
}
END_TEST

/* The same counts on the scale of each indicator: 1000 times, and in cents. */
START_TEST(on_the_scale_of_the_indicator)
{
    static const double SCALES[] = {1, 1000, 0.01};
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);

    for (size_t i = 0; i < G_N_ELEMENTS(SCALES); i++) {
        const EvaluationRow *effect = find_row(self, i, EVALUATION_EFFECT, 0);
        ck_assert_double_eq_tol(effect->estimate, -0.1233 * SCALES[i], 1e-9 * SCALES[i]);
        ck_assert(effect->p == 0.1);
        const EvaluationRow *level = find_row(self, i, EVALUATION_LEVEL, 0);
        ck_assert_double_eq_tol(level->estimate, 2.0 / 3, 0.02);
    }
    /* The dispersion is that of the counts themselves, whatever a rate is multiplied by. */
    ck_assert(find_row(self, 1, EVALUATION_DISPERSION, 0)->estimate ==
              find_row(self, 0, EVALUATION_DISPERSION, 0)->estimate);
}
END_TEST

/* In 2022, all of those who entered were at .30, all controls at .40; all had 100 patients. */
START_TEST(balance_before_the_entry)
{
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    size_t n;
    const BalanceRow *rows = evaluation_balance(self->evaluation, &n);

    ck_assert_uint_eq(n, 9);
    ck_assert(rows[0].entered == 0.3 && rows[0].control == 0.4);
    ck_assert(isnan(rows[0].difference)); /* nothing varies */
    ck_assert(rows[0].doctors == 6 && rows[0].controls == 6);
    ck_assert(rows[1].variable == BALANCE_VOLUME && rows[1].entered == 100);
    ck_assert(rows[2].variable == BALANCE_PATIENTS && rows[2].control == 100);
    ck_assert(rows[3].indicator == 1 && rows[3].entered == 300);
}
END_TEST

/* --- who is in it ----------------------------------------------------------------------------- */

/* A doctor who settled in 2022 has no whole year before 2023, one who settled in 2021 has none before
 * that but one to be compared with. */
START_TEST(needs_a_value_before)
{
    EvaluatedDoctor region[N_REGION];
    memcpy(region, REGION, sizeof region);
    region[0].active_from = "2022-02-01";
    region[1].active_from = "2021-02-01";
    g_autoptr(Case) self = case_new(FULL, region, N_REGION);

    ck_assert_int_eq(find_row(self, 0, EVALUATION_EFFECT, 0)->doctors, 5);
    ck_assert_int_eq(find_row(self, 0, EVALUATION_NOT_IDENTIFIED, 0)->doctors, 3);
    ck_assert_int_eq(find_row(self, 0, EVALUATION_BEFORE, -2)->doctors, 4);
    ck_assert(isnan(estimate_of_row(self, EVALUATION_BEFORE, -2)));
    ck_assert(isnan(estimate_of_row(self, EVALUATION_PRE_TREND, 0)));
}
END_TEST

/* What the source does not hold whole is no value. */
START_TEST(leaves_out_incomplete_periods)
{
    g_autoptr(Case) self = case_new("data: {from: 2021-02-01, to: 2025-11-30}\n", REGION, N_REGION);

    ck_assert_ptr_null(find_row(self, 0, EVALUATION_BEFORE, -2));
    ck_assert_ptr_null(find_row(self, 0, EVALUATION_AFTER, 2));
    ck_assert(estimate_of_row(self, EVALUATION_EFFECT, 0) == -0.12);
}
END_TEST

START_TEST(refuses_counts_that_contradict_themselves)
{
    EvaluatedDoctor region[N_REGION];
    memcpy(region, REGION, sizeof region);
    region[3].numerators[4] = 101;
    g_autoptr(Case) self = case_new(FULL, region, N_REGION);

    ck_assert_ptr_null(self->evaluation);
    ck_assert(g_error_matches(self->error, PROFILE_ERROR, PROFILE_ERROR_DATA));
    ck_assert_ptr_nonnull(strstr(self->error->message, "practitioner e4"));
    ck_assert_ptr_nonnull(strstr(self->error->message, "2025"));
}
END_TEST

START_TEST(nobody_to_compare)
{
    g_autoptr(Case) alone = case_new(FULL, REGION, N_ENTERED);
    ck_assert(isnan(estimate_of_row(alone, EVALUATION_EFFECT, 0)));
    g_autoptr(Case) controls = case_new(FULL, REGION + N_ENTERED, 6);
    ck_assert(isnan(estimate_of_row(controls, EVALUATION_EFFECT, 0)));
    ck_assert(isnan(estimate_of_row(controls, EVALUATION_LEVEL, 0)));
    g_autoptr(Case) nobody = case_new(FULL, REGION, 0);
    ck_assert(isnan(estimate_of_row(nobody, EVALUATION_EFFECT, 0)));
    ck_assert_int_eq(find_row(nobody, 0, EVALUATION_NOT_IDENTIFIED, 0)->doctors, 0);
}
END_TEST

/* --- what is hidden --------------------------------------------------------------------------- */

static void
expect_all_hidden(const Case *self)
{
    size_t n;
    const EvaluationRow *rows = evaluation_rows(self->evaluation, &n);

    for (size_t i = 0; i < n; i++)
        ck_assert(isnan(rows[i].estimate) && isnan(rows[i].low) && isnan(rows[i].high) &&
                  isnan(rows[i].p));
    const BalanceRow *balance = evaluation_balance(self->evaluation, &n);
    for (size_t i = 0; i < n; i++)
        ck_assert(isnan(balance[i].entered) && isnan(balance[i].control) &&
                  isnan(balance[i].difference));
}

static const struct {
    const char *more;
    size_t skipped;  /* of those who entered */
    int denominator; /* of e1, 0 as it is */
    bool few_controls;
} HIDDEN[] = {
    {FULL, 2, 0, false},
    {FULL "disclosure: {minimum_members: 7}\n", 0, 0, false},
    {FULL "disclosure: {minimum_patients: 101}\n", 0, 0, false},
    {FULL "disclosure: {dominance: 0.6}\n", 0, 1000, false},
    {FULL, 0, 0, true},
};

START_TEST(hides_what_rests_on_few)
{
    EvaluatedDoctor region[N_REGION];
    size_t skipped = HIDDEN[_i].skipped;
    memcpy(region, REGION, sizeof region);
    region[skipped].denominator = HIDDEN[_i].denominator;
    size_t n = HIDDEN[_i].few_controls ? N_ENTERED + 4 : N_ENTERED + 6;
    g_autoptr(Case) self = case_new(HIDDEN[_i].more, region + skipped, n - skipped);

    if (!HIDDEN[_i].few_controls) {
        expect_all_hidden(self);
        ck_assert_int_eq(find_row(self, 0, EVALUATION_EFFECT, 0)->doctors, (int)(6 - skipped));
    } else {
        ck_assert(isnan(estimate_of_row(self, EVALUATION_EFFECT, 0)));
        ck_assert(isnan(estimate_of_row(self, EVALUATION_AFTER, 0)));
        size_t rows;
        ck_assert(isnan(evaluation_balance(self->evaluation, &rows)[0].entered));
    }
}
END_TEST

/* Without a threshold met nothing is hidden: the tests above can fail. */
START_TEST(shows_what_rests_on_enough)
{
    g_autoptr(Case) self = case_new(FULL "disclosure: {minimum_members: 6, minimum_patients: 100, "
                                         "dominance: 0.2}\n",
                                    REGION, N_REGION);
    ck_assert(estimate_of_row(self, EVALUATION_EFFECT, 0) == -0.1233);
}
END_TEST

/* One doctor entered in 2022, so that three years on there is nobody else. Whatever that doctor did
 * then is hidden, and moves no average. */
START_TEST(what_is_hidden_does_not_follow_from_averages)
{
    EvaluatedDoctor region[N_REGION + 1];
    static const EvaluatedDoctor EARLY = {"a1", "G2", "2022-03-01",         NULL, NULL,
                                          "T1", NULL, {30, 30, 30, 30, 30}, 0};
    memcpy(region, REGION, sizeof REGION);
    region[N_REGION] = EARLY;
    g_autoptr(Case) self = case_new(FULL, region, N_REGION + 1);
    region[N_REGION].numerators[4] = 99;
    g_autoptr(Case) other = case_new(FULL, region, N_REGION + 1);

    ck_assert_int_eq(find_row(self, 0, EVALUATION_AFTER, 3)->doctors, 1);
    ck_assert(isnan(estimate_of_row(self, EVALUATION_AFTER, 3)));
    ck_assert(isnan(estimate_of_row(other, EVALUATION_AFTER, 3)));
    ck_assert_int_eq(find_row(self, 0, EVALUATION_EFFECT, 0)->doctors, 7);
    ck_assert(estimate_of_row(self, EVALUATION_EFFECT, 0) ==
              estimate_of_row(other, EVALUATION_EFFECT, 0));
    ck_assert(!isnan(estimate_of_row(self, EVALUATION_EFFECT, 0)));
}
END_TEST

/* --- files ------------------------------------------------------------------------------------ */

static const char *
text_of(const GPtrArray *files, const char *path)
{
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        if (g_str_equal(file->path, path))
            return g_bytes_get_data(file->bytes, NULL);
    }
    ck_abort_msg("no file %s", path);
}

static void
expect_text(const GPtrArray *files, const char *path, const char *text)
{
    const char *actual = text_of(files, path);
    ck_assert_msg(strstr(actual, text) != NULL, "%s has no\n%s\nbut\n%.2000s", path, text, actual);
}

START_TEST(writes_tables)
{
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    g_autoptr(GPtrArray) files = evaluation_to_files(self->evaluation);

    ck_assert_uint_eq(files->len, 10);
    const char *evaluation = text_of(files, "results/evaluation.csv");
    ck_assert(g_str_has_prefix(evaluation, "indicator,method,term,period,estimate,low,high,p,"
                                           "groups,controls,doctors,p_adjusted\n"
                                           "share,difference_in_differences,effect,2025,-0.1233,,,"
                                           "0.1,3,6,6,0.1\n"));
    expect_text(files, "results/evaluation.csv",
                "share,difference_in_differences,not_identified,2025,,,,,0,0,2,\n"
                "share,event_study,before,-2,");
    expect_text(files, "results/evaluation.csv", "share,event_study,after,2,-0.13,,,0.1,3,6,6,\n");
    expect_text(files, "results/evaluation.csv", "share,interrupted_series,slope,2025,");
    expect_text(files, "results/balance.csv",
                "indicator,variable,entered,control,difference,doctors,controls\n"
                "share,value,0.3,0.4,,6,6\n"
                "share,volume,100,100,,6,6\n"
                "share,patients,100,100,,6,6\n"
                "rate,value,300,400,,6,6\n");
    expect_text(files, "private/panel.csv",
                "practitioner_id,cohort,cluster,indicator,period,numerator,denominator,patients\n"
                "e1,2023,group:G1,share,2021,31,100,100\n");
    expect_text(files, "private/panel.csv", "x5,never,territory:T3,rate,2023,42,100,100\n");
    expect_text(files, "private/panel.csv", "e6,2023,group:G3,cost,2025,0.2,100,100\n");
    expect_text(files, "results/trends.csv",
                "indicator,period,entered,entered_status,doctors,control,control_status,controls\n"
                "share,2021,0.3,ok,6,0.4,ok,6\n"
                "share,2022,0.3,ok,6,0.4,ok,6\n"
                "share,2023,0.2,ok,6,0.42,ok,6\n");
    expect_text(files, "results/groups.csv",
                "indicator,comparator,doctors,denominator,value,low,high,status\n"
                "share,group:G1,0,,,,,few_members\n");
    expect_text(files, "results/cohorts.csv",
                "cohort,doctors,groups\nbefore,2,0\n2022,0,0\n2023,6,3\n2024,0,0\n2025,0,0\n"
                "entered,6,3\nnever,6,0\n");
    static const char *const NOT_THERE[] = {"b1,", "b2,", "o1,", "z1,"};
    for (size_t i = 0; i < G_N_ELEMENTS(NOT_THERE); i++)
        ck_assert_ptr_null(strstr(text_of(files, "private/panel.csv"), NOT_THERE[i]));
    expect_text(files, "results/datapackage.json", "\"name\": \"five-2025-evaluation\"");
    expect_text(files, "results/datapackage.json", "\"path\": \"evaluation.csv\"");
    expect_text(files, "results/datapackage.json", "\"path\": \"balance.csv\"");
    /* A second time, the same. */
    g_autoptr(GPtrArray) again = evaluation_to_files(self->evaluation);
    for (guint i = 0; i < files->len; i++)
        ck_assert(g_bytes_equal(((const ResultFile *)files->pdata[i])->bytes,
                                ((const ResultFile *)again->pdata[i])->bytes));
}
END_TEST

static void
write_all(const char *folder, const GPtrArray *files)
{
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        g_autofree char *path = g_build_filename(folder, file->path, NULL);
        g_autofree char *above = g_path_get_dirname(path);
        ck_assert_int_eq(g_mkdir_with_parents(above, 0700), 0);
        gsize n = 0;
        const char *bytes = g_bytes_get_data(file->bytes, &n);
        ck_assert(g_file_set_contents(path, bytes, (gssize)n, NULL));
    }
}

static const ResultFile *
file_of(const GPtrArray *files, const char *path)
{
    for (guint i = 0; i < files->len; i++)
        if (strcmp(((const ResultFile *)files->pdata[i])->path, path) == 0)
            return files->pdata[i];
    return NULL;
}

/* Two members entered too early: without anybody who left, what they have would follow from the members'
 * figure and that of those who entered. */
START_TEST(no_difference_to_the_members_tells_of_a_few)
{
    EvaluatedDoctor region[N_REGION];
    size_t n = 0;
    memcpy(region, REGION, sizeof region);
    for (size_t i = 0; i < N_REGION; i++)
        region[i].left_on = NULL;
    g_autoptr(Case) nested = case_new(FULL, region, N_REGION);
    const EvaluationTrend *trends = evaluation_trends(nested->evaluation, &n);
    ck_assert_int_eq(trends[0].entered_status, STATUS_SECONDARY);
    ck_assert_double_nan(trends[0].entered);
    ck_assert_int_eq(trends[0].control_status, STATUS_OK);

    g_autoptr(Case) mixed = case_new(FULL, REGION, N_REGION);
    ck_assert_int_eq(evaluation_trends(mixed->evaluation, &n)[0].entered_status, STATUS_OK);
}
END_TEST

/* --- the life of the scheme ------------------------------------------------------------------- */

/* Of a meeting at which nobody was present or absent no attendance is known. */
static const struct {
    const char *id, *group, *held_on;
    bool planned;
    const char *present, *absent; /* separated by blanks */
} HELD[] = {
    {"m1", "G1", "2025-03-01", false, "e1 b1 o1 e3", "e2"}, /* opposed, and a guest: not counted */
    {"m2", "G1", "2025-06-01", false, "e1", ""},            /* who has no row did not come */
    {"m3", "G1", "2024-12-31", false, "e1 e2 b1", ""},      /* a day too early */
    {"m4", "G1", "2025-12-31", false, "", ""},              /* not recorded */
    {"m5", "G2", "2025-05-05", false, "e3", "e4 b2"},
    {"m6", "G3", "2025-05-05", false, "e5", ""},
    {"m7", "G2", "2025-07-07", true, "", ""},
    {"m8", "G2", NULL, false, "e4", ""},
};

static void
take_attendances(Meetings *meetings, const char *meeting, const char *who, bool present)
{
    g_auto(GStrv) ids = g_strsplit(who, " ", -1);
    for (size_t i = 0; ids[i] != NULL && *ids[i] != '\0'; i++)
        meetings_take_attendance(meetings, (Attendance){.meeting_id = g_strdup(meeting),
                                                        .practitioner_id = g_strdup(ids[i]),
                                                        .present = present});
}

static void
add_held(Case *self)
{
    g_autoptr(Meetings) meetings = meetings_new();
    for (size_t i = 0; i < G_N_ELEMENTS(HELD); i++) {
        meetings_take_meeting(meetings, (Meeting){.id = g_strdup(HELD[i].id),
                                                  .group_id = g_strdup(HELD[i].group),
                                                  .held_on = day(HELD[i].held_on),
                                                  .planned = HELD[i].planned});
        take_attendances(meetings, HELD[i].id, HELD[i].present, true);
        take_attendances(meetings, HELD[i].id, HELD[i].absent, false);
    }
    ck_assert(meetings_close(meetings, self->roster, NULL));
    evaluation_add_meetings(self->evaluation, meetings);
}

static const struct {
    const char *id, *period;
    int64_t cents;
} PAID[] = {
    {"e1", "2020", 10000},    {"e2", "2020", 10000},    {"e1", "2026", 10000},
    {"e2", "2026", 10000},    {"e1", "2024", 15000},    {"e2", "2024", 15000},
    {"e1", "2024", -2000},    {"o1", "2024", 99900},    {"e1", "2025", 100000},
    {"e2", "2025", 10000},    {"e1", "2023", 30000},    {"e1", "2022-H2", 12345},
    {"e3", "2022-H2", 10000}, {"e2", "2022-H2", 10000},
};

static void
add_paid(Case *self)
{
    g_autoptr(Allowances) allowances = allowances_new();
    for (size_t i = 0; i < G_N_ELEMENTS(PAID); i++) {
        Allowance allowance = {.practitioner_id = g_strdup(PAID[i].id), .cents = PAID[i].cents};
        ck_assert(period_parse(PAID[i].period, &allowance.period));
        allowances_take(allowances, allowance);
    }
    allowances_close(allowances);
    evaluation_add_allowances(self->evaluation, allowances);
}

/* G1: e1 and b1 of three, then e1 of three; G2: one of three; G3 has one member, who must not be told,
 * nor follow from all: (2 + 1 + 1) of 9. Paid: 280; one has 10 of 11; one alone; 323.45. */
START_TEST(meetings_and_allowances_by_hand)
{
    g_autoptr(Case) self = case_new(FULL "disclosure: {minimum_members: 2}\n", REGION, N_REGION);
    add_held(self);
    add_paid(self);
    g_autoptr(GPtrArray) files = evaluation_to_files(self->evaluation);
    expect_text(files, "results/meetings.csv",
                "group,label,meetings,recorded,members,attendance,status\n"
                "group:G1,Group 1,3,2,3,0.5,ok\n"
                "group:G2,Group 2,1,1,3,0.33,ok\n"
                "group:G3,Group 3,1,1,1,,few_members\n"
                "all,,5,3,6,0.44,ok\n");
    expect_text(files, "results/allowances.csv",
                "period,doctors,amount,status\n"
                "2022-H2,3,320,ok\n"
                "2023,1,,few_members\n"
                "2024,2,280,ok\n"
                "2025,2,,dominant\n");
    ck_assert_ptr_null(strstr(text_of(files, "results/allowances.csv"), "2026"));

    g_autofree char *folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    write_all(folder, files);
    g_autoptr(Evaluation) there = evaluation_read(folder, self->campaign, &self->error);
    ck_assert_msg(there != NULL, "%s", self->error == NULL ? "" : self->error->message);
    g_autoptr(GPtrArray) again = evaluation_to_files(there);
    for (guint i = 0; i < again->len; i++) {
        const ResultFile *file = again->pdata[i];
        ck_assert_msg(g_bytes_equal(file->bytes, file_of(files, file->path)->bytes), "%s",
                      file->path);
    }
    ck_assert(folder_remove(folder, NULL));
}
END_TEST

/* What was written is what is read: written again, the same bytes. */
START_TEST(reads_what_was_written)
{
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    g_autoptr(GPtrArray) files = evaluation_to_files(self->evaluation);
    g_autofree char *folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    write_all(folder, files);

    g_autoptr(Evaluation) there = evaluation_read(folder, self->campaign, &self->error);
    ck_assert_msg(there != NULL, "%s", self->error == NULL ? "" : self->error->message);
    ck_assert_uint_eq(evaluation_n_entered(there), 6);
    ck_assert_uint_eq(evaluation_n_before(there), 2);
    ck_assert_uint_eq(evaluation_n_groups(there), 3);
    g_autoptr(GPtrArray) again = evaluation_to_files(there);
    ck_assert_uint_eq(again->len, files->len - 1);
    for (guint i = 0; i < again->len; i++) {
        const ResultFile *file = again->pdata[i];
        const ResultFile *first = file_of(files, file->path);
        ck_assert_msg(first != NULL && g_bytes_equal(file->bytes, first->bytes), "%s", file->path);
    }
    ck_assert(folder_remove(folder, NULL));
}
END_TEST

/* A table that was edited by hand is named with its line, and one that went with its path. */
START_TEST(refuses_damaged_tables)
{
    static const struct {
        const char *path, *text, *said;
    } DAMAGED[] = {
        {"results/cohorts.csv", "cohort,doctors,groups\nbefore,many,0\n", "cohorts.csv:2:8: "},
        {"results/cohorts.csv", "cohort,doctors,groups\n2019,1,0\n", "cohorts.csv:2:1: "},
        {"results/trends.csv", "indicator,period\nshare,2021\n", "has no column entered"},
        {"results/balance.csv", "indicator,variable\nother,value\n", "balance.csv:2:1: "},
        {"results/balance.csv", "indicator,variable\nshare,sum\n", "balance.csv:2:7: "},
        {"results/groups.csv", "indicator,comparator\nshare,G1\n", "groups.csv:2:7: "},
        {"results/evaluation.csv", "indicator,method,term\nshare,event_study,slope\n",
         "evaluation.csv:2:19: "},
        {"results/funnel.csv", "", "funnel.csv"},
        {"results/meetings.csv", "group,label,meetings\nG1,a,1\n", "meetings.csv:2:1: "},
        {"results/meetings.csv", "group,label,meetings\ngroup:G1,a,b\n", "meetings.csv:2:12: "},
        {"results/allowances.csv", "period,doctors\n2025-Q5,1\n", "allowances.csv:2:1: "},
        {"results/allowances.csv", "period,doctors\n2025,1\n", "has no column amount"},
    };
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    g_autoptr(GPtrArray) files = evaluation_to_files(self->evaluation);
    g_autofree char *folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(DAMAGED); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_build_filename(folder, DAMAGED[i].path, NULL);
        write_all(folder, files);
        ck_assert(g_file_set_contents(path, DAMAGED[i].text, -1, NULL));
        ck_assert_ptr_null(evaluation_read(folder, self->campaign, &error));
        ck_assert_msg(strstr(error->message, DAMAGED[i].said) != NULL, "%s", error->message);
    }
    ck_assert(folder_remove(folder, NULL));
}
END_TEST

/* Whoever comes first, the same bytes. */
START_TEST(order_does_not_matter)
{
    EvaluatedDoctor turned[N_REGION];
    for (size_t i = 0; i < N_REGION; i++)
        turned[i] = REGION[N_REGION - 1 - i];
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    g_autoptr(Case) other = case_new(FULL, turned, N_REGION);
    g_autoptr(GPtrArray) a = evaluation_to_files(self->evaluation);
    g_autoptr(GPtrArray) b = evaluation_to_files(other->evaluation);

    for (guint i = 0; i < a->len; i++)
        ck_assert(g_bytes_equal(((const ResultFile *)a->pdata[i])->bytes,
                                ((const ResultFile *)b->pdata[i])->bytes));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("evaluation");
    TCase *tests = tcase_create("evaluation");
    tcase_add_test(tests, by_hand);
    tcase_add_test(tests, on_the_scale_of_the_indicator);
    tcase_add_test(tests, balance_before_the_entry);
    tcase_add_test(tests, needs_a_value_before);
    tcase_add_test(tests, leaves_out_incomplete_periods);
    tcase_add_test(tests, refuses_counts_that_contradict_themselves);
    tcase_add_test(tests, nobody_to_compare);
    tcase_add_loop_test(tests, hides_what_rests_on_few, 0, G_N_ELEMENTS(HIDDEN));
    tcase_add_test(tests, shows_what_rests_on_enough);
    tcase_add_test(tests, what_is_hidden_does_not_follow_from_averages);
    tcase_add_test(tests, writes_tables);
    tcase_add_test(tests, no_difference_to_the_members_tells_of_a_few);
    tcase_add_test(tests, meetings_and_allowances_by_hand);
    tcase_add_test(tests, reads_what_was_written);
    tcase_add_test(tests, refuses_damaged_tables);
    tcase_add_test(tests, order_does_not_matter);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
