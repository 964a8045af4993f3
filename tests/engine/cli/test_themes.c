/* The exchange of themes as a user does it: out of the bank of one region, into that of another. What
 * is in the way is named line by line, and then nothing is written. */
#include <check.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/publish/bundle.h"
#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"

static char *folder;

static void
write_file(const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    ck_assert_int_eq(g_mkdir_with_parents(parent, 0755), 0);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
}

static char *
read_file(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    ck_assert_msg(g_file_get_contents(path, &text, NULL, NULL), "%s", path);
    return text;
}

/* A theme file of one indicator. */
static char *
theme_text(const char *id, int version, const char *indicator, int indicator_version,
           const char *numerator, const char *more)
{
    return g_strdup_printf("theme: %s\nversion: %d\nstatus: trial\nlabel: {fr: \"T\"}\n%s"
                           "indicators:\n  - id: %s\n    version: %d\n    label: {fr: \"L\"}\n"
                           "    type: prescription\n    kind: proportion\n    unit: claim\n"
                           "    denominator: \"atc in (J01*)\"\n    numerator: \"atc in (%s)\"\n",
                           id, version, more, indicator, indicator_version, numerator);
}

/* The bank that the program under test takes for its own. */
static void
setup(void)
{
    folder = g_dir_make_tmp("miroir-themes-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
    g_autofree char *theme = theme_text("a", 2, "i", 1, "J01MA*", "dossier: a.md\n");
    write_file("data/sql/themes/a.yaml", theme);
    write_file("data/templates/dossiers/a.fr.md", "# À lire\n");
    write_file("data/templates/dossiers/a.en.md", "# To read\n");
    g_autofree char *data = g_build_filename(folder, "data", NULL);
    g_setenv("MIROIR_DATA", data, true);
}

static void
teardown(void)
{
    g_unsetenv("MIROIR_DATA");
    ck_assert(folder_remove(folder, NULL));
    g_free(folder);
}

/* What it prints; the caller frees. */
static char *
expect(const char *line, int status)
{
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == status, "%s ends with %d: %s%s", line, result.status, result.out,
                  result.err);
    return g_strconcat(result.out, result.err, NULL);
}

static void
expect_says(const char *line, int status, const char *what)
{
    g_autofree char *said = expect(line, status);
    ck_assert_msg(strstr(said, what) != NULL, "%s says: %s", line, said);
}

START_TEST(goes_round)
{
    g_autofree char *exported = expect("themes export a -o a.json", 0);
    g_free(expect("themes export a -o again.json", 0));
    g_autofree char *one = read_file("a.json"), *other = read_file("again.json");
    ck_assert_str_eq(one, other);
    ck_assert_ptr_nonnull(strstr(exported, "a@2, 3 files, digest "));

    g_autofree char *imported = expect("themes import a.json --into there/deep", 0);
    ck_assert_ptr_nonnull(strstr(imported, "a.yaml: theirs is version 2; ours is not there"));
    static const char *const files[][2] = {
        {"data/sql/themes/a.yaml", "there/deep/a.yaml"},
        {"data/templates/dossiers/a.fr.md", "there/deep/dossiers/a.fr.md"},
        {"data/templates/dossiers/a.en.md", "there/deep/dossiers/a.en.md"}};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *from = read_file(files[i][0]), *to = read_file(files[i][1]);
        ck_assert_str_eq(from, to);
    }
    expect_says("themes import a.json --into there/deep", 0,
                "a.yaml: theirs and ours are version 2 and the same");
    /* Into the bank itself, whose dossiers then lie beside their theme. */
    expect_says("themes import a.json", 0, "dossiers/a.fr.md: theirs comes with the theme");
    expect_says("themes list", 0, "a@2");
}
END_TEST

/* --- conflicts ------------------------------------------------------------------------------- */

static const struct {
    int version, indicator_version;
    const char *id, *indicator, *numerator, *dossier, *more;
    const char *says; /* beginning of the line that forbids; NULL: nothing does */
} conflicts[] = {
    {1, 1, "a", "i", "J01MA*", NULL, "", NULL},
    {1, 1, "a", "i", "J01MA*", "# Older\n", "dossier: a.md\n", NULL},
    {2, 1, "a", "i", "J01MA*", NULL, "",
     "a.yaml: theirs and ours are both version 2 and not the same; agree"},
    {3, 1, "a", "i", "J01MA*", NULL, "", "a.yaml: theirs is version 2, ours is version 3 already"},
    {1, 1, "a", "i", "J01MA02", NULL, "",
     "a.yaml: theirs and ours count indicator i@1 differently"},
    {1, 2, "a", "i", "J01MA*", NULL, "", "a.yaml: theirs has indicator i@1, ours has i@2"},
    {1, 1, "b", "i", "J01MA*", NULL, "", "a.yaml: theirs has indicator i, ours has it in b.yaml"},
    {1, 1, "b", "j", "J01MA*", NULL, "", NULL},
    {2, 1, "a", "i", "J01MA*", "# Other\n", "dossier: a.md\n",
     "dossiers/a.fr.md: theirs and ours are not the same"},
    {2, 1, "a", "i", "J01MA*", NULL, "unknown: 1\n", "a.yaml: ours cannot be read ("},
};

