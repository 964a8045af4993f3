#include "engine/stats/design_effect.h"

#include <math.h>

void
design_effect_add(DesignEffect *self, const PatientSums *doctor)
{
    if (doctor->denominator <= 0 || doctor->patients < 2)
        return;

    double n = doctor->denominator;
    double ratio = doctor->numerator / n;
    double between = doctor->patients / (doctor->patients - 1) * patient_sums_residual(doctor);

    sum_add(&self->between_patients, between);
    sum_add(&self->independent, self->model == COUNT_POISSON
                                    ? doctor->numerator
                                    : n * ratio * (1 - ratio) + between / n);
}

double
design_effect_value(const DesignEffect *self)
{
    double independent = sum_value(&self->independent);

    if (independent <= 0)
        return 1;
    return fmax(1, sum_value(&self->between_patients) / independent);
}
