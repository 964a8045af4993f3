#include "render/page/typesetter.h"

#include <math.h>

#include "render/page/text_layout.h"

G_DEFINE_QUARK(page - error - quark, page_error)

/* Of a superscript, in em of the text beside it. */
#define SUPERSCRIPT_SIZE 0.65
#define SUPERSCRIPT_RISE 0.33
#define USUAL_LEADING 1.45
/* A text may be wider than its room by what rounding makes of equal lengths. */
#define SLACK_MM 1e-6

struct Typesetter {
    FaceSet *faces;
    WordCache *words;
    RichText rich;
    GArray *placed;                    /* PlacedWord of each piece of `rich`, not yet on a line */
    const ShapedWord *blanks[N_FACES]; /* NULL until first needed: every second word is one */
    TextLayout layout;
    gunichar missing;
};

Typesetter *
typesetter_new(const char *fonts_folder, const char *language, GError **error)
{
    return typesetter_new_family(fonts_folder, NULL, language, error);
}

Typesetter *
typesetter_new_family(const char *fonts_folder, const char *family, const char *language,
                      GError **error)
{
    g_autoptr(FaceSet) faces = face_set_new(fonts_folder, family, error);
    if (faces == NULL)
        return NULL;

    Typesetter *self = g_new0(Typesetter, 1);
    self->words = word_cache_new(faces, language);
    self->faces = g_steal_pointer(&faces);
    rich_text_init(&self->rich);
    self->placed = g_array_new(FALSE, FALSE, sizeof(PlacedWord));
    self->layout.words = g_array_new(FALSE, FALSE, sizeof(PlacedWord));
    self->layout.lines = g_array_new(FALSE, FALSE, sizeof(PlacedLine));
    return self;
}

void
typesetter_free(Typesetter *self)
{
    if (self == NULL)
        return;
    g_array_free(self->placed, TRUE);
    g_array_free(self->layout.words, TRUE);
    g_array_free(self->layout.lines, TRUE);
    rich_text_clear(&self->rich);
    word_cache_free(self->words);
    face_set_free(self->faces);
    g_free(self);
}

FaceSet *
typesetter_faces(Typesetter *self)
{
    return self->faces;
}

GBytes *
typesetter_colour_profile(const Typesetter *self)
{
    return face_set_colour_profile(self->faces);
}

double
text_style_leading_mm(const TextStyle *style)
{
    return style->leading_mm > 0 ? style->leading_mm : USUAL_LEADING * style->size_mm;
}

/* There are four faces: bold goes before italic, and code stands out by its weight. */
static Face
face_of(const TextStyle *style, const RichPiece *piece)
{
    if (piece->bold)
        return FACE_BOLD;
    if (piece->code)
        return FACE_SEMIBOLD;
    return piece->italic ? FACE_ITALIC : style->face;
}

static PlacedWord
place_piece(Typesetter *self, const TextStyle *style, const RichPiece *piece)
{
    Face face = face_of(style, piece);
    double shrink = piece->superscript ? SUPERSCRIPT_SIZE : 1;
    return (PlacedWord){
        .word = word_cache_get(self->words, face, piece->text, piece->n_bytes),
        .face = face,
        .size_mm = style->size_mm * shrink,
        .rise_mm = piece->superscript ? SUPERSCRIPT_RISE * style->size_mm : 0,
        .link = piece->link,
    };
}

double
placed_word_width(const PlacedWord *placed, const TextStyle *style)
{
    return placed->word->width * placed->size_mm + placed->word->n_clusters * style->tracking_mm;
}

/* Where the next piece goes. */
typedef struct {
    const TextStyle *style;
    double width_mm;
    double x_mm; /* end of the line so far */
    guint first; /* placed word that starts the line */
} Pen;

static void
end_line(TextLayout *layout, Pen *pen)
{
    PlacedLine line = {pen->first, layout->words->len - pen->first, pen->x_mm};
    g_array_append_val(layout->lines, line);
    layout->excess_mm = fmax(layout->excess_mm, pen->x_mm - pen->width_mm - SLACK_MM);
    pen->first = layout->words->len;
    pen->x_mm = 0;
}

static void
put(TextLayout *layout, Pen *pen, PlacedWord placed)
{
    placed.x_mm = pen->x_mm;
    g_array_append_val(layout->words, placed);
    pen->x_mm += placed_word_width(&placed, pen->style);
    if (layout->missing == 0)
        layout->missing = placed.word->missing;
}

static void
place_pieces(Typesetter *self, const TextStyle *style)
{
    g_array_set_size(self->placed, 0);
    for (guint i = 0; i < self->rich.pieces->len; i++) {
        PlacedWord placed =
            place_piece(self, style, &g_array_index(self->rich.pieces, RichPiece, i));
        g_array_append_val(self->placed, placed);
    }
}

