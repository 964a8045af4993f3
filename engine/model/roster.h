/* The practitioners of a campaign, their groups, and what each is on the edition date: enrolled,
 * control, former member, or none of these. Filled by `source`, settled here, then immutable. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/campaign.h"

typedef enum {
    STANDING_OTHER,    /* outside every figure */
    STANDING_ENROLLED, /* a membership covers the last day of the last period */
    STANDING_CONTROL,  /* listed specialty, in the region, never a member, active enough */
    STANDING_FORMER,   /* was a member, is not now: in neither */
    STANDING_OPPOSED,  /* asked to be left out of everything */
} Standing;

/* Letters only; any may be NULL. */
typedef struct {
    char *rpps, *title, *given_name, *name, *address_1, *address_2, *postcode, *town, *secure_email;
} Letter;

typedef struct {
    char *id;
    char *profession, *specialty, *territory_id; /* may be NULL */
    Day active_from, active_to, opposed_on;      /* DAY_NONE when absent */
    Letter letter;
    /* settled */
    Standing standing;
    int group; /* index into groups when enrolled, else -1 */
    bool facilitator;
    bool anonymity_waived;
    /* First membership that began by the last day of the last period, whatever came of it: DAY_NONE
     * and -1 when there is none. */
    Day entered_on;
    int entry_group;
} Practitioner;

typedef struct {
    char *id, *label, *territory_id;
    Day opened_on, closed_on;
    size_t n_members; /* settled: enrolled members */
} Group;

typedef struct {
    char *group_id, *practitioner_id;
    bool facilitator;
    Day joined_on, left_on, anonymity_waived_on;
} Membership;

typedef struct {
    char *id, *label, *parent_id, *region_id;
} Territory;

typedef struct Roster Roster;

Roster *roster_new(void);
void roster_free(Roster *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Roster, roster_free)

/* Filling: each takes over the strings of its argument. */
void roster_take_practitioner(Roster *self, Practitioner practitioner);
void roster_take_group(Roster *self, Group group);
void roster_take_membership(Roster *self, Membership membership);
void roster_take_territory(Roster *self, Territory territory);

/* Sorts everything by id (bytes) and checks that ids are unique, that memberships name known groups and
 * practitioners and end after they begin, and that group ids are fit for file names (letters, digits,
 * . _ -, not beginning with a point). Once, before any look-up. MODEL_ERROR_VALUE names the rows. */
bool roster_close(Roster *self, GError **error);

/* Decides every standing on the last day of the last period. A membership covers the days from joined_on
 * to left_on, both included, while its group is open. Controls are of a listed specialty, in the region
 * (the nearest region_id up their territory's parents; all are where no territory was taken at all),
 * active through the last period, with at least minimum_activity, and have no membership at any
 * time. Who is of another profession than the campaign's is in no figure of it, member or not.
 * `net_lines` is the activity of the last period by practitioner index; NULL when all indicators are
 * ready-made counts, which waives minimum_activity. Two memberships on the last day are
 * MODEL_ERROR_VALUE, naming the groups. */
bool roster_settle(Roster *self, const Campaign *campaign, const int64_t *net_lines,
                   GError **error);

size_t roster_n_practitioners(const Roster *self);
const Practitioner *roster_practitioner(const Roster *self, size_t i);
/* Index of that id, or -1. */
int roster_find_practitioner(const Roster *self, const char *id);
size_t roster_n_groups(const Roster *self);
const Group *roster_group(const Roster *self, size_t i);
/* By practitioner, then by joined_on. */
size_t roster_n_memberships(const Roster *self);
const Membership *roster_membership(const Roster *self, size_t i);
/* Whether it covers the day, while its group is open. */
bool roster_membership_covers(const Roster *self, size_t i, Day day);
size_t roster_n_territories(const Roster *self);
const Territory *roster_territory(const Roster *self, size_t i);
/* Whether the territory is of the campaign's region; every one is where none was taken at all. */
bool roster_in_region(const Roster *self, const Campaign *campaign, const char *territory_id);
/* Active through every day of [first, last]. */
bool practitioner_active(const Practitioner *self, Day first, Day last);
