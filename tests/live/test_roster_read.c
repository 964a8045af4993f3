/* Practitioners, groups and memberships as the database has them, and rows that cannot be read. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/roster_read.h"
#include "tests/live/live_database.h"

static LiveDatabase *server;

/* Reads what stands after `sql`, all inside a transaction that is rolled back. */
static Roster *
read_after(const char *sql, GError **error)
{
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, error);

    ck_assert_ptr_nonnull(connection);
    ck_assert(connection_begin(connection, NULL, NULL));
    ck_assert(connection_run_script(connection, sql, error));
    g_autoptr(Contract) contract = contract_read(connection, error);
    ck_assert_ptr_nonnull(contract);
    return roster_read(connection, contract, error);
}

static const char PEOPLE[] =
    "INSERT INTO miroir.territory VALUES ('t', 'Trégor', NULL, '53', true);"
    "INSERT INTO miroir.practitioner VALUES ('b', 'physician', 'MG', 't', '2001-02-03', NULL, "
    "'2025-01-01', '10', 'Dr', 'Anne', 'Riou', '1 rue', NULL, '22300', 'Lannion', 'a@b');"
    "INSERT INTO miroir.practitioner (practitioner_id, active_to) VALUES ('a', '2026-01-31');"
    "INSERT INTO miroir.quality_group VALUES ('g', 'Groupe', 't', '2020-01-01', NULL);"
    "INSERT INTO miroir.membership VALUES ('g', 'b', 'facilitator', '2020-01-02', NULL, NULL, "
    "NULL, "
    "'2021-01-01');";

START_TEST(people_are_read)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Roster) roster = read_after(PEOPLE, &error);

    ck_assert_msg(roster != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(roster_n_practitioners(roster), 2);
    ck_assert_uint_eq(roster_n_groups(roster), 1);
    ck_assert_str_eq(roster_group(roster, 0)->label, "Groupe");

    const Practitioner *first = roster_practitioner(roster, 0);
    ck_assert_str_eq(first->id, "a");
    ck_assert_ptr_null(first->specialty);
    ck_assert_int_eq(first->active_from, DAY_NONE);
    ck_assert_int_eq(first->active_to, day_from_civil(2026, 1, 31));

    ck_assert_int_eq(roster_find_practitioner(roster, "b"), 1);
    const Practitioner *second = roster_practitioner(roster, 1);
    ck_assert_str_eq(second->specialty, "MG");
    ck_assert_str_eq(second->letter.name, "Riou");
    ck_assert_str_eq(second->letter.secure_email, "a@b");
    ck_assert_ptr_null(second->letter.address_2);
    ck_assert_int_eq(second->active_from, day_from_civil(2001, 2, 3));
    ck_assert_int_eq(second->opposed_on, day_from_civil(2025, 1, 1));
}
END_TEST

START_TEST(absent_relations_are_absent_people)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *sql =
        g_strconcat(PEOPLE,
                    "DROP TABLE miroir.membership, miroir.quality_group, miroir.territory;"
                    "ALTER TABLE miroir.practitioner DROP specialty, DROP name;",
                    NULL);
    g_autoptr(Roster) roster = read_after(sql, &error);

    ck_assert_msg(roster != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(roster_n_practitioners(roster), 2);
    ck_assert_uint_eq(roster_n_groups(roster), 0);
    ck_assert_ptr_null(roster_practitioner(roster, 1)->letter.name);
}
END_TEST

typedef struct {
    const char *sql, *said;
} FaultCase;

#define AS_VIEW(relation, rest)                                                                    \
    "ALTER TABLE miroir." relation " RENAME TO kept; CREATE VIEW miroir." relation                 \
    " AS SELECT " rest " FROM miroir.kept"

static const FaultCase FAULT_CASES[] = {
    {AS_VIEW("practitioner", "NULL::text AS practitioner_id"),
     "miroir.practitioner has a row that cannot be read (practitioner_id NULL)"},
    {AS_VIEW("membership", "group_id, practitioner_id, 'chief'::text AS role, joined_on"),
     "(group_id g, practitioner_id b, role chief, joined_on 2020-01-02)"},
    {"UPDATE miroir.practitioner SET active_to = 'infinity'", "a date that is none"},
    {"UPDATE miroir.practitioner SET active_to = '0044-03-15 BC'", "a date that is none"},
    {"UPDATE miroir.membership SET practitioner_id = 'nobody'", "nobody"},
};

START_TEST(unreadable_row_is_named)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *sql = g_strconcat(PEOPLE, FAULT_CASES[_i].sql, NULL);
    g_autoptr(Roster) roster = read_after(sql, &error);

    ck_assert_ptr_null(roster);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(error->message, FAULT_CASES[_i].said) != NULL, "%s", error->message);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("roster_read");
    TCase *tests = tcase_create("live");

    server = live_database_start();
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, people_are_read);
    tcase_add_test(tests, absent_relations_are_absent_people);
    tcase_add_loop_test(tests, unreadable_row_is_named, 0, G_N_ELEMENTS(FAULT_CASES));
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(server);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
