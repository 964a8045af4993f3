/* How areas are told apart: tints of one hue that stay apart in grey, and hatching. */
#pragma once

#include "render/chart/outline.h"
#include "render/page/canvas.h"

#define FILL_MOST_TINTS 5

typedef struct {
    Colour colour;
    int n_hatches;  /* 0 none; 1 parallel lines; 2 crossing ones */
    HatchLean lean; /* of the first */
} Fill;

/* The tint at `step` (0 the palest) of `n`, 1 to FILL_MOST_TINTS. */
Fill fill_tint(int step, int n);
/* What is not shown: hatching on white. */
Fill fill_hidden(void);
/* The colour of a text on the fill: the one of INK and PAPER that contrasts more with it. */
Colour fill_text_colour(const Fill *self);

/* Fills one area: its outline, then its holes. */
void fill_draw(Canvas *canvas, const Fill *self, const Outline *outlines, size_t n);
void fill_draw_rect(Canvas *canvas, const Fill *self, Rect rect);
/* One line on the fill with its middle at `middle`, in the colour that reads there; hatching makes
 * way for it. */
void fill_draw_text(Canvas *canvas, const Fill *self, Point middle, TextStyle style,
                    const char *text);
