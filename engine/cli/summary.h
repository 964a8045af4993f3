/* What a run has come to, in a few lines: who, how many documents, what is hidden and why. */
#pragma once

#include "engine/profile/results.h"
#include "engine/publish/manifest.h"

/* Lines ended by newlines, in the order of reading. The caller frees. */
char *summary_text(const Results *results, const Manifest *manifest);
