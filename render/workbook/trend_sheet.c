/* Values by period, a column a comparator, and the charts over them. A hidden value leaves its cell
 * empty, since a spreadsheet draws words as zero; the remark beside says why. */
#include <math.h>

#include "render/page/number_text.h"
#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {
    {"theme", 30, false},  {"indicator", 56, false}, {"unit", 10, false},
    {"period", 10, false}, {"remark", 60, false},
};
enum { TITLE_COLUMN = 1, CATEGORY_COLUMN = 3, N_COLUMNS = G_N_ELEMENTS(COLUMNS) };

typedef struct {
    const Colour *colour;
    double width_pt;
    BookLine line;
    BookMark mark;
} SeriesLook;

static const SeriesLook LOOKS[N_COMPARATORS] = {
    [COMPARATOR_GROUP] = {&INK, 2.5, LINE_SOLID, MARK_DIAMOND},
    [COMPARATOR_ENROLLED] = {&ENROLLED, 1.75, LINE_SOLID, MARK_CIRCLE},
    [COMPARATOR_CONTROL] = {&CONTROL, 1.75, LINE_DASHED, MARK_SQUARE},
    [COMPARATOR_ACHIEVABLE] = {&MUTED, 1.25, LINE_DASHED, MARK_DIAMOND},
};

/* "Témoins : trop peu de patients", joined over the comparators that are hidden. */
static char *
remark(const SheetContext *context, const GArray *comparators, size_t indicator, int period)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    for (guint k = 0; k < comparators->len; k++) {
        const SheetComparator *entry = &g_array_index(comparators, SheetComparator, k);
        const ComparatorFigure *figure =
            results_comparator(context->results, entry->kind, entry->group, indicator, period);
        if (figure->status != STATUS_OK)
            g_ptr_array_add(
                parts, texts_format(context->texts, "workbook.remark", "name", entry->name,
                                    "reason", figure_reason(context->texts, figure->status), NULL));
    }
    g_ptr_array_add(parts, NULL);
    return g_strjoinv(" ; ", (char **)parts->pdata);
}

static void
trend_row(const SheetContext *context, const GArray *comparators, size_t i, int period)
{
    const Indicator *indicator = sheet_indicator(context, i);
    g_autofree char *unit = figure_unit(context->texts, indicator);
    g_autofree char *name = period_text_short(sheet_language(context),
                                              campaign_period(sheet_campaign(context), period));
    g_autofree char *why = remark(context, comparators, i, period);

    sheet_indicator_cells(context, i);
    book_text(context->book, STYLE_TEXT, unit);
    book_text(context->book, STYLE_TEXT, name);
    book_text(context->book, STYLE_NOTE, why);
    for (guint k = 0; k < comparators->len; k++) {
        const SheetComparator *entry = &g_array_index(comparators, SheetComparator, k);
        book_number(
            context->book, figure_style(indicator, FIGURE_FINE),
            results_comparator(context->results, entry->kind, entry->group, i, period)->value);
    }
    book_end_row(context->book);
}

void
trend_sheet(const SheetContext *context)
{
    g_autoptr(GArray) comparators = sheet_comparators(context, false);
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.trend"));
    sheet_begin_table(context, COLUMNS, G_N_ELEMENTS(COLUMNS), comparators);
    for (size_t i = 0; i < sheet_campaign(context)->n_indicators; i++)
        for (int period = 0; period < sheet_campaign(context)->history; period++)
            trend_row(context, comparators, i, period);
    book_end_table(context->book);
}

/* --- charts --- */

static bool
has_value(const SheetContext *context, const SheetComparator *entry, size_t indicator)
{
    for (int period = 0; period < sheet_campaign(context)->history; period++)
        if (!isnan(
                results_comparator(context->results, entry->kind, entry->group, indicator, period)
                    ->value))
            return true;
    return false;
}

/* False when there is nothing to draw. */
static bool
draw_chart(const SheetContext *context, const GArray *comparators, size_t i, size_t place)
{
    const Indicator *indicator = sheet_indicator(context, i);
    const int history = sheet_campaign(context)->history;
    BookSeries series[N_COMPARATORS];
    size_t n_series = 0;
    for (guint k = 0; k < comparators->len; k++) {
        const SheetComparator *entry = &g_array_index(comparators, SheetComparator, k);
        const SeriesLook *look = &LOOKS[entry->kind];
        if (has_value(context, entry, i))
            series[n_series++] = (BookSeries){.column = N_COLUMNS + (int)k,
                                              .colour = *look->colour,
                                              .width_pt = look->width_pt,
                                              .line = look->line,
                                              .mark = look->mark};
    }
    if (n_series == 0)
        return false;
    g_autofree char *summary =
        texts_format(context->texts, "workbook.chart_summary", "indicator",
                     local_text(&indicator->label, sheet_language(context)), NULL);
    const int first_row = 1 + (int)i * history;
    book_chart(context->book,
               &(BookChart){.data_sheet = texts_get(context->texts, "workbook.sheet.trend"),
                            .first_row = first_row,
                            .last_row = first_row + history - 1,
                            .title_column = TITLE_COLUMN,
                            .category_column = CATEGORY_COLUMN,
                            .values = figure_style(indicator, FIGURE_WHOLE),
                            .keeps_zero = indicator->kind == KIND_PROPORTION,
                            .summary = summary,
                            .series = series,
                            .n_series = n_series},
               place);
    return true;
}

void
chart_sheet(const SheetContext *context)
{
    g_autoptr(GArray) comparators = sheet_comparators(context, false);
    size_t n_drawn = 0;
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.charts"));
    book_text(context->book, STYLE_TEXT, texts_get(context->texts, "workbook.about.charts"));
    book_end_row(context->book);
    book_end_row(context->book);
    for (size_t i = 0; i < sheet_campaign(context)->n_indicators; i++)
        if (draw_chart(context, comparators, i, n_drawn))
            n_drawn++;
    book_end_charts(context->book, n_drawn);
    if (n_drawn == 0)
        book_text(context->book, STYLE_NOTE, texts_get(context->texts, "workbook.no_chart"));
}
