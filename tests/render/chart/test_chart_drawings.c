/* Every chart as text goldens: the usual case, and those that break charts. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "render/chart/dot_strip_drawing.h"
#include "render/chart/mirrored_distribution_drawing.h"
#include "render/chart/ranked_dots_drawing.h"
#include "render/chart/spine_drawing.h"
#include "render/chart/trend_drawing.h"
#include "tests/render/page/golden.h"

static const Indicator PROPORTION = {.kind = KIND_PROPORTION, .per = 1};
static const Indicator MEAN = {.kind = KIND_MEAN, .per = 1, .is_money = true};
#define PERCENT                                                                                    \
    {                                                                                              \
        LANGUAGE_FR, &PROPORTION                                                                   \
    }
#define EUROS                                                                                      \
    {                                                                                              \
        LANGUAGE_EN, &MEAN                                                                         \
    }

static Typesetter *typesetter;

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

static Canvas *
new_page(PaperSize paper)
{
    DocumentInfo info = {"charts", "miroir", "tests", "fr-FR", "2026-06-12"};
    Canvas *canvas = canvas_new(typesetter, paper, &info);
    canvas_begin_page(canvas, NULL);
    return canvas;
}

/* --- ranked dots --- */

#define DOT(number, text, value)                                                                   \
    {                                                                                              \
        "n°\u00A0" number, text, value                                                             \
    }
#define NO_LINE                                                                                    \
    {                                                                                              \
        NAN, NULL                                                                                  \
    }

static const RankedDot TYPICAL[] = {
    DOT("41", "4 %", 0.04),  DOT("17", "5 %", 0.05),  DOT("63", "6 %", 0.06),
    DOT("28", "7 %", 0.07),  DOT("85", "8 %", 0.08),  DOT("12", "9 %", 0.09),
    DOT("54", "10 %", 0.10), DOT("90", "12 %", 0.12), DOT("36", "12 %", 0.12),
    DOT("77", "13 %", 0.13), DOT("58", "14 %", 0.142)};
static const RankedDot EQUAL[] = {DOT("41", "9 %", 0.09), DOT("17", "9 %", 0.09),
                                  DOT("63", "9 %", 0.09), DOT("28", "9 %", 0.09),
                                  DOT("85", "9 %", 0.09), DOT("12", "9 %", 0.09)};
static const RankedDot ENDS[] = {DOT("41", "moins de 1 %", 0), DOT("17", "moins de 1 %", 0),
                                 DOT("63", "50 %", 0.5),       DOT("28", "plus de 99 %", 1),
                                 DOT("85", "plus de 99 %", 1), DOT("12", "100 %", 1)};
static const RankedDot ALONE[] = {DOT("41", "0 %", 0)};
static const RankedDot MONEY[] = {DOT("41", "€176", 176), DOT("17", "€181", 181.2),
                                  DOT("63", "€190", 190), DOT("28", "€1,204", 1204)};

#define LINES(group, enrolled, control)                                                            \
    .lines = {[LINE_GROUP] = {group, "votre groupe"},                                              \
              [LINE_ENROLLED] = {enrolled, "groupes qualité"},                                     \
              [LINE_CONTROL] = {control, "hors groupes (témoins)"}}

static const struct {
    const char *name;
    RankedDots data;
    Rect area;
} RANKED[] = {
    {"charts/ranked-typical",
     {PERCENT, TYPICAL, 11, 10, 0.102, 0.195, LINES(0.0898, 0.089, 0.10), "1 confrère non affiché"},
     {16, 20, 178, 77}},
    {"charts/ranked-equal",
     {PERCENT, EQUAL, 6, 2, 0.05, 0.14, LINES(0.09, 0.09, 0.09), NULL},
     {16, 20, 178, 47}},
    {"charts/ranked-ends",
     {PERCENT, ENDS, 6, 5, 0.94, 1, LINES(0.51, 0.02, 1), "3 confrères non affichés"},
     {16, 20, 178, 47}},
    {"charts/ranked-alone",
     {PERCENT, ALONE, 1, 0, 0, 0.37,
      .lines = {[LINE_GROUP] = NO_LINE, [LINE_ENROLLED] = NO_LINE, [LINE_CONTROL] = NO_LINE}},
     {16, 20, 178, 17}},
    {"charts/ranked-money-no-own",
     {EUROS, MONEY, 4, -1, NAN, NAN, LINES(188, 177, 181.3), NULL},
     {16, 20, 178, 35}},
    {"charts/ranked-interval-beyond",
     {PERCENT, EQUAL, 6, 0, 0.001, 0.8, LINES(0.09, 0.10, NAN), NULL},
     {16, 20, 178, 47}},
    {"charts/ranked-target",
     {PERCENT, EQUAL, 6, 0, 0.05, 0.14,
      .lines = {[LINE_GROUP] = NO_LINE,
                [LINE_ENROLLED] = {0.09, "groupes qualité 9 %"},
                [LINE_CONTROL] = NO_LINE,
                [LINE_TARGET] = {0.06, "objectif 6 %"}}},
     {16, 20, 178, 47}},
    /* No room for its name beside the others. */
    {"charts/ranked-target-unnamed",
     {PERCENT, EQUAL, 6, 0, 0.05, 0.14,
      .lines = {[LINE_GROUP] = {0.09, "votre groupe 9 %"},
                [LINE_ENROLLED] = {0.09, "groupes qualité 9 %"},
                [LINE_CONTROL] = {0.09, "hors groupes (témoins) 9 %"},
                [LINE_TARGET] = {0.06, "objectif 6 %"}},
      .note = "1 confrère non affiché"},
     {16, 20, 150, 47}},
};

