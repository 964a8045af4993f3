/* One indicator on one line of the summary: label, own value on the bands of the enrolled, history,
 * earlier value. */
#pragma once

#include "render/document/reading.h"
#include "render/page/canvas.h"

/* Columns, in millimetres from the left of the page. */
#define SUMMARY_LABEL_LEFT 16.0
#define SUMMARY_LABEL_WIDTH 72.0
#define SUMMARY_SPINE_LEFT 92.0
#define SUMMARY_SPINE_WIDTH 48.0
#define SUMMARY_OWN_RIGHT 160.0
#define SUMMARY_OWN_WIDTH 19.0
#define SUMMARY_SIGNAL_CENTRE 162.6
#define SUMMARY_TREND_LEFT 165.5
#define SUMMARY_TREND_WIDTH 12.5
#define SUMMARY_AGO_RIGHT 194.0
#define SUMMARY_AGO_WIDTH 16.0

/* Columns that the campaign's history is long enough for. */
typedef struct {
    bool trend, ago;
} SummaryColumns;

#define SUMMARY_SIGNAL_RADIUS 0.9

/* What the row's own text takes. */
double summary_row_least_height(const DocumentContext *context, size_t indicator);
/* A row of the table that is open on the canvas. */
void summary_row_draw(Canvas *canvas, const Reading *reading, SummaryColumns columns, double top,
                      double height);
