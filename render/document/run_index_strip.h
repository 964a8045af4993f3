/* The small chart of a row of index.html: a group's value as a diamond on the axis of its indicator,
 * the enrolled as a full line on the band of their middle half, the controls as a dashed line. Inline
 * SVG, coloured by the classes of the page's style sheet; every mark has a shape of its own. */
#pragma once

#include <glib.h>

#include "render/chart/axis.h"

/* On the indicator's scale; NaN is not drawn. */
typedef struct {
    const Axis *axis;
    double value, enrolled, control;
    double quarter, three_quarters; /* of the enrolled */
} IndexStrip;

/* Appends an image of the name `title` and the text `description`; `id` is unique on the page. */
void run_index_strip_put(GString *html, const IndexStrip *strip, const char *id, const char *title,
                         const char *description);
