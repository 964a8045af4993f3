/* The PDF of a canvas: whole, tagged, the same each time, and never taken for written when it is
 * not. Looked at with qpdf and poppler, as a reader would. */
#include <check.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "render/page/canvas.h"
#include "render/page/pdf_draft.h"

static const TextStyle BODY = {.face = FACE_REGULAR, .size_mm = 3.45, .colour = {0.1, 0.1, 0.1}};
static const TextStyle TITLE = {.face = FACE_BOLD, .size_mm = 6.2, .colour = {0.1, 0.1, 0.1}};

static Typesetter *typesetter;
static Canvas *canvas;
static char *folder;

static void
text(Role role, double y, const TextStyle *style, const char *words)
{
    canvas_open(canvas, role);
    canvas_paragraph(canvas, (Point){16, y}, 178, style, words);
    canvas_close(canvas);
}

static void
draw_page(const char *title)
{
    canvas_begin_page(canvas, title);
    text(ROLE_ARTIFACT, 10, &BODY, "En-tête courant");
    canvas_open(canvas, ROLE_SECTION);
    text(ROLE_HEADING_1, 28.3, &TITLE, title);
    text(ROLE_PARAGRAPH, 36.3, &BODY, "Vous : 14,2 % — « peut relever du hasard » ≥ 11 patients.");
    canvas_open_figure(canvas, "Un losange à 14 %");
    canvas_diamond(canvas, (Point){50, 60}, 2, INK);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_TABLE);
    for (int row = 0; row < 2; row++) {
        canvas_open(canvas, ROLE_ROW);
        text(row == 0 ? ROLE_COLUMN_HEADER : ROLE_ROW_HEADER, 80 + 6 * row, &BODY,
             row == 0 ? "valeur" : "Votre groupe");
        text(row == 0 ? ROLE_COLUMN_HEADER : ROLE_CELL, 80 + 6 * row, &BODY,
             row == 0 ? "médecins" : "2 310");
        canvas_close(canvas);
    }
    canvas_close(canvas);
    canvas_close(canvas);
    text(ROLE_ARTIFACT, 290, &BODY, "1 / 2");
}

