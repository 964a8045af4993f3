#include "engine/model/campaign_themes.h"

#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/suggestion.h"
#include "engine/model/theme_dossier.h"
#include "engine/words/words.h"

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
theme_files_list(const char *folder, bool bare)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) directory = g_dir_open(folder, 0, NULL);
    const char *name;
    while (directory != NULL && (name = g_dir_read_name(directory)) != NULL)
        if (g_str_has_suffix(name, ".yaml"))
            g_ptr_array_add(names, bare ? g_strndup(name, strlen(name) - strlen(".yaml"))
                                        : g_build_filename(folder, name, NULL));
    g_ptr_array_sort(names, compare_texts);
    return names;
}

static bool
is_path(const char *reference)
{
    return strchr(reference, '/') != NULL || g_str_has_suffix(reference, ".yaml");
}

/* "id@3" into its parts; version 0 when none is pinned, -1 when it is no number. */
static char *
split_reference(const char *text, int *out_version)
{
    const char *at = strchr(text, '@');
    *out_version = 0;
    if (at == NULL)
        return g_strdup(text);
    size_t digits = strspn(at + 1, "0123456789");
    bool good = digits > 0 && digits <= 4 && at[1] != '0' && at[1 + digits] == '\0';
    *out_version = good ? (int)g_ascii_strtoll(at + 1, NULL, 10) : -1;
    return g_strndup(text, (size_t)(at - text));
}

/* The file of a theme that the campaign names; NULL with a fault. */
static char *
find_theme(const Campaign *self, const ThemeFiles *files, const YamlNode *item, GPtrArray *faults)
{
    const char *text = yaml_node_text(item);
    if (is_path(text)) {
        g_autofree char *folder = g_path_get_dirname(self->path);
        g_autofree char *path =
            g_path_is_absolute(text) ? g_strdup(text) : g_build_filename(folder, text, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return g_steal_pointer(&path);
        faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(item),
                   _("there is no theme file %s; a path starts from the campaign's folder"), path);
        return NULL;
    }
    int version;
    g_autofree char *id = split_reference(text, &version);
    if (version < 0) {
        faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(item),
                   _("'%s' pins no version; write it as %s@3"), text, id);
        return NULL;
    }
    g_autoptr(GPtrArray) known = theme_files_list(files->theme_dir, true);
    for (size_t i = 0; i < known->len; i++)
        if (strcmp(known->pdata[i], id) == 0) {
            g_autofree char *name = g_strconcat(id, ".yaml", NULL);
            return g_build_filename(files->theme_dir, name, NULL);
        }
    g_ptr_array_add(known, NULL);
    g_autofree char *hint = suggestion_hint(id, (const char *const *)known->pdata);
    faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(item), _("no theme '%s' in %s; %s"), id,
               files->theme_dir, hint);
    return NULL;
}

/* Whether the theme is what the campaign named: its id and the version it pins. */
static void
check_reference(const Theme *theme, const YamlNode *item, GPtrArray *faults)
{
    const char *text = yaml_node_text(item);
    if (is_path(text))
        return;
    int version;
    g_autofree char *id = split_reference(text, &version);
    if (strcmp(theme->id, id) != 0)
        faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(item),
                   _("%s calls itself '%s', not '%s'; rename the file or its key theme"),
                   theme->path, theme->id, id);
    if (version > 0 && theme->version != version)
        faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(item),
                   _("theme '%s' is of version %d, and the campaign pins %d; pin %d or bring back "
                     "the other file"),
                   id, theme->version, version, theme->version);
}

static void
check_profession(const Campaign *self, const Theme *theme, const YamlNode *item, GPtrArray *faults)
{
    if (theme->profession != NULL && strcmp(theme->profession, self->profession) != 0)
        faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(item),
                   _("theme '%s' is of the profession '%s', and the campaign of '%s'; make a "
                     "campaign of its own with profession: %s"),
                   theme->id, theme->profession, self->profession, theme->profession);
}

