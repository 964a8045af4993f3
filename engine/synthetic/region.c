#include "engine/synthetic/region.h"

#include <string.h>

#include "engine/synthetic/draw.h"

const RegionPlace REGION_PLACES[N_PLACES] = {
    {"tregor", "Trégor", "22", "Lannion", "22300", "22113", false},
    {"cornouaille", "Cornouaille", "29", "Quimper", "29000", "29232", true},
    {"broceliande", "Brocéliande", "35", "Montfort-sur-Meu", "35160", "35188", false},
    {"vannes", "Pays de Vannes", "56", "Vannes", "56000", "56260", true},
    {"iles", "Îles du Ponant", "56", "Le Palais", "56360", "56152", false},
    {"leon", "Léon", "29", "Morlaix", "29600", "29151", false},
    {"brest", "Pays de Brest", "29", "Brest", "29200", "29019", true},
    {"saint-brieuc", "Baie de Saint-Brieuc", "22", "Saint-Brieuc", "22000", "22278", true},
    {"rennes", "Pays de Rennes", "35", "Rennes", "35000", "35238", true},
    {"fougeres", "Pays de Fougères", "35", "Fougères", "35300", "35115", false},
    {"lorient", "Pays de Lorient", "56", "Lorient", "56100", "56121", true},
    {"retz", "Pays de Retz", "44", "Pornic", "44210", "44131", false},
};

/* Draws of a doctor's stream; habits take theirs from 1000 on. */
enum { DRAW_PLACE, DRAW_LIST, DRAW_JOINED = 4, DRAW_ADDRESSES, DRAW_SPECIALITY, DRAW_SETTLED };

/* The last member of each of the first five groups, and the one who left the first. */
static const int LAST_MEMBERS[] = {12, 25, 36, 48, 52};
enum { FOND_OF_QUINOLONES = 7, FOND_OF_LONG_HALF_LIFE = 30 };
enum { FIRST_GROUPS = 5, LEAVER = 53, FIRST_DOCTORS = 300, BEYOND_BORDER = 10, GROUP_SIZE = 12 };

/* Thousandths of a line that a patient of the list gives in a quarter, all that is written for it
 * counted: measured, and held by a test. */
enum { LINES_PER_PATIENT_QUARTER = 1290 };

/* --- groups ----------------------------------------------------------------------------------- */

/* The group of a general practitioner, -1 none. */
static int
group_of(int number)
{
    for (int i = 0; i < FIRST_GROUPS; i++)
        if (number <= LAST_MEMBERS[i])
            return i;
    int dozen = (number - FIRST_DOCTORS - 1) / GROUP_SIZE;
    if (number == LEAVER)
        return 0;
    return number > FIRST_DOCTORS && dozen % 6 == 0 ? FIRST_GROUPS + dozen / 6 : -1;
}

static const char *const FIRST_LABELS[FIRST_GROUPS] = {
    "Groupe du Trégor", "Groupe de Cornouaille", "Groupe de Brocéliande",
    "Groupe du Pays de Vannes", "Groupe des Îles"};

static void
name_groups(Region *self)
{
    for (int i = 0; i < self->n_gps; i++)
        self->n_groups = MAX(self->n_groups, group_of(i + 1) + 1);
    self->groups = g_new0(RegionGroup, (size_t)self->n_groups);
    for (int i = 0; i < self->n_groups; i++) {
        const RegionPlace *place = &REGION_PLACES[i < FIRST_GROUPS ? i : 5 + i % 6];
        self->groups[i].place = place;
        self->groups[i].id =
            i < FIRST_GROUPS ? g_strdup(place->id) : g_strdup_printf("%s-%d", place->id, i + 1);
        self->groups[i].label = i < FIRST_GROUPS
                                    ? g_strdup(FIRST_LABELS[i])
                                    : g_strdup_printf("Groupe %s %d", place->label, i + 1);
    }
}

/* --- doctors ---------------------------------------------------------------------------------- */

/* Department, category 1 (physicians), a running number; the last digit tells the addresses apart. */
static void
give_addresses(Doctor *self)
{
    int draws = draw(self->stream, DRAW_ADDRESSES, 40);
    self->n_addresses = self->number % 29 == 0 ? 3 : draws < 5 ? 2 : 1;
    for (int i = 0; i < self->n_addresses; i++)
        g_snprintf(self->address[i], sizeof self->address[i], "%s1%04d%d", self->place->department,
                   self->number % 10000, i * 3 + self->number / 10000 % 3);
}

static const RegionPlace *
place_of(const Region *self, const Doctor *doctor)
{
    int border = MIN(self->n_gps, FIRST_DOCTORS);
    if (doctor->group >= 0)
        return self->groups[doctor->group].place;
    if (doctor->is_gp && doctor->number > border - BEYOND_BORDER && doctor->number <= border)
        return &REGION_PLACES[N_PLACES - 1];
    return &REGION_PLACES[5 + draw(doctor->stream, DRAW_PLACE, 6)];
}

