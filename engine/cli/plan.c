/* miroir plan: the statements, and what PostgreSQL will do with them. */
#include "engine/source/plan.h"

#include "engine/cli/console.h"
#include "engine/cli/finish.h"
#include "engine/cli/session.h"
#include "engine/cli/subcommand.h"
#include "engine/words/words.h"

static char *
describe(const Options *options, GError **error)
{
    Executor executor;
    if (!session_executor(options->executor, &executor, error))
        return NULL;
    g_autoptr(Campaign) campaign = session_campaign(options->arguments[0], error);
    if (campaign == NULL)
        return NULL;
    g_autoptr(Database) database = session_database(campaign, false, error);
    if (database == NULL)
        return NULL;
    g_autoptr(Session) session = session_open(campaign, database, NULL, error);
    if (session == NULL)
        return NULL;
    g_autoptr(Plan) plan =
        plan_new(session->connection, session->contract, campaign, session->roster, error);
    return plan == NULL ? NULL : plan_describe(plan, executor, error);
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = describe(options, &error);
    if (text == NULL)
        return finish_failed(error);
    console_print("%s", text);
    return EXIT_DONE;
}

const Subcommand SUBCOMMAND_PLAN = {
    .name = "plan",
    .arguments = N_("CAMPAIGN"),
    .summary = N_("the statements, and what PostgreSQL will do with them"),
    .description = N_(
        "Reads the campaign, its themes and what the database holds of the contract. Prints the\n"
        "statements that would be sent, each with its EXPLAIN. Writes nothing.\n\n"
        "Ends with 0 when done, 2 when it could not be, 130 when interrupted."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_EXECUTOR},
    .run = run,
};
