#include "render/document/separator.h"

#include "render/document/frame.h"
#include "render/document/phrase.h"
#include "render/document/recipients.h"
#include "render/page/number_text.h"

#define TOP 60.0

static const FrameGeometry *const G = &FRAME_PORTRAIT;

static double
draw_line(Frame *frame, Role role, StyleName name, double y, int most_lines, const char *text)
{
    const TextStyle style =
        style_fitting(frame->context->typesetter, name, text, frame_width(frame), most_lines, 1.7);
    canvas_open(frame->canvas, role);
    y = canvas_paragraph(frame->canvas, (Point){G->left, y}, frame_width(frame), &style, text);
    canvas_close(frame->canvas);
    return y;
}

static void
draw_who(Frame *frame, size_t doctor, int place, int n)
{
    const Texts *texts = frame->context->texts;
    const ResultDoctor *who = results_doctor(frame->context->results, doctor);
    const ResultGroup *group = results_group(frame->context->results, (size_t)who->group);
    g_autoptr(GPtrArray) lines = recipient_address(frame->context, doctor);
    g_autofree char *label = phrase_data(texts, group->label);
    g_autofree char *position = number_text_integer(texts_language(texts), place);
    g_autofree char *whole = number_text_integer(texts_language(texts), n);
    g_autofree char *order = texts_format(texts, "separator.place", "place", position, "n", whole,
                                          "file", who->token, NULL);

    double y = draw_line(frame, ROLE_HEADING_1, STYLE_COVER, TOP, 2, g_ptr_array_index(lines, 0));
    for (guint i = 1; i < lines->len; i++)
        y = draw_line(frame, ROLE_PARAGRAPH, STYLE_LEAD, y, 1, g_ptr_array_index(lines, i));
    y = draw_line(frame, ROLE_PARAGRAPH, STYLE_COVER_LEAD, y + 6, 2, label);
    y = draw_line(frame, ROLE_PARAGRAPH, STYLE_LEAD, y, 1, order);
    draw_line(frame, ROLE_PARAGRAPH, STYLE_BODY, y + 6, 2, texts_get(texts, "separator.use"));
}

Canvas *
separator_draw(const DocumentContext *context, size_t doctor, int place, int n)
{
    const Texts *texts = context->texts;
    const int group = results_doctor(context->results, doctor)->group;
    g_assert(group >= 0);

    Canvas *canvas = frame_canvas(context, PAPER_A4, texts_get(texts, "separator.subject"));
    g_auto(Frame) frame;
    frame_init(&frame, context, canvas, phrase_period_group(context, group),
               g_strdup(texts_get(texts, "frame.personal")), 1);
    frame_begin_page(&frame, NULL, texts_get(texts, "separator.kicker"));
    draw_who(&frame, doctor, place, n);
    return canvas;
}

GBytes *
separator_render(const DocumentContext *context, size_t doctor, int place, int n, GError **error)
{
    g_autoptr(Canvas) canvas = separator_draw(context, doctor, place, n);
    return canvas_to_pdf(canvas, error);
}
