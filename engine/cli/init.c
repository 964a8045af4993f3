/* miroir init: a campaign to start from, with its key. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/finish.h"
#include "engine/cli/subcommand.h"
#include "engine/profile/secret_key.h"
#include "engine/publish/file.h"
#include "engine/words/words.h"

static const char CAMPAIGN[] = N_(
    "# A campaign: one edition of the profiles. `miroir check campaign.yaml` finds every fault of "
    "it.\n"
    "campaign: my-region-2026-q1        # names the edition: letters, digits, - and _\n"
    "title: \"Profil de pratique\"\n"
    "language: fr                       # fr or en: the language of the documents\n"
    "region: {id: \"53\", label: \"Bretagne\"}   # region_id of the relation territory, and its "
    "name\n"
    "\n"
    "# The step (month, quarter, half, year), the last period, and how many there are in all.\n"
    "period: {every: quarter, last: 2026-Q1, history: 8}\n"
    "\n"
    "# What the source holds whole: figures whose windows leave it are marked as incomplete.\n"
    "data: {from: 2022-01-01, to: 2026-03-31, received_to: 2026-06-12}\n"
    "\n"
    "# Where the relations of the contract are (schema miroir). One of:\n"
    "#   {embedded: \"cluster\"}     a private PostgreSQL in that folder, filled by `miroir load`\n"
    "#   {service: miroir}         a service of pg_service.conf\n"
    "#   {conninfo: \"host=... dbname=...\"}   never a password: that belongs into ~/.pgpass\n"
    "database: {embedded: \"cluster\"}\n"
    "\n"
    "# From the bank (`miroir themes list`), or a path to a file of your own.\n"
    "themes: [antibiotiques, diabete, benzodiazepines]\n"
    "\n"
    "# Whom a doctor is set beside, and who the doctors outside the scheme are.\n"
    "# Also: achievable (what the furthest doctors do, for a tenth of the activity), colleagues "
    "(the "
    "group without the reader).\n"
    "comparators: [group, enrolled, control]\n"
    "control: {specialties: [MG], minimum_activity: 100}\n"
    "\n"
    "# Numbers under which doctors appear to one another, drawn anew for each theme.\n"
    "numbering: {key_file: secret.key, scope: theme}\n"
    "\n"
    "# Lower ends of the age bands, by which indicators with standardise: age_sex are counted.\n"
    "standardisation: {bands: [0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, "
    "85]}\n"
    "\n"
    "# What may be shown to others.\n"
    "disclosure: {minimum_patients: 11, minimum_members: 5, minimum_peers: 6, dominance: 0.85}\n"
    "\n"
    "# When a gap is called more than chance: beyond the 99.8 % limits, widened by how much "
    "doctors "
    "differ\n"
    "# anyhow (multiplicative, additive or none). false_discovery: 0.05 judges a booklet as a "
    "whole.\n"
    "signals: {overdispersion: multiplicative}\n"
    "booklet: {template: profil, paper: A4}\n");

static bool
make_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0755) == 0)
        return true;
    g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                _("%s: the folder cannot be made: %s; choose a folder that you may write to"),
                folder, g_strerror(errno));
    return false;
}

static bool
init(const char *folder, GError **error)
{
    g_autofree char *campaign = g_build_filename(folder, "campaign.yaml", NULL);
    g_autofree char *key = g_build_filename(folder, "secret.key", NULL);
    const char *const paths[] = {campaign, key};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        if (!g_file_test(paths[i], G_FILE_TEST_EXISTS))
            continue;
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                    _("%s: is there already and is not written over; choose another folder"),
                    paths[i]);
        return false;
    }
    if (!make_folder(folder, error) || !secret_key_create(key, error))
        return false;

    g_autoptr(GBytes) bytes = g_bytes_new_static(CAMPAIGN, strlen(CAMPAIGN));
    int64_t now = g_get_real_time() / G_USEC_PER_SEC;
    if (publish_file(folder, "campaign.yaml", bytes, now, error))
        return true;
    g_unlink(key);
    return false;
}

static ExitStatus
run(const Options *options)
{
    const char *folder = options->arguments[0];
    g_autoptr(GError) error = NULL;
    if (!init(folder, &error))
        return finish_failed(error);
    console_print(
        _("%s/campaign.yaml   edit it: every line says what it is\n"
          "%s/secret.key      keep it: the same key gives the same numbers again; whoever has\n"
          "%*s                 it can tell who bears which number\n\n"
          "Then:\n"
          "  miroir load %s/campaign.yaml CSV_DIR    from CSV files, if you have no server\n"
          "  miroir check %s/campaign.yaml\n"
          "  miroir run %s/campaign.yaml -o %s/edition\n\n"
          "The relations that the engine reads are described in README.md and miroir(1).\n"),
        folder, folder, (int)strlen(folder), "", folder, folder, folder, folder);
    return EXIT_DONE;
}

const Subcommand SUBCOMMAND_INIT = {
    .name = "init",
    .arguments = N_("DIR"),
    .summary = N_("a campaign to start from"),
    .description =
        N_("Writes DIR/campaign.yaml, with a comment on every line, and DIR/secret.key (mode\n"
           "0600, 32 random bytes). Neither is ever written over.\n\n"
           "Ends with 0 when done, 2 when nothing was done."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .run = run,
};
