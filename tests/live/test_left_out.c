/* Who is in no figure: doctors who objected, and people of another profession. An edition with them in
 * the database is, byte for byte, the one without them; and nurses have an edition of their own. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/engine/cli/program.h"
#include "tests/live/command_case.h"

/* A member and a control leave: a member's colleagues, a group, the region and the controls change. */
#define D05_AND_D30 " WHERE practitioner_id IN ('D05', 'D30')"

static void
change(const char *sql)
{
    live_database_run(database, sql);
}

/* "file mode hash" of all that a run leaves, but the manifest, which counts who objected, and `but`,
 * which may be NULL. */
static char *
files_of(const char *name, const char *but)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *all = program_snapshot(path);
    g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
    GString *kept = g_string_new(NULL);
    for (char **line = lines; *line != NULL; line++)
        if (strstr(*line, "manifest.json") == NULL && (but == NULL || strstr(*line, but) == NULL))
            g_string_append_printf(kept, "%s\n", *line);
    return g_string_free(kept, FALSE);
}

/* Line by line, so that a failure names the first file that is not the same. */
static void
expect_same(const char *some, const char *other)
{
    g_auto(GStrv) a = g_strsplit(some, "\n", -1), b = g_strsplit(other, "\n", -1);
    for (size_t i = 0; a[i] != NULL && b[i] != NULL; i++)
        ck_assert_str_eq(a[i], b[i]);
    ck_assert_uint_eq(g_strv_length(a), g_strv_length(b));
}

static void
expect_run_without(const char *change_sql, const char *undo_sql)
{
    change(change_sql);
    expect_status("run campaign.yaml -o out --jobs 2", 0);
    change(undo_sql);
}

/* The edition of the region as it is, were they never there. */
static void
run_without_them(void)
{
    change("CREATE TABLE public.kept_claim AS SELECT * FROM miroir.claim" D05_AND_D30 ";"
           "CREATE TABLE public.kept_came AS SELECT * FROM miroir.attendance" D05_AND_D30 ";"
           "CREATE TABLE public.kept_member AS SELECT * FROM miroir.membership" D05_AND_D30 ";"
           "CREATE TABLE public.kept_doctor AS SELECT * FROM miroir.practitioner" D05_AND_D30 ";"
           "DELETE FROM miroir.claim" D05_AND_D30 "; DELETE FROM miroir.attendance" D05_AND_D30
           "; DELETE FROM miroir.membership" D05_AND_D30
           "; DELETE FROM miroir.practitioner" D05_AND_D30);
    expect_status("run campaign.yaml -o without --jobs 2", 0);
    change(
        "INSERT INTO miroir.practitioner SELECT * FROM public.kept_doctor;"
        "INSERT INTO miroir.membership SELECT * FROM public.kept_member;"
        "INSERT INTO miroir.attendance SELECT * FROM public.kept_came;"
        "INSERT INTO miroir.claim SELECT * FROM public.kept_claim;"
        "DROP TABLE public.kept_came, public.kept_claim, public.kept_member, public.kept_doctor");
}

static const struct {
    const char *change, *undo, *but;
} LEFT_OUT[] = {
    {"UPDATE miroir.practitioner SET opposed_on = '2026-03-31'" D05_AND_D30,
     "UPDATE miroir.practitioner SET opposed_on = NULL" D05_AND_D30, NULL},
    /* An objection counts whenever it is made: also after the period. */
    {"UPDATE miroir.practitioner SET opposed_on = '2026-06-30'" D05_AND_D30,
     "UPDATE miroir.practitioner SET opposed_on = NULL" D05_AND_D30, NULL},
    /* Counts of whoever is neither member nor control are kept, for a later edition. */
    {"UPDATE miroir.practitioner SET profession = 'nurse'" D05_AND_D30,
     "UPDATE miroir.practitioner SET profession = NULL" D05_AND_D30, "private/counts.csv"},
};

START_TEST(is_as_if_never_there)
{
    run_without_them();
    expect_run_without(LEFT_OUT[_i].change, LEFT_OUT[_i].undo);
    g_autofree char *without = files_of("without", LEFT_OUT[_i].but);
    g_autofree char *out = files_of("out", LEFT_OUT[_i].but);
    expect_same(out, without);
    ck_assert_uint_eq(n_below("out/booklets"), 26); /* of 27 */
}
END_TEST

