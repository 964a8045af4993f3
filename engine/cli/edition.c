#include "engine/cli/edition.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/cli/cli_error.h"
#include "engine/model/theme_dossier.h"
#include "engine/publish/folder.h"
#include "engine/words/words.h"

#define FROZEN "private/campaign"

/* The manifest's fact on how far the edition has come. */
#define STAGE "stage"
#define STAGE_BEGUN "begun"
#define STAGE_RESULTS "results"
#define STAGE_DOCUMENTS "documents"
#define STAGE_PURGED "purged"
#define STAGE_EVALUATED "evaluated"

/* Why nothing can be made from an edition at that stage. */
static const struct {
    const char *stage, *of_edition, *of_evaluation;
} UNUSABLE[] = {
    {STAGE_BEGUN, N_("its results were not finished; run `miroir compute` again"),
     N_("its results were not finished; run `miroir evaluate` again")},
    {STAGE_PURGED, N_("its private/ was purged; `miroir run` makes the edition anew"),
     N_("its private/ was purged; `miroir evaluate` makes the evaluation anew")},
};

/* What comes after a campaign's name in that of its evaluation. */
#define EVALUATION_ENDING ".evaluation"

enum { SECONDS_A_DAY = 86400 };

/* What `render` makes. */
static const char *const DOCUMENTS[] = {
    "booklets/",      "handouts/",    "workbooks/", "private/attendance/", "private/cards.pdf",
    "private/print/", "private/zip/", "index.html", EVALUATION_DOCUMENT};
/* Where every file is miroir's own, so that one which no longer belongs may be removed. */
static const char *const OWN[] = {
    "booklets/",         "handouts/",      "workbooks/",       "private/attendance/",
    "private/cards.pdf", "private/print/", "private/zip/",     "private/passwords.csv",
    "results/",          FROZEN "/",       EVALUATION_DOCUMENT};

struct Edition {
    char *folder;
    FolderLock *lock;
    LockKind kind;
    GPtrArray *made; /* char*: folders made for it, outermost first */
};

static bool
has_prefix_of(const char *path, const char *const *prefixes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (g_str_has_prefix(path, prefixes[i]))
            return true;
    return false;
}

bool
edition_is_document(const char *path)
{
    return has_prefix_of(path, DOCUMENTS, G_N_ELEMENTS(DOCUMENTS));
}

static bool
is_input(const char *path)
{
    return !edition_is_document(path);
}

/* --- whose folder it is ---------------------------------------------------------------------- */

/* Whether there is nothing but what an interrupted run leaves before its first file is in place. */
static bool
is_unused(const char *folder)
{
    g_autoptr(GPtrArray) paths = folder_list(folder, NULL);
    if (paths == NULL)
        return false;
    for (guint i = 0; i < paths->len; i++) {
        g_autofree char *name = g_path_get_basename(g_ptr_array_index(paths, i));
        if (!g_str_has_prefix(name, PUBLISH_TEMPORARY))
            return false;
    }
    return true;
}

/* The name of the edition that the folder holds, or NULL. */
static char *
name_of(const char *folder)
{
    g_autoptr(Manifest) manifest = manifest_read(folder, NULL);
    if (manifest != NULL)
        return g_strdup(manifest_edition(manifest));
    g_autofree char *frozen = g_build_filename(folder, FROZEN, NULL);
    g_autoptr(Campaign) campaign = campaign_load_frozen(frozen, NULL);
    return campaign == NULL ? NULL : g_strdup(campaign->name);
}

static bool
check_owner(const char *folder, const char *name, GError **error)
{
    g_autofree char *there = name_of(folder);
    if (there != NULL && (name == NULL || strcmp(there, name) == 0))
        return true;
    if (there == NULL && name != NULL && is_unused(folder))
        return true;
    if (there != NULL)
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                    _("%s: holds the edition %s, not %s; choose another folder"), folder, there,
                    name);
    else if (name != NULL)
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                    _("%s: holds files that are not an edition of miroir; choose an empty folder"),
                    folder);
    else
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                    _("%s: is not an edition; `miroir run CAMPAIGN -o DIR` makes one"), folder);
    return false;
}

/* --- opening ---------------------------------------------------------------------------------- */

static bool
make_folders(Edition *self, const char *path, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return true;
    g_autofree char *above = g_path_get_dirname(path);
    if (strcmp(above, path) != 0 && !make_folders(self, above, error))
        return false;
    if (g_mkdir(path, 0755) != 0) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                    _("%s: the folder cannot be made: %s; choose a folder that you may write to"),
                    path, g_strerror(errno));
        return false;
    }
    g_ptr_array_add(self->made, g_strdup(path));
    return true;
}

