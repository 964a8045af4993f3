#include "render/chart/component_bar_drawing.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/chart/chart_style.h"
#include "render/chart/labels.h"
#include "render/chart/legend.h"

#define LABEL_SIZE_MM 3.0
#define NAME_SIZE_MM 2.6
#define NOTE_SIZE_MM 2.5
#define LABEL_GAP_MM 3.0
#define NAMES_MM 6.5          /* the row of names over the first bar */
#define NAMES_BASELINE_MM 2.6 /* in it */
#define NAMES_GAP_MM 3.0
#define INSIDE_GAP_MM 0.8 /* on either side of a text in its component */
#define TEXTS_GAP_MM 1.5
#define BELOW_MM 4.4 /* the row of texts under a bar */
#define BELOW_BASELINE_MM 3.6
#define MOST_BAR_MM 6.5
#define LEAST_BAR_MM 3.4
#define BETWEEN_MM 2.2 /* bars, with the texts under them */
#define LEGEND_MM 1.5
#define NOTE_MM 3.6
#define SEPARATED_MM 1.2 /* narrower components touch */
#define LEAST_WIDTH_MM 30
#define BAND_OVERHANG_MM 2.0

typedef struct {
    Canvas *canvas;
    const ComponentBar *data;
    Rect area;
    double left, width; /* of the bars */
    double top, pitch_mm, bar_mm;
    double below_mm; /* room under each bar for shares that do not fit inside */
    bool named_above;
    double legend_mm;
} Drawing;

static double
start_of(const Drawing *self, const ComponentRow *row, size_t i)
{
    return self->left + self->width * component_row_start(row, self->data->n_components, i);
}

static double
middle_of(const Drawing *self, const ComponentRow *row, size_t i)
{
    return (start_of(self, row, i) + start_of(self, row, i + 1)) / 2;
}

static double
text_width(const Drawing *self, const TextStyle *style, const char *text)
{
    return typesetter_width(canvas_typesetter(self->canvas), style, text);
}

/* --- layout --- */

static TextStyle
name_style(void)
{
    return chart_label_style(NAME_SIZE_MM, INK);
}

static void
list_items(const ComponentBar *data, LegendItem *out_items)
{
    for (size_t i = 0; i < data->n_components; i++)
        out_items[i] = (LegendItem){.sample = SAMPLE_FILL,
                                    .stroke = {MUTED, 0.2, DASH_NONE},
                                    .fill = component_bar_fill(i, data->n_components),
                                    .colour = INK,
                                    .text = data->names[i]};
}

static bool
is_drawn(const Drawing *self, const ComponentRow *row)
{
    return row->hidden == NULL && component_row_is_whole(row, self->data->n_components);
}

/* Whether all names stand side by side over the first bar. */
static bool
names_fit(const Drawing *self)
{
    const ComponentBar *data = self->data;
    double sizes[COMPONENT_BAR_MOST];
    TextStyle style = name_style();
    if (data->n_rows == 0 || !is_drawn(self, &data->rows[0]))
        return false;
    for (size_t i = 0; i < data->n_components; i++)
        sizes[i] = text_width(self, &style, data->names[i]);
    return labels_length(sizes, data->n_components, NAMES_GAP_MM) <= self->width;
}

static bool
fits_inside(const Drawing *self, const ComponentRow *row, size_t i)
{
    TextStyle style = chart_value_style(NAME_SIZE_MM, true);
    return text_width(self, &style, row->texts[i]) + 2 * INSIDE_GAP_MM <=
           start_of(self, row, i + 1) - start_of(self, row, i);
}

static bool
any_text_below(const Drawing *self)
{
    for (size_t r = 0; r < self->data->n_rows; r++) {
        const ComponentRow *row = &self->data->rows[r];
        for (size_t i = 0; i < self->data->n_components && is_drawn(self, row); i++)
            if (row->texts[i] != NULL && !fits_inside(self, row, i))
                return true;
    }
    return false;
}

static void
lay_out_rows(Drawing *self, double below)
{
    size_t n = MAX(self->data->n_rows, 1);
    double rows_mm = self->area.y + self->area.height - below - self->top;
    self->below_mm = any_text_below(self) ? BELOW_MM : 0;
    double between = self->below_mm + BETWEEN_MM;
    self->pitch_mm = fmin(rows_mm / (double)n, MOST_BAR_MM + between);
    self->bar_mm = self->pitch_mm - between;
    if (self->bar_mm < LEAST_BAR_MM)
        canvas_fail(self->canvas, _("%zu component bars need %.1f mm more height"), n,
                    (double)n * (LEAST_BAR_MM + between) - rows_mm);
}

