#include "engine/stats/sum.h"

#include <math.h>

void
sum_add(Sum *self, double term)
{
    double total = self->total + term;

    /* What the addition lost is known exactly: it is a part of the smaller operand. */
    if (fabs(self->total) >= fabs(term))
        self->compensation += (self->total - total) + term;
    else
        self->compensation += (term - total) + self->total;
    self->total = total;
}

double
sum_value(const Sum *self)
{
    return self->total + self->compensation;
}
