#include "engine/profile/results.h"

#include "engine/profile/results_reading.h"
#include "engine/words/words.h"

bool
results_reading_look_up(EditionTable *table, int column, GHashTable *names, size_t *out_index,
                        GError **error)
{
    const char *name = edition_table_text(table, column);
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(names, name));

    if (found == 0)
        return edition_table_fault(table, column, error, _("\"%s\" is not of this edition"), name);
    *out_index = found - 1;
    return true;
}

typedef struct {
    ResultsReading *reading;
    bool (*read)(ResultsReading *, EditionTable *, GError **);
} Record;

static bool
read_record(void *data, EditionTable *table, GError **error)
{
    const Record *self = data;
    return self->read(self->reading, table, error);
}

bool
results_reading_table(ResultsReading *self, EditionFile file,
                      bool (*read)(ResultsReading *, EditionTable *, GError **), GError **error)
{
    return edition_table_read(edition_table_open(self->folder, file, error), read_record,
                              &(Record){self, read}, error);
}

static GHashTable *
name_table(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static void
results_reading_init(ResultsReading *self, const char *folder, const Campaign *campaign)
{
    *self = (ResultsReading){.folder = folder,
                             .campaign = campaign,
                             .indicators = name_table(),
                             .stay_indicators = name_table(),
                             .periods = name_table(),
                             .scopes = name_table(),
                             .doctors = name_table(),
                             .groups = name_table()};

    g_auto(GStrv) periods = results_period_names(campaign);
    for (size_t i = 0; i < campaign->n_indicators; i++)
        g_hash_table_insert(self->indicators, g_strdup(campaign->indicators[i].indicator->id),
                            GSIZE_TO_POINTER(i + 1));
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        g_hash_table_insert(self->stay_indicators,
                            g_strdup(campaign->stay_indicators[i].indicator->id),
                            GSIZE_TO_POINTER(i + 1));
    for (size_t i = 0; periods[i] != NULL; i++)
        g_hash_table_insert(self->periods, g_strdup(periods[i]), GSIZE_TO_POINTER(i + 1));
}

static void
results_reading_clear(ResultsReading *self)
{
    results_free(self->results);
    g_hash_table_unref(self->indicators);
    g_hash_table_unref(self->stay_indicators);
    g_hash_table_unref(self->periods);
    g_hash_table_unref(self->scopes);
    g_hash_table_unref(self->doctors);
    g_hash_table_unref(self->groups);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ResultsReading, results_reading_clear)

Results *
results_read(const char *folder, const Campaign *campaign, GError **error)
{
    g_auto(ResultsReading) self;

    results_reading_init(&self, folder, campaign);
    if (!results_reading_people(&self, error) || !results_reading_figures(&self, error))
        return NULL;
    return g_steal_pointer(&self.results);
}
