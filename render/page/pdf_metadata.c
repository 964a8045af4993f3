#include "render/page/pdf_metadata.h"

#include <string.h>

#include "render/page/pdf_stream.h"

#define PRODUCER "miroir"

/* An XMP packet: ISO 16684-1. Its properties are those that ISO 19005-2, 6.6 knows; what it does not
 * know, the mark of PDF/UA (ISO 14289-1, 5), has to be described before it may be used. */
static const char PACKET_START[] =
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
    "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
    "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" "
    "xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\" "
    "xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
    "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
    "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">"
    "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
    "<pdfuaid:part>1</pdfuaid:part>"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file keeps</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>";
static const char PACKET_END[] = "</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>";

static char *
packet(const DocumentInfo *info)
{
    GString *xmp = g_string_new(PACKET_START);
    const struct {
        const char *start, *value, *end;
    } properties[] = {
        {"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->title,
         "</rdf:li></rdf:Alt></dc:title>"},
        {"<dc:creator><rdf:Seq><rdf:li>", info->author, "</rdf:li></rdf:Seq></dc:creator>"},
        {"<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", info->subject,
         "</rdf:li></rdf:Alt></dc:description>"},
        {"<dc:language><rdf:Bag><rdf:li>", info->language, "</rdf:li></rdf:Bag></dc:language>"},
        {"<xmp:CreateDate>", info->created, "</xmp:CreateDate>"},
        {"<xmp:ModifyDate>", info->created, "</xmp:ModifyDate>"},
        {"<pdf:Producer>", PRODUCER, "</pdf:Producer>"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(properties); i++) {
        if (properties[i].value == NULL || properties[i].value[0] == '\0')
            continue;
        g_autofree char *escaped = g_markup_escape_text(properties[i].value, -1);
        g_string_append_printf(xmp, "%s%s%s", properties[i].start, escaped, properties[i].end);
    }
    g_string_append(xmp, PACKET_END);
    return g_string_free(xmp, FALSE);
}

/* Without a filter: programs that cannot read a PDF look for it between the bytes. */
static void
add_packet(qpdf_data qpdf, qpdf_oh root, const DocumentInfo *info)
{
    g_autofree char *xmp = packet(info);
    qpdf_oh stream = pdf_stream_new(qpdf, xmp, strlen(xmp), "null");
    qpdf_oh dictionary = qpdf_oh_get_dict(qpdf, stream);
    qpdf_oh_replace_key(qpdf, dictionary, "/Type", qpdf_oh_new_name(qpdf, "/Metadata"));
    qpdf_oh_replace_key(qpdf, dictionary, "/Subtype", qpdf_oh_new_name(qpdf, "/XML"));
    qpdf_oh_replace_key(qpdf, root, "/Metadata", stream);
}

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
add_colours(qpdf_data qpdf, qpdf_oh root, GBytes *profile)
{
    gsize n = 0;
    const char *bytes = g_bytes_get_data(profile, &n);
    qpdf_oh stream = pdf_stream_new(qpdf, bytes, n, "/FlateDecode");
    qpdf_oh_replace_key(qpdf, qpdf_oh_get_dict(qpdf, stream), "/N", qpdf_oh_new_integer(qpdf, 3));
    qpdf_oh intent = qpdf_oh_parse(qpdf, "<< /Type /OutputIntent /S /GTS_PDFA1 "
                                         "/OutputConditionIdentifier (sRGB) /Info (sRGB) >>");
    qpdf_oh_replace_key(qpdf, intent, "/DestOutputProfile", stream);
    qpdf_oh intents = qpdf_oh_new_array(qpdf);
    qpdf_oh_append_item(qpdf, intents, intent);
    qpdf_oh_replace_key(qpdf, root, "/OutputIntents", intents);
}

void
pdf_metadata_add(qpdf_data qpdf, const DocumentInfo *info, GBytes *profile)
{
    qpdf_oh root = qpdf_get_root(qpdf);
    qpdf_oh_replace_key(qpdf, root, "/Lang", qpdf_oh_new_string(qpdf, info->language));
    qpdf_oh_replace_key(qpdf, root, "/ViewerPreferences",
                        qpdf_oh_parse(qpdf, "<< /DisplayDocTitle true >>"));
    add_packet(qpdf, root, info);
    add_colours(qpdf, root, profile);

    g_autofree char *date = pdf_date(info->created);
    qpdf_set_info_key(qpdf, "/Producer", PRODUCER);
    qpdf_set_info_key(qpdf, "/CreationDate", date);
    qpdf_set_info_key(qpdf, "/ModDate", date);
}
