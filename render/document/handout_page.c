#include <math.h>

#include "render/chart/dot_strip_drawing.h"
#include "render/document/chart_words.h"
#include "render/document/handout_lead.h"
#include "render/document/handout_parts.h"
#include "render/document/handout_questions.h"
#include "render/document/handout_regions.h"
#include "render/document/indicator_words.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define PANEL_WIDTH 76.0
#define PANEL_GAP 8.0
#define LINE_PITCH 8.0
#define MOST_LINES 12       /* under a question, where no funnel is beside */
#define MOST_BESIDE_BAND 14 /* circles on a slide; with more, they need the room of the band */
#define CROWDED 0.62        /* of the size of a slide's chart with more circles than that */
#define FUNNEL_HEIGHT 66.0
#define FUNNEL_GAP 6.0
#define BANDS_HEIGHT 78.0 /* of a chart without dots */

static const FrameGeometry *const G = &FRAME_LANDSCAPE;

typedef struct {
    Frame *frame;
    Canvas *canvas;
    const Texts *texts;
    const Campaign *campaign;
    size_t group, indicator;
    Topic topic;
    Peers *peers;
    const ComparatorFigure *figures[N_COMPARATORS]; /* NULL where the campaign does not ask */
    const ComparatorFigure *past;                   /* the group's, or NULL */
    bool on_slide;
} Page;

static void
page_clear(Page *self)
{
    peers_free(self->peers);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Page, page_clear)

static Page
page_of(Frame *frame, size_t group, size_t indicator)
{
    const Results *results = frame->context->results;
    const Campaign *campaign = results_campaign(results);
    Page self = {.frame = frame,
                 .canvas = frame->canvas,
                 .texts = frame->context->texts,
                 .campaign = campaign,
                 .group = group,
                 .indicator = indicator,
                 .topic = topic_of(frame->context, indicator),
                 .peers = peers_new(results, group, indicator, -1)};

    for (int kind = 0; kind < N_COMPARATORS; kind++)
        if (campaign->comparators[kind])
            self.figures[kind] = results_comparator(results, (ComparatorKind)kind, group, indicator,
                                                    campaign->history - 1);
    const int past = topic_past_period(&self.topic, campaign);
    if (past >= 0 && campaign->comparators[COMPARATOR_GROUP])
        self.past = results_comparator(results, COMPARATOR_GROUP, group, indicator, past);
    return self;
}

/* --- the chart --- */

typedef struct {
    const char *title_key, *one_key, *many_key;
} BandWords;

/* The strings of the band go to `words`, which owns them. */
static StripBand
band_of(const Page *self, ComparatorKind kind, const BandWords *keys, GPtrArray *words)
{
    const ComparatorFigure *figure = self->figures[kind];
    StripBand band = {NULL, NULL, NAN, NULL, NAN, NAN, NAN, NAN};
    if (figure == NULL)
        return band;

    band.title = texts_get(self->texts, keys->title_key);
    if (isnan(figure->value)) {
        band.subtitle = phrase_status(self->texts, figure->status);
        return band;
    }
    char *subtitle =
        phrase_count(self->texts, figure->practitioners, keys->one_key, keys->many_key);
    char *text = topic_value(&self->topic, figure->value);
    g_ptr_array_add(words, subtitle);
    g_ptr_array_add(words, text);
    return (StripBand){.title = band.title,
                       .subtitle = subtitle,
                       .value = figure->value,
                       .text = text,
                       .p10 = figure->p10,
                       .p25 = figure->p25,
                       .p75 = figure->p75,
                       .p90 = figure->p90};
}

static char *
group_text(const Page *self)
{
    const ComparatorFigure *figure = self->figures[COMPARATOR_GROUP];
    if (figure == NULL || isnan(figure->value))
        return NULL;
    g_autofree char *value = topic_value(&self->topic, figure->value);
    if (self->past == NULL || isnan(self->past->value))
        return texts_format(self->texts, "handout.page.group_value", "value", value, NULL);
    g_autofree char *past = topic_value(&self->topic, self->past->value);
    g_autofree char *ago = topic_ago(&self->topic);
    return texts_format(self->texts, "handout.page.group_value_ago", "value", value, "past", past,
                        "ago", ago, NULL);
}

static char *
numbers_text(const Page *self)
{
    const Peers *peers = self->peers;
    g_autofree char *low = phrase_points(self->texts, self->topic.indicator, &peers->points[0]);
    g_autofree char *high =
        phrase_points(self->texts, self->topic.indicator, &peers->points[peers->n_points - 1]);
    return texts_format(self->texts, "handout.page.alt_numbers", "low", low, "high", high, NULL);
}

