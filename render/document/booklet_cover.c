#include "engine/words/words.h"
#include "render/document/booklet_parts.h"
#include "render/document/own_number.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define MARK_WIDTH 9.0
#define PART_GAP 11.0
#define LEAST_GAP 7.0
#define ROW_BEST 9.4
#define NUMBERS_ROOM 66.0 /* of all rows together */

/* Beyond that many, each page bears its own number and the cover says so. */
#define MOST_NUMBERS 12
#define FEW_NUMBERS 6

static const FrameGeometry *const G = &FRAME_PORTRAIT;

typedef struct {
    Frame *frame;
    Canvas *canvas;
    const Texts *texts;
    const Campaign *campaign;
    size_t doctor;
    double gap; /* above a heading; smaller when there are many numbers */
    double y;   /* next baseline */
} Cover;

static double
width(void)
{
    return G->right - G->left;
}

static void
write_paragraph(Cover *self, Role role, StyleName name, double left, const char *text)
{
    const TextStyle style = style_of(name);
    canvas_open(self->canvas, role);
    self->y = canvas_paragraph(self->canvas, (Point){left, self->y}, G->right - left, &style, text);
    canvas_close(self->canvas);
}

static void
write_heading(Cover *self, const char *key)
{
    self->y += self->gap;
    write_paragraph(self, ROLE_HEADING_2, STYLE_HEADING, G->left, texts_get(self->texts, key));
    self->y += 1.5;
}

/* --- who --- */

static void
draw_title(Cover *self)
{
    Typesetter *typesetter = canvas_typesetter(self->canvas);
    g_autofree char *title = phrase_data(self->texts, self->campaign->title);
    const TextStyle style = style_fitting(typesetter, STYLE_COVER, title, width(), 2, 6.0);

    self->y = 46;
    canvas_open(self->canvas, ROLE_HEADING_1);
    self->y = canvas_paragraph(self->canvas, (Point){G->left, self->y}, width(), &style, title);
    canvas_close(self->canvas);
    self->y -= style.leading_mm - 11;
}

static void
draw_who(Cover *self)
{
    const Results *results = self->frame->context->results;
    const ResultDoctor *who = results_doctor(results, self->doctor);
    const char *label = results_group(results, (size_t)who->group)->label;
    g_autofree char *period = period_text(self->campaign->language, self->campaign->last);
    g_autofree char *name = phrase_name(self->texts, who->letter);
    g_autofree char *group = phrase_data(self->texts, label);

    write_paragraph(self, ROLE_PARAGRAPH, STYLE_LEAD, G->left, period);
    self->y += 7;
    if (name != NULL)
        write_paragraph(self, ROLE_PARAGRAPH, STYLE_COVER_LEAD, G->left, name);
    write_paragraph(self, ROLE_PARAGRAPH, STYLE_LEAD, G->left, group);
}

/* --- the numbers --- */

static void
draw_numbers(Cover *self)
{
    static const char *const EXPLAIN[] = {
        [NUMBERING_BY_THEME] = "booklet.cover.numbers_theme",
        [NUMBERING_BY_EDITION] = "booklet.cover.numbers_edition",
        [NUMBERING_BY_INDICATOR] = "booklet.cover.numbers_indicator",
    };
    const Results *results = self->frame->context->results;
    const size_t n = own_number_count(self->campaign);

    if (n == 0)
        return;
    write_heading(self, n == 1 ? "booklet.cover.number" : "booklet.cover.numbers");
    self->y -= 3;
    if (n <= MOST_NUMBERS) {
        const double height = MIN(ROW_BEST, NUMBERS_ROOM / (double)MAX(n, 1));
        canvas_open(self->canvas, ROLE_TABLE);
        for (size_t i = 0; i < self->campaign->n_indicators; i++) {
            if (!own_number_starts(self->campaign, i))
                continue;
            g_autofree char *label = own_number_label(self->frame->context, i);
            own_number_draw(self->canvas, self->texts, (Rect){G->left, self->y, width(), height},
                            label, results_number(results, self->doctor, i));
            self->y += height;
        }
        canvas_close(self->canvas);
    }
    self->y += 4.6;
    write_paragraph(self, ROLE_PARAGRAPH, STYLE_NOTE, G->left,
                    texts_get(self->texts, EXPLAIN[self->campaign->numbering]));
}

