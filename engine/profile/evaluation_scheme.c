/* The life of the scheme in an evaluation: meetings held, who came of those who could, what was paid. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/profile/evaluation_parts.h"

/* Of the months that end with the last period. */
enum { MONTHS_OF_MEETINGS = 12 };

Day
evaluation_meetings_from(const Campaign *campaign)
{
    return day_add_months(period_last_day(campaign->last) + 1, -MONTHS_OF_MEETINGS);
}

/* --- meetings --------------------------------------------------------------------------------- */

/* What was counted for one group. */
typedef struct {
    int meetings, recorded; /* held; those at which anybody's attendance is known */
    int64_t expected, present;
    GHashTable *members; /* ids of those who were expected; owned by the roster */
} Tally;

typedef struct {
    const Meetings *meetings;
    const Roster *roster;
    GHashTable *present; /* "<meeting>\x01<id>" */
    bool *is_recorded;   /* by meeting */
} Attending;

static char *
attendance_key(size_t meeting, const char *practitioner_id)
{
    return g_strdup_printf("%zu\x01%s", meeting, practitioner_id);
}

static void
attending_init(Attending *self, const Meetings *meetings, const Roster *roster)
{
    *self =
        (Attending){meetings, roster, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                    g_new0(bool, meetings_n(meetings) + 1)};
    for (size_t i = 0; i < meetings_n_attendances(meetings); i++) {
        const Attendance *attendance = meetings_attendance(meetings, i);
        self->is_recorded[attendance->meeting] = true;
        if (attendance->present)
            g_hash_table_add(self->present,
                             attendance_key(attendance->meeting, attendance->practitioner_id));
    }
}

static void
attending_clear(Attending *self)
{
    g_hash_table_unref(self->present);
    g_free(self->is_recorded);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Attending, attending_clear)

/* Members on the day were expected; guests, and who is opposed, are in nothing. */
static void
tally_meeting(const Attending *self, size_t i, Tally *tally)
{
    const Meeting *meeting = meetings_at(self->meetings, i);

    tally->meetings++;
    tally->recorded += self->is_recorded[i];
    for (size_t m = 0; self->is_recorded[i] && m < roster_n_memberships(self->roster); m++) {
        const Membership *membership = roster_membership(self->roster, m);
        const int who = roster_find_practitioner(self->roster, membership->practitioner_id);
        if (strcmp(membership->group_id, meeting->group_id) != 0 ||
            !roster_membership_covers(self->roster, m, meeting->held_on) ||
            roster_practitioner(self->roster, (size_t)who)->opposed_on != DAY_NONE)
            continue;
        g_autofree char *key = attendance_key(i, membership->practitioner_id);
        tally->expected++;
        tally->present += g_hash_table_contains(self->present, key);
        g_hash_table_add(tally->members, membership->practitioner_id);
    }
}

static EvaluationMeetings
row_of(const Campaign *campaign, const char *group, const char *label, const Tally *tally)
{
    EvaluationMeetings row = {.group = group,
                              .label = label,
                              .meetings = tally->meetings,
                              .recorded = tally->recorded,
                              .members = (int)g_hash_table_size(tally->members),
                              .attendance = NAN,
                              .status = STATUS_OK};
    if (tally->expected == 0)
        row.status = STATUS_NO_DENOMINATOR;
    else if (row.members < campaign->disclosure.minimum_members)
        row.status = STATUS_FEW_MEMBERS;
    else
        row.attendance =
            floor(100.0 * (double)tally->present / (double)tally->expected + 0.5) / 100;
    return row;
}

static void
tally_add(Tally *self, const Tally *other)
{
    GHashTableIter iter;
    gpointer id;

    self->recorded += other->recorded;
    self->expected += other->expected;
    self->present += other->present;
    g_hash_table_iter_init(&iter, other->members);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        g_hash_table_add(self->members, id);
}

static Tally
tally_new(void)
{
    return (Tally){.members = g_hash_table_new(g_str_hash, g_str_equal)};
}

