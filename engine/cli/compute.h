/* From claims to the files of results: the first half of a run. */
#pragma once

#include <stdbool.h>

#include "engine/cli/edition.h"
#include "engine/cli/progress.h"
#include "engine/cli/session.h"
#include "engine/source/plan.h"

/* Opens a session, settles the roster and counts everything, with its progress. The session is the
 * caller's; untouched on failure. */
Counts *compute_counts(const Campaign *campaign, const Database *database, Executor executor,
                       Progress *progress, Session **out_session, PlanFacts *out_facts,
                       GError **error);
/* A manifest of that name with everything that a reader may want to know of the making; nothing that
 * depends on how the work was shared out. */
Manifest *compute_manifest(const char *edition, const Campaign *campaign, const Roster *roster,
                           PlanFacts facts);

/* Computes the edition and writes private/, results/ and manifest.json. All files appear together or
 * none does; documents that no longer go with them are removed. */
bool compute_edition(const Campaign *campaign, const Database *database, Edition *edition,
                     Executor executor, Progress *progress, GError **error);