/* The numbers from end to end, then the values of the group and of the others. */
static char *
chart_alt(const Page *self)
{
    static const char *const KEYS[] = {
        [COMPARATOR_ENROLLED] = "comparator.enrolled_short",
        [COMPARATOR_CONTROL] = "comparator.control_short",
    };
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    char *group = group_text(self);

    if (self->peers->n_points > 0)
        g_ptr_array_add(parts, numbers_text(self));
    if (group != NULL)
        g_ptr_array_add(parts, group);
    for (int kind = COMPARATOR_ENROLLED; kind <= COMPARATOR_CONTROL; kind++) {
        if (self->figures[kind] == NULL || isnan(self->figures[kind]->value))
            continue;
        g_autofree char *value = topic_value(&self->topic, self->figures[kind]->value);
        g_ptr_array_add(parts, texts_format(self->texts, KEYS[kind], "value", value, NULL));
    }
    g_autofree char *shown = chart_words_list(self->texts, parts);
    return texts_format(self->texts, "handout.page.alt", "shown", shown, NULL);
}

static StripDot *
dots_of(const Page *self, GPtrArray *words)
{
    StripDot *dots = g_new0(StripDot, self->peers->n_points);
    for (size_t i = 0; i < self->peers->n_points; i++) {
        char *label = number_text_integer(self->topic.language, self->peers->points[i].number);
        g_ptr_array_add(words, label);
        dots[i] = (StripDot){.value = self->peers->points[i].value, .label = label};
    }
    return dots;
}

static void
draw_chart(const Page *self, Rect area)
{
    static const BandWords ENROLLED_WORDS = {"handout.page.enrolled", "handout.page.doctors_one",
                                             "handout.page.doctors_many"};
    static const BandWords CONTROL_WORDS = {"handout.page.control", "handout.page.controls_one",
                                            "handout.page.controls_many"};
    const ComparatorFigure *group = self->figures[COMPARATOR_GROUP];
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_autofree StripDot *dots = dots_of(self, words);
    g_autofree char *text = group_text(self);
    g_autofree char *doctors =
        phrase_count(self->texts, (int64_t)self->peers->n_points, "handout.page.doctors_one",
                     "handout.page.doctors_many");
    const DotStrip data = {
        .unit = {self->topic.language, self->topic.indicator},
        .enrolled = band_of(self, COMPARATOR_ENROLLED, &ENROLLED_WORDS, words),
        .control = band_of(self, COMPARATOR_CONTROL, &CONTROL_WORDS, words),
        .title = texts_get(self->texts, "handout.page.group"),
        .subtitle = self->peers->n_points > 0 ? doctors : NULL,
        .value = text == NULL ? NAN : group->value,
        .text = text,
        .dots = dots,
        .n_dots = self->peers->n_points,
    };
    DotStrip slide = data;
    slide.control.title = NULL;
    if (slide.n_dots > MOST_BESIDE_BAND)
        slide.enrolled.title = NULL;
    slide.subtitle = slide.enrolled.subtitle = NULL;
    slide.value = self->peers->n_points > 0 ? data.value : NAN;
    g_autofree char *alt = chart_alt(self);
    dot_strip_draw(self->canvas, self->on_slide ? &slide : &data, area, alt);
}

/* Of what the chart draws. */
static bool
shows_something(const Page *self)
{
    bool shows = self->peers->n_points > 0;
    for (int kind = 0; kind <= COMPARATOR_CONTROL; kind++)
        shows = shows || (self->figures[kind] != NULL && !isnan(self->figures[kind]->value));
    return shows;
}

/* On a slide the values of all three stand above in words, and small types would not be read. */
void
handout_chart_draw(Frame *frame, size_t group, size_t indicator, Rect area, double zoom)
{
    g_auto(Page) self = page_of(frame, group, indicator);
    self.on_slide = true;
    if (!shows_something(&self))
        return;
    /* A large group has all its numbers shown, smaller, rather than some of them. */
    const double smaller = self.peers->n_points > MOST_BESIDE_BAND ? CROWDED : 1;
    canvas_set_zoom(self.canvas, zoom * smaller);
    draw_chart(&self, (Rect){area.x / smaller, area.y / smaller, area.width / smaller,
                             area.height / smaller});
    canvas_set_zoom(self.canvas, zoom);
}

/* --- the words --- */

static char *
notes_text(const Page *self)
{
    static const char *const EXPECTED[] = {
        [DIRECTION_NONE] = "booklet.indicator.expected_none",
        [DIRECTION_LOWER] = "booklet.indicator.expected_lower",
        [DIRECTION_HIGHER] = "booklet.indicator.expected_higher",
    };
    GString *notes = g_string_new(NULL);

    if (self->peers->n_hidden > 0) {
        g_autofree char *hidden =
            phrase_count(self->texts, (int64_t)self->peers->n_hidden, "handout.page.hidden_one",
                         "handout.page.hidden_many");
        g_string_append_printf(notes, "%s ", hidden);
    }
    if (self->peers->n_points > 0)
        g_string_append_printf(notes, "%s ", texts_get(self->texts, "handout.page.note_numbers"));
    const ComparatorFigure *enrolled = self->figures[COMPARATOR_ENROLLED];
    if (enrolled != NULL && !isnan(enrolled->p25))
        g_string_append_printf(notes, "%s ", texts_get(self->texts, "handout.page.bands"));
    g_string_append(notes, texts_get(self->texts, EXPECTED[self->topic.indicator->direction]));

    g_autofree char *definition = topic_sentence(&self->topic, &self->topic.indicator->definition);
    if (definition[0] != '\0')
        g_string_append_printf(notes, " %s", definition);
    return g_string_free(notes, FALSE);
}

