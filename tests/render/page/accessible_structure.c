/* The structure tree: which elements stand where, headings in order, figures that say what they show,
 * tables that can be walked. ISO 14289-1, 7.1 to 7.5; ISO 32000-1, 14.8.4. */
#include <string.h>

#include "tests/render/page/accessible_rules.h"

/* Where an element may stand, and what may stand in it; any where NULL. */
static const struct {
    const char *type;
    const char *parents[3];
    const char *children[4];
} TYPES[] = {
    {"Document", {""}, {NULL}},
    {"Sect", {"Document", "Sect"}, {NULL}},
    {"H1", {NULL}, {"Span", "Link"}},
    {"H2", {NULL}, {"Span", "Link"}},
    {"H3", {NULL}, {"Span", "Link"}},
    {"P", {NULL}, {"Span", "Link"}},
    {"Span", {NULL}, {"Link"}},
    {"Link", {NULL}, {"Span"}},
    {"Figure", {NULL}, {NULL}},
    {"Table", {NULL}, {"TR", "Caption"}},
    {"Caption", {"Table", "L"}, {NULL}},
    {"TR", {"Table"}, {"TH", "TD"}},
    {"TH", {"TR"}, {NULL}},
    {"TD", {"TR"}, {NULL}},
    {"L", {NULL}, {"LI", "Caption"}},
    {"LI", {"L"}, {"Lbl", "LBody"}},
    {"Lbl", {"LI"}, {NULL}},
    {"LBody", {"LI"}, {NULL}},
};

/* A cell may be empty: a signature, a value that is not there. */
static const char *const NEVER_EMPTY[] = {"Document", "Sect", "H1", "H2", "H3", "P",     "Figure",
                                          "Table",    "TR",   "TH", "L",  "LI", "LBody", "Lbl"};

