/* What a run prints beside the usual: certificates, what changed since the edition before, booklets
 * under passwords, a region's own pages. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "tests/engine/cli/program.h"
#include "tests/live/command_case.h"

/* --- certificates of attendance ------------------------------------------------------------------- */

#define ATTENDED                                                                                   \
    "FROM miroir.attendance JOIN miroir.meeting USING (meeting_id) WHERE present AND planned IS "  \
    "NOT true AND held_on >= '2025-04-01' AND held_on < '2026-04-01' "

/* What a certificate says of meetings, a line each, as plain SQL has it. */
static char *
attended_by(const char *id)
{
    g_autofree char *sql = g_strdup_printf(
        "SELECT coalesce(string_agg(concat(CASE extract(day FROM held_on) WHEN 1 THEN '1er' ELSE "
        "extract(day FROM held_on)::text END, ' ', (ARRAY['janvier', 'février', 'mars', 'avril', "
        "'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'])"
        "[extract(month FROM held_on)::int], ' ', extract(year FROM held_on), ' ', "
        "CASE WHEN kind = 'restitution' THEN 'Restitution des résultats' "
        "WHEN theme_id = 'own' THEN 'Antibiotiques' "
        "WHEN theme_id = 'benzodiazepines' THEN 'Benzodiazépines chez la personne âgée' "
        "WHEN theme_id IS NULL THEN 'Rencontre du groupe' ELSE theme_id END, "
        "CASE WHEN group_id <> (SELECT group_id FROM miroir.membership m WHERE m.practitioner_id = "
        "'%s') THEN ' (groupe : Groupe ' || group_id || ')' END), E'\n' ORDER BY held_on), "
        "'') " ATTENDED "AND practitioner_id = '%s'",
        id, id);
    return live_database_value(database, sql);
}

/* The lines of its table, blanks as they come made one. */
static char *
lines_of_certificate(const char *path)
{
    g_autofree char *line = g_strdup_printf("pdftotext -layout %s/%s -", folder, path);
    g_autofree char *text = NULL;
    ck_assert(g_spawn_command_line_sync(line, &text, NULL, NULL, NULL));
    g_autoptr(GRegex) blanks = g_regex_new("[\\h]+", 0, 0, NULL);
    g_autofree char *even = g_regex_replace_literal(blanks, text, -1, 0, " ", 0, NULL);
    g_autoptr(GRegex) row =
        g_regex_new("^ ?[0-9]+(er)? [^ ]+ 20[0-9]{2} .*$", G_REGEX_MULTILINE, 0, NULL);
    GString *rows = g_string_new(NULL);
    g_autoptr(GMatchInfo) match = NULL;
    g_regex_match(row, even, 0, &match);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *found = g_match_info_fetch(match, 0);
        g_string_append_printf(rows, "%s%s", rows->len == 0 ? "" : "\n", g_strstrip(found));
    }
    return g_string_free(rows, FALSE);
}

static char *
certificate_of(const char *id)
{
    g_autofree char *token =
        look_up("out/private/register.csv", "practitioner_id", id, "theme", "own", "token");
    g_autofree char *group =
        look_up("out/private/register.csv", "practitioner_id", id, "theme", "own", "group");
    return g_strdup_printf("out/private/attendance/certificates/%s/%s.pdf", group, token);
}

static void
check_certificate(const char *id)
{
    g_autofree char *expected = attended_by(id), *path = certificate_of(id);
    g_autofree char *full = g_build_filename(folder, path, NULL);
    struct stat facts;
    if (*expected == '\0') {
        ck_assert_msg(!g_file_test(full, G_FILE_TEST_EXISTS), "%s has a certificate", id);
        return;
    }
    ck_assert_msg(stat(full, &facts) == 0, "%s has no certificate", id);
    ck_assert_int_eq(facts.st_mode & 07777, 0600);
    g_autofree char *found = lines_of_certificate(path);
    ck_assert_msg(strcmp(found, expected) == 0, "%s:\n%s\nand not\n%s", id, found, expected);
    g_autofree char *words = words_of(path, "");
    for (int i = 1; i <= 40; i++) {
        g_autofree char *other = g_strdup_printf("D%02d", i), *name = g_strdup_printf("Nom%02d", i);
        ck_assert_int_eq(strstr(words, name) != NULL, strcmp(other, id) == 0);
    }
}

