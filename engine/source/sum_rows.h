/* Rows of sums as the server sends them, by practitioner and period, or by age and sex besides: then
 * they are some forty times as many, so they are taken one by one and never held together. */
#pragma once

#include "engine/model/counts.h"
#include "engine/source/connection.h"

/* A SELECT of practitioner_id text, period int, of one by age and sex then band int and sex text, both
 * NULL where unknown, and `n_sums` sums as text. */
typedef struct {
    const char *sql;
    bool by_age_sex;
    size_t n_sums;
} SumQuery;

typedef struct {
    size_t practitioner, period; /* of the roster, of the history */
    AgeSex at;                   /* of a query by age and sex only */
    const char *const *sums;     /* NULL is SQL's, of a sum over nothing */
} SumRow;

/* False with an error ends the reading. */
typedef bool (*SumRowTake)(const SumRow *row, void *data, GError **error);

/* Gives the rows of practitioners that may stand in a figure to `take`, in no certain order. The
 * connection is as good afterwards as before, also when `take` refuses a row. */
bool sum_rows_read(Connection *connection, const SumQuery *query, const Campaign *campaign,
                   const Roster *roster, SumRowTake take, void *data, GError **error);
