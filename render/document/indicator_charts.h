/* From a reading to the charts of an indicator page: the words and the numbers, no layout. */
#pragma once

#include "engine/profile/peers.h"
#include "render/document/reading.h"
#include "render/page/canvas.h"

/* Height of the group's chart at its best and at its least, in millimetres. */
double indicator_group_height(const Reading *reading, const Peers *peers);
double indicator_group_least_height(const Reading *reading, const Peers *peers);
/* The group's dots, or the own value on the bands of the enrolled where they are hidden. */
void indicator_group_draw(Canvas *canvas, const Reading *reading, const Peers *peers, Rect area);

/* Whether the region's values are many and far enough apart for bins. */
bool indicator_has_distribution(const Reading *reading);
void indicator_distribution_draw(Canvas *canvas, const Reading *reading, Rect area);
bool indicator_has_trend(const Reading *reading);
void indicator_trend_draw(Canvas *canvas, const Reading *reading, Rect area);
