/* miroir demo: a private PostgreSQL, a synthetic region, a full run; the same bytes each time. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/finish.h"
#include "engine/cli/made_up.h"
#include "engine/cli/run.h"
#include "engine/cli/session.h"
#include "engine/cli/signals.h"
#include "engine/cli/subcommand.h"
#include "engine/profile/secret_key.h"
#include "engine/publish/folder.h"
#include "engine/source/embedded_process.h"
#include "engine/source/load.h"
#include "engine/words/words.h"

/* The help names it too. */
#define DEFAULT_FOLDER "miroir-demo"

/* A key that everybody knows: the doctors are made up, and every run is to give the same numbers. */
static const char KNOWN_KEY[SECRET_KEY_SIZE + 1] = "miroir demo: known to everybody.";

typedef struct {
    char *folder;      /* campaign, key, edition */
    char *cluster;     /* the database */
    bool is_temporary; /* the cluster's folder goes at the end */
    char *edition;
    bool is_dcir; /* the region comes from official tables */
    RegionSetting setting;
} Demo;

static void
demo_clear(Demo *self)
{
    if (self->is_temporary && self->cluster != NULL) {
        g_autofree char *above = g_path_get_dirname(self->cluster);
        folder_remove(above, NULL);
    }
    g_free(self->folder);
    g_free(self->cluster);
    g_free(self->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Demo, demo_clear)

static bool
folder_fault(GError **error, const char *path, const char *what)
{
    g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER, "%s: %s", path, what);
    return false;
}

/* Absent, empty, or an earlier demo. */
static bool
check_folder(const char *folder, const char *campaign, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "campaign.yaml", NULL);
    g_autofree char *there = NULL, *ours = NULL;
    if (!folder_holds_anything(folder))
        return true;
    /* By its first line: what follows depends on how large a region was asked for. */
    if (g_file_get_contents(path, &there, NULL, NULL) &&
        g_file_get_contents(campaign, &ours, NULL, NULL) &&
        strncmp(there, ours, strcspn(ours, "\n") + 1) == 0)
        return true;
    return folder_fault(error, folder,
                        _("holds something else than a demo; choose another folder"));
}

static bool
write_file(const char *folder, const char *name, const char *text, size_t size, int mode,
           GError **error)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return g_file_set_contents_full(path, text, (gssize)size, G_FILE_SET_CONTENTS_CONSISTENT, mode,
                                    error);
}

static char *
replaced(const char *text, const char *what, const char *by)
{
    g_auto(GStrv) parts = g_strsplit(text, what, -1);
    return g_strjoinv(by, parts);
}

/* A campaign of the demonstration, whose claims begin where those of the region do. */
static bool
copy_campaign(const Demo *self, const char *source, const char *name, GError **error)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(source, &text, NULL, error))
        return false;
    g_autofree char *first_day =
        day_to_string(day_add_months(day_from_civil(2026, 4, 1), -3 * self->setting.n_quarters));
    g_autofree char *history = g_strdup_printf("history: %d}", self->setting.n_quarters);
    g_autofree char *from = replaced(text, "2022-01-01", first_day);
    g_autofree char *whole = replaced(from, "history: 17}", history);
    /* A region of the contract alone has no stays. */
    g_autofree char *fitting =
        self->is_dcir ? g_steal_pointer(&whole) : replaced(whole, ", pertinence]", "]");
    return write_file(self->folder, name, fitting, strlen(fitting), 0644, error);
}

/* The campaign, the one of its evaluation, and the key. */
static bool
write_campaign(const Demo *self, const char *campaign, GError **error)
{
    g_autofree char *evaluation = data_folder("sql/demo/evaluation.yaml", error);
    if (evaluation == NULL)
        return false;
    if (g_mkdir_with_parents(self->folder, 0755) != 0)
        return folder_fault(error, self->folder,
                            _("cannot be made; choose a folder that you may write to"));
    return copy_campaign(self, campaign, "campaign.yaml", error) &&
           copy_campaign(self, evaluation, "evaluation.yaml", error) &&
           write_file(self->folder, "secret.key", KNOWN_KEY, SECRET_KEY_SIZE, 0600, error);
}

