/* miroir load: CSV files into the campaign's database, all or nothing. */
#include "engine/source/load.h"

#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/finish.h"
#include "engine/cli/progress.h"
#include "engine/cli/session.h"
#include "engine/cli/subcommand.h"
#include "engine/words/words.h"

static const struct {
    const char *name;
    CsvDialect dialect;
    const char *label;
} DIALECTS[] = {
    {NULL, CSV_DIALECT_DETECT, "-"},
    {"rfc4180", CSV_DIALECT_RFC4180, "RFC 4180"},
    {"fr", CSV_DIALECT_FRENCH, N_("French dialect")},
};

static bool
choose_dialect(const char *name, CsvDialect *out_dialect, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(DIALECTS); i++) {
        if (g_strcmp0(DIALECTS[i].name, name) != 0)
            continue;
        *out_dialect = DIALECTS[i].dialect;
        return true;
    }
    g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                _("--dialect %s is not known; it is fr or rfc4180"), name);
    return false;
}

typedef struct {
    Progress *progress;
    char *file; /* the one under way */
} Steps;

static void
follow(const char *file, size_t n_rows, void *data)
{
    Steps *steps = data;
    if (g_strcmp0(steps->file, file) != 0) {
        g_free(steps->file);
        steps->file = g_strdup(file);
        g_autofree char *what = g_strdup_printf(_("loading %s"), file);
        progress_step(steps->progress, what, _("rows"));
    }
    progress_update(steps->progress, (double)n_rows, 0);
}

static void
describe(const GPtrArray *loaded)
{
    for (guint i = 0; i < loaded->len; i++) {
        const LoadedFile *file = g_ptr_array_index(loaded, i);
        const char *label = "";
        for (size_t j = 0; j < G_N_ELEMENTS(DIALECTS); j++)
            if (DIALECTS[j].dialect == file->dialect)
                label = _(DIALECTS[j].label);
        console_print(P_("%s: %zu row (%s)\n", "%s: %zu rows (%s)\n", file->n_rows), file->relation,
                      file->n_rows, label);
    }
}

static bool
load_and_describe(Connection *connection, const char *contract, const char *folder,
                  CsvDialect dialect, GError **error)
{
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) loaded = NULL;
    g_autoptr(Progress) progress = progress_new();
    Steps steps = {.progress = progress};
    bool done =
        load_folder(connection, contract, folder, dialect, follow, &steps, faults, &loaded, error);
    g_free(steps.file);
    progress_end(progress);
    for (guint i = 0; i < faults->len; i++)
        console_say("%s", (const char *)g_ptr_array_index(faults, i));
    if (done)
        describe(loaded);
    return done;
}

static bool
load(const Options *options, GError **error)
{
    CsvDialect dialect;
    if (!choose_dialect(options->dialect, &dialect, error))
        return false;
    const char *folder = options->arguments[1];
    if (!g_file_test(folder, G_FILE_TEST_IS_DIR)) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("%s: there is no such folder; name the one that holds the CSV files"),
                    folder);
        return false;
    }
    g_autofree char *contract = data_folder("sql/contract", error);
    if (contract == NULL)
        return false;
    g_autoptr(Campaign) campaign = session_campaign(options->arguments[0], error);
    if (campaign == NULL)
        return false;
    g_autoptr(Database) database = session_database(campaign, true, error);
    if (database == NULL)
        return false;
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_LOAD, error);
    return connection != NULL && load_and_describe(connection, contract, folder, dialect, error);
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    return load(options, &error) ? EXIT_DONE : finish_failed(error);
}

const Subcommand SUBCOMMAND_LOAD = {
    .name = "load",
    .arguments = N_("CAMPAIGN CSV_DIR"),
    .summary = N_("CSV files into the campaign's database"),
    .description = N_(
        "Reads the campaign and the CSV files of CSV_DIR, each named after a relation of the "
        "contract\n"
        "(practitioner.csv, claim.csv, ...). UTF-8 with commas is the rule; the French dialect\n"
        "(semicolons, decimal comma, dd/mm/yyyy) is recognised and named.\n\n"
        "Writes the tables of schema miroir, made where they are absent: each that has a file is\n"
        "replaced, all in one transaction. Every bad line is named as file:line: column, and then\n"
        "nothing is kept.\n\n"
        "Ends with 0 when all is loaded, 2 when nothing was, 130 when interrupted."),
    .n_arguments_min = 2,
    .n_arguments_max = 2,
    .options = {OPTION_DIALECT},
    .run = run,
};
