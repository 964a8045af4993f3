/* A text broken into lines of placed words. Lengths are millimetres. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "render/page/rich_text.h"
#include "render/page/typesetter.h"
#include "render/page/word_cache.h"

typedef struct {
    const ShapedWord *word;
    Face face;
    double size_mm;
    double x_mm;    /* from the start of the line */
    double rise_mm; /* above the baseline */
    int link;       /* of those of the text, from 1; 0 outside */
} PlacedWord;

/* To where the next word would start, in millimetres. */
double placed_word_width(const PlacedWord *self, const TextStyle *style);

typedef struct {
    guint first, n; /* placed words, blanks among them */
    double width_mm;
} PlacedLine;

typedef struct {
    GArray *words;      /* PlacedWord */
    GArray *lines;      /* PlacedLine */
    double excess_mm;   /* by how much the longest line is too long for the width; else 0 */
    gunichar missing;   /* a character that the faces lack, else 0 */
    bool marks_balance; /* false when a ** or ^ is never closed */
} TextLayout;

/* Greedy: a line takes as many words as fit. `width_mm` may be INFINITY. The result belongs to the
 * typesetter and is good until its next layout. */
const TextLayout *typesetter_layout(Typesetter *self, const TextStyle *style, const char *text,
                                    double width_mm);
/* The same for spans. */
const TextLayout *typesetter_layout_spans(Typesetter *self, const TextStyle *style,
                                          const TextSpan *spans, size_t n, double width_mm);
FaceSet *typesetter_faces(Typesetter *self);
/* sRGB, deflated. */
GBytes *typesetter_colour_profile(const Typesetter *self);
double text_style_leading_mm(const TextStyle *style);
