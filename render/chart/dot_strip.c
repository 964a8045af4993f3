#include "render/chart/dot_strip.h"

#include <math.h>

#include "render/chart/labels.h"

static void
add_band(AxisRange *range, const StripBand *band)
{
    if (band->title == NULL)
        return;
    const double shown[] = {band->value, band->p10, band->p90};
    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++)
        axis_range_add(range, shown[i]);
}

AxisRange
dot_strip_range(const DotStrip *self)
{
    AxisRange range = axis_range_empty();
    for (size_t i = 0; i < self->n_dots; i++)
        axis_range_add(&range, self->dots[i].value);
    axis_range_add(&range, self->value);
    add_band(&range, &self->enrolled);
    add_band(&range, &self->control);
    return range;
}

int
dot_strip_stack(const double *x, size_t n, double pitch, StripPlace *out_places)
{
    g_autofree double *ends = g_new(double, n); /* of the last circle of each row */
    int n_rows = 0;
    for (size_t i = 0; i < n; i++) {
        int row = 0;
        while (row < n_rows && x[i] - ends[row] < pitch)
            row++;
        if (row == n_rows)
            n_rows++;
        ends[row] = x[i];
        out_places[i] = (StripPlace){x[i], row};
    }
    return n_rows;
}

/* How many of the circles from `first` have its value. */
static size_t
n_equal(const double *x, size_t n, size_t first)
{
    size_t end = first + 1;
    while (end < n && x[end] == x[first])
        end++;
    return end - first;
}

bool
dot_strip_columns(const double *x, size_t n, double pitch, int most_rows, double low, double high,
                  StripPlace *out_places)
{
    if (most_rows < 1)
        return false;
    g_autofree double *centres = g_new(double, n), *sizes = g_new(double, n);
    g_autofree size_t *columns = g_new(size_t, n); /* of each circle */
    size_t n_columns = 0;
    for (size_t first = 0; first < n;) {
        /* Columns of one value are as even as they can be. */
        size_t equal = n_equal(x, n, first), most = (size_t)most_rows;
        size_t beside = (equal + most - 1) / most, rows = (equal + beside - 1) / beside;
        for (size_t i = 0; i < equal; i++) {
            columns[first + i] = n_columns + i / rows;
            out_places[first + i].row = (int)(i % rows);
        }
        for (size_t i = 0; i < beside; i++) {
            centres[n_columns] = x[first];
            sizes[n_columns++] = pitch;
        }
        first += equal;
    }

    if (labels_length(sizes, n_columns, 0) > high - low)
        return false;
    labels_spread(centres, sizes, n_columns, low, high, 0);
    for (size_t i = 0; i < n; i++)
        out_places[i].x = centres[columns[i]];
    return true;
}