static void
set_up(void)
{
    GError *error = NULL;
    typesetter = typesetter_new("fonts", "fr", &error);
    ck_assert_msg(typesetter != NULL, "%s", error == NULL ? "" : error->message);
    DocumentInfo info = {"Profil de pratique (n° 1)", "miroir & cie", "Bretagne", "fr-FR",
                         "2026-06-12"};
    canvas = canvas_new(typesetter, PAPER_A4, &info);
    draw_page("Fluoroquinolones");
    draw_page("Céphalosporines");
    folder = g_dir_make_tmp("pdf-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void
tear_down(void)
{
    ck_assert_int_eq(remove(folder), 0);
    g_free(folder);
    canvas_free(canvas);
    typesetter_free(typesetter);
}

static GBytes *
pdf(void)
{
    GError *error = NULL;
    GBytes *bytes = canvas_to_pdf(canvas, &error);
    ck_assert_msg(bytes != NULL, "%s", error == NULL ? "" : error->message);
    return bytes;
}

/* What `command` prints about the PDF; fails unless it ends well. */
static char *
ask(const char *command)
{
    g_autoptr(GBytes) bytes = pdf();
    gsize n = 0;
    const char *data = g_bytes_get_data(bytes, &n);
    g_autofree char *file = g_build_filename(folder, "a.pdf", NULL);
    ck_assert(g_file_set_contents(file, data, (gssize)n, NULL));

    g_auto(GStrv) parts = g_strsplit(command, "%s", 2);
    g_autofree char *line = g_strjoinv(file, parts);
    char *output = NULL;
    g_autofree char *complaints = NULL;
    int status = 0;
    GError *error = NULL;
    ck_assert_msg(g_spawn_command_line_sync(line, &output, &complaints, &status, &error), "%s",
                  error == NULL ? "" : error->message);
    ck_assert_msg(WIFEXITED(status) && WEXITSTATUS(status) == 0, "%s: %s%s", line, output,
                  complaints);
    ck_assert_str_eq(complaints, "");
    ck_assert_int_eq(remove(file), 0);
    return output;
}

/* Without the bytes that would end a string. */
#define CONTENT "sh -c \"qpdf --qdf --object-streams=disable %s - | tr -d '\\\\000'\""

static const struct {
    const char *command;
    const char *wanted; /* a part of what it prints, or, after "!", what may not be there */
} QUESTIONS[] = {
    {"qpdf --check %s", "No syntax or stream encoding errors found"},
    {"pdfinfo -struct-text %s", "Document\n  Sect\n    H1 (block)\n      \"Fluoroquinolones\""},
    {"pdfinfo -struct-text %s", "\"Vous : 14,2 % — « peut relever du hasard » ≥ 11 patients.\""},
    {"pdfinfo -struct-text %s", "/Scope /Column\n          \"valeur\""},
    {"pdfinfo -struct-text %s", "/Scope /Row\n          \"Votre groupe\""},
    {"pdfinfo -struct-text %s", "TD\n          \"2 310\""},
    {"pdfinfo -struct-text %s", "!En-tête courant"},
    {"pdfinfo -struct-text %s", "!Private"},
    {"pdfinfo %s", "Title:           Profil de pratique (n° 1)"},
    {"pdfinfo %s", "Pages:           2"},
    {"pdfinfo %s", "Tagged:          yes"},
    {"env TZ=UTC pdfinfo %s", "CreationDate:    Fri Jun 12 00:00:00 2026"},
    {"env TZ=UTC pdfinfo %s", "ModDate:         Fri Jun 12 00:00:00 2026"},
    {"pdfinfo -meta %s", "<dc:creator><rdf:Seq><rdf:li>miroir &amp; cie</rdf:li>"},
    {"pdftotext -layout %s -", "En-tête courant"},
    {"qpdf --json %s", "\"/Alt\": \"u:Un losange à 14 %\""},
    {"qpdf --json %s", "\"/Lang\": \"u:fr-FR\""},
    {"qpdf --json %s", "\"/DisplayDocTitle\": true"},
    {CONTENT, "/CreationDate (D:20260612)"},
    {"qpdf --json %s", "\"/Title\": \"u:Céphalosporines\""},
    {CONTENT, "/Artifact BMC"},
    {CONTENT, "!/Private"},
    /* The diamond, and the table with its texts: where they stand, in points from below. */
    {CONTENT, "/BBox [\n      136.06\n      666.14\n      147.40\n      677.48\n    ]"},
    {"pdfinfo -meta %s", "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"},
    {"pdfinfo -meta %s", "<pdfuaid:part>1</pdfuaid:part>"},
    {"pdfinfo -meta %s", "<rdf:li xml:lang=\"x-default\">Bretagne</rdf:li>"},
};

START_TEST(readers_find_what_was_drawn)
{
    g_autofree char *output = ask(QUESTIONS[_i].command);
    const char *wanted = QUESTIONS[_i].wanted;
    if (wanted[0] == '!')
        ck_assert_msg(strstr(output, wanted + 1) == NULL, "%s:\n%s", QUESTIONS[_i].command, output);
    else
        ck_assert_msg(strstr(output, wanted) != NULL, "%s:\n%s", QUESTIONS[_i].command, output);
}
END_TEST

START_TEST(fonts_are_those_of_the_list)
{
    g_autofree char *output = ask("pdffonts %s");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(output), "\n", -1);
    ck_assert_uint_gt(g_strv_length(lines), 3);
    for (char **line = lines + 2; *line != NULL; line++) {
        ck_assert_msg(strstr(*line, "+Inter-") != NULL, "%s", *line);
        ck_assert_msg(strstr(*line, "yes yes yes") != NULL, "%s", *line);
    }
}
END_TEST

/* --- what it cannot do without --- */

static const DocumentInfo BLANKS[] = {
    {" ", "miroir", NULL, "fr-FR", "2026-06-12"},
    {NULL, "miroir", NULL, "fr-FR", "2026-06-12"},
    {"Profil", "miroir", NULL, "", "2026-06-12"},
};

START_TEST(a_title_and_a_language_are_needed)
{
    g_autoptr(Canvas) other = canvas_new(typesetter, PAPER_A4, &BLANKS[_i]);
    g_autoptr(GError) error = NULL;
    canvas_begin_page(other, NULL);
    ck_assert_ptr_null(canvas_to_pdf(other, &error));
    ck_assert(g_error_matches(error, PAGE_ERROR, PAGE_ERROR_TEXT));
}
END_TEST

/* A profile of something else will not do either. */
START_TEST(a_colour_profile_is_needed)
{
    static const char *const PATHS[] = {"/nowhere/sRGB.icc", "/usr/share/color/icc/Gray.icc"};
    g_autofree char *own = NULL;
    ck_assert(g_file_get_contents("fonts/fonts.ini", &own, NULL, NULL));
    g_autoptr(GString) text = g_string_new(own);
    g_string_replace(text, "/usr/share/color/icc/sRGB.icc", PATHS[_i], 1);
    g_autofree char *list = g_build_filename(folder, "fonts.ini", NULL);
    ck_assert(g_file_set_contents(list, text->str, -1, NULL));

    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(typesetter_new(folder, "fr", &error));
    ck_assert_ptr_nonnull(strstr(error->message, PATHS[_i]));
    ck_assert_ptr_nonnull(strstr(error->message, "icc-profiles-free"));
    ck_assert_int_eq(remove(list), 0);
}
END_TEST

/* --- the same each time --- */

START_TEST(twice_the_same_bytes)
{
    g_autoptr(GBytes) first = pdf();
    TextStyle other = BODY;
    other.size_mm = 5;
    typesetter_width(typesetter, &other, "ce que le cache a vu entretemps");
    g_autoptr(GBytes) second = pdf();
    ck_assert(g_bytes_equal(first, second));
}
END_TEST

/* A French locale made for the test, since few machines have one; as in the program, numbers stay
 * those of C. */
START_TEST(the_same_bytes_anywhere)
{
    g_autoptr(GBytes) here = pdf();

    g_autofree char *path = g_build_filename(folder, "fr_FR.UTF-8", NULL);
    g_autofree char *command = g_strdup_printf("localedef -i fr_FR -f UTF-8 %s", path);
    int status = 0;
    ck_assert(g_spawn_command_line_sync(command, NULL, NULL, &status, NULL));
    ck_assert_msg(status == 0, "%s failed: install the package locales", command);
    ck_assert_int_eq(setenv("LOCPATH", folder, 1), 0);
    ck_assert_int_eq(setenv("TZ", "Pacific/Kiritimati", 1), 0);
    ck_assert_ptr_nonnull(setlocale(LC_ALL, "fr_FR.UTF-8"));
    setlocale(LC_NUMERIC, "C");

    g_autoptr(GBytes) there = pdf();
    setlocale(LC_ALL, "C");
    ck_assert_int_eq(unsetenv("LOCPATH"), 0);
    ck_assert_int_eq(unsetenv("TZ"), 0);
    g_autofree char *remove_line = g_strdup_printf("rm -r %s", path);
    ck_assert(g_spawn_command_line_sync(remove_line, NULL, NULL, &status, NULL));
    ck_assert(g_bytes_equal(here, there));
}
END_TEST

/* --- faults of writing --- */

START_TEST(every_refused_write_is_noticed)
{
    MemorySink all;
    memory_sink_init(&all);
    ck_assert(pdf_draft_write(canvas, &all, NULL));
    ck_assert_int_gt(all.n_writes, 100);

    for (long refused = 1; refused <= all.n_writes; refused++) {
        MemorySink sink;
        memory_sink_init(&sink);
        sink.refuse_at = refused;
        g_autoptr(GError) error = NULL;
        ck_assert_msg(!pdf_draft_write(canvas, &sink, &error), "write %ld of %ld went unnoticed",
                      refused, all.n_writes);
        ck_assert(g_error_matches(error, PAGE_ERROR, PAGE_ERROR_DRAW));
        memory_sink_clear(&sink);
    }
    memory_sink_clear(&all);
}
END_TEST

/* --- PNG --- */

START_TEST(a_png_has_the_asked_width)
{
    g_autoptr(GBytes) png = canvas_to_png(canvas, 2, 420, NULL);
    ck_assert_ptr_nonnull(png);
    gsize n = 0;
    const unsigned char *data = g_bytes_get_data(png, &n);
    ck_assert_uint_gt(n, 1000);
    ck_assert_int_eq(memcmp(data, "\x89PNG", 4), 0);
    ck_assert_int_eq(data[18] * 256 + data[19], 420);
    ck_assert_int_eq(data[22] * 256 + data[23], 594);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("pdf");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, readers_find_what_was_drawn, 0, G_N_ELEMENTS(QUESTIONS));
    tcase_add_test(tests, fonts_are_those_of_the_list);
    tcase_add_loop_test(tests, a_title_and_a_language_are_needed, 0, G_N_ELEMENTS(BLANKS));
    tcase_add_loop_test(tests, a_colour_profile_is_needed, 0, 2);
    tcase_add_test(tests, twice_the_same_bytes);
    tcase_add_test(tests, the_same_bytes_anywhere);
    tcase_add_test(tests, every_refused_write_is_noticed);
    tcase_add_test(tests, a_png_has_the_asked_width);

    Suite *suite = suite_create("pdf");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
