#include "render/document/evaluation_report_parts.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define TITLE_TOP 46.0

static void
draw_title(Report *self)
{
    const double left = report_left(), width = report_width();
    const char *title = texts_get(self->texts, "evaluation.cover.title");
    const TextStyle style =
        style_fitting(canvas_typesetter(self->canvas), STYLE_COVER, title, width, 2, 6.0);

    canvas_open(self->canvas, ROLE_HEADING_1);
    const double next =
        canvas_paragraph(self->canvas, (Point){left, TITLE_TOP}, width, &style, title);
    canvas_close(self->canvas);
    self->y = next - style.leading_mm + 5;
}

/* What it is of: the campaign, the region, from when to when. */
static void
draw_of(Report *self)
{
    const Campaign *campaign = self->campaign;
    g_autofree char *title = phrase_data(self->texts, campaign->title);
    g_autofree char *region = phrase_data(self->texts, campaign->region_label);
    g_autofree char *first = period_text(campaign->language, campaign_period(campaign, 0));
    g_autofree char *last = period_text(campaign->language, campaign->last);
    g_autofree char *of =
        texts_format(self->texts, "evaluation.cover.of", "title", title, "region", region, NULL);
    g_autofree char *when =
        texts_format(self->texts, "evaluation.cover.when", "first", first, "last", last, NULL);

    report_text(self, ROLE_PARAGRAPH, STYLE_COVER_LEAD, of);
    report_text(self, ROLE_PARAGRAPH, STYLE_LEAD, when);
}

static void
draw_count(ReportTable *table, const char *key, size_t n)
{
    const Texts *texts = table->report->texts;
    g_autofree char *number = number_text_integer(texts_language(texts), (int64_t)n);
    const char *const cells[] = {texts_get(texts, key), number};
    report_table_row(table, cells);
}

static void
draw_counts(Report *self)
{
    const ReportColumn columns[] = {
        {0.8, ALIGN_LEFT, STYLE_BODY, texts_get(self->texts, "evaluation.cover.who_head")},
        {0.2, ALIGN_RIGHT, STYLE_BODY_STRONG, texts_get(self->texts, "evaluation.cover.n_head")}};
    ReportTable table;

    report_table_open(&table, self, columns, G_N_ELEMENTS(columns));
    draw_count(&table, "evaluation.cover.entered", evaluation_n_entered(self->evaluation));
    draw_count(&table, "evaluation.cover.groups", evaluation_n_groups(self->evaluation));
    draw_count(&table, "evaluation.cover.controls", evaluation_n_controls(self->evaluation));
    draw_count(&table, "evaluation.cover.before", evaluation_n_before(self->evaluation));
    draw_count(&table, "evaluation.cover.indicators", self->campaign->n_indicators);
    report_table_close(&table);
    report_skip(self, 2.5);
}

static void
draw_rules(Report *self)
{
    const DisclosureRule *rule = &self->campaign->disclosure;
    const Language language = self->campaign->language;
    g_autofree char *members = number_text_integer(language, rule->minimum_members);
    g_autofree char *patients = number_text_integer(language, rule->minimum_patients);
    g_autofree char *dominance = number_text(language, 100 * rule->dominance, 0);
    g_autofree char *text = texts_format(self->texts, "evaluation.cover.rules", "members", members,
                                         "patients", patients, "dominance", dominance, NULL);
    report_text(self, ROLE_PARAGRAPH, STYLE_NOTE, text);
}

void
evaluation_cover_draw(Report *self)
{
    static const char *const READ[] = {"evaluation.cover.read_gap",
                                       "evaluation.cover.read_interval",
                                       "evaluation.cover.read_open", "evaluation.cover.read_cause"};
    self->kicker = texts_get(self->texts, "evaluation.kicker");
    self->title = texts_get(self->texts, "evaluation.cover.title");
    frame_begin_page(self->frame, texts_get(self->texts, "evaluation.cover.outline"), self->kicker);
    draw_title(self);
    draw_of(self);

    report_heading(self, "evaluation.cover.compared");
    report_text(self, ROLE_PARAGRAPH, STYLE_BODY,
                texts_get(self->texts, "evaluation.cover.compared_text"));
    report_heading(self, "evaluation.cover.who");
    draw_counts(self);
    draw_rules(self);
    report_heading(self, "evaluation.cover.read");
    for (size_t i = 0; i < G_N_ELEMENTS(READ); i++)
        report_text(self, ROLE_PARAGRAPH, STYLE_BODY, texts_get(self->texts, READ[i]));
}
