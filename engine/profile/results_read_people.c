#include "engine/profile/results_reading.h"

#include <stdlib.h>
#include <string.h>

#include "engine/profile/letter_fields.h"
#include "engine/profile/results_meetings.h"
#include "engine/profile/results_news.h"
#include "engine/words/words.h"

static void
name_add(GHashTable *names, const char *name, size_t index)
{
    g_hash_table_insert(names, g_strdup(name), GSIZE_TO_POINTER(index + 1));
}

static bool
list_group(ResultsReading *self, EditionTable *table, GError **error)
{
    const char *id = edition_table_text(table, GROUPS_GROUP);

    if (g_hash_table_contains(self->groups, id))
        return edition_table_fault(table, GROUPS_GROUP, error, _("\"%s\" stands there twice"), id);
    name_add(self->groups, id, g_hash_table_size(self->groups));
    return true;
}

/* Enrolled doctors stand in distribution.csv, controls in measures.csv alone. */
static bool
list_doctor(ResultsReading *self, EditionTable *table, GError **error)
{
    const char *id = edition_table_text(table, 0);

    (void)error;
    if (!g_hash_table_contains(self->doctors, id))
        name_add(self->doctors, id, 0);
    return true;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Gives every doctor the place that its id has among all, whatever the order of the rows. */
static void
place_doctors(ResultsReading *self)
{
    unsigned n = 0;
    g_autofree char **ids = (char **)g_hash_table_get_keys_as_array(self->doctors, &n);

    qsort(ids, n, sizeof(char *), compare_names);
    self->results = results_new(self->campaign, n, g_hash_table_size(self->groups));
    for (unsigned d = 0; d < n; d++)
        self->results->doctors[d] = (ResultDoctor){
            .id = g_string_chunk_insert_const(self->results->texts, ids[d]), .group = -1};
    for (unsigned d = 0; d < n; d++)
        name_add(self->doctors, self->results->doctors[d].id, d);
}

static bool
read_group(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t group = 0;
    if (!results_reading_look_up(table, GROUPS_GROUP, self->groups, &group, error))
        return false;

    GStringChunk *texts = self->results->texts;
    const char *id = edition_table_text(table, GROUPS_GROUP);
    const char *label = edition_table_text(table, GROUPS_LABEL);
    const char *may_show = edition_table_text(table, GROUPS_NAMES_MAY_SHOW);
    self->results->groups[group] = (ResultGroup){.id = g_string_chunk_insert_const(texts, id),
                                                 .label = g_string_chunk_insert_const(texts, label),
                                                 .names_may_show = strcmp(may_show, "true") == 0,
                                                 .joined = -1,
                                                 .left = -1};
    return true;
}

static bool
read_person(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t doctor = 0, group = 0;
    if (!results_reading_look_up(table, DISTRIBUTION_PRACTITIONER, self->doctors, &doctor, error) ||
        !results_reading_look_up(table, DISTRIBUTION_GROUP, self->groups, &group, error))
        return false;

    ResultDoctor *entry = &self->results->doctors[doctor];
    entry->group = (int)group;
    entry->facilitator = strcmp(edition_table_text(table, DISTRIBUTION_ROLE), "facilitator") == 0;
    for (size_t field = 0; field < N_LETTER_FIELDS; field++)
        letter_set_field(&self->results->letters[doctor], field, self->results->texts,
                         edition_table_text(table, DISTRIBUTION_LETTER + (int)field));
    return true;
}

static bool
read_number(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t doctor = 0, scope = 0;
    int64_t number = 0;
    if (!results_reading_look_up(table, REGISTER_PRACTITIONER, self->doctors, &doctor, error) ||
        !results_reading_look_up(table, REGISTER_THEME, self->scopes, &scope, error) ||
        !edition_table_integer(table, REGISTER_NUMBER, &number, error))
        return false;

    const char *token = edition_table_text(table, REGISTER_TOKEN);
    self->results->doctors[doctor].token = g_string_chunk_insert_const(self->results->texts, token);
    *results_number_mutable(self->results, doctor, scope) = (int)number;
    return true;
}

static bool
read_password(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t doctor = 0;
    if (!results_reading_look_up(table, PASSWORDS_PRACTITIONER, self->doctors, &doctor, error))
        return false;
    const char *password = edition_table_text(table, PASSWORDS_PASSWORD);
    if (password[0] == '\0')
        return edition_table_fault(table, PASSWORDS_PASSWORD, error, _("the password is empty"));
    self->results->doctors[doctor].password =
        g_string_chunk_insert_const(self->results->texts, password);
    return true;
}

static void
name_scopes(ResultsReading *self)
{
    for (size_t scope = 0; scope < self->results->n_scopes; scope++) {
        g_autofree char *name = results_scope_name(self->results, scope);
        name_add(self->scopes, name, scope);
    }
}

/* Every enrolled doctor has a token, and a password where booklets are encrypted. */
static bool
check_complete(const ResultsReading *self, GError **error)
{
    for (size_t d = 0; d < self->results->n_doctors; d++) {
        const ResultDoctor *doctor = &self->results->doctors[d];
        const bool has_token = doctor->token != NULL;
        const bool has_password = doctor->password != NULL || !self->campaign->booklet_encrypted;
        if (doctor->group < 0 || (has_token && has_password))
            continue;
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                    _("%s: practitioner %s is missing from %s; compute the edition again"),
                    self->folder, doctor->id,
                    edition_file_path(has_token ? FILE_PASSWORDS : FILE_REGISTER));
        return false;
    }
    return true;
}

bool
results_reading_people(ResultsReading *self, GError **error)
{
    if (!results_reading_table(self, FILE_GROUPS, list_group, error) ||
        !results_reading_table(self, FILE_DISTRIBUTION, list_doctor, error) ||
        !results_reading_table(self, FILE_MEASURES, list_doctor, error))
        return false;

    place_doctors(self);
    name_scopes(self);
    bool good = results_reading_table(self, FILE_GROUPS, read_group, error) &&
                results_reading_table(self, FILE_DISTRIBUTION, read_person, error) &&
                results_reading_table(self, FILE_REGISTER, read_number, error) &&
                results_reading_attended(self, error) && results_reading_news(self, error) &&
                (!edition_has_file(self->campaign, FILE_PASSWORDS) ||
                 results_reading_table(self, FILE_PASSWORDS, read_password, error));
    if (good)
        results_tie(self->results);
    return good && check_complete(self, error);
}
