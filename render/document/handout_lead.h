/* The one or two sentences above a handout's chart: the group's range, its value, the region's. */
#pragma once

#include "engine/profile/peers.h"
#include "render/document/topic.h"

typedef struct {
    const Topic *topic;
    const Peers *peers;               /* drawn for nobody: own is -1 */
    const ComparatorFigure *group;    /* NULL when the campaign does not ask for it */
    const ComparatorFigure *past;     /* the group's, of topic_past_period, or NULL */
    const ComparatorFigure *enrolled; /* NULL when the campaign does not ask for it */
} HandoutFacts;

/* Never empty. The caller frees. */
char *handout_lead_text(const HandoutFacts *facts);
