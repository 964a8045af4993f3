#include "engine/cli/options.h"

#include <stddef.h>
#include <string.h>

#include "engine/cli/console.h"
#include "engine/words/words.h"

G_DEFINE_QUARK(miroir_options_error, options_error)

static const struct {
    const char *name;
    char letter; /* 0 none */
    GOptionArg type;
    size_t offset; /* in Options */
    const char *value, *description;
} OPTIONS[N_OPTIONS] = {
    [OPTION_OUTPUT] = {"output", 'o', G_OPTION_ARG_FILENAME, offsetof(Options, output), N_("DIR"),
                       N_("the edition's folder: absent, empty, or of this edition")},
    [OPTION_JOBS] = {"jobs", 'j', G_OPTION_ARG_INT, offsetof(Options, jobs), N_("N"),
                     N_("processes that make documents; the number of cores otherwise")},
    [OPTION_GROUP] = {"group", 'g', G_OPTION_ARG_FILENAME, offsetof(Options, group), N_("ID"),
                      N_("the documents of this group only")},
    [OPTION_SHARD] = {"shard", 0, G_OPTION_ARG_FILENAME, offsetof(Options, shard_text), N_("I/N"),
                      N_("the I-th of N shares of the documents, for several machines")},
    [OPTION_EXECUTOR] = {"executor", 0, G_OPTION_ARG_FILENAME, offsetof(Options, executor),
                         N_("NAME"),
                         N_("stream (lines are counted here) or pushdown (in the server)")},
    [OPTION_DIALECT] = {"dialect", 0, G_OPTION_ARG_FILENAME, offsetof(Options, dialect), N_("NAME"),
                        N_("fr or rfc4180, where it is not to be recognised")},
    [OPTION_TOKEN] = {"token", 't', G_OPTION_ARG_FILENAME, offsetof(Options, token), N_("TOKEN"),
                      N_("the booklet's name without .pdf")},
    [OPTION_INDICATOR] = {"indicator", 'i', G_OPTION_ARG_FILENAME, offsetof(Options, indicator),
                          N_("ID"), N_("the indicator's id")},
    [OPTION_PERIOD] = {"period", 'p', G_OPTION_ARG_FILENAME, offsetof(Options, period),
                       N_("PERIOD"), N_("a period of the history; the last one otherwise")},
    [OPTION_LANGUAGE] = {"language", 'l', G_OPTION_ARG_FILENAME, offsetof(Options, language),
                         N_("CODE"), N_("fr or en; that of the program's messages otherwise")},
    [OPTION_SOURCE] = {"source", 's', G_OPTION_ARG_FILENAME, offsetof(Options, source), "NAME",
                       N_("the data model of the database: a folder of sql/sources (dcir, omop)")},
    [OPTION_DOCTORS] = {"doctors", 0, G_OPTION_ARG_FILENAME, offsetof(Options, doctors), N_("N"),
                        N_("general practitioners of the region made up; 300 otherwise")},
    [OPTION_QUARTERS] = {"quarters", 0, G_OPTION_ARG_FILENAME, offsetof(Options, quarters), N_("N"),
                         N_("quarters of claims, up to March 2026; 17 otherwise")},
    [OPTION_LINES] = {"lines", 0, G_OPTION_ARG_FILENAME, offsetof(Options, lines), N_("N"),
                      N_("acts, about as many; 1600000 otherwise")},
    [OPTION_SEED] = {"seed", 0, G_OPTION_ARG_FILENAME, offsetof(Options, seed), N_("N"),
                     N_("another number makes another region")},
    [OPTION_NOMENCLATURE] = {"nomenclature", 0, G_OPTION_ARG_FILENAME,
                             offsetof(Options, nomenclature), N_("FILE"),
                             N_("drugs that exist, from a CSV file of IR_PHA_R")},
    [OPTION_BUNDLE] = {"output", 'o', G_OPTION_ARG_FILENAME, offsetof(Options, output), N_("FILE"),
                       N_("the bundle that export writes")},
    [OPTION_INTO] = {"into", 0, G_OPTION_ARG_FILENAME, offsetof(Options, into), N_("DIR"),
                     N_("the folder of themes that import adds to; the program's otherwise")},
};

