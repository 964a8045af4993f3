/* How much the groups, the territories and, of hospital stays, the establishments differ among
 * themselves in the current period. */
#include <math.h>

#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {
    {"theme", 30, false},
    {"indicator", 56, false},
    {"level", 14, false},
    {"units", 10, true},
    {"extremal_quotient", 20, true},
    {"quotient_5_95", 14, true},
    {"quotient_25_75", 14, true},
    {"coefficient", 14, true},
    {"weighted_coefficient", 14, true},
    {"systematic", 18, true},
    {"systematic_low", 18, true},
    {"systematic_high", 18, true},
    {"empirical_bayes", 18, true},
    {"chi_squared", 12, true},
    {"p_value", 18, true},
};
enum { UNIT_COLUMNS = 4 };

static const struct {
    VariationMeasure measure;
    BookStyle style;
} DESCRIPTIVE[] = {
    {VARIATION_EXTREMAL_QUOTIENT, STYLE_RATIO}, {VARIATION_QUOTIENT_5_95, STYLE_RATIO},
    {VARIATION_QUOTIENT_25_75, STYLE_RATIO},    {VARIATION_COEFFICIENT, STYLE_PERCENT},
    {VARIATION_WEIGHTED, STYLE_PERCENT},
};

/* Said of units, where the other sheets speak of doctors. */
static const char *
reason(const SheetContext *context, Status status)
{
    if (status == STATUS_FEW_MEMBERS)
        return texts_get(context->texts, "workbook.variation.few_units");
    if (status == STATUS_NO_DENOMINATOR)
        return texts_get(context->texts, "workbook.variation.undefined");
    return figure_reason(context->texts, status);
}

/* A variance of true ratios: what is not above 0 is no number but the absence of any. */
static void
variance_cell(const SheetContext *context, double value)
{
    if (value <= 0)
        book_text(context->book, STYLE_BOUND,
                  texts_get(context->texts, "workbook.variation.none_detectable"));
    else
        book_number(context->book, STYLE_SMALL, value);
}

static void
reason_or_variance_cell(const SheetContext *context, const VariationFigure *figure)
{
    if (figure->status == STATUS_OK)
        variance_cell(context, figure->value);
    else
        book_text(context->book, STYLE_REASON, reason(context, figure->status));
}

/* Four decimals would print a small probability as 0, which none is. */
static void
probability_cell(const SheetContext *context, double p)
{
    if (p < 0.0001)
        book_text(context->book, STYLE_BOUND,
                  texts_get(context->texts, "workbook.variation.below_smallest"));
    else
        book_number(context->book, STYLE_SMALL, p);
}

static void
descriptive_cells(const SheetContext *context, const RegionVariation *variation)
{
    for (size_t i = 0; i < G_N_ELEMENTS(DESCRIPTIVE); i++) {
        const VariationFigure *figure = &variation->figures[DESCRIPTIVE[i].measure];
        if (figure->status == STATUS_OK)
            book_number(context->book, DESCRIPTIVE[i].style, figure->value);
        else
            book_text(context->book, STYLE_REASON, reason(context, figure->status));
    }
}

/* Where the systematic component has no value nothing has: the reason stands once. */
static void
figure_cells(const SheetContext *context, const RegionVariation *variation)
{
    const VariationFigure *systematic = &variation->figures[VARIATION_SYSTEMATIC];
    const VariationFigure *test = &variation->figures[VARIATION_HOMOGENEITY];

    if (systematic->status != STATUS_OK) {
        book_text(context->book, STYLE_REASON, reason(context, systematic->status));
        for (size_t i = UNIT_COLUMNS + 1; i < G_N_ELEMENTS(COLUMNS); i++)
            book_text(context->book, STYLE_SMALL, NULL);
        return;
    }
    descriptive_cells(context, variation);
    variance_cell(context, systematic->value);
    variance_cell(context, systematic->low);
    variance_cell(context, systematic->high);
    reason_or_variance_cell(context, &variation->figures[VARIATION_EMPIRICAL_BAYES]);
    book_number(context->book, STYLE_NUMBER, test->value);
    probability_cell(context, test->p);
}

static const char *const LEVELS[N_VARIATION_LEVELS] = {
    [LEVEL_GROUP] = "workbook.level.group",
    [LEVEL_TERRITORY] = "workbook.level.territory",
    [LEVEL_FACILITY] = "workbook.level.facility",
    [LEVEL_RESIDENCE] = "workbook.level.residence",
};

/* Behind the cells that say which indicator it is. */
static void
variation_cells(const SheetContext *context, size_t i, VariationLevel level)
{
    const RegionVariation *variation = results_variation(context->results, level, i);

    book_text(context->book, STYLE_TEXT, texts_get(context->texts, LEVELS[level]));
    book_number(context->book, STYLE_COUNT, variation->units);
    figure_cells(context, variation);
    book_end_row(context->book);
}

static void
stay_rows(const SheetContext *context)
{
    const Campaign *campaign = sheet_campaign(context);

    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        for (StayLevel level = 0; level < N_STAY_LEVELS; level++) {
            if (!results_stays_apply(campaign->stay_indicators[i].indicator, level))
                continue;
            sheet_entry_cells(context, &campaign->stay_indicators[i]);
            variation_cells(context, i, (VariationLevel)(LEVEL_FACILITY + (int)level));
        }
}

void
variation_sheet(const SheetContext *context)
{
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.variation"));
    sheet_begin_table(context, COLUMNS, G_N_ELEMENTS(COLUMNS), NULL);
    for (size_t i = 0; i < sheet_campaign(context)->n_indicators; i++) {
        if (!indicator_counts_events(sheet_indicator(context, i)))
            continue;
        for (VariationLevel level = 0; level < N_DOCTOR_LEVELS; level++) {
            sheet_indicator_cells(context, i);
            variation_cells(context, i, level);
        }
    }
    stay_rows(context);
    book_end_table(context->book);
}
