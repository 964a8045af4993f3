/* One indicator on one line of the summary: label, own value on the bands of the enrolled, history,
 * earlier value. */
#pragma once

#include "render/document/reading.h"
#include "render/page/canvas.h"

/* Where the columns stand, in the canvas's millimetres from the left of the page; history and earlier
 * value only where the campaign's history is long enough and the page wide enough. */
typedef struct {
    double label_left, label_width;
    double spine_left, spine_width;
    double own_right, own_width;
    double signal_centre;
    bool trend, ago;
    double trend_left, trend_width;
    double ago_right, ago_width;
} SummaryColumns;

SummaryColumns summary_columns(double left, double width, bool trend, bool ago);

#define SUMMARY_SIGNAL_RADIUS 0.9

/* What the row's own text takes. */
double summary_row_least_height(const DocumentContext *context, const SummaryColumns *columns,
                                size_t indicator);
/* A row of the table that is open on the canvas. */
void summary_row_draw(Canvas *canvas, const Reading *reading, const SummaryColumns *columns,
                      double top, double height);
