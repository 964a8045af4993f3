#include "engine/source/meetings_read.h"

#include "engine/source/relation_read.h"

static const char *const MEETING_COLUMNS[] = {"meeting_id", "group_id", "held_on",
                                              "kind",       "theme_id", "planned"};

static void
take_meeting(void *meetings, RelationRow *row)
{
    /* NULL reads as "", which is the kind that has no name. */
    Meeting meeting = {.id = relation_text(row, 0),
                       .group_id = relation_text(row, 1),
                       .held_on = relation_day(row, 2),
                       .theme_id = relation_text(row, 4),
                       .planned = relation_boolean(row, 5)};

    row->is_valid &= meeting_kind_parse(PQgetvalue(row->result, row->row, 3), &meeting.kind);
    meetings_take_meeting(meetings, meeting);
}

static const char *const ATTENDANCE_COLUMNS[] = {"meeting_id", "practitioner_id", "present"};

static void
take_attendance(void *meetings, RelationRow *row)
{
    Attendance attendance = {.meeting_id = relation_text(row, 0),
                             .practitioner_id = relation_text(row, 1),
                             .present = relation_boolean(row, 2)};

    meetings_take_attendance(meetings, attendance);
}

static const RelationPart MEETING = {"meeting", MEETING_COLUMNS, G_N_ELEMENTS(MEETING_COLUMNS),
                                     take_meeting};
static const RelationPart ATTENDANCE = {"attendance", ATTENDANCE_COLUMNS,
                                        G_N_ELEMENTS(ATTENDANCE_COLUMNS), take_attendance};

Meetings *
meetings_read(Connection *connection, const Contract *contract, const Roster *roster,
              GError **error)
{
    g_autoptr(Meetings) meetings = meetings_new();

    if (!relation_read(&MEETING, connection, contract, meetings, error))
        return NULL;
    if (contract_has(contract, "meeting") &&
        !relation_read(&ATTENDANCE, connection, contract, meetings, error))
        return NULL;
    if (!meetings_close(meetings, roster, error))
        return NULL;
    return g_steal_pointer(&meetings);
}
