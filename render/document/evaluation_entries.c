/* How many doctors entered in which period. */
#include "render/document/evaluation_report_parts.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

static char *
lead_text(const Report *self)
{
    const Evaluation *evaluation = self->evaluation;
    g_autofree char *first =
        period_text(self->campaign->language, campaign_period(self->campaign, 0));
    g_autofree char *doctors =
        phrase_count(self->texts, (int64_t)evaluation_n_entered(evaluation),
                     "evaluation.count.doctors_one", "evaluation.count.doctors_many");
    g_autofree char *groups =
        phrase_count(self->texts, (int64_t)evaluation_n_groups(evaluation),
                     "evaluation.count.groups_one", "evaluation.count.groups_many");
    return texts_format(self->texts, "evaluation.entries.lead", "doctors", doctors, "groups",
                        groups, "first", first, NULL);
}

static void
draw_cohort(ReportTable *table, int period, int *total)
{
    const Report *self = table->report;
    const EvaluationCohort cohort = evaluation_cohort(self->evaluation, period);
    const Language language = self->campaign->language;
    if (cohort.doctors == 0)
        return;

    *total += cohort.doctors;
    g_autofree char *name = period_text(language, campaign_period(self->campaign, period));
    g_autofree char *doctors = number_text_integer(language, cohort.doctors);
    g_autofree char *groups = number_text_integer(language, cohort.groups);
    g_autofree char *so_far = number_text_integer(language, *total);
    const char *const cells[] = {name, doctors, groups, so_far};
    report_table_row(table, cells);
}

void
evaluation_entries_draw(Report *self)
{
    const ReportColumn columns[] = {
        {0.4, ALIGN_LEFT, STYLE_BODY_STRONG,
         texts_get(self->texts, "evaluation.entries.head_period")},
        {0.2, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.entries.head_doctors")},
        {0.2, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.entries.head_groups")},
        {0.2, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.entries.head_total")}};
    ReportTable table;
    g_autofree char *lead = lead_text(self);
    int total = 0;
    if (evaluation_n_entered(self->evaluation) == 0)
        return;

    report_begin(self, texts_get(self->texts, "evaluation.entries.title"),
                 texts_get(self->texts, "evaluation.kicker"),
                 texts_get(self->texts, "evaluation.entries.title"));
    report_text(self, ROLE_PARAGRAPH, STYLE_LEAD, lead);
    report_skip(self, 4);
    report_table_open(&table, self, columns, G_N_ELEMENTS(columns));
    for (int period = 1; period < self->campaign->history; period++)
        draw_cohort(&table, period, &total);
    report_table_close(&table);
    report_skip(self, 3);
    report_text(self, ROLE_PARAGRAPH, STYLE_NOTE,
                texts_get(self->texts, "evaluation.entries.note"));
}