/* The names stand in a legend, unless they stand above or there is no bar. */
static bool
has_legend(const Drawing *self)
{
    for (size_t i = 0; i < self->data->n_rows; i++)
        if (is_drawn(self, &self->data->rows[i]))
            return !self->named_above;
    return false;
}

static void
lay_out(Drawing *self)
{
    const ComponentBar *data = self->data;
    double labels = 0;
    for (size_t i = 0; i < data->n_rows; i++) {
        TextStyle style = chart_value_style(LABEL_SIZE_MM, data->rows[i].own);
        if (data->rows[i].label != NULL)
            labels = fmax(labels, LABEL_GAP_MM + text_width(self, &style, data->rows[i].label));
    }
    self->left = self->area.x + labels;
    self->width = self->area.width - labels;
    if (self->width < LEAST_WIDTH_MM)
        canvas_fail(self->canvas,
                    _("the component bars need %.1f mm more width beside their labels"),
                    LEAST_WIDTH_MM - self->width);

    self->named_above = names_fit(self);
    self->top = self->area.y + (self->named_above ? NAMES_MM : 0);
    LegendItem items[COMPONENT_BAR_MOST];
    list_items(data, items);
    if (has_legend(self))
        self->legend_mm =
            LEGEND_MM + legend_height_mm(self->canvas, items, data->n_components, self->area.width);
    TextStyle note = chart_tick_style(NOTE_SIZE_MM);
    double note_mm = data->note == NULL ? 0
                                        : typesetter_height(canvas_typesetter(self->canvas), &note,
                                                            data->note, self->area.width);
    lay_out_rows(self, self->legend_mm + note_mm);
}

/* --- bars --- */

static void
draw_components(const Drawing *self, const ComponentRow *row, double top)
{
    size_t n = self->data->n_components;
    for (size_t i = 0; i < n; i++) {
        double from = start_of(self, row, i), to = start_of(self, row, i + 1);
        Fill fill = component_bar_fill(i, n);
        if (to > from)
            fill_draw_rect(self->canvas, &fill, (Rect){from, top, to - from, self->bar_mm});
    }
    Stroke gap = {PAPER, 0.35, DASH_NONE}, edge_of_hatch = {MUTED, 0.2, DASH_NONE};
    for (size_t i = 1; i < n; i++) {
        double before = start_of(self, row, i - 1), at = start_of(self, row, i);
        if (at - before < SEPARATED_MM || start_of(self, row, i + 1) - at < SEPARATED_MM)
            continue;
        bool hatched = component_bar_fill(i, n).n_hatches > 0;
        canvas_line(self->canvas, (Point){at, top}, (Point){at, top + self->bar_mm},
                    hatched ? &edge_of_hatch : &gap);
    }
    Stroke edge = row->own ? (Stroke){INK, 0.5, DASH_NONE} : (Stroke){MUTED, 0.2, DASH_NONE};
    canvas_rect(self->canvas, (Rect){self->left, top, self->width, self->bar_mm}, NULL, &edge);
}

static void
draw_text_inside(const Drawing *self, const ComponentRow *row, size_t i, double top)
{
    Fill fill = component_bar_fill(i, self->data->n_components);
    Point middle = {middle_of(self, row, i), top + self->bar_mm / 2};
    fill_draw_text(self->canvas, &fill, middle, chart_value_style(NAME_SIZE_MM, row->own),
                   row->texts[i]);
}

/* Under the bar, each as near to its component as the others let it. */
static void
draw_texts_below(const Drawing *self, const ComponentRow *row, const size_t *which, size_t n,
                 double top)
{
    double x[COMPONENT_BAR_MOST], sizes[COMPONENT_BAR_MOST];
    TextStyle style = chart_value_style(NAME_SIZE_MM, row->own);
    Stroke leader = {MUTED, 0.2, DASH_NONE};
    double bottom = top + self->bar_mm;
    for (size_t i = 0; i < n; i++) {
        x[i] = middle_of(self, row, which[i]);
        sizes[i] = text_width(self, &style, row->texts[which[i]]);
    }
    double excess = labels_length(sizes, n, TEXTS_GAP_MM) - self->width;
    if (excess > 0)
        canvas_fail(self->canvas, _("the shares under a bar need %.1f mm more width"), excess);
    labels_spread(x, sizes, n, self->left, self->left + self->width, TEXTS_GAP_MM);
    for (size_t i = 0; i < n; i++) {
        canvas_line(self->canvas, (Point){middle_of(self, row, which[i]), bottom},
                    (Point){x[i], bottom + 1.2}, &leader);
        canvas_text(self->canvas, (Point){x[i], bottom + BELOW_BASELINE_MM}, ALIGN_CENTRE, &style,
                    row->texts[which[i]]);
    }
}