/* The server runs as an unprivileged user, who may not be able to enter the demo's folder. */
static bool
choose_cluster(Demo *self, GError **error)
{
    ServerUser user = {0};
    if (!server_user_init(&user, 0, error))
        return false;
    self->is_temporary = !server_user_can_enter(&user, self->folder);
    server_user_clear(&user);
    if (!self->is_temporary) {
        self->cluster = g_build_filename(self->folder, "cluster", NULL);
        return folder_remove(self->cluster, error);
    }
    g_autofree char *temporary = g_dir_make_tmp("miroir-demo-XXXXXX", error);
    if (temporary == NULL)
        return false;
    self->cluster = g_build_filename(temporary, "cluster", NULL);
    return g_chmod(temporary, 0711) == 0 ||
           folder_fault(error, temporary, _("cannot be opened to the server"));
}

/* The contract's relations, then the region. */
static bool
fill(const Database *database, Progress *progress, GError **error)
{
    static const struct {
        const char *folder, *what;
    } STEPS[] = {{"sql/contract", N_("making the relations")},
                 {"sql/demo", N_("making up a region")}};
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_LOAD, error);
    if (connection == NULL)
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(STEPS); i++) {
        g_autofree char *path = data_folder(STEPS[i].folder, error);
        progress_step(progress, _(STEPS[i].what), "");
        if (path == NULL || !load_sql(connection, path, error))
            return false;
    }
    return true;
}

/* The same from the official tables, and beside the campaign what was planted in them. */
static bool
fill_dcir(const Demo *self, const Database *database, Progress *progress, GError **error)
{
    SyntheticReport report;
    if (!made_up_fill(database, &self->setting, NULL, progress, &report, error) ||
        !made_up_settle(database, progress, error))
        return false;
    g_autofree char *planted = synthetic_planted(&self->setting);
    g_autofree char *traps = synthetic_traps(&report);
    return write_file(self->folder, "planted.csv", planted, strlen(planted), 0644, error) &&
           write_file(self->folder, "traps.csv", traps, strlen(traps), 0644, error);
}

static Database *
make_database(const Demo *self, const Campaign *campaign, GError **error)
{
    g_autoptr(Progress) progress = progress_new();
    DatabaseSetting setting = campaign->database;
    setting.text = self->cluster;
    progress_step(progress, _("starting a private PostgreSQL"), "");
    g_autoptr(Database) database = database_open(&setting, error);
    if (database == NULL || !(self->is_dcir ? fill_dcir(self, database, progress, error)
                                            : fill(database, progress, error)))
        return NULL;
    progress_end(progress);
    return g_steal_pointer(&database);
}

/* --- what to open ----------------------------------------------------------------------------- */

/* The first file of the edition below `prefix`, in the order of names. */
static void
print_first(const Demo *self, const GPtrArray *paths, const char *prefix, const char *what)
{
    for (guint i = 0; i < paths->len; i++) {
        const char *path = g_ptr_array_index(paths, i);
        if (!g_str_has_prefix(path, prefix))
            continue;
        console_print("  %s/%s\n      %s\n", self->edition, path, what);
        return;
    }
}

static void
print_what_to_open(const Demo *self)
{
    static const struct {
        const char *prefix, *what;
    } WORTH[] = {
        {"index.html", N_("the run at a glance")},
        {"booklets/", N_("a doctor's booklet, one of all in booklets/")},
        {"handouts/", N_("a group's handout, for its facilitator")},
        {"private/attendance/",
         N_("the sheet that the group signs, and each doctor's certificate")},
        {"workbooks/region", N_("the coordinators' workbook")},
        {"results/comparators", N_("the aggregates, to share")},
    };
    g_autoptr(GPtrArray) paths = folder_list(self->edition, NULL);
    console_print(_("\nTo open:\n"));
    for (size_t i = 0; paths != NULL && i < G_N_ELEMENTS(WORTH); i++)
        print_first(self, paths, WORTH[i].prefix, _(WORTH[i].what));
    console_print(_("\nTo go on:\n  miroir verify %s\n"), self->edition);
    if (!self->is_temporary)
        console_print(_("  miroir plan %s/campaign.yaml\n  miroir run %s/campaign.yaml -o %s\n"
                        "  miroir evaluate %s/evaluation.yaml -o %s/evaluation\n"),
                      self->folder, self->folder, self->edition, self->folder, self->folder);
    console_print(_("  miroir init DIR        a campaign of your own\n"));
}

