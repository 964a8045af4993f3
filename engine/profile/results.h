/* The results of an edition: everything that documents may print, complete and immutable. Computed
 * from counts, written to private/ and results/, and read back from there by `render`, so that a
 * document never depends on what happened to be in memory. Documents format it and compute nothing.
 *
 * Indexes: indicators as in Campaign.indicators; periods 0 the oldest to n_periods - 1 the current;
 * doctors are the enrolled and the controls, sorted by id; groups sorted by id.
 * Values are in the indicator's own scale (0.142, not 14.2; a rate already x per). NaN is absent. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "engine/model/campaign.h"
#include "engine/model/counts.h"
#include "engine/model/meetings.h"
#include "engine/model/stay_counts.h"
#include "engine/profile/previous.h"
#include "engine/profile/status.h"
#include "engine/stats/variation.h"

#define PROFILE_ERROR (profile_error_quark())
GQuark profile_error_quark(void);
typedef enum {
    PROFILE_ERROR_KEY,   /* the secret key: absent, wrong size, readable by others */
    PROFILE_ERROR_DATA,  /* counts that contradict themselves: numerator above denominator */
    PROFILE_ERROR_FILES, /* an edition's folder that is missing a file or holds a damaged one */
} ProfileError;

typedef enum { SIGNAL_NONE, SIGNAL_LOW, SIGNAL_WITHIN, SIGNAL_HIGH } Signal;

/* One doctor's own figure: for the own booklet and private/ only. */
typedef struct {
    double numerator, denominator; /* natural units */
    int64_t patients;              /* distinct, in the denominator */
    int64_t numerator_patients;
    double value, low, high;                                  /* crude, with its 95 % interval */
    double standardised, standardised_low, standardised_high; /* indirectly, by age and sex */
    double expected; /* numerator that the region's rates would give these patients */
    double percentile_enrolled, percentile_control; /* 0 to 100 */
    double z;                     /* (value - enrolled value) / standard error under it */
    Signal signal;                /* against the enrolled value */
    double shrunken, reliability; /* drawn to the region's mean; 0 to 1 */
    double colleagues;            /* value of the own group without the doctor */
    Status status;
} Measure;

/* How a doctor's figure moved between the current period and an earlier one of the same season. */
typedef enum {
    CHANGE_UNJUDGED, /* too few earlier periods to tell a change from the usual variation */
    CHANGE_USUAL,    /* within the usual variation */
    CHANGE_DOWN,     /* a real change */
    CHANGE_UP,
} ChangeVerdict;

typedef struct {
    int past_period; /* what it is compared with; -1 when the history does not reach it */
    double estimate, low, high; /* current less past, on the indicator's scale; a rate's is the
                                 * ratio of both. 95 %; NaN where either is missing */
    ChangeVerdict verdict;
} Change;

/* A comparator's figure as released: counts rounded to 10, values to 4 significant digits, all NaN
 * and 0 when suppressed, with the reason in status. */
typedef struct {
    int practitioners;
    int64_t patients;
    double numerator, denominator;
    double value, low, high;        /* ratio of sums over its doctors */
    double p10, p25, p50, p75, p90; /* of the doctors' values; bands only from 10 doctors */
    double phi, tau2;
    Status status;
} ComparatorFigure;

typedef struct {
    double low, high; /* [low, high), the last one closed */
    int doctors;
} DistributionBin;

/* Between which values chance explains the gap of a group to the enrolled value, at a denominator. */
typedef struct {
    double denominator;
    double low_95, high_95, low_998, high_998;
} ChanceLimits;

/* Which units of the region are set beside each other: the quality groups by their enrolled members,
 * the territories of practice by all their doctors, enrolled and controls; of hospital stays the
 * establishments and the territories that patients live in. Each takes part under the thresholds of a
 * comparator of its own. */
typedef enum {
    LEVEL_GROUP,
    LEVEL_TERRITORY,
    N_DOCTOR_LEVELS,
    LEVEL_FACILITY = N_DOCTOR_LEVELS, /* from here on of stays, in the order of StayLevel */
    LEVEL_RESIDENCE,
    N_VARIATION_LEVELS
} VariationLevel;

/* The measures of variation.h, and behind them the test of homogeneity. */
enum { VARIATION_HOMOGENEITY = VARIATION_MEASURES, N_VARIATION_FIGURES };

/* 4 significant digits, without a unit; NaN unless ok. few_members: too few units for this figure;
 * no_denominator: the smallest unit, or the region, is at 0, so that there is nothing to divide by. */
typedef struct {
    double value;
    double low, high; /* 95 %, by parametric bootstrap; NaN for the test and where unknown */
    double p;         /* of the test, else NaN */
    Status status;
} VariationFigure;

