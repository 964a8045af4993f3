#include "engine/profile/peers.h"

#include <check.h>
#include <math.h>

#include "tests/engine/profile/hand_edition.h"

/* Seven of group 1 are ok: 0, .004, .144, .145, .5, .996 and 1; one has few patients, one nothing.
 * Group 2 has five that are ok. */
static const HandDoctor DOCTORS[] = {
    {"a", "G1", {{0, 0}, {0, 60}}},   {"b", "G1", {{0, 0}, {1, 250}}},
    {"c", "G1", {{0, 0}, {36, 250}}}, {"d", "G1", {{0, 0}, {29, 200}}},
    {"e", "G1", {{0, 0}, {50, 100}}}, {"f", "G1", {{0, 0}, {249, 250}}},
    {"g", "G1", {{0, 0}, {40, 40}}},  {"h", "G1", {{0, 0}, {2, 10}}},
    {"i", "G1", {{0, 0}, {0, 0}}},    {"p", "G2", {{0, 0}, {10, 100}}},
    {"q", "G2", {{0, 0}, {20, 100}}}, {"r", "G2", {{0, 0}, {30, 100}}},
    {"s", "G2", {{0, 0}, {40, 100}}}, {"t", "G2", {{0, 0}, {50, 100}}},
    {"u", "G2", {{0, 0}, {3, 10}}},
};

static HandEdition *edition;
static Results *results;

static void
setup(void)
{
    edition = hand_edition_new(HAND_PROPORTION, "", DOCTORS, G_N_ELEMENTS(DOCTORS));
    results = hand_edition_compute(edition);
}

static void
teardown(void)
{
    results_free(results);
    hand_edition_free(edition);
}

static int
doctor(const char *id)
{
    return (int)hand_edition_doctor(results, id);
}

/* Points of a handout: whole points only, 0 and 100 % as below 1 and above 99. */
START_TEST(a_handout_shows_whole_points)
{
    static const struct {
        int points;
        double value;
        bool below, above;
    } POINTS[] = {{0, 0, true, false},      {0, 0, true, false},     {14, 0.14, false, false},
                  {15, 0.15, false, false}, {50, 0.5, false, false}, {100, 1, false, true},
                  {100, 1, false, true}};
    g_autoptr(Peers) peers = peers_new(results, 0, 0, -1);

    ck_assert_int_eq(peers->shown, PEERS_SHOWN);
    ck_assert_uint_eq(peers->n_points, 7);
    ck_assert_uint_eq(peers->n_hidden, 2);
    for (size_t i = 0; i < peers->n_points; i++) {
        const PeerPoint *point = &peers->points[i];
        ck_assert_int_eq(point->points, POINTS[i].points);
        ck_assert(point->value == POINTS[i].value);
        ck_assert_int_eq(point->below_one, POINTS[i].below);
        ck_assert_int_eq(point->above_ninety_nine, POINTS[i].above);
        ck_assert(!point->is_own);
        /* Equal points stand by number: their order says nothing of the true values. */
        if (i > 0 && point[-1].value == point->value)
            ck_assert_int_lt(point[-1].number, point->number);
    }
}
END_TEST

/* Nine doctors within one point, in an order of their own: they stand by number. */
START_TEST(equal_points_stand_by_number)
{
    HandDoctor doctors[9];
    static const char *const IDS[] = {"a", "b", "c", "d", "e", "f", "g", "h", "i"};
    for (size_t d = 0; d < 9; d++)
        doctors[d] = (HandDoctor){IDS[d], "G1", {{0, 0}, {(int64_t)(1404 - d), 10000}}};
    g_autoptr(HandEdition) equal = hand_edition_new(HAND_PROPORTION, "", doctors, 9);
    g_autoptr(Results) others = hand_edition_compute(equal);
    g_autoptr(Peers) peers = peers_new(others, 0, 0, -1);

    ck_assert_uint_eq(peers->n_points, 9);
    for (size_t i = 1; i < peers->n_points; i++) {
        ck_assert(peers->points[i].value == 0.14);
        ck_assert_int_lt(peers->points[i - 1].number, peers->points[i].number);
    }
}
END_TEST

START_TEST(the_own_point_is_exact)
{
    g_autoptr(Peers) peers = peers_new(results, 0, 0, doctor("c"));
    size_t own = 0;

    ck_assert_uint_eq(peers->n_points, 7);
    ck_assert_uint_eq(peers->n_hidden, 2);
    for (size_t i = 0; i < peers->n_points; i++)
        if (peers->points[i].is_own)
            own = i;
    ck_assert_uint_eq(own, 2);
    ck_assert(peers->points[own].value == 0.144);
    ck_assert_int_eq(peers->points[own].points, 14);
    ck_assert_int_eq(peers->points[own].number, results_number(results, (size_t)doctor("c"), 0));
}
END_TEST

