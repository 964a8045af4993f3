/* How an Evaluation is held: for the files that fill and write it, and no others. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/evaluation.h"
#include "engine/profile/evaluation_data.h"
#include "engine/stats/estimate.h"

struct Evaluation {
    const Campaign *campaign;
    const Roster *roster;
    EvaluationPeople *people;
    GArray *rows;      /* EvaluationRow */
    GArray *balance;   /* BalanceRow */
    CsvWriter *writer; /* of private/panel.csv, indicator by indicator */
    GBytes *panel;     /* that file, once all are there */
};

/* Adds the indicator's rows. */
void evaluation_add_differences(Evaluation *self, const EvaluationData *data);
void evaluation_add_series(Evaluation *self, const EvaluationData *data);
void evaluation_add_balance(Evaluation *self, const EvaluationData *data);

/* A row without figures, and the same with those of an estimate that may not exist, rounded as
 * released. */
EvaluationRow evaluation_row(const EvaluationData *data, EvaluationTerm term);
void evaluation_row_fill(EvaluationRow *row, Estimate estimate, Interval interval, Estimate p);

/* What private/panel.csv begins with, and one indicator's part of it. */
CsvWriter *evaluation_panel_new(void);
void evaluation_panel_add(Evaluation *self, const EvaluationData *data);
