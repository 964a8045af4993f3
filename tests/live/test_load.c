/* CSV into the contract: what each dialect becomes, and that a folder with any fault changes nothing
 * and names the fault's file, line and column. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/load.h"
#include "tests/live/live_database.h"

static LiveDatabase *server;
static char *folder;

/* What each test starts from: rows that a failed load must leave alone. */
static const char KEPT[] = "INSERT INTO miroir.patient (patient_id) VALUES ('kept');"
                           "INSERT INTO miroir.practitioner (practitioner_id) VALUES ('kept');";

static void
make_folder(void)
{
    folder = g_strdup("/tmp/miroir-load-XXXXXX");
    ck_assert_ptr_nonnull(g_mkdtemp(folder));
    live_database_clear(server);
    live_database_run(server, KEPT);
}

static void
remove_folder(void)
{
    const char *const command[] = {"rm", "-rf", folder, NULL};

    g_spawn_sync(NULL, (char **)(uintptr_t)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                 NULL, NULL, NULL);
    g_clear_pointer(&folder, g_free);
}

static void
write_file(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);

    ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static bool
load(CsvDialect dialect, GPtrArray *faults, GPtrArray **out_loaded, GError **error)
{
    g_autofree char *contract = live_source_path("sql/contract");
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, error);

    return connection != NULL && load_folder(connection, contract, folder, dialect, NULL, NULL,
                                             faults, out_loaded, error);
}

static char *
joined(const GPtrArray *faults)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (guint i = 0; i < faults->len; i++)
        g_string_append_printf(text, "%s\n", (const char *)faults->pdata[i]);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* --- what is stored -------------------------------------------------------------------------- */

typedef struct {
    const char *name, *text;
    CsvDialect dialect;
    const char *sql, *expected;
} StoredCase;

static const StoredCase STORED_CASES[] = {
    {"patient.csv", "patient_id,birth_date,sex\np1,1950-02-28,F\np2,,\n", CSV_DIALECT_DETECT,
     "SELECT string_agg(concat_ws('|', patient_id, birth_date, sex), ' ' ORDER BY patient_id) FROM "
     "miroir.patient",
     "p1|1950-02-28|F p2"},
    {"patient.csv", "patient_id;birth_date;sex\r\np1;28/02/1950;F\r\np2;1951-03-01;M\r\n",
     CSV_DIALECT_DETECT,
     "SELECT string_agg(concat_ws('|', patient_id, birth_date, sex), ' ' ORDER BY patient_id) FROM "
     "miroir.patient",
     "p1|1950-02-28|F p2|1951-03-01|M"},
    {"quality_group.csv", "group_id;label\nT1;Tr\xE9gor \x80\n", CSV_DIALECT_DETECT,
     "SELECT label FROM miroir.quality_group", "Trégor €"},
    {"quality_group.csv", "\xEF\xBB\xBFgroup_id;label\nT1;Trégor\n", CSV_DIALECT_DETECT,
     "SELECT label FROM miroir.quality_group", "Trégor"},
    {"quality_group.csv", "group_id,label\nT1,\"a, \"\"b\"\"\tc\\d\ne\"\n", CSV_DIALECT_DETECT,
     "SELECT label FROM miroir.quality_group", "a, \"b\"\tc\\d\ne"},
    {"code.csv",
     "code_system;code;units\nCIP13;3400930000001;1 \nCIP13;3400930000002;0,5\n"
     "CIP13;3400930000003;,25\nCIP13;3400930000004;007,500\n",
     CSV_DIALECT_DETECT, "SELECT string_agg(units::text, ' ' ORDER BY code) FROM miroir.code",
     "1 0.5 0.25 7.5"},
    {"expense.csv", "year;line;planned;paid\n2026;salles;1000,50;-12\n", CSV_DIALECT_DETECT,
     "SELECT concat_ws('|', year, line, planned, paid) FROM miroir.expense",
     "2026|salles|1000.5|-12"},
    {"indicator_review.csv", "group_id;indicator_id;accepted;comment\ng;a;non;trop loin\n",
     CSV_DIALECT_DETECT,
     "SELECT concat_ws('|', indicator_id, accepted, comment) FROM miroir.indicator_review",
     "a|f|trop loin"},
    {"meeting.csv", "meeting_id;group_id;kind;planned\nm1;g;theme;oui\nm2;g;restitution;NON\n",
     CSV_DIALECT_DETECT,
     "SELECT string_agg(concat_ws('|', kind, planned), ' ' ORDER BY meeting_id) FROM "
     "miroir.meeting",
     "theme|t restitution|f"},
    {"territory.csv", "territory_id,label,urban\n 22 , Trégor ,TRUE\n", CSV_DIALECT_DETECT,
     "SELECT concat_ws('|', territory_id, label, urban) FROM miroir.territory", "22|Trégor|t"},
    {"territory.csv", "territory_id\n", CSV_DIALECT_FRENCH, "SELECT 'never asked'", NULL},
    {"practitioner.csv", "practitioner_id\nnew\n", CSV_DIALECT_DETECT,
     "SELECT string_agg(practitioner_id || ' ' || profession, ',') FROM miroir.practitioner",
     "new physician"},
    {"indicator_count.csv",
     "practitioner_id,indicator_id,period,numerator,denominator\nkept,a,2026-Q1,1,2\n",
     CSV_DIALECT_DETECT, "SELECT concat_ws('|', period, numerator) FROM miroir.indicator_count",
     "2026-Q1|1"},
    /* Stored as visible to all, so that no reader has to find that out. */
    {"patient.csv", "patient_id\na\n", CSV_DIALECT_DETECT,
     "SELECT relallvisible FROM pg_class WHERE oid = 'miroir.patient'::regclass", "1"},
    {"patient.csv", "patient_id\n", CSV_DIALECT_DETECT, "SELECT count(*) FROM miroir.patient", "0"},
};

