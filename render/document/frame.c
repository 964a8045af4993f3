#include "render/document/frame.h"

#include "render/document/phrase.h"
#include "render/page/number_text.h"

const FrameGeometry FRAME_PORTRAIT = {
    .left = 16,
    .right = 194,
    .head_baseline = 17,
    .head_rule = 19.2,
    .top = 28.3,
    .bottom = 273,
    .foot_rule = 276.6,
    .foot_baseline = 281,
};
const FrameGeometry FRAME_LANDSCAPE = {
    .left = 14,
    .right = 283,
    .head_baseline = 15,
    .head_rule = 17.6,
    .top = 29,
    .bottom = 193,
    .foot_rule = 197,
    .foot_baseline = 201.6,
};

void
frame_init(Frame *self, const DocumentContext *context, Canvas *canvas, char *running, char *footer,
           int n_pages)
{
    const PaperSize paper = canvas_paper(canvas);
    *self = (Frame){
        .context = context,
        .canvas = canvas,
        .geometry = paper.width_mm > paper.height_mm ? FRAME_LANDSCAPE : FRAME_PORTRAIT,
        .running = running,
        .footer = footer,
        .n_pages = n_pages,
    };
}

void
frame_clear(Frame *self)
{
    g_free(self->running);
    g_free(self->footer);
}

Canvas *
frame_canvas(const DocumentContext *context, PaperSize paper, const char *subject)
{
    return frame_canvas_of(results_campaign(context->results), context->typesetter, paper, subject);
}

Canvas *
frame_canvas_of(const Campaign *campaign, Typesetter *typesetter, PaperSize paper,
                const char *subject)
{
    const Day created =
        campaign->received_to != DAY_NONE ? campaign->received_to : campaign->data_to;
    g_autofree char *day = day_to_string(created);
    g_autofree char *stamp = g_strconcat(day, "T00:00:00Z", NULL);

    /* The title names the edition and never the reader: it shows in windows and in file lists. */
    const DocumentInfo info = {
        .title = campaign->title,
        .author = campaign->region_label,
        .subject = subject,
        .language = campaign->language == LANGUAGE_FR ? "fr-FR" : "en-GB",
        .created = stamp,
    };
    return canvas_new(typesetter, paper, &info);
}

double
frame_width(const Frame *self)
{
    return self->geometry.right - self->geometry.left;
}

static void
draw_head(Frame *self, const char *kicker)
{
    const FrameGeometry *g = &self->geometry;
    Typesetter *typesetter = self->context->typesetter;
    const double gap = 8;
    g_autofree char *capitals = phrase_upper(kicker);

    /* Whichever is long gives way: the kicker to two thirds of the line at most. */
    const TextStyle left =
        style_fitting(typesetter, STYLE_KICKER, capitals, 0.6 * frame_width(self), 1, 1.7);
    const double rest = frame_width(self) - gap - typesetter_width(typesetter, &left, capitals);
    const TextStyle right = style_fitting(typesetter, STYLE_RUNNING, self->running, rest, 1, 1.7);

    canvas_text(self->canvas, (Point){g->left, g->head_baseline}, ALIGN_LEFT, &left, capitals);
    /* What is too long all the same stands on a line of its own, above. */
    const bool apart = typesetter_width(typesetter, &right, self->running) > rest;
    canvas_text_within(self->canvas,
                       (Point){g->right, g->head_baseline - (apart ? right.leading_mm * 1.6 : 0)},
                       ALIGN_RIGHT, apart ? frame_width(self) : rest, &right, self->running);
    const Stroke rule = {.colour = INK, .width_mm = 0.35};
    canvas_line(self->canvas, (Point){g->left, g->head_rule}, (Point){g->right, g->head_rule},
                &rule);
}

static void
draw_foot(Frame *self)
{
    const FrameGeometry *g = &self->geometry;
    const double number_width = 18;
    const TextStyle style = style_of(STYLE_FOOTER);
    const Language language = texts_language(self->context->texts);
    g_autofree char *page = number_text_integer(language, canvas_n_pages(self->canvas));
    g_autofree char *pages = number_text_integer(language, self->n_pages);
    g_autofree char *number =
        texts_format(self->context->texts, "frame.page", "page", page, "pages", pages, NULL);

    const Stroke rule = {.colour = MUTED, .width_mm = 0.2};
    canvas_line(self->canvas, (Point){g->left, g->foot_rule}, (Point){g->right, g->foot_rule},
                &rule);
    canvas_paragraph(self->canvas, (Point){g->left, g->foot_baseline},
                     frame_width(self) - number_width, &style, self->footer);
    canvas_text(self->canvas, (Point){g->right, g->foot_baseline}, ALIGN_RIGHT, &style, number);
}

void
frame_begin_page(Frame *self, const char *outline, const char *kicker)
{
    canvas_begin_page(self->canvas, outline);
    canvas_open(self->canvas, ROLE_ARTIFACT);
    draw_head(self, kicker);
    draw_foot(self);
    canvas_close(self->canvas);
}

double
frame_title(Frame *self, StyleName name, const char *title)
{
    const FrameGeometry *g = &self->geometry;
    const TextStyle style =
        style_fitting(self->context->typesetter, name, title, frame_width(self), 2, 4.4);

    canvas_open(self->canvas, ROLE_HEADING_1);
    const double next =
        canvas_paragraph(self->canvas, (Point){g->left, g->top}, frame_width(self), &style, title);
    canvas_close(self->canvas);
    return next - style.leading_mm;
}
