#include "render/chart/legend.h"

#include "render/chart/chart_style.h"
#include "render/chart/marks.h"

#define SIZE_MM 2.6
#define ROW_MM 4.4
#define BASELINE_MM 3.2 /* from the top of a row */
#define SAMPLE_MM 5.0
#define SAMPLE_GAP_MM 1.2
#define BETWEEN_MM 5.0
#define BOX_MM 2.6 /* height of a sample of a fill */
#define MARK_MM 1.2

int
legend_flow(const double *widths, size_t n, double gap, double room, LegendPlace *out_places)
{
    int row = 0;
    double x = 0;
    for (size_t i = 0; i < n; i++) {
        if (x > 0 && x + widths[i] > room) {
            row++;
            x = 0;
        }
        out_places[i] = (LegendPlace){x, row};
        x += widths[i] + gap;
    }
    return n == 0 ? 0 : row + 1;
}

/* The items that are there, and where they stand. */
typedef struct {
    const LegendItem **items;
    LegendPlace *places;
    size_t n;
    int n_rows;
} Layout;

static void
layout_clear(Layout *self)
{
    g_free(self->items);
    g_free(self->places);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Layout, layout_clear)

static TextStyle
item_style(const LegendItem *item)
{
    return chart_label_style(SIZE_MM, item->colour);
}

static Layout
lay_out(Canvas *canvas, const LegendItem *items, size_t n, double width_mm)
{
    Layout layout = {.items = g_new(const LegendItem *, n), .places = g_new(LegendPlace, n)};
    g_autofree double *widths = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        if (items[i].text == NULL)
            continue;
        TextStyle style = item_style(&items[i]);
        widths[layout.n] = SAMPLE_MM + SAMPLE_GAP_MM +
                           typesetter_width(canvas_typesetter(canvas), &style, items[i].text);
        layout.items[layout.n++] = &items[i];
    }
    layout.n_rows = legend_flow(widths, layout.n, BETWEEN_MM, width_mm, layout.places);
    return layout;
}

static void
draw_sample(Canvas *canvas, const LegendItem *item, Point middle)
{
    Rect box = {middle.x - SAMPLE_MM / 2, middle.y - BOX_MM / 2, SAMPLE_MM, BOX_MM};
    switch (item->sample) {
    case SAMPLE_LINE:
        canvas_line(canvas, (Point){box.x, middle.y}, (Point){box.x + SAMPLE_MM, middle.y},
                    &item->stroke);
        break;
    case SAMPLE_TICK:
        canvas_line(canvas, (Point){middle.x, box.y}, (Point){middle.x, box.y + BOX_MM},
                    &item->stroke);
        break;
    case SAMPLE_FILL:
        fill_draw_rect(canvas, &item->fill, box);
        if (item->stroke.width_mm > 0)
            canvas_rect(canvas, box, NULL, &item->stroke);
        break;
    case SAMPLE_RING:
        mark_ring(canvas, middle, MARK_MM);
        break;
    case SAMPLE_DIAMOND:
        canvas_diamond(canvas, middle, 1.4 * MARK_MM, INK);
        break;
    }
}

double
legend_height_mm(Canvas *canvas, const LegendItem *items, size_t n, double width_mm)
{
    g_auto(Layout) layout = lay_out(canvas, items, n, width_mm);
    return layout.n_rows * ROW_MM;
}

void
legend_draw(Canvas *canvas, const LegendItem *items, size_t n, Point at, double width_mm)
{
    g_auto(Layout) layout = lay_out(canvas, items, n, width_mm);
    for (size_t i = 0; i < layout.n; i++) {
        double left = at.x + layout.places[i].x;
        double baseline = at.y + layout.places[i].row * ROW_MM + BASELINE_MM;
        TextStyle style = item_style(layout.items[i]);
        Point middle = {left + SAMPLE_MM / 2, baseline - chart_half_cap_mm(SIZE_MM)};
        draw_sample(canvas, layout.items[i], middle);
        canvas_text_within(canvas, (Point){left + SAMPLE_MM + SAMPLE_GAP_MM, baseline}, ALIGN_LEFT,
                           at.x + width_mm - left - SAMPLE_MM - SAMPLE_GAP_MM, &style,
                           layout.items[i]->text);
    }
}
