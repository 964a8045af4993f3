/* Two distributions cut at the same places, so that they can be mirrored: round steps, and no bin
 * with 1 to 4 doctors of either side. */
#pragma once

#include <glib.h>

#include "engine/profile/results.h"
#include "engine/stats/distribution.h"

/* A bin holds no doctor of a side, or at least so many. */
enum { BIN_FEWEST_DOCTORS = 5 };

/* The bins (DistributionBin) of either side, equal in number and in edges; edges are multiples of a
 * step of 1, 2 or 5 times a power of ten, and each bin holds somebody. A side that is NULL may not be
 * shown: its array stays empty and the edges follow the other one. A side holds at least
 * BIN_FEWEST_DOCTORS values. */
void bins_cut(const Distribution *left, const Distribution *right, GArray *out_left,
              GArray *out_right);
