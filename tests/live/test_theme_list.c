/* A campaign's programme, the acceptance of its indicators, and what is said of themes that are out of
 * their validity. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/engine/cli/program.h"
#include "tests/live/command_case.h"

static void
expect_lines(const char *line, const char *const *expected)
{
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == 0, "%s: %s%s", line, result.out, result.err);
    const char *at = result.out;
    for (; *expected != NULL; expected++) {
        at = strstr(at, *expected);
        ck_assert_msg(at != NULL, "no %s in its place: %s", *expected, result.out);
    }
}

static void
write_programme(const char *validity)
{
    g_autofree char *usual = campaign_text(live_database_conninfo(database));
    g_auto(GStrv) parts = g_strsplit(usual, "themes: [own.yaml]\n", 2);
    g_autofree char *campaign =
        g_strconcat(parts[0], parts[1],
                    "programme:\n  - {period: 2026-Q1, themes: [own.yaml]}\n"
                    "  - {period: 2026-Q2, themes: [next.yaml]}\n",
                    NULL);
    g_autofree char *own = g_strconcat(COMMAND_THEME, validity, NULL);
    g_auto(GStrv) halves = g_strsplit(own, "theme: own", 2);
    g_autofree char *next = g_strconcat("theme: next", halves[1], NULL);
    write_file("campaign.yaml", campaign, -1, 0644);
    write_file("own.yaml", own, -1, 0644);
    write_file("next.yaml", next, -1, 0644);
}

START_TEST(sums_up_what_groups_accept)
{
    write_programme("");
    live_database_run(
        database, "DELETE FROM miroir.indicator_review;"
                  "INSERT INTO miroir.indicator_review VALUES ('A', 'quinolones', true, NULL, "
                  "'2026-01-10'), ('B', 'quinolones', false, 'peu de cas', NULL), "
                  "('C', 'quinolones', true, 'utile', NULL), ('C', 'another', true, NULL, NULL)");
    static const char *const expected[] = {"2026-Q1\n",
                                           "  own@1",
                                           "2026-Q2\n",
                                           "  next@1",
                                           "Edition small-2026-q1, 2026-Q1\n",
                                           "  own@1",
                                           "    quinolones@1: accepted by 2 of 3 groups asked\n",
                                           "      B refuses: peu de cas\n",
                                           "      C accepts: utile\n",
                                           NULL};
    expect_lines("themes list campaign.yaml", expected);
    live_database_run(database, "DELETE FROM miroir.indicator_review WHERE group_id <> 'A'");
    static const char *const one[] = {"    quinolones@1: accepted by 1 of 1 group asked\n", NULL};
    expect_lines("themes list campaign.yaml", one);
    live_database_run(database, "DELETE FROM miroir.indicator_review");
    static const char *const none[] = {"    quinolones@1: no group was asked\n", NULL};
    expect_lines("themes list campaign.yaml", none);
}
END_TEST

/* A database of an older contract knows no reviews; nothing else is lost. */
START_TEST(does_without_the_relation)
{
    write_programme("");
    live_database_run(database, "ALTER TABLE miroir.indicator_review RENAME TO hidden");
    static const char *const none[] = {"    quinolones@1: no group was asked\n", NULL};
    expect_lines("themes list campaign.yaml", none);
    live_database_run(database, "ALTER TABLE miroir.hidden RENAME TO indicator_review");
}
END_TEST

START_TEST(check_notes_themes_out_of_validity)
{
    static const char *const expected[] = {
        "note: theme own@1 is out of validity at the end of 2026-Q1 (valid: 2024-01-01 to "
        "2026-03-30)",
        "note: theme own@1 was due to be read again on 2026-03-01, before the end of 2026-Q1\n",
        "note: theme next@1 is out of validity at the end of 2026-Q2", "no fault\n", NULL};
    write_programme("valid_from: 2024-01-01\nvalid_to: 2026-03-30\nreview_on: 2026-03-01\n");
    expect_lines("check campaign.yaml", expected);
    write_programme("valid_from: 2024-01-01\nvalid_to: 2026-06-30\nreview_on: 2026-06-30\n");
    g_auto(ProgramResult) result = program_run(folder, "check campaign.yaml");
    ck_assert_msg(strstr(result.out, "own@1") == NULL, "%s", result.out);
    ck_assert_msg(strstr(result.out, "next@1 was due") != NULL, "%s", result.out);
}
END_TEST

/* A nomenclature that does not tell biosimilars would make every doctor's share 0. */
START_TEST(what_no_code_serves_is_noted)
{
    static const char *const expected[] = {
        "note: indicator quinolones: miroir.code has no code for its numerator, which will be 0",
        "no fault\n", NULL};
    g_auto(GStrv) halves = g_strsplit(COMMAND_THEME, "atc in (J01MA*)", 2);
    g_autofree char *theme =
        g_strconcat(halves[0], "generic_role in (biosimilar)", halves[1], NULL);
    write_file("own.yaml", theme, -1, 0644);
    expect_lines("check campaign.yaml", expected);
    g_auto(ProgramResult) result = program_run(folder, "compute campaign.yaml -o out");
    ck_assert_msg(result.status == 0 && strstr(result.err, expected[0]) != NULL, "%s", result.err);

    write_file("own.yaml", COMMAND_THEME, -1, 0644);
    g_auto(ProgramResult) usual = program_run(folder, "check campaign.yaml");
    ck_assert_msg(strstr(usual.out, "no code for its") == NULL, "%s", usual.out);
}
END_TEST

/* The edition is the programme's, and is made again from its copies. */
START_TEST(an_edition_follows_the_programme)
{
    write_programme("");
    expect_status("run campaign.yaml -o out", 0);
    write_file("campaign.yaml", "spoilt", -1, 0644);
    write_file("own.yaml", "spoilt", -1, 0644);
    g_autofree char *before = content("out/manifest.json");
    expect_status("render out", 0);
    g_autofree char *after = content("out/manifest.json");
    ck_assert_str_eq(before, after);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("theme list");
    tcase_add_test(tests, sums_up_what_groups_accept);
    tcase_add_test(tests, does_without_the_relation);
    tcase_add_test(tests, check_notes_themes_out_of_validity);
    tcase_add_test(tests, what_no_code_serves_is_noted);
    tcase_add_test(tests, an_edition_follows_the_programme);
    return command_case_run(tests, "theme list");
}