/* --- how to read --- */

static void
mark_own(Canvas *canvas, Point at)
{
    const Stroke interval = {.colour = INK, .width_mm = 0.9};
    canvas_line(canvas, (Point){at.x - 3, at.y}, (Point){at.x + 3, at.y}, &interval);
    canvas_diamond(canvas, at, 1.7, INK);
}

static void
mark_peer(Canvas *canvas, Point at)
{
    const Stroke outline = {.colour = INK, .width_mm = 0.4};
    canvas_circle(canvas, at, 1.35, &PAPER, &outline);
}

static void
mark_enrolled(Canvas *canvas, Point at)
{
    const Stroke stroke = {.colour = ENROLLED, .width_mm = 0.6};
    canvas_line(canvas, (Point){at.x, at.y - 2}, (Point){at.x, at.y + 2}, &stroke);
}

static void
mark_control(Canvas *canvas, Point at)
{
    const Stroke stroke = {.colour = CONTROL, .width_mm = 0.6, .dash = DASH_DASHED};
    canvas_line(canvas, (Point){at.x, at.y - 2}, (Point){at.x, at.y + 2}, &stroke);
}

static void
mark_band(Canvas *canvas, Point at)
{
    canvas_rect(canvas, (Rect){at.x - 3.2, at.y - 1.4, 6.4, 2.8}, &ENROLLED_PALE, NULL);
    canvas_rect(canvas, (Rect){at.x - 1.6, at.y - 1.4, 3.2, 2.8}, &ENROLLED_MID, NULL);
}

static void
draw_reading(Cover *self)
{
    static const struct {
        void (*mark)(Canvas *canvas, Point at);
        const char *key;
        int comparator; /* that it is about, or -1 */
    } LINES[] = {
        {mark_own, "booklet.cover.read_own", -1},
        {mark_peer, "booklet.cover.read_peer", -1},
        {mark_enrolled, "booklet.cover.read_enrolled", COMPARATOR_ENROLLED},
        {mark_control, "booklet.cover.read_control", COMPARATOR_CONTROL},
        {mark_band, "booklet.cover.read_band", COMPARATOR_ENROLLED},
    };

    write_heading(self, "booklet.cover.reading");
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
        if (LINES[i].comparator >= 0 && !self->campaign->comparators[LINES[i].comparator])
            continue;
        canvas_open(self->canvas, ROLE_ARTIFACT);
        LINES[i].mark(self->canvas, (Point){G->left + 3.2, self->y - 1.05});
        canvas_close(self->canvas);
        write_paragraph(self, ROLE_PARAGRAPH, STYLE_BODY, G->left + MARK_WIDTH,
                        texts_get(self->texts, LINES[i].key));
        self->y += 1.4;
    }
}

static void
draw_confidence(Cover *self)
{
    static const char *const KEYS[] = {"booklet.cover.confidence_own",
                                       "booklet.cover.confidence_peers",
                                       "booklet.cover.confidence_use"};
    write_heading(self, "booklet.cover.confidence");
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        write_paragraph(self, ROLE_PARAGRAPH, STYLE_BODY, G->left, texts_get(self->texts, KEYS[i]));
        self->y += 1.4;
    }
}

void
booklet_cover_draw(Frame *frame, size_t doctor)
{
    Cover self = {.frame = frame,
                  .canvas = frame->canvas,
                  .texts = frame->context->texts,
                  .campaign = results_campaign(frame->context->results),
                  .doctor = doctor};
    self.gap = own_number_count(self.campaign) > FEW_NUMBERS ? LEAST_GAP : PART_GAP;

    frame_begin_page(frame, texts_get(self.texts, "booklet.cover.outline"),
                     texts_get(self.texts, "booklet.cover.personal"));
    draw_title(&self);
    draw_who(&self);
    draw_numbers(&self);
    draw_reading(&self);
    draw_confidence(&self);
    if (self.y > G->bottom + 6)
        canvas_fail(self.canvas, _("the cover needs %.1f mm more"), self.y - G->bottom);
}
