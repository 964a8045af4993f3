/* miroir check: every fault that can be found without counting, each with its place and a hint. */
#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/design.h"
#include "engine/cli/finish.h"
#include "engine/cli/previous_edition.h"
#include "engine/cli/session.h"
#include "engine/cli/source_report.h"
#include "engine/cli/subcommand.h"
#include "engine/cli/theme_list.h"
#include "engine/cli/trial.h"
#include "engine/model/faults.h"
#include "engine/profile/other_regions.h"
#include "engine/words/words.h"
#include "render/document/dossier.h"
#include "render/page/texts.h"
#include "render/page/typesetter.h"

/* Each dossier that could not be printed, by its own file and line. */
static guint
check_dossiers(const Campaign *campaign)
{
    guint n_faults = 0;
    for (size_t i = 0; i < campaign->n_themes; i++) {
        g_autoptr(GError) error = NULL;
        if (dossier_check(campaign->themes[i], campaign->language, &error))
            continue;
        console_error(error);
        n_faults++;
    }
    return n_faults;
}

/* The campaign, or NULL after all its faults have been printed. */
static Campaign *
check_configuration(const char *path, guint *n_faults)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *themes = data_folder("sql/themes", &error);
    if (themes == NULL) {
        console_error(error);
        ++*n_faults;
        return NULL;
    }
    g_autoptr(GPtrArray) faults = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    Campaign *campaign = campaign_check(path, themes, faults);
    for (guint i = 0; i < faults->len; i++)
        console_error(g_ptr_array_index(faults, i));
    *n_faults += faults->len;
    if (campaign != NULL)
        *n_faults += check_dossiers(campaign);
    return campaign;
}

/* What the template says, and whether the themes' texts fit into it. Prints the faults, all but the last, which is the caller's. */
static bool
check_design(const Campaign *campaign, const Texts *texts, GError **error)
{
    g_autoptr(GPtrArray) faults = faults_new();
    g_autoptr(BookletDesign) design = design_of_campaign(campaign, texts, faults);
    if (design != NULL && session_check_key(campaign, NULL))
        trial_check(campaign, texts, design, faults);
    for (guint i = 0; i + 1 < faults->len; i++)
        console_error(g_ptr_array_index(faults, i));
    if (faults->len > 0)
        g_propagate_error(error, g_error_copy(g_ptr_array_index(faults, faults->len - 1)));
    return faults->len == 0;
}

static bool
check_texts(const Campaign *campaign, GError **error)
{
    g_autofree char *templates = data_folder("templates", error);
    if (templates == NULL)
        return false;
    g_autoptr(Texts) texts = texts_load(templates, campaign->language, campaign->profession, error);
    return texts != NULL && check_design(campaign, texts, error);
}

static bool
check_fonts(const Campaign *campaign, GError **error)
{
    g_autofree char *fonts = data_folder("fonts", error);
    if (fonts == NULL)
        return false;
    g_autoptr(Typesetter) typesetter =
        typesetter_new(fonts, language_code(campaign->language), error);
    return typesetter != NULL;
}

static void
print_notes(const GPtrArray *notes)
{
    for (guint i = 0; i < notes->len; i++)
        console_print(_("note: %s\n"), (const char *)g_ptr_array_index(notes, i));
}

/* Themes that are not in order are no fault: whoever answers for them may have good reasons. */
static bool
check_themes(const Campaign *campaign, GError **error)
{
    (void)error;
    g_autoptr(GPtrArray) notes = theme_list_notes(campaign);
    print_notes(notes);
    return true;
}

static bool
check_previous(const Campaign *campaign, GError **error)
{
    g_autoptr(Previous) previous = NULL;
    return previous_edition_open(campaign, NULL, &previous, error);
}

static bool
check_other_regions(const Campaign *campaign, GError **error)
{
    g_autoptr(GPtrArray) regions = other_regions_read(campaign, error);
    g_autofree char *period = period_to_string(campaign->last);
    for (guint r = 0; regions != NULL && r < regions->len; r++) {
        g_autofree RegionMatch *matches = g_new(RegionMatch, campaign->n_indicators);
        for (size_t i = 0; i < campaign->n_indicators; i++)
            matches[i] =
                other_region_match(regions->pdata[r], campaign->indicators[i].indicator, period);
        g_autofree char *note =
            other_regions_note(other_region_label(regions->pdata[r]), campaign, matches);
        console_print(_("note: %s\n"), note);
    }
    return regions != NULL;
}

