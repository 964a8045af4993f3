/* The letters that tell each doctor the own numbers, to be folded in three and sent in a DL envelope
 * with a window: one page a doctor, all of the edition in one file. For private/.
 *
 * The window is the usual one of France, 45 by 100 mm, 20 mm from the right and the lower edge of an
 * envelope of 110 by 220 mm. A page folded at 99 and 198 mm slides by 10 mm in it, so that on the page
 * the window shows x from 100 to 190 and y from 45 to 79 mm for certain, x from 90 to 200 and y from
 * 34 to 90 mm at most: the address stands in the first and nothing else in the second. */
#pragma once

#include "render/document/context.h"
#include "render/page/canvas.h"

/* The letter of one doctor, who must be enrolled. */
Canvas *card_draw(const DocumentContext *context, size_t doctor);
/* All of them, group by group, in the order of recipients_of. An edition without enrolled doctors has
 * one page that says so. */
Canvas *cards_draw(const DocumentContext *context);
GBytes *cards_render(const DocumentContext *context, GError **error);
