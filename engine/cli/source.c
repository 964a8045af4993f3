/* miroir source: a known data model (DCIR, OMOP) held against a database, and its views installed. */
#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/finish.h"
#include "engine/cli/session.h"
#include "engine/cli/source_report.h"
#include "engine/cli/subcommand.h"
#include "engine/words/words.h"

/* All in one transaction; a role that may only read needs SELECT on schema miroir afterwards. */
static bool
install(const KnownSource *source, const Campaign *campaign, GError **error)
{
    g_autofree char *contract = data_folder("sql/contract", error);
    g_autoptr(Database) database =
        contract == NULL ? NULL : session_database(campaign, true, error);
    if (database == NULL)
        return false;
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_LOAD, error);
    if (connection == NULL || !known_source_install(source, connection, contract, error))
        return false;
    console_print(_("the views of %s are in schema miroir; `miroir check %s` goes on from here\n"),
                  known_source_label(source), campaign->path);
    return true;
}

static bool
check_or_install(const Options *options, GError **error)
{
    const char *verb = options->arguments[0];
    bool is_install = strcmp(verb, "install") == 0;
    if (!is_install && strcmp(verb, "check") != 0) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("write `miroir source check NAME CAMPAIGN` or `miroir source install NAME "
                      "CAMPAIGN`"));
        return false;
    }
    g_autoptr(KnownSource) source = source_report_load(options->arguments[1], error);
    g_autoptr(Campaign) campaign =
        source == NULL ? NULL : session_campaign(options->arguments[2], error);
    if (campaign == NULL)
        return false;
    return is_install ? install(source, campaign, error)
                      : source_report_print(source, campaign, error);
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    return check_or_install(options, &error) ? EXIT_DONE : finish_failed(error);
}

const Subcommand SUBCOMMAND_SOURCE = {
    .name = "source",
    .arguments = N_("check|install NAME CAMPAIGN"),
    .summary = N_("the tables of a known data model (dcir, omop), and its views"),
    .description = N_(
        "check looks for the official tables of the data model in the campaign's database and\n"
        "prints what each missing table or column disables. Writes nothing.\n\n"
        "install makes views of schema miroir over them, all or nothing. It needs a role that\n"
        "may create schemas (database.load_service). A relation that holds rows is not replaced.\n"
        "sql/sources/NAME/README.md says what the views make of the tables.\n\n"
        "Ends with 0 when done, 2 when nothing was done, 130 when interrupted."),
    .n_arguments_min = 3,
    .n_arguments_max = 3,
    .run = run,
};
