/* The long table: every comparator of every indicator in every period, as results/ releases it. */
#include <math.h>

#include "render/page/number_text.h"
#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {
    {"theme", 30, false},      {"indicator", 56, false},  {"unit", 10, false},
    {"period", 10, false},     {"first_day", 12, false},  {"last_day", 12, false},
    {"comparator", 30, false}, {"doctors", 10, true},     {"patients", 12, true},
    {"numerator", 14, true},   {"denominator", 14, true}, {"value", 22, true},
    {"low", 12, true},         {"high", 12, true},        {"p10", 12, true},
    {"p25", 12, true},         {"p50", 12, true},         {"p75", 12, true},
    {"p90", 12, true},
};

static void
period_cells(const SheetContext *context, int index)
{
    Period period = campaign_period(sheet_campaign(context), index);
    g_autofree char *name = period_text_short(sheet_language(context), period);
    book_text(context->book, STYLE_TEXT, name);
    book_day(context->book, period_first_day(period));
    book_day(context->book, period_last_day(period));
}

/* A suppressed comparator says why in the value's cell and leaves the others empty; where only a
 * part is hidden (a count that would name patients, bands over few doctors) that part says so. */
static void
figure_cells(const SheetContext *context, const Indicator *indicator,
             const ComparatorFigure *figure)
{
    Book *book = context->book;
    const BookStyle style = figure_style(indicator, FIGURE_FINE);
    const bool is_shown = figure->status == STATUS_OK;
    const double counts[] = {figure->practitioners, (double)figure->patients, figure->numerator,
                             figure->denominator};
    const double around[] = {figure->low, figure->high, figure->p10, figure->p25,
                             figure->p50, figure->p75,  figure->p90};

    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        if (is_shown)
            figure_cell(book, context->texts, STYLE_COUNT, counts[i], STATUS_OK);
        else
            book_text(book, STYLE_COUNT, NULL);
    figure_cell(book, context->texts, style, figure->value, figure->status);
    for (size_t i = 0; i < G_N_ELEMENTS(around); i++)
        if (is_shown)
            figure_cell(book, context->texts, style, around[i], STATUS_OK);
        else
            book_text(book, style, NULL);
}

void
comparator_sheet(const SheetContext *context)
{
    g_autoptr(GArray) comparators = sheet_comparators(context, true);
    const Campaign *campaign = sheet_campaign(context);
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.comparators"));
    sheet_begin_table(context, COLUMNS, G_N_ELEMENTS(COLUMNS), NULL);
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        g_autofree char *unit = figure_unit(context->texts, sheet_indicator(context, i));
        for (int period = 0; period < campaign->history; period++)
            for (guint k = 0; k < comparators->len; k++) {
                const SheetComparator *entry = &g_array_index(comparators, SheetComparator, k);
                sheet_indicator_cells(context, i);
                book_text(context->book, STYLE_TEXT, unit);
                period_cells(context, period);
                book_text(context->book, STYLE_TEXT, entry->name);
                figure_cells(
                    context, sheet_indicator(context, i),
                    results_comparator(context->results, entry->kind, entry->group, i, period));
                book_end_row(context->book);
            }
    }
    book_end_table(context->book);
}
