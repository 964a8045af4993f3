/* Shapes of editions that stretch a page every way. */
#pragma once

#include "tests/render/document/made_edition.h"

enum { N_STRETCHED = 14 };

/* The first is the usual one. */
extern const EditionShape STRETCHED[N_STRETCHED];
