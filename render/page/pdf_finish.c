#include "render/page/pdf_finish.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "render/page/display_list.h"
#include "render/page/text_layout.h"

#define PRODUCER "miroir"
#define DEFLATE_LEVEL 2

static const struct {
    Role role;
    const char *text;
} ATTRIBUTES[] = {
    {ROLE_FIGURE, "<< /O /Layout /Placement /Block >>"},
    {ROLE_COLUMN_HEADER, "<< /O /Table /Scope /Column >>"},
    {ROLE_ROW_HEADER, "<< /O /Table /Scope /Row >>"},
};

typedef struct {
    qpdf_data qpdf;
    const DocumentInfo *info;
    const DisplayList *list;
    qpdf_oh attributes[N_ROLES]; /* shared by all elements of a role; 0 for none */
    guint next_op; /* of the display list: elements are met in the order they were opened in */
} Finish;

/* --- small words for qpdf --- */

static qpdf_oh
get(const Finish *self, qpdf_oh dictionary, const char *key)
{
    return qpdf_oh_get_key(self->qpdf, dictionary, key);
}

static void
set(const Finish *self, qpdf_oh dictionary, const char *key, qpdf_oh value)
{
    qpdf_oh_replace_key(self->qpdf, dictionary, key, value);
}

static qpdf_oh
parse(const Finish *self, const char *text)
{
    return qpdf_oh_parse(self->qpdf, text);
}

static bool
is_name(const Finish *self, qpdf_oh object, const char *name)
{
    return qpdf_oh_is_name(self->qpdf, object) &&
           strcmp(qpdf_oh_get_name(self->qpdf, object), name) == 0;
}

static qpdf_oh
new_stream(const Finish *self, const void *bytes, gsize n, const char *filter)
{
    qpdf_oh stream = qpdf_oh_new_stream(self->qpdf);
    qpdf_oh_replace_stream_data(self->qpdf, stream, bytes, n, parse(self, filter),
                                qpdf_oh_new_null(self->qpdf));
    return stream;
}

/* Deflated here with less effort than qpdf would take: page contents are rewritten for every booklet,
 * and a twentieth of their size is not worth the time. */
static qpdf_oh
new_deflated_stream(const Finish *self, const void *bytes, gsize n)
{
    uLongf length = compressBound(n);
    g_autofree Bytef *deflated = g_malloc(length);
    if (compress2(deflated, &length, bytes, n, DEFLATE_LEVEL) != Z_OK)
        g_error("out of memory");
    return new_stream(self, deflated, length, "/FlateDecode");
}

/* --- structure --- */

/* The next element of the display list: the structure tree lists them in the same order, since an
 * element is never opened again. *out_leaf: it has no elements inside. */
static const Op *
next_open(Finish *self, bool *out_leaf)
{
    while (self->next_op < self->list->ops->len) {
        const Op *op = &g_array_index(self->list->ops, Op, self->next_op++);
        if (op->kind != OP_OPEN)
            continue;
        *out_leaf = op[1].kind != OP_OPEN; /* an element is closed: there is a next operation */
        return op;
    }
    return NULL;
}

static void
describe(const Finish *self, qpdf_oh element, const Op *op)
{
    if (op->open.role == ROLE_FIGURE)
        set(self, element, "/Alt", qpdf_oh_new_unicode_string(self->qpdf, op->open.alt));
    if (self->attributes[op->open.role] != 0)
        set(self, element, "/A", self->attributes[op->open.role]);
}

static bool finish_element(Finish *self, qpdf_oh element, bool *out_drop);

/* The children of an element, artifacts taken out. */
static bool
finish_children(Finish *self, qpdf_oh element)
{
    qpdf_oh children = get(self, element, "/K");
    bool drop = false;
    if (qpdf_oh_is_array(self->qpdf, children)) {
        for (int i = 0; i < qpdf_oh_get_array_n_items(self->qpdf, children);) {
            qpdf_oh child = qpdf_oh_get_array_item(self->qpdf, children, i);
            if (!finish_element(self, child, &drop))
                return false;
            if (drop)
                qpdf_oh_erase_item(self->qpdf, children, i);
            else
                i++;
        }
    } else if (qpdf_oh_is_dictionary(self->qpdf, children)) {
        if (!finish_element(self, children, &drop))
            return false;
        if (drop)
            qpdf_oh_remove_key(self->qpdf, element, "/K");
    }
    return true;
}

/* False when the tree does not follow the display list. Inside a leaf are only numbers of marks:
 * they are most of the tree, and nobody need look at them. */
