#include "render/document/indicator_table.h"

#include <math.h>

#include "render/document/phrase.h"
#include "render/document/style.h"
#include "render/page/number_text.h"

#define HEAD_MM 5.0
#define ROW_MM 5.25
/* Below that width a row takes two lines: its name, and its cells. */
#define LEAST_WIDE 140.0
#define BASELINE_MM 1.6 /* above the bottom of a row */

/* Right edges of the columns, as parts of the width; the first column starts at the left. */
enum { COLUMN_VALUE, COLUMN_HALF, COLUMN_DOCTORS, N_COLUMNS };
static const double RIGHT_EDGES[N_COLUMNS] = {0.45, 0.85, 1.0};
/* Where the names have lines of their own. */
static const double NARROW_EDGES[N_COLUMNS] = {0.4, 0.89, 1.0};

static bool
has_standardised(const Reading *reading)
{
    return !isnan(reading->own->standardised);
}

static bool
has_colleagues(const Reading *reading)
{
    return reading->campaign->colleagues && !isnan(reading->own->colleagues);
}

static double
row_height(double width)
{
    return width < LEAST_WIDE ? 2 * ROW_MM - 0.6 : ROW_MM;
}

double
indicator_table_height(const Reading *reading, double width)
{
    int rows = 1 + has_standardised(reading) + has_colleagues(reading);
    for (int kind = 0; kind < N_COMPARATORS; kind++)
        rows += reading->figures[kind] != NULL;
    return HEAD_MM + row_height(width) * rows;
}

typedef struct {
    Canvas *canvas;
    Rect area;
    double y; /* top of the next row */
} Table;

static void
draw_rule(const Table *table)
{
    const Stroke stroke = {.colour = RULE, .width_mm = 0.2};
    canvas_open(table->canvas, ROLE_ARTIFACT);
    canvas_line(table->canvas, (Point){table->area.x, table->y},
                (Point){table->area.x + table->area.width, table->y}, &stroke);
    canvas_close(table->canvas);
}

/* A cell right-aligned in its column, smaller when it must be; NULL leaves it empty. */
static void
draw_cell(const Table *table, Role role, int column, double baseline, StyleName name,
          const char *text)
{
    const double *edges = table->area.width < LEAST_WIDE ? NARROW_EDGES : RIGHT_EDGES;
    const double previous = column == 0 ? 0.3 : edges[column - 1];
    const double width = (edges[column] - previous) * table->area.width - 2;

    canvas_open(table->canvas, role);
    if (text != NULL) {
        Typesetter *typesetter = canvas_typesetter(table->canvas);
        const TextStyle style = style_fitting(typesetter, name, text, width, 1, 1.9);
        const Point at = {table->area.x + edges[column] * table->area.width, baseline};
        canvas_text_within(table->canvas, at, ALIGN_RIGHT, width, &style, text);
    }
    canvas_close(table->canvas);
}

static void
draw_head(Table *table, const Texts *texts)
{
    const double baseline = table->y + HEAD_MM - BASELINE_MM;
    const TextStyle style = style_of(STYLE_NOTE);

    canvas_open(table->canvas, ROLE_ROW);
    canvas_open(table->canvas, ROLE_COLUMN_HEADER);
    canvas_text(table->canvas, (Point){table->area.x, baseline}, ALIGN_LEFT, &style,
                texts_get(texts, "booklet.indicator.head_who"));
    canvas_close(table->canvas);
    draw_cell(table, ROLE_COLUMN_HEADER, COLUMN_VALUE, baseline, STYLE_NOTE,
              texts_get(texts, "booklet.indicator.head_value"));
    draw_cell(table, ROLE_COLUMN_HEADER, COLUMN_HALF, baseline, STYLE_NOTE,
              texts_get(texts, "booklet.indicator.head_half"));
    draw_cell(table, ROLE_COLUMN_HEADER, COLUMN_DOCTORS, baseline, STYLE_NOTE,
              texts_get(texts, "booklet.indicator.head_doctors"));
    table->y += HEAD_MM;
    draw_rule(table);
    canvas_close(table->canvas);
}

static void
draw_row(Table *table, Colour colour, StyleName value_style, const char *who,
         const char *const cells[N_COLUMNS])
{
    const double height = row_height(table->area.width);
    const double baseline = table->y + height - BASELINE_MM;
    const TextStyle style = style_coloured(STYLE_BODY_STRONG, colour);

    canvas_open(table->canvas, ROLE_ROW);
    canvas_open(table->canvas, ROLE_ROW_HEADER);
    canvas_text(table->canvas, (Point){table->area.x, table->y + ROW_MM - BASELINE_MM}, ALIGN_LEFT,
                &style, who);
    canvas_close(table->canvas);
    for (int column = 0; column < N_COLUMNS; column++)
        draw_cell(table, ROLE_CELL, column, baseline,
                  column == COLUMN_VALUE ? value_style : STYLE_BODY, cells[column]);
    table->y += height;
    draw_rule(table);
    canvas_close(table->canvas);
}

