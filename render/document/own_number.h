/* Which numbers a doctor has: one a theme, one an indicator or one in all, as the campaign's scope
 * says. An indicator stands for the number that it is the first to bear. */
#pragma once

#include <stdbool.h>

#include "render/document/context.h"
#include "render/page/canvas.h"

/* Whether the indicator is the first to bear its number. */
bool own_number_starts(const Campaign *campaign, size_t indicator);
size_t own_number_count(const Campaign *campaign);
/* What the indicator's number is for, ready for the typesetter: the theme, the indicator, or "your
 * number". The caller frees. */
char *own_number_label(const DocumentContext *context, size_t indicator);
/* A row of a table of numbers: the label at the left, the number at the right, on a pale band that
 * leaves a gap to the next row. A label that is too long gets smaller. */
void own_number_draw(Canvas *canvas, const Texts *texts, Rect area, const char *label, int number);
