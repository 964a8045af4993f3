/* The evaluation report: its pages as text goldens; over evaluations that stretch it every way, that
 * no words overlap, that it can be read aloud and kept, that it is the same twice; and that what it
 * prints is what the results hold. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/document/evaluation_reading.h"
#include "render/document/evaluation_report.h"
#include "render/document/evaluation_words.h"
#include "render/document/phrase.h"
#include "tests/render/document/made_evaluation.h"
#include "tests/render/document/pdf_words.h"
#include "tests/render/page/accessible.h"
#include "tests/render/page/golden.h"

static const EvaluationShape SHAPES[] = {
    {0},
    {.language = LANGUAGE_EN},
    /* Twelve indicators, everything long. */
    {.n_indicators = 12, .long_texts = true},
    {.n_indicators = 1, .language = LANGUAGE_EN},
    {.no_controls = true},
    {.no_entries = true, .language = LANGUAGE_EN},
    /* Too few patients, or too few doctors, for anything. */
    {.few = true},
    {.n_groups = 1, .group_size = 2, .n_controls = 3},
    /* One group: an estimate without an interval. */
    {.n_groups = 1},
    {.unlike = true, .n_indicators = 2},
    {.history = 1},
    {.history = 2},
    {.history = 32, .n_groups = 10, .n_indicators = 1},
};

typedef struct {
    MadeEvaluation *made;
    Texts *texts;
    Typesetter *typesetter;
    DocumentContext context;
} Printing;

static Printing
printing_of(const EvaluationShape *shape)
{
    Printing self = {.made = made_evaluation_new(shape)};
    self.texts = texts_load("templates", shape->language, "physician", NULL);
    self.typesetter = typesetter_new("fonts", language_code(shape->language), NULL);
    ck_assert(self.texts != NULL && self.typesetter != NULL);
    self.context = (DocumentContext){.texts = self.texts, .typesetter = self.typesetter};
    return self;
}

static void
printing_clear(Printing *self)
{
    made_evaluation_free(self->made);
    texts_free(self->texts);
    typesetter_free(self->typesetter);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Printing, printing_clear)

static GBytes *
print(const Printing *self)
{
    g_autoptr(GError) error = NULL;
    GBytes *pdf = evaluation_report_render(&self->context, self->made->evaluation, &error);
    ck_assert_msg(pdf != NULL, "%s", error == NULL ? "" : error->message);
    return pdf;
}

/* --- goldens --- */

START_TEST(report_golden)
{
    static const struct {
        const char *name;
        EvaluationShape shape;
    } GOLDENS[] = {
        {"document/evaluation-fr", {.n_indicators = 2}},
        {"document/evaluation-en", {.n_indicators = 1, .unlike = true, .language = LANGUAGE_EN}},
        {"document/evaluation-nothing", {.n_indicators = 1, .few = true}},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(GOLDENS); i++) {
        g_auto(Printing) printing = printing_of(&GOLDENS[i].shape);
        g_autoptr(Canvas) canvas =
            evaluation_report_draw(&printing.context, printing.made->evaluation);
        golden_check(canvas, GOLDENS[i].name);
    }
}
END_TEST

/* --- stretched --- */

static void
check_accessible(const Printing *self, GBytes *pdf, int shape)
{
    const char *reasons[STATUS_SECONDARY + 1] = {NULL};
    for (int status = STATUS_OK + 1; status <= STATUS_SECONDARY; status++)
        reasons[status - 1] = phrase_status(self->texts, (Status)status);
    const bool french = texts_language(self->texts) == LANGUAGE_FR;
    const PdfExpectation wanted = {french ? "fr-FR" : "en-GB", reasons};
    g_autoptr(GPtrArray) faults = pdf_faults(pdf, &wanted);
    g_autoptr(GString) all = g_string_new(NULL);
    for (guint i = 0; i < faults->len; i++)
        g_string_append_printf(all, "\n  %s", (const char *)g_ptr_array_index(faults, i));
    ck_assert_msg(faults->len == 0, "shape %d:%s", shape, all->str);
}

/* Nor does it name a doctor or a group. */
static void
check_silent(const Printing *self, GBytes *pdf)
{
    g_autofree char *text = pdf_text(pdf);
    for (size_t i = 0; i < roster_n_practitioners(self->made->roster); i++) {
        const char *id = roster_practitioner(self->made->roster, i)->id;
        ck_assert_msg(strstr(text, id) == NULL, "the report names %s", id);
    }
    for (size_t i = 0; i < roster_n_groups(self->made->roster); i++) {
        const Group *group = roster_group(self->made->roster, i);
        ck_assert_msg(strstr(text, group->id) == NULL, "the report names %s", group->id);
    }
}

START_TEST(stretched_reports_keep_every_rule)
{
    g_auto(Printing) printing = printing_of(&SHAPES[_i]);
    g_autoptr(GBytes) pdf = print(&printing);
    pdf_check_words(pdf, _i, "evaluation");
    check_accessible(&printing, pdf, _i);
    check_silent(&printing, pdf);
    g_autofree char *checked = pdf_run(pdf, "qpdf --check %");
    ck_assert_ptr_nonnull(strstr(checked, "No syntax or stream encoding errors"));
}
END_TEST