START_TEST(certificates_are_those_of_plain_sql)
{
    g_auto(ProgramResult) result = program_run(folder, "run campaign.yaml -o out");
    ck_assert_int_eq(result.status, 0);
    for (int i = 1; i <= 27; i++) {
        g_autofree char *id = g_strdup_printf("D%02d", i);
        check_certificate(id);
    }
    g_autofree char *n = live_database_value(
        database, "SELECT count(DISTINCT practitioner_id) " ATTENDED
                  "AND practitioner_id IN (SELECT practitioner_id FROM miroir.membership)");
    g_autofree char *said = g_strdup_printf(
        "Certificates of attendance: %s; 4 doctors attended no meeting from 2025-04-01 to "
        "2026-03-31",
        n);
    ck_assert_msg(strstr(result.out, said) != NULL, "%s: %s", said, result.out);
    ck_assert_int_eq(atoi(n), (int)n_below("out/private/attendance/certificates"));

    /* Missed by verify, made again with the booklet, gone with private/. */
    g_autofree char *before = content("out/manifest.json");
    g_autofree char *path = certificate_of("D01");
    g_autofree char *full = g_build_filename(folder, path, NULL);
    ck_assert_ptr_nonnull(strstr(before, path + strlen("out/")));
    ck_assert_int_eq(g_unlink(full), 0);
    expect_status("verify out", 1);
    g_autofree char *token =
        look_up("out/private/register.csv", "practitioner_id", "D01", "theme", "own", "token");
    g_autofree char *reissue = g_strdup_printf("reissue out --token %s", token);
    expect_status(reissue, 0);
    expect_status("verify out", 0);
    g_autofree char *after = content("out/manifest.json");
    ck_assert_msg(strcmp(before, after) == 0, "before is not after");
    expect_status("purge out", 0);
    ck_assert(!g_file_test(full, G_FILE_TEST_EXISTS));
    expect_status("verify out", 0);
}
END_TEST

/* --- the edition before --------------------------------------------------------------------------- */

static char *
changes_of_handout(void)
{
    g_autofree char *words = words_of("out/handouts/A.pdf", "");
    g_strdelimit(words, "\n", ' ');
    return g_steal_pointer(&words);
}

/* D01 leaves A and D28 and D29 come, one of whom asks to be left out of everything; the indicator gets
 * another version. */
START_TEST(handouts_tell_what_changed_since_the_edition_before)
{
    expect_status("compute campaign.yaml -o before", 0);
    g_autofree char *campaign = campaign_text(live_database_conninfo(database));
    g_autofree char *next = g_strconcat(campaign, "previous: before\n", NULL);
    g_auto(GStrv) parts = g_strsplit(COMMAND_THEME, "version: 1", 2);
    g_autofree char *theme = g_strjoinv("version: 2", parts);
    write_file("campaign.yaml", next, -1, 0644);
    write_file("own.yaml", theme, -1, 0644);
    live_database_run(database,
                      "UPDATE miroir.membership SET left_on = '2026-03-30' WHERE practitioner_id "
                      "IN ('D01', 'D02'); UPDATE miroir.practitioner SET opposed_on = '2026-03-01' "
                      "WHERE practitioner_id = 'D02'; INSERT INTO miroir.membership (group_id, "
                      "practitioner_id, role, joined_on) VALUES ('A', 'D28', 'member', "
                      "'2026-03-01'), ('A', 'D29', 'member', '2026-03-01')");
    g_auto(ProgramResult) result = program_run(folder, "check campaign.yaml");
    g_auto(ProgramResult) computed = program_run(folder, "compute campaign.yaml -o out");
    g_auto(ProgramResult) rendered = program_run(folder, "render out --group A");
    live_database_run(database,
                      "UPDATE miroir.membership SET left_on = NULL; UPDATE miroir.practitioner SET "
                      "opposed_on = NULL; DELETE FROM miroir.membership WHERE practitioner_id IN "
                      "('D28', 'D29')");
    ck_assert_msg(result.status == 0 && computed.status == 0 && rendered.status == 0, "%s%s%s",
                  result.err, computed.err, rendered.err);
    g_autofree char *words = changes_of_handout();
    ck_assert_msg(strstr(words, "2 médecins ont rejoint le groupe et 1 l’a quitté.") != NULL, "%s",
                  words);
    ck_assert_ptr_nonnull(strstr(words, "Indicateur redéfini"));
    ck_assert_ptr_null(strstr(words, "Nouvel indicateur"));

    /* Where it goes itself, and where there is none. */
    expect_status("compute campaign.yaml -o before", 2);
    g_autofree char *none = g_strconcat(campaign, "previous: nowhere\n", NULL);
    write_file("campaign.yaml", none, -1, 0644);
    expect_status("check campaign.yaml", 2);
    expect_status("compute campaign.yaml -o other", 2);

    /* A purged one tells of indicators alone. */
    expect_status("purge before", 0);
    write_file("campaign.yaml", next, -1, 0644);
    expect_status("compute campaign.yaml -o out", 0);
    g_autofree char *news = content("out/private/news.csv");
    ck_assert_str_eq(news, "subject,name,what,number,label\nindicator,quinolones,version,2,"
                           "Fluoroquinolones parmi vos antibiotiques\n");
}
END_TEST

