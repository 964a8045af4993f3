#include "engine/cli/session.h"

#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/profile/secret_key.h"
#include "engine/publish/folder.h"
#include "engine/source/roster_read.h"
#include "engine/words/words.h"
#include "render/document/dossier.h"

Campaign *
session_campaign(const char *path, GError **error)
{
    g_autofree char *themes = data_folder("sql/themes", error);
    g_autoptr(Campaign) campaign = themes == NULL ? NULL : campaign_load(path, themes, error);
    for (size_t i = 0; campaign != NULL && i < campaign->n_themes; i++)
        if (!dossier_check(campaign->themes[i], campaign->language, error))
            return NULL;
    return g_steal_pointer(&campaign);
}

bool
session_check_key(const Campaign *campaign, GError **error)
{
    g_autoptr(SecretKey) key = secret_key_load(campaign->key_file, error);
    return key != NULL;
}

Database *
session_database(const Campaign *campaign, bool may_create, GError **error)
{
    const DatabaseSetting *setting = &campaign->database;
    if (setting->kind == DATABASE_EMBEDDED && !may_create &&
        !folder_holds_anything(setting->text)) {
        model_set_error(error, MODEL_ERROR_VALUE, setting->place,
                        _("the embedded database %s holds nothing yet; fill it with "
                          "`miroir load %s CSV_DIR`"),
                        setting->text, campaign->path);
        return NULL;
    }
    return database_open(setting, error);
}

static bool
hold_against_contract(Session *self, GPtrArray *notes, GError **error)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    g_autoptr(GPtrArray) unread = g_ptr_array_new_with_free_func(g_free);
    contract_check(self->contract, self->campaign, faults, notes == NULL ? unread : notes);
    for (guint i = 0; i < faults->len; i++)
        console_error(g_ptr_array_index(faults, i));
    if (faults->len == 0)
        return true;
    g_set_error(error, CLI_ERROR, CLI_ERROR_FAULTS,
                P_("%u fault in the database", "%u faults in the database", faults->len),
                faults->len);
    return false;
}

Session *
session_open(const Campaign *campaign, const Database *database, GPtrArray *notes, GError **error)
{
    g_autoptr(Session) self = g_new0(Session, 1);
    self->campaign = campaign;
    self->database = database;
    self->connection = connection_open(database, CONNECTION_TO_READ, error);
    if (self->connection == NULL) {
        const Place *place = &campaign->database.place;
        g_prefix_error(error, "%s:%d:%d: ", place->file, place->line, place->column);
        return NULL;
    }
    if (!connection_begin(self->connection, NULL, error))
        return NULL;
    self->contract = contract_read(self->connection, error);
    if (self->contract == NULL || !hold_against_contract(self, notes, error))
        return NULL;
    self->roster = roster_read(self->connection, self->contract, error);
    return self->roster == NULL ? NULL : g_steal_pointer(&self);
}

void
session_close(Session *self)
{
    if (self == NULL)
        return;
    roster_free(self->roster);
    contract_free(self->contract);
    connection_close(self->connection);
    g_free(self);
}

bool
session_executor(const char *name, Executor *out_executor, GError **error)
{
    static const struct {
        const char *name;
        Executor executor;
    } EXECUTORS[] = {{"stream", EXECUTOR_STREAM}, {"pushdown", EXECUTOR_PUSHDOWN}};
    for (size_t i = 0; i < G_N_ELEMENTS(EXECUTORS); i++) {
        if (name != NULL && strcmp(name, EXECUTORS[i].name) != 0)
            continue;
        *out_executor = EXECUTORS[i].executor;
        return true;
    }
    g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                _("--executor %s is not known; it is stream or pushdown"), name);
    return false;
}

/* Net lines of the last period, or NULL when no indicator is counted from claims. */
static int64_t *
activity_of_last_period(const Campaign *campaign, const Counts *counts)
{
    bool any = false;
    for (size_t i = 0; i < campaign->n_indicators; i++)
        any |= campaign->indicators[i].indicator->from == FROM_CLAIMS;
    if (!any)
        return NULL;
    size_t n = counts_n_practitioners(counts);
    int64_t *net_lines = g_new0(int64_t, n + 1);
    for (size_t i = 0; i < n; i++)
        net_lines[i] = counts_activity(counts, i, (size_t)campaign->history - 1)->net_lines;
    return net_lines;
}

/* workbooks/region.xlsx is the region's. */
bool
session_check_groups(const Session *self, GError **error)
{
    for (size_t i = 0; i < roster_n_groups(self->roster); i++) {
        if (strcmp(roster_group(self->roster, i)->id, "region") != 0)
            continue;
        g_set_error(
            error, CLI_ERROR, CLI_ERROR_USAGE,
            _("quality_group: a group may not be called \"region\", which names the region's "
              "own workbook; give it another group_id"));
        return false;
    }
    return true;
}

Counts *
session_count(Session *self, Plan *plan, Executor executor, const PlanOptions *options,
              GError **error)
{
    if (!session_check_groups(self, error))
        return NULL;
    g_autoptr(Counts) counts = plan_execute(plan, executor, self->database, options, error);
    if (counts == NULL)
        return NULL;
    g_autofree int64_t *net_lines = activity_of_last_period(self->campaign, counts);
    if (!roster_settle(self->roster, self->campaign, net_lines, error))
        return NULL;
    return g_steal_pointer(&counts);
}
