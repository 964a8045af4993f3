/* The contract: our table of it against sql/contract, and what is said of a database that does not
 * fulfil it. Each case spoils the schema inside a transaction that is rolled back. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/contract.h"
#include "tests/live/live_database.h"

static LiveDatabase *server;

static Connection *
open_spoilt(const char *sql)
{
    g_autoptr(GError) error = NULL;
    Connection *connection = connection_open(live_database(server), CONNECTION_TO_LOAD, &error);

    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    ck_assert(connection_begin(connection, NULL, NULL));
    ck_assert_msg(connection_run_script(connection, sql, &error), "%s",
                  error != NULL ? error->message : "");
    return connection;
}

/* --- our table and the SQL ------------------------------------------------------------------- */

/* "name type !" for each column in order, ! where it may not be NULL, then the key. */
static char *
describe_ours(const ContractRelation *relation)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (const ContractColumn *column = relation->columns; column->name != NULL; column++)
        g_string_append_printf(text, "%s %s%s,", column->name,
                               strcmp(column->name, "year") == 0 || strcmp(column->name, "age") == 0
                                   ? "integer"
                                   : contract_type_sql(column->type),
                               column->is_mandatory ? " !" : "");

    g_string_append_printf(text, " key %s", relation->key != NULL ? relation->key : "none");
    return g_string_free(g_steal_pointer(&text), FALSE);
}

static char *
describe_theirs(const char *relation)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT (SELECT string_agg(attname || ' ' || format_type(atttypid, NULL) || CASE WHEN "
        "attnotnull THEN ' !,' ELSE ',' END, '' ORDER BY attnum) FROM pg_attribute WHERE attrelid "
        "= 'miroir.%s'::regclass AND attnum > 0) || ' key ' || coalesce((SELECT "
        "string_agg(attname, ',' ORDER BY place) FROM pg_index, unnest(indkey) WITH ORDINALITY AS "
        "k (number, place) JOIN pg_attribute ON attnum = number WHERE attrelid = indrelid AND "
        "indisunique AND indrelid = 'miroir.%s'::regclass), 'none')",
        relation, relation);

    return live_database_value(server, sql);
}

START_TEST(table_matches_sql)
{
    g_autofree char *ours = describe_ours(&CONTRACT[_i]);
    g_autofree char *theirs = describe_theirs(CONTRACT[_i].name);

    ck_assert_str_eq(ours, theirs);
}
END_TEST

START_TEST(sql_has_nothing_more)
{
    g_autofree char *n_tables =
        live_database_value(server, "SELECT count(*) FROM pg_tables WHERE schemaname = 'miroir'");
    g_autofree char *n_undocumented = live_database_value(
        server, "SELECT count(*) FROM pg_class WHERE relnamespace = 'miroir'::regnamespace AND "
                "relkind = 'r' AND obj_description(oid, 'pg_class') IS NULL");
    size_t n_ours = 0;

    while (CONTRACT[n_ours].name != NULL)
        n_ours++;
    ck_assert_uint_eq(g_ascii_strtoull(n_tables, NULL, 10), n_ours);
    ck_assert_str_eq(n_undocumented, "0");
}
END_TEST

START_TEST(contract_may_be_applied_again)
{
    live_database_run_path(server, "sql/contract");
}
END_TEST

/* --- what is said ---------------------------------------------------------------------------- */

/* One row in each relation that claims need, so that none is empty. */
static const char FILLED[] =
    "INSERT INTO miroir.practitioner (practitioner_id) VALUES ('a');"
    "INSERT INTO miroir.patient (patient_id) VALUES ('p');"
    "INSERT INTO miroir.code (code_system, code) VALUES ('NABM', '1577');"
    "INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, quantity)"
    " VALUES ('a', 'p', '2026-01-01', 'NABM', '1577', 1);"
    "INSERT INTO miroir.indicator_count VALUES ('a', 'ready', '2026', 1, 2);"
    "INSERT INTO miroir.registration VALUES ('p', 'a', '2026-01-01');"
    "INSERT INTO miroir.patient_condition VALUES ('p', 'ALD08', '2026-01-01');"
    "INSERT INTO miroir.quality_group (group_id, label) VALUES ('g', 'G');"
    "INSERT INTO miroir.membership VALUES ('g', 'a', 'member', '2020-01-01');"
    "INSERT INTO miroir.territory VALUES ('t', 'T');";

typedef struct {
    const char *sql;                /* how the database is spoilt */
    const char *lines, *population; /* of the one indicator; NULL lines: ready-made counts */
    Attribution attribution;
    CountOf count;
    const char *fault; /* part of the only fault; NULL: none */
    const char *note;  /* part of a note; NULL: not looked at */
} CheckCase;

