#include "render/document/indicator_words.h"

#include "render/document/phrase.h"
#include "render/document/style.h"
#include "render/page/number_text.h"

#define PADDING_MM 4.0
#define HEADING_MM 6.0 /* from the heading's baseline to the first paragraph's */
#define WRITING_MM 6.2
#define BETWEEN_MM 0.6

/* --- the box --- */

static void
add_questions(GPtrArray *advice, const Topic *topic)
{
    const char *const *questions = topic_questions(topic);
    if (questions == NULL || questions[0] == NULL) {
        g_ptr_array_add(advice,
                        g_strdup(texts_get(topic->texts, "booklet.indicator.question_default_1")));
        g_ptr_array_add(advice,
                        g_strdup(texts_get(topic->texts, "booklet.indicator.question_default_2")));
        return;
    }
    for (int i = 0; i < 2 && questions[i] != NULL; i++)
        g_ptr_array_add(advice, phrase_data(topic->texts, questions[i]));
}

GPtrArray *
indicator_advice(const Reading *reading)
{
    const Topic *topic = &reading->topic;
    GPtrArray *advice = g_ptr_array_new_with_free_func(g_free);

    g_autofree char *action = topic_sentence(topic, &topic->indicator->action);
    if (action[0] != '\0')
        g_ptr_array_add(advice, g_steal_pointer(&action));

    const MessageFacts facts = reading_message_facts(reading);
    char *target = message_target(&facts);
    if (target != NULL)
        g_ptr_array_add(advice, target);

    add_questions(advice, topic);
    return advice;
}

double
indicator_advice_height(Typesetter *typesetter, const GPtrArray *advice, double width,
                        int writing_lines)
{
    const TextStyle style = style_of(STYLE_BODY);
    double height = PADDING_MM + style_of(STYLE_HEADING).size_mm + HEADING_MM - style.leading_mm;

    for (guint i = 0; i < advice->len; i++)
        height += BETWEEN_MM + style.leading_mm * typesetter_n_lines(typesetter, &style,
                                                                     g_ptr_array_index(advice, i),
                                                                     width - 2 * PADDING_MM);
    return height + WRITING_MM * writing_lines + PADDING_MM;
}

void
writing_lines_draw(Canvas *canvas, Rect area, int n, double pitch)
{
    const Stroke stroke = {.colour = MUTED, .width_mm = 0.2, .dash = DASH_DOTTED};
    canvas_open(canvas, ROLE_ARTIFACT);
    for (int i = 0; i < n; i++) {
        const double y = area.y + i * pitch;
        canvas_line(canvas, (Point){area.x, y}, (Point){area.x + area.width, y}, &stroke);
    }
    canvas_close(canvas);
}

void
indicator_advice_draw(Canvas *canvas, const Texts *texts, const GPtrArray *advice, Rect area,
                      int writing_lines)
{
    const TextStyle heading = style_of(STYLE_HEADING);
    const TextStyle style = style_of(STYLE_BODY);
    const double width = area.width - 2 * PADDING_MM;
    Point at = {area.x + PADDING_MM, area.y + PADDING_MM + 0.8 * heading.size_mm};

    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_rect(canvas, area, &PANEL, NULL);
    canvas_close(canvas);

    canvas_open(canvas, ROLE_HEADING_2);
    canvas_text(canvas, at, ALIGN_LEFT, &heading, texts_get(texts, "booklet.indicator.further"));
    canvas_close(canvas);

    at.y += HEADING_MM;
    for (guint i = 0; i < advice->len; i++) {
        canvas_open(canvas, ROLE_PARAGRAPH);
        at.y = canvas_paragraph(canvas, at, width, &style, g_ptr_array_index(advice, i));
        canvas_close(canvas);
        at.y += BETWEEN_MM;
    }
    const double bottom = area.y + area.height - PADDING_MM;
    writing_lines_draw(canvas, (Rect){at.x, bottom - WRITING_MM * (writing_lines - 1), width, 0},
                       writing_lines, WRITING_MM);
}

/* --- the definition --- */

static void
append(GString *text, char *sentence)
{
    if (sentence[0] != '\0') {
        if (text->len > 0)
            g_string_append_c(text, ' ');
        g_string_append(text, sentence);
    }
    g_free(sentence);
}

static char *
dates_text(const Reading *reading)
{
    const Topic *topic = &reading->topic;
    const Period last = reading->campaign->last;
    g_autofree char *first_day =
        day_text(topic->language, period_window_first_day(last, topic->indicator->window_months));
    g_autofree char *last_day = day_text(topic->language, period_last_day(last));
    return texts_format(topic->texts, "booklet.indicator.dates", "first", first_day, "last",
                        last_day, NULL);
}

char *
indicator_definition(const Reading *reading)
{
    static const char *const EXPECTED[] = {
        [DIRECTION_NONE] = "booklet.indicator.expected_none",
        [DIRECTION_LOWER] = "booklet.indicator.expected_lower",
        [DIRECTION_HIGHER] = "booklet.indicator.expected_higher",
    };
    const Topic *topic = &reading->topic;
    const Indicator *indicator = topic->indicator;
    GString *text = g_string_new(NULL);

    append(text, topic_sentence(topic, &indicator->definition));
    append(text, dates_text(reading));
    append(text, g_strdup(texts_get(topic->texts, EXPECTED[indicator->direction])));
    append(text, g_strdup(texts_get(topic->texts, "booklet.indicator.pooled")));
    if (reading->own->signal != SIGNAL_NONE)
        append(text, g_strdup(texts_get(topic->texts, "booklet.indicator.chance")));

    g_autofree char *source = topic_text(topic, &indicator->source_title);
    if (source[0] != '\0')
        append(text,
               texts_format(topic->texts, "booklet.indicator.reference", "source", source, NULL));
    return g_string_free(text, FALSE);
}
