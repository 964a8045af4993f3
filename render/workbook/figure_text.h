/* How a figure of an indicator stands in a cell: its number format, its unit, and the words that
 * take its place when it is hidden. */
#pragma once

#include "engine/profile/results.h"
#include "render/page/texts.h"
#include "render/workbook/book.h"

typedef enum { FIGURE_FINE, FIGURE_WHOLE } FigureGrain;

BookStyle figure_style(const Indicator *indicator, FigureGrain grain);
/* "%", "pour 100", "€", or "". The caller frees. */
char *figure_unit(const Texts *texts, const Indicator *indicator);
/* A few words for `status`, "" for STATUS_OK: "trop peu de patients". */
const char *figure_reason(const Texts *texts, Status status);
/* The sentence that explains it, with the thresholds of the campaign. The caller frees. */
char *figure_explanation(const Texts *texts, const Campaign *campaign, Status status);

/* The value, or the reason why there is none. */
void figure_cell(Book *book, const Texts *texts, BookStyle style, double value, Status status);
