#include "render/document/handout_parts.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define PANEL_WIDTH 96.0
#define PANEL_GAP 14.0
#define PANEL_PADDING 6.0
#define STEP_INDENT 8.0
#define PAGE_COLUMN 10.0

static const FrameGeometry *const G = &FRAME_LANDSCAPE;

typedef struct {
    Frame *frame;
    Canvas *canvas;
    const Texts *texts;
    const Campaign *campaign;
    size_t group;
} Cover;

static double
write_paragraph(const Cover *self, Role role, Point at, double width, StyleName name,
                const char *text)
{
    const TextStyle style = style_of(name);
    canvas_open(self->canvas, role);
    const double next = canvas_paragraph(self->canvas, at, width, &style, text);
    canvas_close(self->canvas);
    return next;
}

static double
draw_title(const Cover *self, double width)
{
    const ResultGroup *group = results_group(self->frame->context->results, self->group);
    g_autofree char *title = phrase_data(self->texts, group->label);
    g_autofree char *period = period_text(self->campaign->language, self->campaign->last);
    g_autofree char *edition = phrase_data(self->texts, self->campaign->title);
    g_autofree char *doctors =
        phrase_count(self->texts, (int64_t)group->n_doctors, "handout.cover.doctors_one",
                     "handout.cover.doctors_many");
    g_autofree char *subtitle = g_strjoin(" · ", edition, period, doctors, NULL);
    const TextStyle style =
        style_fitting(canvas_typesetter(self->canvas), STYLE_COVER, title, width, 2, 5.5);

    canvas_open(self->canvas, ROLE_HEADING_1);
    double y = canvas_paragraph(self->canvas, (Point){G->left, 38}, width, &style, title);
    canvas_close(self->canvas);
    y += 9.5 - style.leading_mm;
    return write_paragraph(self, ROLE_PARAGRAPH, (Point){G->left, y}, width, STYLE_WALL_LEAD,
                           subtitle);
}

static void
draw_steps(const Cover *self, double y, double width)
{
    static const char *const STEPS[] = {"handout.cover.use_1", "handout.cover.use_2",
                                        "handout.cover.use_3", "handout.cover.use_4"};
    const TextStyle style = style_of(STYLE_WALL_BODY);
    const TextStyle digit = style_of(STYLE_WALL_HEADING);

    y = write_paragraph(self, ROLE_HEADING_2, (Point){G->left, y}, width, STYLE_WALL_HEADING,
                        texts_get(self->texts, "handout.cover.use")) +
        3;
    canvas_open(self->canvas, ROLE_LIST);
    for (size_t i = 0; i < G_N_ELEMENTS(STEPS); i++) {
        g_autofree char *label = g_strdup_printf("%zu", i + 1);
        canvas_open(self->canvas, ROLE_LIST_ITEM);
        canvas_open(self->canvas, ROLE_LIST_LABEL);
        canvas_text(self->canvas, (Point){G->left, y}, ALIGN_LEFT, &digit, label);
        canvas_close(self->canvas);
        canvas_open(self->canvas, ROLE_LIST_BODY);
        y = canvas_paragraph(self->canvas, (Point){G->left + STEP_INDENT, y}, width - STEP_INDENT,
                             &style, texts_get(self->texts, STEPS[i])) +
            4.2;
        canvas_close(self->canvas);
        canvas_close(self->canvas);
    }
    canvas_close(self->canvas);
}

