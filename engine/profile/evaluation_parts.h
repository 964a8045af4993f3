/* How an Evaluation is held: for the files that fill and write it, and no others. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/datapackage.h"
#include "engine/profile/evaluation.h"
#include "engine/profile/evaluation_data.h"
#include "engine/stats/estimate.h"

struct Evaluation {
    const Campaign *campaign;
    GStringChunk *texts; /* ids of groups */
    EvaluationCohort before, entered, never;
    GArray *cohorts;    /* EvaluationCohort, from period 1 on */
    GArray *rows;       /* EvaluationRow */
    GArray *balance;    /* BalanceRow */
    GArray *trends;     /* EvaluationTrend */
    GArray *groups;     /* EvaluationGroup */
    GArray *limits;     /* EvaluationLimits */
    GArray *meetings;   /* EvaluationMeetings */
    GArray *allowances; /* EvaluationAllowance */
    /* While it is computed; NULL when it was read. */
    const Roster *roster;
    EvaluationPeople *people;
    CsvWriter *writer; /* of private/panel.csv, indicator by indicator */
    GBytes *panel;     /* that file, once all are there */
};

/* Without any row. */
Evaluation *evaluation_empty(const Campaign *campaign);
/* The names of terms and variables in the tables. */
const char *evaluation_method_name(EvaluationTerm term);
const char *evaluation_term_name(EvaluationTerm term);
const char *evaluation_variable_name(BalanceVariable variable);

#define EVALUATION_PATH "results/evaluation.csv"
#define BALANCE_PATH "results/balance.csv"
#define TRENDS_PATH "results/trends.csv"
#define GROUPS_PATH "results/groups.csv"
#define LIMITS_PATH "results/funnel.csv"
#define COHORTS_PATH "results/cohorts.csv"
#define MEETINGS_PATH "results/meetings.csv"
#define ALLOWANCES_PATH "results/allowances.csv"

/* cohorts.csv: what stands for no period. */
#define COHORT_BEFORE_NAME "before"
#define COHORT_ENTERED_NAME "entered"
#define COHORT_NEVER_NAME "never"
/* groups.csv: what a group's id comes after, and what stands for all. */
#define GROUP_PREFIX "group:"
#define ENROLLED_NAME "enrolled"
/* meetings.csv: what stands for all groups. */
#define ALL_GROUPS_NAME "all"

/* Adds the indicator's rows. */
void evaluation_add_differences(Evaluation *self, const EvaluationData *data);
void evaluation_add_series(Evaluation *self, const EvaluationData *data);
void evaluation_add_balance(Evaluation *self, const EvaluationData *data);
void evaluation_add_trend(Evaluation *self, const EvaluationData *data);
void evaluation_add_groups(Evaluation *self, const Results *region, size_t indicator);
/* Of all indicators. */
void evaluation_add_cohorts(Evaluation *self, const EvaluationPeople *people);

/* The tables of trends, groups, limits and cohorts, and what their columns mean. */
void evaluation_context_files(const Evaluation *self, GPtrArray *files, GArray *resources);
/* One row of a table's header. The caller frees. */
char *evaluation_header(const DataField *fields, size_t n);
void evaluation_add_file(GPtrArray *files, const char *path, GBytes *take_bytes);

/* A row without figures, and the same with those of an estimate that may not exist, rounded as
 * released. */
EvaluationRow evaluation_row(const EvaluationData *data, EvaluationTerm term);
void evaluation_row_fill(EvaluationRow *row, Estimate estimate, Interval interval, Estimate p);

/* What private/panel.csv begins with, and one indicator's part of it. */
CsvWriter *evaluation_panel_new(void);
void evaluation_panel_add(Evaluation *self, const EvaluationData *data);
