/* The one message of an indicator page, in words and always in the same order: the own value, its
 * change, the distance to others. It ranks nobody, blames nobody, and says nothing about chance as
 * long as there is no signal to say it from. */
#pragma once

#include "engine/profile/results.h"
#include "render/document/topic.h"

typedef struct {
    const Topic *topic;
    const Measure *own;
    const Measure *past;              /* of topic_past_period, or NULL */
    const ComparatorFigure *enrolled; /* NULL when the campaign does not ask for it */
    const ComparatorFigure *control;  /* likewise */
    int minimum_patients;
} MessageFacts;

/* With the typesetter's marks. Never empty. The caller frees. */
char *message_text(const MessageFacts *facts);
/* What the sourced target would mean in the reader's own numbers; NULL without a target. */
char *message_target(const MessageFacts *facts);
