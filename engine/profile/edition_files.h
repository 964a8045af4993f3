/* The tables of an edition's folder: path and columns of each, written and read by the same names.
 * Columns are numbered in the order of the header. */
#pragma once

#include <stdbool.h>

#include "engine/model/campaign.h"

typedef enum {
    FILE_COUNTS,
    FILE_MEASURES,
    FILE_CHANGES,
    FILE_REGISTER,
    FILE_DISTRIBUTION,
    FILE_GROUPS,
    FILE_PASSWORDS, /* only where booklets are encrypted */
    FILE_COMPARATORS,
    FILE_BINS,
    FILE_LIMITS,
    FILE_INDICATORS,
    N_EDITION_FILES
} EditionFile;

const char *edition_file_path(EditionFile file);
const char *edition_file_header(EditionFile file);
/* Whether an edition of that campaign has the file. */
bool edition_has_file(const Campaign *campaign, EditionFile file);

/* Where a booklet is, below the edition's folder, and the name under which it is sent, which says
 * nothing of whose it is. The caller frees. */
char *edition_booklet_path(const char *group, const char *token);
char *edition_attachment_name(const Campaign *campaign);

enum {
    COUNTS_PRACTITIONER,
    COUNTS_INDICATOR,
    COUNTS_VERSION,
    COUNTS_PERIOD,
    COUNTS_AGE_BAND,
    COUNTS_SEX,
    COUNTS_NUMERATOR,
    COUNTS_DENOMINATOR,
    COUNTS_NUMERATOR_PATIENTS,
    COUNTS_DENOMINATOR_PATIENTS,
    COUNTS_SUM_YY,
    COUNTS_SUM_XY,
    COUNTS_SUM_XX
};

enum {
    MEASURES_PRACTITIONER,
    MEASURES_GROUP,
    MEASURES_NUMBER,
    MEASURES_PERIOD,
    MEASURES_INDICATOR,
    MEASURES_NUMERATOR,
    MEASURES_DENOMINATOR,
    MEASURES_PATIENTS,
    MEASURES_VALUE,
    MEASURES_LOW,
    MEASURES_HIGH,
    MEASURES_STANDARDISED,
    MEASURES_EXPECTED,
    MEASURES_PERCENTILE_ENROLLED,
    MEASURES_PERCENTILE_CONTROL,
    MEASURES_Z,
    MEASURES_SIGNAL,
    MEASURES_SHRUNKEN,
    MEASURES_RELIABILITY,
    MEASURES_STATUS,
    MEASURES_STANDARDISED_LOW,
    MEASURES_STANDARDISED_HIGH,
    MEASURES_COLLEAGUES
};

enum {
    CHANGES_PRACTITIONER,
    CHANGES_INDICATOR,
    CHANGES_PERIOD,
    CHANGES_PAST_PERIOD,
    CHANGES_ESTIMATE,
    CHANGES_LOW,
    CHANGES_HIGH,
    CHANGES_VERDICT
};

enum { REGISTER_PRACTITIONER, REGISTER_GROUP, REGISTER_THEME, REGISTER_NUMBER, REGISTER_TOKEN };

/* The letter's fields stand between practitioner and group. */
enum {
    DISTRIBUTION_PRACTITIONER,
    DISTRIBUTION_LETTER,
    DISTRIBUTION_GROUP = DISTRIBUTION_LETTER + 9,
    DISTRIBUTION_FILE,
    DISTRIBUTION_ATTACHMENT,
    DISTRIBUTION_ROLE
};

enum { PASSWORDS_PRACTITIONER, PASSWORDS_TOKEN, PASSWORDS_PASSWORD };

enum { GROUPS_GROUP, GROUPS_LABEL, GROUPS_NAMES_MAY_SHOW };

enum {
    COMPARATORS_PERIOD,
    COMPARATORS_INDICATOR,
    COMPARATORS_COMPARATOR,
    COMPARATORS_PRACTITIONERS,
    COMPARATORS_PATIENTS,
    COMPARATORS_NUMERATOR,
    COMPARATORS_DENOMINATOR,
    COMPARATORS_VALUE,
    COMPARATORS_LOW,
    COMPARATORS_HIGH,
    COMPARATORS_P10,
    COMPARATORS_P25,
    COMPARATORS_P50,
    COMPARATORS_P75,
    COMPARATORS_P90,
    COMPARATORS_PHI,
    COMPARATORS_TAU2,
    COMPARATORS_STATUS
};

enum {
    LIMITS_PERIOD,
    LIMITS_INDICATOR,
    LIMITS_DENOMINATOR,
    LIMITS_LOW_95,
    LIMITS_HIGH_95,
    LIMITS_LOW_998,
    LIMITS_HIGH_998
};

enum { BINS_PERIOD, BINS_INDICATOR, BINS_COMPARATOR, BINS_LOW, BINS_HIGH, BINS_DOCTORS };
