/* A table of tests/oracle: answers from outside this project, read by column name. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct Oracle Oracle;

/* The table `name`.csv; aborts the test program when it cannot be read. */
Oracle *oracle_open(const char *name);
void oracle_free(Oracle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Oracle, oracle_free)

size_t oracle_size(const Oracle *self);
const char *oracle_text(const Oracle *self, size_t row, const char *column);
/* NaN for an empty field. */
double oracle_number(const Oracle *self, size_t row, const char *column);
/* The numbers of a field, separated by blanks; the caller frees. */
double *oracle_list(const Oracle *self, size_t row, const char *column, size_t *out_n);

/* Whether `actual` is within `tolerance` x |expected|, or x 1e-300 about 0. */
bool oracle_agrees(double actual, double expected, double tolerance);