static void
draw_texts(const Drawing *self, const ComponentRow *row, double top)
{
    size_t below[COMPONENT_BAR_MOST], n_below = 0;
    for (size_t i = 0; i < self->data->n_components; i++) {
        if (row->texts[i] == NULL)
            continue;
        if (fits_inside(self, row, i))
            draw_text_inside(self, row, i, top);
        else
            below[n_below++] = i;
    }
    draw_texts_below(self, row, below, n_below, top);
}

static void
draw_row(const Drawing *self, size_t i)
{
    const ComponentRow *row = &self->data->rows[i];
    double top = self->top + (double)i * self->pitch_mm;
    double middle = top + self->bar_mm / 2;
    TextStyle style = chart_value_style(LABEL_SIZE_MM, row->own);
    if (row->label != NULL)
        canvas_text(self->canvas, (Point){self->area.x, middle + chart_half_cap_mm(LABEL_SIZE_MM)},
                    ALIGN_LEFT, &style, row->label);
    if (row->hidden != NULL) {
        TextStyle why = chart_tick_style(NAME_SIZE_MM);
        canvas_text_within(self->canvas,
                           (Point){self->left, middle + chart_half_cap_mm(NAME_SIZE_MM)},
                           ALIGN_LEFT, self->width, &why, row->hidden);
        return;
    }
    if (!component_row_is_whole(row, self->data->n_components)) {
        canvas_fail(self->canvas, _("the amounts of bar %zu are not the parts of a whole"), i + 1);
        return;
    }
    draw_components(self, row, top);
    draw_texts(self, row, top);
}

/* --- names --- */

static void
draw_names_above(const Drawing *self)
{
    const ComponentBar *data = self->data;
    double x[COMPONENT_BAR_MOST], sizes[COMPONENT_BAR_MOST];
    TextStyle style = name_style();
    Stroke leader = {MUTED, 0.2, DASH_NONE};
    for (size_t i = 0; i < data->n_components; i++) {
        x[i] = middle_of(self, &data->rows[0], i);
        sizes[i] = text_width(self, &style, data->names[i]);
    }
    labels_spread(x, sizes, data->n_components, self->left, self->left + self->width, NAMES_GAP_MM);
    for (size_t i = 0; i < data->n_components; i++) {
        double baseline = self->area.y + NAMES_BASELINE_MM;
        canvas_line(self->canvas, (Point){x[i], baseline + 1},
                    (Point){middle_of(self, &data->rows[0], i), self->top}, &leader);
        canvas_text(self->canvas, (Point){x[i], baseline}, ALIGN_CENTRE, &style, data->names[i]);
    }
}

static void
draw_below(const Drawing *self)
{
    const ComponentBar *data = self->data;
    double y = self->top + (double)data->n_rows * self->pitch_mm;
    if (self->legend_mm > 0) {
        LegendItem items[COMPONENT_BAR_MOST];
        list_items(data, items);
        legend_draw(self->canvas, items, data->n_components, (Point){self->area.x, y + LEGEND_MM},
                    self->area.width);
    }
    TextStyle style = chart_tick_style(NOTE_SIZE_MM);
    if (data->note != NULL)
        canvas_paragraph(self->canvas, (Point){self->area.x, y + self->legend_mm + NOTE_MM},
                         self->area.width, &style, data->note);
}

void
component_bar_draw(Canvas *canvas, const ComponentBar *data, Rect area, const char *alt)
{
    g_assert(data->n_components > 0 && data->n_components <= COMPONENT_BAR_MOST);
    Drawing self = {.canvas = canvas, .data = data, .area = area};
    lay_out(&self);

    canvas_open_figure(canvas, alt);
    for (size_t i = 0; i < data->n_rows; i++)
        draw_row(&self, i);
    if (self.named_above)
        draw_names_above(&self);
    draw_below(&self);
    canvas_close(canvas);
}
