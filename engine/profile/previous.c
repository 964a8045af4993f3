#include "engine/profile/previous.h"

#include <string.h>

#include "engine/profile/edition_table.h"

struct Previous {
    GStringChunk *texts;
    GHashTable *groups; /* id of a doctor to that of the group; both of `texts` */
    GArray *indicators; /* PreviousIndicator */
};

Previous *
previous_new(void)
{
    Previous *self = g_new0(Previous, 1);
    self->texts = g_string_chunk_new(1024);
    self->groups = g_hash_table_new(g_str_hash, g_str_equal);
    self->indicators = g_array_new(FALSE, FALSE, sizeof(PreviousIndicator));
    return self;
}

void
previous_free(Previous *self)
{
    if (self == NULL)
        return;
    g_hash_table_unref(self->groups);
    g_array_unref(self->indicators);
    g_string_chunk_free(self->texts);
    g_free(self);
}

static char *
keep(Previous *self, const char *text)
{
    return g_string_chunk_insert_const(self->texts, text);
}

void
previous_add_member(Previous *self, const char *practitioner_id, const char *group_id)
{
    g_hash_table_insert(self->groups, keep(self, practitioner_id), keep(self, group_id));
}

void
previous_add_indicator(Previous *self, const PreviousIndicator *indicator)
{
    PreviousIndicator kept = {.id = keep(self, indicator->id), .version = indicator->version};
    for (Language language = 0; language < N_LANGUAGES; language++)
        kept.label[language] = keep(self, indicator->label[language]);
    g_array_append_val(self->indicators, kept);
}

/* --- from files ------------------------------------------------------------------------------- */

static bool
read_member(void *data, EditionTable *table, GError **error)
{
    (void)error;
    Previous *self = data;
    g_autofree char *id = g_strdup(edition_table_text(table, DISTRIBUTION_PRACTITIONER));
    previous_add_member(self, id, edition_table_text(table, DISTRIBUTION_GROUP));
    return true;
}

static bool
read_indicator(void *data, EditionTable *table, GError **error)
{
    Previous *self = data;
    int64_t version = 0;
    if (!edition_table_integer(table, INDICATORS_VERSION, &version, error))
        return false;
    g_autofree char *id = g_strdup(edition_table_text(table, INDICATORS_INDICATOR));
    g_autofree char *fr = g_strdup(edition_table_text(table, INDICATORS_LABEL_FR));
    const PreviousIndicator indicator = {
        .id = id,
        .version = (int)version,
        .label = {
            [LANGUAGE_FR] = fr, [LANGUAGE_EN] = edition_table_text(table, INDICATORS_LABEL_EN)}};
    previous_add_indicator(self, &indicator);
    return true;
}

static bool
read_table(Previous *self, const char *folder, EditionFile file, EditionTableReader read,
           GError **error)
{
    return edition_table_read(edition_table_open(folder, file, error), read, self, error);
}

Previous *
previous_read(const char *folder, bool has_members, GError **error)
{
    g_autoptr(Previous) self = previous_new();
    if ((has_members && !read_table(self, folder, FILE_DISTRIBUTION, read_member, error)) ||
        !read_table(self, folder, FILE_INDICATORS, read_indicator, error))
        return NULL;
    return g_steal_pointer(&self);
}

/* --- look-up ---------------------------------------------------------------------------------- */

bool
previous_has_group(const Previous *self, const char *group_id)
{
    GHashTableIter iter;
    gpointer group;

    g_hash_table_iter_init(&iter, self->groups);
    while (g_hash_table_iter_next(&iter, NULL, &group))
        if (strcmp(group, group_id) == 0)
            return true;
    return false;
}

void
previous_each_member(const Previous *self, void (*tell)(const char *, const char *, void *),
                     void *data)
{
    GHashTableIter iter;
    gpointer id, group;

    g_hash_table_iter_init(&iter, self->groups);
    while (g_hash_table_iter_next(&iter, &id, &group))
        tell(id, group, data);
}

const char *
previous_group_of(const Previous *self, const char *practitioner_id)
{
    return g_hash_table_lookup(self->groups, practitioner_id);
}

size_t
previous_n_indicators(const Previous *self)
{
    return self->indicators->len;
}

const PreviousIndicator *
previous_indicator(const Previous *self, size_t i)
{
    g_assert(i < self->indicators->len);
    return &g_array_index(self->indicators, PreviousIndicator, i);
}

const PreviousIndicator *
previous_find_indicator(const Previous *self, const char *id)
{
    for (size_t i = 0; i < self->indicators->len; i++)
        if (strcmp(previous_indicator(self, i)->id, id) == 0)
            return previous_indicator(self, i);
    return NULL;
}
