#include "render/document/handout_slides.h"

#include <math.h>

#include "render/document/handout_parts.h"
#include "render/document/handout_questions.h"
#include "render/document/phrase.h"
#include "render/document/topic.h"

/* Slides are laid out at less than half their size, so that the charts of the paper edition have
 * types that are read across a room: 4.05 mm here are 24 pt on the slide. */
#define ZOOM 2.1
#define WIDTH_MM (40.0 / 3 * 25.4 / ZOOM)
#define HEIGHT_MM (7.5 * 25.4 / ZOOM)
#define MARGIN 8.0
#define FOOT_MM 4.0 /* below the last line, as far as a printer needs */
#define LEAST_MM 4.05
#define SMALLEST_MM 1.8
#define TITLE_MM 6.6
#define CONTENT_MM (WIDTH_MM - 2 * MARGIN)
#define CHANGES_A_SLIDE 5

typedef struct {
    Frame frame; /* its head and foot are not drawn: they would be small */
    Canvas *canvas;
    const Texts *texts;
    const Campaign *campaign;
    size_t group;
} Slides;

static TextStyle
type(Face face, double size_mm, Colour colour)
{
    return (TextStyle){
        .face = face, .size_mm = size_mm, .leading_mm = 1.3 * size_mm, .colour = colour};
}

/* `style` made smaller until the text takes `most_lines`: only a text as long as a sentence comes below
 * what is read from the back, and nothing is cut. */
static TextStyle
fitted(const Slides *self, TextStyle style, const char *text, double width, int most_lines)
{
    Typesetter *typesetter = canvas_typesetter(self->canvas);
    while (style.size_mm > SMALLEST_MM &&
           (typesetter_n_lines(typesetter, &style, text, width) > most_lines ||
            typesetter_excess(typesetter, &style, text, width) > 0)) {
        style.size_mm *= 0.95;
        style.leading_mm *= 0.95;
    }
    return style;
}

/* Starts a slide; returns the baseline below its title. */
static double
begin_slide(const Slides *self, const char *title)
{
    TextStyle style = fitted(self, type(FACE_BOLD, TITLE_MM, INK), title, CONTENT_MM, 2);
    const double top = MARGIN + 5;

    canvas_begin_page(self->canvas, title);
    canvas_open(self->canvas, ROLE_ARTIFACT);
    canvas_rect(self->canvas, (Rect){0, 0, WIDTH_MM, 2}, &ENROLLED, NULL);
    canvas_close(self->canvas);
    canvas_open(self->canvas, ROLE_HEADING_1);
    const double next =
        canvas_paragraph(self->canvas, (Point){MARGIN, top}, CONTENT_MM, &style, title);
    canvas_close(self->canvas);
    return next - style.leading_mm;
}

static double
write_line(const Slides *self, Role role, Point at, const TextStyle *style, const char *text)
{
    canvas_open(self->canvas, role);
    const double next = canvas_paragraph(self->canvas, at, WIDTH_MM - MARGIN - at.x, style, text);
    canvas_close(self->canvas);
    return next;
}

/* --- the slides --- */

static void
draw_title(const Slides *self)
{
    const ResultGroup *group = results_group(self->frame.context->results, self->group);
    g_autofree char *label = phrase_data(self->texts, group->label);
    g_autofree char *edition = phrase_data(self->texts, self->campaign->title);
    g_autofree char *line = phrase_period_group(self->frame.context, -1);
    TextStyle large = fitted(self, type(FACE_BOLD, 11, INK), label, CONTENT_MM, 2);
    const TextStyle lead = type(FACE_REGULAR, 5, INK), note = type(FACE_REGULAR, LEAST_MM, MUTED);

    canvas_begin_page(self->canvas, label);
    canvas_open(self->canvas, ROLE_ARTIFACT);
    canvas_rect(self->canvas, (Rect){0, 0, 4, HEIGHT_MM}, &ENROLLED, NULL);
    canvas_close(self->canvas);
    double y = write_line(self, ROLE_HEADING_1, (Point){MARGIN + 4, 32}, &large, label);
    y = write_line(self, ROLE_PARAGRAPH, (Point){MARGIN + 4, y}, &lead, edition);
    y = write_line(self, ROLE_PARAGRAPH, (Point){MARGIN + 4, y}, &lead, line);
    write_line(self, ROLE_PARAGRAPH, (Point){MARGIN + 4, fmax(y + 4, HEIGHT_MM - 14)}, &note,
               texts_get(self->texts, "handout.slides.numbers"));
}

