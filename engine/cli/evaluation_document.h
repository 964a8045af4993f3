/* The one document of an evaluation: made with its tables, and again from them. */
#pragma once

#include "engine/cli/edition.h"
#include "engine/cli/render.h"
#include "engine/profile/evaluation.h"

/* evaluation.pdf of its folder. The caller frees. */
ResultFile *evaluation_document_new(const Evaluation *evaluation, GError **error);
/* Makes it again from results/ alone, and rewrites the manifest. CLI_ERROR_USAGE where the choice asks
 * for a part of the documents. */
bool evaluation_document_renew(const Edition *edition, const RenderChoice *choice, GError **error);
