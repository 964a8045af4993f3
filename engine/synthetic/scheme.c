#include "engine/synthetic/scheme.h"

#include <stdio.h>

#include "engine/synthetic/draw.h"

static const char *const GROUP_COLUMNS[] = {"group_id", "label", "territory_id", "opened_on", NULL};
static const char *const MEMBER_COLUMNS[] = {
    "group_id",   "practitioner_id",     "role", "joined_on", "left_on", "contract_signed_on",
    "trained_on", "anonymity_waived_on", NULL};
static const char *const MEETING_COLUMNS[] = {"meeting_id", "group_id", "held_on", "kind",
                                              "theme_id",   "planned",  NULL};
static const char *const ATTENDANCE_COLUMNS[] = {"meeting_id", "practitioner_id", "present", NULL};
static const char *const ALLOWANCE_COLUMNS[] = {"practitioner_id", "period", "amount", NULL};
static const char *const EXPENSE_COLUMNS[] = {"year", "line", "planned", "paid", NULL};

static const char *const THEMES[] = {"antibiotiques", "diabete", "benzodiazepines"};

/* One meeting a quarter: nine held, the last two still to come. */
enum { MEETINGS = 11, MEETINGS_TO_COME = 2, SHOW_UP_PERCENT = 82, CENTS_A_MEETING = 15000 };
enum { DRAW_PRESENT = 60, MAX_YEARS = 16, FIRST_YEAR = 2016 };

typedef struct {
    const Region *region;
    TableWriter *writer;
} Scheme;

/* Opens a table of the contract, fills it and commits. */
static bool
fill(const Region *region, const Database *database, const char *table, const char *const *columns,
     bool (*write)(const Scheme *, GError **), GError **error)
{
    g_autoptr(TableWriter) writer = table_writer_open(database, "miroir", table, columns, error);
    const Scheme scheme = {region, writer};
    return writer != NULL && write(&scheme, error) && table_writer_finish(writer, error) &&
           table_writer_commit(writer, error);
}

static bool
write_groups(const Scheme *self, GError **error)
{
    for (int i = 0; i < self->region->n_groups; i++) {
        const RegionGroup *group = &self->region->groups[i];
        const Value values[] = {value_text(group->id), value_text(group->label),
                                value_text(group->place->commune),
                                value_day(day_add_months(self->region->first_day, -2 * i))};
        if (!table_writer_row(self->writer, values, error))
            return false;
    }
    return true;
}

/* The third of a group. */
static bool
is_facilitator(const Region *region, const Doctor *doctor)
{
    int n = 0;
    for (int i = 0; i < doctor->number; i++)
        n += region->doctors[i].group == doctor->group && region->doctors[i].left_on == DAY_NONE;
    return n == 3;
}

static bool
write_member(const Scheme *self, const Doctor *doctor, GError **error)
{
    bool facilitates = is_facilitator(self->region, doctor);
    Day joined = doctor->joined_on;
    const Value values[] = {
        value_text(self->region->groups[doctor->group].id),
        value_text(doctor->address[0]),
        value_text(facilitates ? "facilitator" : "member"),
        value_day(joined),
        value_day(doctor->left_on),
        value_day(joined + 20),
        value_day(facilitates ? joined + 60 : DAY_NONE),
        value_day(doctor->number % 3 == 0 ? joined + 90 : DAY_NONE),
    };
    return table_writer_row(self->writer, values, error);
}

static bool
write_members(const Scheme *self, GError **error)
{
    for (int i = 0; i < self->region->n_doctors; i++)
        if (self->region->doctors[i].group >= 0 &&
            !write_member(self, &self->region->doctors[i], error))
            return false;
    return true;
}

/* --- meetings --------------------------------------------------------------------------------- */

typedef struct {
    char id[48];
    int group;
    Day held_on;
    const char *theme; /* NULL for a restitution */
    bool is_planned;
} Meeting;

static Meeting
meeting(const Region *region, int group, int m)
{
    int back = MEETINGS - MEETINGS_TO_COME - m;
    Meeting self = {.group = group, .theme = m % 4 == 3 ? NULL : THEMES[m % 4]};
    self.held_on = day_add_months(region->last_day + 1, -3 * back) + 35 + (group * 7 + m) % 20;
    self.is_planned = self.held_on > region->last_day;
    CivilDate date = day_to_civil(self.held_on);
    g_snprintf(self.id, sizeof self.id, "%s-%04d-%02d", region->groups[group].id, date.year,
               date.month);
    return self;
}

