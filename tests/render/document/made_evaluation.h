/* Evaluations made to measure: computed by the real code from made-up counts of doctors who enter groups
 * one after the other, and of controls; the same arguments give the same evaluation. */
#pragma once

#include "engine/profile/evaluation.h"

/* Where a number is 0, the usual one: 3 indicators, 8 groups of 8, 60 controls in 12 territories, 9
 * quarters. */
typedef struct {
    size_t n_indicators; /* in turn: a share that goes down by a tenth, a rate, a share */
    int n_groups, group_size, n_controls, history;
    Language language;
    bool no_entries;  /* every doctor entered before */
    bool no_controls; /* nobody to be compared with */
    bool few;         /* every doctor has under 11 patients in all */
    bool long_texts;  /* labels of 200 signs, long definitions */
    bool unlike;      /* who enters changed before too, and began elsewhere */
} EvaluationShape;

typedef struct {
    char *folder;
    Campaign *campaign;
    Roster *roster;
    Counts *counts;
    Evaluation *evaluation;
} MadeEvaluation;

/* Ends the test program on an error. */
MadeEvaluation *made_evaluation_new(const EvaluationShape *shape);
void made_evaluation_free(MadeEvaluation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MadeEvaluation, made_evaluation_free)
