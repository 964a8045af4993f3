/* The calendar of a campaign's reading: its periods, the distinct windows and washouts of its
 * counters, and from which day claims are needed. Immutable once closed. */
#pragma once

#include <glib.h>

#include "engine/model/campaign.h"

typedef struct Horizon Horizon;

/* The periods of the campaign's history; window 0 is the period itself. */
Horizon *horizon_new(const Campaign *campaign);
void horizon_free(Horizon *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Horizon, horizon_free)

/* The index of a window or washout of so many months, added if it is new. Before closing. */
size_t horizon_add_window(Horizon *self, int months);
size_t horizon_add_washout(Horizon *self, int months);
/* Asks that lines be read from `months` before the window's oldest first day. Before closing. */
void horizon_reach(Horizon *self, size_t window, int months);
/* Settles the days to read and the tables by day. Once. */
void horizon_close(Horizon *self);

size_t horizon_n_periods(const Horizon *self);
size_t horizon_n_windows(const Horizon *self);
Day horizon_period_first(const Horizon *self, size_t period);
Day horizon_period_last(const Horizon *self, size_t period);
Day horizon_window_first(const Horizon *self, size_t window, size_t period);
/* The earliest of all windows' first days in that period. */
Day horizon_widest_first(const Horizon *self, size_t period);
int horizon_washout_months(const Horizon *self, size_t washout);
/* The days whose lines are needed, both included. */
Day horizon_read_first(const Horizon *self);
Day horizon_read_last(const Horizon *self);

/* The periods in whose window a day to read lies: first <= i < end, empty when none. */
typedef struct {
    uint16_t first, end;
} PeriodRange;
PeriodRange horizon_periods_of(const Horizon *self, size_t window, Day day);
/* First day of the washout before a day to read. */
Day horizon_washout_first(const Horizon *self, size_t washout, Day day);