START_TEST(file_is_stored)
{
    const StoredCase *stored = &STORED_CASES[_i];
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) loaded = NULL;
    g_autoptr(GError) error = NULL;

    write_file(stored->name, stored->text);
    bool is_loaded = load(stored->dialect, faults, &loaded, &error);
    g_autofree char *said = joined(faults);

    if (stored->expected == NULL) {
        ck_assert(!is_loaded);
        return;
    }

    ck_assert_msg(is_loaded, "%s%s", said, error != NULL ? error->message : "");
    g_autofree char *value = live_database_value(server, stored->sql);
    ck_assert_str_eq(value, stored->expected);
}
END_TEST

START_TEST(loaded_files_are_told)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) loaded = NULL;

    write_file("patient.csv", "patient_id,sex\na,F\nb,M\n");
    write_file("quality_group.csv", "group_id;label\ng;G\n");
    write_file("README.txt", "not ours");
    ck_assert(load(CSV_DIALECT_DETECT, faults, &loaded, NULL));
    ck_assert_uint_eq(loaded->len, 2);

    const LoadedFile *group = loaded->pdata[0], *patient = loaded->pdata[1];
    ck_assert_str_eq(group->relation, "quality_group");
    ck_assert_int_eq(group->dialect, CSV_DIALECT_FRENCH);
    ck_assert_str_eq(patient->relation, "patient");
    ck_assert_uint_eq(patient->n_rows, 2);
    ck_assert_int_eq(patient->dialect, CSV_DIALECT_RFC4180);
}
END_TEST

/* --- what is refused ------------------------------------------------------------------------- */

typedef struct {
    const char *name, *text;
    const char *other_name, *other_text; /* a second file; may be NULL */
    const char *fault;                   /* how the only fault begins, after the folder */
} FaultCase;

#define CLAIM_HEADER "practitioner_id,patient_id,care_date,code_system,code,quantity,amount\n"

