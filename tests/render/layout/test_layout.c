/* Templates as a region writes them: what is read from them, and that every fault names its place. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/model/faults.h"
#include "render/layout/layout.h"
#include "render/page/picture.h"

static const LayoutBlockRule RULES[] = {
    {.name = "message", .of_indicator = true},
    {.name = "numbers"},
    {.name = "method", .fills = true},
    {.name = "text", .needs_text = true},
    {.name = "logo"},
    {.name = "page_break", .breaks = true},
};
static const char *const VARIABLES[] = {"title", "region", NULL};
static const char *const INDICATOR_VARIABLES[] = {"label", NULL};
static const LayoutVocabulary VOCABULARY = {
    .first = RULES,
    .stride = sizeof *RULES,
    .n_blocks = G_N_ELEMENTS(RULES),
    .variables = VARIABLES,
    .indicator_variables = INDICATOR_VARIABLES,
};

#define BASE                                                                                       \
    "template: base\n"                                                                             \
    "margins: {top: 23, bottom: 24, inner: 20, outer: 15}\n"                                       \
    "pages:\n"                                                                                     \
    "  - page: cover\n"                                                                            \
    "    kicker: booklet.cover.personal\n"                                                         \
    "    blocks: [{block: numbers, gap: 3}]\n"                                                     \
    "  - {page: method, blocks: [{block: method}]}\n"

static char *folder;
static Texts *texts;

static void
write_file(const char *name, const char *content)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    ck_assert(g_file_set_contents(path, content, -1, NULL));
}

static void
setup(void)
{
    g_autoptr(GError) error = NULL;
    folder = g_dir_make_tmp("layout-XXXXXX", NULL);
    texts = texts_load("templates", LANGUAGE_FR, "physician", &error);
    ck_assert_msg(texts != NULL, "%s", error == NULL ? "" : error->message);
    write_file("base.yaml", BASE);
    write_file("logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 40 20\">"
                           "<rect width=\"40\" height=\"20\" fill=\"#0B5FA5\"/></svg>");
}

static void
teardown(void)
{
    static const char *const NAMES[] = {"base.yaml", "logo.svg", "own.yaml"};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *path = g_build_filename(folder, NAMES[i], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    g_free(folder);
    texts_free(texts);
}

static Layout *
load(const char *content, GPtrArray *faults)
{
    write_file("own.yaml", content);
    const LayoutFolders folders = {"templates", folder};
    return layout_load("own.yaml", &folders, texts, &VOCABULARY, faults);
}

static Layout *
load_good(const char *content)
{
    g_autoptr(GPtrArray) faults = faults_new();
    Layout *layout = load(content, faults);
    if (layout == NULL)
        ck_abort_msg("%s", ((const GError *)g_ptr_array_index(faults, 0))->message);
    return layout;
}

/* --- faults --- */

#define PAGE "template: own\npages:\n  - {page: a, blocks: ["

