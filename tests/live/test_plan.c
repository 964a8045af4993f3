/* Both executors against counts worked out by hand, on a small data set with reversals, strangers,
 * opposed doctors, washouts, windows, lists and deaths. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/live/plan_case.h"

static LiveDatabase *server;

/* D1 and D2 count; D3 is opposed; X is unknown to miroir.practitioner. Notes give the net line. */
static const char DATA[] =
    "INSERT INTO miroir.practitioner (practitioner_id, specialty, opposed_on) VALUES "
    "('D1', 'MG', NULL), ('D2', 'CARDIO', NULL), ('D3', 'MG', '2026-01-01');"
    "INSERT INTO miroir.code (code_system, code, atc, units, generic_role) VALUES "
    "('CIP13', 'A1', 'J01MA02', 10, NULL), ('CIP13', 'A2', 'J01CA04', 0.333, 'generic'),"
    "('CIP13', 'B1', 'N05BA12', 30, 'originator'), ('ATC', 'J01MA12', NULL, NULL, NULL),"
    "('NABM', '1577', NULL, NULL, NULL);"
    "INSERT INTO miroir.patient (patient_id, birth_date, sex, died_on) VALUES "
    "('P1', '1950-03-31', 'F', NULL), ('P2', '2008-01-01', 'M', NULL),"
    "('P3', '1940-06-15', 'F', '2026-03-31'), ('P4', '1960-02-29', 'M', NULL),"
    "('P5', NULL, NULL, NULL);"
    "INSERT INTO miroir.patient_condition VALUES "
    "('P1', 'ALD08', '2025-01-01', '2025-12-31'), ('P4', 'ALD23', '2020-01-01', NULL);"
    "INSERT INTO miroir.registration VALUES "
    "('P1', 'D1', '2020-01-01', '2026-01-31'), ('P1', 'D2', '2026-02-01', NULL),"
    "('P2', 'D1', '2020-01-01', '2026-03-30'), ('P3', 'D1', '2020-01-01', NULL),"
    "('P4', 'D2', '2025-12-31', NULL), ('P5', 'D3', '2020-01-01', NULL);"
    "INSERT INTO miroir.claim (practitioner_id, performer_id, patient_id, care_date, code_system,"
    " code, quantity, amount, prescription_id) VALUES "
    /* reversed whole: nothing is left of R1 */
    "('D1', 'D1', 'P1', '2026-01-10', 'CIP13', 'A1', 1, 10.00, 'R1'),"
    "('D1', 'D1', 'P1', '2026-01-10', 'CIP13', 'A1', -1, -10.00, 'R1'),"
    /* a: D1 P1 01-10 A1 x1 10.00 R2 */
    "('D1', 'D1', 'P1', '2026-01-10', 'CIP13', 'A1', 1, 10.00, 'R2'),"
    /* b: D1 by D2 P1 01-10 A2 x1 4.25 R2 */
    "('D1', 'D2', 'P1', '2026-01-10', 'CIP13', 'A2', 2, 8.50, 'R2'),"
    "('D1', 'D2', 'P1', '2026-01-10', 'CIP13', 'A2', -1, -4.25, 'R2'),"
    /* c: D2 P1 02-01 A2 x2, one line of two rows, no amount, no prescription */
    "('D2', NULL, 'P1', '2026-02-01', 'CIP13', 'A2', 1, NULL, NULL),"
    "('D2', NULL, 'P1', '2026-02-01', 'CIP13', 'A2', 1, NULL, NULL),"
    /* d: D1 P2 2025-12-31 A1 x1.5 3.00 */
    "('D1', NULL, 'P2', '2025-12-31', 'CIP13', 'A1', 1.5, 3.00, NULL),"
    /* e: D1 P2 03-31 A2 x1.5 4.00 R3 */
    "('D1', NULL, 'P2', '2026-03-31', 'CIP13', 'A2', 1.5, 4.00, 'R3'),"
    /* f, g: of a stranger and of an opposed doctor */
    "('X', NULL, 'P2', '2026-03-01', 'CIP13', 'A1', 1, 5.00, 'R4'),"
    "('D3', NULL, 'P2', '2026-03-02', 'CIP13', 'A1', 1, 5.00, 'R5'),"
    /* h, i, j: benzodiazepines */
    "('D1', NULL, 'P3', '2026-01-05', 'CIP13', 'B1', 1, 2.00, 'R6'),"
    "('D2', NULL, 'P3', '2025-11-30', 'CIP13', 'B1', 1, 2.00, 'R7'),"
    "('D1', NULL, 'P1', '2026-03-15', 'CIP13', 'B1', 1, 2.10, 'R8'),"
    /* k: a code that nobody described */
    "('D1', NULL, 'P1', '2026-03-15', 'CIP13', 'ZZ', 1, 9.99, 'R8'),"
    /* l: D1 P5 02-02 ATC J01MA12 x1 1.00 R9 */
    "('D1', NULL, 'P5', '2026-02-02', 'ATC', 'J01MA12', 1, 1.00, 'R9');";

