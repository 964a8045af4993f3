/* miroir evaluate: did doctors who entered the scheme change otherwise than those who never did? */
#include "engine/cli/compute.h"
#include "engine/cli/console.h"
#include "engine/cli/evaluation_document.h"
#include "engine/cli/evaluation_summary.h"
#include "engine/cli/finish.h"
#include "engine/cli/session.h"
#include "engine/cli/signals.h"
#include "engine/cli/subcommand.h"
#include "engine/source/allowances_read.h"
#include "engine/source/meetings_read.h"
#include "engine/words/words.h"

/* --- writing ---------------------------------------------------------------------------------- */

/* As for an edition: until the last file is in place the manifest says that none is to be used. */
static bool
publish(const char *folder, const Evaluation *evaluation, Manifest *manifest, GError **error)
{
    const Campaign *campaign = evaluation_campaign(evaluation);
    int64_t time = edition_time(campaign);
    g_autoptr(GPtrArray) files = evaluation_to_files(evaluation);
    ResultFile *document = evaluation_document_new(evaluation, error);
    if (document == NULL)
        return false;
    g_ptr_array_add(files, document);
    g_autoptr(Publication) publication = publication_new(folder, time);

    if (!edition_stage(campaign, files, publication, error))
        return false;
    if (publication_changes(publication) && !edition_mark_begun(folder, manifest, time, error))
        return false;
    g_autoptr(GHashTable) keep = publication_paths(publication);
    return publication_commit(publication, error) && edition_remove_others(folder, keep, error) &&
           edition_write_evaluated(folder, manifest, time, error);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void
follow(size_t done, size_t of, void *data)
{
    progress_update(data, (double)done, (double)of);
}

/* In the same snapshot as everything else. */
static bool
add_scheme(const Session *session, Evaluation *evaluation, GError **error)
{
    g_autoptr(Meetings) meetings =
        meetings_read(session->connection, session->contract, session->roster, error);
    g_autoptr(Allowances) allowances =
        meetings == NULL ? NULL : allowances_read(session->connection, session->contract, error);
    if (allowances == NULL)
        return false;
    evaluation_add_meetings(evaluation, meetings);
    evaluation_add_allowances(evaluation, allowances);
    return true;
}

/* Everything from the open database to the files; the summary in words, or NULL. */
static char *
evaluate_edition(const Campaign *campaign, const Database *database, const char *folder,
                 Executor executor, GError **error)
{
    g_autoptr(Progress) progress = progress_new();
    g_autoptr(Session) session = NULL;
    PlanFacts facts;
    g_autoptr(Counts) counts =
        compute_counts(campaign, database, executor, progress, &session, &facts, error);
    if (counts == NULL)
        return NULL;

    progress_step(progress, _("comparing"), _("indicators"));
    g_autoptr(Evaluation) evaluation =
        evaluation_new(campaign, session->roster, counts, follow, progress, error);
    if (evaluation == NULL)
        return NULL;
    if (!add_scheme(session, evaluation, error))
        return NULL;
    progress_update(progress, (double)campaign->n_indicators, (double)campaign->n_indicators);
    g_autofree char *name = edition_evaluation_name(campaign);
    g_autoptr(Manifest) manifest = compute_manifest(name, campaign, session->roster, facts);
    if (!publish(folder, evaluation, manifest, error))
        return NULL;
    progress_end(progress);
    return evaluation_summary_text(evaluation);
}

static char *
evaluate(const Options *options, GError **error)
{
    Executor executor;
    if (!session_executor(options->executor, &executor, error))
        return NULL;
    g_autoptr(Campaign) campaign = session_campaign(options->arguments[0], error);
    if (campaign == NULL)
        return NULL;
    g_autofree char *name = edition_evaluation_name(campaign);
    g_autoptr(Edition) edition = edition_open(options->output, name, LOCK_ALONE, error);
    if (edition == NULL)
        return NULL;
    g_autoptr(Database) database = session_database(campaign, false, error);
    return database == NULL
               ? NULL
               : evaluate_edition(campaign, database, edition_folder(edition), executor, error);
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *summary = evaluate(options, &error);
    if (summary == NULL)
        return finish_failed(error);
    console_print("%s", summary);
    console_say(_("the report is %s/%s, its tables are in %s/results/"), options->output,
                EVALUATION_DOCUMENT, options->output);
    return EXIT_DONE;
}

const Subcommand SUBCOMMAND_EVALUATE = {
    .name = "evaluate",
    .arguments = N_("CAMPAIGN -o DIR"),
    .summary = N_("the annual evaluation"),
    .description = N_(
        "Reads the campaign, its themes and its database, counts every indicator as compute does,\n"
        "and compares doctors who entered a group within the history of the campaign with its\n"
        "controls: by period of entry, whether or not they left again. Who entered before has no\n"
        "period to be compared with: give the campaign a `history:` that begins before the scheme\n"
        "did. Needs no key.\n\n"
        "Writes DIR, a folder of its own beside the edition's: evaluation.pdf (the report, to be\n"
        "printed or read aloud), results/evaluation.csv (differences in differences, the same by\n"
        "distance from the entry, interrupted series), balance.csv (how alike both sides were\n"
        "before), trends.csv, groups.csv, funnel.csv, cohorts.csv (what else the report shows),\n"
        "meetings.csv (meetings of the year and attendance by group), allowances.csv (paid, by "
        "period),\n"
        "datapackage.json (what the columns mean), manifest.json, and private/ (for the data\n"
        "team alone) with panel.csv, from which the estimates can be computed again. Either all\n"
        "of them are written or none.\n\n"
        "Ends with 0 when done, 2 when nothing was done, 130 when interrupted."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_OUTPUT, OPTION_EXECUTOR},
    .required = {OPTION_OUTPUT},
    .run = run,
};
