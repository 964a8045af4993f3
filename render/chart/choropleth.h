/* Territories in the tint of their value, in at most five classes; what is not shown is hatched. */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "render/chart/axis.h"
#include "render/chart/territory_map.h"

#define CHOROPLETH_MOST_CLASSES 5

/* Values rounded as in their texts, so that no text contradicts its tint. */
typedef struct {
    const char *territory; /* its id on the map */
    double value;          /* on the indicator's scale; NaN: not shown */
    const char *text;      /* "9 %", inside the territory where it fits; NULL for none */
} ChoroplethValue;

/* Class i holds the values from limits[i] up to limits[i + 1]; the last one holds its end too, and
 * the first everything below. */
typedef struct {
    double limits[CHOROPLETH_MOST_CLASSES + 1]; /* round, ascending; the last two may be equal */
    int n;                                      /* 0: there is no value */
    int decimals;                               /* that the limits need in the printed scale */
} ChoroplethClasses;

typedef struct {
    ChartUnit unit;
    const TerritoryMap *map;
    ChoroplethClasses classes;
    const ChoroplethValue *values; /* a territory of the map that is not among them is not shown */
    size_t n_values;
    const char *own;          /* territory with a thick border, or NULL */
    const char *own_label;    /* "votre territoire" */
    const char *hidden_label; /* "non affiché" */
    const char *note;         /* under the legend, wrapped; or NULL */
} Choropleth;

/* As many territories in each class as can be, in `most` classes (1 to CHOROPLETH_MOST_CLASSES) or
 * fewer: limits are quantiles (distribution_quantile) rounded to what is printed; equal values stay
 * together, and no class is empty. NaN is skipped; values must not be infinite. */
ChoroplethClasses choropleth_classes_by_quantiles(const ChoroplethValue *values, size_t n,
                                                  const ChartUnit *unit, int most);
/* Classes of one round width (1, 2 or 5 times a power of ten), empty ones too; `most` is 2 or
 * more. */
ChoroplethClasses choropleth_classes_by_steps(const ChoroplethValue *values, size_t n,
                                              const ChartUnit *unit, int most);
/* The class of a value, or -1 for NaN. There must be a class. */
int choropleth_class(const ChoroplethClasses *self, double value);
/* The first value whose territory the map does not have, or NULL: such a chart cannot be drawn. */
const char *choropleth_stray(const Choropleth *self);
