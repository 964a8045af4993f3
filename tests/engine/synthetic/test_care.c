/* What is prescribed: the same everywhere, within life and calendar, with the seasons, and every shelf
 * used. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/synthetic/care.h"
#include "engine/synthetic/draw.h"

enum { SAMPLE_DOCTORS = 60 };

static Region *region;
static Catalogue catalogue;

typedef void (*Visit)(const Person *person, int quarter, const CareLine *line, void *data);

/* All that happens to the patients of the first doctors. */
static void
visit_lines(Visit visit, void *data)
{
    CareLine lines[MAX_CARE_LINES];
    for (int i = 0; i < SAMPLE_DOCTORS; i++)
        for (int k = 0; k < region->doctors[i].list_size; k++) {
            Person person;
            person_init(&person, region, &region->doctors[i], k);
            for (int quarter = 0; quarter < region->setting.n_quarters; quarter++) {
                int n = care_of_quarter(region, &catalogue, &person, quarter, lines);
                for (int j = 0; j < n; j++)
                    visit(&person, quarter, &lines[j], data);
            }
        }
}

static void
digest_line(const Person *person, int quarter, const CareLine *line, void *data)
{
    GChecksum *digest = data;
    g_autofree char *text = g_strdup_printf("%s %d %d %d %s %d %d\n", person->id, quarter,
                                            line->day, line->prescribed_on, line->product->label,
                                            line->prescriber->number, line->quantity);
    g_checksum_update(digest, (const guchar *)text, -1);
}

/* Whoever changes the care on purpose writes the new digest here, and knows that every figure of the
 * demonstration changes with it. */
START_TEST(care_is_the_same_everywhere)
{
    g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);
    visit_lines(digest_line, digest);
    ck_assert_str_eq(g_checksum_get_string(digest),
                     "a94937a43646b05593be72b7b1b22d1d0200588104832cea57b367f6b6b1d552");
}
END_TEST

typedef struct {
    size_t shelves[N_SHELVES];
    int outside_life, outside_calendar, empty, by_retired;
} Bounds;

static void
check_line(const Person *person, int quarter, const CareLine *line, void *data)
{
    Bounds *self = data;
    self->outside_life +=
        line->day < person->born_on || (person->died_on != DAY_NONE && line->day > person->died_on);
    self->outside_calendar += line->day > region->last_day ||
                              line->day < region_quarter(region, quarter) ||
                              line->prescribed_on > line->day;
    self->empty += line->quantity < 1;
    self->by_retired += line->prescriber->active_to != DAY_NONE &&
                        line->prescribed_on > line->prescriber->active_to;
    self->shelves[line->product->shelf]++;
}

START_TEST(care_is_within_life_and_calendar)
{
    Bounds bounds = {0};
    visit_lines(check_line, &bounds);
    ck_assert_int_eq(bounds.outside_life, 0);
    ck_assert_int_eq(bounds.outside_calendar, 0);
    ck_assert_int_eq(bounds.empty, 0);
    ck_assert_int_eq(bounds.by_retired, 0);
    for (Shelf shelf = 0; shelf < N_SHELVES; shelf++)
        ck_assert_msg(bounds.shelves[shelf] > 0, "nothing from shelf %u", shelf);
}
END_TEST

typedef struct {
    int antibiotics[4], vaccines[4]; /* by quarter of the year */
    int women, old, sedatives_old, sedatives;
} Seasons;

static void
count_seasons(const Person *person, int quarter, const CareLine *line, void *data)
{
    Seasons *self = data;
    int season = (day_to_civil(region_quarter(region, quarter)).month - 1) / 3;
    bool is_sedative =
        g_str_has_prefix(line->product->atc != NULL ? line->product->atc : "", "N05B");
    self->antibiotics[season] += line->product->shelf == SHELF_FIRST_LINE;
    self->vaccines[season] += line->product->shelf == SHELF_FLU_VACCINE;
    self->sedatives += is_sedative;
    self->sedatives_old += is_sedative && person_age(person, line->day) >= 65;
}

START_TEST(winters_and_ages_are_plausible)
{
    Seasons seasons = {0};
    visit_lines(count_seasons, &seasons);
    /* Antibiotics: winter far above summer. Vaccines against influenza: in autumn alone. */
    ck_assert_int_gt(seasons.antibiotics[0] * 2, seasons.antibiotics[2] * 3);
    ck_assert_int_gt(seasons.antibiotics[3] * 5, seasons.antibiotics[2] * 6);
    ck_assert_int_gt(seasons.vaccines[3], 0);
    ck_assert_int_eq(seasons.vaccines[0] + seasons.vaccines[1] + seasons.vaccines[2], 0);
    /* A fifth of the population takes more than two fifths of the sedatives. */
    ck_assert_int_gt(seasons.sedatives_old * 5, seasons.sedatives * 2);
}
END_TEST

START_TEST(draws_are_even)
{
    int counts[10] = {0};
    for (uint32_t i = 0; i < 100000; i++)
        counts[draw(draw_stream(7, i), i % 5, 10)]++;
    for (int i = 0; i < 10; i++)
        ck_assert_int_lt(abs(counts[i] - 10000), 400); /* four standard deviations are 380 */
}
END_TEST

int
main(void)
{
    region = region_new(&(RegionSetting){100, 9, 100000, 1});
    catalogue_init(&catalogue);
    TCase *tests = tcase_create("care");
    tcase_add_test(tests, care_is_the_same_everywhere);
    tcase_add_test(tests, care_is_within_life_and_calendar);
    tcase_add_test(tests, winters_and_ages_are_plausible);
    tcase_add_test(tests, draws_are_even);
    Suite *suite = suite_create("synthetic care");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    region_free(region);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
