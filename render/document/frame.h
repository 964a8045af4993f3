/* What stands around the content of every page: running head, rules, footer, page number, margins.
 * Ornament all of it, not read aloud. */
#pragma once

#include "render/document/context.h"
#include "render/document/style.h"
#include "render/page/canvas.h"

typedef struct {
    double left, right;
    double head_baseline, head_rule;
    double top;    /* first baseline of the content, for a title */
    double bottom; /* the content ends above */
    double foot_rule, foot_baseline;
} FrameGeometry;

typedef struct {
    const DocumentContext *context;
    Canvas *canvas;
    FrameGeometry geometry;
    char *running; /* at the right of the head: period and group */
    char *footer;
    int n_pages; /* of the whole document */
} Frame;

extern const FrameGeometry FRAME_PORTRAIT;
extern const FrameGeometry FRAME_LANDSCAPE;

/* `canvas` and `context` are borrowed; `running` and `footer` are taken over. */
void frame_init(Frame *self, const DocumentContext *context, Canvas *canvas, char *running,
                char *footer, int n_pages);
void frame_clear(Frame *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Frame, frame_clear)

/* A canvas with the campaign's metadata; `subject` says what kind of document it is. */
Canvas *frame_canvas(const DocumentContext *context, PaperSize paper, const char *subject);
/* The same of a campaign that has no results. */
Canvas *frame_canvas_of(const Campaign *campaign, Typesetter *typesetter, PaperSize paper,
                        const char *subject);

/* Starts a page: its outline entry (may be NULL) and the kicker above the rule, as they stand. */
void frame_begin_page(Frame *self, const char *outline, const char *kicker);
double frame_width(const Frame *self);
/* A title at the top of the content, smaller when it is long; returns its last baseline. */
double frame_title(Frame *self, StyleName style, const char *title);
