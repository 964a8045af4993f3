/* Every kind of document: its pages as text goldens over the sample edition; and as PDF, over
 * editions that stretch a page every way, that it opens, that no words overlap or leave the margins,
 * and that it says nothing of anybody that it must not. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "render/document/card.h"
#include "render/document/certificate.h"
#include "render/document/dossier.h"
#include "render/document/recipients.h"
#include "tests/engine/profile/sample_edition.h"
#include "tests/engine/profile/sample_regions.h"
#include "tests/render/document/made_edition.h"
#include "tests/render/document/pdf_words.h"
#include "tests/render/document/press.h"
#include "tests/render/document/stretched.h"
#include "tests/render/page/golden.h"

/* --- goldens --- */

static const struct {
    const char *name;
    Kind kind;
    size_t which; /* the doctor as added, or the group */
    Language language;
    const char *template; /* of the booklet, or NULL for the usual one */
} GOLDENS[] = {
    {"document/booklet-fr", BOOKLET, 0, LANGUAGE_FR, NULL},
    {"document/booklet-en", BOOKLET, 1, LANGUAGE_EN, NULL},
    {"document/booklet-few-patients", BOOKLET, 2, LANGUAGE_FR, NULL},
    {"document/booklet-no-denominator", BOOKLET, 3, LANGUAGE_FR, NULL},
    {"document/booklet-not-active", BOOKLET, 4, LANGUAGE_FR, NULL},
    {"document/booklet-large-print", BOOKLET, 0, LANGUAGE_FR, "grand"},
    {"document/handout-fr", HANDOUT, 0, LANGUAGE_FR, NULL},
    {"document/handout-en", HANDOUT, 1, LANGUAGE_EN, NULL},
    {"document/handout-small-group", HANDOUT, 4, LANGUAGE_FR, NULL},
    {"document/slides-fr", SLIDES, 0, LANGUAGE_FR, NULL},
    {"document/slides-en", SLIDES, 1, LANGUAGE_EN, NULL},
    {"document/slides-small-group", SLIDES, 4, LANGUAGE_FR, NULL},
    {"document/attendance-fr", ATTENDANCE, 0, LANGUAGE_FR, NULL},
    {"document/attendance-en", ATTENDANCE, 2, LANGUAGE_EN, NULL},
    {"document/certificate-fr", CERTIFICATE, 0, LANGUAGE_FR, NULL},
    {"document/certificate-en", CERTIFICATE, 1, LANGUAGE_EN, NULL},
    {"document/card-fr", CARD, 0, LANGUAGE_FR, NULL},
    {"document/card-en", CARD, 1, LANGUAGE_EN, NULL},
    {"document/separator-fr", SEPARATOR, 0, LANGUAGE_FR, NULL},
    {"document/separator-en", SEPARATOR, 1, LANGUAGE_EN, NULL},
};

START_TEST(document_golden)
{
    const SampleEdition *edition = sample_edition_shared(GOLDENS[_i].language);
    g_auto(Press) press = press_of(edition->results);
    const size_t which = kind_is_of_a_doctor(GOLDENS[_i].kind)
                             ? sample_edition_doctor(edition, GOLDENS[_i].which)
                             : GOLDENS[_i].which;
    if (GOLDENS[_i].template != NULL)
        press_lay_out(&press, GOLDENS[_i].template);
    g_autoptr(Canvas) canvas = press_draw(&press, GOLDENS[_i].kind, which);
    golden_check(canvas, GOLDENS[_i].name);
}
END_TEST

/* --- other regions --- */

/* How many regions stand beside, and which group. */
static const struct {
    const char *name;
    Language language;
    size_t n_regions, group;
} BESIDE[] = {
    {"document/handout-regions-fr", LANGUAGE_FR, 3, 0},
    {"document/handout-regions-en", LANGUAGE_EN, 3, 4}, /* small: no numbers */
};

START_TEST(handout_beside_regions_golden)
{
    g_autoptr(SampleEdition) edition = sample_edition_new(BESIDE[_i].language);
    sample_regions_add(edition, BESIDE[_i].n_regions);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(Canvas) canvas = press_draw(&press, HANDOUT, BESIDE[_i].group);
    golden_check(canvas, BESIDE[_i].name);
}
END_TEST

/* --- stretched editions --- */