/* Adds the group's row, and to the whole what may be shown of it. */
static void
add_group(Evaluation *self, const Attending *attending, const Group *group, Tally *all)
{
    const Day first = evaluation_meetings_from(self->campaign);
    const Day last = period_last_day(self->campaign->last);
    Tally tally = tally_new();

    for (size_t i = 0; i < meetings_n(attending->meetings); i++) {
        const Meeting *meeting = meetings_at(attending->meetings, i);
        if (strcmp(meeting->group_id, group->id) == 0 && meeting_held(meeting, first, last))
            tally_meeting(attending, i, &tally);
    }
    const EvaluationMeetings row =
        row_of(self->campaign, g_string_chunk_insert_const(self->texts, group->id),
               g_string_chunk_insert_const(self->texts, group->label), &tally);
    if (tally.meetings > 0 || group->n_members > 0)
        g_array_append_val(self->meetings, row);
    all->meetings += tally.meetings;
    if (row.status == STATUS_OK)
        tally_add(all, &tally);
    g_hash_table_unref(tally.members);
}

void
evaluation_add_meetings(Evaluation *self, const Meetings *meetings)
{
    g_auto(Attending) attending;
    Tally all = tally_new();

    attending_init(&attending, meetings, self->roster);
    for (size_t i = 0; meetings_n(meetings) > 0 && i < roster_n_groups(self->roster); i++)
        add_group(self, &attending, roster_group(self->roster, i), &all);
    const EvaluationMeetings row = row_of(self->campaign, NULL, NULL, &all);
    if (self->meetings->len > 0)
        g_array_append_val(self->meetings, row);
    g_hash_table_unref(all.members);
}

/* --- allowances ------------------------------------------------------------------------------- */

static bool
is_opposed(const Evaluation *self, const char *practitioner_id)
{
    const int who = roster_find_practitioner(self->roster, practitioner_id);
    return who >= 0 && roster_practitioner(self->roster, (size_t)who)->opposed_on != DAY_NONE;
}

/* To the nearest 10, in the currency's unit. */
static double
round_amount(int64_t cents)
{
    return 10 * floor((double)cents / 1000 + 0.5);
}

/* Those of one period, from `first` on; returns the first of the next. */
static size_t
add_period(Evaluation *self, const Allowances *allowances, size_t first)
{
    EvaluationAllowance row = {.period = allowances_at(allowances, first)->period, .amount = NAN};
    int64_t sum = 0, largest = 0, own = 0;
    size_t i = first;

    for (; i < allowances_n(allowances); i++) {
        const Allowance *here = allowances_at(allowances, i);
        if (here->period.length != row.period.length || here->period.ordinal != row.period.ordinal)
            break;
        if (is_opposed(self, here->practitioner_id))
            continue;
        const bool same = i > first && strcmp(allowances_at(allowances, i - 1)->practitioner_id,
                                              here->practitioner_id) == 0;
        row.doctors += !same;
        own = (same ? own : 0) + here->cents;
        largest = MAX(largest, own);
        sum += here->cents;
    }
    const DisclosureRule *rule = &self->campaign->disclosure;
    row.status = row.doctors < rule->minimum_members               ? STATUS_FEW_MEMBERS
                 : (double)largest > rule->dominance * (double)sum ? STATUS_DOMINANT
                                                                   : STATUS_OK;
    if (row.status == STATUS_OK)
        row.amount = round_amount(sum);
    if (row.doctors > 0)
        g_array_append_val(self->allowances, row);
    return i;
}

void
evaluation_add_allowances(Evaluation *self, const Allowances *allowances)
{
    const Day first = period_first_day(campaign_period(self->campaign, 0));
    const Day last = period_last_day(self->campaign->last);

    for (size_t i = 0; i < allowances_n(allowances);) {
        const Day end = period_last_day(allowances_at(allowances, i)->period);
        i = end < first || end > last ? i + 1 : add_period(self, allowances, i);
    }
}

/* --- look-up ---------------------------------------------------------------------------------- */

const EvaluationMeetings *
evaluation_meetings(const Evaluation *self, size_t *out_n)
{
    *out_n = self->meetings->len;
    return (const EvaluationMeetings *)(const void *)self->meetings->data;
}

const EvaluationAllowance *
evaluation_allowances(const Evaluation *self, size_t *out_n)
{
    *out_n = self->allowances->len;
    return (const EvaluationAllowance *)(const void *)self->allowances->data;
}
