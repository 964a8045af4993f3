/* A subcommand: what it is called, what it takes, and what its help says. One file each. */
#pragma once

#include "engine/cli/exit_status.h"
#include "engine/cli/options.h"

typedef struct {
    const char *name;
    const char *arguments;   /* as in the usage line */
    const char *summary;     /* one line */
    const char *description; /* what it reads, writes and exits with */
    int n_arguments_min, n_arguments_max;
    OptionId options[MAX_OPTIONS];  /* ends with OPTION_END */
    OptionId required[MAX_OPTIONS]; /* ends with OPTION_END */
    ExitStatus (*run)(const Options *options);
} Subcommand;

extern const Subcommand SUBCOMMAND_DEMO, SUBCOMMAND_INIT, SUBCOMMAND_CHECK, SUBCOMMAND_LOAD,
    SUBCOMMAND_PLAN, SUBCOMMAND_RUN, SUBCOMMAND_COMPUTE, SUBCOMMAND_RENDER, SUBCOMMAND_EXPLAIN,
    SUBCOMMAND_REISSUE, SUBCOMMAND_PURGE, SUBCOMMAND_EVALUATE, SUBCOMMAND_THEMES, SUBCOMMAND_VERIFY,
    SUBCOMMAND_SOURCE, SUBCOMMAND_SYNTHESIZE;