#define HEAD "    label: {fr: \"L\", en: \"L\"}\n    type: prescription\n"
static const char INDICATORS[] =
    /* 0 */
    "  - id: share\n" HEAD "    kind: proportion\n    unit: claim\n"
    "    denominator: \"atc in (J01*)\"\n    numerator: \"atc in (J01MA*)\"\n"
    /* 1 */
    "  - id: performed\n" HEAD "    kind: proportion\n    unit: claim\n"
    "    attribution: performer\n    denominator: \"atc in (J01*)\"\n"
    "    numerator: \"atc in (J01MA*)\"\n"
    /* 2: patients of the list, over two quarters, whoever prescribed */
    "  - id: list\n" HEAD "    kind: proportion\n    unit: patient\n    attribution: registered\n"
    "    window: 6 months\n    counters:\n      j: {lines: \"atc in (J01*)\"}\n"
    "      days: {lines: \"atc in (J01*)\", count: dates, window: 3 months}\n"
    "    population: \"not has_condition(ALD08) or sex = F\"\n"
    "    denominator: \"j >= 0\"\n    numerator: \"days >= 2\"\n    standardise: age_sex\n"
    /* 3: days before, P3 had a line of D2: not an initiation */
    "  - id: starts\n" HEAD "    kind: rate\n    per: 100\n    unit: patient\n"
    "    counters:\n      new: {lines: \"atc in (N05BA*)\", washout: 2 months}\n"
    "    denominator: patients_seen\n    numerator: new\n    population: \"age >= 18\"\n"
    "    standardise: age_sex\n"
    /* 4: mean amount of a line */
    "  - id: cost\n" HEAD "    kind: mean\n    unit: claim\n    denominator: \"quantity >= 1\"\n"
    "    numerator: amount\n    standardise: age_sex\n"
    /* 5: units, and a condition that asks for the line */
    "  - id: units\n" HEAD "    kind: mean\n    unit: claim\n"
    "    denominator: \"atc in (J01*) and not quantity > 1.5\"\n    numerator: units\n"
    /* 6: prescriptions for 100 patients of the list */
    "  - id: treatments\n" HEAD "    kind: rate\n    per: 100\n    unit: claim\n"
    "    attribution: registered\n    count: prescriptions\n"
    "    denominator: registered_patients\n    numerator: \"atc in (J01*)\"\n"
    /* 7: molecules */
    "  - id: molecules\n" HEAD "    kind: mean\n    unit: patient\n    window: 1 year\n"
    "    counters:\n      m: {lines: \"quantity > 0\", count: molecules}\n"
    "    denominator: \"m >= 1\"\n    numerator: \"m\"\n    population: \"registered\"\n"
    /* 8: the prescriber's specialty */
    "  - id: heart\n" HEAD "    kind: proportion\n    unit: claim\n"
    "    denominator: \"specialty in (CARD*)\"\n    numerator: \"generic_role in (generic)\"\n";

