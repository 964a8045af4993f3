#include "tests/engine/profile/results_same.h"

#include <check.h>
#include <math.h>
#include <string.h>

static bool
same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void
assert_same_measure(const Measure *a, const Measure *b)
{
    ck_assert(same_number(a->numerator, b->numerator));
    ck_assert(same_number(a->denominator, b->denominator));
    ck_assert(same_number(a->value, b->value));
    ck_assert(same_number(a->low, b->low) && same_number(a->high, b->high));
    ck_assert(same_number(a->percentile_enrolled, b->percentile_enrolled));
    ck_assert(same_number(a->percentile_control, b->percentile_control));
    ck_assert(same_number(a->standardised, b->standardised));
    ck_assert(same_number(a->standardised_low, b->standardised_low));
    ck_assert(same_number(a->standardised_high, b->standardised_high));
    ck_assert(same_number(a->expected, b->expected) && same_number(a->z, b->z));
    ck_assert(same_number(a->shrunken, b->shrunken));
    ck_assert(same_number(a->reliability, b->reliability));
    ck_assert(same_number(a->colleagues, b->colleagues));
    ck_assert_int_eq(a->patients, b->patients);
    ck_assert_int_eq(a->numerator_patients, b->numerator_patients);
    ck_assert_int_eq(a->status, b->status);
    ck_assert_int_eq(a->signal, b->signal);
}

