#include "render/chart/event_study.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "render/page/number_text.h"

EventSpan
event_study_span(const EventStudy *self)
{
    EventSpan span = {-1, 0};

    for (size_t i = 0; i < self->n_points; i++) {
        span.first = MIN(span.first, self->points[i].distance);
        span.last = MAX(span.last, self->points[i].distance);
    }
    return span;
}

bool
event_study_has_values(const EventStudy *self)
{
    for (size_t i = 0; i < self->n_points; i++)
        if (!isnan(self->points[i].value))
            return true;
    return false;
}

static double
reach_of(const EventPoint *point)
{
    return fmax(fabs(point->low), fabs(point->high));
}

static int
compare_doubles(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* How far from 0 an interval is drawn at most; infinite without any. */
static double
furthest(const EventStudy *self)
{
    g_autofree double *reaches = g_new(double, self->n_points + 1);
    size_t n = 0;
    double values = 0;

    for (size_t i = 0; i < self->n_points; i++) {
        const EventPoint *point = &self->points[i];
        if (isnan(point->value))
            continue;
        values = fmax(values, fabs(point->value));
        if (!isnan(point->low) && !isnan(point->high))
            reaches[n++] = reach_of(point);
    }
    if (n == 0)
        return INFINITY;
    qsort(reaches, n, sizeof *reaches, compare_doubles);
    return 2 * fmax(values, reaches[(n - 1) / 2]);
}

AxisRange
event_study_range(const EventStudy *self)
{
    const double most = furthest(self);
    AxisRange range = axis_range_empty();

    axis_range_add(&range, 0);
    for (size_t i = 0; i < self->n_points; i++) {
        const EventPoint *point = &self->points[i];
        if (isnan(point->value))
            continue;
        axis_range_add(&range, point->value);
        if (isnan(point->low) || isnan(point->high))
            continue;
        axis_range_add(&range, fmax(point->low, -most));
        axis_range_add(&range, fmin(point->high, most));
    }
    return range;
}

char *
event_study_text(const ChartUnit *unit, double difference, int decimals)
{
    g_autofree char *text = value_text_bare(unit->language, unit->indicator, difference, decimals);
    g_autofree char *zero = value_text_bare(unit->language, unit->indicator, 0, decimals);

    /* What reads 0 is neither more nor less. */
    if (g_strcmp0(text, zero) == 0)
        return number_text(unit->language, 0, 0);
    return difference > 0 ? g_strconcat("+", text, NULL) : g_steal_pointer(&text);
}

bool
event_study_names(EventSpan span, int distance, int most)
{
    int every = 1;

    while ((span.last - span.first) / every + 1 > MAX(most, 1))
        every++;
    return distance % every == 0;
}
