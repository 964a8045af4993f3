/* The one statement that counts hospital stays for every indicator from stays: by establishment, by
 * territory of residence, and by age and sex where an indicator is standardised, in a single pass. */
#pragma once

#include "engine/model/stay_counts.h"
#include "engine/source/contract.h"

/* What a row is of. */
typedef enum {
    STAY_ROW_FACILITY,
    STAY_ROW_RESIDENCE,
    STAY_ROW_AGE_SEX, /* of a residence; only the numerators mean anything */
} StayRowKind;

enum {
    STAY_FIELD_KIND,
    STAY_FIELD_UNIT, /* NULL: the stay does not tell */
    STAY_FIELD_PERIOD,
    STAY_FIELD_BAND, /* of the campaign's age bands, from 1; NULL unless of age and sex */
    STAY_FIELD_SEX,
    STAY_FIELD_FIRST_SUM
};
/* For each indicator in turn. */
enum {
    STAY_SUM_NUMERATOR,
    STAY_SUM_DENOMINATOR,
    STAY_SUM_NUMERATOR_PATIENTS,
    STAY_SUM_DENOMINATOR_PATIENTS,
    STAY_SUM_COMPLEMENT_PATIENTS,
    STAY_SUM_YY,
    STAY_SUM_XY,
    STAY_SUM_XX,
    N_STAY_SUMS
};

/* NULL when the campaign has no indicator from stays. The caller frees. */
char *stay_sql(const Contract *contract, const Campaign *campaign);
/* Whether stays can be told by establishment. */
bool stay_sql_has_facilities(const Contract *contract);
/* The first day that an indicator counts in a period, whose last day is the period's. */
Day stay_first_day(const Indicator *indicator, Period period);
