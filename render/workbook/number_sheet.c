/* The group's points of the current period as colleagues may see them: numbers and rounded values,
 * nothing else. */
#include "engine/profile/peers.h"
#include "render/page/number_text.h"
#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {
    {"theme", 30, false}, {"indicator", 56, false}, {"unit", 10, false},   {"period", 10, false},
    {"number", 10, true}, {"value", 18, true},      {"remark", 70, false},
};

static void
first_cells(const SheetContext *context, size_t indicator)
{
    const Campaign *campaign = sheet_campaign(context);
    g_autofree char *unit = figure_unit(context->texts, sheet_indicator(context, indicator));
    g_autofree char *period = period_text_short(sheet_language(context), campaign->last);
    sheet_indicator_cells(context, indicator);
    book_text(context->book, STYLE_TEXT, unit);
    book_text(context->book, STYLE_TEXT, period);
}

static void
point_row(const SheetContext *context, size_t indicator, const PeerPoint *point)
{
    first_cells(context, indicator);
    book_number(context->book, STYLE_COUNT, point->number);
    if (point->below_one)
        book_text(context->book, STYLE_BOUND, texts_get(context->texts, "workbook.below_one"));
    else if (point->above_ninety_nine)
        book_text(context->book, STYLE_BOUND,
                  texts_get(context->texts, "workbook.above_ninety_nine"));
    else
        book_number(context->book, figure_style(sheet_indicator(context, indicator), FIGURE_WHOLE),
                    point->value);
    book_end_row(context->book);
}

/* Why some or all of the colleagues are missing; NULL when none is. */
static char *
missing_remark(const SheetContext *context, const Peers *peers)
{
    g_autofree char *minimum =
        g_strdup_printf("%d", sheet_campaign(context)->disclosure.minimum_peers);
    g_autofree char *hidden = g_strdup_printf("%zu", peers->n_hidden);
    switch (peers->shown) {
    case PEERS_HIDDEN_BY_INDICATOR:
        return g_strdup(texts_get(context->texts, "workbook.peers.by_indicator"));
    case PEERS_TOO_FEW:
        return texts_format(context->texts, "workbook.peers.too_few", "minimum_peers", minimum,
                            NULL);
    case PEERS_SHOWN:
        if (peers->n_hidden == 0)
            return NULL;
        return texts_format(context->texts,
                            peers->n_hidden == 1 ? "workbook.peers.one_hidden"
                                                 : "workbook.peers.some_hidden",
                            "n", hidden, NULL);
    }
    g_assert_not_reached();
}

static void
indicator_rows(const SheetContext *context, size_t indicator)
{
    g_autoptr(Peers) peers = peers_new(context->results, (size_t)context->group, indicator, -1);
    for (size_t i = 0; i < peers->n_points; i++)
        point_row(context, indicator, &peers->points[i]);

    g_autofree char *missing = missing_remark(context, peers);
    if (missing == NULL)
        return;
    first_cells(context, indicator);
    book_text(context->book, STYLE_COUNT, NULL);
    book_text(context->book, STYLE_REASON, texts_get(context->texts, "workbook.hidden.peers"));
    book_text(context->book, STYLE_NOTE, missing);
    book_end_row(context->book);
}

void
number_sheet(const SheetContext *context)
{
    g_assert(context->group != WHOLE_REGION);

    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.numbers"));
    sheet_begin_table(context, COLUMNS, G_N_ELEMENTS(COLUMNS), NULL);
    for (size_t i = 0; i < sheet_campaign(context)->n_indicators; i++)
        indicator_rows(context, i);
    book_end_table(context->book);
}
