/* The life of the scheme: meetings and attendance by group, and what was paid. */
#include <math.h>

#include "render/document/evaluation_report_parts.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

/* --- meetings --------------------------------------------------------------------------------- */

static char *
lead_text(const Report *self, const EvaluationMeetings *all, int64_t n_groups)
{
    const Language language = self->campaign->language;
    g_autofree char *meetings =
        phrase_count(self->texts, all->meetings, "evaluation.scheme.meetings_one",
                     "evaluation.scheme.meetings_many");
    g_autofree char *groups = phrase_count(self->texts, n_groups, "evaluation.count.groups_one",
                                           "evaluation.count.groups_many");
    g_autofree char *from = day_text(language, evaluation_meetings_from(self->campaign));
    g_autofree char *to = day_text(language, period_last_day(self->campaign->last));
    return texts_format(self->texts, "evaluation.scheme.lead", "meetings", meetings, "groups",
                        groups, "from", from, "to", to, NULL);
}

/* In whole percent, or why it is not there. */
static char *
attendance_text(const Report *self, const EvaluationMeetings *row)
{
    if (row->status == STATUS_NO_DENOMINATOR)
        return g_strdup(texts_get(self->texts, "evaluation.scheme.not_recorded"));
    if (isnan(row->attendance))
        return g_strdup(phrase_status(self->texts, row->status));
    g_autofree char *percent =
        number_text_integer(self->campaign->language, llround(100 * row->attendance));
    return texts_format(self->texts, "evaluation.scheme.percent", "n", percent, NULL);
}

static void
draw_meetings_row(ReportTable *table, const EvaluationMeetings *row)
{
    const Report *self = table->report;
    const Language language = self->campaign->language;
    g_autofree char *label = row->group == NULL
                                 ? g_strdup(texts_get(self->texts, "evaluation.scheme.all"))
                                 : phrase_data(self->texts, row->label);
    g_autofree char *meetings = number_text_integer(language, row->meetings);
    g_autofree char *recorded = number_text_integer(language, row->recorded);
    g_autofree char *members = row->members == 0 ? g_strdup(texts_get(self->texts, "frame.none"))
                                                 : number_text_integer(language, row->members);
    g_autofree char *attendance = attendance_text(self, row);
    const char *const cells[] = {label, meetings, recorded, members, attendance};
    report_table_row(table, cells);
}

static void
draw_meetings(Report *self, const EvaluationMeetings *rows, size_t n)
{
    const ReportColumn columns[] = {
        {0.36, ALIGN_LEFT, STYLE_BODY_STRONG,
         texts_get(self->texts, "evaluation.scheme.head_group")},
        {0.14, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.scheme.head_meetings")},
        {0.16, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.scheme.head_recorded")},
        {0.14, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.scheme.head_members")},
        {0.20, ALIGN_RIGHT, STYLE_BODY_STRONG,
         texts_get(self->texts, "evaluation.scheme.head_attendance")}};
    g_autofree char *lead = lead_text(self, &rows[n - 1], (int64_t)n - 1);
    ReportTable table;

    report_text(self, ROLE_PARAGRAPH, STYLE_LEAD, lead);
    report_skip(self, 4);
    report_table_open(&table, self, columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < n; i++)
        draw_meetings_row(&table, &rows[i]);
    report_table_close(&table);
    report_skip(self, 3);
    report_text(self, ROLE_PARAGRAPH, STYLE_NOTE,
                texts_get(self->texts, "evaluation.scheme.note_meetings"));
}

/* --- allowances ------------------------------------------------------------------------------- */

static void
draw_allowance(ReportTable *table, const EvaluationAllowance *row)
{
    const Report *self = table->report;
    const Language language = self->campaign->language;
    g_autofree char *period = period_text(language, row->period);
    g_autofree char *doctors = number_text_integer(language, row->doctors);
    g_autofree char *digits =
        isnan(row->amount) ? NULL : number_text_integer(language, llround(row->amount));
    g_autofree char *amount = digits == NULL ? g_strdup(phrase_status(self->texts, row->status))
                                             : texts_format(self->texts, "evaluation.scheme.amount",
                                                            "amount", digits, NULL);
    const char *const cells[] = {period, doctors, amount};
    report_table_row(table, cells);
}

static void
draw_allowances(Report *self, const EvaluationAllowance *rows, size_t n)
{
    const ReportColumn columns[] = {
        {0.4, ALIGN_LEFT, STYLE_BODY_STRONG,
         texts_get(self->texts, "evaluation.scheme.head_period")},
        {0.3, ALIGN_RIGHT, STYLE_BODY, texts_get(self->texts, "evaluation.scheme.head_doctors")},
        {0.3, ALIGN_RIGHT, STYLE_BODY_STRONG,
         texts_get(self->texts, "evaluation.scheme.head_amount")}};
    ReportTable table;

    report_heading(self, "evaluation.scheme.allowances");
    report_table_open(&table, self, columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < n; i++)
        draw_allowance(&table, &rows[i]);
    report_table_close(&table);
    report_skip(self, 3);
    report_text(self, ROLE_PARAGRAPH, STYLE_NOTE,
                texts_get(self->texts, "evaluation.scheme.note_allowances"));
}

void
evaluation_scheme_draw(Report *self)
{
    size_t n_meetings = 0, n_allowances = 0;
    const EvaluationMeetings *meetings = evaluation_meetings(self->evaluation, &n_meetings);
    const EvaluationAllowance *allowances = evaluation_allowances(self->evaluation, &n_allowances);
    if (n_meetings + n_allowances == 0)
        return;

    const char *title = texts_get(self->texts, "evaluation.scheme.title");
    report_begin(self, title, texts_get(self->texts, "evaluation.kicker"), title);
    if (n_meetings > 0)
        draw_meetings(self, meetings, n_meetings);
    if (n_allowances > 0)
        draw_allowances(self, allowances, n_allowances);
}
