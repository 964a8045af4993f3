/* Hospital stays counted by a server, against counts worked out by hand: windows, patients that are not
 * told, establishments and territories that are no units, inhabitants by age and sex. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/roster_read.h"
#include "engine/source/stays.h"
#include "tests/live/live_database.h"

static LiveDatabase *server;
static char *folder;
static Campaign *campaign;
static StayCounts *counts; /* of the data as they stand */

enum { CATARACT, APPENDIX, CAESAREAN, OLD };
enum { BEFORE, NOW };

static const char CAMPAIGN[] = "campaign: stays\nlanguage: en\nregion: {id: \"53\", label: \"R\"}\n"
                               "period: {every: quarter, last: 2026-Q1, history: 2}\n"
                               "data: {from: 2024-01-01, to: 2026-03-31}\n"
                               "database: {service: none}\nthemes: [./theme.yaml]\n"
                               "standardisation: {bands: [0, 15, 40]}\n"
                               "numbering: {key_file: secret.key, scope: theme}\n";

#define HEAD "    label: \"L\"\n    type: activity\n    from: stays\n"
static const char THEME[] =
    "theme: theme\nstatus: trial\nlabel: \"T\"\nindicators:\n"
    "  - id: cataract\n" HEAD "    kind: proportion\n"
    "    denominator: \"act_code in (BFGA*)\"\n    numerator: \"ambulatory\"\n"
    "  - id: appendix\n" HEAD "    kind: rate\n    per: 100000\n    window: 12 months\n"
    "    standardise: age_sex\n    denominator: population\n"
    "    numerator: \"act_code in (HHFA001, HHFA011) and age >= 15\"\n"
    "  - id: caesarean\n" HEAD "    kind: proportion\n    population: \"sex = F\"\n"
    "    denominator: \"drg in (14*)\"\n    numerator: \"act_code in (JQGA002)\"\n"
    "  - id: old\n" HEAD
    "    kind: rate\n    per: 1000\n    population: \"age >= 60 and sex = M\"\n"
    "    denominator: population\n    numerator: \"not diagnosis_code in (K35*)\"\n";