static const CheckCase CHECK_CASES[] = {
    {"", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES, NULL, NULL},
    {"", NULL, NULL, ATTRIBUTION_PRESCRIBER, COUNT_LINES, NULL, NULL},
    {"DROP SCHEMA miroir CASCADE", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER,
     COUNT_LINES, "schema miroir is missing; create it", NULL},
    {"DROP TABLE miroir.claim", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES,
     "theme.yaml:4:5: indicator shape is counted from claims: relation miroir.claim is missing; "
     "create it with the files of sql/contract, or as a view",
     NULL},
    {"DROP TABLE miroir.claim", NULL, NULL, ATTRIBUTION_PRESCRIBER, COUNT_LINES, NULL, NULL},
    {"DROP TABLE miroir.practitioner", NULL, NULL, ATTRIBUTION_PRESCRIBER, COUNT_LINES,
     "relation miroir.practitioner is missing", NULL},
    {"DELETE FROM miroir.code", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES,
     "table miroir.code is empty; fill it", NULL},
    {"DROP TABLE miroir.indicator_count", NULL, NULL, ATTRIBUTION_PRESCRIBER, COUNT_LINES,
     "indicator shape takes ready-made counts: relation miroir.indicator_count is missing", NULL},
    {"ALTER TABLE miroir.claim DROP quantity", "nabm in (1577)", "age >= 18",
     ATTRIBUTION_PRESCRIBER, COUNT_LINES, "column miroir.claim.quantity is missing; add it", NULL},
    {"ALTER TABLE miroir.claim ALTER quantity TYPE float8", "nabm in (1577)", "age >= 18",
     ATTRIBUTION_PRESCRIBER, COUNT_LINES,
     "column miroir.claim.quantity is double precision where numeric is wanted; cast it in the "
     "view: quantity::numeric",
     NULL},
    {"ALTER TABLE miroir.claim ALTER care_date TYPE timestamptz", "nabm in (1577)", "age >= 18",
     ATTRIBUTION_PRESCRIBER, COUNT_LINES, "care_date is timestamp with time zone where date", NULL},
    {"ALTER TABLE miroir.practitioner ALTER postcode TYPE int USING 1", "nabm in (1577)",
     "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES, "postcode is integer where text", NULL},
    {"ALTER TABLE miroir.claim ALTER quantity TYPE integer; ALTER TABLE miroir.claim ALTER "
     "patient_id TYPE varchar(20)",
     "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES, NULL, NULL},
    {"ALTER TABLE miroir.claim DROP performer_id", "nabm in (1577)", "age >= 18",
     ATTRIBUTION_PERFORMER, COUNT_LINES, "carries the act out: column miroir.claim.performer_id",
     NULL},
    {"ALTER TABLE miroir.claim DROP performer_id", "nabm in (1577)", "age >= 18",
     ATTRIBUTION_PRESCRIBER, COUNT_LINES, NULL, NULL},
    {"DROP TABLE miroir.registration", "nabm in (1577)", "age >= 18", ATTRIBUTION_REGISTERED,
     COUNT_LINES, "looks at the patients of a doctor's list: relation miroir.registration", NULL},
    {"DROP TABLE miroir.registration", "nabm in (1577)", "registered", ATTRIBUTION_PRESCRIBER,
     COUNT_LINES, "relation miroir.registration is missing", NULL},
    {"DROP TABLE miroir.patient_condition", "nabm in (1577)", "not has_condition(ALD08)",
     ATTRIBUTION_PRESCRIBER, COUNT_LINES, "looks at conditions: relation miroir.patient_condition",
     NULL},
    {"ALTER TABLE miroir.patient DROP birth_date", "nabm in (1577)", "age >= 18",
     ATTRIBUTION_PRESCRIBER, COUNT_LINES, "looks at age: column miroir.patient.birth_date", NULL},
    {"ALTER TABLE miroir.patient DROP sex", "nabm in (1577)", "sex = F", ATTRIBUTION_PRESCRIBER,
     COUNT_LINES, "looks at sex: column miroir.patient.sex", NULL},
    {"ALTER TABLE miroir.claim DROP amount", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER,
     COUNT_AMOUNT, "looks at amounts: column miroir.claim.amount", NULL},
    {"ALTER TABLE miroir.code DROP units", "units > 2", "age >= 18", ATTRIBUTION_PRESCRIBER,
     COUNT_LINES, "counts units: column miroir.code.units", NULL},
    {"ALTER TABLE miroir.code DROP generic_role", "nabm in (1) or generic_role in (generic)",
     "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES, "generic_role is missing", NULL},
    {"ALTER TABLE miroir.practitioner DROP specialty", "specialty in (MG)", "age >= 18",
     ATTRIBUTION_PRESCRIBER, COUNT_LINES, "looks at specialties: column", "could make a control"},
    {"ALTER TABLE miroir.claim DROP prescription_id", "nabm in (1577)", "age >= 18",
     ATTRIBUTION_PRESCRIBER, COUNT_PRESCRIPTIONS, NULL, "one prescription a practitioner"},
    {"ALTER TABLE miroir.code DROP atc", "atc in (J01*)", "age >= 18", ATTRIBUTION_PRESCRIBER,
     COUNT_LINES, NULL, "own code is an ATC code"},
    {"DROP TABLE miroir.membership", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER,
     COUNT_LINES, NULL, "miroir.membership is not there: nobody is enrolled"},
    {"DELETE FROM miroir.membership", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER,
     COUNT_LINES, NULL, "miroir.membership is empty: nobody is enrolled"},
    {"CREATE ROLE poor; SET LOCAL ROLE poor", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER,
     COUNT_LINES, "role poor may not use schema miroir", NULL},
    {"CREATE ROLE poor; GRANT USAGE ON SCHEMA miroir TO poor; GRANT SELECT ON ALL TABLES IN SCHEMA "
     "miroir TO poor; REVOKE SELECT ON miroir.claim FROM poor; SET LOCAL ROLE poor",
     "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES,
     "role poor may not read miroir.claim.practitioner_id; let a DBA run: GRANT SELECT", NULL},
    {"CREATE ROLE poor; GRANT USAGE ON SCHEMA miroir TO poor; GRANT SELECT ON ALL TABLES IN SCHEMA "
     "miroir TO poor; ALTER TABLE miroir.claim ENABLE ROW LEVEL SECURITY; SET LOCAL ROLE poor",
     "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES, "row level security",
     NULL},
    {"", "nabm in (1577)", "age >= 18", ATTRIBUTION_PRESCRIBER, COUNT_LINES, NULL,
     "could also change what it reads"},
};

static Indicator
make_indicator(const CheckCase *check, Counter *counter)
{
    static const Place PLACE = {"theme.yaml", 4, 5};
    static char name[] = "shape";
    Indicator indicator = {.id = name, .place = PLACE, .attribution = check->attribution};

    if (check->lines == NULL) {
        indicator.from = FROM_COUNTS;
        return indicator;
    }

    counter->lines = expression_parse(check->lines, PLACE, EXPRESSION_OF_LINES, NULL, 0, NULL);
    counter->count = check->count;
    indicator.counters = counter;
    indicator.n_counters = 1;
    indicator.population =
        expression_parse(check->population, PLACE, EXPRESSION_OF_PATIENTS, NULL, 0, NULL);
    ck_assert(counter->lines != NULL && indicator.population != NULL);
    return indicator;
}

static bool
any_contains(const GPtrArray *texts, const char *part)
{
    for (guint i = 0; i < texts->len; i++) {
        if (strstr(texts->pdata[i], part) != NULL)
            return true;
    }

    return false;
}

START_TEST(lack_is_named)
{
    const CheckCase *check = &CHECK_CASES[_i];
    g_autofree char *sql = g_strconcat(FILLED, check->sql, NULL);
    g_autoptr(Connection) connection = open_spoilt(sql);
    g_autoptr(GError) error = NULL;
    g_autoptr(Contract) contract = contract_read(connection, &error);
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    Counter counter = {0};
    Indicator indicator = make_indicator(check, &counter);
    CampaignIndicator used = {.indicator = &indicator};
    Campaign campaign = {
        .indicators = &used, .n_indicators = 1, .database = {.kind = DATABASE_SERVICE}};

    ck_assert_msg(contract != NULL, "%s", error != NULL ? error->message : "");
    contract_check(contract, &campaign, faults, notes);

    const char *said = faults->len > 0 ? ((GError *)faults->pdata[0])->message : "";
    ck_assert_msg(check->fault == NULL ? faults->len == 0 : strstr(said, check->fault) != NULL,
                  "said: %s", said);
    ck_assert(check->note == NULL || any_contains(notes, check->note));

    expression_free(counter.lines);
    expression_free(indicator.population);
}
END_TEST

/* Standardising asks for both, whatever the expressions ask. */
START_TEST(standardising_needs_age_and_sex)
{
    static const char *const COLUMNS[] = {"birth_date", "sex"};
    static const CheckCase PLAIN = {.lines = "nabm in (1577)",
                                    .population = "registered",
                                    .attribution = ATTRIBUTION_PRESCRIBER};
    g_autofree char *sql =
        g_strdup_printf("%s; ALTER TABLE miroir.patient DROP %s", FILLED, COLUMNS[_i / 2]);
    g_autofree char *missing =
        g_strdup_printf("column miroir.patient.%s is missing", COLUMNS[_i / 2]);
    g_autoptr(Connection) connection = open_spoilt(sql);
    g_autoptr(Contract) contract = contract_read(connection, NULL);
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    Counter counter = {0};
    Indicator indicator = make_indicator(&PLAIN, &counter);
    indicator.standardised = _i % 2 == 1;
    CampaignIndicator used = {.indicator = &indicator};
    Campaign campaign = {
        .indicators = &used, .n_indicators = 1, .database = {.kind = DATABASE_SERVICE}};

    contract_check(contract, &campaign, faults, notes);
    ck_assert_int_eq((int)faults->len, _i % 2);
    if (faults->len > 0)
        ck_assert_ptr_nonnull(strstr(((GError *)faults->pdata[0])->message, missing));
    expression_free(counter.lines);
    expression_free(indicator.population);
}
END_TEST

/* --- what was found -------------------------------------------------------------------------- */

typedef struct {
    const char *sql, *relation, *column, *expected;
} ColumnCase;

static const ColumnCase COLUMN_CASES[] = {
    {"", "claim", "quantity", "c.quantity"},
    {"ALTER TABLE miroir.claim ALTER quantity TYPE int", "claim", "quantity",
     "c.quantity::numeric"},
    {"ALTER TABLE miroir.claim ALTER code TYPE varchar(9)", "claim", "code", "c.code::text"},
    {"ALTER TABLE miroir.claim DROP amount", "claim", "amount", "NULL::numeric"},
    {"DROP TABLE miroir.registration", "registration", "valid_to", "NULL::date"},
    {"CREATE DOMAIN public.day AS date; ALTER TABLE miroir.claim ALTER care_date TYPE public.day",
     "claim", "care_date", "c.care_date"},
};

START_TEST(column_is_typed)
{
    const ColumnCase *one = &COLUMN_CASES[_i];
    g_autoptr(Connection) connection = open_spoilt(one->sql);
    g_autoptr(Contract) contract = contract_read(connection, NULL);
    g_autofree char *sql = contract_column_sql(contract, one->relation, "c", one->column);

    ck_assert_str_eq(sql, one->expected);
}
END_TEST

typedef struct {
    const char *sql;
    bool is_there, is_plain;
} PlainCase;

static const PlainCase PLAIN_CASES[] = {
    {"", true, true},
    {"DROP TABLE miroir.claim", false, false},
    {"ALTER TABLE miroir.claim RENAME TO old; CREATE VIEW miroir.claim AS SELECT * FROM miroir.old",
     true, false},
    {"DROP TABLE miroir.claim; CREATE TABLE miroir.claim (patient_id text, code text) PARTITION BY "
     "HASH (patient_id)",
     true, false},
    {"CREATE TABLE public.more () INHERITS (miroir.claim)", true, false},
    {"CREATE TABLE miroir.somebody_elses (a int)", true, true},
};

START_TEST(plain_table_is_told)
{
    g_autoptr(Connection) connection = open_spoilt(PLAIN_CASES[_i].sql);
    g_autoptr(Contract) contract = contract_read(connection, NULL);

    ck_assert_int_eq(contract_has(contract, "claim"), PLAIN_CASES[_i].is_there);
    ck_assert_int_eq(contract_is_plain_table(contract, "claim"), PLAIN_CASES[_i].is_plain);
}
END_TEST

static Suite *
contract_suite(void)
{
    Suite *suite = suite_create("contract");
    TCase *tests = tcase_create("live");
    int n_relations = 0;

    while (CONTRACT[n_relations].name != NULL)
        n_relations++;
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, table_matches_sql, 0, n_relations);
    tcase_add_test(tests, sql_has_nothing_more);
    tcase_add_test(tests, contract_may_be_applied_again);
    tcase_add_loop_test(tests, lack_is_named, 0, G_N_ELEMENTS(CHECK_CASES));
    tcase_add_loop_test(tests, standardising_needs_age_and_sex, 0, 4);
    tcase_add_loop_test(tests, column_is_typed, 0, G_N_ELEMENTS(COLUMN_CASES));
    tcase_add_loop_test(tests, plain_table_is_told, 0, G_N_ELEMENTS(PLAIN_CASES));
    suite_add_tcase(suite, tests);
    return suite;
}

int
main(void)
{
    server = live_database_start();
    SRunner *runner = srunner_create(contract_suite());

    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(server);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
