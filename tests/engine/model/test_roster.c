#include "engine/model/roster.h"

#include <check.h>
#include <stdlib.h>

static const char *region = "53";
static char usual_profession[] = USUAL_PROFESSION;
static char *gp_only[] = {(char[]){"MG"}, NULL};

static Campaign
campaign_of_2026_q1(char **specialties)
{
    Campaign campaign = {.region_id = g_strdup(region),
                         .profession = usual_profession,
                         .control_specialties = specialties,
                         .control_minimum_activity = 100,
                         .history = 1};
    g_assert(period_parse("2026-Q1", &campaign.last));
    return campaign;
}

static Day
day(const char *text)
{
    Day value = DAY_NONE;
    g_assert(text == NULL || day_parse(text, &value));
    return value;
}

static Practitioner
doctor(const char *id, const char *specialty, const char *territory)
{
    return (Practitioner){.id = g_strdup(id),
                          .specialty = g_strdup(specialty),
                          .territory_id = g_strdup(territory),
                          .active_from = DAY_NONE,
                          .active_to = DAY_NONE,
                          .opposed_on = DAY_NONE};
}

static void
add_group(Roster *roster, const char *id, const char *closed_on)
{
    roster_take_group(roster, (Group){.id = g_strdup(id),
                                      .label = g_strdup(id),
                                      .opened_on = DAY_NONE,
                                      .closed_on = day(closed_on)});
}

static void
add_member(Roster *roster, const char *practitioner, const char *group, const char *joined,
           const char *left)
{
    roster_take_membership(roster, (Membership){.group_id = g_strdup(group),
                                                .practitioner_id = g_strdup(practitioner),
                                                .joined_on = day(joined),
                                                .left_on = day(left),
                                                .anonymity_waived_on = DAY_NONE});
}

static void
add_territory(Roster *roster, const char *id, const char *parent, const char *region_id)
{
    roster_take_territory(roster, (Territory){.id = g_strdup(id),
                                              .label = g_strdup(id),
                                              .parent_id = g_strdup(parent),
                                              .region_id = g_strdup(region_id)});
}

static void
add_territories(Roster *roster)
{
    add_territory(roster, "here", NULL, "53");
    add_territory(roster, "under", "here", NULL);
    add_territory(roster, "elsewhere", "here", "52");
    add_territory(roster, "53", NULL, NULL); /* no region, though it is called like one */
    add_territory(roster, "circle", "ring", NULL);
    add_territory(roster, "ring", "circle", NULL);
}

/* --- standing -------------------------------------------------------------------------------- */

typedef struct {
    const char *specialty, *territory, *active_from, *active_to, *opposed_on;
    const char *joined, *left;   /* of a membership in group A, if any */
    const char *joined2, *left2; /* of one in group B */
    int64_t net_lines;
    Standing expected;
} StandingCase;