START_TEST(same_bytes_twice)
{
    g_auto(Printing) printing = printing_of(&SHAPES[0]);
    g_auto(Printing) other = printing_of(&SHAPES[0]);
    g_autoptr(GBytes) warm = print(&printing);
    g_autoptr(GBytes) once = print(&printing);
    g_autoptr(GBytes) twice = print(&other);
    ck_assert(g_bytes_equal(warm, once));
    ck_assert(g_bytes_equal(once, twice));
}
END_TEST

/* --- what it says --- */

/* The planted tenth, and no other. */
START_TEST(verdicts_follow_the_interval)
{
    g_auto(Printing) printing = printing_of(&SHAPES[0]);
    const EvaluationReading planted =
        evaluation_reading_new(printing.texts, printing.made->evaluation, 0);
    ck_assert_int_eq(planted.verdict, VERDICT_DIFFERS);
    ck_assert_double_eq_tol(planted.effect->estimate, -0.1, 0.02);
    const EvaluationReading nothing =
        evaluation_reading_new(printing.texts, printing.made->evaluation, 2);
    ck_assert_int_eq(nothing.verdict, VERDICT_OPEN);
    ck_assert(nothing.effect->low <= 0 && nothing.effect->high >= 0);

    g_auto(Printing) unlike = printing_of(&(EvaluationShape){.unlike = true});
    const EvaluationReading before =
        evaluation_reading_new(unlike.texts, unlike.made->evaluation, 0);
    ck_assert_int_eq(before.before, TREND_FOUND);
    ck_assert_int_eq(before.verdict, VERDICT_TREND);
    g_auto(Printing) short_one = printing_of(&(EvaluationShape){.history = 2});
    ck_assert_int_eq(evaluation_reading_new(short_one.texts, short_one.made->evaluation, 0).verdict,
                     VERDICT_UNCHECKED);
    g_auto(Printing) alone = printing_of(&(EvaluationShape){.n_groups = 1});
    ck_assert_int_eq(evaluation_reading_new(alone.texts, alone.made->evaluation, 0).verdict,
                     VERDICT_UNCERTAIN);
    g_auto(Printing) few = printing_of(&(EvaluationShape){.few = true});
    ck_assert_int_eq(evaluation_reading_new(few.texts, few.made->evaluation, 0).verdict,
                     VERDICT_NONE);
}
END_TEST

static const EvaluationRow *
effect_in(const Evaluation *evaluation, size_t indicator)
{
    size_t n = 0;
    const EvaluationRow *rows = evaluation_rows(evaluation, &n);
    for (size_t i = 0; i < n; i++)
        if (rows[i].indicator == indicator && rows[i].term == EVALUATION_EFFECT)
            return &rows[i];
    return NULL;
}

/* Of the results' own figures, written here by hand: the share's in points with a decimal. */
START_TEST(prints_what_the_results_hold)
{
    g_auto(Printing) printing = printing_of(&SHAPES[1]);
    g_autoptr(GBytes) pdf = print(&printing);
    g_autofree char *text = pdf_text(pdf);
    const EvaluationRow *effect = effect_in(printing.made->evaluation, 0);
    g_autofree char *gap = g_strdup_printf("\u2212%.1f points", -100 * effect->estimate);
    g_autofree char *interval =
        g_strdup_printf("\u2212%.1f to \u2212%.1f", -100 * effect->low, -100 * effect->high);

    ck_assert_msg(strstr(text, gap) != NULL, "no %s", gap);
    ck_assert_msg(strstr(text, interval) != NULL, "no %s", interval);
    ck_assert_ptr_nonnull(strstr(text, "not adjusted for the number of indicators"));
    ck_assert_ptr_nonnull(strstr(text, "does not prove that the entry is the cause"));
}
END_TEST

/* An end that is not 0 never reads 0 where 0 lies outside. */
START_TEST(an_interval_without_zero_shows_none)
{
    const EvaluationShape shape = {.language = LANGUAGE_EN};
    g_auto(Printing) printing = printing_of(&shape);
    EvaluationReading reading =
        evaluation_reading_new(printing.texts, printing.made->evaluation, 0);
    g_autofree char *plain = evaluation_words_interval(&reading, -0.0004, 0.02);
    ck_assert_str_eq(plain, "0 to +2.0");
    g_autofree char *none = evaluation_words_interval(&reading, NAN, NAN);
    ck_assert_ptr_null(none);
    g_autofree char *small = evaluation_words_p(printing.texts, 0.0005);
    ck_assert_str_eq(small, "< 0.001");
    g_autofree char *absent = evaluation_words_p(printing.texts, NAN);
    ck_assert_str_eq(absent, texts_get(printing.texts, "frame.none"));
    g_autofree char *ratio = evaluation_words_ratio(printing.texts, 0.7239);
    ck_assert_str_eq(ratio, "× 0.72");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;
    TCase *tests = tcase_create("evaluation_report");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, report_golden);
    tcase_add_loop_test(tests, stretched_reports_keep_every_rule, 0, G_N_ELEMENTS(SHAPES));
    tcase_add_test(tests, same_bytes_twice);
    tcase_add_test(tests, verdicts_follow_the_interval);
    tcase_add_test(tests, prints_what_the_results_hold);
    tcase_add_test(tests, an_interval_without_zero_shows_none);
    Suite *suite = suite_create("evaluation_report");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
