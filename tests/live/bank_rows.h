/* The counts of the theme bank side by side: of each indicator, period and unit (a practitioner, an
 * establishment, a territory) the four that the answers have. */
#pragma once

#include <glib.h>

enum { NUMERATOR, DENOMINATOR, NUMERATOR_PATIENTS, DENOMINATOR_PATIENTS, N_COUNTS };

typedef struct {
    double counts[N_COUNTS];
} BankRow;

/* Of "indicator period unit" its BankRow. */
GHashTable *bank_rows_new(void);
/* Adds to what stands there already. */
void bank_rows_add(GHashTable *self, const char *indicator, const char *period, const char *unit,
                   const double counts[N_COUNTS]);
/* From a CSV file whose column `unit` says of whom; what is there by age and sex adds up. Ends the
 * program where it cannot be read. */
void bank_rows_read(GHashTable *self, const char *path, const char *unit);
/* How many counts of `some` differ from `other`, where a row that is absent holds zeros. The first ones
 * are named on stderr. */
size_t bank_rows_differences(GHashTable *some, GHashTable *other, const char *of_some,
                             const char *of_other);
/* Of each indicator that has a row, whether a numerator is above zero. The caller unrefs. */
GHashTable *bank_rows_indicators(GHashTable *self);