/* Contracts begin with a quarter: from a year and a quarter after the first day on, over a year and a
 * half where the claims reach back far enough. */
static Day
joined_on(const Region *self, const Doctor *doctor)
{
    int spread = CLAMP(self->setting.n_quarters - 10, 1, 6);
    if (doctor->number == 33)
        return self->last_day - 120;
    if (doctor->number == 48)
        return self->last_day - 32;
    return region_quarter(self, 5 + draw(doctor->stream, DRAW_JOINED, spread));
}

/* Who stands out has a large practice too, or chance alone could explain it. */
static int
list_size_of(const Doctor *doctor, int mean)
{
    if (doctor->number == 20)
        return 9;
    if (doctor->number == 60)
        return MIN(12, mean);
    if (doctor->number == FOND_OF_QUINOLONES || doctor->number == FOND_OF_LONG_HALF_LIFE)
        return mean * 2;
    return mean * draw_bell(doctor->stream, DRAW_LIST, 600, 268) / 1000;
}

static void
make_singular(Region *self, Doctor *doctor)
{
    if (doctor->number == 33)
        doctor->active_from = self->last_day - 136;
    if (doctor->number == 62)
        doctor->active_to = self->last_day - 90;
    if (doctor->number == FOND_OF_QUINOLONES)
        doctor->habits[HABIT_QUINOLONE] = 600;
    if (doctor->number == FOND_OF_LONG_HALF_LIFE)
        doctor->habits[HABIT_LONG_HALF_LIFE] = 980;
    doctor->is_opposed = doctor->number == 61;
}

static void
make_doctor(Region *self, Doctor *doctor, int number, int mean_list)
{
    static const int SPECIALISTS[] = {33, 42, 3, 13}; /* psychiatry, endocrine, heart, lung */
    doctor->number = number;
    doctor->is_gp = number <= self->n_gps;
    doctor->stream = draw_stream(self->setting.seed, (uint64_t)number);
    doctor->group = doctor->is_gp ? group_of(number) : -1;
    doctor->place = place_of(self, doctor);
    doctor->joined_on = doctor->left_on = doctor->active_to = DAY_NONE;
    int kind = draw(doctor->stream, DRAW_SPECIALITY, 12);
    doctor->speciality = !doctor->is_gp ? SPECIALISTS[number % 4] : kind < 10 ? 1 : kind + 12;
    doctor->active_from = day_from_civil(1988, 1, 1) + draw(doctor->stream, DRAW_SETTLED, 11000);
    if (number == LEAVER) {
        doctor->joined_on = self->first_day;
        doctor->left_on = self->last_day - 182;
    } else if (doctor->group >= 0) {
        doctor->joined_on = joined_on(self, doctor);
    }
    doctor->list_size = doctor->is_gp ? list_size_of(doctor, mean_list) : 0;
    habits_draw(doctor->stream, doctor->habits);
    give_addresses(doctor);
    make_singular(self, doctor);
}

Region *
region_new(const RegionSetting *setting)
{
    g_assert(setting->n_doctors >= REGION_MINIMUM_DOCTORS &&
             setting->n_quarters >= REGION_MINIMUM_QUARTERS &&
             setting->n_quarters <= REGION_MAXIMUM_QUARTERS);
    Region *self = g_new0(Region, 1);
    self->setting = *setting;
    self->last_day = day_from_civil(2026, 3, 31);
    self->first_day = day_add_months(self->last_day + 1, -3 * setting->n_quarters);
    self->n_gps = setting->n_doctors;
    self->n_doctors = self->n_gps + self->n_gps / 25;
    name_groups(self);
    int64_t lists = (int64_t)setting->n_doctors * setting->n_quarters * LINES_PER_PATIENT_QUARTER;
    int mean_list = (int)(((int64_t)setting->n_lines * 1000 + lists / 2) / lists);
    self->doctors = g_new0(Doctor, (size_t)self->n_doctors);
    for (int i = 0; i < self->n_doctors; i++)
        make_doctor(self, &self->doctors[i], i + 1, MAX(mean_list, 1));
    return self;
}

void
region_free(Region *self)
{
    if (self == NULL)
        return;
    for (int i = 0; i < self->n_groups; i++) {
        g_free(self->groups[i].id);
        g_free(self->groups[i].label);
    }
    g_free(self->groups);
    g_free(self->doctors);
    g_free(self);
}

Day
region_quarter(const Region *self, int quarter)
{
    return day_add_months(self->first_day, 3 * quarter);
}

int
doctor_habit(const Doctor *self, Habit habit, Day day)
{
    bool is_member = self->group >= 0 && self->left_on == DAY_NONE && day >= self->joined_on;
    /* Whoever stands out does so to the last day. */
    bool is_set = self->number == FOND_OF_QUINOLONES && habit == HABIT_QUINOLONE;
    return is_member && !is_set ? habits_planted(self->habits, habit) : self->habits[habit];
}
