#include "render/document/card.h"

#include "engine/words/words.h"
#include "render/document/frame.h"
#include "render/document/own_number.h"
#include "render/document/phrase.h"
#include "render/document/recipients.h"

/* Where things stand, in mm. */
#define SENDER_TOP 20.0
#define SENDER_WIDTH 70.0
#define ADDRESS_LEFT 105.0
#define ADDRESS_TOP 51.0
#define ADDRESS_WIDTH 83.0
#define ADDRESS_BOTTOM 79.0
#define FOLD_1 99.0
#define FOLD_2 198.0
#define FOLD_LEFT 5.0
#define FOLD_RIGHT 9.0
#define TITLE_TOP 114.0

#define ROW_BEST 9.4
#define ROW_LEAST 5.6
#define COLUMN_GAP 6.0
#define MOST_COLUMNS 2

static const FrameGeometry *const G = &FRAME_PORTRAIT;

typedef struct {
    const DocumentContext *context;
    Canvas *canvas;
    const Texts *texts;
    const Campaign *campaign;
    size_t doctor;
    double y; /* next baseline */
} Card;

static void
write_text(Card *self, Role role, StyleName name, double width, const char *text)
{
    const TextStyle style = style_of(name);
    canvas_open(self->canvas, role);
    self->y = canvas_paragraph(self->canvas, (Point){G->left, self->y}, width, &style, text);
    canvas_close(self->canvas);
}

/* --- the third that the envelope shows --- */

static void
draw_folds(const Card *self)
{
    const Stroke rule = {.colour = MUTED, .width_mm = 0.2};
    canvas_open(self->canvas, ROLE_ARTIFACT);
    canvas_line(self->canvas, (Point){FOLD_LEFT, FOLD_1}, (Point){FOLD_RIGHT, FOLD_1}, &rule);
    canvas_line(self->canvas, (Point){FOLD_LEFT, FOLD_2}, (Point){FOLD_RIGHT, FOLD_2}, &rule);
    canvas_close(self->canvas);
}

static void
draw_sender(Card *self)
{
    Typesetter *typesetter = canvas_typesetter(self->canvas);
    g_autofree char *region = phrase_data(self->texts, self->campaign->region_label);
    g_autofree char *title = phrase_data(self->texts, self->campaign->title);
    const TextStyle strong =
        style_fitting(typesetter, STYLE_BODY_STRONG, region, SENDER_WIDTH, 1, 1.7);
    const TextStyle plain = style_fitting(typesetter, STYLE_BODY, title, SENDER_WIDTH, 2, 1.7);

    self->y = SENDER_TOP;
    write_text(self, ROLE_PARAGRAPH, STYLE_NOTE, SENDER_WIDTH,
               texts_get(self->texts, "card.sender"));
    canvas_open(self->canvas, ROLE_PARAGRAPH);
    self->y =
        canvas_paragraph(self->canvas, (Point){G->left, self->y}, SENDER_WIDTH, &strong, region);
    canvas_close(self->canvas);
    canvas_open(self->canvas, ROLE_PARAGRAPH);
    canvas_paragraph(self->canvas, (Point){G->left, self->y}, SENDER_WIDTH, &plain, title);
    canvas_close(self->canvas);
}

static void
draw_address(const Card *self)
{
    g_autoptr(GPtrArray) lines = recipient_address(self->context, self->doctor);
    double y = ADDRESS_TOP;
    for (guint i = 0; i < lines->len; i++) {
        const char *line = g_ptr_array_index(lines, i);
        const TextStyle style =
            style_fitting(canvas_typesetter(self->canvas), STYLE_LEAD, line, ADDRESS_WIDTH, 1, 1.3);
        canvas_open(self->canvas, ROLE_PARAGRAPH);
        y = canvas_paragraph(self->canvas, (Point){ADDRESS_LEFT, y}, ADDRESS_WIDTH, &style, line);
        canvas_close(self->canvas);
    }
    if (y > ADDRESS_BOTTOM)
        canvas_fail(self->canvas, _("an address needs %.1f mm more"), y - ADDRESS_BOTTOM);
}

static void
draw_confidential(const Card *self)
{
    const TextStyle style = style_of(STYLE_KICKER);
    g_autofree char *capitals = phrase_upper(texts_get(self->texts, "booklet.cover.personal"));
    canvas_open(self->canvas, ROLE_PARAGRAPH);
    canvas_text(self->canvas, (Point){G->right, SENDER_TOP}, ALIGN_RIGHT, &style, capitals);
    canvas_close(self->canvas);
}

/* --- the thirds that are folded in --- */

static void
draw_foot(const Card *self)
{
    const TextStyle style = style_of(STYLE_FOOTER);
    const Stroke rule = {.colour = MUTED, .width_mm = 0.2};
    g_autofree char *text = g_strjoin(" ", texts_get(self->texts, "card.footer"),
                                      texts_get(self->texts, "frame.nature"), NULL);
    canvas_open(self->canvas, ROLE_ARTIFACT);
    canvas_line(self->canvas, (Point){G->left, G->foot_rule}, (Point){G->right, G->foot_rule},
                &rule);
    canvas_paragraph(self->canvas, (Point){G->left, G->foot_baseline}, G->right - G->left, &style,
                     text);
    canvas_close(self->canvas);
}