/* The values of the three comparators in a row. Returns the baseline below. */
static double
draw_comparators(const Slides *self, size_t indicator, double y)
{
    static const struct {
        const char *key;
        const Colour *colour;
    } KINDS[] = {
        [COMPARATOR_GROUP] = {"handout.slides.group", &INK},
        [COMPARATOR_ENROLLED] = {"handout.slides.enrolled", &ENROLLED},
        [COMPARATOR_CONTROL] = {"handout.slides.control", &CONTROL},
    };
    const Topic topic = topic_of(self->frame.context, indicator);
    const double width = CONTENT_MM / 3;
    bool any = false;

    for (int kind = COMPARATOR_GROUP; kind <= COMPARATOR_CONTROL; kind++) {
        if (!self->campaign->comparators[kind])
            continue;
        const ComparatorFigure *figure =
            results_comparator(self->frame.context->results, (ComparatorKind)kind, self->group,
                               indicator, self->campaign->history - 1);
        g_autofree char *value = isnan(figure->value)
                                     ? g_strdup(phrase_status(self->texts, figure->status))
                                     : topic_value(&topic, figure->value);
        const Point at = {MARGIN + width * kind, y};
        const TextStyle name = type(FACE_REGULAR, LEAST_MM, *KINDS[kind].colour);
        TextStyle large = type(FACE_BOLD, 6.4, *KINDS[kind].colour);
        large = fitted(self, large, value, width - 3, 1);
        canvas_open(self->canvas, ROLE_PARAGRAPH);
        canvas_text(self->canvas, at, ALIGN_LEFT, &name, texts_get(self->texts, KINDS[kind].key));
        canvas_paragraph(self->canvas, (Point){at.x, y + 7.2}, width - 3, &large, value);
        canvas_close(self->canvas);
        any = true;
    }
    return any ? y + 7.2 : y;
}

static void
draw_indicator(Slides *self, size_t indicator)
{
    const Topic topic = topic_of(self->frame.context, indicator);
    g_autofree char *label = topic_label(&topic);
    const double below = draw_comparators(self, indicator, begin_slide(self, label) + 7.5) + 4;
    handout_chart_draw(&self->frame, self->group, indicator,
                       (Rect){MARGIN, below, CONTENT_MM, HEIGHT_MM - FOOT_MM - below}, ZOOM);
}

/* "Fluoroquinolones : 14 %, contre 15 % il y a un an", or NULL. */
static char *
change_text(const Slides *self, size_t indicator)
{
    const Results *results = self->frame.context->results;
    const Topic topic = topic_of(self->frame.context, indicator);
    const int past = topic_past_period(&topic, self->campaign);
    if (past < 0 || !self->campaign->comparators[COMPARATOR_GROUP])
        return NULL;
    const ComparatorFigure *now = results_comparator(results, COMPARATOR_GROUP, self->group,
                                                     indicator, self->campaign->history - 1);
    const ComparatorFigure *before =
        results_comparator(results, COMPARATOR_GROUP, self->group, indicator, past);
    if (isnan(now->value) || isnan(before->value))
        return NULL;
    g_autofree char *label = topic_label(&topic);
    g_autofree char *value = topic_value(&topic, now->value);
    g_autofree char *old = topic_value(&topic, before->value);
    g_autofree char *ago = topic_ago(&topic);
    return texts_format(self->texts, "handout.slides.change", "label", label, "value", value,
                        "past", old, "ago", ago, NULL);
}

