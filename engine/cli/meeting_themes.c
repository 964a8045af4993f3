#include "engine/cli/meeting_themes.h"

#include "engine/cli/data_folder.h"
#include "engine/model/identifier.h"

/* The id comes from the database: it becomes a path only where it is one of a theme. */
static void
add_theme(GHashTable *names, const char *folder, const char *id, Language language)
{
    if (g_hash_table_contains(names, id) || !identifier_is_good(id, false))
        return;
    g_autofree char *file = g_strconcat(id, ".yaml", NULL);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(Theme) theme = theme_load(path, NULL);
    if (theme != NULL)
        g_hash_table_insert(names, g_strdup(id), g_strdup(local_text(&theme->label, language)));
}

GHashTable *
meeting_themes_new(const Campaign *campaign, const Meetings *meetings, GError **error)
{
    g_autofree char *folder = data_folder("sql/themes", error);
    if (folder == NULL)
        return NULL;
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    for (size_t i = 0; i < meetings_n(meetings); i++)
        if (meetings_at(meetings, i)->theme_id != NULL)
            add_theme(names, folder, meetings_at(meetings, i)->theme_id, campaign->language);
    return names;
}
