/* From the files of results to documents: the second half of a run. Reads nothing else. */
#pragma once

#include <glib.h>

#include "engine/cli/edition.h"
#include "engine/cli/exit_status.h"
#include "engine/cli/progress.h"

typedef struct {
    int jobs;
    const char *group; /* only this group's documents; NULL for all */
    const char *token; /* only this doctor's booklet; NULL for all */
    int shard, n_shards;
} RenderChoice;

typedef struct {
    int n_made, n_failed;
    char *summary; /* of the whole edition */
} RenderOutcome;
void render_outcome_clear(RenderOutcome *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(RenderOutcome, render_outcome_clear)

/* Makes the chosen documents, names on stderr each one that failed, and rewrites the manifest. False
 * with `error` when nothing could be done. */
gboolean render_edition(Edition *edition, const RenderChoice *choice, Progress *progress,
                        RenderOutcome *out_outcome, GError **error);
/* Says how it went, and returns the exit status that goes with it. */
ExitStatus render_conclude(const RenderOutcome *outcome);
/* render_edition on a folder that holds an edition, from opening it to the exit status. */
ExitStatus render_folder(const char *folder, const RenderChoice *choice);
