/* Compute, then render: always through the files, so that there is one way to make a document. */
#pragma once

#include "engine/cli/render.h"
#include "engine/source/plan.h"

/* The whole of a run of `campaign` into `edition`, with its progress and its summary. */
ExitStatus run_campaign(const Campaign *campaign, const Database *database, Edition *edition,
                        Executor executor, const RenderChoice *choice);
