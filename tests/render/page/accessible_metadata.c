/* The XMP packet, and that the information dictionary says the same: ISO 19005-2, 6.6; ISO 14289-1, 5
 * and 7.1. */
#include <string.h>

#include "tests/render/page/accessible_rules.h"

/* Prefixes are part of the rules, and so is what they stand for. */
static const struct {
    const char *prefix, *uri;
} NAMESPACES[] = {
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"dc", "http://purl.org/dc/elements/1.1/"},
    {"xmp", "http://ns.adobe.com/xap/1.0/"},
    {"pdf", "http://ns.adobe.com/pdf/1.3/"},
    {"pdfaid", "http://www.aiim.org/pdfa/ns/id/"},
    {"pdfuaid", "http://www.aiim.org/pdfua/ns/id/"},
    {"pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"},
    {"pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"},
    {"pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"},
};

static const struct {
    const char *name, *wanted; /* any text where NULL */
} PROPERTIES[] = {
    {"dc:title", NULL},
    {"dc:language", NULL},
    {"xmp:CreateDate", NULL},
    {"xmp:ModifyDate", NULL},
    {"pdfaid:part", "2"},
    {"pdfaid:conformance", "A"},
    {"pdfuaid:part", "1"},
    /* The one property that ISO 19005-2 does not know, described. */
    {"pdfaSchema:schema", NULL},
    {"pdfaSchema:namespaceURI", "http://www.aiim.org/pdfua/ns/id/"},
    {"pdfaSchema:prefix", "pdfuaid"},
    {"pdfaProperty:name", "part"},
    {"pdfaProperty:valueType", "Integer"},
    {"pdfaProperty:category", "internal"},
    {"pdfaProperty:description", NULL},
};

typedef struct {
    PdfFile *file;
    GHashTable *texts; /* innermost element that is not of rdf: -> its text */
} Packet;

static const char *
uri_of(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(NAMESPACES); i++) {
        const size_t n = strlen(NAMESPACES[i].prefix);
        if (strncmp(name, NAMESPACES[i].prefix, n) == 0 && name[n] == ':')
            return NAMESPACES[i].uri;
    }
    return NULL;
}

static void
start_element(GMarkupParseContext *context, const char *name, const char **keys,
              const char **values, gpointer data, GError **error)
{
    (void)context;
    (void)error;
    Packet *self = data;
    if (uri_of(name) == NULL && strcmp(name, "x:xmpmeta") != 0)
        pdf_file_fault(self->file, "xmp", "%s is of no schema that archives know", name);
    for (int i = 0; keys[i] != NULL; i++) {
        if (!g_str_has_prefix(keys[i], "xmlns:") || strcmp(keys[i], "xmlns:x") == 0)
            continue;
        g_autofree char *sample = g_strconcat(keys[i] + strlen("xmlns:"), ":", NULL);
        if (g_strcmp0(uri_of(sample), values[i]) != 0)
            pdf_file_fault(self->file, "xmp", "%s stands for %s", keys[i], values[i]);
    }
}

static void
add_text(GMarkupParseContext *context, const char *text, gsize n, gpointer data, GError **error)
{
    (void)error;
    Packet *self = data;
    const GSList *stack = g_markup_parse_context_get_element_stack(context);
    while (stack != NULL && g_str_has_prefix(stack->data, "rdf:"))
        stack = stack->next;
    if (stack == NULL)
        return;
    const char *before = g_hash_table_lookup(self->texts, stack->data);
    g_autofree char *more = g_strndup(text, n);
    g_hash_table_insert(self->texts, g_strdup(stack->data),
                        g_strconcat(before == NULL ? "" : before, more, NULL));
}

/* "D:20260612000000Z" and "2026-06-12T00:00:00Z" are the same moment. */
static char *
date_digits(const char *date)
{
    GString *digits = g_string_new(NULL);
    for (const char *at = date == NULL ? "" : date; *at != '\0'; at++)
        if (g_ascii_isdigit(*at) || *at == 'Z')
            g_string_append_c(digits, *at);
    return g_string_free(digits, FALSE);
}