static char *
interval_text(const Reading *reading, double from, double to)
{
    const Topic *topic = &reading->topic;
    const Measure *own = reading->own;
    if (isnan(from) || isnan(to)) {
        if (own->status == STATUS_OK)
            return g_strdup(texts_get(topic->texts, "booklet.indicator.interval_absent"));
        return texts_format(topic->texts, "booklet.indicator.interval_none", "reason",
                            phrase_status(topic->texts, own->status), NULL);
    }
    g_autofree char *low = topic_value_bare(topic, from);
    g_autofree char *high = topic_value(topic, to);
    return texts_format(topic->texts, "booklet.indicator.interval", "low", low, "high", high, NULL);
}

static void
draw_own(Table *table, const Reading *reading)
{
    const Texts *texts = reading->topic.texts;
    g_autofree char *value = isnan(reading->own->value)
                                 ? g_strdup(texts_get(texts, "frame.none"))
                                 : topic_value_exact(&reading->topic, reading->own->value);
    g_autofree char *interval = interval_text(reading, reading->own->low, reading->own->high);
    const char *const cells[N_COLUMNS] = {value, interval, NULL};
    draw_row(table, INK, STYLE_BODY_STRONG, texts_get(texts, "booklet.indicator.own"), cells);
}

static void
draw_standardised(Table *table, const Reading *reading)
{
    const Measure *own = reading->own;
    g_autofree char *value = topic_value_exact(&reading->topic, own->standardised);
    g_autofree char *interval =
        interval_text(reading, own->standardised_low, own->standardised_high);
    const char *const cells[N_COLUMNS] = {value, interval, NULL};
    draw_row(table, INK, STYLE_BODY,
             texts_get(reading->topic.texts, "booklet.indicator.own_standardised"), cells);
}

/* The group without the reader: no bands, since a quantile of so few would be somebody's value. */
static void
draw_colleagues(Table *table, const Reading *reading)
{
    const Texts *texts = reading->topic.texts;
    g_autofree char *value = topic_value_exact(&reading->topic, reading->own->colleagues);
    const char *const cells[N_COLUMNS] = {value, texts_get(texts, "frame.none"), NULL};
    draw_row(table, INK, STYLE_BODY, texts_get(texts, "comparator.colleagues"), cells);
}

static char *
half_text(const Topic *topic, const ComparatorFigure *figure)
{
    if (isnan(figure->p25) || isnan(figure->p75))
        return g_strdup(texts_get(topic->texts, "frame.none"));
    g_autofree char *low = topic_value_bare(topic, figure->p25);
    g_autofree char *high = topic_value(topic, figure->p75);
    return texts_format(topic->texts, "booklet.indicator.half", "low", low, "high", high, NULL);
}

static void
draw_comparator(Table *table, const Reading *reading, ComparatorKind kind)
{
    static const struct {
        const char *key;
        const Colour *colour;
    } ROWS[N_COMPARATORS] = {
        [COMPARATOR_GROUP] = {"comparator.group", &INK},
        [COMPARATOR_ENROLLED] = {"comparator.enrolled", &ENROLLED},
        [COMPARATOR_CONTROL] = {"comparator.control", &CONTROL},
        [COMPARATOR_ACHIEVABLE] = {"comparator.achievable", &INK},
    };
    const Topic *topic = &reading->topic;
    const ComparatorFigure *figure = reading->figures[kind];
    const char *who = texts_get(topic->texts, ROWS[kind].key);

    if (!reading_shows(reading, kind)) {
        const char *const cells[N_COLUMNS] = {texts_get(topic->texts, "frame.none"),
                                              phrase_status(topic->texts, figure->status), NULL};
        draw_row(table, *ROWS[kind].colour, STYLE_BODY, who, cells);
        return;
    }
    g_autofree char *value = topic_value_exact(topic, figure->value);
    g_autofree char *half = half_text(topic, figure);
    g_autofree char *doctors = number_text_integer(topic->language, figure->practitioners);
    const char *const cells[N_COLUMNS] = {value, half, doctors};
    draw_row(table, *ROWS[kind].colour, STYLE_BODY, who, cells);
}

void
indicator_table_draw(Canvas *canvas, const Reading *reading, Rect area)
{
    Table table = {canvas, area, area.y};
    canvas_open(canvas, ROLE_TABLE);
    draw_head(&table, reading->topic.texts);
    draw_own(&table, reading);
    if (has_standardised(reading))
        draw_standardised(&table, reading);
    if (reading->figures[COMPARATOR_GROUP] != NULL)
        draw_comparator(&table, reading, COMPARATOR_GROUP);
    if (has_colleagues(reading))
        draw_colleagues(&table, reading);
    for (int kind = COMPARATOR_ENROLLED; kind < N_COMPARATORS; kind++)
        if (reading->figures[kind] != NULL)
            draw_comparator(&table, reading, (ComparatorKind)kind);
    canvas_close(canvas);
}
