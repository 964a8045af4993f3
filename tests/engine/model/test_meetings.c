/* Meetings and attendance: their order, what was held, and rows that contradict one another. */
#include "engine/model/meetings.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* --- a roster of one group and two doctors --- */

static Roster *
roster(void)
{
    Roster *self = roster_new();
    roster_take_group(self, (Group){.id = g_strdup("g"), .label = g_strdup("Groupe")});
    for (const char *id = "ab"; *id != '\0'; id++)
        roster_take_practitioner(self, (Practitioner){.id = g_strndup(id, 1),
                                                      .active_from = DAY_NONE,
                                                      .active_to = DAY_NONE,
                                                      .opposed_on = DAY_NONE});
    ck_assert(roster_close(self, NULL));
    return self;
}

static Day
day(const char *text)
{
    Day value = DAY_NONE;
    ck_assert(text == NULL || day_parse(text, &value));
    return value;
}

static void
hold(Meetings *meetings, const char *id, const char *group, const char *on, bool planned)
{
    meetings_take_meeting(meetings, (Meeting){.id = g_strdup(id),
                                              .group_id = g_strdup(group),
                                              .held_on = day(on),
                                              .kind = MEETING_THEME,
                                              .planned = planned});
}

static void
attend(Meetings *meetings, const char *meeting, const char *who, bool present)
{
    meetings_take_attendance(meetings, (Attendance){.meeting_id = g_strdup(meeting),
                                                    .practitioner_id = g_strdup(who),
                                                    .present = present});
}

START_TEST(they_stand_in_the_order_of_days)
{
    g_autoptr(Roster) people = roster();
    g_autoptr(Meetings) meetings = meetings_new();
    hold(meetings, "c", "g", "2025-05-01", false);
    hold(meetings, "b", "g", "2025-05-01", false);
    hold(meetings, "a", "g", "2025-09-01", false);
    attend(meetings, "a", "b", true);
    attend(meetings, "a", "a", true);
    attend(meetings, "c", "a", false);
    attend(meetings, "b", "a", true);
    ck_assert(meetings_close(meetings, people, NULL));

    ck_assert_uint_eq(meetings_n(meetings), 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(meetings_at(meetings, i)->id, i == 0 ? "b" : i == 1 ? "c" : "a");
    static const char *const ORDER[] = {"a b", "a c", "a a", "b a"};
    ck_assert_uint_eq(meetings_n_attendances(meetings), G_N_ELEMENTS(ORDER));
    for (size_t i = 0; i < G_N_ELEMENTS(ORDER); i++) {
        const Attendance *attendance = meetings_attendance(meetings, i);
        g_autofree char *found = g_strdup_printf("%s %s", attendance->practitioner_id,
                                                 meetings_at(meetings, attendance->meeting)->id);
        ck_assert_str_eq(found, ORDER[i]);
        ck_assert_str_eq(attendance->meeting_id, meetings_at(meetings, attendance->meeting)->id);
    }
}
END_TEST

START_TEST(none_are_none)
{
    g_autoptr(Roster) people = roster();
    g_autoptr(Meetings) meetings = meetings_new();
    ck_assert(meetings_close(meetings, people, NULL));
    ck_assert_uint_eq(meetings_n(meetings), 0);
    ck_assert_uint_eq(meetings_n_attendances(meetings), 0);
}
END_TEST

static const struct {
    const char *on;
    bool planned, held;
} HELD[] = {
    {"2025-04-01", false, true},  {"2026-03-31", false, true}, {"2025-03-31", false, false},
    {"2026-04-01", false, false}, {"2025-10-01", true, false}, {NULL, false, false},
};

START_TEST(held_on_a_day_of_the_year)
{
    const Meeting meeting = {.held_on = day(HELD[_i].on), .planned = HELD[_i].planned};
    ck_assert_int_eq(meeting_held(&meeting, day("2025-04-01"), day("2026-03-31")), HELD[_i].held);
}
END_TEST

/* --- contradictions --- */

typedef struct {
    const char *meetings[2][3];   /* id, group, "planned" or "held" */
    const char *attendance[2][3]; /* meeting, who, "here" or "away" */
    const char *said;
} FaultCase;

static const FaultCase FAULTS[] = {
    {{{"m", "g", "held"}, {"m", "g", "held"}}, {{NULL}}, "meeting 'm': it stands there twice"},
    {{{"m", "x", "held"}}, {{NULL}}, "meeting 'm': no quality_group"},
    {{{"m", "g", "held"}}, {{"n", "a", "here"}}, "meeting 'n': attendance names it"},
    {{{"m", "g", "held"}}, {{"m", "c", "here"}}, "no practitioner has practitioner_id 'c'"},
    {{{"m", "g", "planned"}}, {{"m", "a", "here"}}, "meeting 'm': it is planned"},
    {{{"m", "g", "planned"}}, {{"m", "a", "away"}}, NULL},
    {{{"m", "g", "held"}}, {{"m", "a", "here"}, {"m", "a", "away"}}, "stands there twice"},
};

START_TEST(contradictions_are_named)
{
    const FaultCase *fault = &FAULTS[_i];
    g_autoptr(Roster) people = roster();
    g_autoptr(Meetings) meetings = meetings_new();
    g_autoptr(GError) error = NULL;
    for (size_t i = 0; i < 2 && fault->meetings[i][0] != NULL; i++)
        hold(meetings, fault->meetings[i][0], fault->meetings[i][1], "2025-05-01",
             strcmp(fault->meetings[i][2], "planned") == 0);
    for (size_t i = 0; i < 2 && fault->attendance[i][0] != NULL; i++)
        attend(meetings, fault->attendance[i][0], fault->attendance[i][1],
               strcmp(fault->attendance[i][2], "here") == 0);
    ck_assert_int_eq(meetings_close(meetings, people, &error), fault->said == NULL);
    ck_assert_int_eq(error == NULL, fault->said == NULL);
    if (error != NULL)
        ck_assert_msg(strstr(error->message, fault->said) != NULL, "%s", error->message);
}
END_TEST

START_TEST(kinds_read_back)
{
    MeetingKind read = MEETING_OTHER;
    for (MeetingKind kind = MEETING_OTHER; kind < N_MEETING_KINDS; kind++) {
        ck_assert(meeting_kind_parse(meeting_kind_name(kind), &read));
        ck_assert_int_eq(read, kind);
    }
    ck_assert(!meeting_kind_parse("party", &read));
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("meetings");
    tcase_add_test(tests, they_stand_in_the_order_of_days);
    tcase_add_test(tests, none_are_none);
    tcase_add_loop_test(tests, held_on_a_day_of_the_year, 0, G_N_ELEMENTS(HELD));
    tcase_add_loop_test(tests, contradictions_are_named, 0, G_N_ELEMENTS(FAULTS));
    tcase_add_test(tests, kinds_read_back);

    Suite *suite = suite_create("meetings");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