static const char DATA[] =
    "INSERT INTO miroir.practitioner (practitioner_id) VALUES ('D');"
    "INSERT INTO miroir.territory (territory_id, label, parent_id, region_id) VALUES"
    " ('R', 'Region', NULL, '53'), ('T1', 'One', 'R', NULL), ('T2', 'Two', NULL, '53'),"
    " ('T9', 'Elsewhere', NULL, '44');"
    "INSERT INTO miroir.facility (facility_id, label) VALUES ('F1', 'First'), ('F2', 'Second');"
    "INSERT INTO miroir.population VALUES"
    " ('T1', 2024, 'F', '15-39', 100), ('T1', 2024, 'M', '15-39', 120), ('T1', 2024, 'M', '0-14', "
    "50),"
    " ('T2', 2024, 'M', '40-59', 30), ('T2', 2024, 'M', '60+', 50), ('T2', 2024, 'F', '40+', 90),"
    " ('T9', 2024, 'F', '40+', 1000), ('T1', 2023, 'F', '15-39', 7), ('T1', 2027, 'F', '15-39', 9);"
    "INSERT INTO miroir.stay (facility_id, territory_id, sex, age, admitted_on, act_code,"
    " diagnosis_code, drg, ambulatory, patient_id) VALUES"
    /* cataracts: two of P1, two of nobody told, the last without a word on the night */
    " ('F1', 'T1', 'F', 70, '2026-01-05', 'BFGA004', NULL, NULL, true, 'P1'),"
    " ('F1', 'T1', 'F', 70, '2026-02-05', 'ADQP001 BFGA004', NULL, NULL, false, 'P1'),"
    " ('F1', 'T1', 'F', 80, '2026-01-10', 'BFGA004', NULL, NULL, true, NULL),"
    " ('F1', 'T1', 'F', 80, '2026-03-31', 'BFGA004', NULL, NULL, NULL, NULL),"
    " ('F1', 'T1', 'F', 60, '2025-12-31', 'BFGA004', NULL, NULL, true, 'P2'),"
    " ('F2', 'T1', 'F', 70, '2026-01-20', 'BFGA002', NULL, NULL, true, 'P1'),"
    " ('F9', 'T2', 'F', 71, '2026-01-02', 'BFGA004', NULL, NULL, true, 'P3'),"
    " (NULL, 'T2', 'F', 71, '2026-01-02', 'BFGA004', NULL, NULL, true, 'P3'),"
    " ('F2', 'T9', 'F', 72, '2026-01-03', 'BFGA004', NULL, NULL, true, 'P4'),"
    " ('F2', 'T1', 'F', 72, '2026-04-01', 'BFGA004', NULL, NULL, true, 'P4'),"
    /* appendixes over a year that ends with the period */
    " ('F1', 'T1', 'F', 20, '2025-04-01', 'AFLB010 HHFA001 ZZHHFA0', 'K358', NULL, false, 'P5'),"
    " ('F1', 'T1', 'F', 20, '2025-03-31', 'HHFA001', 'K358', NULL, false, 'P5'),"
    " ('F1', 'T1', 'M', 10, '2025-06-01', 'HHFA001', 'K358', NULL, false, 'P8'),"
    " ('F1', 'T2', 'M', 40, '2025-10-01', 'HHFA011', 'K358', NULL, false, NULL),"
    " ('F1', 'T2', NULL, 40, '2026-01-01', 'HHFA001', 'K358', NULL, false, 'P6'),"
    /* births; the second is nobody's who may give birth */
    " ('F1', 'T1', 'F', 30, '2026-01-01', 'JQGA002', NULL, '14C08A', false, 'P7'),"
    " ('F1', 'T1', NULL, 30, '2026-01-01', 'JQGA002', NULL, '14C08A', false, 'P9'),"
    " ('F1', 'T1', 'F', 31, '2026-01-02', 'XJQGA002 JQGA0021', NULL, '14Z13A', false, 'P10'),"
    /* neither a diagnosis nor a patient told: a missing diagnosis is none of those named */
    " ('F2', 'T2', 'M', 65, '2026-02-28', NULL, NULL, NULL, NULL, NULL);";

/* The counts after `sql`, all inside a transaction that is rolled back. */
static StayCounts *
count_after(const char *sql, GError **error)
{
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, error);
    ck_assert_ptr_nonnull(connection);
    ck_assert(connection_begin(connection, NULL, NULL));
    ck_assert(connection_run_script(connection, DATA, error));
    ck_assert_msg(connection_run_script(connection, sql, error), "%s", sql);
    g_autoptr(Contract) contract = contract_read(connection, error);
    ck_assert_ptr_nonnull(contract);
    g_autoptr(Roster) roster = roster_read(connection, contract, error);
    ck_assert_ptr_nonnull(roster);
    return stays_count(connection, contract, campaign, roster, error);
}

static StayCounts *
count(const char *sql)
{
    g_autoptr(GError) error = NULL;
    StayCounts *found = count_after(sql, &error);
    ck_assert_msg(found != NULL, "%s", error != NULL ? error->message : "");
    return found;
}

typedef struct {
    StayLevel level;
    const char *unit;
    size_t indicator;
    int period;
    StayCell cell; /* y, x, patients of y, x and the rest, yy, xy, xx */
} CountCase;

