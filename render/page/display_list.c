#include "render/page/display_list.h"

#include <math.h>

#define BIT(role) (1u << (role))
#define PROSE                                                                                      \
    (BIT(ROLE_HEADING_1) | BIT(ROLE_HEADING_2) | BIT(ROLE_HEADING_3) | BIT(ROLE_PARAGRAPH) |       \
     BIT(ROLE_FIGURE) | BIT(ROLE_TABLE) | BIT(ROLE_LIST) | BIT(ROLE_ARTIFACT))
#define PHRASES (BIT(ROLE_SPAN) | BIT(ROLE_LINK))
#define CELLS (BIT(ROLE_COLUMN_HEADER) | BIT(ROLE_ROW_HEADER) | BIT(ROLE_CELL) | BIT(ROLE_ARTIFACT))

/* cairo 1.16 has no artifacts: they go out without a tag, and pdf_finish() marks them. Its links write
 * an address unescaped into the file: they go out as "Reference", which pdf_structure.c turns into
 * links. */
static const RoleRule RULES[] = {
    [ROLE_DOCUMENT] = {"document", "Document", PROSE | BIT(ROLE_SECTION), false},
    [ROLE_SECTION] = {"section", "Sect", PROSE | BIT(ROLE_SECTION), false},
    [ROLE_HEADING_1] = {"h1", "H1", PHRASES, true},
    [ROLE_HEADING_2] = {"h2", "H2", PHRASES, true},
    [ROLE_HEADING_3] = {"h3", "H3", PHRASES, true},
    [ROLE_PARAGRAPH] = {"p", "P", PHRASES, true},
    [ROLE_FIGURE] = {"figure", "Figure", 0, true},
    [ROLE_TABLE] = {"table", "Table", BIT(ROLE_ROW) | BIT(ROLE_ARTIFACT), false},
    [ROLE_ROW] = {"row", "TR", CELLS, false},
    [ROLE_COLUMN_HEADER] = {"column-header", "TH", PROSE, true},
    [ROLE_ROW_HEADER] = {"row-header", "TH", PROSE, true},
    [ROLE_CELL] = {"cell", "TD", PROSE, true},
    [ROLE_LIST] = {"list", "L", BIT(ROLE_LIST_ITEM) | BIT(ROLE_ARTIFACT), false},
    [ROLE_LIST_ITEM] = {"item", "LI",
                        BIT(ROLE_LIST_LABEL) | BIT(ROLE_LIST_BODY) | BIT(ROLE_ARTIFACT), false},
    [ROLE_LIST_LABEL] = {"label", "Lbl", 0, true},
    [ROLE_LIST_BODY] = {"body", "LBody", PROSE, true},
    [ROLE_SPAN] = {"span", "Span", BIT(ROLE_LINK), true},
    [ROLE_LINK] = {"link", "Reference", 0, true},
    [ROLE_ARTIFACT] = {"artifact", NULL, 0, true},
};

const RoleRule *
role_rule(Role role)
{
    return &RULES[role];
}

bool
role_may_hold(Role parent, Role child)
{
    return (RULES[parent].children & BIT(child)) != 0;
}

static void
clear_op(gpointer data)
{
    Op *op = data;
    if (op->kind == OP_PAGE) {
        g_free(op->outline);
    } else if (op->kind == OP_OPEN) {
        g_free(op->open.alt);
        g_free(op->open.url);
    }
}

void
display_list_init(DisplayList *self)
{
    self->ops = g_array_new(FALSE, FALSE, sizeof(Op));
    g_array_set_clear_func(self->ops, clear_op);
    self->glyphs = g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t));
    self->clusters = g_array_new(FALSE, FALSE, sizeof(cairo_text_cluster_t));
    self->points = g_array_new(FALSE, FALSE, sizeof(Point));
    self->bytes = g_string_new(NULL);
}

void
display_list_clear(DisplayList *self)
{
    g_array_free(self->ops, TRUE);
    g_array_free(self->glyphs, TRUE);
    g_array_free(self->clusters, TRUE);
    g_array_free(self->points, TRUE);
    g_string_free(self->bytes, TRUE);
}

/* --- bounds --- */

/* The letters of a text face stay within this of their baseline, in em. */
#define ASCENT 1.0
#define DESCENT 0.3

typedef struct {
    double left, top, right, bottom;
} Edges;

static void
add_point(Edges *edges, Point point, double around_mm)
{
    edges->left = fmin(edges->left, point.x - around_mm);
    edges->top = fmin(edges->top, point.y - around_mm);
    edges->right = fmax(edges->right, point.x + around_mm);
    edges->bottom = fmax(edges->bottom, point.y + around_mm);
}

static void
add_text(Edges *edges, const TextRun *run)
{
    add_point(edges, (Point){run->x_mm, run->y_mm - ASCENT * run->size_mm}, 0);
    add_point(edges, (Point){run->x_mm + run->width_mm, run->y_mm + DESCENT * run->size_mm}, 0);
}

static void
add_shape(const DisplayList *self, Edges *edges, const Shape *shape)
{
    const double around_mm =
        shape->radius_mm + (shape->has_stroke ? shape->stroke.width_mm / 2 : 0);
    for (int i = 0; i < shape->n_points; i++)
        add_point(edges, g_array_index(self->points, Point, shape->point + (gsize)i), around_mm);
}

bool
display_list_bounds(const DisplayList *self, guint open, Rect *out_bounds)
{
    Edges edges = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    int depth = 0;
    for (guint i = open; i < self->ops->len; i++) {
        const Op *op = &g_array_index(self->ops, Op, i);
        if (op->kind == OP_TEXT)
            add_text(&edges, &op->text);
        else if (op->kind == OP_SHAPE)
            add_shape(self, &edges, &op->shape);
        depth += (op->kind == OP_OPEN) - (op->kind == OP_CLOSE);
        if (depth == 0)
            break;
    }
    if (edges.left > edges.right)
        return false;
    *out_bounds = (Rect){edges.left, edges.top, edges.right - edges.left, edges.bottom - edges.top};
    return true;
}