enum { D1, D2, D3, OCTOBER = 0, JANUARY = 1 };

typedef struct {
    size_t indicator, practitioner, period;
    int64_t y, x, y_patients, x_patients;
    int64_t yy, xy, xx;
} Expected;

/* Cells that are not named are empty. The notes give (y, x) of each patient. */
static const Expected EXPECTED[] = {
    /* P1 (a of a, b), P2 (0 of e), P5 (l of l) */
    {0, D1, JANUARY, 2, 4, 2, 3, 2, 3, 6},
    /* P1: 0 of c */
    {0, D2, JANUARY, 0, 1, 0, 1, 0, 0, 1},
    /* P2: d */
    {0, D1, OCTOBER, 1, 1, 1, 1, 1, 1, 1},
    /* a by D1, b by D2 */
    {1, D1, JANUARY, 1, 1, 1, 1, 1, 1, 1},
    {1, D2, JANUARY, 0, 1, 0, 1, 0, 0, 1},
    /* End of 2025: D1 has P1 (F, ALD08 then: in by sex), P2, P3; no line but d: 0 of 3 */
    {2, D1, OCTOBER, 0, 3, 0, 3, 0, 0, 3},
    /* and D2 has P4, since that very day */
    {2, D2, OCTOBER, 0, 1, 0, 1, 0, 0, 1},
    /* End of March: D1 has lost P1, P2 the day before, P3 died that day. D2: P1 had J01 on two days
     * (a b, c), P4 none */
    {2, D2, JANUARY, 1, 2, 1, 2, 1, 1, 2},
    /* Q4: D2 saw P3 (i, no line before); D1 saw only P2, who is 17 */
    {3, D2, OCTOBER, 1, 1, 1, 1, 1, 1, 1},
    /* Q1: h is within two months of i, j is new. D1 saw P1, P2 (18), P3; P5 has no age. D2: P1 */
    {3, D1, JANUARY, 1, 3, 1, 3, 1, 1, 3},
    {3, D2, JANUARY, 0, 1, 0, 1, 0, 0, 1},
    /* amounts in cents. D1 Q1: P1 a b j = 10.00 + 4.25 + 2.10 of 3; P2 e 4.00 of 1; P3 h 2.00 of 1;
     * P5 l 1.00 of 1 */
    {4, D1, JANUARY, 2335, 6, 4, 4, 1635 * 1635 + 400 * 400 + 200 * 200 + 100 * 100,
     1635 * 3 + 400 + 200 + 100, 9 + 1 + 1 + 1},
    /* c has no amount */
    {4, D2, JANUARY, 0, 1, 0, 1, 0, 0, 1},
    {4, D1, OCTOBER, 300, 1, 1, 1, 90000, 300, 1},
    {4, D2, OCTOBER, 200, 1, 1, 1, 40000, 200, 1},
    /* P1: a 10 units, b 0.333; P2: e 1.5 x 0.333 = 0.4995, 0.5; P5: l has no units; c is above 1.5 */
    {5, D1, JANUARY, 10833, 4, 2, 3, 10333LL * 10333 + 500 * 500, 10333 * 2 + 500, 4 + 1 + 1},
    {5, D1, OCTOBER, 15000, 1, 1, 1, 225000000, 15000, 1},
    /* lists: Q4 as above; d counts for P2 */
    {6, D1, OCTOBER, 1, 3, 1, 3, 1, 1, 3},
    {6, D2, OCTOBER, 0, 1, 0, 1, 0, 0, 1},
    /* P1: R2 and D2 on 02-01 */
    {6, D2, JANUARY, 2, 2, 1, 2, 4, 2, 2},
    /* the prescriber's own lines of the year, for those on the own list. D1 Q4: P2 d. D2 Q4: P3 is not
     * on D2's list. Q1: D2 P1 c; D1 has nobody left */
    {7, D1, OCTOBER, 1, 1, 1, 1, 1, 1, 1},
    {7, D2, JANUARY, 1, 1, 1, 1, 1, 1, 1},
    /* lines of D2: i (originator), c (generic) */
    {8, D2, OCTOBER, 0, 1, 0, 1, 0, 0, 1},
    {8, D2, JANUARY, 1, 1, 1, 1, 1, 1, 1},
};

