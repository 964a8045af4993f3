#include "engine/cli/theme_exchange.h"

#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/data_folder.h"
#include "engine/model/campaign_themes.h"
#include "engine/model/faults.h"
#include "engine/publish/file.h"
#include "engine/words/words.h"

#define DOSSIERS "dossiers/"

/* --- export ---------------------------------------------------------------------------------- */

static GBytes *
read_bytes(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    gsize size = 0;
    return g_file_get_contents(path, &text, &size, NULL) ? g_bytes_new_take(text, size) : NULL;
}

/* The name without its ending .md. */
static char *
dossier_stem(const Theme *theme)
{
    size_t length = strlen(theme->dossier);
    return g_strndup(theme->dossier,
                     length - (g_str_has_suffix(theme->dossier, ".md") ? strlen(".md") : 0));
}

/* The names that a dossier may have: of each language, then of all. */
static GPtrArray *
dossier_names(const Theme *theme)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *stem = dossier_stem(theme);
    for (int i = 0; i < N_LANGUAGES; i++)
        g_ptr_array_add(names, g_strdup_printf("%s.%s.md", stem, language_code((Language)i)));
    g_ptr_array_add(names, g_strdup(theme->dossier));
    return names;
}

/* Adds the dossiers of that folder; false only with an error. */
static bool
add_dossiers(Bundle *bundle, const Theme *theme, const char *folder, size_t *n, GError **error)
{
    g_autoptr(GPtrArray) names = dossier_names(theme);
    for (guint i = 0; i < names->len; i++) {
        g_autoptr(GBytes) bytes = read_bytes(folder, names->pdata[i]);
        g_autofree char *path = g_strconcat(DOSSIERS, names->pdata[i], NULL);
        if (bytes == NULL)
            continue;
        if (!bundle_add(bundle, path, bytes, error))
            return false;
        ++*n;
    }
    return true;
}

static bool
find_dossiers(Bundle *bundle, const Theme *theme, GError **error)
{
    if (theme->dossier == NULL)
        return true;
    g_autofree char *home = g_path_get_dirname(theme->path);
    g_autofree char *beside = g_build_filename(home, "dossiers", NULL);
    g_autofree char *templates = data_folder("templates/dossiers", NULL);
    size_t n = 0;
    if (!add_dossiers(bundle, theme, beside, &n, error))
        return false;
    if (n == 0 && templates != NULL && !add_dossiers(bundle, theme, templates, &n, error))
        return false;
    if (n == 0)
        g_set_error(error, CLI_ERROR, CLI_ERROR_DATA,
                    _("%s: there is no dossier %s in %s nor in templates/dossiers; write it, or "
                      "leave the key out"),
                    theme->path, theme->dossier, beside);
    return n > 0;
}

static char *
theme_file(const char *id)
{
    return g_strconcat(id, ".yaml", NULL);
}

Bundle *
theme_exchange_export(const Theme *theme, GError **error)
{
    g_autoptr(Bundle) bundle = bundle_new(theme->id, theme->version);
    g_autofree char *path = theme_file(theme->id);
    for (size_t i = 0; i < theme->n_indicators; i++)
        bundle_set_part(bundle, theme->indicators[i].id, theme->indicators[i].version);
    if (!bundle_add(bundle, path, theme->bytes, error) || !find_dossiers(bundle, theme, error))
        return NULL;
    return g_steal_pointer(&bundle);
}

/* --- what a bundle brings -------------------------------------------------------------------- */

static bool
refuse(const Bundle *bundle, GError **error, const char *what)
{
    g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_BUNDLE, _("the bundle of %s@%d: %s"),
                bundle_id(bundle), bundle_version(bundle), what);
    return false;
}

