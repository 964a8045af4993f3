/* What may be shown to others, and how coarsely: thresholds on distinct patients and on doctors,
 * dominance, small counts, rounding. */
#pragma once

#include "engine/profile/results.h"

/* 1 to minimum_patients - 1: a count that others may not learn. */
bool disclosure_is_small(const DisclosureRule *rule, double count);

/* The count to the nearest 10, halves up; what would then read 1 to minimum_patients - 1 becomes the
 * first multiple of 10 that does not. */
double disclosure_round_count(const DisclosureRule *rule, double count);
/* 4 significant digits; NaN stays. */
double disclosure_round_value(double value);
/* The value in whole points of its printed scale, halves up: 14 for 0.142 of a proportion, 54 for a
 * rate of 53.6. */
int disclosure_points(const Indicator *indicator, double value);
/* The same on the indicator's scale: 0.14. NaN stays. */
double disclosure_round_to_points(const Indicator *indicator, double value);

/* Whether a doctor's point may be shown to colleagues: an ok figure, and, with strict_numerator, no
 * small numerator or complement. */
bool disclosure_shows_point(const DisclosureRule *rule, const Indicator *indicator,
                            const Measure *measure);

/* What a comparator is made of. */
typedef struct {
    int practitioners; /* with a value */
    double numerator, denominator;
    double patients;                               /* summed over the doctors */
    double numerator_patients;                     /* likewise */
    double most_patients;                          /* of one doctor */
    double largest_numerator, largest_denominator; /* of one doctor */
} ComparatorParts;

/* First that holds: no_denominator, few_members, few_patients, dominant, ok.
 *
 * Distinct patients: where patients belong to one doctor each (attribution registered) they add up;
 * else one patient may see all, so that only the most that one doctor has are certain to differ.
 * A small numerator or complement of events hides the value as well, since with the denominator it
 * gives the count away. Dominance is judged on both parts of the ratio. */
Status disclosure_comparator_status(const DisclosureRule *rule, const Indicator *indicator,
                                    const ComparatorParts *parts);
