#include "engine/cli/compute.h"

#include "engine/cli/console.h"
#include "engine/cli/design.h"
#include "engine/cli/documents.h"
#include "engine/cli/finish.h"
#include "engine/cli/meeting_themes.h"
#include "engine/cli/previous_edition.h"
#include "engine/cli/session.h"
#include "engine/cli/signals.h"
#include "engine/cli/subcommand.h"
#include "engine/profile/other_regions.h"
#include "engine/source/meetings_read.h"
#include "engine/source/stays.h"
#include "engine/words/words.h"

/* --- progress --------------------------------------------------------------------------------- */

typedef struct {
    Progress *progress;
    const char *what; /* the step under way */
} Steps;

static void
follow(const char *what, double done, double expected, void *data)
{
    Steps *steps = data;
    if (g_strcmp0(steps->what, what) != 0) {
        steps->what = what;
        progress_step(steps->progress, what, _("rows"));
    }
    progress_update(steps->progress, done, expected);
}

/* --- facts for the manifest ------------------------------------------------------------------- */

static void
add_day(Manifest *manifest, const char *key, Day day)
{
    if (day == DAY_NONE)
        return;
    g_autofree char *text = day_to_string(day);
    manifest_set_text(manifest, key, text);
}

static void
add_hash(Manifest *manifest, const char *key, GBytes *bytes)
{
    g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    manifest_set_text(manifest, key, hash);
}

static void
add_standings(Manifest *manifest, const Roster *roster)
{
    gint64 n[STANDING_OPPOSED + 1] = {0};
    for (size_t i = 0; i < roster_n_practitioners(roster); i++)
        n[roster_practitioner(roster, i)->standing]++;
    manifest_set_integer(manifest, "practitioners", (gint64)roster_n_practitioners(roster));
    manifest_set_integer(manifest, "enrolled", n[STANDING_ENROLLED]);
    manifest_set_integer(manifest, "controls", n[STANDING_CONTROL]);
    manifest_set_integer(manifest, "former_members", n[STANDING_FORMER]);
    manifest_set_integer(manifest, "opposed", n[STANDING_OPPOSED]);
}

Manifest *
compute_manifest(const char *edition, const Campaign *campaign, const Roster *roster,
                 PlanFacts facts)
{
    Manifest *manifest = manifest_new(edition);
    manifest_set_text(manifest, "miroir", MIROIR_VERSION);
    add_hash(manifest, "campaign_sha256", campaign->bytes);
    for (size_t i = 0; i < campaign->n_themes; i++) {
        const Theme *theme = campaign->themes[i];
        g_autofree char *key = g_strdup_printf("theme_%02zu_sha256", i + 1);
        g_autofree char *name = g_strdup_printf("theme_%02zu", i + 1);
        g_autofree char *version = g_strdup_printf("%s@%d", theme->id, theme->version);
        manifest_set_text(manifest, name, version);
        add_hash(manifest, key, theme->bytes);
    }
    add_day(manifest, "data_from", campaign->data_from);
    add_day(manifest, "data_to", campaign->data_to);
    add_day(manifest, "received_to", campaign->received_to);
    manifest_set_integer(manifest, "claim_rows", facts.claim_rows);
    manifest_set_integer(manifest, "unknown_codes", facts.unknown_codes);
    manifest_set_integer(manifest, "drugs_without_atc", facts.drugs_without_atc);
    manifest_set_integer(manifest, "codes_in_several_systems", facts.codes_in_several_systems);
    manifest_set_integer(manifest, "unknown_prescribers", facts.unknown_prescribers);
    manifest_set_integer(manifest, "outside_membership", facts.outside_membership);
    manifest_set_integer(manifest, "patients_without_birth", facts.patients_without_birth);
    add_standings(manifest, roster);
    return manifest;
}

/* By the content of what was taken, wherever it lay. */
static void
add_regions(Manifest *manifest, const GPtrArray *regions)
{
    for (guint i = 0; i < regions->len; i++) {
        const OtherRegion *region = regions->pdata[i];
        g_autofree char *name = g_strdup_printf("other_region_%02u", i + 1);
        g_autofree char *key = g_strdup_printf("other_region_%02u_sha256", i + 1);
        manifest_set_text(manifest, name, other_region_label(region));
        manifest_set_text(manifest, key, other_region_sha256(region));
    }
}

/* --- writing ---------------------------------------------------------------------------------- */

/* Removes what does not belong to these results: every document when they changed, else only those
 * of doctors and groups that are gone. */
static bool
remove_others(const char *folder, const Publication *publication, const GPtrArray *documents,
              GError **error)
{
    g_autoptr(GHashTable) keep = publication_paths(publication);
    for (guint i = 0; i < documents->len && !publication_changes(publication); i++) {
        const Document *document = g_ptr_array_index(documents, i);
        g_hash_table_add(keep, g_strdup(document->path));
    }
    return edition_remove_others(folder, keep, error);
}

/* All files are safe on the disk before the first is put in place. From then until the manifest is
 * written whole, it says that they are not to be used. */
