#include "engine/profile/results.h"

#include <string.h>

#include "engine/profile/change.h"
#include "engine/profile/comparator.h"
#include "engine/profile/results_parts.h"
#include "engine/profile/results_regions.h"
#include "engine/profile/results_variation.h"

G_DEFINE_QUARK(profile - error - quark, profile_error)

/* Bins stand for the enrolled and the controls; comparators that are not groups are all the others. */
enum { BIN_SIDES = 2, OTHER_COMPARATORS = N_COMPARATORS - 1 };

/* Cells of one doctor, or of one comparator. */
static size_t
n_cells(const Results *self)
{
    return self->n_indicators * (size_t)self->n_periods;
}

static size_t
cell_index(const Results *self, size_t indicator, int period)
{
    g_assert(indicator < self->n_indicators && period >= 0 && period < self->n_periods);
    return indicator * (size_t)self->n_periods + (size_t)period;
}

static size_t
count_scopes(const Campaign *campaign)
{
    switch (campaign->numbering) {
    case NUMBERING_BY_THEME:
        return campaign->n_themes;
    case NUMBERING_BY_EDITION:
        return 1;
    case NUMBERING_BY_INDICATOR:
        return campaign->n_indicators;
    }
    g_assert_not_reached();
}

/* How many indicators have units of that level. */
static size_t
n_indicators_of(const Results *self, VariationLevel level)
{
    return level < N_DOCTOR_LEVELS ? self->n_indicators : self->campaign->n_stay_indicators;
}

static RegionVariation *
new_variations(size_t n)
{
    RegionVariation *variations = g_new(RegionVariation, n);
    for (size_t i = 0; i < n; i++)
        variations[i] = variation_none(STATUS_NOT_APPLICABLE, 0);
    return variations;
}

static size_t
n_stay_cells(const Results *self)
{
    return self->campaign->n_stay_indicators * N_STAY_LEVELS * (size_t)self->n_periods;
}

Results *
results_new(const Campaign *campaign, size_t n_doctors, size_t n_groups)
{
    Results *self = g_new0(Results, 1);
    self->campaign = campaign;
    self->texts = g_string_chunk_new(4096);
    self->doctors = g_new0(ResultDoctor, n_doctors);
    self->letters = g_new0(Letter, n_doctors);
    self->n_doctors = n_doctors;
    self->groups = g_new0(ResultGroup, n_groups);
    self->members = g_new0(size_t, n_doctors);
    self->attended = g_new0(GArray *, n_doctors);
    self->news = g_array_new(FALSE, FALSE, sizeof(IndicatorNews));
    self->regions = g_array_new(FALSE, FALSE, sizeof(ResultRegion));
    self->n_groups = n_groups;
    self->n_indicators = campaign->n_indicators;
    self->n_periods = campaign->history;
    self->n_scopes = count_scopes(campaign);

    /* One more than is used: an address to begin at even where there are no doctors. */
    self->measures = g_new0(Measure, n_cells(self) * n_doctors + 1);
    self->changes = g_new(Change, self->n_indicators * n_doctors + 1);
    for (size_t i = 0; i < self->n_indicators * n_doctors; i++)
        self->changes[i] = change_none();
    self->numbers = g_new0(int, n_doctors * self->n_scopes);
    size_t n_comparators = n_cells(self) * (n_groups + OTHER_COMPARATORS);
    self->comparators = g_new(ComparatorFigure, n_comparators);
    for (size_t i = 0; i < n_comparators; i++)
        self->comparators[i] = comparator_none(STATUS_FEW_MEMBERS);
    self->bins = g_new(GArray *, n_cells(self) * BIN_SIDES);
    for (size_t i = 0; i < n_cells(self) * BIN_SIDES; i++)
        self->bins[i] = g_array_new(FALSE, FALSE, sizeof(DistributionBin));
    self->limits = g_new(GArray *, self->n_indicators);
    for (size_t i = 0; i < self->n_indicators; i++)
        self->limits[i] = g_array_new(FALSE, FALSE, sizeof(ChanceLimits));
    for (VariationLevel level = 0; level < N_VARIATION_LEVELS; level++)
        self->variations[level] = new_variations(n_indicators_of(self, level));
    self->stays = g_new(GArray *, n_stay_cells(self));
    for (size_t i = 0; i < n_stay_cells(self); i++)
        self->stays[i] = g_array_new(FALSE, FALSE, sizeof(StayFigure));
    self->territories = g_new(GArray *, self->n_indicators);
    for (size_t i = 0; i < self->n_indicators; i++)
        self->territories[i] = g_array_new(FALSE, FALSE, sizeof(TerritoryFigure));
    return self;
}

void
results_tie(Results *self)
{
    size_t n = 0;

    for (size_t g = 0; g < self->n_groups; g++) {
        size_t first = n;
        for (size_t d = 0; d < self->n_doctors; d++)
            if (self->doctors[d].group == (int)g)
                self->members[n++] = d;
        self->groups[g].doctors = &self->members[first];
        self->groups[g].n_doctors = n - first;
    }
    for (size_t d = 0; d < self->n_doctors; d++)
        self->doctors[d].letter = self->doctors[d].group < 0 ? NULL : &self->letters[d];
}

