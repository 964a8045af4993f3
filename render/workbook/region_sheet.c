/* Other regions beside this one, as each of them released its figures: the current period, a row a
 * region, this one first. */
#include "render/page/number_text.h"
#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {
    {"theme", 30, false},      {"indicator", 56, false},     {"unit", 10, false},
    {"period", 10, false},     {"region", 30, false},        {"region_enrolled", 22, true},
    {"low", 12, true},         {"high", 12, true},           {"doctors", 10, true},
    {"denominator", 14, true}, {"region_control", 22, true}, {"control_denominator", 14, true},
};

/* What the table says of a region; NULL for what it did not give. */
typedef struct {
    const char *label;
    const ComparatorFigure *enrolled, *control;
} RegionRow;

static void
empty_cell(const SheetContext *context, BookStyle style)
{
    book_text(context->book, style, NULL);
}

/* A suppressed figure says why in the value's cell and leaves the others empty. */
static void
value_cell(const SheetContext *context, BookStyle style, const ComparatorFigure *figure)
{
    if (figure == NULL)
        empty_cell(context, style);
    else
        figure_cell(context->book, context->texts, style, figure->value, figure->status);
}

static void
number_cell(const SheetContext *context, BookStyle style, const ComparatorFigure *figure,
            double value)
{
    if (figure == NULL || figure->status != STATUS_OK)
        empty_cell(context, style);
    else
        figure_cell(context->book, context->texts, style, value, STATUS_OK);
}

static void
region_row(const SheetContext *context, size_t indicator, const char *unit, const char *period,
           const RegionRow *row)
{
    const BookStyle style = figure_style(sheet_indicator(context, indicator), FIGURE_FINE);
    const ComparatorFigure *enrolled = row->enrolled, *control = row->control;
    const ComparatorFigure none = {0};
    const ComparatorFigure *inside = enrolled != NULL ? enrolled : &none;

    sheet_indicator_cells(context, indicator);
    book_text(context->book, STYLE_TEXT, unit);
    book_text(context->book, STYLE_TEXT, period);
    book_text(context->book, STYLE_TEXT, row->label);
    value_cell(context, style, enrolled);
    number_cell(context, style, enrolled, inside->low);
    number_cell(context, style, enrolled, inside->high);
    number_cell(context, STYLE_COUNT, enrolled, inside->practitioners);
    number_cell(context, STYLE_COUNT, enrolled, inside->denominator);
    value_cell(context, style, control);
    number_cell(context, STYLE_COUNT, control, control != NULL ? control->denominator : 0);
    book_end_row(context->book);
}

/* Of this region, as far as the campaign asks. */
static const ComparatorFigure *
own_figure(const SheetContext *context, ComparatorKind kind, size_t indicator)
{
    const Campaign *campaign = sheet_campaign(context);
    return campaign->comparators[kind]
               ? results_comparator(context->results, kind, 0, indicator, campaign->history - 1)
               : NULL;
}

static bool
compares(const SheetContext *context, size_t indicator)
{
    for (size_t r = 0; r < results_n_regions(context->results); r++)
        if (results_region_match(context->results, r, indicator) == REGION_COMPARES)
            return true;
    return false;
}

static void
indicator_rows(const SheetContext *context, size_t indicator)
{
    if (!compares(context, indicator))
        return;
    const Results *results = context->results;
    const Campaign *campaign = sheet_campaign(context);
    g_autofree char *unit = figure_unit(context->texts, sheet_indicator(context, indicator));
    g_autofree char *period = period_text_short(sheet_language(context), campaign->last);
    const RegionRow own = {campaign->region_label,
                           own_figure(context, COMPARATOR_ENROLLED, indicator),
                           own_figure(context, COMPARATOR_CONTROL, indicator)};

    region_row(context, indicator, unit, period, &own);
    for (size_t r = 0; r < results_n_regions(results); r++) {
        if (results_region_match(results, r, indicator) != REGION_COMPARES)
            continue;
        const RegionRow other = {results_region_label(results, r),
                                 results_region_figure(results, r, REGION_ENROLLED, indicator),
                                 results_region_figure(results, r, REGION_CONTROL, indicator)};
        region_row(context, indicator, unit, period, &other);
    }
}

void
region_sheet(const SheetContext *context)
{
    if (results_n_regions(context->results) == 0)
        return;
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.regions"));
    sheet_begin_table(context, COLUMNS, G_N_ELEMENTS(COLUMNS), NULL);
    for (size_t i = 0; i < sheet_campaign(context)->n_indicators; i++)
        indicator_rows(context, i);
    book_end_table(context->book);
}