static const CountCase COUNTS[] = {
    /* P1 with two stays and one at home, and two strangers */
    {STAY_FACILITY, "F1", CATARACT, NOW, {2, 4, 2, 3, 2, 2, 3, 6}},
    {STAY_FACILITY, "F1", CATARACT, BEFORE, {1, 1, 1, 1, 0, 1, 1, 1}},
    /* the resident of another region counts where the stay was */
    {STAY_FACILITY, "F2", CATARACT, NOW, {2, 2, 2, 2, 0, 2, 2, 2}},
    {STAY_FACILITY, "F2", CATARACT, BEFORE, {0, 0, 0, 0, 0, 0, 0, 0}},
    /* P1 again, over both establishments: three stays, two without a night */
    {STAY_RESIDENCE, "T1", CATARACT, NOW, {3, 5, 2, 3, 2, 5, 7, 11}},
    /* an establishment that nobody described, and none */
    {STAY_RESIDENCE, "T2", CATARACT, NOW, {2, 2, 1, 1, 0, 4, 4, 4}},
    {STAY_RESIDENCE, "R", CATARACT, NOW, {0, 0, 0, 0, 0, 0, 0, 0}},
    {STAY_RESIDENCE, "T1", APPENDIX, NOW, {1, 270, 1, 270, 0, 1, 1, 270}},
    {STAY_RESIDENCE, "T1", APPENDIX, BEFORE, {2, 270, 1, 270, 0, 4, 2, 270}},
    {STAY_RESIDENCE, "T2", APPENDIX, NOW, {2, 170, 2, 170, 0, 2, 2, 170}},
    {STAY_RESIDENCE, "T2", APPENDIX, BEFORE, {1, 170, 1, 170, 0, 1, 1, 170}},
    {STAY_FACILITY, "F1", CAESAREAN, NOW, {1, 2, 1, 2, 1, 1, 1, 2}},
    {STAY_RESIDENCE, "T1", CAESAREAN, NOW, {1, 2, 1, 2, 1, 1, 1, 2}},
    {STAY_RESIDENCE, "T2", OLD, NOW, {1, 50, 1, 50, 0, 1, 1, 50}},
    {STAY_RESIDENCE, "T1", OLD, NOW, {0, 0, 0, 0, 0, 0, 0, 0}},
};

START_TEST(counts_by_unit_and_window)
{
    const CountCase *c = &COUNTS[_i];
    int unit = stay_counts_find(counts, c->level, c->unit);
    ck_assert_int_ge(unit, 0);
    const StayCell *cell =
        stay_counts_cell(counts, c->level, (size_t)unit, c->indicator, c->period);
    ck_assert_int_eq(cell->numerator, c->cell.numerator);
    ck_assert_int_eq(cell->denominator, c->cell.denominator);
    ck_assert_int_eq(cell->numerator_patients, c->cell.numerator_patients);
    ck_assert_int_eq(cell->denominator_patients, c->cell.denominator_patients);
    ck_assert_int_eq(cell->complement_patients, c->cell.complement_patients);
    ck_assert_int_eq(cell->sum_yy, c->cell.sum_yy);
    ck_assert_int_eq(cell->sum_xy, c->cell.sum_xy);
    ck_assert_int_eq(cell->sum_xx, c->cell.sum_xx);
}
END_TEST

START_TEST(units_are_of_the_region)
{
    ck_assert_uint_eq(stay_counts_n_units(counts, STAY_FACILITY), 2);
    ck_assert_uint_eq(stay_counts_n_units(counts, STAY_RESIDENCE), 3);
    ck_assert_int_eq(stay_counts_find(counts, STAY_RESIDENCE, "T9"), -1);
    ck_assert_int_eq(stay_counts_find(counts, STAY_FACILITY, "F9"), -1);
    ck_assert_str_eq(stay_counts_unit(counts, STAY_FACILITY, 1)->label, "Second");
    ck_assert_str_eq(stay_counts_unit(counts, STAY_RESIDENCE, 1)->label, "One");
}
END_TEST

