#include "engine/stats/panel.h"

#include <math.h>

typedef struct {
    int cohort, cluster;
} PanelDoctor;

struct Panel {
    int n_periods;
    GArray *doctors;                   /* PanelDoctor */
    GArray *numerators, *denominators; /* double: by doctor and period; 0 without a value */
};

Panel *
panel_new(int n_periods)
{
    g_assert(n_periods >= 1);

    Panel *self = g_new(Panel, 1);
    self->n_periods = n_periods;
    self->doctors = g_array_new(FALSE, FALSE, sizeof(PanelDoctor));
    self->numerators = g_array_new(FALSE, FALSE, sizeof(double));
    self->denominators = g_array_new(FALSE, FALSE, sizeof(double));
    return self;
}

void
panel_free(Panel *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->doctors);
    g_array_unref(self->numerators);
    g_array_unref(self->denominators);
    g_free(self);
}

void
panel_add(Panel *self, int cohort, int cluster, const double *numerators,
          const double *denominators)
{
    g_assert(cohort == COHORT_NEVER || (cohort >= 0 && cohort < self->n_periods));
    g_assert(cluster >= 0);

    PanelDoctor doctor = {cohort, cluster};
    g_array_append_val(self->doctors, doctor);
    for (int t = 0; t < self->n_periods; t++) {
        bool has_value = denominators[t] > 0;
        double numerator = has_value ? numerators[t] : 0;
        double denominator = has_value ? denominators[t] : 0;
        g_assert(!(denominators[t] < 0) && isfinite(numerator) && isfinite(denominator));
        g_array_append_val(self->numerators, numerator);
        g_array_append_val(self->denominators, denominator);
    }
}

int
panel_n_periods(const Panel *self)
{
    return self->n_periods;
}

size_t
panel_n_doctors(const Panel *self)
{
    return self->doctors->len;
}

static const PanelDoctor *
doctor_at(const Panel *self, size_t doctor)
{
    g_assert(doctor < self->doctors->len);
    return &g_array_index(self->doctors, PanelDoctor, doctor);
}

static double
number_at(const Panel *self, const GArray *numbers, size_t doctor, int period)
{
    g_assert(doctor < self->doctors->len && period >= 0 && period < self->n_periods);
    return g_array_index(numbers, double, doctor *(size_t)self->n_periods + (size_t)period);
}

int
panel_cohort(const Panel *self, size_t doctor)
{
    return doctor_at(self, doctor)->cohort;
}

int
panel_cluster(const Panel *self, size_t doctor)
{
    return doctor_at(self, doctor)->cluster;
}

bool
panel_has_value(const Panel *self, size_t doctor, int period)
{
    return number_at(self, self->denominators, doctor, period) > 0;
}

double
panel_value(const Panel *self, size_t doctor, int period)
{
    if (!panel_has_value(self, doctor, period))
        return NAN;
    return panel_numerator(self, doctor, period) / panel_denominator(self, doctor, period);
}

double
panel_denominator(const Panel *self, size_t doctor, int period)
{
    return number_at(self, self->denominators, doctor, period);
}

double
panel_numerator(const Panel *self, size_t doctor, int period)
{
    return number_at(self, self->numerators, doctor, period);
}
