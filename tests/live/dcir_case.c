#include "tests/live/dcir_case.h"

#include <check.h>

static LiveDatabase *server;

const DcirCase DCIR_CASES[] = {
    {"reversals",
     "CALL act(1, 1, 4.12); CALL drug(1, 1); CALL act(2, -1, -4.12, '2025-04-02'); "
     "CALL drug(2, -1, '2025-04-02'); CALL act(3, 1, 4.12, psa => 'PSA2'); CALL drug(3, 1);",
     TOTALS, "1 1 4.12", "2 2 8.24"},
    {"twins", "CALL act(1, 1, 4.12); CALL drug(1, 1); CALL act(2, 1, 4.12); CALL drug(2, 1);",
     TOTALS, "1 2 8.24", "1 1 4.12"},
    {"fan-out",
     "CALL act(1, 3, 11.45); CALL drug(1, 2); CALL drug(1, 1, place => 2, cip => 3400900000301);",
     TOTALS, "2 3 11.45", "2 3 22.90"},
    {"complements",
     "CALL act(1, 1, 30); CALL act(2, 1, 5); UPDATE er_prs_f SET cpl_maj_top = 2, cpl_aff_cod = 16 "
     "WHERE dct_ord_num = 2; CALL act(3, 1, 30, day => '2025-03-11'); UPDATE er_prs_f SET "
     "cpl_maj_top = NULL WHERE dct_ord_num = 3;",
     TOTALS, "2 2 60.00", "2 3 65.00"},
    {"information",
     "CALL act(1, 1, 30); CALL act(2, 1, 30); CALL act(3, 1, 30); CALL act(4, 1, 30); "
     "UPDATE er_prs_f SET dpn_qlf = NULL WHERE dct_ord_num = 1; "
     "UPDATE er_prs_f SET dpn_qlf = 71 WHERE dct_ord_num = 2; "
     "UPDATE er_prs_f SET dpn_qlf = 72, prs_dpn_qlp = NULL WHERE dct_ord_num = 3; "
     "UPDATE er_prs_f SET prs_dpn_qlp = 71 WHERE dct_ord_num = 4;",
     TOTALS, "1 1 30.00", "1 2 60.00"},
    {"hospital activity",
     "CALL act(1, 1, 30); CALL hospital(1, 1); CALL act(2, 1, 30); CALL hospital(2, NULL); "
     "CALL act(3, 1, 30); CALL hospital(3, 0);",
     TOTALS, "1 2 60.00", "1 3 90.00"},
    {"activities",
     "CALL act(1, 1, 300, nature => 1321); CALL operation(1, 1, '4'); CALL operation(1, 2, '1'); "
     "CALL act(2, 1, 90, nature => 1322); CALL operation(2, 1, '4');",
     TOTALS, "1 1 300.00", "1 3 390.00"},
    {"addresses",
     "CALL doctor('35100002', '35100001', '01', '1'); CALL act(1, 1, 30); "
     "CALL act(2, 1, 30, prescriber => '35100002', day => '2025-03-11');",
     PRESCRIBERS, "35100001 2", "35100001 1, 35100002 1"},
    {"months",
     "CALL doctor('35100002', '35100001', '01', '1', only_month => 1); "
     "CALL doctor('35100002', '35100003', '01', '1', only_month => 3); "
     "CALL act(1, 1, 30, prescriber => '35100002', day => '2024-12-11'); "
     "CALL act(2, 1, 30, prescriber => '35100002', day => '2025-02-11'); "
     "CALL act(3, 1, 30, prescriber => '35100002', day => '2025-03-11'); "
     "CALL act(4, 1, 30, prescriber => '35100002', day => '2026-03-11');",
     PRESCRIBERS, "35100001 2, 35100003 2", "35100003 4"},
    {"main practice", "CALL doctor('35100009', '35100001', '01', '1', commune => '047');",
     "SELECT territory_id FROM miroir.practitioner", "35238", "35047"},
    {"general practice",
     "CALL doctor('35100002', '35100002', '00', '22'); CALL doctor('35100003', '35100003', '00', "
     "'23'); CALL doctor('35100004', '35100004', '00', '03');",
     "SELECT string_agg(specialty, ' ' ORDER BY practitioner_id) FROM miroir.practitioner",
     "MG MG MG 3", "MG 22 23 3"},
    {"fictitious",
     "CALL doctor('35199999', '35199999', '00', '1', '09'); CALL act(1, 1, 30); "
     "CALL act(2, 1, 30, prescriber => '35199999'); CALL act(3, 1, 30, prescriber => '00000000');"
     "UPDATE er_prs_f SET pfs_exe_num = '00000000';",
     NET "SELECT (SELECT count(*) FROM miroir.practitioner) || ': ' || string_agg(practitioner_id "
         "|| ' ' || quantity, ', ' ORDER BY practitioner_id) FROM net",
     "1: 35100001 1, unknown 2", "2: 35100001 1, 35199999 1, unknown 1"},
    {"persons",
     "CALL person('PSA2', 1, 'ANO1'); CALL person('PSA2', 2, 'ANO2'); CALL act(1, 1, 30); "
     "CALL act(2, 1, 30, psa => 'PSA2'); CALL act(3, 1, 30, psa => 'PSA2', gem => 2);",
     NET "SELECT count(DISTINCT patient_id) || ' of ' || (SELECT count(*) FROM miroir.patient) "
         "FROM net",
     "2 of 2", "3 of 3"},
    {"missing birth", "CALL person('PSA2', 1, 'ANO2', born => 1600);",
     "SELECT count(birth_date)::text FROM miroir.patient", "1", "2"},
    {"missing death", "CALL person('PSA2', 1, 'ANO2', dead => '2025-02-03');",
     "SELECT count(died_on)::text FROM miroir.patient", "1", "2"},
    {"open conditions",
     "INSERT INTO ir_imb_r VALUES ('PSA1', 1, '2020-01-01', '1600-01-01', 8, 41, 'E11'), "
     "('PSA1', 1, '2020-01-01', '2022-12-31', 30, 41, 'C50'), "
     "('PSA1', 1, '2020-01-01', '1600-01-01', 0, 12, 'Z57');",
     "SELECT string_agg(condition, ' ' ORDER BY condition) FROM miroir.patient_condition WHERE "
     "valid_from <= '2025-03-31' AND (valid_to >= '2025-01-01' OR valid_to IS NULL)",
     "ALD08 E11", ""},
    {"ICD-10",
     "INSERT INTO ir_imb_r VALUES ('PSA1', 1, '2020-01-01', '1600-01-01', 0, 41, 'E11.9');",
     "SELECT coalesce(string_agg(condition, ' '), 'none') FROM miroir.patient_condition", "E119",
     "none"},
    {"open contracts",
     "INSERT INTO ir_mtt_r VALUES ('PSA1', 1, 'ANO1', '2019-01-01', '1600-01-01', '35100002'), "
     "('PSA1', 1, 'ANO1', '2024-01-01', '1600-01-01', '35100001');",
     "SELECT string_agg(practitioner_id || ' ' || valid_from || ' ' || coalesce(valid_to::text, "
     "'-'), "
     "', ' ORDER BY valid_from) FROM miroir.registration",
     "35100002 2019-01-01 2023-12-31, 35100001 2024-01-01 -", ""},
    {"missing prescription", "CALL act(1, 1, 30); CALL act(2, 1, 30, prescribed => '1600-01-01');",
     "SELECT string_agg(coalesce(prescription_id, 'none'), ', ' ORDER BY prescription_id) FROM "
     "miroir.claim",
     "35100001 2025-03-09, none", "35100001 1600-01-01, 35100001 2025-03-09"},
    {"large packs",
     "CALL act(1, 1, 7.33); CALL drug(1, 1, cip => 3400900000301); CALL act(2, 1, 4.12); "
     "CALL drug(2, 1);",
     NET "SELECT sum(quantity * units)::text FROM net JOIN miroir.code USING (code_system, code)",
     "104", "2"},
    {"late flux", "CALL act(1, 1, 30); CALL act(2, 1, 30, '2025-05-01', day => '2025-03-11');",
     TOTALS, "1 1 30.00", "2 2 60.00"},
    {"error groups", "CALL stay(1); CALL stay(2, ghm => '90Z00Z');",
     "SELECT count(*)::text FROM miroir.stay", "1", "2"},
    {"between hospitals", "CALL stay(1); CALL stay(2, kind => 'B'); CALL stay(3, kind => 'A');",
     "SELECT count(*)::text FROM miroir.stay", "2", "3"},
    {"return codes", "CALL stay(1); CALL stay(2, code => '1'); CALL stay(3, code => NULL);",
     "SELECT count(*)::text FROM miroir.stay", "2", "3"},
    {"several acts",
     "CALL stay(1); CALL act(1, 'ADQP001'); CALL act(1, 'HMFC004', after => 2); "
     "CALL act(1, 'HMFC004');",
     "SELECT act_code FROM miroir.stay", "ADQP001 HMFC004", "ADQP001"},
    {"anaesthetist", "CALL stay(1); CALL act(1, 'HMFC004'); CALL act(1, 'AFLB010', '4');",
     "SELECT act_code FROM miroir.stay", "HMFC004", "AFLB010 HMFC004"},
    {"duplicate FINESS",
     "CALL stay(1, 750100018); CALL stay(2, 750712184); CALL stay(3, 690783154); "
     "INSERT INTO t_mco17b SELECT * FROM t_mco24b; INSERT INTO t_mco17c SELECT * FROM t_mco24c;",
     "SELECT count(*)::text FROM miroir.stay", "4", "6"},
    {NULL, NULL, NULL, NULL, NULL},
};

