/* The synthetic region: the same rows everywhere, of the promised size, without contradictions, and
 * with the singular doctors that the booklets must cope with. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/contract.h"
#include "tests/live/live_database.h"

static LiveDatabase *server;

typedef struct {
    const char *what, *sql, *expected;
} DemoCase;

static const DemoCase DEMO_CASES[] = {
    {"a million claim lines", "SELECT count(*) >= 1000000 FROM miroir.claim", "t"},
    {"general practitioners", "SELECT count(*) FROM miroir.practitioner WHERE specialty = 'MG'",
     "300"},
    {"members in five groups on the last day",
     "SELECT string_agg(n::text, ' ' ORDER BY n) FROM (SELECT count(*) AS n FROM miroir.membership "
     "WHERE left_on IS NULL GROUP BY group_id) AS g",
     "4 11 12 12 13"},
    {"one facilitator a group",
     "SELECT count(*) = count(DISTINCT group_id) AND count(*) = 5 FROM miroir.membership WHERE "
     "role "
     "= 'facilitator'",
     "t"},
    {"one left, one joined late",
     "SELECT count(*) FILTER (WHERE left_on = '2025-09-30') || ' ' || count(*) FILTER (WHERE "
     "joined_on = '2026-02-27') FROM miroir.membership",
     "1 1"},
    {"an enrolled doctor with fewer than eleven patients",
     "SELECT count(*) FROM (SELECT FROM miroir.membership JOIN miroir.claim USING "
     "(practitioner_id) GROUP BY practitioner_id HAVING count(DISTINCT patient_id) < 11) AS few",
     "1"},
    {"an enrolled doctor not active through the windows",
     "SELECT count(*) FROM miroir.membership JOIN miroir.practitioner USING (practitioner_id) "
     "WHERE "
     "active_from > '2025-04-01'",
     "1"},
    {"nobody works before settling or after retiring",
     "SELECT count(*) FROM miroir.claim JOIN miroir.practitioner USING (practitioner_id) WHERE "
     "care_date < active_from AND active_from > '2022-01-01' OR care_date > active_to",
     "0"},
    {"one doctor opposed", "SELECT count(*) FROM miroir.practitioner WHERE opposed_on IS NOT NULL",
     "1"},
    {"the window of the data", "SELECT min(care_date) || ' ' || max(care_date) FROM miroir.claim",
     "2022-01-01 2026-03-31"},
    {"all received in time",
     "SELECT max(received_on) <= '2026-06-12' AND min(received_on - care_date) > 0 FROM "
     "miroir.claim",
     "t"},
    {"one to two percent reversals",
     "SELECT count(*) FILTER (WHERE quantity < 0) * 1000 / count(*) BETWEEN 10 AND 20 FROM "
     "miroir.claim",
     "t"},
    {"no line nets below nothing",
     "SELECT count(*) FROM (SELECT FROM miroir.claim GROUP BY practitioner_id, performer_id, "
     "patient_id, care_date, code_system, code, prescription_id HAVING sum(quantity) < 0) AS n",
     "0"},
    {"reversals whole, in part, and taken again the same day",
     "SELECT bool_or(s = 0) AND bool_or(s > 0 AND n = 2) AND bool_or(s > 0 AND n = 3) FROM (SELECT "
     "sum(quantity) AS s, count(*) AS n FROM miroir.claim GROUP BY practitioner_id, performer_id, "
     "patient_id, care_date, code_system, code, prescription_id HAVING min(quantity) < 0) AS r",
     "t"},
    {"no registrations at once",
     "SELECT count(*) FROM miroir.registration a JOIN miroir.registration b USING (patient_id) "
     "WHERE (a.valid_from, a.practitioner_id) < (b.valid_from, b.practitioner_id) AND "
     "coalesce(a.valid_to, 'infinity') >= b.valid_from",
     "0"},
    {"some patients changed doctors",
     "SELECT count(*) > 1000 FROM miroir.registration WHERE valid_to = '2025-11-14' OR valid_to < "
     "'2025-01-01'",
     "t"},
    {"no care after death or before birth",
     "SELECT count(*) FROM miroir.claim JOIN miroir.patient USING (patient_id) WHERE care_date > "
     "died_on OR care_date < birth_date",
     "0"},
    {"every claim has its patient, code and prescriber",
     "SELECT count(*) FROM miroir.claim WHERE patient_id NOT IN (SELECT patient_id FROM "
     "miroir.patient) OR code NOT IN (SELECT code FROM miroir.code) OR practitioner_id NOT IN "
     "(SELECT practitioner_id FROM miroir.practitioner)",
     "0"},
    {"all CIP13 codes of 13 digits",
     "SELECT bool_and(code ~ '^[0-9]{13}$') FROM miroir.code WHERE code_system = 'CIP13'", "t"},
    {"some lines without a prescription number",
     "SELECT count(*) FILTER (WHERE prescription_id IS NULL) > 10000 FROM miroir.claim", "t"},
    {"nothing is left of the making", "SELECT count(*) FROM pg_namespace WHERE nspname = 'demo'",
     "0"},
};

START_TEST(demo_holds)
{
    g_autofree char *value = live_database_value(server, DEMO_CASES[_i].sql);

    ck_assert_msg(strcmp(value, DEMO_CASES[_i].expected) == 0, "%s: %s", DEMO_CASES[_i].what,
                  value);
}
END_TEST

/* Rows and a sum over their digests, whatever their order. Whoever changes the demo on purpose
 * writes the new numbers here, and knows that every figure of the demonstration changes with them. */
static const DemoCase DIGESTS[] = {
    {"practitioner", NULL, "312 678657423908"},
    {"territory", NULL, "19 39397030251"},
    {"quality_group", NULL, "5 7319394734"},
    {"membership", NULL, "53 125393640439"},
    {"patient", NULL, "117682 252034974191406"},
    {"patient_condition", NULL, "13922 29705190205686"},
    {"registration", NULL, "122594 263521848045534"},
    {"code", NULL, "41 84124825611"},
    {"claim", NULL, "1618587 3474146585555197"},
    {"meeting", NULL, "55 105476625652"},
    {"attendance", NULL, "458 990758450130"},
    {"allowance", NULL, "146 320269409032"},
};

START_TEST(demo_is_the_same_everywhere)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*) || ' ' || sum(('x' || left(md5(r::text), 8))::bit(32)::bigint) FROM "
        "miroir.%s r",
        DIGESTS[_i].what);
    g_autofree char *value = live_database_value(server, sql);

    ck_assert_msg(strcmp(value, DIGESTS[_i].expected) == 0, "{\"%s\", NULL, \"%s\"},",
                  DIGESTS[_i].what, value);
}
END_TEST

static Suite *
demo_suite(void)
{
    Suite *suite = suite_create("demo");
    TCase *tests = tcase_create("live");

    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, demo_holds, 0, G_N_ELEMENTS(DEMO_CASES));
    tcase_add_loop_test(tests, demo_is_the_same_everywhere, 0, G_N_ELEMENTS(DIGESTS));
    suite_add_tcase(suite, tests);
    return suite;
}

int
main(void)
{
    server = live_database_start();
    live_database_run_path(server, "sql/demo");
    SRunner *runner = srunner_create(demo_suite());

    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(server);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