/* The cells by age and sex of the indicators that are standardised, none of more than one patient. On
 * the last days of the two quarters P1 (F) is 75 and 76, P2 (M) 17 and 18, P3 (F) 85, P4 (M) 65 and
 * 66; of P5 nothing is known. */
enum { AGED_15 = 3, AGED_65 = 13, AGED_75 = 15, AGED_85 = 17, AGE_UNKNOWN = 18 };
static const struct {
    size_t indicator, practitioner, period;
    AgeSex at;
    int64_t y, x;
} EXPECTED_CELLS[] = {
    {2, D1, OCTOBER, {AGED_75, SEX_FEMALE}, 0, 1},
    {2, D1, OCTOBER, {AGED_15, SEX_MALE}, 0, 1},
    {2, D1, OCTOBER, {AGED_85, SEX_FEMALE}, 0, 1},
    {2, D2, OCTOBER, {AGED_65, SEX_MALE}, 0, 1},
    {2, D2, JANUARY, {AGED_75, SEX_FEMALE}, 1, 1},
    {2, D2, JANUARY, {AGED_65, SEX_MALE}, 0, 1},
    {3, D2, OCTOBER, {AGED_85, SEX_FEMALE}, 1, 1},
    {3, D1, JANUARY, {AGED_75, SEX_FEMALE}, 1, 1},
    {3, D1, JANUARY, {AGED_15, SEX_MALE}, 0, 1},
    {3, D1, JANUARY, {AGED_85, SEX_FEMALE}, 0, 1},
    {3, D2, JANUARY, {AGED_75, SEX_FEMALE}, 0, 1},
    {4, D1, JANUARY, {AGED_75, SEX_FEMALE}, 1635, 3},
    {4, D1, JANUARY, {AGED_15, SEX_MALE}, 400, 1},
    {4, D1, JANUARY, {AGED_85, SEX_FEMALE}, 200, 1},
    {4, D1, JANUARY, {AGE_UNKNOWN, SEX_UNKNOWN}, 100, 1},
    {4, D2, JANUARY, {AGED_75, SEX_FEMALE}, 0, 1},
    {4, D1, OCTOBER, {AGED_15, SEX_MALE}, 300, 1},
    {4, D2, OCTOBER, {AGED_85, SEX_FEMALE}, 200, 1},
};

static const char PERIOD[] = "{every: quarter, last: 2026-Q1, history: 2}";

static void
check_counts(const Counts *counts, const char *what)
{
    g_autoptr(Counts) expected = counts_new(3, 9, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
        const Expected *e = &EXPECTED[i];
        *counts_cell_mutable(expected, e->practitioner, e->indicator, e->period) =
            (CountCell){e->y, e->x, e->y_patients, e->x_patients, e->yy, e->xy, e->xx};
    }
    for (size_t i = 0; i < G_N_ELEMENTS(EXPECTED_CELLS); i++) {
        int64_t y = EXPECTED_CELLS[i].y, x = EXPECTED_CELLS[i].x;
        *counts_age_sex_cell_mutable(expected, EXPECTED_CELLS[i].practitioner,
                                     EXPECTED_CELLS[i].indicator, EXPECTED_CELLS[i].period,
                                     EXPECTED_CELLS[i].at) =
            (CountCell){y, x, y > 0, x > 0, (Int128)y * y, (Int128)x * y, (Int128)x * x};
    }
    /* D1: a b j k, e, h, l for P1 P2 P3 P5, and d; D2: c, and i */
    *counts_activity_mutable(expected, D1, JANUARY) = (ActivityCell){7, 4};
    *counts_activity_mutable(expected, D1, OCTOBER) = (ActivityCell){1, 1};
    *counts_activity_mutable(expected, D2, JANUARY) = (ActivityCell){1, 1};
    *counts_activity_mutable(expected, D2, OCTOBER) = (ActivityCell){1, 1};
    plan_case_expect_equal(counts, expected, what);
}

