/* One line an indicator, for the region those from stays too: what is counted, and where the definition is from. */
#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {
    {"theme", 30, false}, {"indicator", 56, false},  {"id", 24, false},
    {"version", 9, true}, {"unit", 10, false},       {"direction", 18, false},
    {"target", 10, true}, {"definition", 70, false}, {"source", 32, false},
    {"link", 40, false},
};

static const char *const DIRECTIONS[] = {
    [DIRECTION_NONE] = "workbook.direction.none",
    [DIRECTION_LOWER] = "workbook.direction.lower",
    [DIRECTION_HIGHER] = "workbook.direction.higher",
};

static void
indicator_row(const SheetContext *context, const CampaignIndicator *entry)
{
    const Indicator *indicator = entry->indicator;
    Book *book = context->book;
    g_autofree char *unit = figure_unit(context->texts, indicator);

    sheet_entry_cells(context, entry);
    book_text(book, STYLE_TEXT, indicator->id);
    book_number(book, STYLE_COUNT, indicator->version);
    book_text(book, STYLE_TEXT, unit);
    book_text(book, STYLE_TEXT, texts_get(context->texts, DIRECTIONS[indicator->direction]));
    if (indicator->has_target)
        book_number(book, figure_style(indicator, FIGURE_FINE), indicator->target);
    else
        book_text(book, STYLE_REASON, texts_get(context->texts, "workbook.no_target"));
    sheet_theme_cell(context, STYLE_WRAPPED, &indicator->definition);
    sheet_theme_cell(context, STYLE_WRAPPED, &indicator->source_title);
    book_text(book, STYLE_WRAPPED, indicator->source_url);
    book_end_row(book);
}

void
indicator_sheet(const SheetContext *context)
{
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.indicators"));
    sheet_begin_table(context, COLUMNS, G_N_ELEMENTS(COLUMNS), NULL);
    const Campaign *campaign = sheet_campaign(context);
    for (size_t i = 0; i < campaign->n_indicators; i++)
        indicator_row(context, &campaign->indicators[i]);
    for (size_t i = 0; context->group == WHOLE_REGION && i < campaign->n_stay_indicators; i++)
        indicator_row(context, &campaign->stay_indicators[i]);
    book_end_table(context->book);
}