static void
check_pdf(GBytes *pdf)
{
    g_autofree char *checked = pdf_run(pdf, "qpdf --check %");
    ck_assert_ptr_nonnull(strstr(checked, "No syntax or stream encoding errors"));
    g_autofree char *info = pdf_run(pdf, "pdfinfo %");
    ck_assert_ptr_nonnull(strstr(info, "Tagged:          yes"));
}

/* What the window of an envelope may show, and what is folded in, of the first page of a card. */
static void
check_envelope(GBytes *pdf, int shape)
{
    const double mm = 72 / 25.4;
    g_autoptr(GPtrArray) words = pdf_words(pdf);
    guint n_address = 0;
    for (guint i = 0; i < words->len; i++) {
        const PdfWord *word = g_ptr_array_index(words, i);
        if (word->page > 1)
            break;
        if (word->top > 99 * mm)
            continue;
        const bool may_show = word->right > 90 * mm && word->left < 200 * mm &&
                              word->bottom > 34 * mm && word->top < 90 * mm;
        const bool shows = word->left > 100 * mm && word->right < 190 * mm && word->top > 45 * mm &&
                           word->bottom < 79 * mm;
        if (may_show != shows)
            ck_abort_msg("shape %d: “%s” stands at the edge of the window", shape, word->text);
        n_address += shows;
        if (strstr(word->text, "n°") != NULL)
            ck_abort_msg("shape %d: a number stands outside the folds", shape);
    }
    ck_assert_uint_gt(n_address, 1);
}

START_TEST(nothing_overlaps)
{
    g_autoptr(MadeEdition) edition = made_edition_new(&STRETCHED[_i]);
    g_auto(Press) press = press_of(edition->results);

    /* The doctors after the first are edge cases: no denominator, few patients, none, all. Reading a
     * PDF back costs more than making it, so only the usual shape is looked at for all of them. */
    const size_t step = _i == 0 ? 1 : 2;
    const size_t n = MIN(_i == 0 ? 5 : 3, results_group(edition->results, 0)->n_doctors);
    for (size_t i = 0; i < n; i += step) {
        g_autoptr(GBytes) booklet =
            press_render(&press, BOOKLET, results_group(edition->results, 0)->doctors[i]);
        pdf_check_words(booklet, _i, "booklet");
        if (i == 0)
            check_pdf(booklet);
    }
    g_autoptr(GBytes) handout = press_render(&press, HANDOUT, 0);
    pdf_check_words(handout, _i, "handout");
    check_pdf(handout);
    g_autoptr(GBytes) slides = press_render(&press, SLIDES, 0);
    pdf_check_words(slides, _i, "slides");
    check_pdf(slides);
    g_autoptr(GBytes) attendance = press_render(&press, ATTENDANCE, 0);
    pdf_check_words(attendance, _i, "attendance");
    check_pdf(attendance);
    g_autoptr(GBytes) certificate =
        press_render(&press, CERTIFICATE, results_group(edition->results, 0)->doctors[0]);
    pdf_check_words(certificate, _i, "certificate");
    check_pdf(certificate);
    for (size_t i = 0; i < n; i += 2) {
        g_autoptr(GBytes) card =
            press_render(&press, CARD, results_group(edition->results, 0)->doctors[i]);
        pdf_check_words(card, _i, "card");
        check_envelope(card, _i);
        check_pdf(card);
    }
    g_autoptr(GBytes) separator =
        press_render(&press, SEPARATOR, results_group(edition->results, 0)->doctors[0]);
    pdf_check_words(separator, _i, "separator");
    check_pdf(separator);
}
END_TEST

/* Everything long, in large print. */
START_TEST(nothing_overlaps_in_large_print)
{
    EditionShape shape = STRETCHED[1];
    shape.n_indicators = 3;
    shape.language = _i == 0 ? LANGUAGE_FR : LANGUAGE_EN;
    g_autoptr(MadeEdition) edition = made_edition_new(&shape);
    g_auto(Press) press = press_of(edition->results);
    press_lay_out(&press, "grand");
    g_autoptr(GBytes) booklet =
        press_render(&press, BOOKLET, results_group(edition->results, 0)->doctors[0]);
    pdf_check_words(booklet, 1, "booklet in large print");
    check_pdf(booklet);
}
END_TEST

