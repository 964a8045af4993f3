/* From claims to the files of results: the first half of a run. */
#pragma once

#include <stdbool.h>

#include "engine/cli/edition.h"
#include "engine/cli/progress.h"
#include "engine/source/plan.h"

/* Computes the edition and writes private/, results/ and manifest.json. All files appear together or
 * none does; documents that no longer go with them are removed. */
bool compute_edition(const Campaign *campaign, const Database *database, Edition *edition,
                     Executor executor, Progress *progress, GError **error);