static void
draw_changes(const Slides *self)
{
    const TextStyle style = type(FACE_REGULAR, LEAST_MM, INK);
    double y = 0;
    int n = 0;
    for (size_t i = 0; i < self->campaign->n_indicators; i++) {
        g_autofree char *text = change_text(self, i);
        if (text == NULL)
            continue;
        if (n++ % CHANGES_A_SLIDE == 0)
            y = begin_slide(self, texts_get(self->texts, "handout.slides.changes")) + 11;
        const int lines =
            typesetter_n_lines(canvas_typesetter(self->canvas), &style, text, CONTENT_MM);
        TextStyle own = style;
        if (lines > 3) { /* a label as long as a sentence */
            own.size_mm *= 3.0 / lines;
            own.leading_mm *= 3.0 / lines;
        }
        y = write_line(self, ROLE_PARAGRAPH, (Point){MARGIN, y}, &own, text) + 1.2;
    }
}

static void
draw_list(const Slides *self, const char *title, const GPtrArray *items)
{
    const double first = begin_slide(self, title) + 11, left = MARGIN + 8;
    TextStyle style = type(FACE_REGULAR, 5.4, INK);
    for (;;) {
        double height = 0;
        for (guint i = 0; i < items->len; i++)
            height += typesetter_height(canvas_typesetter(self->canvas), &style,
                                        g_ptr_array_index(items, i), WIDTH_MM - MARGIN - left) +
                      2.6;
        if (first + height < HEIGHT_MM - FOOT_MM || style.size_mm < 2)
            break;
        style.size_mm *= 0.95;
        style.leading_mm *= 0.95;
    }

    double y = first;
    canvas_open(self->canvas, ROLE_LIST);
    for (guint i = 0; i < items->len; i++) {
        g_autofree char *digits = g_strdup_printf("%u.", i + 1);
        canvas_open(self->canvas, ROLE_LIST_ITEM);
        canvas_open(self->canvas, ROLE_LIST_LABEL);
        canvas_text(self->canvas, (Point){MARGIN, y}, ALIGN_LEFT, &style, digits);
        canvas_close(self->canvas);
        y = write_line(self, ROLE_LIST_BODY, (Point){left, y}, &style,
                       g_ptr_array_index(items, i)) +
            2.6;
        canvas_close(self->canvas);
    }
    canvas_close(self->canvas);
}

static void
draw_decision(const Slides *self)
{
    static const char *const FIELDS[] = {"handout.decision.what", "handout.decision.who",
                                         "handout.decision.when", "handout.decision.measure"};
    g_autoptr(GPtrArray) items = g_ptr_array_new();
    for (size_t i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        g_ptr_array_add(items, (gpointer)(guintptr)texts_get(self->texts, FIELDS[i]));
    draw_list(self, texts_get(self->texts, "handout.slides.decision"), items);
}

static void
draw_theme(Slides *self, size_t theme)
{
    const Theme *entry = self->campaign->themes[theme];
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        if (self->campaign->indicators[i].theme_index == theme)
            draw_indicator(self, i);
    g_autoptr(GPtrArray) questions = handout_questions_of(self->texts, entry);
    draw_list(self, texts_get(self->texts, "handout.page.questions"), questions);
}

Canvas *
slides_draw(const DocumentContext *context, size_t group)
{
    Canvas *canvas =
        frame_canvas(context, PAPER_SLIDE, texts_get(context->texts, "handout.slides.subject"));
    Slides self = {.canvas = canvas,
                   .texts = context->texts,
                   .campaign = results_campaign(context->results),
                   .group = group};
    canvas_set_zoom(canvas, ZOOM);
    frame_init(&self.frame, context, canvas, NULL, NULL, 1);
    draw_title(&self);
    draw_changes(&self);
    for (size_t t = 0; t < self.campaign->n_themes; t++)
        draw_theme(&self, t);
    draw_decision(&self);
    frame_clear(&self.frame);
    return canvas;
}

GBytes *
slides_render(const DocumentContext *context, size_t group, GError **error)
{
    g_autoptr(Canvas) canvas = slides_draw(context, group);
    return canvas_to_pdf(canvas, error);
}
