/* The few colours of the pages. Each comparator has a colour, a line style and a word, so that none
 * of the three is needed alone. All text colours contrast at least 4.5:1 with white. */
#pragma once

#include <stdbool.h>

typedef struct {
    double red, green, blue; /* sRGB, 0 to 1 */
} Colour;

extern const Colour INK;           /* text, own values */
extern const Colour MUTED;         /* secondary text, axis labels */
extern const Colour RULE;          /* hairlines, grid */
extern const Colour PAPER;         /* white */
extern const Colour PANEL;         /* the box of "Pour aller plus loin" */
extern const Colour OWN_BAND;      /* pale band behind the own row */
extern const Colour ENROLLED;      /* text and lines of the quality groups */
extern const Colour ENROLLED_MID;  /* quartile band */
extern const Colour ENROLLED_PALE; /* decile band */
extern const Colour CONTROL;
extern const Colour CONTROL_MID;
extern const Colour CONTROL_PALE;

/* The colours as a document may change them: what draws names a colour by the constants above, and
 * the canvas paints what its document's palette holds in that place. Paper stays white. */
typedef enum {
    PALETTE_INK,
    PALETTE_MUTED,
    PALETTE_RULE,
    PALETTE_PANEL,
    PALETTE_OWN_BAND,
    PALETTE_ENROLLED,
    PALETTE_ENROLLED_MID,
    PALETTE_ENROLLED_PALE,
    PALETTE_CONTROL,
    PALETTE_CONTROL_MID,
    PALETTE_CONTROL_PALE,
    N_PALETTE_ROLES
} PaletteRole;

typedef struct {
    Colour colours[N_PALETTE_ROLES];
} Palette;

extern const Palette PALETTE_USUAL;
extern const char *const PALETTE_NAMES[N_PALETTE_ROLES + 1]; /* "own_band"; ends with NULL */

/* The role of that name, or -1. */
int palette_find(const char *name);
/* Whether text is written in it, or in ink upon it. */
bool palette_is_written(int role);
bool palette_is_written_on(int role);
/* What the palette holds in place of one of the constants; any other colour as it is. */
Colour palette_resolve(const Palette *self, Colour colour);
