/* miroir themes: the bank of themes. */
#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/finish.h"
#include "engine/cli/subcommand.h"
#include "engine/model/suggestion.h"
#include "engine/model/theme.h"
#include "engine/words/words.h"

static const char *const STATUSES[] = {
    [THEME_PROPOSED] = "proposed", [THEME_TRIAL] = "trial", [THEME_VALIDATED] = "validated"};

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The ids of the bank, sorted. */
static GPtrArray *
theme_ids(const char *folder, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    if (dir == NULL)
        return NULL;
    GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
        if (g_str_has_suffix(name, ".yaml"))
            g_ptr_array_add(ids, g_strndup(name, strlen(name) - strlen(".yaml")));
    g_ptr_array_sort(ids, compare_texts);
    return ids;
}

static Theme *
load_theme(const char *folder, const char *id, GError **error)
{
    g_autofree char *name = g_strconcat(id, ".yaml", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return theme_load(path, error);
}

static bool
list(const char *folder, const GPtrArray *ids, GError **error)
{
    for (guint i = 0; i < ids->len; i++) {
        g_autoptr(Theme) theme = load_theme(folder, g_ptr_array_index(ids, i), error);
        if (theme == NULL)
            return false;
        g_autofree char *version = g_strdup_printf("%s@%d", theme->id, theme->version);
        console_print(P_("%-24s %-10s %2zu indicator   %s\n", "%-24s %-10s %2zu indicators  %s\n",
                         theme->n_indicators),
                      version, STATUSES[theme->status], theme->n_indicators,
                      local_text(&theme->label, LANGUAGE_FR));
    }
    return true;
}

static void
print_text(const char *what, const LocalText *text)
{
    const char *value = local_text(text, LANGUAGE_FR);
    if (*value != '\0')
        console_print(_("    %s: %s\n"), what, value);
}

static void
print_indicator(const Indicator *indicator)
{
    console_print("\n  %s@%d: %s\n", indicator->id, indicator->version,
                  local_text(&indicator->label, LANGUAGE_FR));
    console_print(_("    kind: %s, type: %s, unit: %s, attribution: %s, direction: %s\n"),
                  indicator_kind_name(indicator->kind), indicator_type_name(indicator->type),
                  indicator_unit_name(indicator->unit), attribution_name(indicator->attribution),
                  indicator_direction_name(indicator->direction));
    print_text(_("definition"), &indicator->definition);
    print_text(_("action"), &indicator->action);
    print_text(_("source"), &indicator->source_title);
}

static void
print_theme(const Theme *theme)
{
    console_print("%s@%d, %s: %s\n", theme->id, theme->version, STATUSES[theme->status],
                  local_text(&theme->label, LANGUAGE_FR));
    console_print("%s\n%s\n", theme->path, local_text(&theme->rationale, LANGUAGE_FR));
    for (size_t i = 0; i < theme->n_indicators; i++)
        print_indicator(&theme->indicators[i]);
}

static bool
show(const char *folder, GPtrArray *ids, const char *id, GError **error)
{
    g_ptr_array_add(ids, NULL);
    if (!g_strv_contains((const char *const *)ids->pdata, id)) {
        g_autofree char *hint = suggestion_hint(id, (const char *const *)ids->pdata);
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE, _("the bank has no theme '%s'; %s"), id,
                    hint);
        return false;
    }
    g_autoptr(Theme) theme = load_theme(folder, id, error);
    if (theme == NULL)
        return false;
    print_theme(theme);
    return true;
}

static bool
list_or_show(const Options *options, GError **error)
{
    const char *verb = options->arguments[0], *id = options->arguments[1];
    bool is_show = strcmp(verb, "show") == 0;
    if ((!is_show && strcmp(verb, "list") != 0) || is_show != (id != NULL)) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("write `miroir themes list` or `miroir themes show ID`"));
        return false;
    }
    g_autofree char *folder = data_folder("sql/themes", error);
    g_autoptr(GPtrArray) ids = folder == NULL ? NULL : theme_ids(folder, error);
    if (ids == NULL)
        return false;
    return is_show ? show(folder, ids, id, error) : list(folder, ids, error);
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    return list_or_show(options, &error) ? EXIT_DONE : finish_failed(error);
}

const Subcommand SUBCOMMAND_THEMES = {
    .name = "themes",
    .arguments = N_("list | show ID"),
    .summary = N_("the theme bank"),
    .description =
        N_("Reads the themes that come with the program, and prints them. Writes nothing.\n\n"
           "Ends with 0 when done, 2 when it could not be."),
    .n_arguments_min = 1,
    .n_arguments_max = 2,
    .run = run,
};