static bool
finish_element(Finish *self, qpdf_oh element, bool *out_drop)
{
    bool leaf = false;
    const Op *op = next_open(self, &leaf);
    qpdf_oh tag = get(self, element, "/S");
    if (op == NULL || !qpdf_oh_is_name(self->qpdf, tag) ||
        strcmp(qpdf_oh_get_name(self->qpdf, tag) + 1, role_rule(op->open.role)->tag) != 0)
        return false;
    describe(self, element, op);
    *out_drop = op->open.role == ROLE_ARTIFACT;
    return leaf || finish_children(self, element);
}

static bool
finish_structure(Finish *self, qpdf_oh tree)
{
    qpdf_oh document = get(self, tree, "/K");
    if (qpdf_oh_is_array(self->qpdf, document))
        document = qpdf_oh_get_array_item(self->qpdf, document, 0);
    if (!is_name(self, get(self, document, "/S"), "/Document"))
        return false;
    set(self, document, "/Lang", qpdf_oh_new_string(self->qpdf, self->info->language));
    for (size_t i = 0; i < G_N_ELEMENTS(ATTRIBUTES); i++)
        self->attributes[ATTRIBUTES[i].role] =
            qpdf_make_indirect_object(self->qpdf, parse(self, ATTRIBUTES[i].text));
    bool leaf = false;
    return finish_children(self, document) && next_open(self, &leaf) == NULL;
}

/* --- artifacts --- */

/* The elements of a page by number of mark, or null. */
static qpdf_oh
parents_of_page(const Finish *self, qpdf_oh tree, qpdf_oh page)
{
    qpdf_oh key = get(self, page, "/StructParents");
    qpdf_oh numbers = get(self, get(self, tree, "/ParentTree"), "/Nums");
    if (!qpdf_oh_is_integer(self->qpdf, key))
        return qpdf_oh_new_null(self->qpdf);
    int wanted = qpdf_oh_get_int_value_as_int(self->qpdf, key);
    for (int i = 0; i + 1 < qpdf_oh_get_array_n_items(self->qpdf, numbers); i += 2) {
        qpdf_oh number = qpdf_oh_get_array_item(self->qpdf, numbers, i);
        if (qpdf_oh_get_int_value_as_int(self->qpdf, number) == wanted)
            return qpdf_oh_get_array_item(self->qpdf, numbers, i + 1);
    }
    return qpdf_oh_new_null(self->qpdf);
}

/* Marks of artifacts become marks of nothing: out of the content, and out of the parent tree. Texts
 * are hexadecimal glyph numbers in the content, so that the words looked for are operators. */
static void
finish_page(const Finish *self, qpdf_oh tree, qpdf_oh page)
{
    static const char MARK[] = "/Private << /MCID ", END[] = "BDC", ARTIFACT[] = "/Artifact BMC";
    unsigned char *content = NULL;
    size_t n = 0;
    if ((qpdf_oh_get_page_content_data(self->qpdf, page, &content, &n) & QPDF_ERRORS) != 0)
        return;

    qpdf_oh parents = parents_of_page(self, tree, page);
    g_autoptr(GString) rewritten = g_string_sized_new(n);
    const char *at = (const char *)content, *end = at + n, *mark = NULL;
    while ((mark = memmem(at, (size_t)(end - at), MARK, sizeof MARK - 1)) != NULL) {
        const char *close = memmem(mark, (size_t)(end - mark), END, sizeof END - 1);
        if (close == NULL)
            break;
        g_string_append_len(rewritten, at, mark - at);
        g_string_append(rewritten, ARTIFACT);
        if (qpdf_oh_is_array(self->qpdf, parents))
            qpdf_oh_set_array_item(self->qpdf, parents, atoi(mark + sizeof MARK - 1),
                                   qpdf_oh_new_null(self->qpdf));
        at = close + sizeof END - 1;
    }
    g_string_append_len(rewritten, at, end - at);
    free(content);

    set(self, page, "/Contents", new_deflated_stream(self, rewritten->str, rewritten->len));
    set(self, page, "/Tabs", qpdf_oh_new_name(self->qpdf, "/S"));
}

/* --- document --- */

/* "2026-06-12" is "D:20260612": cairo 1.16 leaves the "D:" out. */
static char *
pdf_date(const char *iso)
{
    GString *date = g_string_new("D:");
    for (const char *at = iso; *at != '\0'; at++)
        if (g_ascii_isdigit(*at) || *at == 'Z')
            g_string_append_c(date, *at);
    return g_string_free(date, FALSE);
}

