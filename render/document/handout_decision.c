/* The page that the group leaves with: what it discussed, and what it decides to try. */
#include "render/document/handout_parts.h"
#include "render/document/handout_questions.h"
#include "render/document/indicator_words.h"
#include "render/document/phrase.h"

#define COLUMN_GAP 12.0
#define LINE_PITCH 8.0
#define MOST_LINES 12 /* under a question */
#define N_FIELDS 4

static const FrameGeometry *const G = &FRAME_LANDSCAPE;

/* The fields share the height by how much there is to write. */
static const struct {
    const char *label, *hint;
    int share;
} FIELDS[N_FIELDS] = {
    {"handout.decision.what", "handout.decision.what_hint", 3},
    {"handout.decision.who", "handout.decision.who_hint", 2},
    {"handout.decision.when", "handout.decision.when_hint", 1},
    {"handout.decision.measure", "handout.decision.measure_hint", 2},
};

/* A label, what is meant by it, and lines; returns the next baseline. */
static double
draw_field(const Frame *frame, Rect area, const char *label, const char *hint)
{
    Canvas *canvas = frame->canvas;
    const TextStyle strong = style_of(STYLE_WALL_HEADING), note = style_of(STYLE_LEAD);
    const int lines = MAX(1, (int)((area.height - 22) / LINE_PITCH) + 1);

    canvas_open(canvas, ROLE_HEADING_3);
    canvas_text(canvas, (Point){area.x, area.y}, ALIGN_LEFT, &strong, label);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_paragraph(canvas, (Point){area.x, area.y + 5.4}, area.width, &note, hint);
    canvas_close(canvas);
    writing_lines_draw(canvas, (Rect){area.x, area.y + 14, area.width, 0}, lines, LINE_PITCH);
    return area.y + area.height;
}

static void
draw_fields(const Frame *frame, Rect area)
{
    const Texts *texts = frame->context->texts;
    const TextStyle heading = style_of(STYLE_WALL_HEADING);
    int shares = 0;
    for (int i = 0; i < N_FIELDS; i++)
        shares += FIELDS[i].share;

    canvas_open(frame->canvas, ROLE_HEADING_2);
    canvas_text(frame->canvas, (Point){area.x, area.y + 9}, ALIGN_LEFT, &heading,
                texts_get(texts, "handout.decision.fields"));
    canvas_close(frame->canvas);
    /* Each field has its two lines of text; what is left is shared. */
    const double top = area.y + 19, own = 18;
    const double spare = area.y + area.height - top - N_FIELDS * own;
    double y = top;
    for (int i = 0; i < N_FIELDS; i++)
        y = draw_field(frame, (Rect){area.x, y, area.width, own + spare * FIELDS[i].share / shares},
                       texts_get(texts, FIELDS[i].label), texts_get(texts, FIELDS[i].hint));
}

void
handout_decision_draw(Frame *frame, size_t index)
{
    const Texts *texts = frame->context->texts;
    const Theme *theme = results_campaign(frame->context->results)->themes[index];
    const double width = (frame_width(frame) - COLUMN_GAP) / 2;
    const TextStyle lead = style_of(STYLE_WALL_LEAD);
    g_autofree char *label = phrase_data(texts, local_text(&theme->label, texts_language(texts)));
    g_autofree char *title = texts_format(texts, "handout.decision.title", "theme", label, NULL);

    frame_begin_page(frame, title, label);
    const double baseline = frame_title(frame, STYLE_WALL_TITLE, title) + 8.5;
    canvas_open(frame->canvas, ROLE_PARAGRAPH);
    const double next =
        canvas_paragraph(frame->canvas, (Point){G->left, baseline}, frame_width(frame), &lead,
                         texts_get(texts, "handout.decision.lead"));
    canvas_close(frame->canvas);
    const Rect left = {G->left, next, width, G->bottom - next};
    handout_questions_draw(frame->canvas, texts, theme, left, 1, MOST_LINES);
    draw_fields(frame, (Rect){G->right - width, next, width, G->bottom - next});
}
