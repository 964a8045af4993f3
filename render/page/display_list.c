#include "render/page/display_list.h"

#define BIT(role) (1u << (role))
#define PROSE                                                                                      \
    (BIT(ROLE_HEADING_1) | BIT(ROLE_HEADING_2) | BIT(ROLE_HEADING_3) | BIT(ROLE_PARAGRAPH) |       \
     BIT(ROLE_FIGURE) | BIT(ROLE_TABLE) | BIT(ROLE_LIST) | BIT(ROLE_ARTIFACT))
#define CELLS (BIT(ROLE_COLUMN_HEADER) | BIT(ROLE_ROW_HEADER) | BIT(ROLE_CELL) | BIT(ROLE_ARTIFACT))

/* cairo 1.16 has no artifacts: they go out as "Private", which pdf_finish() turns into them. */
static const RoleRule RULES[] = {
    [ROLE_DOCUMENT] = {"document", "Document", PROSE | BIT(ROLE_SECTION), false},
    [ROLE_SECTION] = {"section", "Sect", PROSE | BIT(ROLE_SECTION), false},
    [ROLE_HEADING_1] = {"h1", "H1", 0, true},
    [ROLE_HEADING_2] = {"h2", "H2", 0, true},
    [ROLE_HEADING_3] = {"h3", "H3", 0, true},
    [ROLE_PARAGRAPH] = {"p", "P", 0, true},
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
    [ROLE_ARTIFACT] = {"artifact", "Private", 0, true},
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
    if (op->kind == OP_PAGE)
        g_free(op->outline);
    else if (op->kind == OP_OPEN)
        g_free(op->open.alt);
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