/* An own value of 0 or 1 is told as it is. */
START_TEST(the_own_point_is_not_veiled)
{
    static const char *const IDS[] = {"a", "g"};
    g_autoptr(Peers) peers = peers_new(results, 0, 0, doctor(IDS[_i]));
    for (size_t i = 0; i < peers->n_points; i++)
        if (peers->points[i].is_own)
            ck_assert(!peers->points[i].below_one && !peers->points[i].above_ninety_nine);
}
END_TEST

/* Too few patients to be shown to others, but the own booklet has the own point. */
START_TEST(few_patients_show_to_oneself_only)
{
    g_autoptr(Peers) own = peers_new(results, 0, 0, doctor("h"));
    ck_assert_uint_eq(own->n_points, 8);
    ck_assert_uint_eq(own->n_hidden, 1);

    g_autoptr(Peers) nothing = peers_new(results, 0, 0, doctor("i"));
    ck_assert_uint_eq(nothing->n_points, 7);
    ck_assert_uint_eq(nothing->n_hidden, 1);
}
END_TEST

/* Five could be shown, six are needed; the one with few patients does not count. The same whoever
 * reads. */
START_TEST(too_few_show_nobody)
{
    static const char *const READERS[] = {NULL, "p", "u"};
    int own = READERS[_i] == NULL ? -1 : doctor(READERS[_i]);
    g_autoptr(Peers) peers = peers_new(results, 1, 0, own);
    ck_assert_int_eq(peers->shown, PEERS_TOO_FEW);
    ck_assert_uint_eq(peers->n_points, 0);
    ck_assert_uint_eq(peers->n_hidden, own < 0 ? 6 : 5);
}
END_TEST

START_TEST(the_threshold_of_peers)
{
    static const struct {
        int minimum;
        PeersShown shown;
    } CASES[] = {{5, PEERS_SHOWN}, {6, PEERS_TOO_FEW}};
    edition->campaign->disclosure.minimum_peers = CASES[_i].minimum;
    g_autoptr(Peers) peers = peers_new(results, 1, 0, -1);
    ck_assert_int_eq(peers->shown, CASES[_i].shown);
    ck_assert_uint_eq(peers->n_points, CASES[_i].shown == PEERS_SHOWN ? 5 : 0);
}
END_TEST

START_TEST(activity_and_cost_show_nobody)
{
    g_autoptr(HandEdition) hidden = hand_edition_new(
        "  - id: cost\n    label: {fr: \"Part\", en: \"Share\"}\n    from: counts\n"
        "    type: cost\n    kind: mean\n    unit: patient\n    direction: none\n",
        "", DOCTORS, G_N_ELEMENTS(DOCTORS));
    g_autoptr(Results) others = hand_edition_compute(hidden);
    g_autoptr(Peers) peers = peers_new(others, 0, 0, doctor("c"));
    ck_assert_int_eq(peers->shown, PEERS_HIDDEN_BY_INDICATOR);
    ck_assert_uint_eq(peers->n_points, 0);
    ck_assert_uint_eq(peers->n_hidden, 8);
}
END_TEST

/* With the strict rule: b has 1, f has 1 in the complement; 0 and all stay. Five are too few. */
START_TEST(the_strict_rule_hides_small_numerators)
{
    edition->campaign->disclosure.strict_numerator = true;
    g_autoptr(Peers) few = peers_new(results, 0, 0, -1);
    ck_assert_int_eq(few->shown, PEERS_TOO_FEW);

    edition->campaign->disclosure.minimum_peers = 5;
    g_autoptr(Peers) peers = peers_new(results, 0, 0, -1);
    ck_assert_int_eq(peers->shown, PEERS_SHOWN);
    ck_assert_uint_eq(peers->n_points, 5);
    ck_assert_uint_eq(peers->n_hidden, 4);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("peers");
    TCase *tests = tcase_create("peers");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, a_handout_shows_whole_points);
    tcase_add_test(tests, equal_points_stand_by_number);
    tcase_add_test(tests, the_own_point_is_exact);
    tcase_add_loop_test(tests, the_own_point_is_not_veiled, 0, 2);
    tcase_add_test(tests, few_patients_show_to_oneself_only);
    tcase_add_loop_test(tests, too_few_show_nobody, 0, 3);
    tcase_add_loop_test(tests, the_threshold_of_peers, 0, 2);
    tcase_add_test(tests, activity_and_cost_show_nobody);
    tcase_add_test(tests, the_strict_rule_hides_small_numerators);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
