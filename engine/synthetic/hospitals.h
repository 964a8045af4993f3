/* The hospitals of the region made up, and what they operate: on whom, how often, with a night or
 * without. None of these hospitals exists: names are made up and the FINESS numbers are not in use.
 * Acts, diagnoses and groups are real and common codes; rates by age and sex are near those of France
 * before 2020. */
#pragma once

#include <stdbool.h>

#include "engine/synthetic/region.h"

enum {
    N_FACILITIES = 16,
    N_OPERATIONS = 5,
    N_OPERATION_AGES = 6, /* from 0, 16, 40, 55, 65 and 80 years on */
    MAX_OPERATION_ACTS = 3,
    MAX_ROUTES = 3,
};

typedef struct {
    int finess;
    const char *label, *category; /* SOC_RAI, STA_ETA */
    bool is_large;                /* operates everything */
    int ambulatory;               /* thousandths more or less without a night than usual */
} Facility;

extern const Facility FACILITIES[N_FACILITIES];

typedef struct {
    struct {
        const char *code; /* CCAM; NULL ends them */
        int share;        /* thousandths */
    } acts[MAX_OPERATION_ACTS];
    const char *diagnosis, *ambulatory_group, *group;   /* DGN_PAL, GRG_GHM */
    int women[N_OPERATION_AGES], men[N_OPERATION_AGES]; /* of 100 000 in a year */
    bool needs_large;
    int ambulatory;  /* thousandths without a night, as is usual */
    int nights;      /* at most, of the others */
    int again;       /* thousandths who come again within the year: the other side */
    int spread;      /* how far a territory may be from the usual, in thousandths of it */
    int anaesthesia; /* thousandths with an anaesthetist's row */
} Operation;

extern const Operation OPERATIONS[N_OPERATIONS];

/* Of 100 000 such persons in a year, as is usual. */
int operation_rate(const Operation *self, bool is_woman, int age);
/* Thousandths of the usual for those who live in the place, index into REGION_PLACES: around 1000, and
 * within the operation's spread. Operations by index. */
int operation_readiness(const Region *region, int operation, int place);
/* Where somebody of the place is operated, by a draw in [0, 1000). Index into FACILITIES. */
int operation_facility(const Operation *self, int place, int draw);
/* The act that a draw in [0, 1000) hits. */
const char *operation_act(const Operation *self, int draw);
/* Thousandths of the facility's stays for it that are without a night. */
int operation_ambulatory(const Operation *self, const Facility *facility);
