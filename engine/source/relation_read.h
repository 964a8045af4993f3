/* A small relation of the contract, row by row, into whatever takes it: what the readers of people and
 * of meetings share. */
#pragma once

#include "engine/model/day.h"
#include "engine/source/contract.h"

/* A row as its taker wants it. Columns come in the order they were asked for. */
typedef struct {
    const PGresult *result;
    int row;
    bool is_valid; /* false once a value could not be read */
} RelationRow;

typedef struct {
    const char *relation;
    const char *const *columns;
    size_t n_columns;
    void (*take)(void *into, RelationRow *row);
} RelationPart;

/* NULL for NULL; the caller frees. */
char *relation_text(const RelationRow *row, int column);
/* DAY_NONE for NULL. Infinity and years beyond four digits are not days of anybody's life: they make the
 * row invalid. */
Day relation_day(RelationRow *row, int column);
/* False for NULL. */
bool relation_boolean(const RelationRow *row, int column);

/* Gives each row to `take`, in no order; none where the database has no such relation, and NULL for a
 * column that it lacks. SOURCE_ERROR_DATA names a row with a NULL where the contract has none, or that
 * `take` leaves invalid. */
bool relation_read(const RelationPart *part, Connection *connection, const Contract *contract,
                   void *into, GError **error);
