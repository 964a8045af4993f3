#include "render/document/summary_flow.h"

#include <glib.h>

static int
flow_at(const SummaryRow *rows, size_t n, const SummaryRoom *room, double pitch,
        SummaryPlace *out_places)
{
    int page = 0;
    double y = room->top;

    for (size_t i = 0; i < n; i++) {
        const double height = MAX(pitch, rows[i].least_height);
        const bool new_theme = i == 0 || rows[i].theme != rows[i - 1].theme;
        bool heading = new_theme;

        /* A row higher than the whole page still gets one: the page says so, not the flow. */
        if (y > room->top && y + (heading ? room->heading_height : 0) + height > room->bottom) {
            page++;
            y = room->top;
            heading = true;
        }
        if (heading)
            y += room->heading_height;
        out_places[i] = (SummaryPlace){.page = page,
                                       .y = y,
                                       .height = height,
                                       .opens_theme = heading,
                                       .continues_theme = heading && !new_theme};
        y += height;
    }
    return page + 1;
}

int
summary_flow(const SummaryRow *rows, size_t n, const SummaryRoom *room, SummaryPlace *out_places)
{
    const double step = 0.25;
    const int pages = flow_at(rows, n, room, room->least_row, out_places);

    double pitch = room->best_row;
    while (pitch > room->least_row && flow_at(rows, n, room, pitch, out_places) > pages)
        pitch -= step;
    return flow_at(rows, n, room, MAX(pitch, room->least_row), out_places);
}
