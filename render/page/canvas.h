/* The pages of one document as a display list: marks in millimetres from the top left corner, each
 * inside a structure element. The list can be written as text (for goldens), as a tagged PDF, or as
 * a PNG; what draws on it knows none of the three.
 *
 * Faults stick: after the first one every call is a no-op and the canvas_to_ functions report it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "render/page/palette.h"
#include "render/page/picture.h"
#include "render/page/typesetter.h"

typedef struct {
    double width_mm, height_mm;
} PaperSize;
extern const PaperSize PAPER_A4;
extern const PaperSize PAPER_A4_LANDSCAPE;
extern const PaperSize PAPER_SLIDE; /* 16:9, 13.333 x 7.5 inches, to project */

typedef struct {
    const char *title, *author, *subject, *language; /* "fr-FR" */
    const char *created; /* "2026-06-12" or "2026-06-12T00:00:00Z", from the campaign */
} DocumentInfo;

/* PDF structure types. Marks go into leaves: headings, paragraphs, figures, cells, artifacts. */
typedef enum {
    ROLE_DOCUMENT, /* opened by the canvas itself */
    ROLE_SECTION,
    ROLE_HEADING_1,
    ROLE_HEADING_2,
    ROLE_HEADING_3,
    ROLE_PARAGRAPH,
    ROLE_FIGURE, /* needs `alt` */
    ROLE_TABLE,
    ROLE_ROW,
    ROLE_COLUMN_HEADER,
    ROLE_ROW_HEADER,
    ROLE_CELL,
    ROLE_LIST,
    ROLE_LIST_ITEM,
    ROLE_LIST_LABEL,
    ROLE_LIST_BODY,
    ROLE_SPAN,     /* words of a paragraph beside a link */
    ROLE_LINK,     /* opened by canvas_open_link() */
    ROLE_ARTIFACT, /* rules, page numbers, running heads: not read aloud */
    N_ROLES,
} Role;

typedef enum { DASH_NONE, DASH_DASHED, DASH_DOTTED, DASH_MIXED } Dash;

typedef struct {
    Colour colour;
    double width_mm;
    Dash dash;
} Stroke;

typedef struct {
    double x, y;
} Point;

typedef struct {
    double x, y, width, height;
} Rect;

typedef struct Canvas Canvas;

Canvas *canvas_new(Typesetter *typesetter, PaperSize paper, const DocumentInfo *info);
void canvas_free(Canvas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)
Typesetter *canvas_typesetter(Canvas *self);
PaperSize canvas_paper(const Canvas *self);

/* What is drawn from now on is `factor` times as large, counted from the top left corner: charts made
 * for paper are read from the back of a room. The paper stays as it is. */
void canvas_set_zoom(Canvas *self, double factor);
/* The constants of palette.h are painted as the palette has them from now on; borrowed. */
void canvas_set_palette(Canvas *self, const Palette *palette);
/* What is being drawn, for the messages of faults: "profil.yaml:12:7: message"; borrowed, or NULL. */
void canvas_set_origin(Canvas *self, const char *origin);

/* --- structure --- */
void canvas_begin_page(Canvas *self, const char *outline); /* outline entry, or NULL */
int canvas_n_pages(const Canvas *self);
/* Elements nest; a page is closed with none open. Text in an element that has children is an error. */
void canvas_open(Canvas *self, Role role);
void canvas_open_figure(Canvas *self, const char *alt);
/* Inside a paragraph, heading or span. `url` is kept as it is, `alt` says where it leads. */
void canvas_open_link(Canvas *self, const char *url, const char *alt);
void canvas_close(Canvas *self);

/* --- marks --- */
/* One line with its baseline at y; `at.x` is the left, middle or right of it. */
void canvas_text(Canvas *self, Point at, Align align, const TextStyle *style, const char *text);
/* One line that must fit into `width_mm`: a PAGE_ERROR_OVERFLOW names the text otherwise. */
void canvas_text_within(Canvas *self, Point at, Align align, double width_mm,
                        const TextStyle *style, const char *text);
/* Wrapped text whose first baseline is at y; returns the y of the next baseline. */
double canvas_paragraph(Canvas *self, Point at, double width_mm, const TextStyle *style,
                        const char *text);
/* The same with `at.x` at the left, middle or right of each line. */
double canvas_paragraph_aligned(Canvas *self, Point at, Align align, double width_mm,
                                const TextStyle *style, const char *text);
/* Lines `first_line` to `first_line + n_lines` of the spans wrapped in `width_mm`, which has that many;
 * returns the y of the next baseline. Links are underlined in `link_colour`; with links among them
 * the open paragraph or heading gets an element for each stretch and may have no other marks. */
double canvas_spans(Canvas *self, Point at, double width_mm, const TextStyle *style,
                    Colour link_colour, const TextSpan *spans, size_t n, int first_line,
                    int n_lines);
void canvas_line(Canvas *self, Point from, Point to, const Stroke *stroke);
void canvas_polyline(Canvas *self, const Point *points, size_t n, const Stroke *stroke);
void canvas_polygon(Canvas *self, const Point *points, size_t n, Colour fill);
/* fill or stroke may be NULL. */
void canvas_rect(Canvas *self, Rect rect, const Colour *fill, const Stroke *stroke);
void canvas_circle(Canvas *self, Point centre, double radius_mm, const Colour *fill,
                   const Stroke *stroke);
/* The mark of an own value: a diamond of half-diagonal `radius_mm`. */
void canvas_diamond(Canvas *self, Point centre, double radius_mm, Colour fill);
/* As large as the box allows, from its left top corner; `picture` must outlive the canvas. */
void canvas_picture(Canvas *self, Rect box, const Picture *picture);
/* The layout's own faults: "text needs 3.2 mm more" and the like. */
void canvas_fail(Canvas *self, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* --- out --- */
/* The display list, one mark a line, coordinates in hundredths of a millimetre. */
char *canvas_to_text(const Canvas *self, GError **error);
/* PDF/A-2a and PDF/UA-1. PAGE_ERROR_TEXT where the title or the language is blank. */
GBytes *canvas_to_pdf(Canvas *self, GError **error);
/* `page` counts from 1. */
GBytes *canvas_to_png(Canvas *self, int page, int width_px, GError **error);