static double
draw_hidden(const Cover *self, Point at, double width)
{
    const DisclosureRule *rule = &self->campaign->disclosure;
    g_autofree char *patients =
        number_text_integer(self->campaign->language, rule->minimum_patients);
    g_autofree char *peers = number_text_integer(self->campaign->language, rule->minimum_peers);
    g_autofree char *numbers =
        texts_format(self->texts, "handout.cover.hidden_numbers", "minimum", patients, NULL);
    g_autofree char *few =
        texts_format(self->texts, "handout.cover.hidden_peers", "minimum", peers, NULL);
    const char *const texts[] = {numbers, few, texts_get(self->texts, "handout.cover.hidden_use")};

    at.y = write_paragraph(self, ROLE_HEADING_2, at, width, STYLE_WALL_HEADING,
                           texts_get(self->texts, "handout.cover.hidden")) +
           1;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        at.y = write_paragraph(self, ROLE_PARAGRAPH, at, width, STYLE_LEAD, texts[i]) + 1.6;
    return at.y;
}

/* One line of the contents, its page at the right; returns the next baseline. */
static double
draw_entry(const Cover *self, Point at, double width, const char *label, int page)
{
    Typesetter *typesetter = canvas_typesetter(self->canvas);
    const double text_width = width - PAGE_COLUMN;
    const TextStyle style = style_fitting(typesetter, STYLE_BODY, label, text_width, 2, 2.3);
    g_autofree char *digits = number_text_integer(self->campaign->language, page);

    canvas_open(self->canvas, ROLE_LIST_ITEM);
    canvas_open(self->canvas, ROLE_LIST_BODY);
    const double next = canvas_paragraph(self->canvas, at, text_width, &style, label);
    canvas_text(self->canvas, (Point){at.x + width, next - style.leading_mm}, ALIGN_RIGHT, &style,
                digits);
    canvas_close(self->canvas);
    canvas_close(self->canvas);
    return next + 0.6;
}

static void
draw_contents(const Cover *self, const GArray *plan, Point at, double width, double bottom)
{
    const TextStyle note = style_of(STYLE_NOTE);
    guint i = 0;

    if (plan->len == 0)
        return;
    at.y = write_paragraph(self, ROLE_HEADING_2, at, width, STYLE_WALL_HEADING,
                           texts_get(self->texts, "handout.cover.contents"));
    canvas_open(self->canvas, ROLE_LIST);
    for (; i < plan->len && (at.y + 8 < bottom || (i + 1 == plan->len && at.y + 4 < bottom)); i++) {
        const HandoutSection *section = &g_array_index(plan, HandoutSection, i);
        g_autofree char *title = handout_section_title(self->frame->context, section);
        at.y = draw_entry(self, at, width, title, section->page);
    }
    canvas_close(self->canvas);
    if (i < plan->len) {
        g_autofree char *more =
            phrase_count(self->texts, (int64_t)(plan->len - i), "handout.cover.contents_more_one",
                         "handout.cover.contents_more_many");
        canvas_open(self->canvas, ROLE_PARAGRAPH);
        canvas_text(self->canvas, at, ALIGN_LEFT, &note, more);
        canvas_close(self->canvas);
    }
}

void
handout_cover_draw(Frame *frame, size_t group, const GArray *plan)
{
    const Cover self = {.frame = frame,
                        .canvas = frame->canvas,
                        .texts = frame->context->texts,
                        .campaign = results_campaign(frame->context->results),
                        .group = group};
    const Rect panel = {G->right - PANEL_WIDTH, G->head_rule + 8, PANEL_WIDTH,
                        G->bottom - G->head_rule - 8};
    const double width = panel.x - PANEL_GAP - G->left;
    const double inner = panel.width - 2 * PANEL_PADDING;

    frame_begin_page(frame, texts_get(self.texts, "handout.cover.outline"),
                     texts_get(self.texts, "handout.cover.kicker"));
    draw_steps(&self, draw_title(&self, width) + 12, width);

    canvas_open(self.canvas, ROLE_ARTIFACT);
    canvas_rect(self.canvas, panel, &PANEL, NULL);
    canvas_close(self.canvas);
    Point at = {panel.x + PANEL_PADDING, panel.y + PANEL_PADDING + 4};
    at.y = draw_hidden(&self, at, inner) + 7;
    draw_contents(&self, plan, at, inner, panel.y + panel.height - PANEL_PADDING);
}
