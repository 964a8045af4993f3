/* The region made up: its places, its doctors and their groups. Nobody here exists.
 *
 * Doctors by running number, from 1: 1 to 12 Trégor, 13 to 25 Cornouaille, 26 to 36 Brocéliande, 37
 * to 48 Vannes (members in four groups), 49 to 52 the islands, a group too small to compare, 53 left
 * a group, the others never belonged to one; the last ten of the first 300 work beyond the region's
 * border. Above 300, one dozen in six is a group more. After the general practitioners come the
 * specialists, one for 25 of them.
 *
 * Singular ones: 20 has nine patients, 33 settled late, 48 joined a month before the end, 60 hardly
 * works, 61 asked to be left out, 62 has retired; 7 prescribes quinolones, in the group as before, and
 * 30 sedatives of long half-life far more than chance explains. */
#pragma once

#include <glib.h>

#include "engine/model/day.h"
#include "engine/synthetic/habits.h"

enum {
    REGION_MINIMUM_DOCTORS = 100,
    REGION_MINIMUM_QUARTERS = 9,
    REGION_MAXIMUM_QUARTERS = 40,
    MAX_ADDRESSES = 3,
    N_PLACES = 12,
};

typedef struct {
    int n_doctors;  /* general practitioners */
    int n_quarters; /* of claims, up to 31 March 2026 */
    int n_lines;    /* about as many */
    uint64_t seed;
} RegionSetting;

typedef struct {
    const char *id, *label, *department, *town, *postcode, *commune;
    bool is_urban;
} RegionPlace;

extern const RegionPlace REGION_PLACES[N_PLACES];

typedef enum { DOCTOR_SPECIALITY_MG = 1 } DoctorSpeciality;

typedef struct {
    int number; /* from 1 */
    uint64_t stream;
    char address[MAX_ADDRESSES]
                [9]; /* PFS_PFS_NUM of each practice; the first is the doctor's own */
    int n_addresses;
    bool is_gp;
    int speciality; /* PFS_PRA_SPE: 1, 22, 23 for general practitioners */
    const RegionPlace *place;
    int group;              /* index into the region's groups; -1 none */
    Day joined_on, left_on; /* DAY_NONE where there is none */
    Day active_from, active_to;
    bool is_opposed;
    int list_size; /* patients who have named the doctor as theirs */
    int16_t habits[N_HABITS];
} Doctor;

typedef struct {
    char *id, *label;
    const RegionPlace *place;
} RegionGroup;

typedef struct {
    RegionSetting setting;
    Day first_day, last_day;
    Doctor *doctors;
    int n_doctors, n_gps;
    RegionGroup *groups;
    int n_groups;
} Region;

/* Everything follows from the setting, which must be within the bounds above. */
Region *region_new(const RegionSetting *setting);
void region_free(Region *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Region, region_free)

/* The first day of a quarter, from 0; that after the last quarter is there as well. */
Day region_quarter(const Region *self, int quarter);
/* The doctor's habit on that day. */
int doctor_habit(const Doctor *self, Habit habit, Day day);
/* The doctor with that running number. */
static inline const Doctor *
region_doctor(const Region *self, int number)
{
    return &self->doctors[number - 1];
}
