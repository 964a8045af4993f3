#include "engine/model/theme_dossier.h"

#include <string.h>

#include "engine/model/faults.h"
#include "engine/words/words.h"

#define ENDING ".md"

static bool
take_file(Theme *theme, char *path)
{
    char *bytes = NULL;
    gsize n = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL)) {
        g_free(path);
        return false;
    }
    theme->dossier_path = path;
    theme->dossier_text = g_bytes_new_take(bytes, n);
    return true;
}

/* `name` in the folder, in the language or else as it is. */
static bool
take_from(Theme *theme, const char *folder, Language language)
{
    const char *name = theme->dossier;
    const size_t stem = strlen(name) - (g_str_has_suffix(name, ENDING) ? strlen(ENDING) : 0);
    g_autofree char *local =
        g_strdup_printf("%.*s.%s" ENDING, (int)stem, name, language_code(language));
    return take_file(theme, g_build_filename(folder, local, NULL)) ||
           take_file(theme, g_build_filename(folder, name, NULL));
}

void
theme_dossier_find(Theme *theme, const char *theme_dir, Language language, GPtrArray *faults)
{
    if (theme->dossier == NULL)
        return;
    g_autofree char *home = g_path_get_dirname(theme->path);
    g_autofree char *beside = g_build_filename(home, "dossiers", NULL);
    g_autofree char *program =
        g_build_filename(theme_dir, "..", "..", "templates", "dossiers", NULL);
    g_autofree char *templates = g_canonicalize_filename(program, NULL);
    if (take_from(theme, beside, language) || take_from(theme, templates, language))
        return;
    faults_add(faults, MODEL_ERROR_FILE, theme->dossier_place,
               _("dossier: there is no file %s in %s nor in %s; write it, or leave the key out"),
               theme->dossier, beside, templates);
}

char *
theme_dossier_frozen_path(const char *theme_path)
{
    const size_t n = strlen(theme_path) - strlen(".yaml");
    g_assert(g_str_has_suffix(theme_path, ".yaml"));
    return g_strdup_printf("%.*s" ENDING, (int)n, theme_path);
}

void
theme_dossier_thaw(Theme *theme, GPtrArray *faults)
{
    if (theme->dossier == NULL)
        return;
    g_autofree char *path = theme_dossier_frozen_path(theme->path);
    if (!take_file(theme, g_strdup(path)))
        faults_add(faults, MODEL_ERROR_FILE, theme->dossier_place,
                   _("dossier: the edition does not keep %s; compute it again"), path);
}
