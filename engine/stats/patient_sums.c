#include "engine/stats/patient_sums.h"

#include <math.h>

/* The residual is a difference of three large sums of products: below this part of them only
 * rounding is left, and a constant series must come out as exactly constant. */
static const double ROUNDING_NOISE = 1e-13;

void
patient_sums_add(PatientSums *self, const PatientSums *other)
{
    self->numerator += other->numerator;
    self->denominator += other->denominator;
    self->patients += other->patients;
    self->sum_yy += other->sum_yy;
    self->sum_xy += other->sum_xy;
    self->sum_xx += other->sum_xx;
}

Estimate
patient_sums_ratio(const PatientSums *self)
{
    if (self->denominator == 0)
        return estimate_none(ESTIMATE_UNDEFINED);
    return estimate_of(self->numerator / self->denominator);
}

double
patient_sums_residual(const PatientSums *self)
{
    if (self->denominator == 0)
        return 0;

    double ratio = self->numerator / self->denominator;
    double squares = self->sum_yy + ratio * ratio * self->sum_xx;
    double residual = squares - 2 * ratio * self->sum_xy;

    return residual > ROUNDING_NOISE * squares ? residual : 0;
}

Estimate
patient_sums_variance(const PatientSums *self)
{
    if (self->denominator == 0)
        return estimate_none(ESTIMATE_UNDEFINED);
    if (self->patients < 2)
        return estimate_none(ESTIMATE_TOO_FEW);

    double factor = self->patients / (self->patients - 1);
    return estimate_of(factor * patient_sums_residual(self) /
                       (self->denominator * self->denominator));
}
