/* What the sheets share. */
#include "render/workbook/sheets.h"

#include "render/page/typography.h"

enum { N_FROZEN = 2, COMPARATOR_WIDTH = 20 };

const Campaign *
sheet_campaign(const SheetContext *context)
{
    return results_campaign(context->results);
}

const Indicator *
sheet_indicator(const SheetContext *context, size_t indicator)
{
    return sheet_campaign(context)->indicators[indicator].indicator;
}

Language
sheet_language(const SheetContext *context)
{
    return texts_language(context->texts);
}

static void
add_comparator(const SheetContext *context, GArray *comparators, ComparatorKind kind, size_t group)
{
    static const char *const NAMES[N_COMPARATORS] = {
        [COMPARATOR_ENROLLED] = "workbook.comparator.enrolled",
        [COMPARATOR_CONTROL] = "workbook.comparator.control",
        [COMPARATOR_ACHIEVABLE] = "workbook.comparator.achievable",
    };
    if (!sheet_campaign(context)->comparators[kind])
        return;
    SheetComparator comparator = {
        .kind = kind,
        .group = group,
        .name = kind == COMPARATOR_GROUP ? results_group(context->results, group)->label
                                         : texts_get(context->texts, NAMES[kind]),
    };
    g_array_append_val(comparators, comparator);
}

GArray *
sheet_comparators(const SheetContext *context, bool with_groups)
{
    GArray *comparators = g_array_new(FALSE, FALSE, sizeof(SheetComparator));
    const bool is_region = context->group == WHOLE_REGION;
    if (!is_region)
        add_comparator(context, comparators, COMPARATOR_GROUP, (size_t)context->group);
    add_comparator(context, comparators, COMPARATOR_ENROLLED, 0);
    add_comparator(context, comparators, COMPARATOR_CONTROL, 0);
    add_comparator(context, comparators, COMPARATOR_ACHIEVABLE, 0);
    for (size_t i = 0; is_region && with_groups && i < results_n_groups(context->results); i++)
        add_comparator(context, comparators, COMPARATOR_GROUP, i);
    return comparators;
}

void
sheet_begin_table(const SheetContext *context, const BookColumn *columns, size_t n,
                  const GArray *comparators)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(BookColumn));
    for (size_t i = 0; i < n; i++) {
        BookColumn column = columns[i];
        g_autofree char *key = g_strconcat("workbook.head.", column.head, NULL);
        column.head = texts_get(context->texts, key);
        g_array_append_val(all, column);
    }
    for (guint i = 0; comparators != NULL && i < comparators->len; i++) {
        BookColumn column = {g_array_index(comparators, SheetComparator, i).name, COMPARATOR_WIDTH,
                             true};
        g_array_append_val(all, column);
    }
    book_begin_table(context->book, (const BookColumn *)(void *)all->data, all->len, N_FROZEN);
}

void
sheet_theme_cell(const SheetContext *context, BookStyle style, const LocalText *text)
{
    const Language language = sheet_language(context);
    g_autofree char *set = typography_apply(language, local_text(text, language));
    book_text(context->book, style, set);
}

void
sheet_indicator_cells(const SheetContext *context, size_t indicator)
{
    sheet_entry_cells(context, &sheet_campaign(context)->indicators[indicator]);
}

void
sheet_entry_cells(const SheetContext *context, const CampaignIndicator *entry)
{
    sheet_theme_cell(context, STYLE_WRAPPED, &entry->theme->label);
    sheet_theme_cell(context, STYLE_WRAPPED, &entry->indicator->label);
}
