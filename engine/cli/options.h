/* The options of the command line: one table of all there are; each subcommand says which of them
 * it takes. */
#pragma once

#include <glib.h>

typedef enum {
    OPTION_END,
    OPTION_OUTPUT,
    OPTION_JOBS,
    OPTION_GROUP,
    OPTION_SHARD,
    OPTION_EXECUTOR,
    OPTION_DIALECT,
    OPTION_TOKEN,
    OPTION_INDICATOR,
    OPTION_PERIOD,
    OPTION_SOURCE,
    OPTION_DOCTORS,
    OPTION_QUARTERS,
    OPTION_LINES,
    OPTION_SEED,
    OPTION_NOMENCLATURE,
    OPTION_LANGUAGE,
    OPTION_BUNDLE,
    OPTION_INTO,
    N_OPTIONS
} OptionId;

enum { MAX_OPTIONS = 8 };

typedef struct {
    char **arguments; /* what is not an option, ended by NULL */
    int n_arguments;
    gboolean help;
    char *output, *group, *token, *indicator, *period, *into; /* NULL when absent */
    int jobs;                                                 /* at least 1; the number of cores */
    int shard, n_shards;                                      /* 1 of 1 when absent */
    char *executor, *dialect, *language, *shard_text;         /* as written */
    char *doctors, *quarters, *lines, *seed, *source;         /* as written; NULL when absent */
    char *nomenclature;                                       /* NULL when absent */
} Options;

#define OPTIONS_ERROR (options_error_quark())
GQuark options_error_quark(void);
typedef enum { OPTIONS_ERROR_USAGE } OptionsError;

/* Takes apart what follows the subcommand's name. `taken` ends with OPTION_END. The caller clears
 * *out_options, also after a failure. */
gboolean options_parse(Options *out_options, const OptionId *taken, char **arguments,
                       GError **error);
void options_clear(Options *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)
/* One line an option, for the help. The caller frees. */
char *options_describe(const OptionId *taken);
const char *options_name(OptionId option);
/* Whether an option that takes text was given. */
gboolean options_has(const Options *self, OptionId option);