/* --- a profession of its own ---------------------------------------------------------------------- */

static const char NURSES_THEME[] = "theme: own\n"
                                   "status: trial\n"
                                   "label: {fr: \"Antibiotiques\"}\n"
                                   "indicators:\n"
                                   "  - id: quinolones\n"
                                   "    version: 1\n"
                                   "    label: {fr: \"Fluoroquinolones parmi vos antibiotiques\"}\n"
                                   "    type: activity\n"
                                   "    kind: proportion\n"
                                   "    unit: claim\n"
                                   "    attribution: performer\n"
                                   "    denominator: \"atc in (J01*)\"\n"
                                   "    numerator: \"atc in (J01MA*)\"\n"
                                   "    direction: none\n";

static char *
text_of(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autofree char *line = g_strdup_printf("pdftotext %s -", full);
    char *out = NULL;
    int status = 0;
    ck_assert(g_spawn_command_line_sync(line, &out, NULL, &status, NULL));
    ck_assert_msg(g_spawn_check_wait_status(status, NULL), "%s", line);
    return out;
}

static void
expect_words(const char *path, const char *there, const char *absent)
{
    g_autofree char *text = text_of(path);
    g_autofree char *small = g_utf8_strdown(text, -1);
    ck_assert_msg(strstr(small, there) != NULL, "%s has no %s: %s", path, there, text);
    ck_assert_msg(strstr(small, absent) == NULL, "%s has %s: %s", path, absent, text);
}

/* Group A and the controls are nurses who did what doctors prescribed: compared among themselves, by
 * the acts they performed, in words of theirs. */
START_TEST(nurses_are_compared_among_nurses)
{
    g_autofree char *doctors = campaign_text(live_database_conninfo(database));
    g_auto(GStrv) halves = g_strsplit(doctors, "specialties: [MG], ", 2);
    g_autofree char *nurses = g_strconcat(halves[0], halves[1], "profession: nurse\n", NULL);
    write_file("campaign.yaml", nurses, -1, 0644);
    write_file("own.yaml", NURSES_THEME, -1, 0644);
    change("UPDATE miroir.practitioner SET profession = 'nurse', specialty = NULL "
           "WHERE practitioner_id <= 'D12' OR practitioner_id > 'D27';"
           "UPDATE miroir.claim SET performer_id = practitioner_id, practitioner_id = 'D13'");
    g_auto(ProgramResult) result = program_run(folder, "run campaign.yaml -o out");
    change("UPDATE miroir.claim SET practitioner_id = performer_id, performer_id = NULL;"
           "UPDATE miroir.practitioner SET profession = NULL, specialty = 'MG'");

    ck_assert_msg(result.status == 0, "%s", result.err);
    ck_assert_msg(strstr(result.out, "12 doctors in 1 groups, 13 controls") != NULL, "%s",
                  result.out);
    ck_assert_uint_eq(n_below("out/booklets"), 12);
    expect_words("out/private/print/A.pdf", "infirmiers", "médecin");
    expect_words("out/handouts/A.pdf", "collègue", "confrère");
}
END_TEST

START_TEST(a_profession_without_nouns_is_refused)
{
    g_autofree char *doctors = campaign_text(live_database_conninfo(database));
    g_autofree char *others = g_strconcat(doctors, "profession: nurses\n", NULL);
    write_file("campaign.yaml", others, -1, 0644);
    g_auto(ProgramResult) result = program_run(folder, "check campaign.yaml");
    ck_assert_int_eq(result.status, 2);
    ck_assert_msg(strstr(result.err, "fr.yaml:") != NULL && strstr(result.err, "'nurse'") != NULL,
                  "%s", result.err);
    g_auto(ProgramResult) run = program_run(folder, "run campaign.yaml -o out");
    ck_assert_int_eq(run.status, 2);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("left out");
    tcase_add_loop_test(tests, is_as_if_never_there, 0, G_N_ELEMENTS(LEFT_OUT));
    tcase_add_test(tests, nurses_are_compared_among_nurses);
    tcase_add_test(tests, a_profession_without_nouns_is_refused);
    return command_case_run(tests, "left out");
}
