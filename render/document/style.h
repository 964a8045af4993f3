/* The few type styles of the documents, so that every page speaks with one voice: sizes in
 * millimetres, as in the models of the design. */
#pragma once

#include "render/page/typesetter.h"

typedef enum {
    STYLE_KICKER,     /* small capitals above the rule */
    STYLE_RUNNING,    /* period and group, opposite the kicker */
    STYLE_COVER,      /* the title of a cover */
    STYLE_COVER_LEAD, /* period and name on a cover */
    STYLE_TITLE,
    STYLE_LEAD, /* the message of a page */
    STYLE_HEADING,
    STYLE_BODY,
    STYLE_BODY_STRONG,
    STYLE_NOTE, /* definitions, legends */
    STYLE_FOOTER,
    STYLE_NUMBER,     /* the reader's number on the cover */
    STYLE_WALL_TITLE, /* handouts are read at arm's length */
    STYLE_WALL_LEAD,
    STYLE_WALL_HEADING,
    STYLE_WALL_BODY,
    STYLE_WALL_NOTE,
    N_STYLES
} StyleName;

TextStyle style_of(StyleName name);
TextStyle style_coloured(StyleName name, Colour colour);
/* `name` made smaller, down to `least_mm`, until `text` takes at most `most_lines` in `width_mm` and no
 * word of it is wider; at `least_mm` it takes what it takes. */
TextStyle style_fitting(Typesetter *typesetter, StyleName name, const char *text, double width_mm,
                        int most_lines, double least_mm);