static const struct {
    const char *content, *fault;
} FAULTS[] = {
    {"template: own\npaegs: []\n", "own.yaml:2:1: "},
    {"template: own\npaegs: []\n", "did you mean 'pages'"},
    {"template: own\n", "own.yaml:1:1: the template has no pages"},
    {PAGE "{block: mesage}]}\n",
     "own.yaml:3:32: there is no block 'mesage'; did you mean 'message'?"},
    {PAGE "{block: message}]}\n", "own.yaml:3:32: message is about an indicator"},
    {PAGE "{block: text}]}\n", "text needs a text:"},
    {PAGE "{block: numbers, text: \"x\"}]}\n", "numbers writes its own words"},
    {PAGE "{block: text, text: \"Le {{titel}}\"}]}\n",
     "own.yaml:3:44: the variable {{titel}} is unknown; did you mean 'title'?"},
    {PAGE "{block: text, text: \"{{label}}\"}]}\n", "the variable {{label}} is unknown"},
    {PAGE "{block: text, text: booklet.cover.persnal}]}\n",
     "did you mean 'booklet.cover.personal'?"},
    {PAGE "{block: text, text: {en: \"x\"}}]}\n", "a text is meant"},
    {PAGE "{block: numbers, gap: 1,5}]}\n", "own.yaml:3:"},
    {PAGE "{block: numbers, gap: \"5\"}]}\n", "in quotes, not a number"},
    {PAGE "{block: numbers, at: [0, 0]}]}\n", "give both or neither"},
    {PAGE "{block: numbers, at: [0, x], size: [10, 10]}]}\n", "a list of 2 lengths"},
    {PAGE "{block: numbers, at: [170, 0], size: [20, 10]}]}\n",
     "own.yaml:3:32: numbers leaves the page by 12.0 mm: within the margins there are 178.0 x "
     "250.0 mm"},
    {PAGE "{block: numbers, at: [0, 0], size: [0, 10]}]}\n", "the box of numbers is empty"},
    {PAGE "{block: numbers, at: [0, 0], size: [20, 10]}, {block: numbers, at: [19, 9], size: "
          "[20, 10]}]}\n",
     "numbers overlaps numbers of line 3"},
    {PAGE "{block: method}, {block: numbers}]}\n",
     "numbers stands after a block that takes the rest"},
    {PAGE "{block: method, at: [0, 0], size: [20, 10]}]}\n", "method takes the rest of its page"},
    {PAGE "{row: [{block: numbers}, {block: method}]}]}\n", "method takes the rest of its page"},
    {PAGE "numbers]}\n", "a block is meant"},
    {"template: own\npages: [cover]\n", "own.yaml:2:9: the page cover has no blocks"},
    {"template: own\nextends: ./base.yaml\npages: [covr]\n", "did you mean 'cover'?"},
    {"template: own\nextends: ./none.yaml\n", "none.yaml"},
    {"template: own\nextends: nothing\n", "own.yaml:2:10: there is no template 'nothing'"},
    {"template: own\nextends: fr\n", "there is no template 'fr'"},
    {"template: own\nextends: ./own.yaml\n", "is it a circle?"},
    {"template: own\nextends: ./base.yaml\npaper: A3\n", "paper is 'A3'"},
    {"template: own\nextends: ./base.yaml\nmargins: {top: 3}\n", "it must be from 15 to 100"},
    {"template: own\nextends: ./base.yaml\nfonts: {size_pt: 50}\n", "it must be from 7 to 20"},
    {"template: own\nextends: ./base.yaml\ncolours: {inc: \"#000000\"}\n",
     "own.yaml:3:11: there is no colour 'inc'; did you mean 'ink'?"},
    {"template: own\nextends: ./base.yaml\ncolours: {ink: red}\n", "ink is no colour"},
    {"template: own\nextends: ./base.yaml\ncolours: {enrolled: \"#8FB8DE\"}\n",
     "own.yaml:3:21: enrolled contrasts 2.1 : 1 with the paper"},
    {"template: own\nextends: ./base.yaml\ncolours: {panel: \"#333333\"}\n", "panel contrasts"},
    {"template: own\nextends: ./base.yaml\ntexts: {booklet.cover.persnal: \"x\"}\n",
     "own.yaml:3:9: no text has the key booklet.cover.persnal"},
    {"template: own\nextends: ./base.yaml\ntexts: {booklet.indicator.next: \"{{labl}}\"}\n",
     "the variable {{labl}} is unknown there"},
    {"template: own\nextends: ./base.yaml\ntexts: {booklet.cover.personal: \"{{\"}\n",
     "never closed"},
    {"template: own\nextends: ./base.yaml\nlogo: {file: none.svg, page: cover, at: [0, 0], size: "
     "[20, 10]}\n",
     "own.yaml:3:14: the logo cannot be read"},
    {"template: own\nextends: ./base.yaml\nlogo: {file: logo.gif, page: cover, at: [0, 0], size: "
     "[20, 10]}\n",
     "is neither .svg nor .png"},
    {"template: own\nextends: ./base.yaml\nlogo: {file: logo.svg, page: last, at: [0, 0], size: "
     "[20, 10]}\n",
     "there is no page last"},
    {"template: own\nextends: ./base.yaml\nlogo: {file: logo.svg, page: cover, at: [160, 0], "
     "size: [20, 10]}\n",
     "logo leaves the page by 5.0 mm"},
};

START_TEST(fault_names_its_place)
{
    g_autoptr(GPtrArray) faults = faults_new();
    g_autoptr(Layout) layout = load(FAULTS[_i].content, faults);
    ck_assert_msg(layout == NULL, "no fault in %s", FAULTS[_i].content);
    ck_assert_uint_ge(faults->len, 1);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < faults->len; i++)
        g_string_append_printf(all, "%s\n",
                               ((const GError *)g_ptr_array_index(faults, i))->message);
    ck_assert_msg(strstr(all->str, FAULTS[_i].fault) != NULL, "%s\nsays: %s", FAULTS[_i].content,
                  all->str);
}
END_TEST

/* --- what is read --- */

