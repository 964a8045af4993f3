/* What every test of a chart needs: the typesetter, a page to draw on, units, a runner. */
#pragma once

#include <check.h>

#include "render/chart/axis.h"
#include "render/page/canvas.h"

extern const Indicator CHART_PROPORTION;
extern const Indicator CHART_RATE;
extern const Indicator CHART_MONEY;
#define PERCENT                                                                                    \
    {                                                                                              \
        LANGUAGE_FR, &CHART_PROPORTION                                                             \
    }
#define PER_100                                                                                    \
    {                                                                                              \
        LANGUAGE_FR, &CHART_RATE                                                                   \
    }
#define EUROS                                                                                      \
    {                                                                                              \
        LANGUAGE_EN, &CHART_MONEY                                                                  \
    }

/* Fixtures: before and after each test. */
void chart_page_set_up(void);
void chart_page_tear_down(void);
/* An A4 page with nothing on it. */
Canvas *chart_page_new(void);
/* The canvas has failed, and its message has `part` in it. */
void chart_page_expect_fault(Canvas *canvas, const char *part);
/* Runs the one case of a test program; what main() returns. */
int chart_tests_run(const char *name, TCase *tests);
