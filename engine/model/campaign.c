#include "engine/model/campaign.h"

void
campaign_free(Campaign *self)
{
    if (self == NULL)
        return;
    for (size_t i = 0; i < self->n_themes; i++)
        theme_free(self->themes[i]);
    g_free(self->themes);
    g_free(self->indicators);
    g_free(self->stay_indicators);
    g_free(self->path);
    g_bytes_unref(self->bytes);
    g_free(self->name);
    g_free(self->title);
    g_free(self->region_id);
    g_free(self->region_label);
    for (size_t i = 0; i < self->n_programme; i++)
        g_ptr_array_unref(self->programme[i].themes);
    g_free(self->programme);
    g_free(self->profession);
    g_free(self->database.text);
    g_free(self->database.load_service);
    g_strfreev(self->control_specialties);
    g_free(self->key_file);
    g_free(self->previous);
    for (size_t i = 0; i < self->n_other_regions; i++)
        g_free(self->other_regions[i].folder);
    g_free(self->other_regions);
    g_free(self->booklet_template);
    g_free(self);
}

Period
campaign_period(const Campaign *self, int i)
{
    g_assert(i >= 0 && i < self->history);
    return period_add(self->last, i - (self->history - 1));
}

static bool
is_whole(const Campaign *self, const Indicator *indicator, int period)
{
    Period at = campaign_period(self, period);
    int reach = indicator_reach_months(indicator, period_months(at.length));
    return period_window_first_day(at, reach) >= self->data_from &&
           period_last_day(at) <= self->data_to;
}

bool
campaign_period_complete(const Campaign *self, size_t indicator, int period)
{
    g_assert(indicator < self->n_indicators);
    return is_whole(self, self->indicators[indicator].indicator, period);
}

bool
campaign_stays_complete(const Campaign *self, size_t stay_indicator, int period)
{
    g_assert(stay_indicator < self->n_stay_indicators);
    return is_whole(self, self->stay_indicators[stay_indicator].indicator, period);
}
