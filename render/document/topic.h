/* One indicator as a document speaks of it: its words in the reader's language, and how its values
 * are written so that all sentences of a page agree on the number of decimals. */
#pragma once

#include <glib.h>

#include "engine/profile/results.h"
#include "render/document/context.h"

/* A value; borrows everything from the context. */
typedef struct {
    const Texts *texts;
    Language language;
    const Theme *theme;
    const Indicator *indicator;
    int decimals;       /* of values in sentences and on charts */
    int exact_decimals; /* in tables */
    int lag_years;      /* from a window to the earlier one that it is compared with */
} Topic;

/* `reference` is a typical value, the enrolled's where there is one, or NaN; it sets the decimals. */
Topic topic_new(const Texts *texts, const Theme *theme, const Indicator *indicator,
                double reference);
/* The indicator as of the context's results. */
Topic topic_of(const DocumentContext *context, size_t indicator);
/* The period that the current one is compared with: the same season, windows that do not overlap.
 * -1 when the history does not reach back so far. */
int topic_past_period(const Topic *self, const Campaign *campaign);

/* Ready for the typesetter; the caller frees. */
char *topic_text(const Topic *self, const LocalText *text);
char *topic_label(const Topic *self);
/* A text that stands among sentences, with its full stop; "" when the theme does not give it. */
char *topic_sentence(const Topic *self, const LocalText *text);
/* "14 %"; one or two decimals more where it would otherwise read 0, or 100 %, and is not. */
char *topic_value(const Topic *self, double value);
/* As in tables, a decimal more where it tells something: "14,2 %", "176 €". */
char *topic_value_exact(const Topic *self, double value);
/* The sentence's decimals without the unit, for the first of two values. */
char *topic_value_bare(const Topic *self, double value);
/* The numerator or the denominator as a reader counts it: "31", "1 234", "1 234 €". */
char *topic_numerator(const Topic *self, double value);
char *topic_denominator(const Topic *self, double value);
/* "il y a un an", of the topic's lag. */
char *topic_ago(const Topic *self);
/* The plural of what is counted, or NULL when the theme does not name it. */
char *topic_noun(const Topic *self);
/* The questions of the theme for the meeting, in the language or else the other; NULL for none. */
const char *const *topic_questions(const Topic *self);