START_TEST(names_conflicts)
{
    g_free(expect("themes export a -o a.json", 0));
    g_autofree char *ours =
        theme_text(conflicts[_i].id, conflicts[_i].version, conflicts[_i].indicator,
                   conflicts[_i].indicator_version, conflicts[_i].numerator, conflicts[_i].more);
    g_autofree char *name = g_strdup_printf("ours/%s.yaml", conflicts[_i].id);
    write_file(name, ours);
    if (conflicts[_i].dossier != NULL)
        write_file("ours/dossiers/a.fr.md", conflicts[_i].dossier);
    g_autofree char *path = g_build_filename(folder, "ours", NULL);
    g_autofree char *before = program_snapshot(path);
    bool forbidden = conflicts[_i].says != NULL;
    g_autofree char *said = expect("themes import a.json --into ours", forbidden ? 2 : 0);
    g_autofree char *after = program_snapshot(path);
    ck_assert_msg(!forbidden || strstr(said, conflicts[_i].says) != NULL, "%s", said);
    ck_assert_msg((strcmp(before, after) == 0) == forbidden, "%s", said);
    ck_assert(!forbidden || strstr(said, "nothing was written") != NULL);
}
END_TEST

/* --- bundles that must not be taken ---------------------------------------------------------- */

static const struct {
    const char *path, *text;
    int version, part;
    const char *says;
} bundles[] = {
    {"a.yaml", NULL, 2, 1, NULL},
    {"a.yaml", NULL, 3, 1, "other versions than the bundle says"},
    {"a.yaml", NULL, 2, 2, "other versions than the bundle says"},
    {"b.yaml", NULL, 2, 1, "it holds no theme"},
    {"a.yaml", "theme: a\n", 2, 1, "lacks its key"},
    {"a.yaml", "- not a theme\n", 2, 1, "a.yaml:1:1"},
};

/* A bundle with good hashes, made by hand. */
static void
write_bundle(const char *path, const char *text, int version, int part, const char *more)
{
    g_autofree char *theme = theme_text("a", 2, "i", 1, "J01MA*", "");
    g_autoptr(Bundle) bundle = bundle_new("a", version);
    g_autoptr(GBytes) bytes =
        text != NULL ? g_bytes_new(text, strlen(text)) : g_bytes_new(theme, strlen(theme));
    ck_assert(bundle_add(bundle, path, bytes, NULL));
    ck_assert(more == NULL || bundle_add(bundle, more, bytes, NULL));
    bundle_set_part(bundle, "i", part);
    g_autoptr(GBytes) json = bundle_to_bytes(bundle);
    gsize size = 0;
    const char *data = g_bytes_get_data(json, &size);
    g_autofree char *whole = g_strndup(data, size);
    write_file("made.json", whole);
}

START_TEST(refuses_bundles)
{
    write_bundle(bundles[_i].path, bundles[_i].text, bundles[_i].version, bundles[_i].part, NULL);
    const char *says = bundles[_i].says;
    expect_says("themes import made.json --into new", says != NULL ? 2 : 0,
                says != NULL ? says : "it is added");
    g_autofree char *path = g_build_filename(folder, "new", NULL);
    ck_assert(g_file_test(path, G_FILE_TEST_EXISTS) == (says == NULL));
}
END_TEST

START_TEST(refuses_strangers)
{
    write_bundle("a.yaml", NULL, 2, 1, "other.sh");
    expect_says("themes import made.json --into new", 2, "other.sh does not belong to its theme");
    write_bundle("a.yaml", NULL, 2, 1, "dossiers/a.md");
    expect_says("themes import made.json --into new", 2, "dossiers/a.md does not belong");

    g_free(expect("themes export a -o a.json", 0));
    g_autofree char *good = read_file("a.json");
    char *at = strstr(good, "J01MA");
    ck_assert_ptr_nonnull(at);
    at[3] = 'C';
    write_file("changed.json", good);
    expect_says("themes import changed.json --into new", 2, "is not what was exported");
    expect_says("themes import absent.json --into new", 2, "absent.json");
    expect_says("themes export b -o b.json", 2, "the bank has no theme 'b'");
    expect_says("themes export a", 2, "write `miroir themes list [CAMPAIGN]`");
    expect_says("themes list --into new", 2, "write `miroir themes list [CAMPAIGN]`");
    g_autofree char *dossiers = g_build_filename(folder, "data/templates/dossiers", NULL);
    ck_assert(folder_remove(dossiers, NULL));
    expect_says("themes export a -o b.json", 2, "there is no dossier a.md");
    static const char *const none[] = {"new", "b.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
        g_autofree char *path = g_build_filename(folder, none[i], NULL);
        ck_assert(!g_file_test(path, G_FILE_TEST_EXISTS));
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("themes");
    TCase *tcase = tcase_create("exchange");
    suite_add_tcase(suite, tcase);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, goes_round);
    tcase_add_loop_test(tcase, names_conflicts, 0, (int)G_N_ELEMENTS(conflicts));
    tcase_add_loop_test(tcase, refuses_bundles, 0, (int)G_N_ELEMENTS(bundles));
    tcase_add_test(tcase, refuses_strangers);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
