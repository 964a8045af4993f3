/* One indicator as the campaign uses it: what is counted, how it is attributed, how it reads.
 * Immutable once its theme is loaded.
 *
 * Whatever the theme wrote, the executors see one form. For a practitioner d, a patient p and a period
 * with last day L:
 *
 * - Lines. Attribution prescriber: the net lines of p that d prescribed; performer: those that d
 *   performed; registered: all net lines of p, whoever prescribed, if p is alive on L and a
 *   registration with d covers L.
 * - Patients. Attribution registered: every patient alive and registered with d on L, with or without
 *   a line. Prescriber, performer: those with a line that a counter takes; themes whose denominator
 *   (of a rate, or beside PATIENTS_SEEN, whose numerator) could count others are refused.
 * - Counters. Counter c takes those lines that fall in its window (window_months calendar months that
 *   end with the period; 0 is the period itself), where `lines` holds, and which its washout keeps:
 *   no net line of p, by any practitioner, on which `lines` holds, in [care_date - washout, care_date).
 *   It counts them by `count`: lines, distinct days, quantities, amounts, distinct prescriptions,
 *   distinct molecules. What is missing (amount, units, a 7-character ATC) counts nothing.
 * - Population: a condition over p, its counters, its age on L, its sex, its conditions valid on any
 *   day of the indicator's window, and whether p is registered with d on L. Where it does not hold,
 *   p counts nowhere.
 * - Denominator x. DENOMINATOR_EXPRESSION: the expression's amount (1 or 0 for a condition).
 *   REGISTERED_PATIENTS: 1 for every patient alive and registered with d on L, with or without a
 *   claim. PATIENTS_SEEN: 1 for a patient with a net line of any code by d in the indicator's window.
 * - Numerator y. For a proportion and a mean the amount of `numerator` where x > 0, else 0; for a
 *   rate the amount of `numerator` whatever x is.
 *
 * An indicator of unit `patient` is taken as written. One of unit `claim` is rewritten into this form
 * with two counters of its own, behind those of the theme: "denominator", whose lines are those of
 * `denominator:`, and "numerator", whose lines are those of both for a proportion and a mean, of
 * `numerator:` alone for a rate; each counts by the indicator's `count:` (a mean counts `count:` in
 * its denominator, and the quantity, units or amount it names in its numerator).
 *
 * An indicator from stays is not of doctors: no attribution, no counters. It counts the hospital stays
 * whose day of admission falls in its window, each as one: x those of `population` and `denominator`,
 * y those of `numerator` among them; for a rate x is the inhabitants of `population` in the latest year
 * known that does not lie behind the period, and y the stays of `population` and `numerator`. */
#pragma once

#include <stdbool.h>

#include "engine/model/expression.h"
#include "engine/model/language.h"

typedef enum {
    TYPE_ACTIVITY,
    TYPE_PRESCRIPTION,
    TYPE_COST,
    TYPE_FOLLOW_UP,
    TYPE_OUTCOME
} IndicatorType;
typedef enum { KIND_PROPORTION, KIND_RATE, KIND_MEAN } IndicatorKind;
typedef enum { UNIT_CLAIM, UNIT_PATIENT, UNIT_STAY } IndicatorUnit;
typedef enum { ATTRIBUTION_PRESCRIBER, ATTRIBUTION_PERFORMER, ATTRIBUTION_REGISTERED } Attribution;
typedef enum { DIRECTION_NONE, DIRECTION_LOWER, DIRECTION_HIGHER } Direction;
typedef enum { FROM_CLAIMS, FROM_COUNTS, FROM_STAYS } IndicatorSource;
typedef enum {
    COUNT_LINES,
    COUNT_DATES,         /* distinct days */
    COUNT_QUANTITY,      /* thousandths; x code.units with in_units */
    COUNT_AMOUNT,        /* cents */
    COUNT_PRESCRIPTIONS, /* distinct prescription_id, else practitioner, patient, date */
    COUNT_MOLECULES,     /* distinct 7-character ATC */
} CountOf;

/* Decimals of what is counted: 3 for quantities, 2 for amounts, else 0. */
int count_of_decimals(CountOf count);

/* What stands in the denominator when it is not an expression. */
typedef enum {
    DENOMINATOR_EXPRESSION,
    DENOMINATOR_REGISTERED_PATIENTS, /* 1 for each patient of the list in the population */
    DENOMINATOR_PATIENTS_SEEN, /* 1 for each patient in the population with a net line of any code */
    DENOMINATOR_POPULATION,    /* the inhabitants of a territory; from stays alone */
} DenominatorKind;

typedef struct {
    char *name;
    Expression *lines; /* over net lines */
    CountOf count;
    bool in_units;      /* quantity x code.units; a line without units counts nothing */
    int window_months;  /* calendar months ending with the period; 0 the period itself */
    int washout_months; /* 0 none */
} Counter;

typedef struct {
    char *id;
    int version;
    Place place;
    LocalText label, definition, action;
    IndicatorSource from;
    IndicatorType type;
    IndicatorKind kind;
    IndicatorUnit unit; /* as written; decides whether lines cluster in patients */
    Attribution attribution;
    int per; /* 100 or 1000 for a rate, of stays also 10000 or 100000; else 1 */
    int window_months;
    Counter *counters;
    size_t n_counters;
    DenominatorKind denominator_kind;
    Expression *population;  /* never NULL from claims and stays */
    Expression *denominator; /* NULL unless DENOMINATOR_EXPRESSION */
    Expression *numerator;
    Direction direction;
    bool seasonal; /* follows the seasons, as most do; a window of whole years never does */
    bool has_target;
    double target; /* in the indicator's own scale: 0.74, not 74 */
    bool peers_hidden;
    bool standardised; /* by age and sex: counted by the campaign's cells; never from counts */
    LocalText
        noun; /* what a denominator counts, in the plural; empty where the theme does not say */
    bool is_money; /* the value is an amount per event: printed with the currency */
    LocalText source_title;
    char *source_url;
} Indicator;

void indicator_clear(Indicator *self);
/* Decimals of the numerator and of the denominator in Counts: 0, 2 for amounts, 3 for quantities. */
int indicator_numerator_decimals(const Indicator *self);
int indicator_denominator_decimals(const Indicator *self);
/* Whether binomial and Poisson intervals apply: both parts count events (patients, lines, dates,
 * prescriptions, molecules) of a proportion or a rate; false for quantities, amounts and means. */
bool indicator_counts_events(const Indicator *self);
/* numerator / denominator x per, both in natural units: the indicator's own scale. NaN when the
 * denominator is 0. */
double indicator_value(const Indicator *self, double numerator, double denominator);
/* Whether both count the same: every key that decides a figure, not the texts, the target or what is
 * shown of it. Two indicators of one id and one version must. */
bool indicator_counts_alike(const Indicator *a, const Indicator *b);
/* The same as a text of 64 hexadecimal digits, equal where two indicators count alike: SHA-256 of every
 * such key, expressions in the language's own spelling. Of ready-made counts, of which nothing else is
 * known, the words of the definition count too. The caller frees. */
char *indicator_fingerprint(const Indicator *self);
/* Longest window in months of the indicator and its counters, washouts included: how far back from the
 * end of a period the source must be whole. */
int indicator_reach_months(const Indicator *self, int period_months);
/* Stable spellings used in files: "proportion", "claim", "lower", ... */
const char *indicator_kind_name(IndicatorKind kind);
const char *indicator_unit_name(IndicatorUnit unit);
const char *indicator_type_name(IndicatorType type);
const char *indicator_direction_name(Direction direction);
const char *attribution_name(Attribution attribution);