START_TEST(same_bytes_twice)
{
    g_autoptr(MadeEdition) edition = made_edition_new(&STRETCHED[0]);
    g_auto(Press) press = press_of(edition->results);
    g_auto(Press) other = press_of(edition->results);
    for (int kind = BOOKLET; kind < N_KINDS; kind++) {
        g_autoptr(GBytes) warm = press_render(&press, (Kind)kind, 1);
        ck_assert_uint_gt(g_bytes_get_size(warm), 0);
        g_autoptr(GBytes) once = press_render(&press, (Kind)kind, 0);
        g_autoptr(GBytes) twice = press_render(&other, (Kind)kind, 0);
        ck_assert(g_bytes_equal(once, twice));
    }
}
END_TEST

/* --- who may be named --- */

static char *
all_text(GBytes *pdf)
{
    g_autofree char *words = pdf_text(pdf);
    g_autofree char *info = pdf_run(pdf, "pdfinfo %");
    g_autofree char *structure = pdf_run(pdf, "pdfinfo -struct-text %");
    g_autofree char *objects = pdf_run(pdf, "qpdf --qdf --object-streams=disable % -");
    return g_strjoin("\n", words, info, structure, objects, NULL);
}

START_TEST(booklet_names_its_doctor_alone)
{
    g_autoptr(MadeEdition) edition = made_edition_new(&STRETCHED[_i]);
    g_auto(Press) press = press_of(edition->results);
    const ResultGroup *group = results_group(edition->results, 0);
    const size_t own = group->doctors[1];
    g_autoptr(GBytes) pdf = press_render(&press, BOOKLET, own);
    g_autofree char *text = all_text(pdf);

    ck_assert(STRETCHED[_i].no_letters ||
              strstr(text, results_doctor(edition->results, own)->id) != NULL);
    ck_assert_ptr_null(strstr(text, results_doctor(edition->results, own)->token));
    for (size_t i = 0; i < results_n_doctors(edition->results); i++)
        if (i != own)
            press_expect_silent(edition->results, i, text, "a booklet");
}
END_TEST

/* As many as a campaign may name, with long names, under many numbers and under none. */
START_TEST(regions_have_room)
{
    g_autoptr(SampleEdition) edition = sample_edition_new(LANGUAGE_FR);
    sample_regions_add(edition, SAMPLE_REGIONS);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GBytes) handout = press_render(&press, HANDOUT, _i == 0 ? 2 : 4);
    pdf_check_words(handout, _i, "handout beside regions");
    check_pdf(handout);
    g_autofree char *text = all_text(handout);
    for (size_t region = 0; region < SAMPLE_REGIONS; region++)
        ck_assert_msg(strstr(text, sample_region_label(region)) != NULL, "no %s",
                      sample_region_label(region));
}
END_TEST

START_TEST(handout_names_nobody)
{
    g_autoptr(MadeEdition) edition = made_edition_new(&STRETCHED[_i]);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GBytes) pdf = press_render(&press, HANDOUT, 0);
    g_autofree char *text = all_text(pdf);
    for (size_t i = 0; i < results_n_doctors(edition->results); i++)
        press_expect_silent(edition->results, i, text, "a handout");
}
END_TEST

START_TEST(attendance_holds_names_and_no_numbers)
{
    EditionShape shape = STRETCHED[0];
    shape.group_size = 30;
    g_autoptr(MadeEdition) edition = made_edition_new(&shape);
    g_auto(Press) press = press_of(edition->results);
    const ResultGroup *group = results_group(edition->results, 0);
    g_autoptr(GBytes) pdf = press_render(&press, ATTENDANCE, 0);
    g_autofree char *text = pdf_text(pdf);

    for (size_t i = 0; i < results_n_doctors(edition->results); i++) {
        const ResultDoctor *who = results_doctor(edition->results, i);
        ck_assert_int_eq(strstr(text, who->id) != NULL, who->group == 0);
        if (who->token != NULL)
            ck_assert_ptr_null(strstr(text, who->token));
    }
    for (size_t i = 0; i < group->n_doctors; i++)
        for (size_t k = 0; k < edition->campaign->n_indicators; k++) {
            g_autofree char *number =
                g_strdup_printf(" %d ", results_number(edition->results, group->doctors[i], k));
            ck_assert_msg(strstr(text, number) == NULL, "an attendance sheet holds %s", number);
        }
    ck_assert_ptr_null(strstr(text, "%"));
}
END_TEST