/* Bands 0-14, 15-39 and 40+, of each M and F. */
START_TEST(cells_by_age_and_sex)
{
    static const struct {
        const char *territory;
        int64_t stays[6], persons[6];
    } EXPECTED[] = {{"T1", {0, 0, 0, 1, 0, 0}, {50, 0, 120, 100, 0, 0}},
                    /* whose sex is not told is in no cell */
                    {"T2", {0, 0, 0, 0, 1, 0}, {0, 0, 0, 0, 80, 90}}};
    ck_assert_uint_eq(stay_counts_n_age_sex(counts), 6);
    for (size_t t = 0; t < G_N_ELEMENTS(EXPECTED); t++) {
        int unit = stay_counts_find(counts, STAY_RESIDENCE, EXPECTED[t].territory);
        const StayAgeSex *cells = stay_counts_age_sex(counts, (size_t)unit, APPENDIX, NOW);
        for (int c = 0; c < 6; c++) {
            ck_assert_int_eq(cells[c].stays, EXPECTED[t].stays[c]);
            ck_assert_int_eq(cells[c].persons, EXPECTED[t].persons[c]);
        }
    }
}
END_TEST

/* Whatever the contract may lack leaves the rest as it is. */
START_TEST(does_without_what_may_be_absent)
{
    g_autoptr(StayCounts) bare = count("ALTER TABLE miroir.stay DROP patient_id, DROP facility_id;"
                                       "DROP TABLE miroir.facility; DELETE FROM miroir.territory;");
    ck_assert_uint_eq(stay_counts_n_units(bare, STAY_FACILITY), 0);
    ck_assert_uint_eq(stay_counts_n_units(bare, STAY_RESIDENCE), 3);
    int unit = stay_counts_find(bare, STAY_RESIDENCE, "T1");
    const StayCell *cell = stay_counts_cell(bare, STAY_RESIDENCE, (size_t)unit, CATARACT, NOW);
    ck_assert_int_eq(cell->denominator, 5);
    ck_assert_int_eq(cell->denominator_patients, 5);
    ck_assert_int_eq(cell->sum_xx, 5);
    ck_assert_int_ge(stay_counts_find(bare, STAY_RESIDENCE, "T9"), 0);
}
END_TEST

typedef struct {
    const char *sql, *message;
} FaultCase;

static const FaultCase FAULTS[] = {
    {"INSERT INTO miroir.population VALUES ('T2', 2024, 'M', '0 à 4', 1);",
     "miroir.population: territory T2, year 2024, sex M, age band 0 à 4: the age band cannot be "
     "read"},
    {"INSERT INTO miroir.population VALUES ('T2', 2024, 'M', '9-5', 1);", "cannot be read"},
    {"INSERT INTO miroir.population VALUES ('T2', 2024, 'M', '4-', 1);", "cannot be read"},
    {"INSERT INTO miroir.population VALUES ('T2', 2024, 'F', '10-20', 1);",
     "the age band spans two of those that the campaign standardises by"},
    {"INSERT INTO miroir.population VALUES ('T2', 2024, 'M', '50-69', 1);",
     "only a part of the age band is in the population of indicator old"},
    {"INSERT INTO miroir.population VALUES ('T2', 2024, 'M', '0-4', -1);",
     "persons is no whole number from 0 up"},
    {"ALTER TABLE miroir.population DROP CONSTRAINT population_pkey;"
     "INSERT INTO miroir.population SELECT * FROM miroir.population;",
     "the row stands more than once"},
};

START_TEST(refuses_inhabitants_that_mean_nothing)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(StayCounts) refused = count_after(FAULTS[_i].sql, &error);
    ck_assert_ptr_null(refused);
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_DATA));
    ck_assert_msg(strstr(error->message, FAULTS[_i].message) != NULL, "%s", error->message);
}
END_TEST

/* --- the contract ----------------------------------------------------------------------------- */

typedef struct {
    const char *sql, *fault, *note; /* either may be NULL */
} ContractCase;

