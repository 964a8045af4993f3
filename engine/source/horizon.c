#include "engine/source/horizon.h"

struct Horizon {
    size_t n_periods;
    Period *periods;
    GArray *windows;  /* int: months */
    GArray *washouts; /* int: months */
    Day read_first, read_last;
    Day *window_first;   /* by window, period */
    PeriodRange *ranges; /* by window, day */
    Day *washout_first;  /* by washout, day */
};

Horizon *
horizon_new(const Campaign *campaign)
{
    g_assert(campaign->history >= 1 && campaign->history <= UINT16_MAX);
    Horizon *self = g_new0(Horizon, 1);
    self->n_periods = (size_t)campaign->history;
    self->periods = g_new(Period, self->n_periods);
    for (int i = 0; i < campaign->history; i++)
        self->periods[i] = campaign_period(campaign, i);
    self->windows = g_array_new(FALSE, FALSE, sizeof(int));
    self->washouts = g_array_new(FALSE, FALSE, sizeof(int));
    self->read_first = horizon_period_first(self, 0);
    self->read_last = horizon_period_last(self, self->n_periods - 1);
    horizon_add_window(self, 0);
    return self;
}

void
horizon_free(Horizon *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->windows);
    g_array_unref(self->washouts);
    g_free(self->periods);
    g_free(self->window_first);
    g_free(self->ranges);
    g_free(self->washout_first);
    g_free(self);
}

static size_t
add_months(GArray *list, int months)
{
    for (size_t i = 0; i < list->len; i++)
        if (g_array_index(list, int, i) == months)
            return i;
    g_array_append_val(list, months);
    return list->len - 1;
}

size_t
horizon_add_window(Horizon *self, int months)
{
    g_assert(self->ranges == NULL);
    return add_months(self->windows, months);
}

size_t
horizon_add_washout(Horizon *self, int months)
{
    g_assert(self->ranges == NULL);
    return add_months(self->washouts, months);
}

void
horizon_reach(Horizon *self, size_t window, int months)
{
    int window_months = g_array_index(self->windows, int, window);
    Day first = period_window_first_day(self->periods[0], window_months);
    self->read_first = MIN(self->read_first, day_add_months(first, -months));
}

/* Both ends of a window move forward with the period, so the periods that see a day are
 * neighbours. */
static void
fill_ranges(Horizon *self, size_t window, PeriodRange *ranges)
{
    const Day *first = self->window_first + window * self->n_periods;
    uint16_t from = 0, end = 0;
    for (Day day = self->read_first; day <= self->read_last; day++) {
        while (from < self->n_periods && period_last_day(self->periods[from]) < day)
            from++;
        while (end < self->n_periods && first[end] <= day)
            end++;
        ranges[day - self->read_first] = (PeriodRange){.first = from, .end = MAX(from, end)};
    }
}

void
horizon_close(Horizon *self)
{
    g_assert(self->ranges == NULL);
    size_t n_days = (size_t)(self->read_last - self->read_first) + 1;
    size_t n_windows = self->windows->len;
    self->window_first = g_new(Day, n_windows * self->n_periods);
    self->ranges = g_new(PeriodRange, n_windows * n_days);
    for (size_t window = 0; window < n_windows; window++) {
        int months = g_array_index(self->windows, int, window);
        for (size_t i = 0; i < self->n_periods; i++)
            self->window_first[window * self->n_periods + i] =
                period_window_first_day(self->periods[i], months);
        fill_ranges(self, window, self->ranges + window * n_days);
    }

    self->washout_first = g_new(Day, self->washouts->len * n_days + 1);
    for (size_t washout = 0; washout < self->washouts->len; washout++)
        for (size_t i = 0; i < n_days; i++)
            self->washout_first[washout * n_days + i] =
                day_add_months(self->read_first + (Day)i, -horizon_washout_months(self, washout));
}

size_t
horizon_n_periods(const Horizon *self)
{
    return self->n_periods;
}

size_t
horizon_n_windows(const Horizon *self)
{
    return self->windows->len;
}

Day
horizon_period_first(const Horizon *self, size_t period)
{
    return period_first_day(self->periods[period]);
}

Day
horizon_period_last(const Horizon *self, size_t period)
{
    return period_last_day(self->periods[period]);
}

Day
horizon_window_first(const Horizon *self, size_t window, size_t period)
{
    return self->window_first[window * self->n_periods + period];
}

Day
horizon_widest_first(const Horizon *self, size_t period)
{
    Day widest = self->window_first[period];
    for (size_t window = 1; window < self->windows->len; window++)
        widest = MIN(widest, horizon_window_first(self, window, period));
    return widest;
}

int
horizon_washout_months(const Horizon *self, size_t washout)
{
    return g_array_index(self->washouts, int, washout);
}

Day
horizon_read_first(const Horizon *self)
{
    return self->read_first;
}

Day
horizon_read_last(const Horizon *self)
{
    return self->read_last;
}

static size_t
day_index(const Horizon *self, size_t row, Day day)
{
    g_assert(day >= self->read_first && day <= self->read_last);
    size_t n_days = (size_t)(self->read_last - self->read_first) + 1;
    return row * n_days + (size_t)(day - self->read_first);
}

PeriodRange
horizon_periods_of(const Horizon *self, size_t window, Day day)
{
    return self->ranges[day_index(self, window, day)];
}

Day
horizon_washout_first(const Horizon *self, size_t washout, Day day)
{
    return self->washout_first[day_index(self, washout, day)];
}
