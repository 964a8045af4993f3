/* A numeric axis with round steps: where it starts and ends, its ticks, and how they are written.
 * Pure numbers, so that a scale can be tested without drawing anything. */
#pragma once

#include <stdbool.h>

#include "engine/model/indicator.h"
#include "engine/model/language.h"

/* What the values of a chart are and how they are written. Charts never see anything else of the
 * indicator than its kind, its unit sign and its number of decimals. */
typedef struct {
    Language language;
    const Indicator *indicator;
} ChartUnit;

/* A value. `low` and `high` are whole steps, or 1 for a proportion that reaches it. */
typedef struct {
    double low, high, step;
    int decimals; /* that the ticks need in the printed scale */
} Axis;

/* The least and the greatest of the values that an axis must hold; NaN is skipped. */
typedef struct {
    double low, high; /* low > high while empty */
} AxisRange;
AxisRange axis_range_empty(void);
void axis_range_add(AxisRange *self, double value);

/* An axis over `range` of at most `most_steps` (at least 2) round steps: 1, 2 or 5 times a
 * power of ten. 0 is kept for proportions, and wherever it is near enough to be honest. An empty or
 * single-valued range gets a range of its own. */
Axis axis_over(AxisRange range, const ChartUnit *unit, int most_steps);
int axis_n_ticks(const Axis *self);
double axis_tick(const Axis *self, int tick);
/* "0", "4 %", "12". The caller frees. */
char *axis_tick_text(const Axis *self, const ChartUnit *unit, int tick);
/* The same for a round value that is not on an axis. */
char *axis_value_text(const ChartUnit *unit, double value, int decimals);
/* The least of 1, 2, 5 times a power of ten that is not below `least` (above 0). */
double axis_round_step(double least);
/* The decimals that whole multiples of `step` need in the printed scale. */
int axis_step_decimals(double step, const ChartUnit *unit);
/* Where `value` falls between `from` and `to`, in their unit; held within them. */
double axis_place(const Axis *self, double value, double from, double to);
bool axis_holds(const Axis *self, double value);
