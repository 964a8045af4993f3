#include "render/page/palette.h"

#define RGB(hex)                                                                                   \
    {                                                                                              \
        (((hex) >> 16) & 0xff) / 255.0, (((hex) >> 8) & 0xff) / 255.0, ((hex)&0xff) / 255.0        \
    }

const Colour INK = RGB(0x15191F);
const Colour MUTED = RGB(0x56606D);
const Colour RULE = RGB(0xDCE1E8);
const Colour PAPER = RGB(0xFFFFFF);
const Colour PANEL = RGB(0xF4F6F8);
const Colour OWN_BAND = RGB(0xFFF0B3);

/* The bands are opaque tints, since transparency costs a group in the PDF and forbids PDF/A-1. */
const Colour ENROLLED = RGB(0x0B5FA5);
const Colour ENROLLED_MID = RGB(0xA9C6E0);
const Colour ENROLLED_PALE = RGB(0xDFEAF3);
const Colour CONTROL = RGB(0x8A5A2B);
const Colour CONTROL_MID = RGB(0xD4C3B2);
const Colour CONTROL_PALE = RGB(0xF0EAE4);