static const StandingCase standing_cases[] = {
    {"MG", "here", NULL, NULL, NULL, "2020-01-01", NULL, NULL, NULL, 0, STANDING_ENROLLED},
    {"MG", "here", NULL, NULL, NULL, "2026-03-31", NULL, NULL, NULL, 0, STANDING_ENROLLED},
    {"MG", "here", NULL, NULL, NULL, "2020-01-01", "2026-03-31", NULL, NULL, 0, STANDING_ENROLLED},
    {"MG", "here", NULL, NULL, NULL, "2020-01-01", "2026-03-30", NULL, NULL, 500, STANDING_FORMER},
    {"MG", "here", NULL, NULL, NULL, "2026-04-01", NULL, NULL, NULL, 500, STANDING_OTHER},
    {"XX", NULL, NULL, NULL, NULL, "2020-01-01", NULL, NULL, NULL, 0, STANDING_ENROLLED},
    {"MG", "here", NULL, NULL, NULL, "2020-01-01", "2021-01-01", "2022-01-01", NULL, 0,
     STANDING_ENROLLED},
    {"MG", "here", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_CONTROL},
    {"MG", "here", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 99, STANDING_OTHER},
    {"MG", "under", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_CONTROL},
    {"MG", "elsewhere", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {"MG", "53", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {"MG", "circle", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {"MG", "unknown", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {"MG", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {"XX", "here", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {NULL, "here", NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {"MG", "here", "2026-01-01", "2026-03-31", NULL, NULL, NULL, NULL, NULL, 100, STANDING_CONTROL},
    {"MG", "here", "2026-01-02", NULL, NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {"MG", "here", NULL, "2026-03-30", NULL, NULL, NULL, NULL, NULL, 100, STANDING_OTHER},
    {"MG", "here", NULL, NULL, "2025-01-01", NULL, NULL, NULL, NULL, 100, STANDING_OPPOSED},
    {"MG", "here", NULL, NULL, "2025-01-01", "2020-01-01", NULL, NULL, NULL, 100, STANDING_OPPOSED},
};

START_TEST(decides_standing)
{
    const StandingCase *c = &standing_cases[_i];
    g_autoptr(Roster) roster = roster_new();
    add_territories(roster);
    add_group(roster, "A", NULL);
    add_group(roster, "B", NULL);
    Practitioner one = doctor("p", c->specialty, c->territory);
    one.active_from = day(c->active_from);
    one.active_to = day(c->active_to);
    one.opposed_on = day(c->opposed_on);
    roster_take_practitioner(roster, one);
    if (c->joined != NULL)
        add_member(roster, "p", "A", c->joined, c->left);
    if (c->joined2 != NULL)
        add_member(roster, "p", "B", c->joined2, c->left2);
    ck_assert(roster_close(roster, NULL));

    Campaign campaign = campaign_of_2026_q1(gp_only);
    ck_assert(roster_settle(roster, &campaign, &c->net_lines, NULL));
    const Practitioner *settled = roster_practitioner(roster, 0);
    ck_assert_int_eq(settled->standing, c->expected);
    bool enrolled = c->expected == STANDING_ENROLLED;
    ck_assert_int_eq(settled->group, !enrolled ? -1 : c->joined2 != NULL ? 1 : 0);
    ck_assert_uint_eq(roster_group(roster, 0)->n_members + roster_group(roster, 1)->n_members,
                      enrolled);
    g_free(campaign.region_id);
}
END_TEST

START_TEST(takes_all_where_nothing_is_asked)
{
    g_autoptr(Roster) roster = roster_new();
    roster_take_practitioner(roster, doctor("p", NULL, NULL));
    ck_assert(roster_close(roster, NULL));
    Campaign campaign = campaign_of_2026_q1((char *[]){NULL});
    ck_assert(roster_settle(roster, &campaign, NULL, NULL));
    ck_assert_int_eq(roster_practitioner(roster, 0)->standing, STANDING_CONTROL);
    g_free(campaign.region_id);
}
END_TEST

/* A nurse is in no figure of the doctors' campaign, member or not, nor a doctor in the nurses'. */
static const struct {
    const char *profession, *campaign;
    bool member;
    Standing expected;
} PROFESSIONS[] = {
    {NULL, "physician", false, STANDING_CONTROL},
    {"physician", "physician", true, STANDING_ENROLLED},
    {"nurse", "physician", false, STANDING_OTHER},
    {"nurse", "physician", true, STANDING_OTHER},
    {"nurse", "nurse", true, STANDING_ENROLLED},
    {"nurse", "nurse", false, STANDING_CONTROL},
    {NULL, "nurse", true, STANDING_OTHER},
    {"", "physician", true, STANDING_OTHER},
};

START_TEST(keeps_professions_apart)
{
    g_autoptr(Roster) roster = roster_new();
    add_group(roster, "A", NULL);
    Practitioner one = doctor("p", NULL, NULL);
    one.profession = g_strdup(PROFESSIONS[_i].profession);
    roster_take_practitioner(roster, one);
    if (PROFESSIONS[_i].member)
        add_member(roster, "p", "A", "2020-01-01", NULL);
    ck_assert(roster_close(roster, NULL));
    Campaign campaign = campaign_of_2026_q1((char *[]){NULL});
    campaign.profession = g_strdup(PROFESSIONS[_i].campaign);
    ck_assert(roster_settle(roster, &campaign, NULL, NULL));
    const Practitioner *settled = roster_practitioner(roster, 0);
    ck_assert_int_eq(settled->standing, PROFESSIONS[_i].expected);
    const bool enrolled = PROFESSIONS[_i].expected == STANDING_ENROLLED;
    ck_assert_int_eq(settled->group, enrolled ? 0 : -1);
    ck_assert_int_eq(settled->entry_group, enrolled ? 0 : -1);
    ck_assert_uint_eq(roster_group(roster, 0)->n_members, enrolled);
    g_free(campaign.profession);
    g_free(campaign.region_id);
}
END_TEST

START_TEST(ends_membership_with_its_group)
{
    g_autoptr(Roster) roster = roster_new();
    add_group(roster, "A", "2026-03-30");
    roster_take_practitioner(roster, doctor("p", "MG", NULL));
    add_member(roster, "p", "A", "2020-01-01", NULL);
    ck_assert(roster_close(roster, NULL));
    Campaign campaign = campaign_of_2026_q1(gp_only);
    ck_assert(roster_settle(roster, &campaign, NULL, NULL));
    ck_assert_int_eq(roster_practitioner(roster, 0)->standing, STANDING_FORMER);
    g_free(campaign.region_id);
}
END_TEST

START_TEST(keeps_role_and_waiver)
{
    g_autoptr(Roster) roster = roster_new();
    add_group(roster, "A", NULL);
    static const char *const waived[] = {"2026-03-31", "2026-04-01", NULL};
    static const char *const ids[] = {"1", "2", "3"};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
        roster_take_practitioner(roster, doctor(ids[i], "MG", NULL));
        roster_take_membership(roster, (Membership){.group_id = g_strdup("A"),
                                                    .practitioner_id = g_strdup(ids[i]),
                                                    .facilitator = i == 1,
                                                    .joined_on = day("2020-01-01"),
                                                    .left_on = DAY_NONE,
                                                    .anonymity_waived_on = day(waived[i])});
    }
    ck_assert(roster_close(roster, NULL));
    Campaign campaign = campaign_of_2026_q1(gp_only);
    ck_assert(roster_settle(roster, &campaign, NULL, NULL));
    ck_assert(roster_practitioner(roster, 0)->anonymity_waived);
    ck_assert(!roster_practitioner(roster, 1)->anonymity_waived);
    ck_assert(!roster_practitioner(roster, 2)->anonymity_waived);
    ck_assert(roster_practitioner(roster, 1)->facilitator);
    ck_assert(!roster_practitioner(roster, 0)->facilitator);
    ck_assert_uint_eq(roster_group(roster, 0)->n_members, 3);
    g_free(campaign.region_id);
}
END_TEST

/* The first membership counts, whatever came of it; one that is still to come is none yet. */
static const struct {
    const char *joined, *left, *joined2, *left2;
    const char *opposed_on;
    const char *entered_on; /* NULL for none */
    int entry_group;        /* A is 0, B is 1 */
} ENTRIES[] = {
    {NULL, NULL, NULL, NULL, NULL, NULL, -1},
    {"2025-02-03", NULL, NULL, NULL, NULL, "2025-02-03", 0},
    {"2026-03-31", NULL, NULL, NULL, NULL, "2026-03-31", 0},
    {"2026-04-01", NULL, NULL, NULL, NULL, NULL, -1},
    {"2024-01-01", "2024-12-31", NULL, NULL, NULL, "2024-01-01", 0},
    {"2024-01-01", "2024-12-31", "2025-01-01", NULL, NULL, "2024-01-01", 0},
    {"2025-01-01", NULL, "2023-05-01", "2024-12-31", NULL, "2023-05-01", 1},
    {"2026-04-01", NULL, "2023-05-01", "2024-12-31", NULL, "2023-05-01", 1},
    {"2025-02-03", NULL, NULL, NULL, "2025-06-01", NULL, -1},
};

START_TEST(keeps_the_first_entry)
{
    g_autoptr(Roster) roster = roster_new();
    add_group(roster, "A", "2025-12-31");
    add_group(roster, "B", NULL);
    Practitioner one = doctor("p", "MG", NULL);
    one.opposed_on = day(ENTRIES[_i].opposed_on);
    roster_take_practitioner(roster, one);
    if (ENTRIES[_i].joined != NULL)
        add_member(roster, "p", "A", ENTRIES[_i].joined, ENTRIES[_i].left);
    if (ENTRIES[_i].joined2 != NULL)
        add_member(roster, "p", "B", ENTRIES[_i].joined2, ENTRIES[_i].left2);
    ck_assert(roster_close(roster, NULL));
    Campaign campaign = campaign_of_2026_q1(gp_only);
    for (int again = 0; again < 2; again++) {
        ck_assert(roster_settle(roster, &campaign, NULL, NULL));
        ck_assert_int_eq(roster_practitioner(roster, 0)->entered_on, day(ENTRIES[_i].entered_on));
        ck_assert_int_eq(roster_practitioner(roster, 0)->entry_group, ENTRIES[_i].entry_group);
    }
    g_free(campaign.region_id);
}
END_TEST

/* --- order and faults ------------------------------------------------------------------------ */

START_TEST(sorts_by_bytes)
{
    g_autoptr(Roster) roster = roster_new();
    static const char *const ids[] = {"b", "10", "é", "B", "9"};
    for (size_t i = 0; i < G_N_ELEMENTS(ids); i++)
        roster_take_practitioner(roster, doctor(ids[i], NULL, NULL));
    ck_assert(roster_close(roster, NULL));
    static const char *const sorted[] = {"10", "9", "B", "b", "é"};
    ck_assert_uint_eq(roster_n_practitioners(roster), 5);
    for (size_t i = 0; i < G_N_ELEMENTS(sorted); i++) {
        ck_assert_str_eq(roster_practitioner(roster, i)->id, sorted[i]);
        ck_assert_int_eq(roster_find_practitioner(roster, sorted[i]), (int)i);
    }
    ck_assert_int_eq(roster_find_practitioner(roster, "c"), -1);
}
END_TEST

static void
fill_twice_practitioner(Roster *roster)
{
    roster_take_practitioner(roster, doctor("p", NULL, NULL));
}

static void
fill_twice_group(Roster *roster)
{
    add_group(roster, "A", NULL);
}

static void
fill_bad_group(Roster *roster)
{
    add_group(roster, "A/..", NULL);
}

static void
fill_hidden_group(Roster *roster)
{
    add_group(roster, ".hidden", NULL);
}

static void
fill_unknown_group(Roster *roster)
{
    add_member(roster, "p", "Z", "2020-01-01", NULL);
}

static void
fill_unknown_practitioner(Roster *roster)
{
    add_member(roster, "z", "A", "2020-01-01", NULL);
}

static void
fill_backwards(Roster *roster)
{
    add_member(roster, "p", "A", "2020-01-02", "2020-01-01");
}

static void
fill_two_memberships(Roster *roster)
{
    add_group(roster, "B", NULL);
    add_member(roster, "p", "B", "2020-01-01", NULL);
    add_member(roster, "p", "A", "2021-01-01", NULL);
}

static const struct {
    void (*fill)(Roster *);
    const char *expected;
} faults[] = {
    {fill_twice_practitioner, "practitioner: 'p' stands there twice"},
    {fill_twice_group, "quality_group: 'A' stands there twice"},
    {fill_bad_group, "quality_group: group_id 'A/..' becomes a file name"},
    {fill_hidden_group, "quality_group: group_id '.hidden' becomes a file name"},
    {fill_unknown_group, "membership of practitioner 'p': no quality_group has group_id 'Z'"},
    {fill_unknown_practitioner, "membership in group 'A': no practitioner has practitioner_id 'z'"},
    {fill_backwards, "membership of practitioner 'p' in group 'A' ends before it begins"},
    {fill_two_memberships,
     "practitioner 'p' has two memberships on the same day, in groups 'B' and 'A'"},
};

START_TEST(names_faults)
{
    g_autoptr(Roster) roster = roster_new();
    add_group(roster, "A", NULL);
    roster_take_practitioner(roster, doctor("p", NULL, NULL));
    faults[_i].fill(roster);
    Campaign campaign = campaign_of_2026_q1(gp_only);
    g_autoptr(GError) error = NULL;
    ck_assert(!roster_close(roster, &error) || !roster_settle(roster, &campaign, NULL, &error));
    ck_assert(g_error_matches(error, MODEL_ERROR, MODEL_ERROR_VALUE));
    ck_assert_msg(g_str_has_prefix(error->message, faults[_i].expected), "%s", error->message);
    g_free(campaign.region_id);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("roster");
    TCase *tcase = tcase_create("roster");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, decides_standing, 0, G_N_ELEMENTS(standing_cases));
    tcase_add_test(tcase, takes_all_where_nothing_is_asked);
    tcase_add_loop_test(tcase, keeps_professions_apart, 0, G_N_ELEMENTS(PROFESSIONS));
    tcase_add_test(tcase, ends_membership_with_its_group);
    tcase_add_test(tcase, keeps_role_and_waiver);
    tcase_add_loop_test(tcase, keeps_the_first_entry, 0, G_N_ELEMENTS(ENTRIES));
    tcase_add_test(tcase, sorts_by_bytes);
    tcase_add_loop_test(tcase, names_faults, 0, G_N_ELEMENTS(faults));
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
