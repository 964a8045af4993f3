#include "render/page/pdf_structure.h"

#include <string.h>

#include "render/page/pdf_link.h"

static const struct {
    Role role;
    const char *text;
} ATTRIBUTES[] = {
    {ROLE_COLUMN_HEADER, "<< /O /Table /Scope /Column >>"},
    {ROLE_ROW_HEADER, "<< /O /Table /Scope /Row >>"},
};

typedef struct {
    qpdf_data qpdf;
    const DisplayList *list;
    double page_height_mm;
    qpdf_oh attributes[N_ROLES]; /* shared by all elements of a role; 0 for none */
    int page;                    /* that the next element is on, from 0; -1 before the first */
    guint next_op; /* of the display list: elements are met in the order they were opened in */
} Tree;

/* The next element of the display list: the structure tree lists them in the same order, since an
 * element is never opened again, and has no artifacts. *out_leaf: it has no elements inside. */
static const Op *
next_open(Tree *self, bool *out_leaf)
{
    while (self->next_op < self->list->ops->len) {
        const Op *op = &g_array_index(self->list->ops, Op, self->next_op++);
        self->page += op->kind == OP_PAGE;
        if (op->kind != OP_OPEN || op->open.role == ROLE_ARTIFACT)
            continue;
        *out_leaf = op[1].kind != OP_OPEN; /* an element is closed: there is a next operation */
        return op;
    }
    return NULL;
}

/* ISO 32000-1, 14.8.5.4: what stands on one page, as figures and tables do here, says where. In points
 * from the lower left corner, two decimals. */
static qpdf_oh
place_of(const Tree *self, Rect bounds)
{
    const double edges_mm[] = {bounds.x, self->page_height_mm - bounds.y - bounds.height,
                               bounds.x + bounds.width, self->page_height_mm - bounds.y};
    g_autoptr(GString) text = g_string_new("<< /O /Layout /Placement /Block /BBox [");
    for (size_t i = 0; i < G_N_ELEMENTS(edges_mm); i++) {
        char digits[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_formatd(digits, sizeof digits, "%.2f", edges_mm[i] * PT_PER_MM);
        g_string_append_printf(text, " %s", digits);
    }
    g_string_append(text, " ] >>");
    return qpdf_oh_parse(self->qpdf, text->str);
}

static void
describe(const Tree *self, qpdf_oh element, const Op *op)
{
    const Role role = op->open.role;
    Rect bounds;
    if (role == ROLE_FIGURE)
        qpdf_oh_replace_key(self->qpdf, element, "/Alt",
                            qpdf_oh_new_unicode_string(self->qpdf, op->open.alt));
    if ((role == ROLE_FIGURE || role == ROLE_TABLE) &&
        display_list_bounds(self->list, self->next_op - 1, &bounds))
        qpdf_oh_replace_key(self->qpdf, element, "/A", place_of(self, bounds));
    if (role == ROLE_LINK)
        pdf_link_finish(self->qpdf, element, self->list, self->next_op - 1, self->page,
                        self->page_height_mm);
    if (self->attributes[role] != 0)
        qpdf_oh_replace_key(self->qpdf, element, "/A", self->attributes[role]);
}

static bool finish_element(Tree *self, qpdf_oh element);

static bool
finish_children(Tree *self, qpdf_oh element)
{
    qpdf_oh children = qpdf_oh_get_key(self->qpdf, element, "/K");
    if (qpdf_oh_is_dictionary(self->qpdf, children))
        return finish_element(self, children);
    if (!qpdf_oh_is_array(self->qpdf, children))
        return true;
    const int n = qpdf_oh_get_array_n_items(self->qpdf, children);
    for (int i = 0; i < n; i++)
        if (!finish_element(self, qpdf_oh_get_array_item(self->qpdf, children, i)))
            return false;
    return true;
}

/* False when the tree does not follow the display list. Inside a leaf are only numbers of marks:
 * they are most of the tree, and nobody need look at them. */
static bool
finish_element(Tree *self, qpdf_oh element)
{
    bool leaf = false;
    const Op *op = next_open(self, &leaf);
    qpdf_oh tag = qpdf_oh_get_key(self->qpdf, element, "/S");
    if (op == NULL || !qpdf_oh_is_name(self->qpdf, tag) ||
        strcmp(qpdf_oh_get_name(self->qpdf, tag) + 1, role_rule(op->open.role)->tag) != 0)
        return false;
    describe(self, element, op);
    return leaf || finish_children(self, element);
}

bool
pdf_structure_finish(qpdf_data qpdf, const DisplayList *list, const char *language,
                     double page_height_mm)
{
    Tree self = {.qpdf = qpdf, .list = list, .page_height_mm = page_height_mm, .page = -1};
    qpdf_oh document =
        qpdf_oh_get_key(qpdf, qpdf_oh_get_key(qpdf, qpdf_get_root(qpdf), "/StructTreeRoot"), "/K");
    if (qpdf_oh_is_array(qpdf, document))
        document = qpdf_oh_get_array_item(qpdf, document, 0);
    if (!qpdf_oh_is_name_and_equals(qpdf, qpdf_oh_get_key(qpdf, document, "/S"), "/Document"))
        return false;
    qpdf_oh_replace_key(qpdf, document, "/Lang", qpdf_oh_new_string(qpdf, language));
    for (size_t i = 0; i < G_N_ELEMENTS(ATTRIBUTES); i++)
        self.attributes[ATTRIBUTES[i].role] =
            qpdf_make_indirect_object(qpdf, qpdf_oh_parse(qpdf, ATTRIBUTES[i].text));
    bool leaf = false;
    return finish_children(&self, document) && next_open(&self, &leaf) == NULL;
}
