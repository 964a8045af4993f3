#include "render/document/handout_questions.h"

#include "render/document/indicator_words.h"
#include "render/document/phrase.h"
#include "render/document/style.h"
#include "render/document/topic.h"

#define PANEL_PADDING 5.0
#define LINE_PITCH 8.0
#define QUESTION_INDENT 6.0
#define QUESTION_GAP 2.0 /* under a question without lines */
#define MOST_QUESTIONS 3

GPtrArray *
handout_questions_of(const Texts *texts, const Theme *theme)
{
    static const char *const USUAL[MOST_QUESTIONS] = {
        "handout.question_default_1", "handout.question_default_2", "handout.question_default_3"};
    const Topic topic = {.texts = texts, .language = texts_language(texts), .theme = theme};
    const char *const *questions = topic_questions(&topic);
    GPtrArray *out = g_ptr_array_new_with_free_func(g_free);

    for (int i = 0; i < MOST_QUESTIONS; i++) {
        if (questions == NULL)
            g_ptr_array_add(out, g_strdup(texts_get(texts, USUAL[i])));
        else if (questions[i] == NULL)
            break;
        else
            g_ptr_array_add(out, phrase_data(texts, questions[i]));
    }
    return out;
}

/* A size at which all questions leave `below` under each. */
static TextStyle
question_style(Typesetter *typesetter, const GPtrArray *questions, double width, double height,
               double below, double *out_text_height)
{
    TextStyle style = style_of(STYLE_WALL_BODY);
    for (;;) {
        double text = 0;
        for (guint i = 0; i < questions->len; i++)
            text += typesetter_height(typesetter, &style, g_ptr_array_index(questions, i), width);
        *out_text_height = text;
        if (style.size_mm < 2.5 || text + below * questions->len <= height)
            return style;
        style.size_mm *= 0.95;
        style.leading_mm *= 0.95;
    }
}

static void
draw_question(Canvas *canvas, const TextStyle *style, Point *at, double width, const char *digits,
              const char *question)
{
    TextStyle strong = *style;
    strong.face = FACE_SEMIBOLD;

    canvas_open(canvas, ROLE_LIST_ITEM);
    canvas_open(canvas, ROLE_LIST_LABEL);
    canvas_text(canvas, *at, ALIGN_LEFT, &strong, digits);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_LIST_BODY);
    at->y =
        canvas_paragraph(canvas, (Point){at->x + QUESTION_INDENT, at->y}, width, style, question);
    canvas_close(canvas);
    canvas_close(canvas);
}

void
handout_questions_draw(Canvas *canvas, const Texts *texts, const Theme *theme, Rect panel,
                       int least_lines, int most_lines)
{
    const TextStyle heading = style_of(STYLE_WALL_HEADING);
    const double left = panel.x + PANEL_PADDING;
    const double width = panel.width - 2 * PANEL_PADDING;
    const double text_width = width - QUESTION_INDENT;
    const double top = panel.y + PANEL_PADDING + 12;
    const double room = panel.y + panel.height - PANEL_PADDING - top;
    g_autoptr(GPtrArray) questions = handout_questions_of(texts, theme);
    const double n = MAX(1, (double)questions->len);

    double text_height = 0;
    const TextStyle style =
        question_style(canvas_typesetter(canvas), questions, text_width, room,
                       least_lines > 0 ? 1.5 * LINE_PITCH : QUESTION_GAP, &text_height);
    const int lines =
        CLAMP((int)((room - text_height) / n / LINE_PITCH - 0.5), least_lines, most_lines);
    const double spare = MAX(0, room - text_height - n * LINE_PITCH * lines) / n;

    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_rect(canvas, panel, &PANEL, NULL);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_HEADING_2);
    canvas_text(canvas, (Point){left, panel.y + PANEL_PADDING + 4}, ALIGN_LEFT, &heading,
                texts_get(texts, "handout.page.questions"));
    canvas_close(canvas);

    Point at = {left, top + 1.5};
    g_autoptr(GArray) rules = g_array_new(FALSE, FALSE, sizeof(double));
    canvas_open(canvas, ROLE_LIST);
    for (guint i = 0; i < questions->len; i++) {
        g_autofree char *digits = g_strdup_printf("%u.", i + 1);
        draw_question(canvas, &style, &at, text_width, digits, g_ptr_array_index(questions, i));
        const double first = at.y - style.leading_mm + LINE_PITCH;
        g_array_append_val(rules, first);
        at.y += LINE_PITCH * lines + MIN(spare, 6);
    }
    canvas_close(canvas);
    for (guint i = 0; i < rules->len; i++)
        writing_lines_draw(canvas, (Rect){left, g_array_index(rules, double, i), width, 0}, lines,
                           LINE_PITCH);
}
