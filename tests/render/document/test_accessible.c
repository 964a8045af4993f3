/* Every kind of document, in both languages and over editions that hide, lengthen or leave out what a
 * page shows, can be read aloud (PDF/UA-1) and kept (PDF/A-2a). */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "render/document/card.h"
#include "render/document/phrase.h"
#include "render/page/pdf_draft.h"
#include "render/page/pdf_finish.h"
#include "tests/engine/profile/sample_edition.h"
#include "tests/engine/profile/sample_regions.h"
#include "tests/render/document/made_edition.h"
#include "tests/render/document/pdf_words.h"
#include "tests/render/document/press.h"
#include "tests/render/page/accessible.h"

#define MOST_MS_A_PAGE 15.0

/* Fails with all faults of the document at once. */
static void
check_accessible(const Press *press, GBytes *pdf, const char *what)
{
    const char *reasons[STATUS_SECONDARY + 1] = {NULL};
    for (int status = STATUS_OK + 1; status <= STATUS_SECONDARY; status++)
        reasons[status - 1] = phrase_status(press->texts, (Status)status);
    const PdfExpectation wanted = {texts_language(press->texts) == LANGUAGE_FR ? "fr-FR" : "en-GB",
                                   reasons};
    g_autoptr(GPtrArray) faults = pdf_faults(pdf, &wanted);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < faults->len; i++)
        g_string_append_printf(all, "\n  %s", (const char *)g_ptr_array_index(faults, i));
    ck_assert_msg(faults->len == 0, "%s:%s", what, all->str);
}

/* What other programs make of it. */
static void
check_with_tools(GBytes *pdf, const char *what)
{
    g_autofree char *checked = pdf_run(pdf, "qpdf --check %");
    ck_assert_msg(strstr(checked, "No syntax or stream encoding errors found") != NULL &&
                      strstr(checked, "WARNING") == NULL,
                  "%s: %s", what, checked);
    g_autofree char *info = pdf_run(pdf, "pdfinfo %");
    ck_assert_msg(strstr(info, "Tagged:          yes") != NULL &&
                      strstr(info, "JavaScript:      no") != NULL &&
                      strstr(info, "Encrypted:       no") != NULL,
                  "%s: %s", what, info);
}

/* --- the sample edition --- */

static const struct {
    Kind kind;
    size_t which; /* the doctor as added, or the group */
    Language language;
} DOCUMENTS[] = {
    {BOOKLET, 0, LANGUAGE_FR},     {BOOKLET, 1, LANGUAGE_EN},
    {BOOKLET, 2, LANGUAGE_FR}, /* few patients */
    {BOOKLET, 3, LANGUAGE_EN}, /* no denominator */
    {BOOKLET, 4, LANGUAGE_FR}, /* not active before */
    {HANDOUT, 0, LANGUAGE_FR},     {HANDOUT, 1, LANGUAGE_EN},
    {HANDOUT, 4, LANGUAGE_FR}, /* too small to show numbers */
    {SLIDES, 0, LANGUAGE_FR},      {SLIDES, 1, LANGUAGE_EN},
    {SLIDES, 4, LANGUAGE_FR}, /* too small to show numbers */
    {ATTENDANCE, 0, LANGUAGE_FR},  {ATTENDANCE, 2, LANGUAGE_EN},
    {CERTIFICATE, 0, LANGUAGE_FR}, {CERTIFICATE, 1, LANGUAGE_EN},
};

static size_t
index_of(const SampleEdition *edition, int document)
{
    return kind_is_of_a_doctor(DOCUMENTS[document].kind)
               ? sample_edition_doctor(edition, DOCUMENTS[document].which)
               : DOCUMENTS[document].which;
}

START_TEST(documents_keep_every_rule)
{
    const SampleEdition *edition = sample_edition_shared(DOCUMENTS[_i].language);
    g_auto(Press) press = press_of(edition->results);
    const Kind kind = DOCUMENTS[_i].kind;
    g_autoptr(GBytes) pdf = press_render(&press, kind, index_of(edition, _i));
    check_accessible(&press, pdf, kind_name(kind));
    check_with_tools(pdf, kind_name(kind));
}
END_TEST

START_TEST(a_handout_beside_regions_keeps_every_rule)
{
    g_autoptr(SampleEdition) edition = sample_edition_new((Language)_i);
    sample_regions_add(edition, SAMPLE_REGIONS);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GBytes) pdf = press_render(&press, HANDOUT, 0);
    check_accessible(&press, pdf, "handout beside regions");
}
END_TEST