static char *
info_text(const PdfFile *file, const char *key)
{
    qpdf_oh info = pdf_file_get(file, qpdf_get_trailer(file->qpdf), "/Info");
    return pdf_file_text(file, pdf_file_get(file, info, key));
}

static void
check_agreement(PdfFile *file, GHashTable *texts)
{
    static const struct {
        const char *key, *name;
        bool is_date;
    } PAIRS[] = {
        {"/Title", "dc:title", false},
        {"/Author", "dc:creator", false},
        {"/Subject", "dc:description", false},
        {"/Producer", "pdf:Producer", false},
        {"/CreationDate", "xmp:CreateDate", true},
        {"/ModDate", "xmp:ModifyDate", true},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(PAIRS); i++) {
        g_autofree char *info = info_text(file, PAIRS[i].key);
        const char *xmp = g_hash_table_lookup(texts, PAIRS[i].name);
        g_autofree char *info_digits = date_digits(info);
        g_autofree char *xmp_digits = date_digits(xmp);
        const bool agree =
            PAIRS[i].is_date ? strcmp(info_digits, xmp_digits) == 0 : g_strcmp0(info, xmp) == 0;
        if (!agree)
            pdf_file_fault(file, "title", "%s is \"%s\", but %s \"%s\"", PAIRS[i].key,
                           info == NULL ? "" : info, PAIRS[i].name, xmp == NULL ? "" : xmp);
    }
}

static void
check_properties(PdfFile *file, GHashTable *texts)
{
    for (size_t i = 0; i < G_N_ELEMENTS(PROPERTIES); i++) {
        const char *text = g_hash_table_lookup(texts, PROPERTIES[i].name);
        g_autofree char *stripped = g_strstrip(g_strdup(text == NULL ? "" : text));
        if (stripped[0] == '\0')
            pdf_file_fault(file, "xmp", "%s is missing", PROPERTIES[i].name);
        else if (PROPERTIES[i].wanted != NULL && strcmp(stripped, PROPERTIES[i].wanted) != 0)
            pdf_file_fault(file, "xmp", "%s is %s", PROPERTIES[i].name, stripped);
    }
}

static void
parse(PdfFile *file, GByteArray *xmp)
{
    static const GMarkupParser PARSER = {.start_element = start_element, .text = add_text};
    g_autoptr(GHashTable) texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    Packet packet = {file, texts};
    GMarkupParseContext *context = g_markup_parse_context_new(&PARSER, 0, &packet, NULL);
    g_autoptr(GError) error = NULL;
    if (!g_markup_parse_context_parse(context, (const char *)xmp->data, xmp->len, &error) ||
        !g_markup_parse_context_end_parse(context, &error))
        pdf_file_fault(file, "xmp", "not well-formed: %s", error->message);
    g_markup_parse_context_free(context);
    check_properties(file, texts);
    check_agreement(file, texts);
}

void
rules_of_metadata(PdfFile *file)
{
    qpdf_oh stream = pdf_file_get(file, qpdf_get_root(file->qpdf), "/Metadata");
    g_autoptr(GByteArray) xmp = pdf_file_stream(file, stream);
    if (xmp == NULL) {
        pdf_file_fault(file, "xmp", "there is no metadata");
        return;
    }
    const char *header = (const char *)xmp->data;
    const char *end = strstr(header, "?>");
    if (!g_str_has_prefix(header, "<?xpacket begin=\"\xef\xbb\xbf\"") || end == NULL ||
        g_strstr_len(header, end - header, "bytes=") != NULL ||
        g_strstr_len(header, end - header, "encoding=") != NULL)
        pdf_file_fault(file, "xmp", "the packet does not begin as one");
    parse(file, xmp);
}
