/* A canvas from inside: what its files share. */
#pragma once

#include "render/page/canvas.h"
#include "render/page/display_list.h"

#define MOST_NESTED 16

typedef struct {
    Role role;
    bool has_marks, has_children;
} Element;

struct Canvas {
    Typesetter *typesetter;
    PaperSize paper;
    double zoom; /* of what is drawn, onto the paper */
    DocumentInfo info;
    DisplayList list;
    Element stack[MOST_NESTED]; /* the document at the bottom */
    int n_nested;
    int n_pages;
    const Palette *palette; /* borrowed */
    const char *origin;     /* of what is drawn, for faults; borrowed, or NULL */
    GError *fault;
};

/* The first one sticks. */
void canvas_fault(Canvas *self, PageError code, const char *format, ...) G_GNUC_PRINTF(3, 4);
/* Whether a mark may be made here: in a leaf. A fault where it may not. */
bool canvas_may_mark(Canvas *self);
