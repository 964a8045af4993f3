/* Tables of styles and texts by kind of indicator and by status. */
#include "render/workbook/figure_text.h"

#include <math.h>

#include "render/page/number_text.h"

/* From here on the digits stand in groups of three. */
enum { PER_IN_GROUPS = 10000 };

static const BookStyle STYLES[][2] = {
    [KIND_PROPORTION] = {STYLE_PERCENT, STYLE_PERCENT_WHOLE},
    [KIND_RATE] = {STYLE_NUMBER, STYLE_NUMBER_WHOLE},
    [KIND_MEAN] = {STYLE_NUMBER, STYLE_NUMBER_WHOLE},
};
static const BookStyle MONEY_STYLES[] = {STYLE_MONEY, STYLE_MONEY_WHOLE};

static const char *const REASONS[] = {
    [STATUS_OK] = NULL,
    [STATUS_FEW_PATIENTS] = "workbook.hidden.few_patients",
    [STATUS_FEW_MEMBERS] = "workbook.hidden.few_members",
    [STATUS_DOMINANT] = "workbook.hidden.dominant",
    [STATUS_NO_DENOMINATOR] = "workbook.hidden.no_denominator",
    [STATUS_INCOMPLETE] = "workbook.hidden.incomplete",
    [STATUS_NOT_ACTIVE] = "workbook.hidden.not_active",
    [STATUS_SECONDARY] = "workbook.hidden.secondary",
    [STATUS_NOT_APPLICABLE] = "workbook.hidden.not_applicable",
};
static const char *const EXPLANATIONS[] = {
    [STATUS_OK] = NULL,
    [STATUS_FEW_PATIENTS] = "workbook.explained.few_patients",
    [STATUS_FEW_MEMBERS] = "workbook.explained.few_members",
    [STATUS_DOMINANT] = "workbook.explained.dominant",
    [STATUS_NO_DENOMINATOR] = "workbook.explained.no_denominator",
    [STATUS_INCOMPLETE] = "workbook.explained.incomplete",
    [STATUS_NOT_ACTIVE] = "workbook.explained.not_active",
    [STATUS_SECONDARY] = "workbook.explained.secondary",
    [STATUS_NOT_APPLICABLE] = "workbook.explained.not_applicable",
};

BookStyle
figure_style(const Indicator *indicator, FigureGrain grain)
{
    return indicator->is_money ? MONEY_STYLES[grain] : STYLES[indicator->kind][grain];
}

char *
figure_unit(const Texts *texts, const Indicator *indicator)
{
    if (indicator->is_money)
        return g_strdup("€");
    if (indicator->kind == KIND_PROPORTION)
        return g_strdup("%");
    if (indicator->kind == KIND_MEAN)
        return g_strdup("");
    g_autofree char *per = indicator->per < PER_IN_GROUPS
                               ? g_strdup_printf("%d", indicator->per)
                               : number_text_integer(texts_language(texts), indicator->per);
    return texts_format(texts, "workbook.unit.rate", "per", per, NULL);
}

const char *
figure_reason(const Texts *texts, Status status)
{
    return REASONS[status] == NULL ? "" : texts_get(texts, REASONS[status]);
}

char *
figure_explanation(const Texts *texts, const Campaign *campaign, Status status)
{
    if (EXPLANATIONS[status] == NULL)
        return g_strdup("");
    const DisclosureRule *rule = &campaign->disclosure;
    g_autofree char *patients = g_strdup_printf("%d", rule->minimum_patients);
    g_autofree char *members = g_strdup_printf("%d", rule->minimum_members);
    g_autofree char *dominance = g_strdup_printf("%.0f", rule->dominance * 100);
    return texts_format(texts, EXPLANATIONS[status], "minimum_patients", patients,
                        "minimum_members", members, "dominance", dominance, NULL);
}

void
figure_cell(Book *book, const Texts *texts, BookStyle style, double value, Status status)
{
    if (status != STATUS_OK)
        book_text(book, STYLE_REASON, figure_reason(texts, status));
    else if (isnan(value))
        book_text(book, STYLE_REASON, texts_get(texts, "workbook.hidden.part"));
    else
        book_number(book, style, value);
}
