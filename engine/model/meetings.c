#include "engine/model/meetings.h"

#include <stdlib.h>
#include <string.h>

#include "engine/words/words.h"

struct Meetings {
    GArray *meetings;    /* Meeting */
    GArray *attendances; /* Attendance */
    GHashTable *places;  /* id to its index + 1, once closed */
};

static const char *const KIND_NAMES[N_MEETING_KINDS] = {
    [MEETING_OTHER] = "", [MEETING_THEME] = "theme", [MEETING_RESTITUTION] = "restitution"};

static void
meeting_clear(gpointer data)
{
    Meeting *self = data;
    g_free(self->id);
    g_free(self->group_id);
    g_free(self->theme_id);
}

static void
attendance_clear(gpointer data)
{
    Attendance *self = data;
    g_free(self->meeting_id);
    g_free(self->practitioner_id);
}

Meetings *
meetings_new(void)
{
    Meetings *self = g_new0(Meetings, 1);
    self->meetings = g_array_new(false, false, sizeof(Meeting));
    self->attendances = g_array_new(false, false, sizeof(Attendance));
    g_array_set_clear_func(self->meetings, meeting_clear);
    g_array_set_clear_func(self->attendances, attendance_clear);
    return self;
}

void
meetings_free(Meetings *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->meetings);
    g_array_unref(self->attendances);
    g_clear_pointer(&self->places, g_hash_table_unref);
    g_free(self);
}

void
meetings_take_meeting(Meetings *self, Meeting meeting)
{
    g_assert(self->places == NULL);
    g_array_append_val(self->meetings, meeting);
}

void
meetings_take_attendance(Meetings *self, Attendance attendance)
{
    g_assert(self->places == NULL);
    g_array_append_val(self->attendances, attendance);
}

/* --- closing ---------------------------------------------------------------------------------- */

static int
compare_meetings(const void *a, const void *b)
{
    const Meeting *left = a, *right = b;
    int order = (left->held_on > right->held_on) - (left->held_on < right->held_on);
    return order != 0 ? order : strcmp(left->id, right->id);
}

static int
compare_attendances(const void *a, const void *b)
{
    const Attendance *left = a, *right = b;
    int order = strcmp(left->practitioner_id, right->practitioner_id);
    return order != 0 ? order : (left->meeting > right->meeting) - (left->meeting < right->meeting);
}

static void
sort(GArray *array, int (*compare)(const void *, const void *))
{
    if (array->len > 0)
        qsort(array->data, array->len, g_array_get_element_size(array), compare);
}

static bool
fail_meeting(const char *id, const char *why, GError **error)
{
    g_set_error(error, MODEL_ERROR, MODEL_ERROR_VALUE, _("meeting '%s': %s"), id, why);
    return false;
}

static bool
has_group(const Roster *roster, const char *id)
{
    for (size_t i = 0; i < roster_n_groups(roster); i++)
        if (strcmp(roster_group(roster, i)->id, id) == 0)
            return true;
    return false;
}

static bool
place_meetings(Meetings *self, const Roster *roster, GError **error)
{
    sort(self->meetings, compare_meetings);
    for (size_t i = 0; i < self->meetings->len; i++) {
        const Meeting *meeting = meetings_at(self, i);
        if (!g_hash_table_insert(self->places, meeting->id, GSIZE_TO_POINTER(i + 1)))
            return fail_meeting(meeting->id, _("it stands there twice; keep one row"), error);
        if (!has_group(roster, meeting->group_id))
            return fail_meeting(meeting->id,
                                _("no quality_group has its group_id; add the group or correct "
                                  "the row"),
                                error);
    }
    return true;
}

static bool
check_attendance(Meetings *self, const Roster *roster, Attendance *attendance, GError **error)
{
    const char *id = attendance->meeting_id;
    const size_t place = GPOINTER_TO_SIZE(g_hash_table_lookup(self->places, id));
    if (place == 0)
        return fail_meeting(id, _("attendance names it, but there is no such meeting; add it"),
                            error);
    attendance->meeting = place - 1;
    if (roster_find_practitioner(roster, attendance->practitioner_id) < 0) {
        g_autofree char *why =
            g_strdup_printf(_("no practitioner has practitioner_id '%s'; add the practitioner or "
                              "correct the row of attendance"),
                            attendance->practitioner_id);
        return fail_meeting(id, why, error);
    }
    if (attendance->present && meetings_at(self, attendance->meeting)->planned)
        return fail_meeting(
            id, _("it is planned, and yet somebody was present; correct planned or the attendance"),
            error);
    return true;
}

static bool
place_attendances(Meetings *self, const Roster *roster, GError **error)
{
    for (size_t i = 0; i < self->attendances->len; i++)
        if (!check_attendance(self, roster, &g_array_index(self->attendances, Attendance, i),
                              error))
            return false;
    sort(self->attendances, compare_attendances);
    for (size_t i = 1; i < self->attendances->len; i++) {
        const Attendance *here = meetings_attendance(self, i);
        if (compare_attendances(meetings_attendance(self, i - 1), here) == 0)
            return fail_meeting(here->meeting_id,
                                _("the attendance of somebody stands there twice; keep one row"),
                                error);
    }
    return true;
}

bool
meetings_close(Meetings *self, const Roster *roster, GError **error)
{
    g_assert(self->places == NULL);
    self->places = g_hash_table_new(g_str_hash, g_str_equal);
    return place_meetings(self, roster, error) && place_attendances(self, roster, error);
}

/* --- look-up ---------------------------------------------------------------------------------- */

size_t
meetings_n(const Meetings *self)
{
    return self->meetings->len;
}

const Meeting *
meetings_at(const Meetings *self, size_t i)
{
    g_assert(i < self->meetings->len);
    return &g_array_index(self->meetings, Meeting, i);
}

bool
meeting_held(const Meeting *self, Day first, Day last)
{
    return !self->planned && self->held_on != DAY_NONE && self->held_on >= first &&
           self->held_on <= last;
}

size_t
meetings_n_attendances(const Meetings *self)
{
    return self->attendances->len;
}

const Attendance *
meetings_attendance(const Meetings *self, size_t i)
{
    g_assert(i < self->attendances->len);
    return &g_array_index(self->attendances, Attendance, i);
}

const char *
meeting_kind_name(MeetingKind kind)
{
    return KIND_NAMES[kind];
}

bool
meeting_kind_parse(const char *text, MeetingKind *out_kind)
{
    for (MeetingKind kind = MEETING_OTHER; kind < N_MEETING_KINDS; kind++)
        if (strcmp(text, KIND_NAMES[kind]) == 0) {
            *out_kind = kind;
            return true;
        }
    return false;
}
