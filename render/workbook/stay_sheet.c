/* Hospital stays by establishment and by the territory that patients live in, as results/ releases
 * them: the units of an indicator and level behind all of them together, period by period. */
#include <math.h>

#include "render/page/number_text.h"
#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {
    {"theme", 30, false},
    {"indicator", 56, false},
    {"unit", 14, false},
    {"period", 10, false},
    {"level", 22, false},
    {"stay_unit", 40, false},
    {"stays", 12, true},
    {"stay_patients", 12, true},
    {"stay_denominator", 14, true},
    {"value", 22, true},
    {"low", 12, true},
    {"high", 12, true},
    {"stay_standardised", 16, true},
    {"standardised_low", 12, true},
    {"standardised_high", 12, true},
    {"observed_expected", 14, true},
    {"chance", 24, false},
};

static const char *const LEVELS[N_STAY_LEVELS] = {
    [STAY_FACILITY] = "workbook.level.facility",
    [STAY_RESIDENCE] = "workbook.level.residence",
};

static const char *const SIGNALS[] = {
    [SIGNAL_NONE] = NULL,
    [SIGNAL_LOW] = "workbook.signal.low",
    [SIGNAL_WITHIN] = "workbook.signal.within",
    [SIGNAL_HIGH] = "workbook.signal.high",
};

/* An indicator that is not standardised leaves the cells empty. */
static void
number_cell(const SheetContext *context, BookStyle style, double value)
{
    if (isnan(value))
        book_text(context->book, style, NULL);
    else
        book_number(context->book, style, value);
}

static void
figure_cells(const SheetContext *context, const Indicator *indicator, const StayFigure *figure)
{
    const BookStyle style = figure_style(indicator, FIGURE_FINE);
    const bool is_shown = figure->status == STATUS_OK;
    const double counts[] = {figure->stays, figure->patients, figure->denominator};
    const double around[] = {figure->low, figure->high, figure->standardised,
                             figure->standardised_low, figure->standardised_high};

    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
        if (is_shown)
            figure_cell(context->book, context->texts, STYLE_COUNT, counts[i], STATUS_OK);
        else
            book_text(context->book, STYLE_COUNT, NULL);
    figure_cell(context->book, context->texts, style, figure->value, figure->status);
    for (size_t i = 0; i < G_N_ELEMENTS(around); i++)
        number_cell(context, style, around[i]);
    number_cell(context, STYLE_RATIO, figure->observed_expected);
    book_text(context->book, STYLE_TEXT,
              SIGNALS[figure->signal] != NULL ? texts_get(context->texts, SIGNALS[figure->signal])
                                              : NULL);
}

static void
stay_row(const SheetContext *context, size_t i, StayLevel level, int period,
         const StayFigure *figure)
{
    const CampaignIndicator *entry = &sheet_campaign(context)->stay_indicators[i];
    g_autofree char *unit = figure_unit(context->texts, entry->indicator);
    g_autofree char *when = period_text_short(sheet_language(context),
                                              campaign_period(sheet_campaign(context), period));
    const bool is_total = g_strcmp0(figure->unit, STAYS_ALL_UNITS) == 0;

    sheet_entry_cells(context, entry);
    book_text(context->book, STYLE_TEXT, unit);
    book_text(context->book, STYLE_TEXT, when);
    book_text(context->book, STYLE_TEXT, texts_get(context->texts, LEVELS[level]));
    book_text(context->book, STYLE_TEXT,
              is_total ? texts_get(context->texts, "workbook.all_units") : figure->label);
    figure_cells(context, entry->indicator, figure);
    book_end_row(context->book);
}

static void
indicator_rows(const SheetContext *context, size_t i)
{
    for (StayLevel level = 0; level < N_STAY_LEVELS; level++)
        for (int period = sheet_campaign(context)->history - 1; period >= 0; period--) {
            size_t n = 0;
            const StayFigure *figures = results_stays(context->results, level, i, period, &n);
            for (size_t u = 0; u < n; u++)
                stay_row(context, i, level, period, &figures[u]);
        }
}

void
stay_sheet(const SheetContext *context)
{
    const size_t n = sheet_campaign(context)->n_stay_indicators;
    if (n == 0)
        return;
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.stays"));
    sheet_begin_table(context, COLUMNS, G_N_ELEMENTS(COLUMNS), NULL);
    for (size_t i = 0; i < n; i++)
        indicator_rows(context, i);
    book_end_table(context->book);
}
