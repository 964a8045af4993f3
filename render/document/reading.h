/* One doctor on one indicator: all that an indicator page or a line of the summary reads, looked up
 * once. */
#pragma once

#include "engine/profile/results.h"
#include "render/document/context.h"
#include "render/document/message.h"
#include "render/document/topic.h"

typedef struct {
    const DocumentContext *context;
    const Campaign *campaign;
    size_t doctor, group, indicator;
    int period; /* the current one */
    Topic topic;
    const Measure *own;
    const Change *change;                           /* to the current period */
    const Measure *past;                            /* NULL when the history does not reach back */
    const ComparatorFigure *figures[N_COMPARATORS]; /* NULL where the campaign does not ask, or
                                                     * where it has no meaning */
} Reading;

Reading reading_of(const DocumentContext *context, size_t doctor, size_t indicator);
/* Whether a comparator has a value to print. */
bool reading_shows(const Reading *self, ComparatorKind kind);
MessageFacts reading_message_facts(const Reading *self);
/* The figure of `kind` in an earlier period; NULL where the campaign does not ask. */
const ComparatorFigure *reading_figure(const Reading *self, ComparatorKind kind, int period);