static const FaultCase FAULT_CASES[] = {
    {"claims.csv", "a\n1\n", NULL, NULL,
     "claims.csv: no relation of the contract has this name; did you mean 'claim'?"},
    {"patient.CSV", "patient_id\na\n", NULL, NULL,
     "patient.CSV: no relation of the contract has this name; write .csv"},
    {"patient.csv", "", NULL, NULL, "patient.csv:1:1: no header line"},
    {"patient.csv", "patient_id,birthdate\na,\n", NULL, NULL,
     "patient.csv:1:12: miroir.patient has no column 'birthdate'; did you mean 'birth_date'?"},
    {"patient.csv", "birth_date\n1950-01-01\n", NULL, NULL,
     "patient.csv:1:1: column 'patient_id' is missing"},
    {"patient.csv", "patient_id,patient_id\na,b\n", NULL, NULL, "patient.csv:1:12: column 2"},
    {"patient.csv", "patient_id,sex\n,F\n", NULL, NULL,
     "patient.csv:2:1: patient_id: is empty, and may not be"},
    {"patient.csv", "patient_id,sex\n  ,F\n", NULL, NULL,
     "patient.csv:2:1: patient_id: is empty, and may not be"},
    {"patient.csv", "patient_id,sex\na,H\n", NULL, NULL,
     "patient.csv:2:3: sex: 'H' is none of: M,F"},
    {"patient.csv", "patient_id,birth_date\na,2026-02-29\n", NULL, NULL,
     "patient.csv:2:3: birth_date: '2026-02-29' is not a date; write 2026-03-31"},
    {"patient.csv", "patient_id,birth_date\na,31/12/1950\n", NULL, NULL,
     "patient.csv:2:3: birth_date: '31/12/1950' is not a date; write 2026-03-31"},
    {"patient.csv", "patient_id;birth_date\na;31/02/1950\n", NULL, NULL,
     "patient.csv:2:3: birth_date: '31/02/1950' is not a date; write 31/03/2026"},
    {"patient.csv", "patient_id;birth_date\na;31/12/50\n", NULL, NULL,
     "patient.csv:2:3: birth_date: '31/12/50' is not a date"},
    {"patient.csv", "patient_id,birth_date\na,1600-01-01\n", NULL, NULL,
     "patient.csv:2:3: birth_date: '1600-01-01' is too long ago"},
    {"patient.csv", "patient_id,birth_date,died_on\na,1950-01-01,1949-12-31\n", NULL, NULL,
     "patient.csv:2:14: died_on: is before birth_date"},
    {"patient.csv", "patient_id,sex\na\n", NULL, NULL,
     "patient.csv:2:1: 1 fields where the header"},
    {"patient.csv", "patient_id,sex\na,\"F\n", NULL, NULL, "patient.csv:2:3: the quote does not"},
    {"patient.csv", "patient_id,sex\na\xE9,F\n", NULL, NULL, "patient.csv:2:2: byte 0xE9"},
    {"patient.csv", "patient_id,sex\na,F\nb,M\na,M\n", NULL, NULL,
     "patient.csv:4:1: patient_id: the same patient_id as on line 2; keep one"},
    {"patient.csv", "patient_id,sex\na,F\n a ,M\n", NULL, NULL,
     "patient.csv:3:1: patient_id: the same patient_id as on line 2"},
    {"membership.csv",
     "group_id;practitioner_id;role;joined_on\ng;kept;member;01/01/2020\n"
     "g;kept;member;2020-01-01\n",
     "quality_group.csv", "group_id,label\ng,G\n",
     "membership.csv:3:1: group_id: the same group_id,practitioner_id,joined_on as on line 2"},
    {"membership.csv", "group_id,practitioner_id,role,joined_on\ng,kept,chief,2020-01-01\n", NULL,
     NULL, "membership.csv:2:8: role: 'chief' is none of: member,facilitator"},
    {"membership.csv",
     "group_id,practitioner_id,role,joined_on,left_on\ng,kept,member,2020-01-01,2019-12-31\n", NULL,
     NULL, "membership.csv:2:26: left_on: is before joined_on"},
    {"membership.csv", "group_id,practitioner_id,role,joined_on\nh,kept,member,2020-01-01\n",
     "quality_group.csv", "group_id,label\ng,G\n",
     "membership.csv:2:1: group_id: 'h' is not in miroir.quality_group; add it to "
     "quality_group.csv, or correct it"},
    {"membership.csv", "group_id,practitioner_id,role,joined_on\ng,who,member,2020-01-01\n",
     "quality_group.csv", "group_id,label\ng,G\n",
     "membership.csv:2:3: practitioner_id: 'who' is not in miroir.practitioner"},
    {"claim.csv", CLAIM_HEADER "kept,kept,2026-01-01,NABM,1,\"1,5\",\n", NULL, NULL,
     "claim.csv:2:29: quantity: '1,5' is not a number; write 1234.5"},
    {"claim.csv", CLAIM_HEADER "kept,kept,2026-01-01,NABM,1,1.2345,\n", NULL, NULL,
     "claim.csv:2:29: quantity: '1.2345' has more than 3 decimals"},
    {"claim.csv", CLAIM_HEADER "kept,kept,2026-01-01,NABM,1,1,1.234\n", NULL, NULL,
     "claim.csv:2:31: amount: '1.234' has more than 2 decimals"},
    {"claim.csv", CLAIM_HEADER "kept,kept,2026-01-01,NABM,1,nan,\n", NULL, NULL,
     "claim.csv:2:29: quantity: 'nan' is not a number"},
    {"claim.csv", CLAIM_HEADER "kept,kept,2026-01-01,NABM,1,1e3,\n", NULL, NULL,
     "claim.csv:2:29: quantity: '1e3' is not a number"},
    {"claim.csv", CLAIM_HEADER "kept,kept,2026-01-01,NABM,1,12345678901234,\n", NULL, NULL,
     "claim.csv:2:29: quantity: '12345678901234' is too large"},
    {"claim.csv", CLAIM_HEADER "kept,kept,2026-01-01,CIP13,3.40093E+12,1,\n", NULL, NULL,
     "claim.csv:2:28: code: '3.40093E+12' was rounded by a spreadsheet"},
    {"claim.csv", CLAIM_HEADER "kept,kept,2026-01-01,NABM,1577,1,\n", "code.csv",
     "code_system,code\nNABM,1578\n", "claim.csv:2:27: code_system,code: 'NABM 1577' is not in"},
    {"claim.csv", CLAIM_HEADER "kept,nobody,2026-01-01,NABM,1577,1,\n", NULL, NULL,
     "claim.csv:2:6: patient_id: is not in miroir.patient; add it"},
    {"claim.csv", CLAIM_HEADER "else,kept,2026-01-01,NABM,1577,1,\n", NULL, NULL,
     ": no practitioner_id of miroir.claim is in miroir.practitioner"},
    {"indicator_count.csv",
     "practitioner_id,indicator_id,period,numerator,denominator\nkept,a,2026Q1,1,2\n", NULL, NULL,
     "indicator_count.csv:2:8: period: '2026Q1' is not a period; write 2026-03"},
    {"indicator_count.csv",
     "practitioner_id,indicator_id,period,numerator,denominator,numerator_patients\n"
     "kept,a,2026,1,2,-1\n",
     NULL, NULL, "indicator_count.csv:2:17: numerator_patients: '-1' is not a whole number"},
    {"attendance.csv", "meeting_id,practitioner_id,present\nm,kept,maybe\n", NULL, NULL,
     "attendance.csv:2:8: present: 'maybe' is neither true nor false"},
};