/* All letters of an edition in one file. */
START_TEST(cards_keep_every_rule)
{
    const SampleEdition *edition = sample_edition_shared(LANGUAGE_FR);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GBytes) pdf = cards_render(&press.context, NULL);
    ck_assert_ptr_nonnull(pdf);
    check_accessible(&press, pdf, "cards");
}
END_TEST

/* --- stretched editions --- */

static const EditionShape SHAPES[] = {
    {.every = PERIOD_QUARTER, .long_texts = true, .group_size = 30, .n_groups = 2, .history = 40},
    {.every = PERIOD_MONTH,
     .numbering = NUMBERING_BY_INDICATOR,
     .history = 24,
     .language = LANGUAGE_EN},
    /* Ready-made indicators without texts, and no history. */
    {.every = PERIOD_YEAR,
     .n_indicators = 42,
     .n_themes = 10,
     .history = 1,
     .bare = true,
     .no_control = true},
    /* Nothing may be shown to others. */
    {.every = PERIOD_QUARTER, .values = VALUES_FEW},
    {.every = PERIOD_QUARTER, .values = VALUES_FEW, .language = LANGUAGE_EN},
    /* Too small for anything. */
    {.every = PERIOD_QUARTER,
     .group_size = 3,
     .n_groups = 1,
     .n_controls = 2,
     .history = 1,
     .no_letters = true},
    {.every = PERIOD_HALF, .no_enrolled = true, .history = 2},
    {.every = PERIOD_HALF, .no_enrolled = true, .no_control = true},
    {.every = PERIOD_QUARTER, .no_indicators = true},
};

START_TEST(stretched_documents_keep_every_rule)
{
    g_autoptr(MadeEdition) edition = made_edition_new(&SHAPES[_i]);
    g_auto(Press) press = press_of(edition->results);
    const ResultGroup *group = results_group(edition->results, 0);
    for (int kind = 0; kind < N_KINDS; kind++) {
        /* Of the doctors after the first, who are edge cases, every other one: few patients, all. */
        const bool of_a_doctor = kind_is_of_a_doctor((Kind)kind);
        const size_t n = of_a_doctor ? MIN(5, group->n_doctors) : 1;
        for (size_t i = 0; i < n; i += 2) {
            g_autoptr(GBytes) pdf =
                press_render(&press, (Kind)kind, of_a_doctor ? group->doctors[i] : 0);
            g_autofree char *what = g_strdup_printf("%s %zu", kind_name((Kind)kind), i);
            check_accessible(&press, pdf, what);
        }
    }
}
END_TEST

/* --- time --- */

/* Of this process alone, so that a busy machine changes nothing; the best of a few. */
START_TEST(a_page_is_finished_in_time)
{
    const SampleEdition *edition = sample_edition_shared(LANGUAGE_FR);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(Canvas) canvas = press_draw(&press, BOOKLET, sample_edition_doctor(edition, 0));
    MemorySink sink;
    memory_sink_init(&sink);
    ck_assert(pdf_draft_write(canvas, &sink, NULL));
    g_autoptr(GBytes) draft = memory_sink_steal(&sink);
    memory_sink_clear(&sink);

    double best_ms = G_MAXDOUBLE;
    for (int i = 0; i < 5; i++) {
        const clock_t start = clock();
        g_autoptr(GBytes) pdf = pdf_finish(draft, canvas, NULL);
        ck_assert_ptr_nonnull(pdf);
        best_ms = MIN(best_ms, 1000.0 * (double)(clock() - start) / CLOCKS_PER_SEC);
    }
    ck_assert_double_lt(best_ms / canvas_n_pages(canvas), MOST_MS_A_PAGE);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("accessible");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, documents_keep_every_rule, 0, G_N_ELEMENTS(DOCUMENTS));
    tcase_add_loop_test(tests, a_handout_beside_regions_keeps_every_rule, 0, N_LANGUAGES);
    tcase_add_test(tests, cards_keep_every_rule);
    tcase_add_loop_test(tests, stretched_documents_keep_every_rule, 0, G_N_ELEMENTS(SHAPES));
    tcase_add_test(tests, a_page_is_finished_in_time);

    Suite *suite = suite_create("accessible");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    sample_editions_make();
    srunner_run_all(runner, CK_NORMAL);
    sample_editions_free();
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
