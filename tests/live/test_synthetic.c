/* The DCIR made up, in a server: as many acts as asked for, each trap as often as it was counted, none
 * of them in what the views of the contract show, and the same rows each time. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/made_up.h"
#include "tests/live/synthetic_case.h"

static const RegionSetting SETTING = {110, 12, 60000, 1};

static LiveDatabase *server;
static SyntheticReport report;

/* --- each trap is in the official tables as often as it was counted ----------------------------- */

typedef struct {
    Trap trap;
    const char *sql;
} TrapCase;

#define KEYS                                                                                       \
    "flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num, dct_ord_num, "  \
    "prs_ord_num, rem_typ_aff"

/* The tables of the PMSI by letter, of all years but the one in which two told of a stay. */
#define STAYS(letter)                                                                              \
    "(SELECT * FROM dcir.t_mco22" letter " UNION ALL SELECT * FROM dcir.t_mco23" letter            \
    " UNION ALL SELECT * FROM dcir.t_mco24" letter " UNION ALL SELECT * FROM dcir.t_mco25" letter  \
    " UNION ALL SELECT * FROM dcir.t_mco26" letter ") AS s"
#define STAYS_A STAYS("a")
#define STAYS_B STAYS("b")
#define STAYS_C STAYS("c")

static const TrapCase TRAP_CASES[] = {
    {TRAP_FAN_OUT,
     "SELECT count(*) FROM (SELECT FROM (SELECT " KEYS " FROM dcir.er_pha_f UNION ALL "
     "SELECT " KEYS " FROM dcir.er_bio_f) AS d GROUP BY " KEYS " HAVING count(*) > 1) AS f"},
    {TRAP_REVERSAL, "SELECT count(*) FROM dcir.er_prs_f WHERE prs_act_qte < 0 AND prs_pai_mnt < 0"},
    /* Taken back in another month than it came in: the act before it has the same detail. */
    {TRAP_LATER_REVERSAL,
     "SELECT count(*) FROM dcir.er_prs_f AS b WHERE prs_act_qte < 0 AND NOT EXISTS (SELECT FROM "
     "dcir.er_prs_f AS a WHERE a.prs_act_qte > 0 AND a.dct_ord_num = "
     "b.dct_ord_num - 1 AND a.ben_nir_psa = b.ben_nir_psa AND a.flx_trt_dtd = b.flx_trt_dtd)"},
    /* Alike in everything but the running number, one after the other, and paid for twice. */
    {TRAP_TWIN,
     "WITH detail AS (SELECT dct_ord_num, string_agg(d::text, ' ' ORDER BY d) AS text FROM (SELECT "
     "dct_ord_num, ROW(pha_prs_c13, pha_act_qsn) AS d FROM dcir.er_pha_f UNION ALL SELECT "
     "dct_ord_num, ROW(bio_prs_ide::bigint, bio_act_qsn) FROM dcir.er_bio_f UNION ALL SELECT "
     "dct_ord_num, ROW(hashtext(cam_prs_ide)::bigint, cam_act_cod::int) FROM dcir.er_cam_f) AS d "
     "GROUP BY dct_ord_num), act AS (SELECT dct_ord_num AS n, prs_act_qte, (to_jsonb(p) - "
     "'dct_ord_num')::text || coalesce(text, '') AS text FROM dcir.er_prs_f AS p LEFT JOIN detail "
     "USING (dct_ord_num)) SELECT count(*) FROM act AS a JOIN act AS b ON b.n = a.n + 1 AND b.text "
     "= a.text WHERE a.prs_act_qte > 0 AND b.n NOT IN (SELECT dct_ord_num FROM dcir.er_ete_f WHERE "
     "ete_ind_taa = 1)"},
    {TRAP_PARTICIPATION,
     "SELECT count(*) FROM dcir.er_prs_f WHERE cpl_maj_top = 2 AND cpl_aff_cod = 16"},
    {TRAP_COMPLEMENT,
     "SELECT count(*) FROM dcir.er_prs_f WHERE cpl_maj_top = 2 AND cpl_aff_cod = 0"},
    {TRAP_INFORMATION,
     "SELECT count(*) FROM dcir.er_prs_f WHERE dpn_qlf IN (71, 72) OR prs_dpn_qlp IN (71, 72)"},
    {TRAP_HOSPITAL_ACTIVITY, "SELECT count(*) FROM dcir.er_ete_f WHERE ete_ind_taa = 1"},
    {TRAP_NO_PRESCRIBER, "SELECT count(*) FROM dcir.er_prs_f WHERE pfs_pre_num = '00000000'"},
    {TRAP_FICTITIOUS, "SELECT count(*) FROM dcir.er_prs_f WHERE pfs_pre_num IN (SELECT pfs_pfs_num "
                      "FROM dcir.da_pra_r WHERE exc_exc_nat = '09')"},
    {TRAP_OTHER_ADDRESS,
     "SELECT count(*) FROM dcir.er_prs_f WHERE pfs_pre_num IN (SELECT pfs_pfs_num FROM "
     "dcir.da_pra_r WHERE pfs_pfs_num <> sta_pfs_num)"},
    {TRAP_LARGE_PACK, "SELECT count(*) FROM dcir.er_pha_f JOIN dcir.ir_pha_r ON pha_cip_c13 = "
                      "pha_prs_c13::text WHERE pha_cnd_top = 'GC' AND pha_unt_nbr_dses = '90'"},
    {TRAP_LATE_FLUX, "SELECT count(*) FROM dcir.er_prs_f WHERE flx_dis_dtd > '2026-06-12'"},
    {TRAP_ACTIVITIES, "SELECT count(*) FROM dcir.er_cam_f WHERE cam_act_cod = '4'"},
    {TRAP_NO_PRESCRIPTION_DAY,
     "SELECT count(*) FROM dcir.er_prs_f WHERE pre_pre_dtd = '1600-01-01'"},
    {TRAP_SEVERAL_ADDRESSES,
     "SELECT count(*) FROM (SELECT FROM dcir.da_pra_r GROUP BY sta_pfs_num HAVING count(DISTINCT "
     "pfs_pfs_num) > 1) AS s"},
    {TRAP_FICTITIOUS_DOCTOR, "SELECT count(*) FROM dcir.da_pra_r WHERE exc_exc_nat = '09'"},
    {TRAP_TWO_NUMBERS,
     "SELECT count(*) FROM (SELECT FROM dcir.ir_ben_r GROUP BY ben_idt_ano HAVING "
     "count(DISTINCT ben_nir_psa) > 1) AS t"},
    {TRAP_SHARED_NUMBER, "SELECT count(*) FROM dcir.ir_ben_r WHERE ben_rng_gem = 2"},
    {TRAP_NO_DEATH, "SELECT count(*) FROM dcir.ir_ben_r WHERE ben_dcd_dte = '1600-01-01'"},
    {TRAP_NO_BIRTH, "SELECT count(*) FROM dcir.ir_ben_r WHERE ben_nai_ann = '1600'"},
    {TRAP_OPEN_CONDITION, "SELECT count(*) FROM dcir.ir_imb_r WHERE imb_ald_dtf = '1600-01-01'"},
    {TRAP_OPEN_CONTRACT, "SELECT count(*) FROM dcir.ir_mtt_r WHERE mtt_fin_dte = '1600-01-01'"},
    {TRAP_OTHER_EXEMPTION, "SELECT count(*) FROM dcir.ir_imb_r WHERE imb_etm_nat = 11"},
    {TRAP_ERROR_GROUP, "SELECT count(*) FROM " STAYS_B " WHERE grg_ghm = '90Z00Z'"},
    {TRAP_BETWEEN_HOSPITALS, "SELECT count(*) FROM " STAYS_B " WHERE sej_typ = 'B'"},
    {TRAP_RETURN_CODE, "SELECT count(*) FROM " STAYS_C " WHERE nir_ret = '1'"},
    {TRAP_STAY_ACTIVITIES, "SELECT count(*) FROM " STAYS_A " WHERE acv_act = '4'"},
    {TRAP_DUPLICATE_FINESS, "SELECT count(*) FROM dcir.t_mco17b AS a JOIN dcir.t_mco17b AS b USING "
                            "(rsa_num) WHERE a.eta_num = 750100042 AND b.eta_num = 750712184"},
};