/* --- booklets under passwords -------------------------------------------------------------------- */

static void
write_encrypted_campaign(void)
{
    g_autofree char *campaign = campaign_text(live_database_conninfo(database));
    g_autofree char *encrypted = g_strconcat(campaign, "booklet: {encrypt: true}\n", NULL);
    write_file("campaign.yaml", encrypted, -1, 0644);
}

static char *
password_of(const char *token)
{
    return look_up("out/private/passwords.csv", "token", token, "token", token, "password");
}

START_TEST(encrypted_booklets_open_with_their_password)
{
    expect_status("run campaign.yaml -o plain", 0);
    write_encrypted_campaign();
    expect_status("run campaign.yaml -o out", 0);
    expect_status("verify out", 0);

    g_autofree char *token =
        look_up("out/private/register.csv", "practitioner_id", "D03", "group", "A", "token");
    g_autofree char *password = password_of(token);
    ck_assert_uint_eq(strlen(password), 19);
    g_autofree char *sealed = g_strdup_printf("out/booklets/A/%s.pdf", token);
    g_autofree char *open = g_strdup_printf("plain/booklets/A/%s.pdf", token);
    g_free(ask_qpdf("--requires-password", sealed));
    g_autofree char *there = words_of(sealed, password), *wanted = words_of(open, "");
    ck_assert_str_eq(there, wanted);
    ck_assert_uint_gt(strlen(wanted), 500);

    /* The pile for the printer is open, and the same; the letters and the sheets are too. */
    g_autofree char *pile = hash_of("out/private/print/A.pdf");
    g_autofree char *plain_pile = hash_of("plain/private/print/A.pdf");
    ck_assert_str_eq(pile, plain_pile);
    const int pages = (n_pages(open) + 1) / 2 * 2;
    ck_assert_int_eq(n_pages("out/private/print/A.pdf"), 12 * (2 + pages));
    ck_assert_int_eq(n_pages("out/private/cards.pdf"), 27);
}
END_TEST

/* Sealing is not the same twice, and hence not done twice. */
START_TEST(encrypted_booklets_are_kept)
{
    write_encrypted_campaign();
    expect_status("run campaign.yaml -o out", 0);
    g_autofree char *before = content("out/manifest.json");
    expect_status("run campaign.yaml -o out", 0);
    expect_status("render out --shard 1/2", 0);
    expect_status("render out --shard 2/2", 0);
    g_autofree char *after = content("out/manifest.json");
    ck_assert_msg(strcmp(before, after) == 0, "before is not after");

    /* A damaged one is made again, and so is what gathers it. */
    g_autofree char *token =
        look_up("out/private/register.csv", "practitioner_id", "D03", "group", "A", "token");
    g_autofree char *path = g_strdup_printf("out/booklets/A/%s.pdf", token);
    write_file(path, "damaged", -1, 0644);
    expect_status("verify out", 1);
    expect_status("render out", 0);
    expect_status("verify out", 0);
    g_autofree char *password = password_of(token);
    g_free(words_of(path, password));

    /* Without encryption nothing of it stays. */
    write_campaign(live_database_conninfo(database));
    expect_status("run campaign.yaml -o out", 0);
    g_free(words_of(path, ""));
    g_autofree char *passwords = g_build_filename(folder, "out/private/passwords.csv", NULL);
    ck_assert(!g_file_test(passwords, G_FILE_TEST_EXISTS));
    expect_status("verify out", 0);
}
END_TEST

/* --- a region's own pages ----------------------------------------------------------------------- */