static const ContractCase CONTRACTS[] = {
    {"", NULL, NULL},
    {"DROP TABLE miroir.stay;", "indicator cataract counts hospital stays: relation miroir.stay",
     NULL},
    {"DROP TABLE miroir.population;",
     "indicator appendix counts stays per inhabitant: relation miroir.population", NULL},
    {"ALTER TABLE miroir.stay DROP act_code;",
     "indicator cataract looks at the acts of stays: column miroir.stay.act_code", NULL},
    {"ALTER TABLE miroir.stay DROP drg;", "indicator caesarean looks at the groups (GHM)", NULL},
    {"ALTER TABLE miroir.stay DROP ambulatory;", "indicator cataract looks at stays without", NULL},
    {"ALTER TABLE miroir.stay DROP age;", "indicator appendix looks at age: column miroir.stay.age",
     NULL},
    {"ALTER TABLE miroir.stay DROP sex;", "indicator appendix looks at sex: column miroir.stay.sex",
     NULL},
    {"DROP TABLE miroir.facility;", NULL, "indicator cataract is not shown by establishment"},
    {"ALTER TABLE miroir.stay DROP patient_id;", NULL,
     "indicator cataract takes each stay for a patient of its own"},
};

static bool
any_holds(const GPtrArray *messages, bool are_errors, const char *text)
{
    for (guint i = 0; i < messages->len; i++) {
        const char *message = are_errors ? ((const GError *)messages->pdata[i])->message
                                         : (const char *)messages->pdata[i];
        if (strstr(message, text) != NULL)
            return true;
    }
    return false;
}

START_TEST(contract_says_what_is_missing)
{
    const ContractCase *c = &CONTRACTS[_i];
    g_autoptr(GError) error = NULL;
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    ck_assert(connection_begin(connection, NULL, NULL));
    ck_assert(connection_run_script(connection, DATA, &error));
    ck_assert(connection_run_script(connection, c->sql, &error));
    g_autoptr(Contract) contract = contract_read(connection, &error);
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    contract_check(contract, campaign, faults, notes);
    ck_assert((faults->len > 0) == (c->fault != NULL));
    ck_assert(c->fault == NULL || any_holds(faults, true, c->fault));
    ck_assert(c->note == NULL || any_holds(notes, false, c->note));
}
END_TEST

/* --- set up ----------------------------------------------------------------------------------- */

static void
start(void)
{
    g_autoptr(GError) error = NULL;
    server = live_database_start();
    folder = g_dir_make_tmp("miroir-stays-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder, "campaign.yaml", NULL);
    g_autofree char *theme = g_build_filename(folder, "theme.yaml", NULL);
    ck_assert(g_file_set_contents(path, CAMPAIGN, -1, NULL));
    ck_assert(g_file_set_contents(theme, THEME, -1, NULL));
    campaign = campaign_load(path, folder, &error);
    ck_assert_msg(campaign != NULL, "%s", error != NULL ? error->message : "");
    g_unlink(path);
    g_unlink(theme);
    counts = count("");
}

static void
stop(void)
{
    stay_counts_free(counts);
    campaign_free(campaign);
    g_rmdir(folder);
    g_free(folder);
    live_database_stop(server);
}

int
main(void)
{
    Suite *suite = suite_create("stays");
    TCase *tcase = tcase_create("stays");
    suite_add_tcase(suite, tcase);
    tcase_set_timeout(tcase, 120);
    tcase_add_unchecked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, counts_by_unit_and_window, 0, G_N_ELEMENTS(COUNTS));
    tcase_add_test(tcase, units_are_of_the_region);
    tcase_add_test(tcase, cells_by_age_and_sex);
    tcase_add_test(tcase, does_without_what_may_be_absent);
    tcase_add_loop_test(tcase, refuses_inhabitants_that_mean_nothing, 0, G_N_ELEMENTS(FAULTS));
    tcase_add_loop_test(tcase, contract_says_what_is_missing, 0, G_N_ELEMENTS(CONTRACTS));
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