START_TEST(ranked_dots_golden)
{
    g_autoptr(Canvas) canvas = new_page(PAPER_A4);
    ranked_dots_draw(canvas, &RANKED[_i].data, RANKED[_i].area, "Votre groupe");
    golden_check(canvas, RANKED[_i].name);
}
END_TEST

START_TEST(ranked_dots_thirty_rows)
{
    RankedDot dots[30];
    char labels[30][16], texts[30][16];
    for (int i = 0; i < 30; i++) {
        g_snprintf(labels[i], sizeof labels[i], "n°\u00A0%d", 10 + 3 * i);
        g_snprintf(texts[i], sizeof texts[i], "%d %%", i / 2);
        dots[i] = (RankedDot){labels[i], texts[i], i / 2 / 100.0};
    }
    RankedDots data = {
        PERCENT, dots, 30, 17, 0.02, 0.21, LINES(0.07, 0.08, 0.09), "2 confrères non affichés"};
    g_autoptr(Canvas) canvas = new_page(PAPER_A4);
    ranked_dots_draw(canvas, &data, (Rect){16, 20, 178, 100}, "Votre groupe");
    golden_check(canvas, "charts/ranked-thirty");
}
END_TEST

/* --- mirrored distribution --- */

static const MirroredBin BINS[] = {
    {0.00, 0.02, 13, 36},  {0.02, 0.04, 43, 128}, {0.04, 0.06, 71, 208}, {0.06, 0.08, 65, 236},
    {0.08, 0.10, 79, 238}, {0.10, 0.12, 66, 221}, {0.12, 0.14, 40, 173}, {0.14, 0.16, 23, 116},
    {0.16, 0.18, 16, 61},  {0.18, 0.28, 10, 116}};
static const MirroredBin HIGH_BINS[] = {{0.50, 0.60, 9, 200},
                                        {0.60, 0.70, 20, 300},
                                        {0.70, 0.80, 60, 320},
                                        {0.80, 0.90, 120, 90},
                                        {0.90, 1.00, 40, 10}};
static const MirroredBin ONE_BIN[] = {{0, 0.1, 12, 0}};

static const struct {
    const char *name;
    MirroredDistribution data;
    Rect area;
} MIRRORED[] = {
    {"charts/mirrored-typical",
     {PERCENT, BINS, 10, 0.142, "vous : au-dessus de 89 % des médecins des groupes qualité",
      "426 en groupe qualité", "2 310 hors groupes"},
     {16, 20, 82, 40}},
    {"charts/mirrored-high",
     {PERCENT, HIGH_BINS, 5, 0.97, "vous : au-dessus de 95 % des médecins des groupes qualité",
      "249 en groupe qualité", "920 hors groupes"},
     {16, 20, 82, 40}},
    {"charts/mirrored-own-outside",
     {PERCENT, HIGH_BINS, 5, 0.03, "vous", "249 en groupe qualité", "920 hors groupes"},
     {16, 20, 82, 40}},
    {"charts/mirrored-enrolled-only",
     {PERCENT, ONE_BIN, 1, NAN, NULL, "12 en groupe qualité", NULL},
     {16, 20, 82, 30}},
    {"charts/mirrored-wide",
     {PERCENT, BINS, 10, 0.02, "vous : au-dessus de 4 % des médecins", "426 en groupe qualité",
      "2 310 hors groupes"},
     {16, 20, 178, 50}},
};

START_TEST(mirrored_golden)
{
    g_autoptr(Canvas) canvas = new_page(PAPER_A4);
    mirrored_distribution_draw(canvas, &MIRRORED[_i].data, MIRRORED[_i].area, "Dans la région");
    golden_check(canvas, MIRRORED[_i].name);
}
END_TEST

/* --- trend --- */