size_t
dcir_case_count(void)
{
    size_t n = 0;
    while (DCIR_CASES[n].trap != NULL)
        n++;
    return n;
}

void
dcir_case_run(Connection *connection, const char *sql)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(connection_run_script(connection, sql, &error), "%s",
                  error != NULL ? error->message : "");
}

void
dcir_case_run_file(Connection *connection, const char *relative)
{
    g_autofree char *path = live_source_path(relative);
    g_autofree char *sql = NULL;
    ck_assert(g_file_get_contents(path, &sql, NULL, NULL));
    dcir_case_run(connection, sql);
}

Connection *
dcir_case_open(const char *rows)
{
    g_autoptr(GError) error = NULL;
    Connection *connection = connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    ck_assert(connection_begin(connection, NULL, NULL));
    dcir_case_run(connection,
                  "SET LOCAL search_path = snds; SET LOCAL client_min_messages = warning;");
    dcir_case_run_file(connection, "tests/live/sources/dcir_fixture.sql");
    dcir_case_run(connection, rows);
    return connection;
}

char *
dcir_case_ask(Connection *connection, const char *question)
{
    g_autoptr(GError) error = NULL;
    PGresult *result = connection_query(connection, question, 0, NULL, &error);
    ck_assert_msg(result != NULL, "%s", error != NULL ? error->message : "");
    char *answer = g_strdup(PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    return answer;
}

KnownSource *
dcir_case_source(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = live_source_path("sql/sources/dcir");
    KnownSource *source = known_source_load(folder, &error);
    ck_assert_msg(source != NULL, "%s", error != NULL ? error->message : "");
    return source;
}

void
dcir_case_start(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = dcir_case_source();
    g_autofree char *contract = live_source_path("sql/contract");
    server = live_database_start();
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    dcir_case_run(connection, "CREATE SCHEMA snds; SET search_path = snds; "
                              "SET client_min_messages = warning");
    dcir_case_run_file(connection, "sql/sources/dcir/0-official-tables.sql");
    dcir_case_run_file(connection, "tests/live/sources/dcir_procedures.sql");
    dcir_case_run(connection, "SET search_path = ''");
    bool installed = known_source_install(source, connection, contract, &error);
    ck_assert_msg(installed, "%s", error != NULL ? error->message : "");
}

void
dcir_case_stop(void)
{
    live_database_stop(server);
}
