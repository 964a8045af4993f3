/* A reader of ZIP central directories, and the two checks on what is inside. */
#include "render/workbook/package.h"

#include <stdint.h>
#include <string.h>
#define ZLIB_CONST
#include <zlib.h>

#include "engine/words/words.h"
#include "render/workbook/book.h"

enum {
    END_RECORD_SIZE = 22,
    ENTRY_SIZE = 46,
    LOCAL_SIZE = 30,
    STORED = 0,
    DEFLATED = 8,
    RAW_DEFLATE = -15, /* zlib: no header, 32 KiB window */
};
static const uint32_t END_SIGNATURE = 0x06054b50, ENTRY_SIGNATURE = 0x02014b50,
                      LOCAL_SIGNATURE = 0x04034b50;
/* More than any workbook of ours; a damaged size must not take the memory. */
static const size_t MAXIMUM_PART = (size_t)1 << 30;

typedef struct {
    const uint8_t *bytes;
    size_t size;
} Archive;

void
package_part_free(PackagePart *self)
{
    if (self == NULL)
        return;
    g_free(self->name);
    g_free(self->text);
    g_free(self);
}

static uint32_t
number_at(const uint8_t *at, int n_bytes)
{
    uint32_t number = 0;
    for (int i = n_bytes - 1; i >= 0; i--)
        number = number << 8 | at[i];
    return number;
}

static bool
set_damaged(GError **error, const char *what)
{
    g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_WRITE,
                _("a workbook did not come out whole (%s); the disk may be full"), what);
    return false;
}

/* --- the archive --- */

static const uint8_t *
end_record(const Archive *archive)
{
    if (archive->size < END_RECORD_SIZE)
        return NULL;
    /* The library writes no comment after it. */
    const uint8_t *end = archive->bytes + archive->size - END_RECORD_SIZE;
    return number_at(end, 4) == END_SIGNATURE ? end : NULL;
}

static bool
inflate_into(const uint8_t *packed, size_t packed_size, char *text, size_t size)
{
    z_stream stream = {.next_in = packed,
                       .avail_in = (uInt)packed_size,
                       .next_out = (Bytef *)text,
                       .avail_out = (uInt)size};
    if (inflateInit2(&stream, RAW_DEFLATE) != Z_OK)
        return false;
    int code = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    return code == Z_STREAM_END && stream.total_out == size;
}

/* The part of a central directory entry, or NULL when its data are not what the entry says. */
static PackagePart *
part_of(const Archive *archive, const uint8_t *entry)
{
    const uint32_t method = number_at(entry + 10, 2), crc = number_at(entry + 16, 4);
    const size_t packed_size = number_at(entry + 20, 4), size = number_at(entry + 24, 4);
    const size_t local = number_at(entry + 42, 4);
    if (size > MAXIMUM_PART || local + LOCAL_SIZE > archive->size ||
        number_at(archive->bytes + local, 4) != LOCAL_SIGNATURE)
        return NULL;
    const uint8_t *header = archive->bytes + local;
    const size_t data = local + LOCAL_SIZE + number_at(header + 26, 2) + number_at(header + 28, 2);
    if (data + packed_size > archive->size)
        return NULL;

    g_autofree char *text = g_malloc0(size + 1);
    const uint8_t *packed = archive->bytes + data;
    if (method == STORED && packed_size == size)
        memcpy(text, packed, size);
    else if (method != DEFLATED || !inflate_into(packed, packed_size, text, size))
        return NULL;
    if (crc32(0, (const Bytef *)text, (uInt)size) != crc)
        return NULL;

    PackagePart *part = g_new0(PackagePart, 1);
    part->name = g_strndup((const char *)entry + ENTRY_SIZE, number_at(entry + 28, 2));
    part->text = g_steal_pointer(&text);
    part->size = size;
    return part;
}

GPtrArray *
package_parts(GBytes *bytes, GError **error)
{
    Archive archive = {0};
    archive.bytes = g_bytes_get_data(bytes, &archive.size);
    const uint8_t *end = end_record(&archive);
    if (end == NULL) {
        set_damaged(error, _("it has no end"));
        return NULL;
    }
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func((GDestroyNotify)package_part_free);
    const size_t n = number_at(end + 10, 2);
    size_t at = number_at(end + 16, 4);
    for (size_t i = 0; i < n; i++) {
        const uint8_t *entry = archive.bytes + at;
        if (at + ENTRY_SIZE > archive.size || number_at(entry, 4) != ENTRY_SIGNATURE ||
            at + ENTRY_SIZE + number_at(entry + 28, 2) > archive.size) {
            set_damaged(error, _("its directory is cut"));
            return NULL;
        }
        PackagePart *part = part_of(&archive, entry);
        if (part == NULL) {
            set_damaged(error, _("a part is damaged"));
            return NULL;
        }
        g_ptr_array_add(parts, part);
        at += ENTRY_SIZE + number_at(entry + 28, 2) + number_at(entry + 30, 2) +
              number_at(entry + 32, 2);
    }
    return g_steal_pointer(&parts);
}

/* --- what is inside --- */

typedef struct {
    size_t cells, strings, strings_said;
} Census;

static void
count_element(GMarkupParseContext *context G_GNUC_UNUSED, const char *element, const char **names,
              const char **values, gpointer data, GError **error G_GNUC_UNUSED)
{
    Census *census = data;
    if (g_str_equal(element, "c"))
        census->cells++;
    else if (g_str_equal(element, "si"))
        census->strings++;
    else if (g_str_equal(element, "sst"))
        for (size_t i = 0; names[i] != NULL; i++)
            if (g_str_equal(names[i], "uniqueCount"))
                census->strings_said = (size_t)g_ascii_strtoull(values[i], NULL, 10);
}

static bool
take_census(const PackagePart *part, Census *census)
{
    static const GMarkupParser PARSER = {.start_element = count_element};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&PARSER, 0, census, NULL);
    return g_markup_parse_context_parse(context, part->text, (gssize)part->size, NULL) &&
           g_markup_parse_context_end_parse(context, NULL);
}

/* Position of a sheet from 1, or 0 for other parts. */
static size_t
sheet_position(const char *name)
{
    static const char PREFIX[] = "xl/worksheets/sheet";
    if (!g_str_has_prefix(name, PREFIX))
        return 0;
    return (size_t)g_ascii_strtoull(name + strlen(PREFIX), NULL, 10);
}

bool
package_check(const GPtrArray *parts, const size_t *cells, size_t n_sheets, GError **error)
{
    size_t n_found = 0;
    for (guint i = 0; i < parts->len; i++) {
        const PackagePart *part = g_ptr_array_index(parts, i);
        const size_t position = sheet_position(part->name);
        Census census = {0};
        if (!take_census(part, &census) || census.strings != census.strings_said ||
            position > n_sheets || (position > 0 && census.cells != cells[position - 1])) {
            g_autofree char *what = g_strdup_printf(_("part %s is cut"), part->name);
            return set_damaged(error, what);
        }
        n_found += position > 0;
    }
    return n_found == n_sheets || set_damaged(error, _("a sheet is missing"));
}
