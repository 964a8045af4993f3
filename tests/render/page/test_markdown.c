/* Long texts: what is read from them and what is refused, how they run from column to column, and
 * their links in the PDF. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/canvas.h"
#include "render/page/markdown.h"
#include "render/page/markdown_flow.h"
#include "tests/render/page/accessible.h"
#include "tests/render/page/golden.h"

#define NNBSP "\u202F"
#define NBSP "\u00A0"

static const MarkdownVariable VARIABLES[] = {{"group", "Nord *1*"}, {"n_members", "9"}};

static Markdown *
parse(const char *text, Language language, GError **error)
{
    return markdown_parse(text, "t.md", language, VARIABLES, G_N_ELEMENTS(VARIABLES), error);
}

/* --- what is read --- */

static void
add_spans(GString *out, const MarkdownBlock *block)
{
    for (size_t i = 0; i < block->n_spans; i++) {
        const TextSpan *span = &block->spans[i];
        g_string_append_printf(out, "%s%s%s%s[%s]", span->bold ? "b" : "", span->italic ? "i" : "",
                               span->superscript ? "s" : "", span->code ? "c" : "", span->text);
        if (span->url != NULL)
            g_string_append_printf(out, "<%s>", span->url);
    }
}

/* Blocks as "h2@3 [spans]". */
static char *
describe(const Markdown *markdown)
{
    static const char KINDS[] = "hpiq";
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < markdown_n_blocks(markdown); i++) {
        const MarkdownBlock *block = markdown_block(markdown, i);
        g_string_append_printf(out, "%s%c", i > 0 ? " / " : "", KINDS[block->kind]);
        if (block->level + block->depth > 0)
            g_string_append_printf(out, "%d", block->level + block->depth);
        if (block->number > 0)
            g_string_append_printf(out, "#%d", block->number);
        g_string_append_printf(out, "%s@%d ", block->continues ? "+" : "", block->line);
        add_spans(out, block);
    }
    return g_string_free(out, FALSE);
}

static const struct {
    Language language;
    const char *text, *blocks;
} READ[] = {
    {LANGUAGE_FR, "Quels patients ?", "p@1 [Quels patients" NNBSP "?]"},
    {LANGUAGE_EN, "Which, isn't it ?", "p@1 [Which, isn’t it ?]"},
    {LANGUAGE_FR, "# Un\n\n## Deux\n\n### Trois\n", "h1@1 [Un] / h2@3 [Deux] / h3@5 [Trois]"},
    {LANGUAGE_FR, "Un **mot** et *deux* et `14 %`\nla suite",
     "p@1 [Un ]b[mot][ et ]i[deux][ et ]c[14 %][ ][la suite]"},
    {LANGUAGE_FR, "***les deux***", "p@1 bi[les deux]"},
    {LANGUAGE_FR, "le 1^er^ avril", "p@1 [le 1]s[er][ avril]"},
    {LANGUAGE_FR, "ligne  \nautre", "p@1 [ligne][\n\n][autre]"},
    {LANGUAGE_FR, "- un\n- deux\n  - dedans\n\n    encore\n",
     "i1@1 [un] / i1@2 [deux] / i2@3 [dedans] / i2+@5 [encore]"},
    {LANGUAGE_FR, "3. trois\n4. quatre\n", "i1#3@1 [trois] / i1#4@2 [quatre]"},
    {LANGUAGE_FR, "> cité\n>\n> deux fois\n", "q@1 [cité] / q@3 [deux fois]"},
    {LANGUAGE_FR, "[la HAS](https://www.has-sante.fr)", "p@1 [la HAS]<https://www.has-sante.fr>"},
    {LANGUAGE_FR, "[*la* HAS](https://a.fr/x?y=1&z=(2)) !",
     "p@1 i[la]<https://a.fr/x?y=1&z=(2)>[ HAS]<https://a.fr/x?y=1&z=(2)>[" NNBSP "!]"},
    {LANGUAGE_FR, "<https://www.has-sante.fr/l'avis>",
     "p@1 [https://www.has-sante.fr/l'avis]<https://www.has-sante.fr/l'avis>"},
    {LANGUAGE_FR, "<groupe@exemple.fr>", "p@1 [groupe@exemple.fr]<mailto:groupe@exemple.fr>"},
    {LANGUAGE_FR, "Le {{group}} a {{n_members}} membres",
     "p@1 [Le Nord *1* a 9 membres]"}, /* no Markdown in a value */
    {LANGUAGE_FR, "`{{group}}` &amp; \\*", "p@1 c[{{group}}][ & *]"},
    {LANGUAGE_FR, "\n\n\ntrois lignes plus bas\n", "p@4 [trois lignes plus bas]"},
    {LANGUAGE_FR, "[nom][r]\n\n[r]: https://a.fr\n", "p@1 [nom]<https://a.fr>"},
};