static gboolean usage_error(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static gboolean
usage_error(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_propagate_error(error,
                      g_error_new_valist(OPTIONS_ERROR, OPTIONS_ERROR_USAGE, format, arguments));
    va_end(arguments);
    return FALSE;
}

/* "2/5" to its two numbers. */
static gboolean
parse_shard(Options *self, GError **error)
{
    if (self->shard_text == NULL)
        return TRUE;
    g_auto(GStrv) parts = g_strsplit(self->shard_text, "/", -1);
    guint64 shard, n;
    if (g_strv_length(parts) != 2 || !g_ascii_string_to_unsigned(parts[1], 10, 1, 9999, &n, NULL) ||
        !g_ascii_string_to_unsigned(parts[0], 10, 1, n, &shard, NULL))
        return usage_error(error, _("--shard %s is not a share: write I/N, for example 1/4"),
                           self->shard_text);
    self->shard = (int)shard;
    self->n_shards = (int)n;
    return TRUE;
}

static GOptionEntry *
entries(Options *self, const OptionId *taken)
{
    GOptionEntry *table = g_new0(GOptionEntry, N_OPTIONS + 2);
    size_t n = 0;
    table[n++] = (GOptionEntry){"help", 'h', 0, G_OPTION_ARG_NONE, &self->help, NULL, NULL};
    for (size_t i = 0; taken[i] != OPTION_END; i++)
        table[n++] = (GOptionEntry){OPTIONS[taken[i]].name,
                                    OPTIONS[taken[i]].letter,
                                    0,
                                    OPTIONS[taken[i]].type,
                                    (char *)self + OPTIONS[taken[i]].offset,
                                    NULL,
                                    NULL};
    return table;
}

static void
drop_first(char **texts)
{
    g_free(texts[0]);
    do {
        texts[0] = texts[1];
    } while (*texts++ != NULL);
}

gboolean
options_parse(Options *out_options, const OptionId *taken, char **arguments, GError **error)
{
    int cores = (int)g_get_num_processors();
    *out_options = (Options){.jobs = cores, .shard = 1, .n_shards = 1};
    g_autofree GOptionEntry *table = entries(out_options, taken);
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, table, NULL);

    /* The parser wants a program name first. */
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_strv_builder_add(builder, "miroir");
    for (size_t i = 0; arguments[i] != NULL; i++)
        g_strv_builder_add(builder, arguments[i]);
    char **rest = g_strv_builder_end(builder);
    gboolean parsed = g_option_context_parse_strv(context, &rest, error);
    out_options->arguments = rest;
    if (!parsed)
        return FALSE;
    /* What is left: the program's name, perhaps the "--" that ends the options, and the rest. */
    drop_first(rest);
    if (rest[0] != NULL && strcmp(rest[0], "--") == 0)
        drop_first(rest);
    out_options->n_arguments = (int)g_strv_length(rest);

    if (out_options->jobs < 1 || out_options->jobs > 256)
        return usage_error(error, _("--jobs %d is not between 1 and 256"), out_options->jobs);
    return parse_shard(out_options, error);
}

void
options_clear(Options *self)
{
    g_strfreev(self->arguments);
    char **const texts[] = {
        &self->output,     &self->group,    &self->token,    &self->indicator,
        &self->period,     &self->executor, &self->dialect,  &self->language,
        &self->shard_text, &self->doctors,  &self->quarters, &self->lines,
        &self->seed,       &self->source,   &self->into,     &self->nomenclature};
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        g_free(*texts[i]);
    *self = (Options){0};
}

char *
options_describe(const OptionId *taken)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; taken[i] != OPTION_END; i++) {
        char letter[] = {'-', OPTIONS[taken[i]].letter, ',', ' ', '\0'};
        g_autofree char *option =
            g_strdup_printf("%s--%s %s", OPTIONS[taken[i]].letter == 0 ? "    " : letter,
                            OPTIONS[taken[i]].name, _(OPTIONS[taken[i]].value));
        g_autofree char *column = console_padded(option, 22);
        g_string_append_printf(text, "  %s %s\n", column, _(OPTIONS[taken[i]].description));
    }
    g_string_append(text, _("  -h, --help             this text\n"));
    return g_string_free(text, FALSE);
}

const char *
options_name(OptionId option)
{
    return OPTIONS[option].name;
}

gboolean
options_has(const Options *self, OptionId option)
{
    g_assert(OPTIONS[option].type == G_OPTION_ARG_FILENAME);
    const char *const *text =
        (const char *const *)(const void *)((const char *)self + OPTIONS[option].offset);
    return *text != NULL;
}