static bool
allows(const char *const *names, size_t n, const char *name)
{
    if (names[0] == NULL)
        return true;
    for (size_t i = 0; i < n && names[i] != NULL; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static void
check_place(PdfFile *file, const PdfTree *tree, const PdfElement *element)
{
    const char *parent = pdf_tree_parent_type(tree, element);
    bool known = false, fits_parent = true;
    for (size_t i = 0; i < G_N_ELEMENTS(TYPES); i++) {
        if (pdf_element_is(element, TYPES[i].type)) {
            known = true;
            fits_parent =
                fits_parent && allows(TYPES[i].parents, G_N_ELEMENTS(TYPES[i].parents), parent);
        }
        if (strcmp(parent, TYPES[i].type) == 0)
            fits_parent = fits_parent &&
                          allows(TYPES[i].children, G_N_ELEMENTS(TYPES[i].children), element->type);
    }
    if (!known)
        pdf_file_fault(file, "type", "%s is no type that readers know", element->type);
    if (!fits_parent)
        pdf_file_fault(file, "type", "%s stands in \"%s\"", element->type, parent);
    if (element->marks->len == 0 && element->children->len == 0 &&
        allows(NEVER_EMPTY, G_N_ELEMENTS(NEVER_EMPTY), element->type))
        pdf_file_fault(file, "empty", "a %s has nothing in it", element->type);
}

/* ISO 14289-1, 7.4.2: H1 first, and downwards one level at a time. */
static void
check_headings(PdfFile *file, const PdfTree *tree)
{
    int level = 0;
    for (guint i = 0; i < tree->elements->len; i++) {
        const char *type = pdf_tree_element(tree, (int)i)->type;
        if (type[0] != 'H' || !g_ascii_isdigit(type[1]))
            continue;
        const int next = g_ascii_digit_value(type[1]);
        if (next > level + 1)
            pdf_file_fault(file, "heading", "%s after level %d", type, level);
        level = next;
    }
    if (level == 0)
        pdf_file_fault(file, "heading", "there is none");
}

/* --- figures --- */

/* A text alternative that states a message holds a number, or says why there is none. */
static bool
states_a_message(const char *alt, const PdfExpectation *wanted)
{
    if (strpbrk(alt, "0123456789") != NULL)
        return true;
    for (const char *const *reason = wanted->reasons; *reason != NULL; reason++)
        if (strstr(alt, *reason) != NULL)
            return true;
    return false;
}

static void
check_alternative(PdfFile *file, const PdfElement *figure, const PdfExpectation *wanted)
{
    g_autofree char *alt = pdf_file_text(file, pdf_file_get(file, figure->object, "/Alt"));
    if (alt == NULL || alt[strspn(alt, " ")] == '\0')
        pdf_file_fault(file, "figure", "a figure has no text");
    else if (!states_a_message(alt, wanted))
        pdf_file_fault(file, "message", "\"%s\" is no message", alt);
    else if (strpbrk(alt, "*^{}\\") != NULL)
        pdf_file_fault(file, "figure", "\"%s\" has marks of the typesetter", alt);
}

/* The page that the first mark at or below the element is on; -1 without one. */
static int
page_of(const PdfTree *tree, const PdfElement *element)
{
    if (element->marks->len > 0)
        return g_array_index(element->marks, PdfMark, 0).page;
    int page = -1;
    for (guint i = 0; i < element->children->len && page < 0; i++)
        page = page_of(tree, pdf_tree_element(tree, g_array_index(element->children, int, i)));
    return page;
}

/* ISO 32000-1, 14.8.5.4.3: the place of a figure or a table, inside its page. */
static void
check_bounds(PdfFile *file, const PdfTree *tree, const PdfElement *element)
{
    qpdf_oh box = pdf_element_attribute(file, element, "/Layout", "/BBox");
    const int page = page_of(tree, element);
    if (page < 0 || pdf_file_length(file, box) != 4) {
        pdf_file_fault(file, "bounds", "a %s does not say where it is", element->type);
        return;
    }
    qpdf_oh media = pdf_file_get(file, pdf_file_page(file, page), "/MediaBox");
    double edges[4], page_edges[4];
    for (int i = 0; i < 4; i++) {
        edges[i] =
            qpdf_oh_get_numeric_value(file->qpdf, qpdf_oh_get_array_item(file->qpdf, box, i));
        page_edges[i] =
            qpdf_oh_get_numeric_value(file->qpdf, qpdf_oh_get_array_item(file->qpdf, media, i));
    }
    if (edges[0] >= edges[2] || edges[1] >= edges[3] || edges[0] < page_edges[0] ||
        edges[1] < page_edges[1] || edges[2] > page_edges[2] || edges[3] > page_edges[3])
        pdf_file_fault(file, "bounds", "page %d: a %s is at %.0f %.0f %.0f %.0f", page + 1,
                       element->type, edges[0], edges[1], edges[2], edges[3]);
}

/* --- tables --- */

static int
columns_of(PdfFile *file, const PdfTree *tree, const PdfElement *row)
{
    int columns = 0;
    for (guint i = 0; i < row->children->len; i++) {
        const PdfElement *cell = pdf_tree_element(tree, g_array_index(row->children, int, i));
        if (!pdf_file_is_null(file, pdf_element_attribute(file, cell, "/Table", "/RowSpan")))
            pdf_file_fault(file, "table", "a cell spans rows, which nobody here counts");
        columns +=
            pdf_file_integer(file, pdf_element_attribute(file, cell, "/Table", "/ColSpan"), 1);
    }
    return columns;
}

static void
check_header(PdfFile *file, const PdfElement *header)
{
    static const char *const SCOPES[] = {"Row", "Column", "Both"};
    g_autofree char *scope =
        pdf_file_name(file, pdf_element_attribute(file, header, "/Table", "/Scope"));
    if (!allows(SCOPES, G_N_ELEMENTS(SCOPES), scope))
        pdf_file_fault(file, "scope", "a header of a table does not say what it heads: \"%s\"",
                       scope);
}

static void
check_table(PdfFile *file, const PdfTree *tree, const PdfElement *table)
{
    int columns = -1, n_headers = 0;
    for (guint i = 0; i < table->children->len; i++) {
        const PdfElement *row = pdf_tree_element(tree, g_array_index(table->children, int, i));
        if (!pdf_element_is(row, "TR"))
            continue;
        const int own = columns_of(file, tree, row);
        if (columns >= 0 && own != columns)
            pdf_file_fault(file, "table", "a row has %d columns after rows of %d", own, columns);
        columns = own;
        for (guint k = 0; k < row->children->len; k++)
            n_headers +=
                pdf_element_is(pdf_tree_element(tree, g_array_index(row->children, int, k)), "TH");
    }
    if (n_headers == 0)
        pdf_file_fault(file, "table", "a table has no headers");
}

void
rules_of_structure(PdfFile *file, const PdfTree *tree, const PdfExpectation *wanted)
{
    int n_tops = 0;
    for (guint i = 0; i < tree->elements->len; i++) {
        const PdfElement *element = pdf_tree_element(tree, (int)i);
        n_tops += element->parent < 0;
        check_place(file, tree, element);
        if (pdf_element_is(element, "Figure"))
            check_alternative(file, element, wanted);
        if (pdf_element_is(element, "Figure") || pdf_element_is(element, "Table"))
            check_bounds(file, tree, element);
        if (pdf_element_is(element, "TH"))
            check_header(file, element);
        if (pdf_element_is(element, "Table"))
            check_table(file, tree, element);
    }
    if (n_tops != 1)
        pdf_file_fault(file, "structure", "there are %d documents in one", n_tops);
    check_headings(file, tree);
}