START_TEST(a_text_is_read)
{
    GError *error = NULL;
    g_autoptr(Markdown) markdown = parse(READ[_i].text, READ[_i].language, &error);
    ck_assert_msg(markdown != NULL, "%s", error == NULL ? "" : error->message);
    g_autofree char *blocks = describe(markdown);
    ck_assert_str_eq(blocks, READ[_i].blocks);
}
END_TEST

START_TEST(a_block_says_its_words)
{
    g_autoptr(Markdown) markdown =
        parse("# Un **mot** de [la HAS](https://a.fr)", LANGUAGE_FR, NULL);
    g_autofree char *plain = markdown_block_plain(markdown_block(markdown, 0));
    ck_assert_str_eq(plain, "Un mot de la HAS");
}
END_TEST

/* --- what is refused --- */

#define FIFTY "dixsignes1dixsignes2dixsignes3dixsignes4dixsignes5"

static const struct {
    const char *text, *message;
} REFUSED[] = {
    {"un\n\n![image](/etc/passwd)", "t.md:3: a paragraph may not hold a \"image\""},
    {"![image](https://a.fr/x.png)", "t.md:1: a paragraph may not hold a \"image\""},
    {"[clic](javascript:alert(1))",
     "t.md:1: a link to \"javascript:alert(1)\"; only http, https and mailto are taken"},
    {"[clic](JaVaScRiPt:x)",
     "t.md:1: a link to \"JaVaScRiPt:x\"; only http, https and mailto are taken"},
    {"a\nb [clic](file:///etc/passwd)",
     "t.md:2: a link to \"file:///etc/passwd\"; only http, https and mailto are taken"},
    {"[clic](/etc/passwd)",
     "t.md:1: a link to \"/etc/passwd\"; only http, https and mailto are taken"},
    {"[clic](data:text/html,x)",
     "t.md:1: a link to \"data:text/html,x\"; only http, https and mailto are taken"},
    {"[x](https://a.fr/\\)>>/Launch(y))", "t.md:1: a link to \"https://a.fr/)>>/Launch(y)\"; only "
                                          "http, https and mailto are taken"},
    {"[clic](https://)", "t.md:1: a link to \"https://\"; only http, https and mailto are taken"},
    {"[clic](<https://a.fr/ b>)",
     "t.md:1: a link to \"https://a.fr/ b\"; only http, https and mailto are taken"},
    {"[](https://a.fr)", "t.md:1: a link to \"https://a.fr\" has no words"},
    {"un\n\n<script>alert(1)</script>\n", "t.md:3: a text may not hold a \"html_block\""},
    {"un <b>mot</b>", "t.md:1: a paragraph may not hold a \"html_inline\""},
    {"```\ncode\n```\n", "t.md:1: a text may not hold a \"code_block\""},
    {"un\n\n---\n", "t.md:3: a text may not hold a \"thematic_break\""},
    {"un\n\n#### Quatre\n", "t.md:3: a heading of level 4; levels 1 to 3 are set"},
    {"- # Un\n", "t.md:1: an item of a list may not hold a \"heading\""},
    {"- un\n\n  > cité\n", "t.md:3: an item of a list may not hold a \"block_quote\""},
    {"- - un\n", "t.md:1: an item of a list may not hold a \"list\""},
    {"> - un\n", "t.md:1: a quote may not hold a \"list\""},
    {"-\n", "t.md:1: an empty item"},
    {"- a\n  - b\n    - c\n      - d\n", "t.md:4: lists nest more than 3 deep"},
    {"0. zéro\n", "t.md:1: a numbered list starts at 1 or more"},
    {"| a | b |\n|---|---|\n| 1 | 2 |\n", "t.md:1: a table cannot be set; write a list"},
    {"un\n\n{{inconnu}}", "t.md:3: the variable {{inconnu}} is not known"},
    {"un {{group", "t.md:1: a {{ is never closed by }}"},
    {"le 1^er avril", "t.md:1: a ^ is never closed"},
    {"#\n", "t.md:1: there are no words in it"},
    {"", "t.md:1: there is no text in it"},
    {"\n \n", "t.md:1: there is no text in it"},
    {"un\ndeux \xff", "t.md:2: it is not UTF-8"},
    {FIFTY, "t.md:1: the word \"" FIFTY "\" is too long for a column"},
    {"`" FIFTY "`", "t.md:1: the word \"" FIFTY "\" is too long for a column"},
};