START_TEST(traps_are_as_often_as_counted)
{
    Trap trap = TRAP_CASES[_i].trap;
    g_autofree char *value = live_database_value(server, TRAP_CASES[_i].sql);
    g_autofree char *expected = g_strdup_printf("%zu", report.traps[trap]);
    ck_assert_msg(strcmp(value, expected) == 0, "%s: %s, counted %s", trap_name(trap), value,
                  expected);
    ck_assert_msg(report.traps[trap] > 0, "%s: never", trap_name(trap));
}
END_TEST

/* --- and nothing of it comes through the views -------------------------------------------------- */

typedef struct {
    const char *what, *sql, *expected;
} ViewCase;

/* What is left of the acts when each trap is taken out by hand, by another way than the views'. */
#define GENUINE                                                                                    \
    "coalesce(cpl_maj_top, 0) < 2 AND coalesce(dpn_qlf, 0) NOT IN (71, 72) AND "                   \
    "coalesce(prs_dpn_qlp, 0) NOT IN (71, 72) AND dct_ord_num NOT IN (SELECT dct_ord_num FROM "    \
    "dcir.er_ete_f WHERE ete_ind_taa = 1)"

static const ViewCase VIEW_CASES[] = {
    {"amounts are those of the genuine acts, once",
     "SELECT (SELECT sum(amount) FROM miroir.claim) = (SELECT sum(prs_pai_mnt) FROM dcir.er_prs_f "
     "WHERE " GENUINE ")",
     "t"},
    {"drug lines are those of the genuine acts",
     "SELECT (SELECT count(*) || ' ' || sum(quantity) FROM miroir.claim WHERE code_system = "
     "'CIP13') "
     "= (SELECT count(*) || ' ' || sum(pha_act_qsn) FROM dcir.er_pha_f WHERE dct_ord_num IN "
     "(SELECT "
     "dct_ord_num FROM dcir.er_prs_f WHERE " GENUINE "))",
     "t"},
    {"acts are counted once, whoever else took part",
     "SELECT (SELECT count(*) FROM miroir.claim WHERE code_system = 'CCAM') = (SELECT count(*) "
     "FROM "
     "dcir.er_cam_f WHERE cam_act_cod = '1' AND dct_ord_num IN (SELECT dct_ord_num FROM "
     "dcir.er_prs_f WHERE " GENUINE "))",
     "t"},
    {"practitioners are doctors, not addresses",
     "SELECT count(*) FROM miroir.practitioner WHERE specialty = 'MG'", "110"},
    {"nobody fictitious prescribes",
     "SELECT count(*) FROM miroir.claim WHERE practitioner_id NOT IN (SELECT practitioner_id FROM "
     "miroir.practitioner) AND practitioner_id <> 'unknown' AND code_system <> 'CCAM'",
     "0"},
    {"persons are persons, not numbers",
     "SELECT (SELECT count(*) FROM miroir.patient) = (SELECT count(DISTINCT ben_idt_ano) FROM "
     "dcir.ir_ben_r) AND NOT EXISTS (SELECT FROM miroir.claim WHERE patient_id NOT IN (SELECT "
     "patient_id FROM miroir.patient))",
     "t"},
    {"nobody is born or has died in 1600",
     "SELECT count(*) FROM miroir.patient WHERE died_on < '2000-01-01' OR birth_date < "
     "'1900-01-01'",
     "0"},
    {"conditions and referring doctors without an end have none",
     "SELECT bool_or(valid_to IS NULL) AND bool_and(coalesce(valid_to, '2026-01-01') > "
     "'2008-01-01') "
     "FROM (SELECT valid_to FROM miroir.patient_condition UNION ALL SELECT valid_to FROM "
     "miroir.registration) AS v",
     "t"},
    {"an accident at work is no condition",
     "SELECT count(*) FROM miroir.patient_condition WHERE condition = 'S525'", "0"},
    {"one referring doctor at a time",
     "SELECT count(*) FROM miroir.registration a JOIN miroir.registration b USING (patient_id) "
     "WHERE (a.valid_from, a.practitioner_id) < (b.valid_from, b.practitioner_id) AND "
     "coalesce(a.valid_to, 'infinity') >= b.valid_from",
     "0"},
    {"some have named a doctor and never seen one",
     "SELECT count(*) > 0 FROM miroir.registration WHERE patient_id NOT IN (SELECT patient_id FROM "
     "miroir.claim)",
     "t"},
    {"a large pack has its ninety units",
     "SELECT count(*) > 0 AND bool_and(units = 90) FROM miroir.code WHERE label LIKE '%CPR 90'",
     "t"},
    {"no line nets below nothing",
     "SELECT count(*) FROM (SELECT FROM miroir.claim GROUP BY practitioner_id, performer_id, "
     "patient_id, care_date, code_system, code, prescription_id HAVING sum(quantity) < 0) AS n",
     "0"},
    {"members in five groups on the last day",
     "SELECT string_agg(n::text, ' ' ORDER BY n) FROM (SELECT count(*) AS n FROM miroir.membership "
     "WHERE left_on IS NULL GROUP BY group_id) AS g",
     "4 11 12 12 13"},
    {"one facilitator a group",
     "SELECT count(*) || ' ' || count(DISTINCT group_id) FROM miroir.membership WHERE role = "
     "'facilitator'",
     "5 5"},
    {"one left, one joined late",
     "SELECT count(*) FILTER (WHERE left_on = '2025-09-30') || ' ' || count(*) FILTER (WHERE "
     "joined_on = '2026-02-27') FROM miroir.membership",
     "1 1"},
    {"a member with nine patients",
     "SELECT count(DISTINCT patient_id) FROM miroir.registration JOIN miroir.membership USING "
     "(practitioner_id) WHERE practitioner_id = '29100200'",
     "9"},
    {"members are doctors",
     "SELECT count(*) FROM miroir.membership WHERE practitioner_id NOT IN "
     "(SELECT practitioner_id FROM miroir.practitioner)",
     "0"},
    {"one settled late, one retired, one opposed",
     "SELECT count(active_from) || ' ' || count(active_to) || ' ' || count(opposed_on) FROM "
     "miroir.practitioner",
     "1 1 1"},
    {"groups are where doctors are",
     "SELECT count(*) FROM miroir.quality_group WHERE territory_id NOT "
     "IN (SELECT territory_id FROM miroir.territory)",
     "0"},
    {"stays are those of the surgeons, once",
     "SELECT (SELECT count(*) FROM miroir.stay WHERE admitted_on >= '2022-01-01') = (SELECT "
     "count(*) "
     "FROM " STAYS_A " WHERE acv_act = '1' AND (eta_num, rsa_num) NOT IN (SELECT eta_num::text, "
     "rsa_num::text FROM " STAYS_B " WHERE sej_typ = 'B' OR grg_ghm LIKE '90%') AND (eta_num, "
     "rsa_num) NOT IN (SELECT eta_num::text, rsa_num::text FROM " STAYS_C " WHERE nir_ret = '1'))",
     "t"},
    {"a stay that two told of is one",
     "SELECT count(*) || ' ' || count(DISTINCT facility_id) FROM miroir.stay WHERE admitted_on < "
     "'2018-01-01'",
     "40 1"},
    {"every stay of the region has an act, a known establishment and inhabitants",
     "SELECT count(*) FROM miroir.stay WHERE admitted_on >= '2022-01-01' AND (act_code IS NULL OR "
     "facility_id NOT IN (SELECT facility_id FROM miroir.facility) OR territory_id NOT IN (SELECT "
     "territory_id FROM miroir.population))",
     "0"},
    {"residences have names",
     "SELECT count(*) FROM miroir.population JOIN miroir.territory USING (territory_id) WHERE "
     "label LIKE 'P%' AND label = territory_id",
     "0"},
    {"some operated are on a list, and most are not",
     "SELECT count(patient_id) BETWEEN 10 AND count(*) / 10 FROM miroir.stay", "t"},
    {"knees are operated after gall bladders, women's wrists more than men's",
     "SELECT avg(age) FILTER (WHERE act_code LIKE 'NFKA%') > 5 + avg(age) FILTER (WHERE act_code "
     "= 'HMFC004') AND count(*) FILTER (WHERE act_code LIKE 'AHP%' AND sex = 'F') > 1.5 * count(*) "
     "FILTER (WHERE act_code LIKE 'AHP%' AND sex = 'M') FROM miroir.stay",
     "t"},
    {"every code has a meaning",
     "SELECT count(*) FROM miroir.claim WHERE (code_system, code) NOT IN (SELECT code_system, code "
     "FROM miroir.code)",
     "0"},
};

