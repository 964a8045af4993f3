/* The two workbooks as lists of their sheets. */
#include "render/workbook/workbook.h"

#include "render/workbook/sheets.h"

typedef void (*SheetWriter)(const SheetContext *context);

static const SheetWriter REGION_SHEETS[] = {explanation_sheet, indicator_sheet, summary_sheet,
                                            comparator_sheet,  region_sheet,    variation_sheet,
                                            stay_sheet,        chart_sheet,     trend_sheet};
static const SheetWriter GROUP_SHEETS[] = {explanation_sheet, indicator_sheet, number_sheet,
                                           comparator_sheet,  chart_sheet,     trend_sheet};

static GBytes *
render(const Results *results, const Texts *texts, int group, const char *subject,
       const char *scratch_folder, GError **error)
{
    const Campaign *campaign = results_campaign(results);
    BookInfo info = {
        .title = campaign->title,
        .subject = subject,
        .author = campaign->region_label,
        .language = texts_language(texts),
        .created = campaign->data_to,
    };
    g_autoptr(Book) book = book_new(scratch_folder, &info, error);
    if (book == NULL)
        return NULL;

    SheetContext context = {.book = book, .results = results, .texts = texts, .group = group};
    const bool is_region = group == WHOLE_REGION;
    const SheetWriter *sheets = is_region ? REGION_SHEETS : GROUP_SHEETS;
    const size_t n = is_region ? G_N_ELEMENTS(REGION_SHEETS) : G_N_ELEMENTS(GROUP_SHEETS);
    for (size_t i = 0; i < n; i++)
        sheets[i](&context);
    return book_close(book, error);
}

GBytes *
region_workbook_render(const Results *results, const Texts *texts, const char *scratch_folder,
                       GError **error)
{
    return render(results, texts, WHOLE_REGION, results_campaign(results)->region_label,
                  scratch_folder, error);
}

GBytes *
group_workbook_render(const Results *results, const Texts *texts, size_t group,
                      const char *scratch_folder, GError **error)
{
    g_assert(group < results_n_groups(results));

    return render(results, texts, (int)group, results_group(results, group)->label, scratch_folder,
                  error);
}
