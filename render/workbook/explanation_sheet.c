/* The first sheet: read before any figure. */
#include "render/page/number_text.h"
#include "render/workbook/sheets.h"

static const BookColumn COLUMNS[] = {{NULL, 30, false}, {NULL, 110, false}};

static void
text_row(const SheetContext *context, const char *name, const char *text)
{
    book_text(context->book, STYLE_STRONG, name);
    book_text(context->book, STYLE_PARAGRAPH, text);
    book_end_row(context->book);
}

static void
key_row(const SheetContext *context, const char *name_key, const char *text_key)
{
    text_row(context, texts_get(context->texts, name_key), texts_get(context->texts, text_key));
}

static void
day_row(const SheetContext *context, const char *name_key, Day day)
{
    if (day == DAY_NONE)
        return;
    book_text(context->book, STYLE_STRONG, texts_get(context->texts, name_key));
    book_day(context->book, day);
    book_end_row(context->book);
}

static void
heading_row(const SheetContext *context, const char *key)
{
    book_end_row(context->book);
    book_text(context->book, STYLE_HEADING, texts_get(context->texts, key));
    book_end_row(context->book);
}

static void
edition_rows(const SheetContext *context)
{
    const Campaign *campaign = sheet_campaign(context);
    g_autofree char *period = period_text_short(sheet_language(context), campaign->last);
    text_row(context, texts_get(context->texts, "workbook.edition.region"), campaign->region_label);
    if (context->group != WHOLE_REGION)
        text_row(context, texts_get(context->texts, "workbook.edition.group"),
                 results_group(context->results, (size_t)context->group)->label);
    text_row(context, texts_get(context->texts, "workbook.edition.name"), campaign->name);
    text_row(context, texts_get(context->texts, "workbook.edition.period"), period);
    day_row(context, "workbook.edition.data_from", campaign->data_from);
    day_row(context, "workbook.edition.data_to", campaign->data_to);
    day_row(context, "workbook.edition.received_to", campaign->received_to);
}

/* What only some campaigns have. */
typedef enum { ALWAYS, OF_STAYS, OF_REGIONS } Occasion;

static bool
is_there(const SheetContext *context, Occasion occasion)
{
    switch (occasion) {
    case ALWAYS:
        return true;
    case OF_STAYS:
        return sheet_campaign(context)->n_stay_indicators > 0;
    case OF_REGIONS:
        return results_n_regions(context->results) > 0;
    }
    g_assert_not_reached();
}

static void
sheet_rows(const SheetContext *context)
{
    static const struct {
        const char *name, *text;
        bool in_region, in_group;
        Occasion occasion;
    } SHEETS[] = {
        {"workbook.sheet.indicators", "workbook.about.indicators", true, true, ALWAYS},
        {"workbook.sheet.summary", "workbook.about.summary", true, false, ALWAYS},
        {"workbook.sheet.numbers", "workbook.about.numbers", false, true, ALWAYS},
        {"workbook.sheet.comparators", "workbook.about.comparators", true, true, ALWAYS},
        {"workbook.sheet.regions", "workbook.about.regions", true, false, OF_REGIONS},
        {"workbook.sheet.variation", "workbook.about.variation", true, false, ALWAYS},
        {"workbook.sheet.stays", "workbook.about.stays", true, false, OF_STAYS},
        {"workbook.sheet.charts", "workbook.about.charts", true, true, ALWAYS},
        {"workbook.sheet.trend", "workbook.about.trend", true, true, ALWAYS},
    };
    heading_row(context, "workbook.heading.sheets");
    for (size_t i = 0; i < G_N_ELEMENTS(SHEETS); i++)
        if ((context->group == WHOLE_REGION ? SHEETS[i].in_region : SHEETS[i].in_group) &&
            is_there(context, SHEETS[i].occasion))
            key_row(context, SHEETS[i].name, SHEETS[i].text);
}

static void
reading_rows(const SheetContext *context)
{
    static const struct {
        const char *name, *text;
        bool in_group;
        Occasion occasion;
    } ROWS[] = {
        {"workbook.reading.value", "workbook.reading.value_text", true, ALWAYS},
        {"workbook.reading.comparators", "workbook.reading.comparators_text", true, ALWAYS},
        {"workbook.reading.rounding", "workbook.reading.rounding_text", true, ALWAYS},
        {"workbook.reading.spread", "workbook.reading.spread_text", true, ALWAYS},
        {"workbook.reading.regions", "workbook.reading.regions_text", false, OF_REGIONS},
        {"workbook.reading.variation", "workbook.reading.variation_text", false, ALWAYS},
        {"workbook.reading.beyond_chance", "workbook.reading.beyond_chance_text", false, ALWAYS},
        {"workbook.reading.stays", "workbook.reading.stays_text", false, OF_STAYS},
        {"workbook.reading.purpose", "workbook.reading.purpose_text", true, ALWAYS},
    };
    heading_row(context, "workbook.heading.reading");
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++)
        if ((context->group == WHOLE_REGION || ROWS[i].in_group) &&
            is_there(context, ROWS[i].occasion))
            key_row(context, ROWS[i].name, ROWS[i].text);
}

static void
hidden_rows(const SheetContext *context)
{
    heading_row(context, "workbook.heading.hidden");
    for (Status status = STATUS_OK + 1; status <= STATUS_NOT_APPLICABLE; status++) {
        g_autofree char *text = figure_explanation(context->texts, sheet_campaign(context), status);
        text_row(context, figure_reason(context->texts, status), text);
    }
    key_row(context, "workbook.hidden.part", "workbook.explained.part");
    if (context->group != WHOLE_REGION) {
        g_autofree char *peers =
            g_strdup_printf("%d", sheet_campaign(context)->disclosure.minimum_peers);
        g_autofree char *text =
            texts_format(context->texts, "workbook.explained.peers", "minimum_peers", peers, NULL);
        text_row(context, texts_get(context->texts, "workbook.hidden.peers"), text);
    }
}

void
explanation_sheet(const SheetContext *context)
{
    book_begin_sheet(context->book, texts_get(context->texts, "workbook.sheet.explanations"));
    book_set_columns(context->book, COLUMNS, G_N_ELEMENTS(COLUMNS));
    book_text(context->book, STYLE_TITLE, sheet_campaign(context)->title);
    book_end_row(context->book);
    book_text(context->book, STYLE_STRONG,
              texts_get(context->texts, context->group == WHOLE_REGION ? "workbook.intro.region"
                                                                       : "workbook.intro.group"));
    book_end_row(context->book);
    book_end_row(context->book);
    edition_rows(context);
    sheet_rows(context);
    reading_rows(context);
    hidden_rows(context);
}