START_TEST(a_text_is_refused)
{
    GError *error = NULL;
    g_autoptr(Markdown) markdown = parse(REFUSED[_i].text, LANGUAGE_FR, &error);
    ck_assert_ptr_null(markdown);
    ck_assert(g_error_matches(error, PAGE_ERROR, PAGE_ERROR_TEXT));
    ck_assert_str_eq(error->message, REFUSED[_i].message);
    g_clear_error(&error);
}
END_TEST

START_TEST(a_file_that_is_no_text_is_refused)
{
    GError *error = NULL;
    ck_assert_ptr_null(markdown_load("tests/golden/none.md", LANGUAGE_FR, NULL, 0, &error));
    ck_assert(g_error_matches(error, PAGE_ERROR, PAGE_ERROR_TEXT));
    ck_assert_ptr_nonnull(strstr(error->message, "tests/golden/none.md"));
    g_clear_error(&error);

    g_autofree char *path = NULL;
    const int file = g_file_open_tmp("markdown-XXXXXX", &path, NULL);
    ck_assert(g_close(file, NULL));
    ck_assert(g_file_set_contents(path, "a\0b", 3, NULL));
    ck_assert_ptr_null(markdown_load(path, LANGUAGE_FR, NULL, 0, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "a zero byte"));
    g_clear_error(&error);
    ck_assert(g_file_set_contents(path, "texte", -1, NULL));
    g_autoptr(Markdown) markdown = markdown_load(path, LANGUAGE_FR, NULL, 0, &error);
    ck_assert_ptr_nonnull(markdown);
    ck_assert_int_eq(g_remove(path), 0);
}
END_TEST

/* --- how it runs --- */

static const MarkdownLook LOOK = {
    .headings = {{FACE_BOLD, 6, 8, 0, {0.1, 0.1, 0.1}},
                 {FACE_SEMIBOLD, 5, 7, 0, {0.1, 0.1, 0.1}},
                 {FACE_SEMIBOLD, 4, 6, 0, {0.1, 0.1, 0.1}}},
    .body = {FACE_REGULAR, 3.5, 5, 0, {0.1, 0.1, 0.1}},
    .quote = {FACE_ITALIC, 3.5, 5, 0, {0.1, 0.1, 0.1}},
    .link = {0, 0.3, 0.6},
    .indent_mm = 6,
    .before_heading_mm = 5,
    .between_blocks_mm = 2.5,
    .between_items_mm = 1,
    .heading_roles = {ROLE_HEADING_1, ROLE_HEADING_2, ROLE_HEADING_3},
};

static const char TEXT[] =
    "# Les antibiotiques en ville\n\n"
    "La moitié des antibiotiques est prescrite pour des infections **qui guérissent seules** : "
    "voyez "
    "[la fiche de la HAS](https://www.has-sante.fr/fiche_(2024)) et, sur le même sujet, *les "
    "données "
    "de l'Assurance Maladie*.\n\n"
    "## Que faire ?\n\n"
    "- Expliquer la durée attendue des symptômes, et quand il faut rappeler.\n"
    "- Un test rapide devant une angine, avant toute prescription :\n"
    "  1. prélèvement au cabinet ;\n"
    "  2. lecture après cinq minutes.\n\n"
    "  Rien si le test est négatif.\n"
    "- Différer l'ordonnance.\n\n"
    "> Le meilleur antibiotique est celui que l'on n'a pas eu besoin de prescrire, disait un "
    "confrère "
    "du {{group}}.\n\n"
    "### À lire\n\n"
    "1. Haute Autorité de santé, *Choix et durées d'antibiothérapie*, 2024, "
    "<https://www.has-sante.fr/jcms/c_2722827/fr/antibiotherapie-des-infections-urinaires>\n"
    "2. Une question : <groupe@exemple.fr>\n";

