#include "engine/publish/archive.h"

#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#include "engine/publish/file.h"
#include "engine/words/words.h"

/* Signatures and fixed fields of APPNOTE 4.3.7, 4.3.12 and 4.3.16. */
#define LOCAL_HEADER 0x04034b50u
#define CENTRAL_HEADER 0x02014b50u
#define END_RECORD 0x06054b50u
#define NEEDED_VERSION 20     /* 2.0: folders */
#define MADE_BY (3 << 8 | 20) /* Unix, so that the mode below is understood */
#define UTF_8_NAMES 0x0800
#define STORED 0
#define MODE (0100600u << 16) /* a plain file, of its owner alone */

enum { MOST_FILES = 65534 };

typedef struct {
    char *name;
    GBytes *bytes;
    uint32_t checksum;
} Member;

struct Archive {
    uint16_t date, time; /* as MS-DOS writes them */
    GPtrArray *members;
};

static void
member_free(gpointer data)
{
    Member *self = data;
    g_free(self->name);
    g_bytes_unref(self->bytes);
    g_free(self);
}

Archive *
archive_new(int64_t time)
{
    Archive *self = g_new0(Archive, 1);
    self->members = g_ptr_array_new_with_free_func(member_free);
    self->date = 1 << 5 | 1;
    g_autoptr(GDateTime) moment = g_date_time_new_from_unix_utc(time);
    if (moment == NULL || g_date_time_get_year(moment) < 1980 ||
        g_date_time_get_year(moment) > 2107)
        return self;
    self->date =
        (uint16_t)((g_date_time_get_year(moment) - 1980) << 9 | g_date_time_get_month(moment) << 5 |
                   g_date_time_get_day_of_month(moment));
    self->time =
        (uint16_t)(g_date_time_get_hour(moment) << 11 | g_date_time_get_minute(moment) << 5 |
                   g_date_time_get_second(moment) / 2);
    return self;
}

void
archive_free(Archive *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->members);
    g_free(self);
}

void
archive_add(Archive *self, const char *name, GBytes *bytes)
{
    gsize n = 0;
    const void *data = g_bytes_get_data(bytes, &n);
    Member *member = g_new(Member, 1);
    *member = (Member){g_strdup(name), g_bytes_ref(bytes), (uint32_t)crc32_z(0, data, n)};
    g_ptr_array_add(self->members, member);
}

static void
put_2(GByteArray *out, unsigned value)
{
    const uint16_t field = GUINT16_TO_LE((uint16_t)value);
    g_byte_array_append(out, (const guint8 *)&field, sizeof field);
}

static void
put_4(GByteArray *out, uint32_t value)
{
    const uint32_t field = GUINT32_TO_LE(value);
    g_byte_array_append(out, (const guint8 *)&field, sizeof field);
}

static void
put_text(GByteArray *out, const char *text)
{
    g_byte_array_append(out, (const guint8 *)text, (guint)strlen(text));
}

/* What the header before a file and its entry in the directory share. */
static void
put_common(const Archive *self, GByteArray *out, const Member *member)
{
    const uint32_t size = (uint32_t)g_bytes_get_size(member->bytes);
    put_2(out, NEEDED_VERSION);
    put_2(out, UTF_8_NAMES);
    put_2(out, STORED);
    put_2(out, self->time);
    put_2(out, self->date);
    put_4(out, member->checksum);
    put_4(out, size); /* as stored */
    put_4(out, size);
    put_2(out, (unsigned)strlen(member->name));
    put_2(out, 0); /* no extra field */
}

static void
put_file(const Archive *self, GByteArray *out, const Member *member)
{
    gsize n = 0;
    const guint8 *data = g_bytes_get_data(member->bytes, &n);
    put_4(out, LOCAL_HEADER);
    put_common(self, out, member);
    put_text(out, member->name);
    g_byte_array_append(out, data, (guint)n);
}

static void
put_entry(const Archive *self, GByteArray *out, const Member *member, uint32_t offset)
{
    put_4(out, CENTRAL_HEADER);
    put_2(out, MADE_BY);
    put_common(self, out, member);
    put_2(out, 0); /* no comment */
    put_2(out, 0); /* first disk */
    put_2(out, 0); /* internal attributes */
    put_4(out, MODE);
    put_4(out, offset);
    put_text(out, member->name);
}

static void
put_end(GByteArray *out, unsigned n, uint32_t start)
{
    const uint32_t size = out->len - start;
    put_4(out, END_RECORD);
    put_2(out, 0); /* this disk */
    put_2(out, 0); /* the directory's disk */
    put_2(out, n);
    put_2(out, n);
    put_4(out, size);
    put_4(out, start);
    put_2(out, 0); /* no comment */
}

/* Whether everything fits into fields of 16 and 32 bits; headers are below 200 bytes and two names. */
static bool
fits(const Archive *self)
{
    uint64_t size = 200;
    for (guint i = 0; i < self->members->len; i++) {
        const Member *member = g_ptr_array_index(self->members, i);
        if (strlen(member->name) > UINT16_MAX)
            return false;
        size += 200 + 2 * strlen(member->name) + g_bytes_get_size(member->bytes);
    }
    return self->members->len <= MOST_FILES && size < UINT32_MAX;
}

GBytes *
archive_to_bytes(const Archive *self, GError **error)
{
    if (!fits(self)) {
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_WRITE,
                    _("%u files are too many or too large for one archive (4 GiB)"),
                    self->members->len);
        return NULL;
    }
    GByteArray *out = g_byte_array_new();
    g_autoptr(GArray) offsets = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint i = 0; i < self->members->len; i++) {
        const uint32_t offset = out->len;
        g_array_append_val(offsets, offset);
        put_file(self, out, g_ptr_array_index(self->members, i));
    }
    const uint32_t start = out->len;
    for (guint i = 0; i < self->members->len; i++)
        put_entry(self, out, g_ptr_array_index(self->members, i),
                  g_array_index(offsets, uint32_t, i));
    put_end(out, self->members->len, start);
    return g_byte_array_free_to_bytes(out);
}