/* A region of the contract alone has one size. */
static bool
choose_source(Demo *self, const Options *options, GError **error)
{
    bool is_sized = options->doctors != NULL || options->quarters != NULL ||
                    options->lines != NULL || options->seed != NULL;
    self->is_dcir = is_sized || g_strcmp0(options->source, "contract") != 0;
    if (options->source != NULL &&
        strcmp(options->source, self->is_dcir ? "dcir" : "contract") != 0) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("--source %s is not known, or not with a size; it is contract or dcir"),
                    options->source);
        return false;
    }
    return made_up_setting(options, &self->setting, error);
}

static ExitStatus
make(Demo *self, const Options *options, GError **error)
{
    if (!choose_source(self, options, error))
        return EXIT_NOTHING_DONE;
    g_autofree char *source = data_folder("sql/demo/campaign.yaml", error);
    if (source == NULL || !check_folder(self->folder, source, error) ||
        !write_campaign(self, source, error))
        return EXIT_NOTHING_DONE;
    g_autofree char *path = g_build_filename(self->folder, "campaign.yaml", NULL);
    g_autoptr(Campaign) campaign = session_campaign(path, error);
    if (campaign == NULL)
        return EXIT_NOTHING_DONE;
    g_autoptr(Edition) edition = edition_open(self->edition, campaign->name, LOCK_ALONE, error);
    if (edition == NULL || !choose_cluster(self, error))
        return EXIT_NOTHING_DONE;
    g_autoptr(Database) database = make_database(self, campaign, error);
    if (database == NULL)
        return EXIT_NOTHING_DONE;
    RenderChoice choice = {options->jobs, NULL, NULL, 1, 1};
    return run_campaign(campaign, database, edition, EXECUTOR_STREAM, &choice);
}

static ExitStatus
run(const Options *options)
{
    g_auto(Demo) demo = {0};
    demo.folder = g_canonicalize_filename(
        options->n_arguments > 0 ? options->arguments[0] : DEFAULT_FOLDER, NULL);
    demo.edition = g_build_filename(demo.folder, "edition", NULL);
    g_autoptr(GError) error = NULL;
    ExitStatus status = make(&demo, options, &error);
    if (error != NULL)
        return finish_failed(error);
    if (status == EXIT_DONE || status == EXIT_SOME_FAILED)
        print_what_to_open(&demo);
    return status;
}

const Subcommand SUBCOMMAND_DEMO = {
    .name = "demo",
    .arguments = N_("[DIR]"),
    .summary = N_("a private PostgreSQL, a synthetic region, a full run"),
    .description = N_(
        "Makes up a region of about 300 doctors in a private PostgreSQL (no TCP, a socket of its "
        "own,\n"
        "stopped at the end) and runs a campaign on it. DIR is "
        "./miroir-demo if it is not named;\n"
        "it must be absent, empty, or an earlier demo. No doctor and no patient in it "
        "exists.\n\n"
        "The region is made in the official tables of the DCIR and the PMSI, with all their traps, "
        "and read\n"
        "through the views; DIR/planted.csv says what was made to change when doctors entered a "
        "group,\n"
        "DIR/traps.csv how many traps there are. --source contract makes a smaller one, without "
        "stays, in the\n"
        "relations of the contract themselves.\n\n"
        "Writes DIR/campaign.yaml, DIR/evaluation.yaml, DIR/secret.key, DIR/cluster/ and "
        "DIR/edition/,\n"
        "and prints what to open.\n\n"
        "Ends with 0 when all is done, 1 when some documents failed, 2 when nothing was done, "
        "130 "
        "when\n"
        "interrupted."),
    .n_arguments_min = 0,
    .n_arguments_max = 1,
    .options = {OPTION_JOBS, OPTION_SOURCE, OPTION_DOCTORS, OPTION_QUARTERS, OPTION_LINES,
                OPTION_SEED},
    .run = run,
};