static Typesetter *typesetter;
static Canvas *canvas;

typedef struct {
    double height;
    int n_columns; /* handed out so far */
} Columns;

static Rect
column_of(const Columns *self)
{
    return (Rect){self->n_columns % 2 == 0 ? 16 : 110, 20, 84, self->height};
}

static void
begin_page(void)
{
    canvas_begin_page(canvas, canvas_n_pages(canvas) == 0 ? "Dossier" : NULL);
    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_line(canvas, (Point){16, 14}, (Point){194, 14}, &(Stroke){RULE, 0.2, DASH_NONE});
    canvas_close(canvas);
}

static Rect
next_column(gpointer data)
{
    Columns *self = data;
    self->n_columns++;
    if (self->n_columns % 2 == 0)
        begin_page();
    return column_of(self);
}

static void
set_up(void)
{
    GError *error = NULL;
    typesetter = typesetter_new("fonts", "fr", &error);
    ck_assert_msg(typesetter != NULL, "%s", error == NULL ? "" : error->message);
}

static void
tear_down(void)
{
    typesetter_free(typesetter);
}

static void
draw(const char *text, double height)
{
    GError *error = NULL;
    g_autoptr(Markdown) markdown = parse(text, LANGUAGE_FR, &error);
    ck_assert_msg(markdown != NULL, "%s", error == NULL ? "" : error->message);
    DocumentInfo info = {"Dossier", "miroir", "Bretagne", "fr-FR", "2026-06-12"};
    canvas = canvas_new(typesetter, PAPER_A4, &info);
    begin_page();
    Columns columns = {height, 0};
    markdown_flow(canvas, markdown, &LOOK, column_of(&columns), next_column, &columns);
}

START_TEST(a_text_runs_from_column_to_column)
{
    draw(TEXT, 60);
    golden_check(canvas, "pages/markdown");
    canvas_free(canvas);
}
END_TEST

START_TEST(a_text_fits_one_column)
{
    draw(TEXT, 250);
    golden_check(canvas, "pages/markdown-one-column");
    canvas_free(canvas);
}
END_TEST

/* The baselines of the lines of `text`, a paragraph after a heading, as "column: lines" pairs: how many
 * lines each column holds, headings as "h". Read from the display list. */
static char *
lines_by_column(void)
{
    GError *error = NULL;
    g_autofree char *list = canvas_to_text(canvas, &error);
    ck_assert_msg(list != NULL, "%s", error == NULL ? "" : error->message);
    g_auto(GStrv) rows = g_strsplit(list, "\n", -1);
    GString *out = g_string_new(NULL);
    char last[32] = "";
    int page = 0;
    for (char **row = rows; *row != NULL; row++) {
        const char *mark = g_strstrip(*row);
        double x = 0, y = 0, size = 0;
        page += g_str_has_prefix(mark, "page");
        if (sscanf(mark, "text %lf %lf %lf", &x, &y, &size) != 3)
            continue;
        char column[32];
        g_snprintf(column, sizeof column, "%d%c", page, x < 100 ? 'a' : 'b');
        if (strcmp(column, last) != 0)
            g_string_append_printf(out, "%s", out->len > 0 ? "|" : "");
        g_strlcpy(last, column, sizeof last);
        g_string_append_c(out, size > 3.5 ? 'h' : '.');
    }
    return g_string_free(out, FALSE);
}

