/* The few colours of the pages. Each comparator has a colour, a line style and a word, so that none
 * of the three is needed alone. All text colours contrast at least 4.5:1 with white. */
#pragma once

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