void
results_free(Results *self)
{
    if (self == NULL)
        return;
    for (size_t i = 0; i < n_cells(self) * BIN_SIDES; i++)
        g_array_unref(self->bins[i]);
    g_free(self->bins);
    for (size_t i = 0; i < self->n_indicators; i++) {
        g_array_unref(self->limits[i]);
        g_array_unref(self->territories[i]);
    }
    g_free(self->limits);
    g_free(self->territories);
    for (VariationLevel level = 0; level < N_VARIATION_LEVELS; level++)
        g_free(self->variations[level]);
    for (size_t i = 0; i < n_stay_cells(self); i++)
        g_array_unref(self->stays[i]);
    g_free(self->stays);
    for (size_t d = 0; d < self->n_doctors; d++)
        g_clear_pointer(&self->attended[d], g_array_unref);
    g_free(self->attended);
    g_array_unref(self->news);
    results_regions_free(self->regions);
    g_free(self->comparators);
    g_free(self->numbers);
    g_free(self->changes);
    g_free(self->measures);
    g_free(self->members);
    g_free(self->groups);
    g_free(self->letters);
    g_free(self->doctors);
    g_string_chunk_free(self->texts);
    g_free(self);
}

void
result_file_free(ResultFile *self)
{
    if (self == NULL)
        return;
    g_free(self->path);
    g_bytes_unref(self->bytes);
    g_free(self);
}

Measure *
results_measures_mutable(Results *self, size_t indicator, int period)
{
    return &self->measures[cell_index(self, indicator, period) * self->n_doctors];
}

Change *
results_changes_mutable(Results *self, size_t indicator)
{
    g_assert(indicator < self->n_indicators);
    return &self->changes[indicator * self->n_doctors];
}

GArray *
results_attended_mutable(Results *self, size_t doctor)
{
    g_assert(doctor < self->n_doctors);
    if (self->attended[doctor] == NULL)
        self->attended[doctor] = g_array_new(FALSE, FALSE, sizeof(AttendedMeeting));
    return self->attended[doctor];
}

const IndicatorNews *
results_indicator_news(const Results *self, size_t *out_n)
{
    *out_n = self->news->len;
    return (const IndicatorNews *)(const void *)self->news->data;
}

const AttendedMeeting *
results_attended(const Results *self, size_t doctor, size_t *out_n)
{
    g_assert(doctor < self->n_doctors);
    const GArray *attended = self->attended[doctor];
    *out_n = attended == NULL ? 0 : attended->len;
    return attended == NULL ? NULL : (const AttendedMeeting *)(const void *)attended->data;
}

/* Where a comparator stands among those of a cell. */
static size_t
comparator_slot(const Results *self, ComparatorKind kind, size_t group)
{
    if (kind == COMPARATOR_GROUP) {
        g_assert(group < self->n_groups);
        return group;
    }
    return self->n_groups + (size_t)(kind - COMPARATOR_ENROLLED);
}

ComparatorFigure *
results_comparator_mutable(Results *self, ComparatorKind kind, size_t group, size_t indicator,
                           int period)
{
    size_t first = cell_index(self, indicator, period) * (self->n_groups + OTHER_COMPARATORS);
    return &self->comparators[first + comparator_slot(self, kind, group)];
}

GArray *
results_bins(const Results *self, ComparatorKind kind, size_t indicator, int period)
{
    g_assert(kind == COMPARATOR_ENROLLED || kind == COMPARATOR_CONTROL);
    return self
        ->bins[cell_index(self, indicator, period) * BIN_SIDES + (kind == COMPARATOR_CONTROL)];
}

GArray *
results_limits_mutable(Results *self, size_t indicator)
{
    g_assert(indicator < self->n_indicators);
    return self->limits[indicator];
}

RegionVariation *
results_variation_mutable(Results *self, VariationLevel level, size_t indicator)
{
    g_assert(level < N_VARIATION_LEVELS && indicator < n_indicators_of(self, level));
    return &self->variations[level][indicator];
}

GArray *
results_stays_mutable(const Results *self, StayLevel level, size_t stay_indicator, int period)
{
    g_assert(stay_indicator < self->campaign->n_stay_indicators && level < N_STAY_LEVELS &&
             period >= 0 && period < self->n_periods);
    return self->stays[(stay_indicator * N_STAY_LEVELS + (size_t)level) * (size_t)self->n_periods +
                       (size_t)period];
}

GArray *
results_territories_mutable(Results *self, size_t indicator)
{
    g_assert(indicator < self->n_indicators);
    return self->territories[indicator];
}

int *
results_number_mutable(Results *self, size_t doctor, size_t scope)
{
    return &self->numbers[doctor * self->n_scopes + scope];
}

