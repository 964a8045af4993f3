/* The blocks of a cover. Each writes downwards from the top of its box; how high it is, is found by
 * writing it where nobody sees it. */
#include "render/document/block.h"
#include "render/document/frame.h"
#include "render/document/own_number.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define MARK_WIDTH 9.0
#define HEADING_GAP 1.5 /* below a heading */
#define LINE_GAP 1.4    /* below a paragraph */
#define ROW_BEST 9.4
#define NUMBERS_ROOM 66.0 /* of all rows together */

/* Beyond that many, each page bears its own number and the cover says so. */
#define MOST_NUMBERS 12

typedef struct {
    const BlockSubject *subject;
    Canvas *canvas;
    const Texts *texts;
    const Campaign *campaign;
    double left, width;
    double y;    /* next baseline */
    double last; /* last baseline */
} Cover;

static Cover
cover_of(const BlockContext *context, Canvas *canvas, Rect area)
{
    const DocumentContext *document = context->subject->context;
    return (Cover){.subject = context->subject,
                   .canvas = canvas,
                   .texts = document->texts,
                   .campaign = results_campaign(document->results),
                   .left = area.x,
                   .width = area.width,
                   .y = area.y,
                   .last = area.y};
}

static void
write_paragraph(Cover *self, Role role, StyleName name, double indent, const char *text)
{
    const TextStyle style = style_of(name);
    canvas_open(self->canvas, role);
    self->y = canvas_paragraph(self->canvas, (Point){self->left + indent, self->y},
                               self->width - indent, &style, text);
    canvas_close(self->canvas);
    self->last = self->y - style.leading_mm;
}

static void
write_heading(Cover *self, const char *key)
{
    self->y += block_ascent(STYLE_HEADING);
    write_paragraph(self, ROLE_HEADING_2, STYLE_HEADING, 0, texts_get(self->texts, key));
    self->y += HEADING_GAP;
}

/* The height of what `write` writes. */
static BlockHeight
dry_height(const BlockContext *context, double width, void (*write)(Cover *self))
{
    g_autoptr(Canvas) canvas = frame_canvas(context->subject->context, PAPER_A4, NULL);
    Cover self = cover_of(context, canvas, (Rect){0, 0, width, 0});
    canvas_begin_page(canvas, NULL);
    write(&self);
    return block_rigid(self.last);
}

/* --- who --- */

static void
write_title(Cover *self)
{
    g_autofree char *title = phrase_data(self->texts, self->campaign->title);
    const TextStyle style =
        style_fitting(canvas_typesetter(self->canvas), STYLE_COVER, title, self->width, 2, 6.0);
    self->y += block_ascent(STYLE_COVER);
    canvas_open(self->canvas, ROLE_HEADING_1);
    self->y =
        canvas_paragraph(self->canvas, (Point){self->left, self->y}, self->width, &style, title);
    canvas_close(self->canvas);
    self->last = self->y - style.leading_mm;
}

BlockHeight
cover_title_measure(const BlockContext *context, double width)
{
    return dry_height(context, width, write_title);
}

void
cover_title_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    Cover self = cover_of(context, canvas, area);
    write_title(&self);
}

static void
write_recipient(Cover *self)
{
    const Results *results = self->subject->context->results;
    const ResultDoctor *who = results_doctor(results, self->subject->doctor);
    const char *label = results_group(results, (size_t)who->group)->label;
    g_autofree char *period = period_text(self->campaign->language, self->campaign->last);
    g_autofree char *name = phrase_name(self->texts, who->letter);
    g_autofree char *group = phrase_data(self->texts, label);

    self->y += block_ascent(STYLE_LEAD);
    write_paragraph(self, ROLE_PARAGRAPH, STYLE_LEAD, 0, period);
    self->y += 7;
    if (name != NULL)
        write_paragraph(self, ROLE_PARAGRAPH, STYLE_COVER_LEAD, 0, name);
    write_paragraph(self, ROLE_PARAGRAPH, STYLE_LEAD, 0, group);
}

BlockHeight
cover_recipient_measure(const BlockContext *context, double width)
{
    return dry_height(context, width, write_recipient);
}

void
cover_recipient_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    Cover self = cover_of(context, canvas, area);
    write_recipient(&self);
}

/* --- the numbers --- */

static void
write_rows(Cover *self, size_t n)
{
    const DocumentContext *document = self->subject->context;
    const double height = MIN(ROW_BEST, NUMBERS_ROOM / (double)MAX(n, 1));
    canvas_open(self->canvas, ROLE_TABLE);
    for (size_t i = 0; i < self->campaign->n_indicators; i++) {
        if (!own_number_starts(self->campaign, i))
            continue;
        g_autofree char *label = own_number_label(document, i);
        own_number_draw(self->canvas, self->texts, (Rect){self->left, self->y, self->width, height},
                        label, results_number(document->results, self->subject->doctor, i));
        self->y += height;
    }
    canvas_close(self->canvas);
}

static void
write_numbers(Cover *self)
{
    static const char *const EXPLAIN[] = {
        [NUMBERING_BY_THEME] = "booklet.cover.numbers_theme",
        [NUMBERING_BY_EDITION] = "booklet.cover.numbers_edition",
        [NUMBERING_BY_INDICATOR] = "booklet.cover.numbers_indicator",
    };
    const size_t n = own_number_count(self->campaign);
    if (n == 0)
        return;
    write_heading(self, n == 1 ? "booklet.cover.number" : "booklet.cover.numbers");
    self->y -= 3;
    if (n <= MOST_NUMBERS)
        write_rows(self, n);
    self->y += 4.6;
    write_paragraph(self, ROLE_PARAGRAPH, STYLE_NOTE, 0,
                    texts_get(self->texts, EXPLAIN[self->campaign->numbering]));
}

BlockHeight
cover_numbers_measure(const BlockContext *context, double width)
{
    return dry_height(context, width, write_numbers);
}

void
cover_numbers_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    Cover self = cover_of(context, canvas, area);
    write_numbers(&self);
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
write_reading(Cover *self)
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
        LINES[i].mark(self->canvas, (Point){self->left + 3.2, self->y - 1.05});
        canvas_close(self->canvas);
        write_paragraph(self, ROLE_PARAGRAPH, STYLE_BODY, MARK_WIDTH,
                        texts_get(self->texts, LINES[i].key));
        self->y += LINE_GAP;
    }
}

BlockHeight
cover_reading_measure(const BlockContext *context, double width)
{
    return dry_height(context, width, write_reading);
}

void
cover_reading_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    Cover self = cover_of(context, canvas, area);
    write_reading(&self);
}

static void
write_confidence(Cover *self)
{
    static const char *const KEYS[] = {"booklet.cover.confidence_own",
                                       "booklet.cover.confidence_peers",
                                       "booklet.cover.confidence_use"};
    write_heading(self, "booklet.cover.confidence");
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        write_paragraph(self, ROLE_PARAGRAPH, STYLE_BODY, 0, texts_get(self->texts, KEYS[i]));
        self->y += LINE_GAP;
    }
}

BlockHeight
cover_confidence_measure(const BlockContext *context, double width)
{
    return dry_height(context, width, write_confidence);
}

void
cover_confidence_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    Cover self = cover_of(context, canvas, area);
    write_confidence(&self);
}
