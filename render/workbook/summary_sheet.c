/* The current period at a glance: indicators down, comparators and groups across. */
#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {
    {"theme", 30, false},
    {"indicator", 56, false},
    {"unit", 10, false},
};

static void
summary_row(const SheetContext *context, const GArray *comparators, size_t i)
{
    const Indicator *indicator = sheet_indicator(context, i);
    const int current = sheet_campaign(context)->history - 1;
    g_autofree char *unit = figure_unit(context->texts, indicator);

    sheet_indicator_cells(context, i);
    book_text(context->book, STYLE_TEXT, unit);
    for (guint k = 0; k < comparators->len; k++) {
        const SheetComparator *entry = &g_array_index(comparators, SheetComparator, k);
        const ComparatorFigure *figure =
            results_comparator(context->results, entry->kind, entry->group, i, current);
        figure_cell(context->book, context->texts, figure_style(indicator, FIGURE_FINE),
                    figure->value, figure->status);
    }
    book_end_row(context->book);
}

void
summary_sheet(const SheetContext *context)
{
    g_autoptr(GArray) comparators = sheet_comparators(context, true);
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.summary"));
    sheet_begin_table(context, COLUMNS, G_N_ELEMENTS(COLUMNS), comparators);
    for (size_t i = 0; i < sheet_campaign(context)->n_indicators; i++)
        summary_row(context, comparators, i);
    book_end_table(context->book);
}