START_TEST(hand_counts_agree)
{
    static const Executor executors[] = {EXECUTOR_STREAM, EXECUTOR_PUSHDOWN};
    live_database_clear(server);
    live_database_run(server, DATA);
    PlanCase *plan = plan_case_open(server, PERIOD, INDICATORS, NULL);
    const PlanOptions whole = {.activity_history = true};
    g_autoptr(Counts) counts = plan_case_run(plan, executors[_i], &whole);
    check_counts(counts, _i == 0 ? "stream" : "pushdown");
    size_t n_unknown = 0;
    ck_assert_uint_eq(plan_case_expect_cells_add_up(counts, plan->campaign, &n_unknown),
                      G_N_ELEMENTS(EXPECTED_CELLS));
    ck_assert_uint_eq(n_unknown, 1);
    g_autoptr(Counts) usual = plan_case_run(plan, executors[_i], NULL);
    ck_assert_int_eq(counts_activity(usual, D1, JANUARY)->net_lines, 7);
    ck_assert_int_eq(counts_activity(usual, D1, OCTOBER)->net_lines, 0);
    ck_assert_int_eq(plan_facts(plan->plan).claim_rows, 16);
    ck_assert_int_eq(plan_facts(plan->plan).unknown_codes, 1);
    plan_case_close(plan);
}
END_TEST

/* Beside the stranger's line: a drug without ATC, a code in two systems, lines before, between and
 * after memberships, on their first and last days; P5 has no birth date. */
static const char ODD[] =
    "INSERT INTO miroir.code (code_system, code, atc) VALUES ('CIP13', 'A3', NULL), "
    "('NGAP', 'B1', NULL);"
    "INSERT INTO miroir.quality_group (group_id, label) VALUES ('G', 'G');"
    "INSERT INTO miroir.membership (group_id, practitioner_id, role, joined_on, left_on) VALUES "
    "('G', 'D2', 'member', '2025-11-30', '2025-12-31'), ('G', 'D2', 'member', '2026-03-01', NULL);"
    "INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, "
    "quantity) "
    "SELECT 'D2', 'P1', d::date, 'CIP13', 'A3', 1 FROM unnest(ARRAY['2025-11-29', '2025-12-31', "
    "'2026-02-28', '2026-03-01']) AS d;";

START_TEST(what_is_odd_is_counted)
{
    live_database_clear(server);
    live_database_run(server, DATA);
    live_database_run(server, ODD);
    PlanCase *plan = plan_case_open(server, PERIOD, INDICATORS, NULL);
    counts_free(plan_case_run(plan, EXECUTOR_STREAM, NULL));
    const PlanFacts facts = plan_facts(plan->plan);
    ck_assert_int_eq(facts.claim_rows, 20);
    ck_assert_int_eq(facts.drugs_without_atc, 4);
    ck_assert_int_eq(facts.codes_in_several_systems, 3); /* h, i, j */
    ck_assert_int_eq(facts.unknown_prescribers, 1);      /* f */
    ck_assert_int_eq(facts.outside_membership, 4);       /* the two rows of c, and two of these */
    ck_assert_int_eq(facts.patients_without_birth, 1);
    plan_case_close(plan);
}
END_TEST

static void
start(void)
{
    server = live_database_start();
}

static void
stop(void)
{
    live_database_stop(server);
}

int
main(void)
{
    Suite *suite = suite_create("plan");
    TCase *hand = tcase_create("by hand");
    tcase_add_unchecked_fixture(hand, start, stop);
    tcase_set_timeout(hand, 120);
    tcase_add_loop_test(hand, hand_counts_agree, 0, 2);
    tcase_add_test(hand, what_is_odd_is_counted);
    suite_add_tcase(suite, hand);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