#define BANDS 0.04, 0.06, 0.12, 0.16
#define NO_BANDS NAN, NAN, NAN, NAN

static const TrendPoint EIGHT[] = {{"T2 2024", 0.190, 0.105, 0.1055, 0.051, 0.071, 0.130, 0.164},
                                   {"T3 2024", 0.181, 0.103, 0.1050, 0.049, 0.069, 0.128, 0.162},
                                   {"T4 2024", 0.174, 0.101, 0.1040, 0.047, 0.067, 0.126, 0.160},
                                   {"T1 2025", 0.182, 0.099, 0.1034, 0.045, 0.065, 0.124, 0.158},
                                   {"T2 2025", 0.160, 0.096, 0.1020, 0.042, 0.062, 0.121, 0.155},
                                   {"T3 2025", 0.151, 0.094, 0.1020, 0.040, 0.060, 0.119, 0.153},
                                   {"T4 2025", 0.155, 0.091, 0.1010, 0.037, 0.057, 0.116, 0.150},
                                   {"T1 2026", 0.142, 0.089, 0.1000, 0.035, 0.055, 0.114, 0.148}};
static const TrendPoint GAPS[] = {
    {"2021", 0.19, NAN, 0.10, NO_BANDS}, {"2022", NAN, 0.10, 0.11, BANDS},
    {"2023", 0.17, NAN, 0.11, NO_BANDS}, {"2024", 0.16, 0.11, NAN, BANDS},
    {"2025", NAN, 0.11, NAN, BANDS},     {"2026", 0.16, 0.11, NAN, NO_BANDS}};
static const TrendPoint FLAT[] = {{"S1 2025", 0, 0, 0, 0, 0, 0, 0},
                                  {"S2 2025", 0, 0, 0, 0, 0, 0, 0}};
static const TrendPoint ONCE[] = {{"2026", 1, 0.8, 0.7, 0.2, 0.4, 0.9, 1}};
static const TrendPoint COSTS[] = {{"Q1 2025", 174, 180, 182, NO_BANDS},
                                   {"Q2 2025", 176, 181, 183, NO_BANDS},
                                   {"Q3 2025", 179, 181.5, 181, NO_BANDS}};

static const struct {
    const char *name;
    Trend data;
} TRENDS[] = {
    {"charts/trend-typical",
     {PERCENT, EIGHT, 8, "vous", "groupes qualité", "hors groupes",
      "Bandes : 8 médecins sur 10 et 1 sur 2 des groupes qualité."}},
    {"charts/trend-gaps", {PERCENT, GAPS, 6, "vous", "groupes qualité", "hors groupes", NULL}},
    {"charts/trend-zero", {PERCENT, FLAT, 2, "vous", "groupes qualité", "hors groupes", NULL}},
    {"charts/trend-once", {PERCENT, ONCE, 1, "vous", "groupes qualité", "hors groupes", NULL}},
    {"charts/trend-money", {EUROS, COSTS, 3, "you", "groups", "controls", NULL}},
};

START_TEST(trend_golden)
{
    g_autoptr(Canvas) canvas = new_page(PAPER_A4);
    trend_draw(canvas, &TRENDS[_i].data, (Rect){112, 20, 82, 44}, "Depuis deux ans");
    golden_check(canvas, TRENDS[_i].name);
}
END_TEST

/* --- spine --- */

START_TEST(spines_golden)
{
    static const Spine SPINES[] = {
        {0.142, 0.035, 0.055, 0.114, 0.148, 0.085, 0.10}, /* within */
        {0.40, 0.035, 0.055, 0.114, 0.148, 0.085, 0.10},  /* far beyond */
        {0, 0.50, 0.55, 0.70, 0.80, 0.60, 0.62},          /* far below */
        {0.3, 0, 0, 0, 0, 0, 0},                          /* bands without width */
        {0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3},              /* all equal */
        {0.3, NAN, NAN, NAN, NAN, 0.2, 0.25},             /* no bands */
        {0.3, NAN, NAN, NAN, NAN, NAN, NAN},              /* nothing but the own */
        {NAN, 0.035, 0.055, 0.114, 0.148, 0.085, NAN},    /* no own */
    };
    static const double HISTORIES[][8] = {
        {0.19, 0.181, 0.174, 0.182, 0.16, 0.151, 0.155, 0.142},
        {0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3},
        {0.3, NAN, 0.4, NAN, NAN, 0.1, 0.2, NAN},
        {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN},
        {NAN, NAN, NAN, NAN, NAN, NAN, NAN, 1},
    };
    g_autoptr(Canvas) canvas = new_page(PAPER_A4);
    for (size_t i = 0; i < G_N_ELEMENTS(SPINES); i++) {
        double y = 20 + 12 * (double)i;
        spine_draw(canvas, &SPINES[i], (Rect){86, y, 58, 7}, "Votre valeur");
        sparkline_draw(canvas, HISTORIES[i % G_N_ELEMENTS(HISTORIES)], 8, (Rect){168, y, 12, 6},
                       "Deux ans");
    }
    golden_check(canvas, "charts/spines");
}
END_TEST