START_TEST(fault_is_named_and_nothing_kept)
{
    const FaultCase *fault = &FAULT_CASES[_i];
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) loaded = NULL;
    g_autoptr(GError) error = NULL;

    write_file(fault->name, fault->text);
    if (fault->other_name != NULL)
        write_file(fault->other_name, fault->other_text);

    bool is_loaded = load(CSV_DIALECT_DETECT, faults, &loaded, &error);
    g_autofree char *said = joined(faults);
    g_autofree char *expected =
        g_strdup_printf("%s%s%s", folder, fault->fault[0] == ':' ? "" : "/", fault->fault);
    ck_assert(!is_loaded);
    ck_assert_ptr_null(loaded);
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_LOAD));
    ck_assert_uint_eq(faults->len, 1);
    ck_assert_msg(g_str_has_prefix(said, expected), "said: %s", said);

    g_autofree char *kept = live_database_value(
        server, "SELECT concat_ws(' ', (SELECT string_agg(patient_id, ',') FROM miroir.patient), "
                "(SELECT string_agg(practitioner_id, ',') FROM miroir.practitioner), "
                "(SELECT count(*) FROM miroir.claim), (SELECT count(*) FROM miroir.membership), "
                "(SELECT count(*) FROM miroir.quality_group))");
    ck_assert_str_eq(kept, "kept kept 0 0 0");
}
END_TEST

