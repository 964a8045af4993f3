#include "engine/profile/results_meetings.h"

#include <string.h>

#include "engine/words/words.h"

/* A certificate is of a whole year, whatever the length of a period. */
enum { MONTHS_OF_ATTENDANCE = 12 };

Day
results_attended_from(const Campaign *campaign)
{
    return day_add_months(period_last_day(campaign->last) + 1, -MONTHS_OF_ATTENDANCE);
}

/* --- from the meetings ------------------------------------------------------------------------ */

static const char *
theme_name(const Campaign *campaign, GHashTable *theme_labels, const char *id)
{
    if (id == NULL || *id == '\0')
        return NULL;
    for (size_t i = 0; i < campaign->n_themes; i++)
        if (strcmp(campaign->themes[i]->id, id) == 0)
            return local_text(&campaign->themes[i]->label, campaign->language);
    const char *label = theme_labels == NULL ? NULL : g_hash_table_lookup(theme_labels, id);
    return label == NULL ? id : label;
}

static const char *
group_label(const Roster *roster, const char *id)
{
    for (size_t i = 0; i < roster_n_groups(roster); i++)
        if (strcmp(roster_group(roster, i)->id, id) == 0)
            return roster_group(roster, i)->label;
    g_assert_not_reached();
}

static const char *
keep(Results *self, const char *text)
{
    return text == NULL ? NULL : g_string_chunk_insert_const(self->texts, text);
}

static GHashTable *
enrolled_by_id(const Results *self)
{
    GHashTable *doctors = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t d = 0; d < self->n_doctors; d++)
        if (self->doctors[d].group >= 0)
            g_hash_table_insert(doctors, (gpointer)(guintptr)self->doctors[d].id,
                                GSIZE_TO_POINTER(d + 1));
    return doctors;
}

void
results_add_meetings(Results *self, const Meetings *meetings, const Roster *roster,
                     GHashTable *theme_labels)
{
    const Day first = results_attended_from(self->campaign);
    const Day last = period_last_day(self->campaign->last);
    g_autoptr(GHashTable) doctors = enrolled_by_id(self);

    for (size_t i = 0; i < meetings_n_attendances(meetings); i++) {
        const Attendance *attendance = meetings_attendance(meetings, i);
        const Meeting *meeting = meetings_at(meetings, attendance->meeting);
        const size_t place =
            GPOINTER_TO_SIZE(g_hash_table_lookup(doctors, attendance->practitioner_id));
        if (place == 0 || !attendance->present || !meeting_held(meeting, first, last))
            continue;
        const AttendedMeeting attended = {
            .id = keep(self, meeting->id),
            .held_on = meeting->held_on,
            .kind = meeting->kind,
            .theme = keep(self, theme_name(self->campaign, theme_labels, meeting->theme_id)),
            .group = keep(self, group_label(roster, meeting->group_id)),
        };
        g_array_append_val(results_attended_mutable(self, place - 1), attended);
    }
}

/* --- private/attendance.csv ------------------------------------------------------------------- */

void
results_write_attended(const Results *results, CsvWriter *csv)
{
    for (size_t d = 0; d < results->n_doctors; d++) {
        size_t n = 0;
        const AttendedMeeting *attended = results_attended(results, d, &n);
        for (size_t i = 0; i < n; i++) {
            g_autofree char *day = day_to_string(attended[i].held_on);
            csv_writer_text(csv, results->doctors[d].id);
            csv_writer_text(csv, attended[i].id);
            csv_writer_text(csv, day);
            csv_writer_text(csv, meeting_kind_name(attended[i].kind));
            csv_writer_text(csv, attended[i].theme);
            csv_writer_text(csv, attended[i].group);
            csv_writer_end_record(csv);
        }
    }
}

static const char *
field(ResultsReading *self, EditionTable *table, int column)
{
    const char *text = edition_table_text(table, column);
    return *text == '\0' ? NULL : keep(self->results, text);
}

static bool
read_attended(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t doctor = 0;
    AttendedMeeting attended = {0};

    if (!results_reading_look_up(table, ATTENDED_PRACTITIONER, self->doctors, &doctor, error))
        return false;
    const char *day = edition_table_text(table, ATTENDED_HELD_ON);
    if (!day_parse(day, &attended.held_on))
        return edition_table_fault(table, ATTENDED_HELD_ON, error, _("\"%s\" is not a day"), day);
    const char *kind = edition_table_text(table, ATTENDED_KIND);
    if (!meeting_kind_parse(kind, &attended.kind))
        return edition_table_fault(table, ATTENDED_KIND, error,
                                   _("\"%s\" is not a kind of meeting"), kind);
    attended.id = field(self, table, ATTENDED_MEETING);
    attended.theme = field(self, table, ATTENDED_THEME);
    attended.group = field(self, table, ATTENDED_GROUP);
    if (attended.id == NULL || attended.group == NULL)
        return edition_table_fault(table, ATTENDED_MEETING, error,
                                   _("the meeting or its group is not named"));
    g_array_append_val(results_attended_mutable(self->results, doctor), attended);
    return true;
}

bool
results_reading_attended(ResultsReading *self, GError **error)
{
    return results_reading_table(self, FILE_ATTENDED, read_attended, error);
}
