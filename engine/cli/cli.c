#include "engine/cli/cli.h"

#include <string.h>

#include "engine/cli/console.h"
#include "engine/cli/signals.h"
#include "engine/cli/subcommand.h"
#include "engine/cli/translation.h"
#include "engine/model/suggestion.h"
#include "engine/words/words.h"

/* In the order of the help. */
static const Subcommand *const SUBCOMMANDS[] = {
    &SUBCOMMAND_DEMO,     &SUBCOMMAND_INIT,    &SUBCOMMAND_SOURCE,  &SUBCOMMAND_CHECK,
    &SUBCOMMAND_LOAD,     &SUBCOMMAND_PLAN,    &SUBCOMMAND_RUN,     &SUBCOMMAND_COMPUTE,
    &SUBCOMMAND_RENDER,   &SUBCOMMAND_EXPLAIN, &SUBCOMMAND_REISSUE, &SUBCOMMAND_PURGE,
    &SUBCOMMAND_EVALUATE, &SUBCOMMAND_THEMES,  &SUBCOMMAND_VERIFY,  &SUBCOMMAND_SYNTHESIZE,
};

static void
print_overview(void)
{
    console_print(
        _("miroir: practice profiles for doctors' peer groups, from claims in PostgreSQL\n\n"));
    for (size_t i = 0; i < G_N_ELEMENTS(SUBCOMMANDS); i++) {
        g_autofree char *usage =
            g_strdup_printf("%s %s", SUBCOMMANDS[i]->name, _(SUBCOMMANDS[i]->arguments));
        g_autofree char *column = console_padded(usage, 32);
        if (g_utf8_strlen(usage, -1) > 32)
            console_print("  miroir %s\n  %-39s %s\n", usage, "", _(SUBCOMMANDS[i]->summary));
        else
            console_print("  miroir %s %s\n", column, _(SUBCOMMANDS[i]->summary));
    }
    console_print(_("\n`miroir SUBCOMMAND --help` says what it reads, writes and ends with;\n"
                    "`miroir --version` names the version. Begin with `miroir demo`.\n"));
}

static void
print_help(const Subcommand *subcommand)
{
    g_autofree char *options = options_describe(subcommand->options);
    console_print(_("miroir %s %s\n%s\n\n%s\n\nOptions:\n%s"), subcommand->name,
                  _(subcommand->arguments), _(subcommand->summary), _(subcommand->description),
                  options);
}

static const Subcommand *
find_subcommand(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SUBCOMMANDS); i++)
        if (strcmp(SUBCOMMANDS[i]->name, name) == 0)
            return SUBCOMMANDS[i];
    return NULL;
}

static int
unknown_subcommand(const char *name)
{
    const char *names[G_N_ELEMENTS(SUBCOMMANDS) + 1] = {NULL};
    for (size_t i = 0; i < G_N_ELEMENTS(SUBCOMMANDS); i++)
        names[i] = SUBCOMMANDS[i]->name;
    g_autofree char *hint = suggestion_hint(name, names);
    console_say(_("miroir: there is no subcommand '%s'; %s"), name, hint);
    return EXIT_NOTHING_DONE;
}

/* What of the required options is missing, as its name, or NULL. */
static const char *
missing_option(const Subcommand *subcommand, const Options *options)
{
    for (size_t i = 0; subcommand->required[i] != OPTION_END; i++)
        if (!options_has(options, subcommand->required[i]))
            return options_name(subcommand->required[i]);
    return NULL;
}

static bool
check_arguments(const Subcommand *subcommand, const Options *options)
{
    const char *missing = missing_option(subcommand, options);
    int n = options->n_arguments;
    if (missing == NULL && n >= subcommand->n_arguments_min && n <= subcommand->n_arguments_max)
        return true;
    if (missing != NULL)
        console_say(_("miroir %s: --%s is missing; it is: miroir %s %s"), subcommand->name, missing,
                    subcommand->name, _(subcommand->arguments));
    else
        console_say(n < subcommand->n_arguments_min
                        ? _("miroir %s: %d arguments are too few; it is: miroir %s %s")
                        : _("miroir %s: %d arguments are too many; it is: miroir %s %s"),
                    subcommand->name, n, subcommand->name, _(subcommand->arguments));
    return false;
}

static int
run_subcommand(const Subcommand *subcommand, char **arguments)
{
    g_auto(Options) options = {0};
    g_autoptr(GError) error = NULL;
    if (!options_parse(&options, subcommand->options, arguments, &error)) {
        console_say(_("miroir %s: %s; `miroir %s --help` lists the options"), subcommand->name,
                    error->message, subcommand->name);
        return EXIT_NOTHING_DONE;
    }
    if (options.help) {
        print_help(subcommand);
        return EXIT_DONE;
    }
    return check_arguments(subcommand, &options) ? (int)subcommand->run(&options)
                                                 : EXIT_NOTHING_DONE;
}

static int
dispatch(int argc, char **argv)
{
    const char *first = argc > 1 ? argv[1] : "";
    if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
        console_print("miroir " MIROIR_VERSION "\n");
        return EXIT_DONE;
    }
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0 || strcmp(first, "help") == 0) {
        print_overview();
        return EXIT_DONE;
    }
    if (argc < 2) {
        console_say(_("miroir: which subcommand? `miroir --help` lists them"));
        return EXIT_NOTHING_DONE;
    }
    const Subcommand *subcommand = find_subcommand(first);
    return subcommand == NULL ? unknown_subcommand(first) : run_subcommand(subcommand, argv + 2);
}

int
cli_main(int argc, char **argv)
{
    translation_begin();
    signals_catch();
    int status = dispatch(argc, argv);
    if (!console_flush()) {
        console_say(_("miroir: not all of the answer could be written to stdout"));
        return status == EXIT_DONE ? EXIT_NOTHING_DONE : status;
    }
    return status;
}
