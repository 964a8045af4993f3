/* What a canvas holds: its pages as a flat list of operations, with all coordinates resolved and all
 * glyphs placed, so that painting is a walk over arrays. Room-internal: documents see canvas.h. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "render/page/canvas.h"

#define PT_PER_MM (72 / 25.4)

typedef enum { OP_PAGE, OP_OPEN, OP_CLOSE, OP_TEXT, OP_SHAPE } OpKind;

/* A run of glyphs in one look. The arrays are stretches of the list's pools; glyphs stand where they
 * are painted, in points from the top left corner. */
typedef struct {
    double x_mm, y_mm; /* start of the baseline */
    double width_mm;   /* to where the next sign would stand */
    double size_mm;
    Face face;
    Colour colour;
    gsize glyph, cluster, byte;
    int n_glyphs, n_clusters, n_bytes;
} TextRun;

typedef enum {
    SHAPE_POLYLINE,
    SHAPE_POLYGON,
    SHAPE_RECT,
    SHAPE_CIRCLE,
    SHAPE_DIAMOND,
    SHAPE_PICTURE
} ShapeKind;

/* The points of a polyline or polygon; two corners of a rectangle or picture; the centre of the
 * others. */
typedef struct {
    ShapeKind kind;
    gsize point;
    int n_points;
    double radius_mm;
    bool has_fill, has_stroke;
    Colour fill;
    Stroke stroke;
    const Picture *picture; /* borrowed from what was drawn with */
} Shape;

typedef struct {
    OpKind kind;
    union {
        char *outline; /* OP_PAGE; or NULL */
        struct {
            Role role;
            char *alt; /* of a figure or a link */
            char *url; /* of a link */
        } open;
        TextRun text;
        Shape shape;
    };
} Op;

typedef struct {
    GArray *ops;      /* Op */
    GArray *glyphs;   /* cairo_glyph_t */
    GArray *clusters; /* cairo_text_cluster_t */
    GArray *points;   /* Point */
    GString *bytes;   /* UTF-8 of the texts */
} DisplayList;

void display_list_init(DisplayList *self);
void display_list_clear(DisplayList *self);
/* The place of all marks inside the element that the operation `open` opens. False when it has none. */
bool display_list_bounds(const DisplayList *self, guint open, Rect *out_bounds);

/* How a role is written: in a golden text, and as a PDF structure type, NULL for one that has none. */
typedef struct {
    const char *name, *tag;
    unsigned children; /* bits of the roles that may stand inside */
    bool marks;        /* whether marks may */
} RoleRule;
const RoleRule *role_rule(Role role);
bool role_may_hold(Role parent, Role child);

/* Room-internal views of a canvas. */
const DisplayList *canvas_list(const Canvas *self);
const DocumentInfo *canvas_info(const Canvas *self);
/* The first fault, if any, as the error of an output. */
bool canvas_check(const Canvas *self, GError **error);
