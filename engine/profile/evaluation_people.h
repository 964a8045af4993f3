/* Whom an evaluation compares: doctors who entered a group within the history, by period of entry,
 * and the campaign's controls.
 *
 * By intention to treat: a doctor belongs to the period and group of the first membership, also
 * after having left, since those who leave are not those who stay. Who entered before the second
 * period of the history has no earlier period to be compared with, and is counted but not in it;
 * those opposed are in nothing. */
#pragma once

#include "engine/model/campaign.h"
#include "engine/model/roster.h"

typedef struct {
    size_t practitioner; /* index in roster and counts */
    int cohort;          /* the period that contains the day of entry, or COHORT_NEVER */
    int cluster;         /* group of entry; territory of a control, its own where it has none */
} EvaluationDoctor;

typedef struct {
    GArray *doctors; /* EvaluationDoctor, in the order of the roster */
    size_t n_before; /* entered too early to be in it */
    size_t n_entered, n_controls;
    /* What sets those who entered apart from today's members: members who entered too early, and those
     * who entered and are members no more. */
    size_t n_earlier_members, n_left;
} EvaluationPeople;

/* `roster` must be settled. */
EvaluationPeople *evaluation_people_new(const Campaign *campaign, const Roster *roster);
void evaluation_people_free(EvaluationPeople *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EvaluationPeople, evaluation_people_free)

const EvaluationDoctor *evaluation_people_doctor(const EvaluationPeople *self, size_t doctor);