START_TEST(template_changes_what_it_says_and_no_more)
{
    g_autoptr(Layout) layout =
        load_good("template: own\n"
                  "extends: ./base.yaml\n"
                  "binding: true\n"
                  "fonts: {size_pt: 14}\n"
                  "colours: {enrolled: \"#005500\"}\n"
                  "texts: {booklet.cover.personal: {fr: \"À vous !\", en: \"To you\"}}\n"
                  "logo: {file: logo.svg, page: cover, at: [100, 0], size: [40, 20]}\n"
                  "pages:\n"
                  "  - method\n"
                  "  - {page: letter, title: \"{{title}}\", blocks: [{block: text, text: \"*Chers* "
                  "confrères\"}]}\n"
                  "  - {page: cover, kicker: {fr: \"Région {{region}}\"}}\n");
    static const char *const ORDER[] = {"method", "letter", "cover"};
    ck_assert_uint_eq(layout->pages->len, G_N_ELEMENTS(ORDER));
    for (guint i = 0; i < layout->pages->len; i++)
        ck_assert_str_eq(((const LayoutPage *)g_ptr_array_index(layout->pages, i))->name, ORDER[i]);

    const LayoutPage *cover = g_ptr_array_index(layout->pages, 2);
    ck_assert_uint_eq(cover->blocks->len, 2); /* the base's, and the logo */
    const LayoutVariable region = {"region", "Bretagne"};
    g_autofree char *kicker = layout_text_write(&cover->kicker, layout->texts, &region, 1);
    ck_assert_str_eq(kicker, "Région Bretagne");
    ck_assert_str_eq(texts_get(layout->texts, "booklet.cover.personal"), "À vous\u202f!");
    ck_assert_double_eq_tol(layout->palette.colours[PALETTE_ENROLLED].green, 0x55 / 255.0, 1e-9);
    ck_assert_double_eq_tol(layout->palette.colours[PALETTE_INK].red, INK.red, 1e-9);
    ck_assert_ptr_nonnull(layout->logo);
    /* Base first, then the campaign's own, then the logo. */
    ck_assert_uint_eq(layout->sources->len, 3);
}
END_TEST

/* Bound: the wide margin is at the left of odd pages and at the right of even ones. */
START_TEST(margins_change_sides)
{
    g_autoptr(Layout) layout = load_good("template: own\nextends: ./base.yaml\nbinding: true\n");
    g_autoptr(Layout) loose = load_good("template: own\nextends: ./base.yaml\n");
    ck_assert_double_eq_tol(layout_content(layout, 1).x, 20, 1e-9);
    ck_assert_double_eq_tol(layout_content(layout, 2).x, 15, 1e-9);
    ck_assert_double_eq_tol(layout_content(layout, 1).width, 175, 1e-9);
    ck_assert_double_eq_tol(layout_content(loose, 2).x, 20, 1e-9);
}
END_TEST

START_TEST(shipped_templates_have_usual_names)
{
    g_autoptr(GPtrArray) faults = faults_new();
    const LayoutFolders folders = {"templates", NULL};
    ck_assert_ptr_null(layout_load("profile", &folders, texts, &VOCABULARY, faults));
    ck_assert_uint_eq(faults->len, 1);
}
END_TEST

/* --- logos --- */

static const struct {
    const char *svg, *fault; /* NULL: none */
} LOGOS[] = {
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><rect width=\"4\" "
     "height=\"2\"/></svg>",
     NULL},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><script>x()</script></svg>",
     "a script"},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\" onload=\"x()\"/>", "a script"},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><text>A</text></svg>",
     "letters"},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><image "
     "href=\"/etc/passwd\"/></svg>",
     "a picture of its own"},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 2\"><a "
     "href=\"http://x\"/></svg>",
     "a link to elsewhere"},
    {"<!DOCTYPE svg [<!ENTITY a \"b\">]><svg xmlns=\"http://www.w3.org/2000/svg\"/>", "entities"},
    {"<svg xmlns=\"http://www.w3.org/2000/svg\"><rect width=\"4\" height=\"2\"/></svg>", "viewBox"},
    {"no picture at all", ""},
    {"\x89PNG", ""},
    {"\x89PNG\r\n\x1a\n\x01\x01\x01\rIHDR\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f", "6000 pixels"},
};

START_TEST(logo_is_drawn_or_refused)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) bytes = g_bytes_new_static(LOGOS[_i].svg, strlen(LOGOS[_i].svg));
    g_autoptr(Picture) picture = picture_new(bytes, &error);
    if (LOGOS[_i].fault == NULL) {
        ck_assert_msg(picture != NULL, "%s", error == NULL ? "" : error->message);
        ck_assert_double_eq_tol(picture_aspect(picture), 2, 0.01);
        return;
    }
    ck_assert_ptr_null(picture);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(error->message, LOGOS[_i].fault) != NULL, "%s", error->message);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("layout");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, fault_names_its_place, 0, G_N_ELEMENTS(FAULTS));
    tcase_add_test(tests, template_changes_what_it_says_and_no_more);
    tcase_add_test(tests, margins_change_sides);
    tcase_add_test(tests, shipped_templates_have_usual_names);
    tcase_add_loop_test(tests, logo_is_drawn_or_refused, 0, G_N_ELEMENTS(LOGOS));
    Suite *suite = suite_create("layout");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
