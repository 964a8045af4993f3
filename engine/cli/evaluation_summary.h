/* What an evaluation has found, in a few lines. */
#pragma once

#include "engine/profile/evaluation.h"

/* Lines ended by newlines, in the order of reading. The caller frees. */
char *evaluation_summary_text(const Evaluation *evaluation);