static void
assert_same_comparator(const ComparatorFigure *a, const ComparatorFigure *b)
{
    const double pairs[][2] = {{a->numerator, b->numerator},
                               {a->denominator, b->denominator},
                               {a->value, b->value},
                               {a->low, b->low},
                               {a->high, b->high},
                               {a->p10, b->p10},
                               {a->p25, b->p25},
                               {a->p50, b->p50},
                               {a->p75, b->p75},
                               {a->p90, b->p90},
                               {a->phi, b->phi},
                               {a->tau2, b->tau2}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        ck_assert(same_number(pairs[i][0], pairs[i][1]));
    ck_assert_int_eq(a->practitioners, b->practitioners);
    ck_assert_int_eq(a->patients, b->patients);
    ck_assert_int_eq(a->status, b->status);
}

static void
assert_same_attended(const Results *a, const Results *b, size_t doctor)
{
    size_t n_a = 0, n_b = 0;
    const AttendedMeeting *x = results_attended(a, doctor, &n_a);
    const AttendedMeeting *y = results_attended(b, doctor, &n_b);

    ck_assert_uint_eq(n_a, n_b);
    for (size_t i = 0; i < n_a; i++) {
        ck_assert_str_eq(x[i].id, y[i].id);
        ck_assert_int_eq(x[i].held_on, y[i].held_on);
        ck_assert_int_eq(x[i].kind, y[i].kind);
        ck_assert_pstr_eq(x[i].theme, y[i].theme);
        ck_assert_str_eq(x[i].group, y[i].group);
    }
}

static void
assert_same_people(const Results *a, const Results *b)
{
    ck_assert_uint_eq(results_n_doctors(a), results_n_doctors(b));
    for (size_t d = 0; d < results_n_doctors(a); d++) {
        const ResultDoctor *x = results_doctor(a, d), *y = results_doctor(b, d);
        ck_assert_str_eq(x->id, y->id);
        ck_assert_int_eq(x->group, y->group);
        ck_assert_int_eq(x->facilitator, y->facilitator);
        ck_assert_pstr_eq(x->token, y->token);
        ck_assert_pstr_eq(x->password, y->password);
        ck_assert_int_eq(x->password != NULL, x->group >= 0);
        ck_assert_int_eq(x->letter == NULL, y->letter == NULL);
        assert_same_attended(a, b, d);
        if (x->letter != NULL) {
            ck_assert_pstr_eq(x->letter->name, y->letter->name);
            ck_assert_pstr_eq(x->letter->address_1, y->letter->address_1);
            ck_assert_pstr_eq(x->letter->secure_email, y->letter->secure_email);
        }
    }
    ck_assert_uint_eq(results_n_groups(a), results_n_groups(b));
    for (size_t g = 0; g < results_n_groups(a); g++) {
        const ResultGroup *x = results_group(a, g), *y = results_group(b, g);
        ck_assert_str_eq(x->id, y->id);
        ck_assert_str_eq(x->label, y->label);
        ck_assert_int_eq(x->names_may_show, y->names_may_show);
        ck_assert_int_eq(x->joined, y->joined);
        ck_assert_int_eq(x->left, y->left);
        ck_assert_uint_eq(x->n_doctors, y->n_doctors);
        ck_assert_mem_eq(x->doctors, y->doctors, x->n_doctors * sizeof *x->doctors);
    }
}

static void
assert_same_distribution(const Results *a, const Results *b, ComparatorKind kind, size_t indicator)
{
    size_t n_a = 0, n_b = 0;
    const DistributionBin *x = results_distribution(a, kind, indicator, &n_a);
    const DistributionBin *y = results_distribution(b, kind, indicator, &n_b);

    ck_assert_uint_eq(n_a, n_b);
    for (size_t i = 0; i < n_a; i++)
        ck_assert(x[i].low == y[i].low && x[i].high == y[i].high && x[i].doctors == y[i].doctors);
}

static void
assert_same_change(const Change *a, const Change *b)
{
    ck_assert_int_eq(a->past_period, b->past_period);
    ck_assert_int_eq(a->verdict, b->verdict);
    ck_assert(same_number(a->estimate, b->estimate) && same_number(a->low, b->low) &&
              same_number(a->high, b->high));
}

static void
assert_same_limits(const Results *a, const Results *b, size_t indicator)
{
    size_t n_a = 0, n_b = 0;
    const ChanceLimits *x = results_limits(a, indicator, &n_a);
    const ChanceLimits *y = results_limits(b, indicator, &n_b);

    ck_assert_uint_eq(n_a, n_b);
    ck_assert(n_a == 0 || memcmp(x, y, n_a * sizeof *x) == 0);
}

static void
assert_same_variation(const RegionVariation *a, const RegionVariation *b)
{
    ck_assert_int_eq(a->units, b->units);
    for (size_t f = 0; f < N_VARIATION_FIGURES; f++) {
        const VariationFigure *x = &a->figures[f], *y = &b->figures[f];
        ck_assert(same_number(x->value, y->value) && same_number(x->p, y->p));
        ck_assert(same_number(x->low, y->low) && same_number(x->high, y->high));
        ck_assert_int_eq(x->status, y->status);
    }
}

static void
assert_same_territories(const Results *a, const Results *b, size_t indicator)
{
    size_t n_a = 0, n_b = 0;
    const TerritoryFigure *x = results_territories(a, indicator, &n_a);
    const TerritoryFigure *y = results_territories(b, indicator, &n_b);

    ck_assert_uint_eq(n_a, n_b);
    for (size_t t = 0; t < n_a; t++) {
        ck_assert_str_eq(x[t].id, y[t].id);
        ck_assert_int_eq(x[t].practitioners, y[t].practitioners);
        ck_assert_int_eq(x[t].patients, y[t].patients);
        ck_assert(same_number(x[t].value, y[t].value));
        ck_assert(same_number(x[t].standardised, y[t].standardised));
        ck_assert(same_number(x[t].low, y[t].low) && same_number(x[t].high, y[t].high));
        ck_assert_int_eq(x[t].status, y[t].status);
    }
}

void
results_expect_same(const Results *a, const Results *b)
{
    const Campaign *campaign = results_campaign(a);

    assert_same_people(a, b);
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        for (int p = 0; p < campaign->history; p++) {
            for (size_t d = 0; d < results_n_doctors(b); d++)
                assert_same_measure(results_measure(a, d, i, p), results_measure(b, d, i, p));
            for (size_t g = 0; g < results_n_groups(b); g++)
                for (ComparatorKind kind = 0; kind < N_COMPARATORS; kind++)
                    assert_same_comparator(results_comparator(a, kind, g, i, p),
                                           results_comparator(b, kind, g, i, p));
        }
        for (size_t d = 0; d < results_n_doctors(b); d++)
            ck_assert_int_eq(results_number(a, d, i), results_number(b, d, i));
        for (size_t d = 0; d < results_n_doctors(b); d++)
            assert_same_change(results_change(a, d, i), results_change(b, d, i));
        assert_same_limits(a, b, i);
        for (VariationLevel level = 0; level < N_DOCTOR_LEVELS; level++)
            assert_same_variation(results_variation(a, level, i), results_variation(b, level, i));
        assert_same_territories(a, b, i);
        assert_same_distribution(a, b, COMPARATOR_ENROLLED, i);
        assert_same_distribution(a, b, COMPARATOR_CONTROL, i);
    }
}