static void
draw_words(Card *self)
{
    static const char *const LEADS[] = {
        [NUMBERING_BY_THEME] = "card.lead_theme",
        [NUMBERING_BY_EDITION] = "card.lead_edition",
        [NUMBERING_BY_INDICATOR] = "card.lead_indicator",
    };
    const double width = G->right - G->left;
    const size_t n = own_number_count(self->campaign);
    const int group = results_doctor(self->context->results, self->doctor)->group;
    g_autofree char *running = phrase_period_group(self->context, group);

    self->y = TITLE_TOP;
    write_text(self, ROLE_HEADING_1, STYLE_TITLE, width,
               texts_get(self->texts, n == 1 ? "booklet.cover.number" : "booklet.cover.numbers"));
    write_text(self, ROLE_PARAGRAPH, STYLE_NOTE, width, running);
    self->y += 3.5;
    write_text(self, ROLE_PARAGRAPH, STYLE_BODY, width,
               texts_get(self->texts, LEADS[self->campaign->numbering]));
    self->y += 1.2;
    write_text(self, ROLE_PARAGRAPH, STYLE_BODY, width, texts_get(self->texts, "card.secret"));
    self->y += 1;
}

typedef struct {
    int columns, rows; /* of each page */
    double height;
} Grid;

static Grid
grid_for(size_t n, double room)
{
    const int most_rows = (int)(room / ROW_LEAST);
    const int columns = n > (size_t)most_rows ? MOST_COLUMNS : 1;
    const int rows = (int)((n + (size_t)columns - 1) / (size_t)columns);
    return (Grid){columns, MIN(MAX(rows, 1), most_rows),
                  MIN(ROW_BEST, room / MIN(MAX(rows, 1), most_rows))};
}

static void
draw_numbers(Card *self)
{
    const Results *results = self->context->results;
    double top = self->y;
    const Grid grid = grid_for(own_number_count(self->campaign), G->bottom - top);
    const double width = (G->right - G->left - COLUMN_GAP * (grid.columns - 1)) / grid.columns;
    int place = 0;

    canvas_open(self->canvas, ROLE_TABLE);
    for (size_t i = 0; i < self->campaign->n_indicators; i++) {
        if (!own_number_starts(self->campaign, i))
            continue;
        if (place == grid.columns * grid.rows) {
            canvas_close(self->canvas);
            canvas_close(self->canvas);
            canvas_begin_page(self->canvas, NULL);
            canvas_open(self->canvas, ROLE_SECTION);
            draw_foot(self);
            canvas_open(self->canvas, ROLE_TABLE);
            top = G->top;
            place = 0;
        }
        g_autofree char *label = own_number_label(self->context, i);
        const Rect area = {G->left + place / grid.rows * (width + COLUMN_GAP),
                           top + place % grid.rows * grid.height, width, grid.height};
        own_number_draw(self->canvas, self->texts, area, label,
                        results_number(results, self->doctor, i));
        place++;
    }
    canvas_close(self->canvas);
}

static void
add_card(const DocumentContext *context, Canvas *canvas, size_t doctor, const char *outline)
{
    Card self = {.context = context,
                 .canvas = canvas,
                 .texts = context->texts,
                 .campaign = results_campaign(context->results),
                 .doctor = doctor};
    canvas_begin_page(canvas, outline);
    canvas_open(canvas, ROLE_SECTION);
    draw_folds(&self);
    draw_sender(&self);
    draw_confidential(&self);
    draw_address(&self);
    draw_words(&self);
    if (self.campaign->n_indicators > 0)
        draw_numbers(&self);
    draw_foot(&self);
    canvas_close(canvas);
}

static void
draw_none(const DocumentContext *context, Canvas *canvas)
{
    const TextStyle style = style_of(STYLE_LEAD);
    canvas_begin_page(canvas, NULL);
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_paragraph(canvas, (Point){G->left, G->top}, G->right - G->left, &style,
                     texts_get(context->texts, "card.none"));
    canvas_close(canvas);
}

static Canvas *
open_canvas(const DocumentContext *context)
{
    return frame_canvas(context, PAPER_A4, texts_get(context->texts, "card.subject"));
}

Canvas *
card_draw(const DocumentContext *context, size_t doctor)
{
    Canvas *canvas = open_canvas(context);
    add_card(context, canvas, doctor, NULL);
    return canvas;
}

Canvas *
cards_draw(const DocumentContext *context)
{
    const Results *results = context->results;
    Canvas *canvas = open_canvas(context);
    for (size_t group = 0; group < results_n_groups(results); group++) {
        g_autoptr(GArray) doctors = recipients_of(results, group);
        g_autofree char *label = phrase_data(context->texts, results_group(results, group)->label);
        for (guint i = 0; i < doctors->len; i++)
            add_card(context, canvas, g_array_index(doctors, size_t, i), i == 0 ? label : NULL);
    }
    if (canvas_n_pages(canvas) == 0)
        draw_none(context, canvas);
    return canvas;
}

GBytes *
cards_render(const DocumentContext *context, GError **error)
{
    g_autoptr(Canvas) canvas = cards_draw(context);
    return canvas_to_pdf(canvas, error);
}