/* Whether every file but the theme's own is a dossier that the theme names. */
static bool
check_files(const Bundle *bundle, const Theme *theme, GError **error)
{
    g_autoptr(GPtrArray) names =
        theme->dossier != NULL ? dossier_names(theme) : g_ptr_array_new_with_free_func(g_free);
    size_t n_dossiers = 0;
    for (size_t i = 0; i < bundle_n_files(bundle); i++) {
        const char *path = bundle_path(bundle, i);
        bool known = false;
        for (guint k = 0; k < names->len && g_str_has_prefix(path, DOSSIERS); k++)
            known = known || strcmp(path + strlen(DOSSIERS), names->pdata[k]) == 0;
        n_dossiers += known;
        g_autofree char *own = theme_file(theme->id);
        if (known || strcmp(path, own) == 0)
            continue;
        g_autofree char *what = g_strdup_printf(_("%s does not belong to its theme"), path);
        return refuse(bundle, error, what);
    }
    return theme->dossier == NULL || n_dossiers > 0 ||
           refuse(bundle, error, _("its dossier is missing; ask for it again"));
}

static bool
check_versions(const Bundle *bundle, const Theme *theme, GError **error)
{
    bool same = strcmp(theme->id, bundle_id(bundle)) == 0 &&
                theme->version == bundle_version(bundle) &&
                theme->n_indicators == bundle_n_parts(bundle);
    for (size_t i = 0; same && i < theme->n_indicators; i++)
        same = bundle_part(bundle, theme->indicators[i].id) == theme->indicators[i].version;
    return same || refuse(bundle, error, _("its theme has other versions than the bundle says"));
}

/* The theme of the bundle, without fault. */
static Theme *
read_theme(const Bundle *bundle, GError **error)
{
    g_autofree char *path = theme_file(bundle_id(bundle));
    GBytes *bytes = bundle_find(bundle, path);
    if (bytes == NULL) {
        refuse(bundle, error, _("it holds no theme; ask for it again"));
        return NULL;
    }
    g_autoptr(GPtrArray) faults = faults_new();
    g_autoptr(Theme) theme = theme_parse(bytes, path, faults);
    if (theme == NULL) {
        faults_propagate_first(faults, error);
        return NULL;
    }
    bool good = check_versions(bundle, theme, error) && check_files(bundle, theme, error);
    return good ? g_steal_pointer(&theme) : NULL;
}

/* --- comparing ------------------------------------------------------------------------------- */

void
exchange_report_clear(ExchangeReport *self)
{
    if (self->lines != NULL)
        g_ptr_array_unref(self->lines);
    *self = (ExchangeReport){0};
}

static void report(ExchangeReport *self, bool conflict, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

static void
report(ExchangeReport *self, bool conflict, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(self->lines, g_strdup_vprintf(format, arguments));
    va_end(arguments);
    self->conflicts = self->conflicts || conflict;
}

/* The theme of that id in the folder; NULL where there is none, or with a conflict where it cannot be
 * read. */
static Theme *
read_ours(ExchangeReport *self, const char *folder, const char *file)
{
    g_autofree char *path = g_build_filename(folder, file, NULL);
    if (!g_file_test(path, G_FILE_TEST_EXISTS))
        return NULL;
    g_autoptr(GPtrArray) faults = faults_new();
    Theme *ours = theme_check(path, faults);
    if (ours == NULL) {
        const GError *first = faults->pdata[0];
        report(self, true, _("%s: ours cannot be read (%s); mend or move it first"), file,
               first->message);
    }
    return ours;
}

/* The theme's own file: "file: theirs; ours; what to do". */
static void
compare_themes(ExchangeReport *self, const Theme *theirs, const Theme *ours, const char *file)
{
    if (ours == NULL) {
        report(self, false, _("%s: theirs is version %d; ours is not there; it is added"), file,
               theirs->version);
        self->changes = true;
    } else if (g_bytes_equal(theirs->bytes, ours->bytes)) {
        report(self, false, _("%s: theirs and ours are version %d and the same; nothing to do"),
               file, ours->version);
    } else if (theirs->version == ours->version) {
        report(self, true,
               _("%s: theirs and ours are both version %d and not the same; agree on one text and "
                 "give it version %d"),
               file, ours->version, ours->version + 1);
    } else if (theirs->version < ours->version) {
        report(self, true,
               _("%s: theirs is version %d, ours is version %d already; ask for a newer one, or "
                 "import into another folder"),
               file, theirs->version, ours->version);
    } else {
        report(self, false, _("%s: theirs is version %d, ours is version %d; ours is replaced"),
               file, theirs->version, ours->version);
        self->changes = true;
    }
}

static const Indicator *
find_indicator(const Theme *theme, const char *id)
{
    for (size_t i = 0; i < theme->n_indicators; i++)
        if (strcmp(theme->indicators[i].id, id) == 0)
            return &theme->indicators[i];
    return NULL;
}

/* An indicator of one id and one version must count the same everywhere; an older one must not take
 * the place of a newer one. */
static void
compare_indicators(ExchangeReport *self, const Theme *theirs, const Theme *ours, const char *file)
{
    for (size_t i = 0; i < theirs->n_indicators; i++) {
        const Indicator *new = &theirs->indicators[i];
        const Indicator *old = find_indicator(ours, new->id);
        if (old == NULL)
            continue;
        if (new->version < old->version)
            report(self, true,
                   _("%s: theirs has indicator %s@%d, ours has %s@%d; ask for a newer one"), file,
                   new->id, new->version, old->id, old->version);
        else if (new->version == old->version && !indicator_counts_alike(new, old))
            report(self, true,
                   _("%s: theirs and ours count indicator %s@%d differently; one of them needs "
                     "version %d"),
                   file, new->id, new->version, new->version + 1);
    }
}

/* An id stands for one indicator in the whole bank. */
static void
compare_others(ExchangeReport *self, const Theme *theirs, const char *folder, const char *file)
{
    g_autoptr(GPtrArray) paths = theme_files_list(folder, false);
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *name = g_path_get_basename(paths->pdata[i]);
        if (strcmp(name, file) == 0)
            continue;
        g_autoptr(Theme) other = theme_load(paths->pdata[i], NULL);
        for (size_t j = 0; other != NULL && j < theirs->n_indicators; j++)
            if (find_indicator(other, theirs->indicators[j].id) != NULL)
                report(self, true,
                       _("%s: theirs has indicator %s, ours has it in %s; rename one of them"),
                       file, theirs->indicators[j].id, name);
    }
}

