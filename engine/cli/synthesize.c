/* miroir synthesize: a region made up in the official tables of the campaign's database. */
#include "engine/cli/console.h"
#include "engine/cli/finish.h"
#include "engine/cli/made_up.h"
#include "engine/cli/session.h"
#include "engine/cli/subcommand.h"
#include "engine/words/words.h"

static void
describe(const SyntheticReport *report)
{
    console_print(_("%zu acts with %zu details, of %zu persons\n"), report->n_acts,
                  report->n_details, report->n_persons);
    for (size_t i = 0; i < N_TRAPS; i++)
        console_print("  %-22s %10zu\n", trap_name((Trap)i), report->traps[i]);
}

/* Which drugs the file has none for, and how they are written. */
static void
describe_drugs(const Nomenclature *nomenclature)
{
    size_t n, n_drugs = 0, n_found = 0;
    const Product *products = catalogue_products(&n);
    g_autoptr(GString) without = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        if (products[i].kind != PRODUCT_DRUG)
            continue;
        n_drugs++;
        if (nomenclature_drug(nomenclature, &products[i]) != NULL)
            n_found++;
        else
            g_string_append_printf(without, "  %s %s\n", products[i].atc, products[i].label);
    }
    console_print(_("%zu of the %zu drugs prescribed have a CIP13 of the nomenclature\n"), n_found,
                  n_drugs);
    if (without->len > 0)
        console_print(_("the others, of whose ATC it has none left, keep a number made up:\n%s"),
                      without->str);
}

static bool
synthesize(const Options *options, GError **error)
{
    RegionSetting setting;
    if (!made_up_setting(options, &setting, error))
        return false;
    g_autoptr(Nomenclature) nomenclature =
        options->nomenclature == NULL ? NULL : nomenclature_load(options->nomenclature, error);
    if (options->nomenclature != NULL && nomenclature == NULL)
        return false;
    g_autoptr(Campaign) campaign = session_campaign(options->arguments[0], error);
    g_autoptr(Database) database =
        campaign == NULL ? NULL : session_database(campaign, true, error);
    if (database == NULL)
        return false;
    SyntheticReport report;
    g_autoptr(Progress) progress = progress_new();
    if (!made_up_fill(database, &setting, nomenclature, progress, &report, error) ||
        !made_up_measure(database, error))
        return false;
    progress_end(progress);
    describe(&report);
    if (nomenclature != NULL)
        describe_drugs(nomenclature);
    return true;
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    return synthesize(options, &error) ? EXIT_DONE : finish_failed(error);
}

const Subcommand SUBCOMMAND_SYNTHESIZE = {
    .name = "synthesize",
    .arguments = "CAMPAIGN",
    .summary = N_("a region made up in the official tables of the DCIR"),
    .description = N_(
        "Fills the official tables of the DCIR in the campaign's database, and the groups and\n"
        "meetings of schema miroir, with a region in which nobody exists, with all that makes the\n"
        "real tables hard to read. Tables and views that are absent are made; a table that holds\n"
        "anything is left alone, and then nothing is done. The same numbers give the same rows.\n\n"
        "With --nomenclature the table of drugs is that file, and what is prescribed are drugs of "
        "it,\n"
        "of the same ATC; the numbers are made up otherwise.\n\n"
        "Prints how many rows there are, and how many of each kind of trap.\n\n"
        "Ends with 0 when all is there, 2 when nothing was done, 130 when interrupted."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_DOCTORS, OPTION_QUARTERS, OPTION_LINES, OPTION_SEED, OPTION_NOMENCLATURE},
    .run = run,
};