START_TEST(views_see_none_of_them)
{
    g_autofree char *value = live_database_value(server, VIEW_CASES[_i].sql);
    ck_assert_msg(strcmp(value, VIEW_CASES[_i].expected) == 0, "%s: %s", VIEW_CASES[_i].what,
                  value);
}
END_TEST

/* --- size, sameness, refusal -------------------------------------------------------------------- */

START_TEST(acts_are_as_many_as_asked_for)
{
    ck_assert_msg(report.n_acts * 100 > (size_t)SETTING.n_lines * 92 &&
                      report.n_acts * 100 < (size_t)SETTING.n_lines * 108,
                  "%zu acts for %d", report.n_acts, SETTING.n_lines);
}
END_TEST

/* Rows and a sum over their digests. Whoever changes the region on purpose writes the new numbers
 * here, and knows that every figure of the demonstration changes with them. */
static const struct {
    const char *relation, *expected;
} DIGESTS[] = {
    {"dcir.er_prs_f", "57835 124634001060632"},      {"dcir.er_pha_f", "44385 95019251814122"},
    {"dcir.er_bio_f", "10250 21808442890953"},       {"dcir.er_cam_f", "2528 5479652986204"},
    {"dcir.er_ete_f", "217 466466796016"},           {"dcir.ir_ben_r", "3916 8360337384483"},
    {"dcir.ir_imb_r", "566 1143191621835"},          {"dcir.ir_mtt_r", "4008 8589132798567"},
    {"dcir.da_pra_r", "4752 10397065275228"},        {"dcir.ir_pha_r", "168 341009733314"},
    {"miroir_own.practitioner", "114 235860792672"}, {"miroir.membership", "53 130883184906"},
    {"miroir.attendance", "334 687202405365"},       {"miroir.allowance", "134 277105821260"},
    {"miroir.claim", "57928 124559906978471"},       {"miroir.stay", "17550 37954146050989"},
    {"dcir.t_mco24b", "5861 12608107498581"},        {"dcir.t_mco24c", "5861 12637357523299"},
    {"miroir.population", "1728 3649674361740"},     {"miroir.facility", "16 31747087943"},
};