Edition *
edition_open(const char *folder, const char *name, LockKind kind, GError **error)
{
    g_autoptr(Edition) self = g_new0(Edition, 1);
    self->folder = g_canonicalize_filename(folder, NULL);
    self->made = g_ptr_array_new_with_free_func(g_free);
    if (name != NULL && !make_folders(self, self->folder, error))
        return NULL;
    if (!g_file_test(self->folder, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER, _("%s: there is no such folder"),
                    self->folder);
        return NULL;
    }
    self->kind = kind;
    self->lock = folder_lock_take(self->folder, kind, error);
    if (self->lock == NULL || !check_owner(self->folder, name, error))
        return NULL;
    if (access(self->folder, R_OK | W_OK | X_OK) != 0) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                    _("%s: cannot be written to: %s; choose a folder that you may write to"),
                    self->folder, g_strerror(errno));
        return NULL;
    }
    if (kind == LOCK_ALONE && !publish_clean(self->folder, error))
        return NULL;
    return g_steal_pointer(&self);
}

void
edition_close(Edition *self)
{
    if (self == NULL)
        return;
    /* What workers that were stopped had under way; other shards may have files under way too. */
    if (self->lock != NULL && self->kind == LOCK_ALONE)
        publish_clean(self->folder, NULL);
    for (guint i = self->made->len; i > 0; i--)
        g_rmdir(g_ptr_array_index(self->made, i - 1));
    folder_lock_release(self->lock);
    g_ptr_array_unref(self->made);
    g_free(self->folder);
    g_free(self);
}

bool
edition_share(Edition *self, GError **error)
{
    g_clear_pointer(&self->lock, folder_lock_release);
    self->kind = LOCK_SHARED;
    self->lock = folder_lock_wait(self->folder, self->kind, error);
    return self->lock != NULL;
}

const char *
edition_folder(const Edition *self)
{
    return self->folder;
}

/* --- what is in it ---------------------------------------------------------------------------- */

int64_t
edition_time(const Campaign *campaign)
{
    return (int64_t)campaign->data_to * SECONDS_A_DAY;
}

static bool
freeze(const Campaign *campaign, Publication *publication, GError **error)
{
    if (!publication_add(publication, FROZEN "/campaign.yaml", campaign->bytes, error))
        return false;
    for (size_t i = 0; i < campaign->n_themes; i++) {
        const Theme *theme = campaign->themes[i];
        g_autofree char *path = g_strdup_printf(FROZEN "/themes/%02zu-%s.yaml", i + 1, theme->id);
        if (!publication_add(publication, path, theme->bytes, error))
            return false;
        g_autofree char *dossier = theme_dossier_frozen_path(path);
        if (theme->dossier_text != NULL &&
            !publication_add(publication, dossier, theme->dossier_text, error))
            return false;
    }
    return true;
}

bool
edition_stage(const Campaign *campaign, const GPtrArray *files, Publication *publication,
              GError **error)
{
    if (!freeze(campaign, publication, error))
        return false;
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = g_ptr_array_index(files, i);
        if (!publication_add(publication, file->path, file->bytes, error))
            return false;
    }
    return true;
}

static bool
is_evaluation(const Manifest *manifest)
{
    return g_str_has_suffix(manifest_edition(manifest), EVALUATION_ENDING);
}

bool
edition_holds_evaluation(const char *folder)
{
    g_autoptr(Manifest) manifest = manifest_read(folder, NULL);
    return manifest != NULL && is_evaluation(manifest);
}

/* Why nothing can be made from it, or NULL. */
static const char *
why_unusable(const Manifest *manifest)
{
    for (size_t i = 0; i < G_N_ELEMENTS(UNUSABLE); i++)
        if (g_strcmp0(manifest_text(manifest, STAGE), UNUSABLE[i].stage) == 0)
            return is_evaluation(manifest) ? UNUSABLE[i].of_evaluation : UNUSABLE[i].of_edition;
    return NULL;
}