/* A dossier goes with its theme: a newer theme brings its own, the same theme must have the same. */
static void
compare_dossier(ExchangeReport *self, const char *folder, const char *path, GBytes *theirs,
                bool newer)
{
    g_autoptr(GBytes) ours = read_bytes(folder, path);
    if (ours == NULL)
        report(self, false, _("%s: theirs comes with the theme; ours is not there; it is added"),
               path);
    else if (g_bytes_equal(ours, theirs))
        report(self, false, _("%s: theirs and ours are the same; nothing to do"), path);
    else if (newer)
        report(self, false, _("%s: theirs comes with a newer theme; ours is replaced"), path);
    else
        report(self, true,
               _("%s: theirs and ours are not the same, with a theme of the same version; agree on "
                 "one text and give the theme a new version"),
               path);
    self->changes = self->changes || ours == NULL || !g_bytes_equal(ours, theirs);
}

bool
theme_exchange_compare(const Bundle *bundle, const char *folder, ExchangeReport *out_report,
                       GError **error)
{
    *out_report = (ExchangeReport){.lines = g_ptr_array_new_with_free_func(g_free)};
    g_autoptr(Theme) theirs = read_theme(bundle, error);
    if (theirs == NULL)
        return false;
    g_autofree char *file = theme_file(theirs->id);
    g_autoptr(Theme) ours = read_ours(out_report, folder, file);
    if (ours != NULL || !out_report->conflicts)
        compare_themes(out_report, theirs, ours, file);
    if (ours != NULL)
        compare_indicators(out_report, theirs, ours, file);
    compare_others(out_report, theirs, folder, file);
    bool newer = ours == NULL || theirs->version > ours->version;
    for (size_t i = 0; i < bundle_n_files(bundle); i++)
        if (g_str_has_prefix(bundle_path(bundle, i), DOSSIERS))
            compare_dossier(out_report, folder, bundle_path(bundle, i), bundle_content(bundle, i),
                            newer);
    return true;
}

bool
theme_exchange_write(const Bundle *bundle, const char *folder, GError **error)
{
    g_autoptr(Publication) publication =
        publication_new(folder, g_get_real_time() / G_USEC_PER_SEC);
    for (size_t i = 0; i < bundle_n_files(bundle); i++)
        if (!publication_add(publication, bundle_path(bundle, i), bundle_content(bundle, i), error))
            return false;
    return publication_commit(publication, error);
}