START_TEST(region_is_the_same_everywhere)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT count(*) || ' ' || sum(('x' || left(md5(r::text), 8))::bit(32)::bigint) FROM %s r",
        DIGESTS[_i].relation);
    g_autofree char *value = live_database_value(server, sql);
    ck_assert_msg(strcmp(value, DIGESTS[_i].expected) == 0, "{\"%s\", \"%s\"},",
                  DIGESTS[_i].relation, value);
}
END_TEST

/* Real tables are not even given other views. */
START_TEST(nothing_is_made_beside_what_is_there)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Progress) progress = progress_new();
    SyntheticReport again;
    static const char VIEWS[] = "SELECT max(oid) FROM pg_class";
    g_autofree char *before = live_database_value(server, VIEWS);
    ck_assert(!made_up_fill(live_database(server), &SETTING, NULL, progress, &again, &error));
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_LOAD));
    g_autofree char *after = live_database_value(server, VIEWS);
    ck_assert_str_eq(before, after);
}
END_TEST

START_TEST(what_is_there_is_left_alone)
{
    g_autoptr(GError) error = NULL;
    SyntheticReport again;
    ck_assert(!synthetic_fill(live_database(server), SYNTHETIC_SCHEMA, &SETTING, NULL, NULL, NULL,
                              &again, &error));
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_LOAD));
    ck_assert_msg(strstr(error->message, "dcir.da_pra_r") != NULL, "%s", error->message);
    g_autofree char *rows = live_database_value(server, "SELECT count(*) FROM dcir.er_prs_f");
    ck_assert_uint_eq(strtoull(rows, NULL, 10), report.n_acts);
}
END_TEST

static void
make(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Progress) progress = progress_new();
    server = live_database_start();
    if (!made_up_fill(live_database(server), &SETTING, NULL, progress, &report, &error) ||
        !made_up_settle(live_database(server), progress, &error)) {
        fprintf(stderr, "%s\n", error->message);
        exit(EXIT_FAILURE);
    }
}

int
main(void)
{
    make();
    TCase *tests = tcase_create("live");
    tcase_set_timeout(tests, 300);
    tcase_add_loop_test(tests, traps_are_as_often_as_counted, 0, G_N_ELEMENTS(TRAP_CASES));
    tcase_add_loop_test(tests, views_see_none_of_them, 0, G_N_ELEMENTS(VIEW_CASES));
    tcase_add_test(tests, acts_are_as_many_as_asked_for);
    tcase_add_loop_test(tests, region_is_the_same_everywhere, 0, G_N_ELEMENTS(DIGESTS));
    tcase_add_test(tests, nothing_is_made_beside_what_is_there);
    tcase_add_test(tests, what_is_there_is_left_alone);
    Suite *suite = suite_create("synthetic");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(server);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
