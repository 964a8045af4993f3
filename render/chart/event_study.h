/* How far a change is from that of others, by distance from an event that came at different times: what
 * lies before the event should be about 0, and what lies from it on is what is looked for.
 *
 * Values are differences on the indicator's scale; a proportion's are written in points. */
#pragma once

#include <stddef.h>

#include "render/chart/axis.h"

typedef struct {
    int distance;     /* periods since the event: -2 two before, 0 that of the event itself */
    double value;     /* NaN: hidden, its place stays empty */
    double low, high; /* NaN: none is known; both or neither */
} EventPoint;

typedef struct {
    ChartUnit unit;
    const EventPoint *points; /* distances ascending, each once, -1 (the base, 0 by definition) not
                               * among them */
    size_t n_points;
    const char *before_title, *after_title; /* above the two parts */
    const char *base_label;                 /* "référence", at the base */
    const char *distance_title; /* "trimestres depuis l’entrée", under the distances */
    const char *value_title;    /* "points", above the values; or NULL */
    const char *empty;          /* in place of points when none has a value; or NULL */
} EventStudy;

/* From the first distance to the last, the base and the event always among them. */
typedef struct {
    int first, last;
} EventSpan;
EventSpan event_study_span(const EventStudy *self);
/* Of all values and intervals; 0 is always in it, and intervals reach no further than twice as far as
 * the values and the narrower half of the intervals do, so that one wide one does not flatten the
 * rest: what is cut bears an arrow. */
AxisRange event_study_range(const EventStudy *self);
/* Whether any point has a value. */
bool event_study_has_values(const EventStudy *self);
/* "+5", "0", "−12,5": a difference as the axis writes it. The caller frees. */
char *event_study_text(const ChartUnit *unit, double difference, int decimals);
/* Whether the axis names a distance: the event's, and others as far apart as `most` allows. */
bool event_study_names(EventSpan span, int distance, int most);
