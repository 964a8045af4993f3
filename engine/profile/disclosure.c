#include "engine/profile/disclosure.h"

#include <math.h>

bool
disclosure_is_small(const DisclosureRule *rule, double count)
{
    return count > 0 && count < rule->minimum_patients;
}

double
disclosure_round_count(const DisclosureRule *rule, double count)
{
    double rounded = floor(count / 10 + 0.5) * 10;

    if (count > 0 && (rounded == 0 || disclosure_is_small(rule, rounded)))
        return ceil(fmax(rule->minimum_patients, 1) / 10) * 10;
    return rounded;
}

double
disclosure_round_value(double value)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    if (isnan(value))
        return NAN;
    return g_ascii_strtod(g_ascii_formatd(text, sizeof text, "%.4g", value), NULL);
}

/* Points per unit of the indicator's scale: a proportion is printed in percent. */
static double
printed_scale(const Indicator *indicator)
{
    return indicator->kind == KIND_PROPORTION ? 100 : 1;
}

int
disclosure_points(const Indicator *indicator, double value)
{
    /* 29 of 200 is 14.5 points, but 14.499999999999998 in binary: what is that near to a half was
     * one, and goes up. */
    static const double NEXT_TO_HALF = 1e-9;
    return (int)floor(value * printed_scale(indicator) + 0.5 + NEXT_TO_HALF);
}

double
disclosure_round_to_points(const Indicator *indicator, double value)
{
    if (isnan(value))
        return NAN;
    return disclosure_points(indicator, value) / printed_scale(indicator);
}

bool
disclosure_shows_point(const DisclosureRule *rule, const Indicator *indicator,
                       const Measure *measure)
{
    if (measure->status != STATUS_OK)
        return false;
    if (!rule->strict_numerator || !indicator_counts_events(indicator))
        return true;

    bool small_numerator = disclosure_is_small(rule, measure->numerator) ||
                           disclosure_is_small(rule, (double)measure->numerator_patients);
    bool small_complement = indicator->kind == KIND_PROPORTION &&
                            disclosure_is_small(rule, measure->denominator - measure->numerator);
    return !small_numerator && !small_complement;
}

static bool
has_small_count(const DisclosureRule *rule, const Indicator *indicator,
                const ComparatorParts *parts)
{
    if (!indicator_counts_events(indicator))
        return false;
    if (disclosure_is_small(rule, parts->numerator) ||
        disclosure_is_small(rule, parts->numerator_patients))
        return true;
    return indicator->kind == KIND_PROPORTION &&
           disclosure_is_small(rule, parts->denominator - parts->numerator);
}

static bool
is_dominant(const DisclosureRule *rule, double largest, double total)
{
    return total > 0 && largest > rule->dominance * total;
}

Status
disclosure_comparator_status(const DisclosureRule *rule, const Indicator *indicator,
                             const ComparatorParts *parts)
{
    bool disjoint = indicator->attribution == ATTRIBUTION_REGISTERED;
    double distinct = disjoint ? parts->patients : parts->most_patients;

    if (parts->denominator == 0)
        return STATUS_NO_DENOMINATOR;
    if (parts->practitioners < rule->minimum_members)
        return STATUS_FEW_MEMBERS;
    if (distinct < rule->minimum_patients || has_small_count(rule, indicator, parts))
        return STATUS_FEW_PATIENTS;
    if (is_dominant(rule, parts->largest_denominator, parts->denominator) ||
        is_dominant(rule, parts->largest_numerator, parts->numerator))
        return STATUS_DOMINANT;
    return STATUS_OK;
}