static void
check_theme_once(const Campaign *self, const Theme *theme, const YamlNode *item, GPtrArray *faults)
{
    for (size_t i = 0; i < self->n_themes; i++)
        if (strcmp(self->themes[i]->id, theme->id) == 0)
            faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(item),
                       _("theme '%s' stands here a second time; keep one"), theme->id);
}

static Theme *
load_theme(const Campaign *self, const char *path, const YamlNode *item, GPtrArray *faults)
{
    Theme *theme = path != NULL ? theme_check(path, faults) : NULL;
    if (theme == NULL)
        return NULL;
    check_reference(theme, item, faults);
    check_profession(self, theme, item, faults);
    return theme;
}

Theme *
campaign_load_theme(const Campaign *self, const ThemeFiles *files, const YamlNode *item,
                    GPtrArray *faults)
{
    g_autofree char *path = find_theme(self, files, item, faults);
    return load_theme(self, path, item, faults);
}

static void
read_themes(Campaign *self, const ThemeFiles *files, const YamlNode *themes, GPtrArray *faults)
{
    size_t size = yaml_node_size(themes);
    self->themes = g_new0(Theme *, size);
    if (size == 0)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(themes),
                   _("themes is empty; name at least one, as in [antibiotiques]"));
    if (files->frozen != NULL && files->frozen->len != size) {
        faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(themes),
                   _("%zu themes, but the edition keeps %u; compute it again"), size,
                   files->frozen->len);
        return;
    }
    for (size_t i = 0; i < size; i++) {
        const YamlNode *item = yaml_node_item(themes, i);
        g_autofree char *path = files->frozen != NULL ? g_strdup(files->frozen->pdata[i])
                                                      : find_theme(self, files, item, faults);
        Theme *theme = load_theme(self, path, item, faults);
        if (theme == NULL)
            continue;
        check_theme_once(self, theme, item, faults);
        if (files->frozen != NULL)
            theme_dossier_thaw(theme, faults);
        else
            theme_dossier_find(theme, files->theme_dir, self->language, faults);
        self->themes[self->n_themes++] = theme;
    }
}

static void
check_not_among(const CampaignIndicator *list, size_t n, const CampaignIndicator *new,
                GPtrArray *faults)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].indicator->id, new->indicator->id) == 0 &&
            strcmp(list[i].theme->id, new->theme->id) != 0)
            faults_add(faults, MODEL_ERROR_THEME, new->indicator->place,
                       _("indicator '%s' is also in theme '%s'; rename one"), new->indicator->id,
                       list[i].theme->id);
}

/* Into the doctors' list, or into that of the stays; their ids share the files of an edition. */
static void
list_indicator(Campaign *self, const CampaignIndicator *new, GPtrArray *faults)
{
    check_not_among(self->indicators, self->n_indicators, new, faults);
    check_not_among(self->stay_indicators, self->n_stay_indicators, new, faults);
    if (new->indicator->from == FROM_STAYS)
        self->stay_indicators[self->n_stay_indicators++] = *new;
    else
        self->indicators[self->n_indicators++] = *new;
}

static void
list_indicators(Campaign *self, const YamlNode *themes, GPtrArray *faults)
{
    size_t n = 0;
    for (size_t i = 0; i < self->n_themes; i++)
        n += self->themes[i]->n_indicators;
    self->indicators = g_new0(CampaignIndicator, n);
    self->stay_indicators = g_new0(CampaignIndicator, n);
    for (size_t i = 0; i < self->n_themes; i++)
        for (size_t j = 0; j < self->themes[i]->n_indicators; j++)
            list_indicator(
                self, &(CampaignIndicator){self->themes[i], i, &self->themes[i]->indicators[j]},
                faults);
    if (n == 0 && self->n_themes > 0 && self->n_themes == yaml_node_size(themes))
        faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(themes),
                   _("none of the themes has an indicator; add one that has"));
}

void
campaign_read_themes(Campaign *self, const ThemeFiles *files, const YamlNode *themes,
                     GPtrArray *faults)
{
    read_themes(self, files, themes, faults);
    list_indicators(self, themes, faults);
}
