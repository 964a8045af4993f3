/* A region of sixteen doctors over five years, and an evaluation of it, small enough to work by hand. */
#pragma once

#include <check.h>

#include "engine/profile/evaluation.h"

enum { N_YEARS = 5, MOST_DOCTORS = 24 };

typedef struct {
    const char *id, *group; /* a control without one */
    const char *joined_on, *left_on, *opposed_on, *territory, *active_from;
    int numerators[N_YEARS], denominator; /* 0 stands for 100 */
} EvaluatedDoctor;

enum { N_REGION = 16, N_ENTERED = 6 };

/* 2021 to 2025. Who entered in 2023 went from 30 to 20 in the mean; the controls from 40 to 42, 42 and
 * 43. The effects are -12, -12 and -13 of 100. */
extern const EvaluatedDoctor REGION[N_REGION];

/* More of the campaign: the data of all five years. */
#define FULL "data: {from: 2021-01-01, to: 2025-12-31}\n"

typedef struct {
    char *folder;
    Campaign *campaign;
    Roster *roster;
    Counts *counts;
    Evaluation *evaluation; /* NULL when `error` says why not */
    GError *error;
} Case;

/* The evaluation of these doctors, with more of the campaign; a fault ends the test, one of the
 * evaluation itself is kept. */
Case *case_new(const char *more, const EvaluatedDoctor *doctors, size_t n);
void case_free(Case *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

/* DAY_NONE for NULL; a fault ends the test. */
Day case_day(const char *text);
