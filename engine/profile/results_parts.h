/* How Results are held: for the files that fill, write and read them, and no others. */
#pragma once

#include "engine/profile/results.h"

/* What of another region stands beside an indicator, in the current period. */
typedef struct {
    RegionMatch match;
    bool has[N_REGION_KINDS]; /* whether that region gave the comparator at all */
    ComparatorFigure figures[N_REGION_KINDS];
} RegionCell;

typedef struct {
    const char *label;
    RegionCell *cells; /* by indicator */
} ResultRegion;

struct Results {
    const Campaign *campaign;
    GStringChunk *texts; /* every string below; lives as long as the results */
    ResultDoctor *doctors;
    Letter *letters; /* by doctor */
    size_t n_doctors;
    ResultGroup *groups;
    size_t *members; /* the doctors of the first group, of the second, ... */
    size_t n_groups;
    size_t n_indicators, n_scopes;
    int n_periods;
    Measure *measures;             /* indicator, period, doctor */
    Change *changes;               /* indicator, doctor: to the current period */
    GArray **attended;             /* doctor: AttendedMeeting; NULL for none */
    GArray *news;                  /* IndicatorNews */
    GArray *regions;               /* ResultRegion, by the campaign's order */
    int *numbers;                  /* doctor, scope; 0 for a control */
    ComparatorFigure *comparators; /* indicator, period, slot: the groups, enrolled, control */
    GArray **bins;                 /* indicator, period, enrolled or control: DistributionBin */
    GArray **limits;               /* indicator: ChanceLimits of the current period */
    RegionVariation *variations[N_VARIATION_LEVELS]; /* indicator: of the current period */
    GArray **stays;                                  /* stay indicator, level, period: StayFigure */
    GArray **territories; /* indicator: TerritoryFigure of the current period, by id */
};

/* Room for everything, filled by the caller: doctors, letters and groups in the order of their ids,
 * their strings in `texts`. Until then measures are zero, comparators have few members, bins are
 * none. */
Results *results_new(const Campaign *campaign, size_t n_doctors, size_t n_groups);
/* Ties letters and members to doctors and groups, once those are filled. */
void results_tie(Results *self);

/* The whole slice by doctor. */
Measure *results_measures_mutable(Results *self, size_t indicator, int period);
ComparatorFigure *results_comparator_mutable(Results *self, ComparatorKind kind, size_t group,
                                             size_t indicator, int period);
/* The whole slice by doctor. */
Change *results_changes_mutable(Results *self, size_t indicator);
GArray *results_attended_mutable(Results *self, size_t doctor);
/* `kind` is enrolled or control. */
GArray *results_bins(const Results *self, ComparatorKind kind, size_t indicator, int period);
GArray *results_limits_mutable(Results *self, size_t indicator);
RegionVariation *results_variation_mutable(Results *self, VariationLevel level, size_t indicator);
GArray *results_territories_mutable(Results *self, size_t indicator);
GArray *results_stays_mutable(const Results *self, StayLevel level, size_t stay_indicator,
                              int period);
int *results_number_mutable(Results *self, size_t doctor, size_t scope);

/* The scopes that numbers are drawn for: themes, the edition as a whole, or indicators. A name is
 * unique in the campaign: "theme", "" or "theme/indicator". The caller frees it. */
size_t results_scope_of(const Results *self, size_t indicator);
char *results_scope_name(const Results *self, size_t scope);

/* "group:<id>", "enrolled", "control". The caller frees. */
char *results_comparator_name(const Results *self, ComparatorKind kind, size_t group);

/* The spelling of each period of the campaign, NULL-terminated; the caller frees. */
char **results_period_names(const Campaign *campaign);
/* The number drawn for a scope; 0 for a control. */
int results_drawn_number(const Results *self, size_t doctor, size_t scope);