/* How wide the pieces from `at` are that nothing parts: they stay together. */
static double
unit_width(const Typesetter *self, const Pen *pen, guint at)
{
    double width = 0;
    for (guint i = at; i < self->rich.pieces->len; i++) {
        const RichPiece *piece = &g_array_index(self->rich.pieces, RichPiece, i);
        if (i > at && (piece->after_blank || piece->after_chance))
            break;
        width += placed_word_width(&g_array_index(self->placed, PlacedWord, i), pen->style);
    }
    return width;
}

/* A blank ends the line too, for whoever reads or copies the text, though no width counts it. It
 * has the look of its neighbours where they agree, so that they stay one run of glyphs. */
static void
put_blank(Typesetter *self, Pen *pen, guint at)
{
    const RichPiece *next = &g_array_index(self->rich.pieces, RichPiece, at);
    const RichPiece look = {.bold = next->bold && next[-1].bold,
                            .italic = next->italic && next[-1].italic,
                            .code = next->code && next[-1].code};
    const Face face = face_of(pen->style, &look);
    if (self->blanks[face] == NULL)
        self->blanks[face] = word_cache_get(self->words, face, " ", 1);
    PlacedWord blank = {.word = self->blanks[face],
                        .face = face,
                        .size_mm = pen->style->size_mm,
                        .link = next->link == next[-1].link ? next->link : 0};
    double before = pen->x_mm;
    double needed = placed_word_width(&blank, pen->style) + unit_width(self, pen, at);

    put(&self->layout, pen, blank);
    if (next->after_break || before + needed > pen->width_mm + SLACK_MM) {
        pen->x_mm = before;
        end_line(&self->layout, pen);
    }
}

/* Breaks the pieces of `rich` into lines. */
static const TextLayout *
lay_pieces(Typesetter *self, const TextStyle *style, double width_mm)
{
    TextLayout *layout = &self->layout;
    g_array_set_size(layout->words, 0);
    g_array_set_size(layout->lines, 0);
    layout->excess_mm = 0;
    layout->missing = 0;

    place_pieces(self, style);
    Pen pen = {.style = style, .width_mm = width_mm};
    for (guint i = 0; i < self->rich.pieces->len; i++) {
        const RichPiece *piece = &g_array_index(self->rich.pieces, RichPiece, i);
        if (piece->after_blank && i > 0)
            put_blank(self, &pen, i);
        else if (piece->after_chance && pen.x_mm + unit_width(self, &pen, i) > width_mm + SLACK_MM)
            end_line(layout, &pen);
        put(layout, &pen, g_array_index(self->placed, PlacedWord, i));
    }
    if (layout->words->len > pen.first)
        end_line(layout, &pen);

    if (self->missing == 0)
        self->missing = layout->missing;
    return layout;
}

const TextLayout *
typesetter_layout(Typesetter *self, const TextStyle *style, const char *text, double width_mm)
{
    self->layout.marks_balance = rich_text_parse(&self->rich, text);
    return lay_pieces(self, style, width_mm);
}

const TextLayout *
typesetter_layout_spans(Typesetter *self, const TextStyle *style, const TextSpan *spans, size_t n,
                        double width_mm)
{
    rich_text_set(&self->rich, spans, n);
    self->layout.marks_balance = true;
    return lay_pieces(self, style, width_mm);
}

int
typesetter_n_span_lines(Typesetter *self, const TextStyle *style, const TextSpan *spans, size_t n,
                        double width_mm)
{
    return (int)typesetter_layout_spans(self, style, spans, n, width_mm)->lines->len;
}

double
typesetter_width(Typesetter *self, const TextStyle *style, const char *text)
{
    const TextLayout *layout = typesetter_layout(self, style, text, INFINITY);
    double width = 0;
    for (guint i = 0; i < layout->lines->len; i++)
        width = fmax(width, g_array_index(layout->lines, PlacedLine, i).width_mm);
    return width;
}

double
typesetter_excess(Typesetter *self, const TextStyle *style, const char *text, double width_mm)
{
    return fmax(0, typesetter_layout(self, style, text, width_mm)->excess_mm);
}

int
typesetter_n_lines(Typesetter *self, const TextStyle *style, const char *text, double width_mm)
{
    return (int)typesetter_layout(self, style, text, width_mm)->lines->len;
}

double
typesetter_height(Typesetter *self, const TextStyle *style, const char *text, double width_mm)
{
    return typesetter_n_lines(self, style, text, width_mm) * text_style_leading_mm(style);
}

gunichar
typesetter_missing_glyph(const Typesetter *self)
{
    return self->missing;
}