/* Whose it is and nobody else: no other name, no id, no number, no token. */
START_TEST(a_certificate_is_of_one_doctor)
{
    const EditionShape shape = {.every = PERIOD_QUARTER, .n_groups = 2};
    g_autoptr(MadeEdition) edition = made_edition_new(&shape);
    g_auto(Press) press = press_of(edition->results);
    const size_t doctor = results_group(edition->results, 0)->doctors[3];
    g_autoptr(GBytes) pdf = press_render(&press, CERTIFICATE, doctor);
    g_autofree char *text = pdf_text(pdf);

    for (size_t i = 0; i < results_n_doctors(edition->results); i++) {
        const ResultDoctor *who = results_doctor(edition->results, i);
        g_autofree char *name = g_strdup_printf("Nom%s", who->id);
        ck_assert_int_eq(strstr(text, name) != NULL, i == doctor);
        if (who->token != NULL)
            ck_assert_ptr_null(strstr(text, who->token));
    }
    for (size_t k = 0; k < edition->campaign->n_indicators; k++) {
        g_autofree char *number =
            g_strdup_printf("n° %d", results_number(edition->results, doctor, k));
        ck_assert_ptr_null(strstr(text, number));
    }
    ck_assert_ptr_null(strstr(text, "%"));
}
END_TEST

/* None where nothing was attended, and none of controls. */
START_TEST(certificates_are_due_to_who_came)
{
    const SampleEdition *edition = sample_edition_shared(LANGUAGE_FR);
    const Results *results = edition->results;
    ck_assert(certificate_is_due(results, sample_edition_doctor(edition, 0)));
    ck_assert(certificate_is_due(results, sample_edition_doctor(edition, 1)));
    ck_assert(!certificate_is_due(results, sample_edition_doctor(edition, 2)));
    for (size_t d = 0; d < results_n_doctors(results); d++)
        ck_assert(results_doctor(results, d)->group >= 0 || !certificate_is_due(results, d));
}
END_TEST

/* --- what is sent --- */

START_TEST(cards_are_one_a_doctor)
{
    EditionShape shape = STRETCHED[_i];
    shape.group_size = 4;
    g_autoptr(MadeEdition) edition = made_edition_new(&shape);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = cards_render(&press.context, &error);
    ck_assert_msg(pdf != NULL, "%s", error == NULL ? "" : error->message);
    check_pdf(pdf);

    /* Page by page: the doctor's own name, and all of the own numbers. */
    g_auto(GStrv) pages = pdf_pages(pdf);
    size_t page = 0;
    for (size_t g = 0; g < results_n_groups(edition->results); g++) {
        g_autoptr(GArray) doctors = recipients_of(edition->results, g);
        ck_assert_uint_eq(doctors->len, 4);
        for (guint i = 0; i < doctors->len; i++, page++) {
            const size_t doctor = g_array_index(doctors, size_t, i);
            ck_assert_ptr_nonnull(pages[page]);
            ck_assert_ptr_nonnull(
                strstr(pages[page], results_doctor(edition->results, doctor)->id));
            for (size_t k = 0; k < edition->campaign->n_indicators; k++) {
                g_autofree char *number =
                    g_strdup_printf(shape.language == LANGUAGE_FR ? "n° %d " : "no. %d ",
                                    results_number(edition->results, doctor, k));
                ck_assert_msg(strstr(pages[page], number) != NULL, "page %zu: no %s", page, number);
            }
        }
    }
    ck_assert_ptr_null(pages[page]);
}
END_TEST

START_TEST(recipients_follow_tokens_alone)
{
    const SampleEdition *edition = sample_edition_shared(LANGUAGE_FR);
    for (size_t g = 0; g < results_n_groups(edition->results); g++) {
        g_autoptr(GArray) doctors = recipients_of(edition->results, g);
        ck_assert_uint_eq(doctors->len, results_group(edition->results, g)->n_doctors);
        for (guint i = 0; i < doctors->len; i++) {
            const ResultDoctor *who =
                results_doctor(edition->results, g_array_index(doctors, size_t, i));
            ck_assert_int_eq(who->group, (int)g);
            if (i == 0)
                continue;
            const ResultDoctor *before =
                results_doctor(edition->results, g_array_index(doctors, size_t, i - 1));
            ck_assert_int_lt(strcmp(before->token, who->token), 0);
        }
    }
}
END_TEST

/* --- the dossiers of the bank --- */

static const char DOSSIERS[] = "templates/dossiers";

