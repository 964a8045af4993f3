#include "engine/cli/run.h"

#include "engine/cli/compute.h"
#include "engine/cli/console.h"
#include "engine/cli/finish.h"
#include "engine/cli/session.h"
#include "engine/cli/subcommand.h"
#include "engine/words/words.h"

static bool
run_both(const Campaign *campaign, const Database *database, Edition *edition, Executor executor,
         const RenderChoice *choice, RenderOutcome *out_outcome, GError **error)
{
    g_autoptr(Progress) progress = progress_new();
    if (!compute_edition(campaign, database, edition, executor, progress, error))
        return false;
    if (choice->n_shards > 1 && !edition_share(edition, error))
        return false;
    return render_edition(edition, choice, progress, out_outcome, error);
}

ExitStatus
run_campaign(const Campaign *campaign, const Database *database, Edition *edition,
             Executor executor, const RenderChoice *choice)
{
    gint64 start = g_get_monotonic_time();
    g_autoptr(GError) error = NULL;
    g_auto(RenderOutcome) outcome = {0};
    if (!run_both(campaign, database, edition, executor, choice, &outcome, &error))
        return finish_failed(error);
    ExitStatus status = render_conclude(&outcome);
    console_say(_("%s: %.1f s in all"), edition_folder(edition),
                (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC);
    return status;
}

static ExitStatus
run(const Options *options)
{
    RenderChoice choice = {options->jobs, options->group, NULL, options->shard, options->n_shards};
    /* The first share computes for all of them. */
    if (choice.shard > 1)
        return render_folder(options->output, &choice);

    g_autoptr(GError) error = NULL;
    Executor executor;
    if (!session_executor(options->executor, &executor, &error))
        return finish_failed(error);
    g_autoptr(Campaign) campaign = session_campaign(options->arguments[0], &error);
    if (campaign == NULL || !session_check_key(campaign, &error))
        return finish_failed(error);
    g_autoptr(Edition) edition = edition_open(options->output, campaign->name, LOCK_ALONE, &error);
    if (edition == NULL)
        return finish_failed(error);
    g_autoptr(Database) database = session_database(campaign, false, &error);
    if (database == NULL)
        return finish_failed(error);
    return run_campaign(campaign, database, edition, executor, &choice);
}

const Subcommand SUBCOMMAND_RUN = {
    .name = "run",
    .arguments = N_("CAMPAIGN -o DIR"),
    .summary = N_("compute, then render"),
    .description = N_(
        "Reads the campaign, its themes and its database, as compute does; then makes the "
        "documents\n"
        "from the files of results, as render does. A run that was interrupted is finished by the\n"
        "same command, and ends with the same bytes.\n\n"
        "Writes DIR: booklets/ (each to its doctor), handouts/, workbooks/, results/, index.html,\n"
        "manifest.json, and private/ (for the data team alone: figures, register, letters with "
        "the\n"
        "numbers, booklets in piles to print and archives to send). The files in these folders "
        "are\n"
        "miroir's own: those that no longer belong are removed.\n\n"
        "With --shard the first share computes and makes its part; the others begin once it has, "
        "and\n"
        "only make theirs.\n\n"
        "Ends with 0 when all is done, 1 when some documents failed (each is named), 2 when "
        "nothing\n"
        "was done, 130 when interrupted."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_OUTPUT, OPTION_JOBS, OPTION_GROUP, OPTION_SHARD, OPTION_EXECUTOR},
    .required = {OPTION_OUTPUT},
    .run = run,
};
