/* The meetings of the quality groups and who came to them: what certificates of attendance and the
 * evaluation speak of. Filled by `source`, closed, then immutable. */
#pragma once

#include "engine/model/roster.h"

typedef enum {
    MEETING_OTHER,       /* of no kind that the database names */
    MEETING_THEME,       /* work on a theme */
    MEETING_RESTITUTION, /* the group is shown its figures */
    N_MEETING_KINDS
} MeetingKind;

typedef struct {
    char *id, *group_id;
    Day held_on; /* DAY_NONE when it is not said */
    MeetingKind kind;
    char *theme_id; /* may be NULL */
    bool planned;   /* still to come when the data was taken */
} Meeting;

typedef struct {
    char *meeting_id, *practitioner_id;
    bool present;
    size_t meeting; /* its index, once closed */
} Attendance;

typedef struct Meetings Meetings;

Meetings *meetings_new(void);
void meetings_free(Meetings *self); /* NULL is a no-op */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Meetings, meetings_free)

/* Filling: each takes over the strings of its argument. */
void meetings_take_meeting(Meetings *self, Meeting meeting);
void meetings_take_attendance(Meetings *self, Attendance attendance);

/* Sorts meetings by day, then id, and attendance by practitioner, then meeting. Once, before any look-up.
 * MODEL_ERROR_VALUE names the row: an id that stands twice, a meeting of a group that is not in the
 * roster, attendance at a meeting or of a practitioner that there is not, or of somebody who was present
 * at a meeting that is said to be still to come. */
bool meetings_close(Meetings *self, const Roster *roster, GError **error);

size_t meetings_n(const Meetings *self);
const Meeting *meetings_at(const Meetings *self, size_t i);
/* Whether it was held on a day from `first` to `last`, both included. A meeting without a day was not. */
bool meeting_held(const Meeting *self, Day first, Day last);
size_t meetings_n_attendances(const Meetings *self);
const Attendance *meetings_attendance(const Meetings *self, size_t i);

/* "theme", "restitution"; "" for the other. */
const char *meeting_kind_name(MeetingKind kind);
bool meeting_kind_parse(const char *text, MeetingKind *out_kind);
