#include "render/page/pdf_link.h"

#include <math.h>

/* Of the words above and below their baseline, in em. */
#define ABOVE 0.95
#define BELOW 0.3
#define PRINTED 4 /* the annotation's flag */

/* --- place --- */

typedef struct {
    double left, bottom, right, top; /* points from the lower left corner */
} Area;

static Area
area_of(const TextRun *run, double page_height_mm)
{
    const double y_mm = page_height_mm - run->y_mm;
    return (Area){run->x_mm * PT_PER_MM, (y_mm - BELOW * run->size_mm) * PT_PER_MM,
                  (run->x_mm + run->width_mm) * PT_PER_MM,
                  (y_mm + ABOVE * run->size_mm) * PT_PER_MM};
}

static void
widen(Area *self, const Area *other)
{
    self->left = fmin(self->left, other->left);
    self->bottom = fmin(self->bottom, other->bottom);
    self->right = fmax(self->right, other->right);
    self->top = fmax(self->top, other->top);
}

static void
add_number(GString *text, double value)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(text, " %s",
                           g_ascii_formatd(digits, sizeof digits, "%.2f", value + 0.0));
}

/* Upper left, upper right, lower left, lower right: as readers take it, whatever the standard says. */
static void
add_corners(GString *text, const Area *area)
{
    const double corners[] = {area->left, area->top,    area->right, area->top,
                              area->left, area->bottom, area->right, area->bottom};
    for (size_t i = 0; i < G_N_ELEMENTS(corners); i++)
        add_number(text, corners[i]);
}

/* /Rect around all the words and /QuadPoints over each run of them. */
static void
place(qpdf_data qpdf, qpdf_oh annotation, const DisplayList *list, guint open,
      double page_height_mm)
{
    Area whole = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    g_autoptr(GString) quads = g_string_new("["), rect = g_string_new("[");
    for (guint i = open + 1; i < list->ops->len; i++) {
        const Op *op = &g_array_index(list->ops, Op, i);
        if (op->kind == OP_CLOSE)
            break;
        if (op->kind != OP_TEXT)
            continue;
        const Area area = area_of(&op->text, page_height_mm);
        widen(&whole, &area);
        add_corners(quads, &area);
    }
    const double edges[] = {whole.left, whole.bottom, whole.right, whole.top};
    for (size_t i = 0; i < G_N_ELEMENTS(edges); i++)
        add_number(rect, edges[i]);
    g_string_append(rect, " ]");
    g_string_append(quads, " ]");
    qpdf_oh_replace_key(qpdf, annotation, "/Rect", qpdf_oh_parse(qpdf, rect->str));
    qpdf_oh_replace_key(qpdf, annotation, "/QuadPoints", qpdf_oh_parse(qpdf, quads->str));
}

/* --- tree --- */

/* A new entry of the parent tree, which leads from the annotation to `element`. */
static int
add_parent(qpdf_data qpdf, qpdf_oh element)
{
    qpdf_oh tree = qpdf_oh_get_key(qpdf, qpdf_get_root(qpdf), "/StructTreeRoot");
    qpdf_oh numbers = qpdf_oh_get_key(qpdf, qpdf_oh_get_key(qpdf, tree, "/ParentTree"), "/Nums");
    const int n = qpdf_oh_get_array_n_items(qpdf, numbers);
    const int last =
        n == 0 ? -1
               : qpdf_oh_get_int_value_as_int(qpdf, qpdf_oh_get_array_item(qpdf, numbers, n - 2));
    qpdf_oh_append_item(qpdf, numbers, qpdf_oh_new_integer(qpdf, last + 1));
    qpdf_oh_append_item(qpdf, numbers, element);
    qpdf_oh_replace_key(qpdf, tree, "/ParentTreeNextKey", qpdf_oh_new_integer(qpdf, last + 2));
    return last + 1;
}

/* The array under `key`, made of what is there when it is none. */
static qpdf_oh
array_of(qpdf_data qpdf, qpdf_oh object, const char *key)
{
    qpdf_oh value = qpdf_oh_get_key(qpdf, object, key);
    if (qpdf_oh_is_array(qpdf, value))
        return value;
    qpdf_oh array = qpdf_oh_new_array(qpdf);
    if (!qpdf_oh_is_null(qpdf, value))
        qpdf_oh_append_item(qpdf, array, value);
    qpdf_oh_replace_key(qpdf, object, key, array);
    return array;
}

static qpdf_oh
new_annotation(qpdf_data qpdf, const Op *op, qpdf_oh page)
{
    qpdf_oh annotation =
        qpdf_oh_parse(qpdf, "<< /Type /Annot /Subtype /Link /Border [ 0 0 0 ] /A << /S /URI >> >>");
    qpdf_oh action = qpdf_oh_get_key(qpdf, annotation, "/A");
    qpdf_oh_replace_key(qpdf, action, "/URI", qpdf_oh_new_string(qpdf, op->open.url));
    qpdf_oh_replace_key(qpdf, annotation, "/Contents",
                        qpdf_oh_new_unicode_string(qpdf, op->open.alt));
    qpdf_oh_replace_key(qpdf, annotation, "/F", qpdf_oh_new_integer(qpdf, PRINTED));
    qpdf_oh_replace_key(qpdf, annotation, "/P", page);
    return annotation;
}

void
pdf_link_finish(qpdf_data qpdf, qpdf_oh element, const DisplayList *list, guint open, int page,
                double page_height_mm)
{
    const Op *op = &g_array_index(list->ops, Op, open);
    qpdf_oh page_object = qpdf_get_page_n(qpdf, (size_t)page);
    qpdf_oh annotation = qpdf_make_indirect_object(qpdf, new_annotation(qpdf, op, page_object));
    place(qpdf, annotation, list, open, page_height_mm);
    qpdf_oh_replace_key(qpdf, annotation, "/StructParent",
                        qpdf_oh_new_integer(qpdf, add_parent(qpdf, element)));
    qpdf_oh_append_item(qpdf, array_of(qpdf, page_object, "/Annots"), annotation);

    qpdf_oh reference = qpdf_oh_parse(qpdf, "<< /Type /OBJR >>");
    qpdf_oh_replace_key(qpdf, reference, "/Obj", annotation);
    qpdf_oh_replace_key(qpdf, reference, "/Pg", page_object);
    qpdf_oh_append_item(qpdf, array_of(qpdf, element, "/K"), reference);
    qpdf_oh_replace_key(qpdf, element, "/S", qpdf_oh_new_name(qpdf, "/Link"));
}
