/* The built program, run as a user would: its output, its status, and what it leaves. */
#pragma once

#include <glib.h>

typedef struct {
    int status; /* exit status, or -signal */
    char *out, *err;
} ProgramResult;

/* Runs the program named by $MIROIR in `folder`, with `line` split at blanks. */
ProgramResult program_run(const char *folder, const char *line);
void program_result_clear(ProgramResult *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ProgramResult, program_result_clear)

/* Every path below `folder` with mode and content hash, as one text: what a run must not change. */
char *program_snapshot(const char *folder);
