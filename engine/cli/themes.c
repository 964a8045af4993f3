/* miroir themes: the bank of themes. */
#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/finish.h"
#include "engine/cli/subcommand.h"
#include "engine/cli/theme_exchange.h"
#include "engine/cli/theme_list.h"
#include "engine/model/suggestion.h"
#include "engine/model/theme.h"
#include "engine/publish/file.h"
#include "engine/words/words.h"

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
        theme_list_print(theme);
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

/* Stays are nobody's in particular: of those no attribution is told. */
static void
print_indicator(const Indicator *indicator)
{
    console_print("\n  %s@%d: %s\n", indicator->id, indicator->version,
                  local_text(&indicator->label, LANGUAGE_FR));
    console_print(_("    kind: %s, type: %s, unit: %s, attribution: %s, direction: %s\n"),
                  indicator_kind_name(indicator->kind), indicator_type_name(indicator->type),
                  indicator_unit_name(indicator->unit),
                  indicator->from == FROM_STAYS ? _("none, from stays")
                                                : attribution_name(indicator->attribution),
                  indicator_direction_name(indicator->direction));
    print_text(_("definition"), &indicator->definition);
    print_text(_("action"), &indicator->action);
    print_text(_("source"), &indicator->source_title);
}

static void
print_theme(const Theme *theme)
{
    console_print("%s@%d, %s: %s\n", theme->id, theme->version, theme_status_name(theme->status),
                  local_text(&theme->label, LANGUAGE_FR));
    g_autofree char *validity = theme_validity(theme);
    console_print(_("valid: %s\n"), validity);
    if (theme->profession != NULL)
        console_print(_("profession: %s\n"), theme->profession);
    if (theme->author != NULL)
        console_print(_("author: %s\n"), theme->author);
    if (theme->reviewer != NULL)
        console_print(_("reviewer: %s\n"), theme->reviewer);
    console_print("%s\n%s\n", theme->path, local_text(&theme->rationale, LANGUAGE_FR));
    for (size_t i = 0; i < theme->n_indicators; i++)
        print_indicator(&theme->indicators[i]);
}

/* The theme of that id; NULL with the ids that come near it. */
static Theme *
find_theme(const char *folder, const char *id, GError **error)
{
    g_autoptr(GPtrArray) ids = theme_ids(folder, error);
    if (ids == NULL)
        return NULL;
    g_ptr_array_add(ids, NULL);
    if (g_strv_contains((const char *const *)ids->pdata, id))
        return load_theme(folder, id, error);
    g_autofree char *hint = suggestion_hint(id, (const char *const *)ids->pdata);
    g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE, _("the bank has no theme '%s'; %s"), id, hint);
    return NULL;
}

static bool
list_themes(const Options *options, const char *bank, GError **error)
{
    if (options->n_arguments > 1)
        return theme_list_campaign(options->arguments[1], error);
    g_autoptr(GPtrArray) ids = theme_ids(bank, error);
    return ids != NULL && list(bank, ids, error);
}

static bool
show(const Options *options, const char *bank, GError **error)
{
    g_autoptr(Theme) theme = find_theme(bank, options->arguments[1], error);
    if (theme != NULL)
        print_theme(theme);
    return theme != NULL;
}

/* --- exchange -------------------------------------------------------------------------------- */

static bool export(const Options *options, const char *bank, GError **error)
{
    g_autoptr(Theme) theme = find_theme(bank, options->arguments[1], error);
    g_autoptr(Bundle) bundle = theme != NULL ? theme_exchange_export(theme, error) : NULL;
    if (bundle == NULL)
        return false;
    g_autoptr(GBytes) bytes = bundle_to_bytes(bundle);
    g_autofree char *folder = g_path_get_dirname(options->output);
    g_autofree char *name = g_path_get_basename(options->output);
    if (!publish_file(folder, name, bytes, g_get_real_time() / G_USEC_PER_SEC, error))
        return false;
    g_autofree char *digest = bundle_digest(bundle);
    size_t n = bundle_n_files(bundle);
    console_print(P_("%s: %s@%d, %zu file, digest %s\n", "%s: %s@%d, %zu files, digest %s\n", n),
                  options->output, theme->id, theme->version, n, digest);
    return true;
}

static Bundle *
read_bundle(const char *path, GError **error)
{
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, FALSE, error);
    if (file == NULL)
        return NULL;
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
    return bundle_parse(bytes, path, error);
}

static bool
take_over(const Bundle *bundle, const char *folder, GError **error)
{
    g_auto(ExchangeReport) report = {0};
    if (!theme_exchange_compare(bundle, folder, &report, error))
        return false;
    for (guint i = 0; i < report.lines->len; i++)
        console_print("%s\n", (const char *)g_ptr_array_index(report.lines, i));
    if (report.conflicts) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("%s: nothing was written; the lines above say what is in the way"), folder);
        return false;
    }
    return !report.changes || theme_exchange_write(bundle, folder, error);
}

static bool
import(const Options *options, const char *bank, GError **error)
{
    const char *folder = options->into != NULL ? options->into : bank;
    g_autoptr(Bundle) bundle = read_bundle(options->arguments[1], error);
    if (bundle == NULL)
        return false;
    g_autofree char *digest = bundle_digest(bundle);
    console_print(_("%s@%d, digest %s\n"), bundle_id(bundle), bundle_version(bundle), digest);
    return take_over(bundle, folder, error);
}

/* --- verbs ----------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    int n_arguments_min, n_arguments_max; /* the verb included */
    bool has_output, may_have_into;
    bool (*run)(const Options *, const char *, GError **);
} VERBS[] = {
    {"list", 1, 2, false, false, list_themes},
    {"show", 2, 2, false, false, show},
    {"export", 2, 2, true, false, export},
    {"import", 2, 2, false, true, import},
};

static bool
run_verb(const Options *options, GError **error)
{
    g_autofree char *bank = data_folder("sql/themes", error);
    if (bank == NULL)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(VERBS); i++)
        if (strcmp(options->arguments[0], VERBS[i].name) == 0 &&
            options->n_arguments >= VERBS[i].n_arguments_min &&
            options->n_arguments <= VERBS[i].n_arguments_max &&
            (options->output != NULL) == VERBS[i].has_output &&
            (options->into == NULL || VERBS[i].may_have_into))
            return VERBS[i].run(options, bank, error);
    g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                _("write `miroir themes list [CAMPAIGN]`, `miroir themes show ID`, `miroir themes "
                  "export ID -o "
                  "FILE` or `miroir themes import FILE [--into DIR]`"));
    return false;
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    return run_verb(options, &error) ? EXIT_DONE : finish_failed(error);
}

const Subcommand SUBCOMMAND_THEMES = {
    .name = "themes",
    .arguments = N_("list [CAMPAIGN] | show ID | export ID -o FILE | import FILE [--into DIR]"),
    .summary = N_("the theme bank, and its exchange between regions"),
    .description = N_(
        "list and show read the themes that come with the program, and print them. list with a\n"
        "CAMPAIGN prints its programme, its themes, and by indicator how many groups accepted it\n"
        "(relation indicator_review).\n\n"
        "export writes one theme, its dossiers and the versions of its indicators to FILE, a\n"
        "bundle in which every file has its SHA-256 and the whole a digest. Tell the digest to\n"
        "who receives it. import checks the bundle, prints what it brings beside what is there,\n"
        "and writes all of it or, where anything is in the way, nothing.\n\n"
        "Ends with 0 when done, 2 when it could not be."),
    .n_arguments_min = 1,
    .n_arguments_max = 2,
    .options = {OPTION_BUNDLE, OPTION_INTO},
    .run = run,
};
