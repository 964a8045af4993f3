#include "render/document/handout_regions.h"

#include <math.h>

#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define GAP_MM 3.0
#define ROW_MM 5.4
#define BASELINE_MM 1.6 /* above the bottom of a row */
#define NOTE_MM 5.0
#define LEAST_MM 2.1

/* Right edges of the columns behind the name, as parts of the width. */
enum { COLUMN_VALUE, COLUMN_INTERVAL, COLUMN_DOCTORS, COLUMN_CONTROL, N_COLUMNS };
static const double RIGHT_EDGES[N_COLUMNS] = {0.46, 0.67, 0.82, 1.0};
static const double NAME_EDGE = 0.3;

static const char *const HEADS[N_COLUMNS] = {
    [COLUMN_VALUE] = "handout.regions.head_enrolled",
    [COLUMN_INTERVAL] = "handout.regions.head_interval",
    [COLUMN_DOCTORS] = "handout.regions.head_doctors",
    [COLUMN_CONTROL] = "handout.regions.head_control",
};

typedef struct {
    Canvas *canvas;
    const Topic *topic;
    Rect area;
    double y; /* top of the next row */
} Table;

static size_t
n_rows(const Results *results, size_t indicator)
{
    size_t n = 0;
    for (size_t r = 0; r < results_n_regions(results); r++)
        n += results_region_match(results, r, indicator) == REGION_COMPARES;
    return n;
}

double
handout_regions_height(const DocumentContext *context, size_t indicator)
{
    const size_t n = n_rows(context->results, indicator);
    return n == 0 ? 0 : GAP_MM + ROW_MM * (double)(n + 1) + NOTE_MM;
}

/* Smaller when it must be; NULL leaves it empty. */
static void
draw_cell(const Table *table, Role role, int column, const TextStyle *style, const char *text)
{
    const double previous = column == 0 ? NAME_EDGE : RIGHT_EDGES[column - 1];
    const double width = (RIGHT_EDGES[column] - previous) * table->area.width - 2;
    const Point at = {table->area.x + RIGHT_EDGES[column] * table->area.width,
                      table->y + ROW_MM - BASELINE_MM};
    Typesetter *typesetter = canvas_typesetter(table->canvas);
    TextStyle fitted = *style;

    canvas_open(table->canvas, role);
    while (text != NULL && fitted.size_mm > LEAST_MM &&
           typesetter_width(typesetter, &fitted, text) > width)
        fitted.size_mm *= 0.95;
    if (text != NULL)
        canvas_text_within(table->canvas, at, ALIGN_RIGHT, width, &fitted, text);
    canvas_close(table->canvas);
}

static void
draw_row(Table *table, Role first, Role others, const TextStyle *style, const char *name,
         const char *const cells[N_COLUMNS])
{
    const double width = NAME_EDGE * table->area.width - 2;
    const Point at = {table->area.x, table->y + ROW_MM - BASELINE_MM};
    TextStyle fitted = *style;
    while (fitted.size_mm > LEAST_MM &&
           typesetter_width(canvas_typesetter(table->canvas), &fitted, name) > width)
        fitted.size_mm *= 0.95;

    canvas_open(table->canvas, ROLE_ROW);
    canvas_open(table->canvas, first);
    canvas_text_within(table->canvas, at, ALIGN_LEFT, width, &fitted, name);
    canvas_close(table->canvas);
    for (int column = 0; column < N_COLUMNS; column++)
        draw_cell(table, others, column, style, cells[column]);
    table->y += ROW_MM;
    canvas_open(table->canvas, ROLE_ARTIFACT);
    canvas_line(table->canvas, (Point){table->area.x, table->y},
                (Point){table->area.x + table->area.width, table->y},
                &(Stroke){.colour = RULE, .width_mm = 0.2});
    canvas_close(table->canvas);
    canvas_close(table->canvas);
}

static void
draw_head(Table *table)
{
    const Texts *texts = table->topic->texts;
    const TextStyle style = style_of(STYLE_WALL_NOTE);
    const char *cells[N_COLUMNS];
    for (int column = 0; column < N_COLUMNS; column++)
        cells[column] = texts_get(texts, HEADS[column]);
    draw_row(table, ROLE_COLUMN_HEADER, ROLE_COLUMN_HEADER, &style,
             texts_get(texts, "handout.regions.title"), cells);
}

/* The value, or why it is not there; NULL where that region gave none. */
static char *
figure_text(const Topic *topic, const ComparatorFigure *figure)
{
    if (figure == NULL)
        return NULL;
    return isnan(figure->value) ? g_strdup(phrase_status(topic->texts, figure->status))
                                : topic_value_exact(topic, figure->value);
}

static char *
interval_text(const Topic *topic, const ComparatorFigure *figure)
{
    if (figure == NULL || isnan(figure->low) || isnan(figure->high))
        return NULL;
    g_autofree char *low = topic_value_exact(topic, figure->low);
    g_autofree char *high = topic_value_exact(topic, figure->high);
    return texts_format(topic->texts, "handout.regions.interval", "low", low, "high", high, NULL);
}

static void
draw_region(Table *table, const Results *results, size_t region, size_t indicator)
{
    const Topic *topic = table->topic;
    const TextStyle style = style_coloured(STYLE_WALL_NOTE, INK);
    const ComparatorFigure *enrolled =
        results_region_figure(results, region, REGION_ENROLLED, indicator);
    const ComparatorFigure *control =
        results_region_figure(results, region, REGION_CONTROL, indicator);
    g_autofree char *value = figure_text(topic, enrolled);
    g_autofree char *interval = interval_text(topic, enrolled);
    g_autofree char *doctors = enrolled == NULL || enrolled->status != STATUS_OK
                                   ? NULL
                                   : number_text_integer(topic->language, enrolled->practitioners);
    g_autofree char *others = figure_text(topic, control);
    const char *const cells[N_COLUMNS] = {value, interval, doctors, others};
    draw_row(table, ROLE_ROW_HEADER, ROLE_CELL, &style, results_region_label(results, region),
             cells);
}

void
handout_regions_draw(Frame *frame, const Topic *topic, size_t indicator, Rect area)
{
    const Results *results = frame->context->results;
    if (n_rows(results, indicator) == 0)
        return;

    Table table = {frame->canvas, topic, area, area.y + GAP_MM};
    canvas_open(frame->canvas, ROLE_TABLE);
    draw_head(&table);
    for (size_t r = 0; r < results_n_regions(results); r++)
        if (results_region_match(results, r, indicator) == REGION_COMPARES)
            draw_region(&table, results, r, indicator);
    canvas_close(frame->canvas);

    const char *note = texts_get(topic->texts, "handout.regions.note");
    const TextStyle style = style_fitting(canvas_typesetter(frame->canvas), STYLE_WALL_NOTE, note,
                                          area.width, 1, LEAST_MM);
    canvas_open(frame->canvas, ROLE_PARAGRAPH);
    canvas_paragraph(frame->canvas, (Point){area.x, table.y + NOTE_MM - BASELINE_MM}, area.width,
                     &style, note);
    canvas_close(frame->canvas);
}