typedef struct {
    int units; /* those that may be shown */
    VariationFigure figures[N_VARIATION_FIGURES];
} RegionVariation;

/* One territory of practice by all its doctors, enrolled and controls, whose figure may be shown as a
 * comparator's may: rounded likewise. Beside the crude value the directly standardised one, with the
 * ages and sexes of the region's patients, so that territories compare with each other. For the data
 * team alone: territories cross groups and controls, so that what one of them has could be worked out
 * from the difference. */
typedef struct {
    const char *id;
    int practitioners;              /* with a value */
    int64_t patients;               /* to the nearest 10 */
    double value;                   /* crude: ratio of sums */
    double standardised, low, high; /* with its 95 % interval; NaN unless ok */
    Status status; /* ok; few_patients: fewer than 10 events; no_denominator: nobody
                                     * of an age and sex that the region has */
} TerritoryFigure;

/* Hospital stays of one establishment or one territory of residence in one period, as released: counts
 * rounded to 10 but for inhabitants, which are public, values to 4 significant digits, all NaN when
 * hidden, with the reason in status. Establishments are institutions: their labels are shown. */
#define STAYS_ALL_UNITS "*"
typedef struct {
    const char *unit, *label; /* STAYS_ALL_UNITS and "" for all of the level together */
    double stays, patients;   /* of the numerator; patients are distinct within the unit */
    double denominator;       /* stays, or inhabitants */
    double value, low, high;  /* crude, 95 % */
    double standardised, standardised_low, standardised_high; /* indirectly, by age and sex */
    double observed_expected;                                 /* against the region's own rates */
    Signal signal; /* against the level as a whole, standardised where the indicator is */
    Status status;
} StayFigure;

/* A meeting that a doctor attended, for the own certificate and private/ only. */
typedef struct {
    const char *id;
    Day held_on;
    MeetingKind kind;
    const char
        *theme; /* its name in the campaign's language, else its id; NULL where none is named */
    const char *group; /* the label of the group that met */
} AttendedMeeting;

typedef struct {
    const char *id;
    int group; /* -1 for a control */
    bool facilitator;
    const char *token;    /* names the booklet; NULL for a control */
    const char *password; /* opens the booklet; NULL where it is not encrypted */
    const Letter *letter; /* NULL for a control */
} ResultDoctor;

typedef struct {
    const char *id, *label;
    const size_t *doctors; /* its enrolled members */
    size_t n_doctors;
    bool names_may_show; /* every active member has waived anonymity */
    /* Since the edition before, without who is opposed; -1 where that is not known or had no such group. */
    int joined, left;
} ResultGroup;

/* An indicator that the edition before did not have, or had and this one has not, or had as another. */
typedef enum {
    INDICATOR_NEW,
    INDICATOR_WITHDRAWN,
    INDICATOR_REDEFINED, /* another version: values do not compare */
    N_INDICATOR_NEWS
} IndicatorNewsKind;

typedef struct {
    const char *id, *label;
    IndicatorNewsKind kind;
    int version; /* the present one; of one that was withdrawn its last */
} IndicatorNews;

/* Whether another region's figure of an indicator says the same as ours; the first that fails. */
typedef enum {
    REGION_COMPARES,
    REGION_NO_INDICATOR,     /* that region has none of that id */
    REGION_OTHER_DEFINITION, /* of another version, or counted differently */
    REGION_OTHER_PERIOD,     /* its results have no such period */
    N_REGION_MATCHES
} RegionMatch;

/* What is taken of another region: its quality groups as a whole and its controls. */
enum { REGION_ENROLLED, REGION_CONTROL, N_REGION_KINDS };

typedef struct Results Results;

/* Everything from counts. `roster` must be settled. Nothing of the arguments is kept but `campaign`,
 * which must outlive the result. */
Results *results_compute(const Campaign *campaign, const Roster *roster, const Counts *counts,
                         GError **error);
/* Adds the figures from stays; once, before anybody reads the results. Nothing of `stays` is kept. */
void results_add_stays(Results *self, const StayCounts *stays);
/* Adds what enrolled doctors attended in the twelve months that end with the last period; once, before
 * anybody reads the results. `theme_labels` (id to text, may be NULL) names the themes that are not the
 * campaign's. Nothing of the arguments is kept. */
void results_add_meetings(Results *self, const Meetings *meetings, const Roster *roster,
                          GHashTable *theme_labels);
/* The first of those days. */
Day results_attended_from(const Campaign *campaign);
/* Adds what is new since the edition before; once, before anybody reads the results. */
void results_add_news(Results *self, const Previous *previous, const Roster *roster);
/* Adds the figures of other regions (OtherRegion *) beside the current period's; once, before anybody
 * reads the results. They are in no statistic of ours. Nothing of `regions` is kept. */