size_t
results_scope_of(const Results *self, size_t indicator)
{
    switch (self->campaign->numbering) {
    case NUMBERING_BY_THEME:
        return self->campaign->indicators[indicator].theme_index;
    case NUMBERING_BY_EDITION:
        return 0;
    case NUMBERING_BY_INDICATOR:
        return indicator;
    }
    g_assert_not_reached();
}

char *
results_scope_name(const Results *self, size_t scope)
{
    const Campaign *campaign = self->campaign;

    switch (campaign->numbering) {
    case NUMBERING_BY_THEME:
        return g_strdup(campaign->themes[scope]->id);
    case NUMBERING_BY_EDITION:
        return g_strdup("");
    case NUMBERING_BY_INDICATOR:
        return g_strconcat(campaign->indicators[scope].theme->id, "/",
                           campaign->indicators[scope].indicator->id, NULL);
    }
    g_assert_not_reached();
}

char *
results_comparator_name(const Results *self, ComparatorKind kind, size_t group)
{
    static const char *const NAMES[N_COMPARATORS] = {
        [COMPARATOR_ENROLLED] = "enrolled",
        [COMPARATOR_CONTROL] = "control",
        [COMPARATOR_ACHIEVABLE] = "achievable",
    };
    if (kind == COMPARATOR_GROUP)
        return g_strconcat("group:", self->groups[group].id, NULL);
    return g_strdup(NAMES[kind]);
}

const Campaign *
results_campaign(const Results *self)
{
    return self->campaign;
}

size_t
results_n_doctors(const Results *self)
{
    return self->n_doctors;
}

const ResultDoctor *
results_doctor(const Results *self, size_t doctor)
{
    g_assert(doctor < self->n_doctors);
    return &self->doctors[doctor];
}

size_t
results_n_groups(const Results *self)
{
    return self->n_groups;
}

const ResultGroup *
results_group(const Results *self, size_t group)
{
    g_assert(group < self->n_groups);
    return &self->groups[group];
}

const Measure *
results_measure(const Results *self, size_t doctor, size_t indicator, int period)
{
    g_assert(doctor < self->n_doctors);
    return &self->measures[cell_index(self, indicator, period) * self->n_doctors + doctor];
}

const Change *
results_change(const Results *self, size_t doctor, size_t indicator)
{
    g_assert(doctor < self->n_doctors && indicator < self->n_indicators);
    return &self->changes[indicator * self->n_doctors + doctor];
}

int
results_number(const Results *self, size_t doctor, size_t indicator)
{
    g_assert(doctor < self->n_doctors);
    return self->numbers[doctor * self->n_scopes + results_scope_of(self, indicator)];
}

const ComparatorFigure *
results_comparator(const Results *self, ComparatorKind kind, size_t group, size_t indicator,
                   int period)
{
    size_t first = cell_index(self, indicator, period) * (self->n_groups + OTHER_COMPARATORS);
    return &self->comparators[first + comparator_slot(self, kind, group)];
}

const ChanceLimits *
results_limits(const Results *self, size_t indicator, size_t *out_n)
{
    g_assert(indicator < self->n_indicators);
    *out_n = self->limits[indicator]->len;
    return (const ChanceLimits *)(const void *)self->limits[indicator]->data;
}

const RegionVariation *
results_variation(const Results *self, VariationLevel level, size_t indicator)
{
    g_assert(level < N_VARIATION_LEVELS && indicator < n_indicators_of(self, level));
    return &self->variations[level][indicator];
}

bool
results_stays_apply(const Indicator *indicator, StayLevel level)
{
    return level == STAY_RESIDENCE || indicator->kind != KIND_RATE;
}

const StayFigure *
results_stays(const Results *self, StayLevel level, size_t stay_indicator, int period,
              size_t *out_n)
{
    const GArray *figures = results_stays_mutable(self, level, stay_indicator, period);
    *out_n = figures->len;
    return (const StayFigure *)(const void *)figures->data;
}

const TerritoryFigure *
results_territories(const Results *self, size_t indicator, size_t *out_n)
{
    g_assert(indicator < self->n_indicators);
    *out_n = self->territories[indicator]->len;
    return (const TerritoryFigure *)(const void *)self->territories[indicator]->data;
}

const DistributionBin *
results_distribution(const Results *self, ComparatorKind kind, size_t indicator, size_t *out_n)
{
    const GArray *bins = results_bins(self, kind, indicator, self->n_periods - 1);
    *out_n = bins->len;
    return (const DistributionBin *)(const void *)bins->data;
}

char **
results_period_names(const Campaign *campaign)
{
    char **names = g_new0(char *, campaign->history + 1);

    for (int i = 0; i < campaign->history; i++)
        names[i] = period_to_string(campaign_period(campaign, i));
    return names;
}

int
results_drawn_number(const Results *self, size_t doctor, size_t scope)
{
    return self->numbers[doctor * self->n_scopes + scope];
}
