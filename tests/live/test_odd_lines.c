/* Lines of which something is not as it should be: each kind as often as it was put there is in the
 * manifest and in what a run says, in both languages; and what still counts has counted. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/publish/manifest.h"
#include "tests/engine/cli/program.h"
#include "tests/live/command_case.h"

/* Another number of each kind. D40 is a control; D41 enters group A on 1 March, with seven lines before
 * that day and two from it on. X9 is nobody. P800 and P801 have no birth date. */
static const char ODD[] =
    "INSERT INTO miroir.code (code_system, code, atc) VALUES ('CIP13', '3400900000004', NULL),"
    " ('CIP13', '3400900000005', 'J01CA04'), ('UCD', '3400900000005', NULL);"
    "INSERT INTO miroir.patient (patient_id, birth_date, sex)"
    " VALUES ('P800', NULL, 'F'), ('P801', NULL, 'M');"
    "INSERT INTO miroir.practitioner (practitioner_id, specialty, territory_id)"
    " VALUES ('D41', 'MG', 'T1');"
    "INSERT INTO miroir.membership (group_id, practitioner_id, role, joined_on)"
    " VALUES ('A', 'D41', 'member', '2026-03-01');"
    "INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, quantity)"
    " SELECT who, 'P' || i, day::date, 'CIP13', code, 1 FROM (VALUES"
    " ('D40', '2026-02-10', '3400900000004', 3), ('D40', '2026-02-10', '3400900000005', 4),"
    " ('X9', '2026-02-11', '3400900000002', 5), ('D40', '2026-02-12', '3400900009999', 6),"
    " ('D41', '2026-02-28', '3400900000001', 7), ('D41', '2026-03-01', '3400900000002', 2))"
    " AS odd (who, day, code, n), generate_series(1, n) AS i;"
    /* Before the first period that is read: in no count. */
    "INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, quantity)"
    " VALUES ('X9', 'P1', '2024-12-31', 'CIP13', '3400900009999', 1);";

static const struct {
    const char *key;
    int n;
    const char *english, *french; /* with the number of all lines for %s */
} KINDS[] = {
    {"unknown_codes", 6, "6 of %s claim lines bear a code that the relation code does not have\n",
     "6 lignes de remboursement sur %s portent un code que la relation code n’a pas\n"},
    {"drugs_without_atc", 3, "3 of %s claim lines bear a drug without ATC, which no class holds\n",
     "3 lignes de remboursement sur %s portent un médicament sans ATC, qu’aucune classe ne "
     "contient\n"},
    {"codes_in_several_systems", 4,
     "4 of %s claim lines bear a code that stands in several code systems\n",
     "4 lignes de remboursement sur %s portent un code présent dans plusieurs systèmes\n"},
    {"unknown_prescribers", 5,
     "5 of %s claim lines have a prescriber whom the relation practitioner does not have: they "
     "count among registered patients' lines alone\n",
     "5 lignes de remboursement sur %s ont un prescripteur que la relation practitioner n’a pas"},
    {"outside_membership", 7,
     "7 of %s claim lines are a member's from before joining or after leaving: they count as the "
     "others do\n",
     "7 lignes de remboursement sur %s sont d’un membre avant son entrée ou après sa sortie"},
    {"patients_without_birth", 2,
     "2 patients have no birth date: conditions on age leave them out\n",
     "2 patients n’ont pas de date de naissance\u00a0: les conditions d’âge les écartent\n"},
};

static const char READ[] =
    "SELECT count(*) FROM miroir.claim WHERE care_date BETWEEN '2025-04-01' AND '2026-03-31'";

static void
speak(const char *language)
{
    g_setenv("LC_ALL", "C.UTF-8", TRUE);
    g_setenv("LANGUAGE", language, TRUE);
}

static char *
run(const char *line, const char *language)
{
    speak(language);
    g_auto(ProgramResult) result = program_run(folder, line);
    speak("en");
    ck_assert_msg(result.status == 0, "%s", result.err);
    return g_steal_pointer(&result.out);
}

static void
expect_said(const char *out, const char *line, const char *rows)
{
    g_auto(GStrv) parts = g_strsplit(line, "%s", 2);
    g_autofree char *words = g_strjoinv(rows, parts);
    ck_assert_msg(strstr(out, words) != NULL, "%s is not in: %s", words, out);
}

static gint64
counted(const char *edition, const char *key)
{
    g_autofree char *path = g_build_filename(folder, edition, NULL);
    g_autoptr(Manifest) manifest = manifest_read(path, NULL);
    ck_assert_ptr_nonnull(manifest);
    return manifest_integer(manifest, key, -1);
}

/* The region as it is has none of them. */
START_TEST(nothing_is_said_where_nothing_is_odd)
{
    g_autofree char *out = run("run campaign.yaml -o before --group C", "en");
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
        ck_assert_int_eq(counted("before", KINDS[i].key), 0);
    ck_assert_msg(strstr(out, "claim lines") == NULL, "%s", out);
    ck_assert_msg(strstr(out, "birth date") == NULL, "%s", out);
}
END_TEST

static void
expect_measure(const char *who, const char *field, const char *expected)
{
    g_autofree char *found =
        look_up("out/private/measures.csv", "practitioner_id", who, "period", "2026-Q1", field);
    ck_assert_msg(g_strcmp0(found, expected) == 0, "%s %s: %s, not %s", who, field, found,
                  expected);
}

/* Antibiotics: those under a code in two systems, and a member's from before, count as others do. */
static void
expect_that_they_count(void)
{
    static const char ALL_OF_D40[] =
        "SELECT count(*) FROM miroir.claim WHERE practitioner_id = 'D40' AND code IN "
        "('3400900000001', '3400900000002', '3400900000005') AND care_date >= '2026-01-01'";
    g_autofree char *denominator = live_database_value(database, ALL_OF_D40);
    expect_measure("D40", "denominator", denominator);
    expect_measure("D41", "numerator", "7");
    expect_measure("D41", "denominator", "9");
}

START_TEST(each_kind_is_counted_and_said)
{
    live_database_run(database, ODD);
    g_autofree char *rows = live_database_value(database, READ);
    g_autofree char *english = run("run campaign.yaml -o out --group C", "en");
    g_autofree char *french = run("run campaign.yaml -o again --group C", "fr");
    ck_assert_int_eq(counted("out", "claim_rows"), g_ascii_strtoll(rows, NULL, 10));
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        ck_assert_int_eq(counted("out", KINDS[i].key), KINDS[i].n);
        ck_assert_int_eq(counted("again", KINDS[i].key), KINDS[i].n);
        expect_said(english, KINDS[i].english, rows);
        expect_said(french, KINDS[i].french, rows);
    }
    expect_that_they_count();
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("odd lines");
    tcase_add_test(tests, nothing_is_said_where_nothing_is_odd);
    tcase_add_test(tests, each_kind_is_counted_and_said);
    return command_case_run(tests, "odd lines");
}