/* Every one can be printed, in its language, on a sheet: two pages. */
START_TEST(dossiers_of_the_bank_fit_a_sheet)
{
    g_autoptr(GDir) folder = g_dir_open(DOSSIERS, 0, NULL);
    ck_assert_ptr_nonnull(folder);
    for (const char *name = NULL; (name = g_dir_read_name(folder)) != NULL;) {
        if (!g_str_has_suffix(name, _i == 0 ? ".fr.md" : ".en.md"))
            continue;
        g_autoptr(MadeEdition) edition = made_edition_new(
            &(EditionShape){.n_themes = 1, .language = _i == 0 ? LANGUAGE_FR : LANGUAGE_EN});
        g_auto(Press) press = press_of(edition->results);
        Theme *theme = edition->campaign->themes[0];
        char *text = NULL;
        gsize n = 0;
        g_free(theme->dossier_path);
        theme->dossier_path = g_build_filename(DOSSIERS, name, NULL);
        ck_assert(g_file_get_contents(theme->dossier_path, &text, &n, NULL));
        g_bytes_unref(theme->dossier_text);
        theme->dossier_text = g_bytes_new_take(text, n);

        g_autoptr(GError) error = NULL;
        ck_assert_msg(dossier_check(theme, edition->campaign->language, &error), "%s",
                      error == NULL ? "" : error->message);
        const int pages = dossier_n_pages(&press.context, 0, theme);
        ck_assert_msg(pages >= 1 && pages <= 2, "%s takes %d pages", name, pages);
        g_autoptr(Canvas) canvas = press_draw(&press, HANDOUT, 0);
        g_autofree char *list = canvas_to_text(canvas, &error);
        ck_assert_msg(list != NULL, "%s: %s", name, error == NULL ? "" : error->message);
    }
}
END_TEST

static const struct {
    const char *text, *message;
} BAD_DOSSIERS[] = {
    {"# Titre\n", "d.md:1: a heading of level 1; a dossier's are ## and, below one, ###"},
    {"un\n\n### Trois\n", "d.md:3: a heading of level 3; a dossier's are ## and, below one, ###"},
    {"un {{number}}", "d.md:1: the variable {{number}} is not known"},
    {"![x](/etc/passwd)", "d.md:1: a paragraph may not hold a \"image\""},
};

START_TEST(a_dossier_that_cannot_be_printed_is_refused)
{
    Theme theme = {.dossier_path = (char[]){"d.md"},
                   .dossier_text =
                       g_bytes_new(BAD_DOSSIERS[_i].text, strlen(BAD_DOSSIERS[_i].text))};
    g_autoptr(GError) error = NULL;
    ck_assert(!dossier_check(&theme, LANGUAGE_FR, &error));
    ck_assert_str_eq(error->message, BAD_DOSSIERS[_i].message);
    g_bytes_unref(theme.dossier_text);
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;

    /* CK_RUN_CASE=goldens with --bless, to be quick. */
    TCase *goldens = tcase_create("goldens");
    tcase_set_timeout(goldens, 120);
    tcase_add_loop_test(goldens, document_golden, 0, G_N_ELEMENTS(GOLDENS));

    tcase_add_loop_test(goldens, handout_beside_regions_golden, 0, G_N_ELEMENTS(BESIDE));

    TCase *dossiers = tcase_create("dossiers");
    tcase_add_loop_test(dossiers, dossiers_of_the_bank_fit_a_sheet, 0, 2);
    tcase_add_loop_test(dossiers, a_dossier_that_cannot_be_printed_is_refused, 0,
                        G_N_ELEMENTS(BAD_DOSSIERS));
    TCase *tests = tcase_create("documents");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, nothing_overlaps, 0, N_STRETCHED);
    tcase_add_loop_test(tests, nothing_overlaps_in_large_print, 0, 2);
    tcase_add_loop_test(tests, regions_have_room, 0, 2);
    tcase_add_test(tests, same_bytes_twice);
    tcase_add_loop_test(tests, booklet_names_its_doctor_alone, 0, 2);
    tcase_add_loop_test(tests, handout_names_nobody, 0, 2);
    tcase_add_test(tests, attendance_holds_names_and_no_numbers);
    tcase_add_test(tests, a_certificate_is_of_one_doctor);
    tcase_add_test(tests, certificates_are_due_to_who_came);
    tcase_add_loop_test(tests, cards_are_one_a_doctor, 0, 5);
    tcase_add_test(tests, recipients_follow_tokens_alone);

    Suite *suite = suite_create("documents");
    suite_add_tcase(suite, goldens);
    suite_add_tcase(suite, dossiers);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    sample_editions_make();
    srunner_run_all(runner, CK_NORMAL);
    sample_editions_free();
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