/* --- dot strip --- */

static const StripDot STRIP[] = {{0.04, "41"}, {0.05, "17"}, {0.06, "63"}, {0.07, "28"},
                                 {0.08, "85"}, {0.09, "12"}, {0.10, "54"}, {0.12, "36"},
                                 {0.12, "90"}, {0.13, "77"}, {0.14, "58"}};
static const StripDot ZEROS[] = {{0, "10"}, {0, "12"}, {0, "14"}, {0, "16"},   {0, "18"},
                                 {0, "20"}, {0, "22"}, {0, "24"}, {0, "26"},   {0, "28"},
                                 {0, "30"}, {0, "32"}, {0, "34"}, {0.02, "36"}};
static const StripDot FULL[] = {{1, "10"}, {1, "12"}, {1, "14"}, {1, "16"}, {1, "18"}, {1, "20"}};

#define ENROLLED_BAND                                                                              \
    {                                                                                              \
        "Groupes qualité", "427 médecins", 0.089, "9 %", 0.03, 0.055, 0.114, 0.146                 \
    }
#define CONTROL_BAND                                                                               \
    {                                                                                              \
        "Hors groupes", "2 310 témoins", 0.10, "10 %", 0.04, 0.064, 0.13, 0.17                     \
    }

static const struct {
    const char *name;
    DotStrip data;
} STRIPS[] = {
    {"charts/strip-typical",
     {PERCENT, ENROLLED_BAND, CONTROL_BAND, "Notre groupe", "11 médecins", 0.09,
      "groupe 9 %, 12 % il y a un an", STRIP, 11, NULL}},
    {"charts/strip-zeros",
     {PERCENT, ENROLLED_BAND, CONTROL_BAND, "Notre groupe", "14 médecins", 0.001, "groupe 0 %",
      ZEROS, 14, NULL}},
    {"charts/strip-full",
     {PERCENT,
      {"Groupes qualité", "427 médecins", 0.95, "95 %", 0.9, 0.93, 0.98, 1},
      {.title = NULL},
      "Notre groupe",
      "6 médecins",
      1,
      "groupe 100 %, 100 % il y a un an",
      FULL,
      6,
      NULL}},
    {"charts/strip-hidden",
     {PERCENT, ENROLLED_BAND, CONTROL_BAND, "Notre groupe", "11 médecins", 0.09, "groupe 9 %", NULL,
      0, "Les valeurs de chacun ne sont pas affichées : moins de six médecins peuvent l’être."}},
};

START_TEST(strip_golden)
{
    g_autoptr(Canvas) canvas = new_page(PAPER_A4_LANDSCAPE);
    dot_strip_draw(canvas, &STRIPS[_i].data, (Rect){14, 48, 180, 112}, "Le groupe");
    golden_check(canvas, STRIPS[_i].name);
}
END_TEST

START_TEST(strip_thirty)
{
    StripDot dots[30];
    char labels[30][8];
    for (int i = 0; i < 30; i++) {
        g_snprintf(labels[i], sizeof labels[i], "%d", 10 + 3 * i);
        dots[i] = (StripDot){(2 + i / 6) / 100.0, labels[i]};
    }
    DotStrip data = {PERCENT,
                     ENROLLED_BAND,
                     CONTROL_BAND,
                     "Notre groupe",
                     "30 médecins",
                     0.04,
                     "groupe 4 %",
                     dots,
                     30,
                     NULL};
    g_autoptr(Canvas) canvas = new_page(PAPER_A4_LANDSCAPE);
    dot_strip_draw(canvas, &data, (Rect){14, 48, 180, 112}, "Le groupe");
    golden_check(canvas, "charts/strip-thirty");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;

    TCase *tests = tcase_create("drawings");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_loop_test(tests, ranked_dots_golden, 0, G_N_ELEMENTS(RANKED));
    tcase_add_test(tests, ranked_dots_thirty_rows);
    tcase_add_loop_test(tests, mirrored_golden, 0, G_N_ELEMENTS(MIRRORED));
    tcase_add_loop_test(tests, trend_golden, 0, G_N_ELEMENTS(TRENDS));
    tcase_add_test(tests, spines_golden);
    tcase_add_loop_test(tests, strip_golden, 0, G_N_ELEMENTS(STRIPS));
    tcase_add_test(tests, strip_thirty);

    Suite *suite = suite_create("chart drawings");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
