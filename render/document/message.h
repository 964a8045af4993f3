/* The one message of an indicator page, in words and always in the same order: the own value, its
 * change, the distance to others and whether chance explains it, and the value with comparable
 * patients. It ranks nobody and blames nobody. Of a change it says that it is real only when the
 * control chart does; of chance it speaks from the signal alone, so that a doctor whose gap is a
 * signal never reads that chance explains much, however few the cases. */
#pragma once

#include "engine/profile/results.h"
#include "render/document/topic.h"

typedef struct {
    const Topic *topic;
    const Measure *own;
    const Measure *past;              /* of the period that `change` compares with, or NULL */
    const Change *change;             /* NULL: nothing is said of the change's size */
    const ComparatorFigure *enrolled; /* NULL when the campaign does not ask for it */
    const ComparatorFigure *control;  /* likewise */
    int minimum_patients;
} MessageFacts;

/* Below this reliability, and within the limits of chance, the message says how much chance there is
 * in the differences between doctors. */
#define MESSAGE_RELIABLE_FROM 0.7

/* With the typesetter's marks. Never empty. The caller frees. */
char *message_text(const MessageFacts *facts);
/* What the sourced target would mean in the reader's own numbers; NULL without a target. */
char *message_target(const MessageFacts *facts);
