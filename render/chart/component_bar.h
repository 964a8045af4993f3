/* What a whole is made of: bars cut into components in one order, each bar a whole of its own, so
 * that shares can be compared whatever the amounts. */
#pragma once

#include <stddef.h>

#include "render/chart/fill.h"

#define COMPONENT_BAR_MOST 8

typedef struct {
    const char *label;        /* "vous", at the left; NULL: none */
    const double *amounts;    /* one for each component, in any one unit, at least 0 */
    const char *const *texts; /* their shares as printed: "12 %"; NULL for one without a text */
    const char *hidden;       /* in place of the bar: why there is none; else NULL */
    bool own;                 /* emphasised */
} ComponentRow;

typedef struct {
    const char *const *names; /* of the components, from the left */
    size_t n_components;      /* at most COMPONENT_BAR_MOST */
    const ComponentRow *rows;
    size_t n_rows;
    const char *note; /* under the bars, wrapped; or NULL */
} ComponentBar;

/* Whether a row has a bar: its amounts are finite, none below 0, and together more than 0. */
bool component_row_is_whole(const ComponentRow *self, size_t n_components);
/* The part of the whole, 0 to 1, at which a component starts; where i is n_components, the end: 1.
 * The row must be whole. */
double component_row_start(const ComponentRow *self, size_t n_components, size_t i);
/* How component `i` of `n` looks: up to five tints from dark to pale, then hatching. */
Fill component_bar_fill(size_t i, size_t n);