static void
add_metadata(const Finish *self, qpdf_oh root)
{
    const DocumentInfo *info = self->info;
    g_autofree char *xmp = g_markup_printf_escaped(
        "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
        "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">"
        "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>"
        "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>"
        "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>"
        "<xmp:CreateDate>%s</xmp:CreateDate><xmp:ModifyDate>%s</xmp:ModifyDate>"
        "<pdf:Producer>" PRODUCER "</pdf:Producer>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>",
        info->title, info->author == NULL ? "" : info->author, info->language, info->created,
        info->created);
    /* Metadata stays readable without a PDF reader. */
    qpdf_oh stream = new_stream(self, xmp, strlen(xmp), "null");
    qpdf_oh dictionary = qpdf_oh_get_dict(self->qpdf, stream);
    set(self, dictionary, "/Type", qpdf_oh_new_name(self->qpdf, "/Metadata"));
    set(self, dictionary, "/Subtype", qpdf_oh_new_name(self->qpdf, "/XML"));
    set(self, root, "/Metadata", stream);
    qpdf_set_info_key(self->qpdf, "/Producer", PRODUCER);
    g_autofree char *date = pdf_date(info->created);
    qpdf_set_info_key(self->qpdf, "/CreationDate", date);
    qpdf_set_info_key(self->qpdf, "/ModDate", date);
}

static void
add_colour_space(const Finish *self, qpdf_oh root, GBytes *profile)
{
    gsize n = 0;
    const char *bytes = g_bytes_get_data(profile, &n);
    qpdf_oh stream = new_stream(self, bytes, n, "/FlateDecode");
    set(self, qpdf_oh_get_dict(self->qpdf, stream), "/N", qpdf_oh_new_integer(self->qpdf, 3));
    qpdf_oh intent = parse(self, "<< /Type /OutputIntent /S /GTS_PDFA1 "
                                 "/OutputConditionIdentifier (sRGB) /Info (sRGB) >>");
    set(self, intent, "/DestOutputProfile", stream);
    qpdf_oh intents = qpdf_oh_new_array(self->qpdf);
    qpdf_oh_append_item(self->qpdf, intents, intent);
    set(self, root, "/OutputIntents", intents);
}

static bool
finish_document(Finish *self, GBytes *profile)
{
    qpdf_oh root = qpdf_get_root(self->qpdf);
    set(self, root, "/Lang", qpdf_oh_new_string(self->qpdf, self->info->language));
    set(self, root, "/ViewerPreferences", parse(self, "<< /DisplayDocTitle true >>"));
    add_metadata(self, root);
    if (profile != NULL)
        add_colour_space(self, root, profile);

    qpdf_oh tree = get(self, root, "/StructTreeRoot");
    int n_pages = qpdf_get_num_pages(self->qpdf);
    for (int i = 0; i < n_pages; i++)
        finish_page(self, tree, qpdf_get_page_n(self->qpdf, (size_t)i));
    return finish_structure(self, tree);
}

static GBytes *
write_pdf(const Finish *self)
{
    if ((qpdf_init_write_memory(self->qpdf) & QPDF_ERRORS) != 0)
        return NULL;
    qpdf_set_minimum_pdf_version(self->qpdf, "1.7");
    /* Object streams would halve the file, at a tenth of the time that a booklet takes. */
    qpdf_set_object_stream_mode(self->qpdf, qpdf_o_disable);
    qpdf_set_newline_before_endstream(self->qpdf, QPDF_TRUE);
    qpdf_set_deterministic_ID(self->qpdf, QPDF_TRUE);
    if ((qpdf_write(self->qpdf) & QPDF_ERRORS) != 0 || qpdf_has_error(self->qpdf))
        return NULL;
    return g_bytes_new(qpdf_get_buffer(self->qpdf), qpdf_get_buffer_length(self->qpdf));
}

GBytes *
pdf_finish(GBytes *draft, Canvas *canvas, GError **error)
{
    Finish self = {.qpdf = qpdf_init(), .info = canvas_info(canvas), .list = canvas_list(canvas)};
    qpdf_silence_errors(self.qpdf);
    qpdf_set_suppress_warnings(self.qpdf, QPDF_TRUE);

    gsize n = 0;
    const char *bytes = g_bytes_get_data(draft, &n);
    GBytes *finished = NULL;
    bool follows = true;
    if ((qpdf_read_memory(self.qpdf, "draft", bytes, n, NULL) & QPDF_ERRORS) == 0) {
        follows = finish_document(&self, typesetter_colour_profile(canvas_typesetter(canvas)));
        if (follows && !qpdf_has_error(self.qpdf))
            finished = write_pdf(&self);
    }
    if (!follows)
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW,
                    "the PDF's structure is not the one that was drawn");
    else if (finished == NULL)
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, "the PDF could not be completed: %s",
                    qpdf_has_error(self.qpdf)
                        ? qpdf_get_error_full_text(self.qpdf, qpdf_get_error(self.qpdf))
                        : "qpdf refused it");
    qpdf_cleanup(&self.qpdf);
    return finished;
}