static bool
publish_results(const char *folder, const Campaign *campaign, const GPtrArray *files,
                const GPtrArray *documents, Manifest *manifest, GError **error)
{
    int64_t time = edition_time(campaign);
    g_autoptr(Publication) publication = publication_new(folder, time);
    if (!edition_stage(campaign, files, publication, error))
        return false;
    if (publication_changes(publication) && !edition_mark_begun(folder, manifest, time, error))
        return false;
    return publication_commit(publication, error) &&
           remove_others(folder, publication, documents, error) &&
           edition_write_manifest(folder, manifest, documents, time, error);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void
say_notes(const Plan *plan)
{
    g_autoptr(GPtrArray) notes = plan_notes(plan);
    for (guint i = 0; i < notes->len; i++)
        console_say(_("note: %s"), (const char *)g_ptr_array_index(notes, i));
}

static Counts *
count(Session *session, Executor executor, Progress *progress, PlanFacts *out_facts, GError **error)
{
    Steps steps = {.progress = progress};
    PlanOptions options = {
        .interrupted = signals_flag(), .progress = follow, .progress_data = &steps};
    g_autoptr(Plan) plan =
        plan_new(session->connection, session->contract, session->campaign, session->roster, error);
    if (plan == NULL)
        return NULL;
    say_notes(plan);
    g_autoptr(Counts) counts = session_count(session, plan, executor, &options, error);
    *out_facts = plan_facts(plan);
    return g_steal_pointer(&counts);
}

Counts *
compute_counts(const Campaign *campaign, const Database *database, Executor executor,
               Progress *progress, Session **out_session, PlanFacts *out_facts, GError **error)
{
    progress_step(progress, _("reading the roster"), _("doctors"));
    g_autoptr(Session) session = session_open(campaign, database, NULL, error);
    if (session == NULL)
        return NULL;
    progress_update(progress, (double)roster_n_practitioners(session->roster), 0);
    progress_step(progress, _("preparing the counts"), _("rows"));
    Counts *counts = count(session, executor, progress, out_facts, error);
    if (counts != NULL)
        *out_session = g_steal_pointer(&session);
    return counts;
}

/* In the same snapshot as everything else. */
static bool
add_stays(const Session *session, Results *results, GError **error)
{
    if (session->campaign->n_stay_indicators == 0)
        return true;
    g_autoptr(StayCounts) stays = stays_count(session->connection, session->contract,
                                              session->campaign, session->roster, error);
    if (stays == NULL)
        return false;
    results_add_stays(results, stays);
    return true;
}

/* In the same snapshot as everything else. */
static bool
add_meetings(const Session *session, Results *results, GError **error)
{
    g_autoptr(Meetings) meetings =
        meetings_read(session->connection, session->contract, session->roster, error);
    g_autoptr(GHashTable) themes =
        meetings == NULL ? NULL : meeting_themes_new(session->campaign, meetings, error);
    if (themes == NULL)
        return false;
    results_add_meetings(results, meetings, session->roster, themes);
    return true;
}

bool
compute_edition(const Campaign *campaign, const Database *database, Edition *edition,
                Executor executor, Progress *progress, GError **error)
{
    g_autoptr(GPtrArray) look = g_ptr_array_new_with_free_func((GDestroyNotify)result_file_free);
    if (!design_freeze(campaign, look, error))
        return false;
    g_autoptr(Previous) previous = NULL;
    if (!previous_edition_open(campaign, edition_folder(edition), &previous, error))
        return false;
    g_autoptr(GPtrArray) regions = other_regions_read(campaign, error);
    if (regions == NULL)
        return false;
    g_autoptr(Session) session = NULL;
    PlanFacts facts;
    g_autoptr(Counts) counts =
        compute_counts(campaign, database, executor, progress, &session, &facts, error);
    if (counts == NULL)
        return false;

    progress_step(progress, _("computing results"), _("files"));
    g_autoptr(Results) results = results_compute(campaign, session->roster, counts, error);
    if (results == NULL)
        return false;
    if (!add_stays(session, results, error) || !add_meetings(session, results, error))
        return false;
    if (previous != NULL)
        results_add_news(results, previous, session->roster);
    results_add_regions(results, regions);
    g_autoptr(GPtrArray) files = results_to_files(results, session->roster, counts);
    g_ptr_array_extend_and_steal(files, g_steal_pointer(&look));
    g_autoptr(GPtrArray) documents = documents_list(results);
    g_autoptr(Manifest) manifest =
        compute_manifest(campaign->name, campaign, session->roster, facts);
    add_regions(manifest, regions);
    progress_update(progress, (double)files->len, 0);
    if (!publish_results(edition_folder(edition), campaign, files, documents, manifest, error))
        return false;
    progress_end(progress);
    return true;
}

static bool
compute(const Options *options, GError **error)
{
    Executor executor;
    if (!session_executor(options->executor, &executor, error))
        return false;
    g_autoptr(Campaign) campaign = session_campaign(options->arguments[0], error);
    if (campaign == NULL || !session_check_key(campaign, error))
        return false;
    g_autoptr(Edition) edition = edition_open(options->output, campaign->name, LOCK_ALONE, error);
    if (edition == NULL)
        return false;
    g_autoptr(Database) database = session_database(campaign, false, error);
    g_autoptr(Progress) progress = progress_new();
    return database != NULL &&
           compute_edition(campaign, database, edition, executor, progress, error);
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    if (!compute(options, &error))
        return finish_failed(error);
    console_say(_("results are in %s; `miroir render %s` makes the documents"), options->output,
                options->output);
    return EXIT_DONE;
}

const Subcommand SUBCOMMAND_COMPUTE = {
    .name = "compute",
    .arguments = N_("CAMPAIGN -o DIR"),
    .summary = N_("results only"),
    .description = N_(
        "Reads the campaign, its themes and its database, counts every indicator for every "
        "doctor,\n"
        "and computes what may be said about whom.\n\n"
        "Writes DIR/private/ (for the data team alone), DIR/results/ (shareable aggregates) and\n"
        "DIR/manifest.json. Either all of them are written or none. When they differ from those "
        "that\n"
        "DIR holds, its documents are removed, since they no longer go with them.\n\n"
        "Ends with 0 when done, 2 when nothing was done, 130 when interrupted."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_OUTPUT, OPTION_EXECUTOR},
    .required = {OPTION_OUTPUT},
    .run = run,
};