/* After a check that nothing has changed that documents are made from. */
static Campaign *
thaw(const char *folder, const Manifest *manifest, GError **error)
{
    const char *why = why_unusable(manifest);
    if (why != NULL) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER, "%s: %s", folder, _(why));
        return NULL;
    }
    if (!manifest_check(manifest, folder, is_input, error)) {
        g_prefix_error(error, "%s",
                       is_evaluation(manifest)
                           ? _("results that are not as computed; run `miroir evaluate` again: ")
                           : _("results that are not as computed; run `miroir compute` again: "));
        return NULL;
    }
    g_autofree char *frozen = g_build_filename(folder, FROZEN, NULL);
    return campaign_load_frozen(frozen, error);
}

Campaign *
edition_thaw(const char *folder, GError **error)
{
    g_autoptr(Manifest) manifest = manifest_read(folder, error);
    if (manifest == NULL)
        return NULL;
    if (!is_evaluation(manifest))
        return thaw(folder, manifest, error);
    g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                _("%s: is an evaluation, not an edition; read its results/"), folder);
    return NULL;
}

Campaign *
edition_thaw_evaluation(const char *folder, GError **error)
{
    g_autoptr(Manifest) manifest = manifest_read(folder, error);
    return manifest == NULL ? NULL : thaw(folder, manifest, error);
}

static bool
write_manifest(const char *folder, const Manifest *manifest, int64_t time, GError **error)
{
    g_autoptr(GBytes) bytes = manifest_to_bytes(manifest);
    return publish_file(folder, "manifest.json", bytes, time, error);
}

bool
edition_mark_begun(const char *folder, Manifest *manifest, int64_t time, GError **error)
{
    manifest_set_text(manifest, STAGE, STAGE_BEGUN);
    return write_manifest(folder, manifest, time, error);
}

static bool
all_there(const char *folder, const GPtrArray *documents)
{
    for (guint i = 0; i < documents->len; i++) {
        const Document *document = g_ptr_array_index(documents, i);
        g_autofree char *path = g_build_filename(folder, document->path, NULL);
        if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return false;
    }
    return true;
}

bool
edition_write_manifest(const char *folder, Manifest *manifest, const GPtrArray *documents,
                       int64_t time, GError **error)
{
    manifest_set_text(manifest, STAGE,
                      all_there(folder, documents) ? STAGE_DOCUMENTS : STAGE_RESULTS);
    return manifest_add_folder(manifest, folder, error) &&
           write_manifest(folder, manifest, time, error);
}

bool
edition_write_evaluated(const char *folder, Manifest *manifest, int64_t time, GError **error)
{
    manifest_set_text(manifest, STAGE, STAGE_EVALUATED);
    return manifest_add_folder(manifest, folder, error) &&
           write_manifest(folder, manifest, time, error);
}

bool
edition_check_finished(const char *folder, bool *out_has_members, GError **error)
{
    g_autoptr(Manifest) manifest = manifest_read(folder, error);
    if (manifest == NULL)
        return false;
    if (is_evaluation(manifest) || g_strcmp0(manifest_text(manifest, STAGE), STAGE_BEGUN) == 0) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER, _("%s: is not a finished edition"), folder);
        return false;
    }
    if (!manifest_check(manifest, folder, is_input, error))
        return false;
    *out_has_members = g_strcmp0(manifest_text(manifest, STAGE), STAGE_PURGED) != 0;
    return true;
}

char *
edition_evaluation_name(const Campaign *campaign)
{
    return g_strconcat(campaign->name, EVALUATION_ENDING, NULL);
}

bool
edition_mark_purged(const char *folder, Manifest *manifest, int64_t time, GError **error)
{
    manifest_set_text(manifest, STAGE, STAGE_PURGED);
    return manifest_add_folder(manifest, folder, error) &&
           write_manifest(folder, manifest, time, error);
}

bool
edition_is_complete(const Manifest *manifest)
{
    const char *stage = manifest_text(manifest, STAGE);
    return g_strcmp0(stage, STAGE_DOCUMENTS) == 0 || g_strcmp0(stage, STAGE_PURGED) == 0 ||
           g_strcmp0(stage, STAGE_EVALUATED) == 0;
}

bool
edition_remove_others(const char *folder, GHashTable *keep, GError **error)
{
    g_autoptr(GPtrArray) paths = folder_list(folder, error);
    if (paths == NULL)
        return false;
    for (guint i = 0; i < paths->len; i++) {
        const char *path = g_ptr_array_index(paths, i);
        if (g_hash_table_contains(keep, path) || !has_prefix_of(path, OWN, G_N_ELEMENTS(OWN)))
            continue;
        g_autofree char *full = g_build_filename(folder, path, NULL);
        if (!folder_remove(full, error))
            return false;
    }
    return folder_prune(folder, error);
}