static const char REGION_TEMPLATE[] =
    "template: region\n"
    "extends: profil\n"
    "binding: true\n"
    "colours: {enrolled: \"#005A3C\"}\n"
    "logo: {file: logo.svg, page: cover, at: [138, 0], size: [40, 12]}\n"
    "texts: {booklet.cover.reading: {fr: \"Pour lire ces pages\"}}\n"
    "pages:\n"
    "  - cover\n"
    "  - method\n"
    "  - page: letter\n"
    "    title: {fr: \"Chers confrères\"}\n"
    "    blocks: [{block: text, text: {fr: \"Les groupes de **{{region}}**.\"}}]\n"
    "  - summary\n"
    "  - indicator\n";
static const char LOGO[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 12\">"
                           "<rect width=\"40\" height=\"12\" fill=\"#005A3C\"/></svg>";

static void
write_region_campaign(const char *template)
{
    g_autofree char *campaign = campaign_text(live_database_conninfo(database));
    g_autofree char *own = g_strconcat(campaign, "booklet: {template: ./region.yaml}\n", NULL);
    write_file("campaign.yaml", own, -1, 0644);
    write_file("region.yaml", template, -1, 0644);
    write_file("logo.svg", LOGO, -1, 0644);
}

static char *
booklet_of_d03(void)
{
    g_autofree char *token =
        look_up("out/private/register.csv", "practitioner_id", "D03", "group", "A", "token");
    return g_strdup_printf("out/booklets/A/%s.pdf", token);
}

START_TEST(pages_of_the_region)
{
    write_region_campaign(REGION_TEMPLATE);
    expect_status("check campaign.yaml", 0);
    expect_status("run campaign.yaml -o out", 0);
    expect_status("verify out", 0);

    g_autofree char *booklet = booklet_of_d03();
    g_autofree char *words = words_of(booklet, "");
    const char *own = strstr(words, "Pour lire ces pages");
    const char *letter = strstr(words, "Les groupes de Bretagne.");
    const char *indicator = strstr(words, "Fluoroquinolones parmi vos");
    ck_assert_msg(own != NULL && letter != NULL && indicator != NULL, "%.600s",
                  letter == NULL      ? words
                  : indicator == NULL ? letter
                                      : words);
    ck_assert(own < letter && letter < indicator);
    g_autofree char *pictures = ask_qpdf("--qdf --object-streams=disable --stream-data=preserve "
                                         "--json --json-key=pages",
                                         booklet);
    ck_assert_ptr_nonnull(strstr(pictures, "\"width\": 640"));

    /* Made again from the copies, whatever became of the files. */
    g_autofree char *before = hash_of(booklet);
    write_file("region.yaml", "template: spoilt\n", -1, 0644);
    write_file("logo.svg", "", -1, 0644);
    g_autofree char *full = g_build_filename(folder, booklet, NULL);
    ck_assert_int_eq(g_unlink(full), 0);
    expect_status("render out", 0);
    g_autofree char *after = hash_of(booklet);
    ck_assert_str_eq(before, after);
    ck_assert_uint_eq(n_below("out/private/campaign/template"), 3);
}
END_TEST

/* A definition that does not fit into its box is refused before the run, with the millimetres. */
START_TEST(what_does_not_fit_is_refused)
{
    write_region_campaign("template: region\n"
                          "extends: profil\n"
                          "pages:\n"
                          "  - cover\n"
                          "  - page: indicator\n"
                          "    blocks:\n"
                          "      - {block: definition, at: [0, 0], size: [60, 5]}\n"
                          "      - {block: message}\n");
    g_auto(ProgramResult) result = program_run(folder, "check campaign.yaml");
    ck_assert_int_eq(result.status, 2);
    ck_assert_msg(strstr(result.err, "region.yaml:7:17: definition (quinolones): ") != NULL, "%s",
                  result.err);
    ck_assert_msg(strstr(result.err, " mm more than they have") != NULL, "%s", result.err);

    write_region_campaign("template: region\nextends: profil\npagse: [cover]\n");
    g_auto(ProgramResult) unknown = program_run(folder, "run campaign.yaml -o out");
    ck_assert_int_eq(unknown.status, 2);
    ck_assert_msg(strstr(unknown.err, "region.yaml:3:1: ") != NULL, "%s", unknown.err);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("command documents");
    tcase_add_test(tests, certificates_are_those_of_plain_sql);
    tcase_add_test(tests, handouts_tell_what_changed_since_the_edition_before);
    tcase_add_test(tests, encrypted_booklets_open_with_their_password);
    tcase_add_test(tests, encrypted_booklets_are_kept);
    tcase_add_test(tests, pages_of_the_region);
    tcase_add_test(tests, what_does_not_fit_is_refused);
    return command_case_run(tests, "command documents");
}