void results_add_regions(Results *self, const GPtrArray *regions);
/* The same without the secret key, for what speaks of groups and of the region alone: nobody has a
 * number, a token or a password. */
Results *results_compute_region(const Campaign *campaign, const Roster *roster,
                                const Counts *counts, GError **error);
void results_free(Results *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Results, results_free)

/* A file of the edition: a path relative to its folder, and its bytes. */
typedef struct {
    char *path;
    GBytes *bytes;
} ResultFile;
void result_file_free(ResultFile *self);

/* private/counts.csv, measures.csv, register.csv, distribution.csv, groups.csv, attendance.csv, news.csv, where booklets are
 * encrypted passwords.csv, and results/ with datapackage.json, as ResultFile*. private/campaign/ is the caller's. In counts.csv a standardised
 * indicator has a row for each age and sex ("85+", "F", or "unknown") in place of one for all: its
 * crude count is their sum in every column. */
GPtrArray *results_to_files(const Results *self, const Roster *roster, const Counts *counts);
/* From an edition's folder. `campaign` is the frozen one, and must outlive the result. */
Results *results_read(const char *folder, const Campaign *campaign, GError **error);

const Campaign *results_campaign(const Results *self);
size_t results_n_doctors(const Results *self);
const ResultDoctor *results_doctor(const Results *self, size_t doctor);
size_t results_n_groups(const Results *self);
const ResultGroup *results_group(const Results *self, size_t group);

/* Own figures of a doctor, shown in that doctor's booklet alone. */
const Measure *results_measure(const Results *self, size_t doctor, size_t indicator, int period);
/* To the current period. */
const Change *results_change(const Results *self, size_t doctor, size_t indicator);
/* Those that are there by the campaign's order, then those that are not any more. n 0 without an edition
 * before. */
const IndicatorNews *results_indicator_news(const Results *self, size_t *out_n);
/* By day, then id; n 0 for who attended none. */
const AttendedMeeting *results_attended(const Results *self, size_t doctor, size_t *out_n);
/* The doctor's number for the indicator's theme (or as the scope says); 0 for a control. */
int results_number(const Results *self, size_t doctor, size_t indicator);

/* `group` is used with COMPARATOR_GROUP only. Never NULL: a comparator that the campaign does not
 * ask for has status few_members and no practitioners. */
const ComparatorFigure *results_comparator(const Results *self, ComparatorKind kind, size_t group,
                                           size_t indicator, int period);
/* Other regions, by the campaign's order. */
size_t results_n_regions(const Results *self);
const char *results_region_label(const Results *self, size_t region);
RegionMatch results_region_match(const Results *self, size_t region, size_t indicator);
/* REGION_ENROLLED or REGION_CONTROL of the current period, as that region published it or hidden by the
 * stricter of both regions' thresholds. NULL unless it compares and was given. */
const ComparatorFigure *results_region_figure(const Results *self, size_t region, int kind,
                                              size_t indicator);
/* Control limits of the current period around the enrolled value, by ascending denominator, as far as
 * the groups' reach; n 0 where no events are counted or the enrolled value is not shown. They are
 * for groups: widened by phi, whatever the campaign's rule for doctors, since the variance between
 * doctors (tau2) is not that between groups. 4 significant digits. */
const ChanceLimits *results_limits(const Results *self, size_t indicator, size_t *out_n);
/* How much the units of a level differ in the current period, and how much of it is more than chance.
 * Never NULL: not_applicable where no events are counted. Of facilities and residences `indicator` is
 * one of Campaign.stay_indicators. */
const RegionVariation *results_variation(const Results *self, VariationLevel level,
                                         size_t indicator);
/* Whether an indicator from stays has figures at the level: a rate has none by establishment, where
 * nobody lives. */
bool results_stays_apply(const Indicator *indicator, StayLevel level);
/* The units of the level that have anything to count, by id, behind all of them together. n 0 where
 * there is none. */
const StayFigure *results_stays(const Results *self, StayLevel level, size_t stay_indicator,
                                int period, size_t *out_n);
/* The territories that may be shown in the current period, by id; n 0 where the indicator is not
 * standardised, counts no events or is incomplete. */
const TerritoryFigure *results_territories(const Results *self, size_t indicator, size_t *out_n);
/* Bins of the current period over the enrolled or the controls, the same edges for both; n 0 when
 * nothing may be shown. */
const DistributionBin *results_distribution(const Results *self, ComparatorKind kind,
                                            size_t indicator, size_t *out_n);