START_TEST(all_faults_are_counted)
{
    g_autoptr(GString) text = g_string_new("patient_id,sex\n");
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) loaded = NULL;
    g_autoptr(GError) error = NULL;

    for (int i = 0; i < 250; i++)
        g_string_append_printf(text, "p%d,X\n", i);
    write_file("patient.csv", text->str);
    ck_assert(!load(CSV_DIALECT_DETECT, faults, &loaded, &error));
    ck_assert_uint_eq(faults->len, 101);
    ck_assert_str_eq(faults->pdata[100], "and 150 more");
    ck_assert(strstr(error->message, "250 faults") != NULL);
}
END_TEST

START_TEST(empty_folder_is_refused)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) loaded = NULL;
    g_autoptr(GError) error = NULL;

    ck_assert(!load(CSV_DIALECT_DETECT, faults, &loaded, &error));
    ck_assert_msg(strstr(error->message, "practitioner.csv, claim.csv") != NULL, "%s",
                  error->message);
}
END_TEST

START_TEST(view_is_refused)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) loaded = NULL;
    g_autoptr(GError) error = NULL;

    live_database_run(server, "ALTER TABLE miroir.facility RENAME TO facility_kept; CREATE VIEW "
                              "miroir.facility AS SELECT * FROM miroir.facility_kept");
    write_file("facility.csv", "facility_id,label\nf,F\n");
    bool is_loaded = load(CSV_DIALECT_DETECT, faults, &loaded, &error);
    live_database_run(server, "DROP VIEW miroir.facility; ALTER TABLE miroir.facility_kept RENAME "
                              "TO facility");
    ck_assert(!is_loaded);
    ck_assert_msg(strstr(faults->pdata[0], "facility.csv: miroir.facility is a view") != NULL, "%s",
                  (const char *)faults->pdata[0]);
}
END_TEST

START_TEST(missing_schema_is_made)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) loaded = NULL;
    g_autoptr(GError) error = NULL;

    live_database_run(server, "DROP SCHEMA miroir CASCADE");
    write_file("patient.csv", "patient_id\na\n");
    ck_assert_msg(load(CSV_DIALECT_DETECT, faults, &loaded, &error), "%s",
                  error != NULL ? error->message : "");
    g_autofree char *n = live_database_value(server, "SELECT count(*) FROM miroir.patient");
    ck_assert_str_eq(n, "1");
}
END_TEST

static Suite *
load_suite(void)
{
    Suite *suite = suite_create("load");
    TCase *tests = tcase_create("live");

    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_loop_test(tests, file_is_stored, 0, G_N_ELEMENTS(STORED_CASES));
    tcase_add_test(tests, loaded_files_are_told);
    tcase_add_loop_test(tests, fault_is_named_and_nothing_kept, 0, G_N_ELEMENTS(FAULT_CASES));
    tcase_add_test(tests, all_faults_are_counted);
    tcase_add_test(tests, empty_folder_is_refused);
    tcase_add_test(tests, view_is_refused);
    tcase_add_test(tests, missing_schema_is_made);
    suite_add_tcase(suite, tests);
    return suite;
}

int
main(void)
{
    server = live_database_start();
    SRunner *runner = srunner_create(load_suite());

    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(server);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
