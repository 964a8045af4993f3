/* The palette for eyes that see no difference of red and green, and for printers that see no colour:
 * what is read stands out from what it is written on, tints of one hue stay apart, and the two lines
 * that only a hue would part are parted by their dashes, on every golden page. */
#include <check.h>
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/palette.h"

/* --- how colours are seen --- */

/* sRGB to linear light (IEC 61966-2-1). */
static double
linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

/* Machado, Oliveira and Fernandes, IEEE Transactions on Visualization and Computer Graphics 15 (2009),
 * table 1, severity 1; on linear light. */
typedef struct {
    const char *name;
    double mix[3][3];
} Sight;
static const Sight SIGHTS[] = {
    {"full", {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {"protanopia",
     {{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {"deuteranopia",
     {{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {"grey", {{0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}, {0.2126, 0.7152, 0.0722}}},
};

/* Relative luminance of what is seen (WCAG 2.1). */
static double
luminance(const Sight *sight, Colour colour)
{
    static const double WEIGHTS[] = {0.2126, 0.7152, 0.0722};
    const double light[] = {linear(colour.red), linear(colour.green), linear(colour.blue)};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double seen = 0;
        for (int j = 0; j < 3; j++)
            seen += sight->mix[i][j] * light[j];
        sum += WEIGHTS[i] * CLAMP(seen, 0, 1);
    }
    return sum;
}

static double
contrast(const Sight *sight, Colour a, Colour b)
{
    const double x = luminance(sight, a), y = luminance(sight, b);
    return (fmax(x, y) + 0.05) / (fmin(x, y) + 0.05);
}

/* Figures that WebAIM and the W3C print. */
START_TEST(contrast_is_that_of_the_tables)
{
    const Colour white = {1, 1, 1}, black = {0, 0, 0},
                 grey = {0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0};
    const Colour red = {1, 0, 0};
    ck_assert_double_eq_tol(contrast(&SIGHTS[0], white, black), 21, 1e-9);
    ck_assert_double_eq_tol(contrast(&SIGHTS[0], white, grey), 4.54, 0.005);
    ck_assert_double_eq_tol(contrast(&SIGHTS[0], white, red), 4.00, 0.005);
}
END_TEST

START_TEST(all_that_is_written_can_be_read)
{
    const Sight *sight = &SIGHTS[_i];
    int n = 0;
    for (int role = 0; role < N_PALETTE_ROLES; role++) {
        if (!palette_is_written(role))
            continue;
        for (int behind = -1; behind < N_PALETTE_ROLES; behind++) {
            if (behind >= 0 && !palette_is_written_on(behind))
                continue;
            const Colour under = behind < 0 ? PAPER : PALETTE_USUAL.colours[behind];
            const double ratio = contrast(sight, PALETTE_USUAL.colours[role], under);
            n++;
            if (ratio < 4.5)
                ck_abort_msg("%s: %s on %s contrasts %.2f", sight->name, PALETTE_NAMES[role],
                             behind < 0 ? "paper" : PALETTE_NAMES[behind], ratio);
        }
    }
    ck_assert_int_eq(n, 4 * 3);
}
END_TEST

/* A band of quartiles lies within one of deciles, which lies on paper; ink is written across both. */
START_TEST(tints_of_one_hue_stay_apart)
{
    static const PaletteRole BANDS[][2] = {{PALETTE_ENROLLED_MID, PALETTE_ENROLLED_PALE},
                                           {PALETTE_CONTROL_MID, PALETTE_CONTROL_PALE}};
    const Sight *sight = &SIGHTS[_i];
    for (size_t i = 0; i < G_N_ELEMENTS(BANDS); i++) {
        const Colour mid = PALETTE_USUAL.colours[BANDS[i][0]];
        const Colour pale = PALETTE_USUAL.colours[BANDS[i][1]];
        ck_assert_double_gt(contrast(sight, mid, pale), 1.35);
        ck_assert_double_gt(contrast(sight, pale, PAPER), 1.1);
        ck_assert_double_ge(contrast(sight, INK, mid), 4.5);
    }
}
END_TEST

/* --- what parts the lines --- */

typedef struct {
    int enrolled, control; /* lines seen in either colour */
} Lines;

/* "#0B5FA5": as goldens write it. The caller frees. */
static char *
stroke_of(Colour colour)
{
    return g_strdup_printf(" stroke #%02X%02X%02X ", (int)lround(colour.red * 255),
                           (int)lround(colour.green * 255), (int)lround(colour.blue * 255));
}

/* A line of the enrolled is whole and one of the controls dashed; of areas the place says whose. */
static void
check_golden(const char *path, Lines *lines)
{
    g_autofree char *text = NULL, *enrolled = stroke_of(ENROLLED), *control = stroke_of(CONTROL);
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) rows = g_strsplit(text, "\n", -1);
    for (char **row = rows; *row != NULL; row++) {
        const char *what = *row + strspn(*row, " ");
        const bool is_area = g_str_has_prefix(what, "rect ");
        const bool is_dashed = g_str_has_suffix(what, " dashed");
        if (is_area)
            continue;
        const bool of_enrolled = strstr(what, enrolled) != NULL;
        const bool of_control = strstr(what, control) != NULL;
        if ((of_enrolled && is_dashed) || (of_control && !is_dashed))
            ck_abort_msg("%s:%d: its colour alone says whose line this is: %s", path,
                         (int)(row - rows) + 1, what);
        lines->enrolled += of_enrolled;
        lines->control += of_control;
    }
}

START_TEST(lines_differ_by_more_than_their_hue)
{
    static const char *const FOLDERS[] = {"tests/golden/charts", "tests/golden/document"};
    Lines lines = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(FOLDERS); i++) {
        g_autoptr(GDir) folder = g_dir_open(FOLDERS[i], 0, NULL);
        ck_assert_ptr_nonnull(folder);
        for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
            g_autofree char *path = g_build_filename(FOLDERS[i], name, NULL);
            check_golden(path, &lines);
        }
    }
    ck_assert_int_gt(lines.enrolled, 100);
    ck_assert_int_gt(lines.control, 100);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("palette");
    TCase *tests = tcase_create("palette");
    tcase_add_test(tests, contrast_is_that_of_the_tables);
    tcase_add_loop_test(tests, all_that_is_written_can_be_read, 0, (int)G_N_ELEMENTS(SIGHTS));
    tcase_add_loop_test(tests, tints_of_one_hue_stay_apart, 0, (int)G_N_ELEMENTS(SIGHTS));
    tcase_add_test(tests, lines_differ_by_more_than_their_hue);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
