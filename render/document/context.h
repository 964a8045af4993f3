/* What every document is made from. */
#pragma once

#include "engine/profile/results.h"
#include "render/document/booklet_design.h"
#include "render/page/texts.h"
#include "render/page/typesetter.h"

typedef struct {
    const Results *results;
    const Texts *texts;
    Typesetter *typesetter;
    const BookletDesign *design; /* of booklets; other documents do without */
} DocumentContext;
