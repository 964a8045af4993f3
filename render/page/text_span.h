/* A stretch of text in one look, for texts that come with their looks instead of inline marks. */
#pragma once

#include <stdbool.h>

typedef struct {
    const char *text; /* as it stands; blanks part its words */
    bool bold, italic, superscript, code;
    /* Where it leads, or NULL. Neighbours that share the pointer are one link. */
    const char *url;
} TextSpan;