/* Where there are no dots the chart is short, or not there, and what is left is for notes. */
static void
draw_left(const Page *self, Rect area)
{
    if (self->peers->n_points > 0) {
        draw_chart(self, area);
        return;
    }
    const double chart_height = shows_something(self) ? MIN(BANDS_HEIGHT, area.height) : 0;
    const TextStyle heading = style_of(STYLE_WALL_HEADING);
    const Point at = {area.x, area.y + chart_height + 11};
    const int lines = (int)((area.y + area.height - at.y) / LINE_PITCH);

    if (chart_height > 0)
        draw_chart(self, (Rect){area.x, area.y, area.width, chart_height});
    if (lines < 1)
        return;
    canvas_open(self->canvas, ROLE_HEADING_2);
    canvas_text(self->canvas, at, ALIGN_LEFT, &heading,
                texts_get(self->texts, "handout.page.notes"));
    canvas_close(self->canvas);
    writing_lines_draw(self->canvas, (Rect){at.x, at.y + LINE_PITCH, area.width, 0}, lines,
                       LINE_PITCH);
}

/* The group among the others, where there are limits of chance, then the questions: on the wall, both
 * are read beside the numbers; lines to write on are on the page of the decision. */
static void
draw_right(const Page *self, Rect area)
{
    const Theme *theme = self->topic.theme;
    if (!handout_funnel_is_there(self->frame->context, self->indicator)) {
        handout_questions_draw(self->canvas, self->texts, theme, area, 1, MOST_LINES);
        return;
    }
    const double taken = FUNNEL_HEIGHT + FUNNEL_GAP;
    handout_funnel_draw(self->frame, self->group, self->indicator,
                        (Rect){area.x, area.y, area.width, FUNNEL_HEIGHT});
    handout_questions_draw(self->canvas, self->texts, theme,
                           (Rect){area.x, area.y + taken, area.width, area.height - taken}, 0,
                           MOST_LINES);
}

void
handout_page_draw(Frame *frame, size_t group, size_t indicator)
{
    g_auto(Page) self = page_of(frame, group, indicator);
    Canvas *canvas = frame->canvas;
    Typesetter *typesetter = canvas_typesetter(canvas);
    const double chart_width = frame_width(frame) - PANEL_WIDTH - PANEL_GAP;
    const HandoutFacts facts = {.topic = &self.topic,
                                .peers = self.peers,
                                .group = self.figures[COMPARATOR_GROUP],
                                .past = self.past,
                                .enrolled = self.figures[COMPARATOR_ENROLLED]};
    g_autofree char *label = topic_label(&self.topic);
    g_autofree char *theme = topic_text(&self.topic, &self.topic.theme->label);
    g_autofree char *lead = handout_lead_text(&facts);
    g_autofree char *notes = notes_text(&self);

    frame_begin_page(frame, label, theme);
    const double title = frame_title(frame, STYLE_WALL_TITLE, label);

    const TextStyle lead_style = style_of(STYLE_WALL_LEAD);
    canvas_open(canvas, ROLE_PARAGRAPH);
    const double after_lead = canvas_paragraph(canvas, (Point){G->left, title + 8.5},
                                               frame_width(frame), &lead_style, lead);
    canvas_close(canvas);

    const double top = after_lead + 1;
    const TextStyle note_style =
        style_fitting(typesetter, STYLE_WALL_NOTE, notes, chart_width, 4, 2.1);
    const int note_lines = typesetter_n_lines(typesetter, &note_style, notes, chart_width);
    const double notes_y = G->bottom - note_style.leading_mm * (note_lines - 1) - 0.5;

    const double regions = handout_regions_height(frame->context, indicator);
    const double left_end = notes_y - note_style.leading_mm - 3;

    draw_left(&self, (Rect){G->left, top, chart_width, left_end - regions - top});
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_paragraph(canvas, (Point){G->left, notes_y}, chart_width, &note_style, notes);
    canvas_close(canvas);
    draw_right(&self, (Rect){G->right - PANEL_WIDTH, top, PANEL_WIDTH, G->bottom - top});
    /* Read last: a table behind the charts. */
    handout_regions_draw(frame, &self.topic, indicator,
                         (Rect){G->left, left_end - regions, chart_width, regions});
}
