/* How alike those who entered and the controls were before: a table an indicator. */
#include <math.h>

#include "render/document/evaluation_report_parts.h"
#include "render/document/evaluation_words.h"
#include "render/page/number_text.h"

/* Beyond it a standardised difference is marked: the usual mark of the literature (Austin, Statistics in
 * Medicine 28, 2009). */
#define NOTABLE 0.1

static bool
is_notable(const BalanceRow *row)
{
    return fabs(row->difference) > NOTABLE;
}

/* The rows of the indicator; NULL when there are none. */
static const BalanceRow *
rows_of(const Evaluation *evaluation, size_t indicator, size_t *out_n)
{
    size_t n = 0;
    const BalanceRow *all = evaluation_balance(evaluation, &n), *first = NULL;

    *out_n = 0;
    for (size_t i = 0; i < n; i++)
        if (all[i].indicator == indicator && (*out_n)++ == 0)
            first = &all[i];
    return first;
}

static char *
mean_text(const EvaluationReading *reading, const BalanceRow *row, double mean)
{
    if (isnan(mean))
        return g_strdup(texts_get(reading->topic.texts, "frame.none"));
    if (row->variable == BALANCE_VALUE)
        return topic_value_exact(&reading->topic, mean);
    return number_text(reading->topic.language, mean, mean < 100 ? 1 : 0);
}

static char *
difference_text(const EvaluationReading *reading, const BalanceRow *row)
{
    const Texts *texts = reading->topic.texts;
    if (isnan(row->difference))
        return g_strdup(texts_get(texts, "frame.none"));
    g_autofree char *text = number_text(reading->topic.language, row->difference, 2);
    return is_notable(row) ? texts_format(texts, "evaluation.balance.marked", "value", text, NULL)
                           : g_steal_pointer(&text);
}

static void
draw_row(ReportTable *table, const EvaluationReading *reading, const BalanceRow *row)
{
    static const char *const VARIABLES[N_BALANCE_VARIABLES] = {
        [BALANCE_VALUE] = "evaluation.balance.value",
        [BALANCE_VOLUME] = "evaluation.balance.volume",
        [BALANCE_PATIENTS] = "evaluation.balance.patients",
    };
    g_autofree char *entered = mean_text(reading, row, row->entered);
    g_autofree char *control = mean_text(reading, row, row->control);
    g_autofree char *difference = difference_text(reading, row);
    const char *const cells[] = {texts_get(reading->topic.texts, VARIABLES[row->variable]), entered,
                                 control, difference};
    report_table_row(table, cells);
}

static void
draw_indicator(Report *self, size_t indicator)
{
    const ReportColumn columns[] = {
        {0.4, ALIGN_LEFT, STYLE_BODY, texts_get(self->texts, "evaluation.balance.head_variable")},
        {0.2, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.balance.head_entered")},
        {0.2, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.balance.head_control")},
        {0.2, ALIGN_RIGHT, STYLE_BODY_STRONG,
         texts_get(self->texts, "evaluation.balance.head_difference")}};
    const EvaluationReading reading =
        evaluation_reading_new(self->texts, self->evaluation, indicator);
    g_autofree char *label = topic_label(&reading.topic);
    ReportTable table;
    size_t n = 0;
    const BalanceRow *rows = rows_of(self->evaluation, indicator, &n);

    report_need(self, 38);
    report_text(self, ROLE_HEADING_2, STYLE_BODY_STRONG, label);
    report_table_open(&table, self, columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < n; i++)
        draw_row(&table, &reading, &rows[i]);
    report_table_close(&table);
    report_skip(self, 5);
}

static char *
lead_text(const Report *self)
{
    size_t n = 0;
    const BalanceRow *rows = evaluation_balance(self->evaluation, &n);
    int64_t known = 0, notable = 0;
    for (size_t i = 0; i < n; i++) {
        known += !isnan(rows[i].difference);
        notable += is_notable(&rows[i]);
    }
    if (known == 0)
        return g_strdup(texts_get(self->texts, "evaluation.balance.lead_nothing"));
    g_autofree char *all = number_text_integer(self->campaign->language, known);
    g_autofree char *those = number_text_integer(self->campaign->language, notable);
    if (notable == 0)
        return texts_format(self->texts, "evaluation.balance.lead_none", "all", all, NULL);
    return texts_format(self->texts, "evaluation.balance.lead", "n", those, "all", all, NULL);
}

void
evaluation_balance_draw(Report *self)
{
    g_autofree char *lead = lead_text(self);
    if (self->campaign->n_indicators == 0)
        return;

    report_begin(self, texts_get(self->texts, "evaluation.balance.title"),
                 texts_get(self->texts, "evaluation.kicker"),
                 texts_get(self->texts, "evaluation.balance.title"));
    report_text(self, ROLE_PARAGRAPH, STYLE_LEAD, lead);
    report_text(self, ROLE_PARAGRAPH, STYLE_NOTE,
                texts_get(self->texts, "evaluation.balance.note"));
    report_skip(self, 4);
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        draw_indicator(self, i);
}
