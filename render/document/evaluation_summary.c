/* The essential: a line an indicator, and the number of those that allow a conclusion. */
#include <math.h>

#include "render/document/evaluation_report_parts.h"
#include "render/document/evaluation_words.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

static char *
lead_text(const Report *self)
{
    int64_t concluded = 0;
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        concluded +=
            evaluation_reading_new(self->texts, self->evaluation, i).verdict == VERDICT_DIFFERS;

    const int64_t all = (int64_t)self->campaign->n_indicators;
    g_autofree char *total = phrase_count(self->texts, all, "evaluation.count.indicators_one",
                                          "evaluation.count.indicators_many");
    if (concluded == 0)
        return texts_format(self->texts, "evaluation.summary.lead_none", "total", total, NULL);
    g_autofree char *n = number_text_integer(self->campaign->language, concluded);
    return texts_format(self->texts,
                        concluded == 1 ? "evaluation.summary.lead_one"
                                       : "evaluation.summary.lead_many",
                        "n", n, "total", total, NULL);
}

static void
draw_indicator(ReportTable *table, size_t indicator)
{
    const Report *self = table->report;
    const EvaluationReading reading =
        evaluation_reading_new(self->texts, self->evaluation, indicator);
    g_autofree char *label = topic_label(&reading.topic);
    g_autofree char *effect = isnan(reading.effect->estimate)
                                  ? g_strdup(texts_get(self->texts, "frame.none"))
                                  : evaluation_words_difference(&reading, reading.effect->estimate);
    g_autofree char *interval =
        evaluation_words_interval(&reading, reading.effect->low, reading.effect->high);
    const char *const cells[] = {label, effect,
                                 interval != NULL ? interval : texts_get(self->texts, "frame.none"),
                                 evaluation_words_verdict(&reading)};
    report_table_row(table, cells);
}

void
evaluation_summary_draw(Report *self)
{
    const ReportColumn columns[] = {
        {0.34, ALIGN_LEFT, STYLE_BODY_STRONG,
         texts_get(self->texts, "evaluation.summary.head_indicator")},
        {0.17, ALIGN_RIGHT, STYLE_BODY_STRONG,
         texts_get(self->texts, "evaluation.summary.head_gap")},
        {0.19, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.summary.head_interval")},
        {0.30, ALIGN_LEFT, STYLE_BODY, texts_get(self->texts, "evaluation.summary.head_verdict")}};
    ReportTable table;
    g_autofree char *lead = lead_text(self);

    report_begin(self, texts_get(self->texts, "evaluation.summary.title"),
                 texts_get(self->texts, "evaluation.kicker"),
                 texts_get(self->texts, "evaluation.summary.title"));
    report_text(self, ROLE_PARAGRAPH, STYLE_LEAD, lead);
    report_skip(self, 4);
    if (self->campaign->n_indicators > 0) {
        report_table_open(&table, self, columns, G_N_ELEMENTS(columns));
        for (size_t i = 0; i < self->campaign->n_indicators; i++)
            draw_indicator(&table, i);
        report_table_close(&table);
        report_skip(self, 3);
    }
    report_text(self, ROLE_PARAGRAPH, STYLE_NOTE,
                texts_get(self->texts, "evaluation.summary.note"));
}
