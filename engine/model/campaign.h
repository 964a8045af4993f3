/* A campaign: one edition of the profiles, with its themes loaded. Immutable. */
#pragma once

#include <glib.h>

#include "engine/model/age_sex.h"
#include "engine/model/period.h"
#include "engine/model/theme.h"

typedef enum { NUMBERING_BY_THEME, NUMBERING_BY_EDITION, NUMBERING_BY_INDICATOR } NumberingScope;
typedef enum {
    COMPARATOR_GROUP,
    COMPARATOR_ENROLLED,
    COMPARATOR_CONTROL,
    COMPARATOR_ACHIEVABLE, /* the best of the region's doctors, for a tenth of the activity */
    N_COMPARATORS
} ComparatorKind;
/* The profession of a practitioner, and of a campaign, that says none. */
#define USUAL_PROFESSION "physician"

typedef enum { DATABASE_SERVICE, DATABASE_CONNINFO, DATABASE_EMBEDDED } DatabaseKind;

typedef struct {
    DatabaseKind kind;
    char *text; /* service name, conninfo, or the folder of the embedded cluster (absolute) */
    char *load_service; /* may be NULL */
    Place place;
} DatabaseSetting;

/* Absent keys: 11, 5, 6, 0.85, false. */
typedef struct {
    int minimum_patients, minimum_members, minimum_peers;
    double dominance;
    bool strict_numerator;
} DisclosureRule;

/* How much more the doctors differ than chance alone would have it, and what a gap is judged by. */
typedef enum { SPREAD_IGNORED, SPREAD_MULTIPLICATIVE, SPREAD_ADDITIVE } SpreadRule;

/* Absent keys: multiplicative, 0. */
typedef struct {
    SpreadRule overdispersion;
    double false_discovery; /* Benjamini-Hochberg over a booklet at that rate; 0: each for itself */
} SignalRule;

/* How the booklets of a group lie in its pile: as they are, or two pages a side, to be folded. */
typedef enum { IMPOSITION_NONE, IMPOSITION_A5 } Imposition;

/* The results package of another region, given to be set beside this one. */
typedef struct {
    char *folder; /* absolute */
    Place place;
} OtherResults;

/* A line each on the handout's page. */
enum { MAX_OTHER_REGIONS = 6 };

/* An indicator and the theme it belongs to. */
typedef struct {
    const Theme *theme;
    size_t theme_index;
    const Indicator *indicator;
} CampaignIndicator;

/* What the groups work on in a period, by the yearly programme. */
typedef struct {
    Period period;
    GPtrArray *themes; /* Theme *; none in a campaign of a finished edition */
} ProgrammeEntry;

typedef struct {
    char *path;    /* the campaign file as given */
    GBytes *bytes; /* its content, to be frozen with the edition */
    char *name;    /* `campaign:`, letters, digits, - and _ */
    char *title;   /* the campaign's name when absent */
    Language language;
    char *region_id, *region_label;
    char
        *profession; /* of all who are compared, as practitioner.profession; a doctor when absent */
    Period last;
    int history; /* periods in all, the last one included; at least 1 */
    Day data_from, data_to;
    Day received_to; /* DAY_NONE when absent */
    DatabaseSetting database;
    bool comparators[N_COMPARATORS]; /* group, enrolled and control when absent */
    bool colleagues;                 /* the group without the reader, beside it */
    char **control_specialties;      /* NULL-terminated; empty: every specialty */
    int control_minimum_activity;    /* net lines in the last period; 100 when absent */
    char *key_file;                  /* absolute */
    char *previous;                  /* folder of the edition before, absolute; may be NULL */
    OtherResults *other_regions;     /* in the order of the file */
    size_t n_other_regions;
    NumberingScope numbering;
    DisclosureRule disclosure;
    AgeBands age_bands; /* of standardised indicators; the usual ones when absent */
    SignalRule signals;
    char *booklet_template; /* a name, or a path from the campaign's folder; "profil" when absent */
    Imposition imposition;  /* of the pile to print; none when absent */
    bool booklet_encrypted; /* under a password each; false when absent */
    ProgrammeEntry *programme; /* in the order of the file */
    size_t n_programme;
    Theme **themes;
    size_t n_themes;
    CampaignIndicator *indicators; /* of doctors: all themes, in order: the index used everywhere */
    size_t n_indicators;
    /* Those from stays, which are of establishments and territories, in no list of the doctors'. */
    CampaignIndicator *stay_indicators;
    size_t n_stay_indicators;
} Campaign;

/* Reads the campaign and its themes, which are those of `themes:`, or else those of the programme in
 * its last period. A theme is a path (contains / or ends in .yaml, relative to the
 * campaign) or an id, optionally id@version, looked up in `theme_dir`. Errors of MODEL_ERROR. */
Campaign *campaign_load(const char *path, const char *theme_dir, GError **error);
/* From a finished edition: `folder` is its private/campaign/, which holds campaign.yaml and, in the
 * campaign's order, themes/NN-<id>.yaml, whatever the campaign's `themes:` refer to. */
Campaign *campaign_load_frozen(const char *folder, GError **error);
/* As campaign_load, but every fault is added to `faults` (GError*) instead of only the first: for `check`.
 * NULL if there was any. */
Campaign *campaign_check(const char *path, const char *theme_dir, GPtrArray *faults);
void campaign_free(Campaign *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Campaign, campaign_free)

/* Period i of the history, 0 the oldest, history - 1 the last. */
Period campaign_period(const Campaign *self, int i);
/* Whether the source holds the indicator's whole window for that period. */
bool campaign_period_complete(const Campaign *self, size_t indicator, int period);
/* The same of an indicator from stays. */
bool campaign_stays_complete(const Campaign *self, size_t stay_indicator, int period);
