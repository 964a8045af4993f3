#include "engine/profile/letter_fields.h"

#include <stddef.h>

static const struct {
    const char *name;
    size_t offset;
} FIELDS[N_LETTER_FIELDS] = {
    {"rpps", offsetof(Letter, rpps)},
    {"title", offsetof(Letter, title)},
    {"given_name", offsetof(Letter, given_name)},
    {"name", offsetof(Letter, name)},
    {"address_1", offsetof(Letter, address_1)},
    {"address_2", offsetof(Letter, address_2)},
    {"postcode", offsetof(Letter, postcode)},
    {"town", offsetof(Letter, town)},
    {"secure_email", offsetof(Letter, secure_email)},
};

const char *
letter_field_name(size_t field)
{
    return FIELDS[field].name;
}

const char *
letter_field(const Letter *self, size_t field)
{
    const void *place = (const char *)self + FIELDS[field].offset;
    const char *text = *(char *const *)place;
    return text == NULL || text[0] == '\0' ? NULL : text;
}

void
letter_set_field(Letter *self, size_t field, GStringChunk *texts, const char *text)
{
    G_STRUCT_MEMBER(char *, self, FIELDS[field].offset) =
        text == NULL || text[0] == '\0' ? NULL : g_string_chunk_insert_const(texts, text);
}