/* The contract, the roster, and whether the plan can be made. */
static bool
check_database(const Campaign *campaign, GError **error)
{
    g_autoptr(Database) database = session_database(campaign, false, error);
    if (database == NULL)
        return false;
    g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Session) session = session_open(campaign, database, notes, error);
    print_notes(notes);
    if (session == NULL || !session_check_groups(session, error))
        return false;
    g_autoptr(Plan) plan =
        plan_new(session->connection, session->contract, campaign, session->roster, error);
    if (plan == NULL)
        return false;
    g_autoptr(GPtrArray) plan_says = plan_notes(plan);
    print_notes(plan_says);
    return true;
}

static bool (*const CHECKS[])(const Campaign *, GError **) = {
    check_themes, session_check_key, check_previous, check_other_regions,
    check_texts,  check_fonts,       check_database};

static void
describe(const Campaign *campaign)
{
    g_autofree char *last = period_to_string(campaign->last);
    console_print(
        _("%s: edition %s, %s and %d periods before, %zu themes, %zu indicators: no fault\n"),
        campaign->path, campaign->name, last, campaign->history - 1, campaign->n_themes,
        campaign->n_indicators + campaign->n_stay_indicators);
}

/* What of the data model is there; what is missing is no fault. `campaign` may be NULL. */
static bool
check_source(const char *name, const Campaign *campaign, GError **error)
{
    g_autoptr(KnownSource) source = source_report_load(name, error);
    return source != NULL && source_report_print(source, campaign, error);
}

/* The data model alone, in the database that libpq's environment names. */
static ExitStatus
run_without_campaign(const Options *options)
{
    g_autoptr(GError) error = NULL;
    if (options->source == NULL)
        g_set_error(&error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("write `miroir check CAMPAIGN`, or `miroir check --source NAME` for the "
                      "tables alone of the database that PGSERVICE or PGHOST names"));
    return error == NULL && check_source(options->source, NULL, &error) ? EXIT_DONE
                                                                        : finish_failed(error);
}

/* A fault is printed and counted. False when it was an interruption. */
static bool
goes_on(bool is_fine, const GError *error, guint *n_faults)
{
    if (is_fine)
        return true;
    ++*n_faults;
    return finish_failed(error) != EXIT_INTERRUPTED;
}

static ExitStatus
run(const Options *options)
{
    guint n_faults = 0;
    if (options->n_arguments == 0)
        return run_without_campaign(options);
    g_autoptr(Campaign) campaign = check_configuration(options->arguments[0], &n_faults);
    if (campaign != NULL && options->source != NULL) {
        g_autoptr(GError) error = NULL;
        const bool is_fine = check_source(options->source, campaign, &error);
        if (!goes_on(is_fine, error, &n_faults))
            return EXIT_INTERRUPTED;
    }
    for (size_t i = 0; campaign != NULL && i < G_N_ELEMENTS(CHECKS); i++) {
        g_autoptr(GError) error = NULL;
        const bool is_fine = CHECKS[i](campaign, &error);
        if (!goes_on(is_fine, error, &n_faults))
            return EXIT_INTERRUPTED;
    }
    if (n_faults > 0)
        return EXIT_NOTHING_DONE;
    describe(campaign);
    return EXIT_DONE;
}

const Subcommand SUBCOMMAND_CHECK = {
    .name = "check",
    .arguments = N_("[CAMPAIGN] [--source NAME]"),
    .summary = N_("every fault of configuration, themes and database, with its place and a hint"),
    .description = N_(
        "Reads the campaign, its themes, its key, the results of other regions that it names, the "
        "texts\n"
        "and fonts of the documents, and what the database holds of the contract. Writes "
        "nothing.\n\n"
        "Faults go to stderr as file:line:column; notes on what is merely absent go to stdout.\n\n"
        "With --source also says what the database lacks of that data model, and what that "
        "disables;\n"
        "without CAMPAIGN that alone, of the database that libpq's environment (PGSERVICE, "
        "PGHOST)\n"
        "names.\n\n"
        "Ends with 0 when there is no fault, 2 when there is one, 130 when interrupted."),
    .n_arguments_min = 0,
    .n_arguments_max = 1,
    .options = {OPTION_SOURCE},
    .run = run,
};