static bool
write_meetings(const Scheme *self, GError **error)
{
    for (int group = 0; group < self->region->n_groups; group++)
        for (int m = 0; m < MEETINGS; m++) {
            Meeting held = meeting(self->region, group, m);
            const Value values[] = {
                value_text(held.id),     value_text(self->region->groups[group].id),
                value_day(held.held_on), value_text(held.theme == NULL ? "restitution" : "theme"),
                value_text(held.theme),  value_number(held.is_planned)};
            if (!table_writer_row(self->writer, values, error))
                return false;
        }
    return true;
}

static bool
is_invited(const Doctor *doctor, const Meeting *held)
{
    return doctor->group == held->group && doctor->joined_on <= held->held_on &&
           (doctor->left_on == DAY_NONE || doctor->left_on >= held->held_on) && !held->is_planned;
}

static bool
was_present(const Doctor *doctor, const Meeting *held)
{
    uint64_t stream = draw_stream(doctor->stream, (uint64_t)held->held_on);
    return draw(stream, DRAW_PRESENT, 100) < SHOW_UP_PERCENT;
}

static bool
write_attendance_of(const Scheme *self, const Meeting *held, GError **error)
{
    for (int i = 0; i < self->region->n_doctors; i++) {
        const Doctor *doctor = &self->region->doctors[i];
        const Value values[] = {value_text(held->id), value_text(doctor->address[0]),
                                value_number(was_present(doctor, held))};
        if (is_invited(doctor, held) && !table_writer_row(self->writer, values, error))
            return false;
    }
    return true;
}

static bool
write_attendance(const Scheme *self, GError **error)
{
    for (int group = 0; group < self->region->n_groups; group++)
        for (int m = 0; m < MEETINGS; m++) {
            Meeting held = meeting(self->region, group, m);
            if (!write_attendance_of(self, &held, error))
                return false;
        }
    return true;
}

/* --- money ------------------------------------------------------------------------------------ */

static bool
write_allowances_of(const Scheme *self, const Doctor *doctor, GError **error)
{
    int meetings[MAX_YEARS] = {0};
    for (int m = 0; m < MEETINGS; m++) {
        Meeting held = meeting(self->region, doctor->group, m);
        int year = day_to_civil(held.held_on).year - FIRST_YEAR;
        if (is_invited(doctor, &held) && was_present(doctor, &held) && year >= 0 &&
            year < MAX_YEARS)
            meetings[year]++;
    }
    for (int year = 0; year < MAX_YEARS; year++) {
        char period[8];
        g_snprintf(period, sizeof period, "%04d", (FIRST_YEAR + year) % 10000);
        const Value values[] = {value_text(doctor->address[0]), value_text(period),
                                value_cents((int64_t)meetings[year] * CENTS_A_MEETING)};
        if (meetings[year] > 0 && !table_writer_row(self->writer, values, error))
            return false;
    }
    return true;
}

static bool
write_allowances(const Scheme *self, GError **error)
{
    for (int i = 0; i < self->region->n_doctors; i++)
        if (self->region->doctors[i].group >= 0 &&
            !write_allowances_of(self, &self->region->doctors[i], error))
            return false;
    return true;
}

static bool
write_expenses(const Scheme *self, GError **error)
{
    static const struct {
        int year;
        const char *line;
        int planned, paid; /* cents */
    } LINES[] = {
        {2025, "Indemnisation des médecins", 3200000, 3015000},
        {2025, "Animation", 900000, 870000},
        {2025, "Salles et repas", 450000, 481250},
        {2026, "Indemnisation des médecins", 3300000, 810000},
        {2026, "Animation", 900000, 225000},
        {2026, "Salles et repas", 450000, 99000},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
        const Value values[] = {value_number(LINES[i].year), value_text(LINES[i].line),
                                value_cents(LINES[i].planned), value_cents(LINES[i].paid)};
        if (!table_writer_row(self->writer, values, error))
            return false;
    }
    return true;
}

bool
scheme_write(const Region *region, const Database *database, GError **error)
{
    return fill(region, database, "quality_group", GROUP_COLUMNS, write_groups, error) &&
           fill(region, database, "membership", MEMBER_COLUMNS, write_members, error) &&
           fill(region, database, "meeting", MEETING_COLUMNS, write_meetings, error) &&
           fill(region, database, "attendance", ATTENDANCE_COLUMNS, write_attendance, error) &&
           fill(region, database, "allowance", ALLOWANCE_COLUMNS, write_allowances, error) &&
           fill(region, database, "expense", EXPENSE_COLUMNS, write_expenses, error);
}
