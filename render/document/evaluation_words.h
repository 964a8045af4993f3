/* How an evaluation is put into words: differences with their unit, intervals, p, and the message of an
 * indicator. It speaks of how a gap changed, never of what caused it. Every function returns a new
 * string that the caller frees, but for those of const. */
#pragma once

#include "render/document/evaluation_reading.h"

/* "−10,1 points", "+2,3 pour 100", "−3,20 €". */
char *evaluation_words_difference(const EvaluationReading *reading, double difference);
/* "de −12,0 à −8,2"; NULL where there is none. */
char *evaluation_words_interval(const EvaluationReading *reading, double low, double high);
/* "× 0,72", and "de 0,65 à 0,80". */
char *evaluation_words_ratio(const Texts *texts, double ratio);
char *evaluation_words_ratio_interval(const Texts *texts, double low, double high);
/* "0,012", "< 0,001"; a dash for NaN. */
char *evaluation_words_p(const Texts *texts, double p);
/* What the differences of a chart are in: "points", "pour 100", "€", or NULL. */
char *evaluation_words_unit(const EvaluationReading *reading);
/* The message of the indicator's page: two to five sentences. */
char *evaluation_words_message(const EvaluationReading *reading);
/* The same in one line of a table. */
const char *evaluation_words_verdict(const EvaluationReading *reading);
/* Who the estimate rests on. */
char *evaluation_words_basis(const EvaluationReading *reading);
