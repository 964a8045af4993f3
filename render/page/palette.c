#include "render/page/palette.h"

#include <string.h>

#define RGB(hex)                                                                                   \
    {                                                                                              \
        (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex)&0xff) / 255.0        \
    }

#define INK_RGB 0x15191F
#define MUTED_RGB 0x56606D
#define RULE_RGB 0xDCE1E8
#define PANEL_RGB 0xF4F6F8
#define OWN_BAND_RGB 0xFFF0B3
#define ENROLLED_RGB 0x0B5FA5
#define ENROLLED_MID_RGB 0xA9C6E0
#define ENROLLED_PALE_RGB 0xDFEAF3
#define CONTROL_RGB 0x8A5A2B
#define CONTROL_MID_RGB 0xD4C3B2
#define CONTROL_PALE_RGB 0xF0EAE4

const Colour INK = RGB(INK_RGB);
const Colour MUTED = RGB(MUTED_RGB);
const Colour RULE = RGB(RULE_RGB);
const Colour PAPER = RGB(0xFFFFFF);
const Colour PANEL = RGB(PANEL_RGB);
const Colour OWN_BAND = RGB(OWN_BAND_RGB);

/* The bands are opaque tints, since transparency costs a group in the PDF and forbids PDF/A-1. */
const Colour ENROLLED = RGB(ENROLLED_RGB);
const Colour ENROLLED_MID = RGB(ENROLLED_MID_RGB);
const Colour ENROLLED_PALE = RGB(ENROLLED_PALE_RGB);
const Colour CONTROL = RGB(CONTROL_RGB);
const Colour CONTROL_MID = RGB(CONTROL_MID_RGB);
const Colour CONTROL_PALE = RGB(CONTROL_PALE_RGB);

const Palette PALETTE_USUAL = {{
    [PALETTE_INK] = RGB(INK_RGB),
    [PALETTE_MUTED] = RGB(MUTED_RGB),
    [PALETTE_RULE] = RGB(RULE_RGB),
    [PALETTE_PANEL] = RGB(PANEL_RGB),
    [PALETTE_OWN_BAND] = RGB(OWN_BAND_RGB),
    [PALETTE_ENROLLED] = RGB(ENROLLED_RGB),
    [PALETTE_ENROLLED_MID] = RGB(ENROLLED_MID_RGB),
    [PALETTE_ENROLLED_PALE] = RGB(ENROLLED_PALE_RGB),
    [PALETTE_CONTROL] = RGB(CONTROL_RGB),
    [PALETTE_CONTROL_MID] = RGB(CONTROL_MID_RGB),
    [PALETTE_CONTROL_PALE] = RGB(CONTROL_PALE_RGB),
}};
const char *const PALETTE_NAMES[N_PALETTE_ROLES + 1] = {[PALETTE_INK] = "ink",
                                                        [PALETTE_MUTED] = "muted",
                                                        [PALETTE_RULE] = "rule",
                                                        [PALETTE_PANEL] = "panel",
                                                        [PALETTE_OWN_BAND] = "own_band",
                                                        [PALETTE_ENROLLED] = "enrolled",
                                                        [PALETTE_ENROLLED_MID] = "enrolled_mid",
                                                        [PALETTE_ENROLLED_PALE] = "enrolled_pale",
                                                        [PALETTE_CONTROL] = "control",
                                                        [PALETTE_CONTROL_MID] = "control_mid",
                                                        [PALETTE_CONTROL_PALE] = "control_pale",
                                                        NULL};

int
palette_find(const char *name)
{
    for (int role = 0; role < N_PALETTE_ROLES; role++)
        if (strcmp(PALETTE_NAMES[role], name) == 0)
            return role;
    return -1;
}

bool
palette_is_written(int role)
{
    return role == PALETTE_INK || role == PALETTE_MUTED || role == PALETTE_ENROLLED ||
           role == PALETTE_CONTROL;
}

bool
palette_is_written_on(int role)
{
    return role == PALETTE_PANEL || role == PALETTE_OWN_BAND;
}

static bool
is_same(const Colour *a, const Colour *b)
{
    return a->red == b->red && a->green == b->green && a->blue == b->blue;
}

Colour
palette_resolve(const Palette *self, Colour colour)
{
    for (int role = 0; role < N_PALETTE_ROLES; role++)
        if (is_same(&colour, &PALETTE_USUAL.colours[role]))
            return self->colours[role];
    return colour;
}
