#include "tests/render/chart/chart_page.h"

#include <stdlib.h>
#include <string.h>

const Indicator CHART_PROPORTION = {.kind = KIND_PROPORTION, .per = 1};
const Indicator CHART_RATE = {.kind = KIND_RATE, .per = 100};
const Indicator CHART_MONEY = {.kind = KIND_MEAN, .per = 1, .is_money = true};

static Typesetter *typesetter;

void
chart_page_set_up(void)
{
    GError *error = NULL;
    typesetter = typesetter_new("fonts", "fr", &error);
    ck_assert_msg(typesetter != NULL, "%s", error == NULL ? "" : error->message);
}

void
chart_page_tear_down(void)
{
    typesetter_free(typesetter);
}

Canvas *
chart_page_new(void)
{
    DocumentInfo info = {"charts", "miroir", "tests", "fr-FR", "2026-06-12"};
    Canvas *canvas = canvas_new(typesetter, PAPER_A4, &info);
    canvas_begin_page(canvas, NULL);
    return canvas;
}

void
chart_page_expect_fault(Canvas *canvas, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = canvas_to_text(canvas, &error);
    ck_assert_msg(text == NULL && error != NULL, "no fault that says \"%s\"", part);
    ck_assert_msg(strstr(error->message, part) != NULL, "\"%s\" does not say \"%s\"",
                  error->message, part);
}

int
chart_tests_run(const char *name, TCase *tests)
{
    Suite *suite = suite_create(name);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