/* Whatever the height: no lone line, no heading at the foot, and every line set once. */
START_TEST(no_line_stands_alone)
{
    GString *words = g_string_new("## Titre\n\n");
    for (int i = 0; i < 60; i++)
        g_string_append_printf(words, "mot%d ", i);
    g_string_append(words, "\n\n## Autre\n\n### Encore\n\n");
    for (int i = 0; i < 60; i++)
        g_string_append_printf(words, "mot%d ", i);

    size_t wanted = 0;
    for (double height = 34; height < 120; height += 0.7) {
        draw(words->str, height);
        g_autofree char *lines = lines_by_column();
        g_auto(GStrv) columns = g_strsplit(lines, "|", -1);
        size_t n = 0;
        for (char **column = columns; *column != NULL; column++) {
            const size_t length = strlen(*column);
            n += length;
            ck_assert_msg((*column)[length - 1] != 'h', "at %.1f mm: %s", height, lines);
            ck_assert_msg(strcmp(*column, ".") != 0 && !g_str_has_prefix(*column, ".h") &&
                              (!g_str_has_suffix(*column, "h.")),
                          "at %.1f mm: %s", height, lines);
        }
        if (wanted == 0)
            wanted = n;
        ck_assert_msg(n == wanted, "at %.1f mm %zu of %zu lines: %s", height, n, wanted, lines);
        canvas_free(canvas);
    }
    g_string_free(words, TRUE);
}
END_TEST

START_TEST(a_column_too_low_is_a_fault)
{
    GError *error = NULL;
    draw("mot", 4);
    ck_assert_ptr_null(canvas_to_text(canvas, &error));
    ck_assert_str_eq(error->message, "page 1: a column of 4.0 mm holds no line");
    g_clear_error(&error);
    canvas_free(canvas);
}
END_TEST

/* --- in the PDF --- */

static const char *const REASONS[] = {NULL};

START_TEST(links_are_tagged_and_safe)
{
    GError *error = NULL;
    draw(TEXT, 60);
    g_autoptr(GBytes) pdf = canvas_to_pdf(canvas, &error);
    ck_assert_msg(pdf != NULL, "%s", error == NULL ? "" : error->message);
    g_autoptr(GPtrArray) faults = pdf_faults(pdf, &(PdfExpectation){"fr-FR", REASONS});
    ck_assert_msg(faults->len == 0, "%s", faults->len == 0 ? "" : (char *)faults->pdata[0]);
    canvas_free(canvas);
}
END_TEST

static size_t
count(GBytes *pdf, const char *words)
{
    gsize n = 0, found = 0;
    const char *at = g_bytes_get_data(pdf, &n), *end = at + n;
    for (; (at = memmem(at, (size_t)(end - at), words, strlen(words))) != NULL; at++)
        found++;
    return found;
}

START_TEST(an_address_writes_no_objects)
{
    GError *error = NULL;
    draw("[deux mots](https://a.fr/%29)/S/Launch/F(x)) et [x](https://b.fr/)", 60);
    g_autoptr(GBytes) pdf = canvas_to_pdf(canvas, &error);
    ck_assert_msg(pdf != NULL, "%s", error == NULL ? "" : error->message);
    ck_assert_uint_eq(count(pdf, "/Subtype /Link"), 2);
    ck_assert_uint_eq(count(pdf, "(https://b.fr/)"), 1);
    ck_assert_uint_eq(count(pdf, "/S /Launch"), 0);
    canvas_free(canvas);
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;
    TCase *reading = tcase_create("reading");
    tcase_add_loop_test(reading, a_text_is_read, 0, G_N_ELEMENTS(READ));
    tcase_add_test(reading, a_block_says_its_words);
    tcase_add_loop_test(reading, a_text_is_refused, 0, G_N_ELEMENTS(REFUSED));
    tcase_add_test(reading, a_file_that_is_no_text_is_refused);
    TCase *setting = tcase_create("setting");
    tcase_add_checked_fixture(setting, set_up, tear_down);
    tcase_add_test(setting, a_text_runs_from_column_to_column);
    tcase_add_test(setting, a_text_fits_one_column);
    tcase_add_test(setting, no_line_stands_alone);
    tcase_add_test(setting, a_column_too_low_is_a_fault);
    tcase_add_test(setting, links_are_tagged_and_safe);
    tcase_add_test(setting, an_address_writes_no_objects);

    Suite *suite = suite_create("markdown");
    suite_add_tcase(suite, reading);
    suite_add_tcase(suite, setting);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
