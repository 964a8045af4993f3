/* The table of habits of care: to whom, how often, from which shelf. */
#pragma once

#include "engine/synthetic/catalogue.h"
#include "engine/synthetic/person.h"

/* Whom of those with the trait a follow-up is for: the share, as large as the doctor's habit, of
 * those whom the doctor follows; or the others. */
typedef enum { FOLLOW_ALL, FOLLOW_FOLLOWED, FOLLOW_OTHERS } Follow;

typedef struct {
    Trait trait;
    char sex; /* 'F', 'M', or 0 for both */
    int age_from, age_to;
    int part_from, part_to; /* which thousandths of those with the trait; 0 and 0 for all */
    int chance[4];          /* ten-thousandths a draw, by the quarter of the year */
    int draws;              /* a quarter, evenly spread */
    Habit readiness;        /* thousandths by which the chance is multiplied */
    Follow follow;
    Shelf shelf;
    Habit forks[2];   /* chance to take from `others` instead, one after the other */
    Shelf others[2];  /* where the fork is not HABIT_NONE */
    bool is_chronic;  /* the same product each time, renewed with the others */
    int quantity;     /* 1 to this */
    Habit with_habit; /* chance that something of the shelf `with` goes along */
    Shelf with;
    Habit again_habit; /* chance that it is given again twice, four weeks apart */
} CareItem;

const CareItem *care_table(size_t *out_n);
