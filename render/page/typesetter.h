/* Text to glyphs: the private fonts, and a cache of shaped words that lives as long as a worker, so
 * that a booklet costs no more shaping than its own words. Lengths are millimetres.
 *
 * A text is UTF-8 with two inline marks: **bold** and ^superscript^ (1^er^). What comes from data
 * passes through rich_escape first. Digits are tabular. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "render/page/palette.h"
#include "render/page/text_span.h"

#define PAGE_ERROR (page_error_quark())
GQuark page_error_quark(void);
typedef enum {
    PAGE_ERROR_FONT,     /* a font of the list is not installed, a glyph is missing */
    PAGE_ERROR_OVERFLOW, /* a text does not fit where the layout put it */
    PAGE_ERROR_TEXT,     /* a template: missing key, unknown variable, bad markup */
    PAGE_ERROR_DRAW,     /* cairo or qpdf failed */
} PageError;

typedef enum { FACE_REGULAR, FACE_SEMIBOLD, FACE_BOLD, FACE_ITALIC, N_FACES } Face;
typedef enum { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT } Align;

typedef struct {
    Face face;
    double size_mm;    /* em */
    double leading_mm; /* baseline to baseline; 0 for 1.45 em */
    double tracking_mm;
    Colour colour;
} TextStyle;

typedef struct Typesetter Typesetter;

/* `fonts_folder` holds the private font list. PAGE_ERROR_FONT names the package to install. */
Typesetter *typesetter_new(const char *fonts_folder, const char *language, GError **error);
/* In another family of the list. */
Typesetter *typesetter_new_family(const char *fonts_folder, const char *family,
                                  const char *language, GError **error);
void typesetter_free(Typesetter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Typesetter, typesetter_free)

/* Width of the text on one line. */
double typesetter_width(Typesetter *self, const TextStyle *style, const char *text);
/* Lines that the text takes in `width_mm`, and their height. */
int typesetter_n_lines(Typesetter *self, const TextStyle *style, const char *text, double width_mm);
double typesetter_height(Typesetter *self, const TextStyle *style, const char *text,
                         double width_mm);
int typesetter_n_span_lines(Typesetter *self, const TextStyle *style, const TextSpan *spans,
                            size_t n, double width_mm);
/* By how much its widest word is wider than `width_mm`, which nothing breaks; 0 when all fit. */
double typesetter_excess(Typesetter *self, const TextStyle *style, const char *text,
                         double width_mm);
/* The first character that no font of the list has, since the typesetter was made; else 0. */
gunichar typesetter_missing_glyph(const Typesetter *self);

/* Backslash before * ^ and \. The caller frees. */
char *rich_escape(const char *text);
