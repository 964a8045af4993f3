/* Small phrases that several documents share: spans of time, counts with their plural, reasons, and
 * data made safe for the typesetter. Every function returns a new string that the caller frees. */
#pragma once

#include "engine/profile/peers.h"
#include "engine/profile/results.h"
#include "render/document/context.h"

/* Text from data, escaped and in the language's typography. */
char *phrase_data(const Texts *texts, const char *text);
/* The same with a full stop where the text has none: for a sentence among others. */
char *phrase_sentence(const Texts *texts, const char *text);
char *phrase_upper(const char *text); /* whatever the locale */
/* `one` or `many` as the language counts, with {{n}} in its digits. */
char *phrase_count(const Texts *texts, int64_t n, const char *one, const char *many);
/* "un an", "dix ans", "9 mois". */
char *phrase_span(const Texts *texts, int months);
char *phrase_since(const Texts *texts, const Campaign *campaign); /* "Depuis deux ans" */
/* Why a figure is not there: "trop peu de patients". */
const char *phrase_status(const Texts *texts, Status status);
/* "1er trimestre 2026 · Groupe du Trégor"; the region in place of the group for -1. */
char *phrase_period_group(const DocumentContext *context, int group);
/* Where the figures come from and up to when: a sentence for footers. */
char *phrase_source(const DocumentContext *context);
/* The same of a campaign that has no results. */
char *phrase_source_of(const Texts *texts, const Campaign *campaign);
char *phrase_number(const Texts *texts, int number); /* "n° 41" */
/* A colleague's value, in whole points: "4 %", "moins de 1 %". */
char *phrase_points(const Texts *texts, const Indicator *indicator, const PeerPoint *point);
/* "Docteur Anne Le Goff"; NULL when the letter holds no name. */
char *phrase_name(const Texts *texts, const Letter *letter);
