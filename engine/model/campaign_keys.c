#include "engine/model/campaign_keys.h"

#include <stddef.h>

#include "engine/words/words.h"

enum { MAX_HISTORY = 40 };

static const char *const language_names[] = {[LANGUAGE_FR] = "fr", [LANGUAGE_EN] = "en", NULL};
const char *const campaign_period_names[] = {[PERIOD_MONTH] = "month",
                                             [PERIOD_QUARTER] = "quarter",
                                             [PERIOD_HALF] = "half",
                                             [PERIOD_YEAR] = "year",
                                             NULL};
const char *const campaign_comparator_names[] = {
    [COMPARATOR_GROUP] = "group",     [COMPARATOR_ENROLLED] = "enrolled",
    [COMPARATOR_CONTROL] = "control", [COMPARATOR_ACHIEVABLE] = "achievable",
    [N_COMPARATORS] = "colleagues",   NULL};
static const char *const scope_names[] = {[NUMBERING_BY_THEME] = "theme",
                                          [NUMBERING_BY_EDITION] = "edition",
                                          [NUMBERING_BY_INDICATOR] = "indicator",
                                          NULL};
static const char *const rule_names[] = {"plain", "strict", NULL};
static const char *const spread_names[] = {[SPREAD_IGNORED] = "none",
                                           [SPREAD_MULTIPLICATIVE] = "multiplicative",
                                           [SPREAD_ADDITIVE] = "additive",
                                           NULL};
static const char *const imposition_names[] = {"none", "a5", NULL}; /* by Imposition */
static const char *const paper_names[] = {"A4", NULL};

#define AT(member) .offset = offsetof(CampaignKeys, member)
static const YamlField region_fields[] = {
    {"id", FIELD_TEXT, AT(region_id), .required = true},
    {"label", FIELD_TEXT, AT(region_label), .required = true},
};
static const YamlSchema region_schema = {N_("the region"), region_fields,
                                         G_N_ELEMENTS(region_fields)};

static const YamlField period_fields[] = {
    {"every", FIELD_CHOICE, AT(every), .required = true, .choices = campaign_period_names},
    {"last", FIELD_TEXT, AT(last), .required = true},
    {"history", FIELD_INTEGER, AT(history), .minimum = 1, .maximum = MAX_HISTORY},
};
static const YamlSchema period_schema = {N_("the period"), period_fields,
                                         G_N_ELEMENTS(period_fields)};

static const YamlField data_fields[] = {
    {"from", FIELD_DAY, AT(from), .required = true},
    {"to", FIELD_DAY, AT(to), .required = true},
    {"received_to", FIELD_DAY, AT(received_to)},
};
static const YamlSchema data_schema = {N_("the data"), data_fields, G_N_ELEMENTS(data_fields)};

static const YamlField database_fields[] = {
    {"service", FIELD_TEXT, AT(service)},
    {"conninfo", FIELD_TEXT, AT(conninfo)},
    {"embedded", FIELD_TEXT, AT(embedded)},
    {"load_service", FIELD_TEXT, AT(load_service)},
};
static const YamlSchema database_schema = {N_("the database"), database_fields,
                                           G_N_ELEMENTS(database_fields)};

static const YamlField control_fields[] = {
    {"specialties", FIELD_TEXTS, AT(specialties)},
    {"minimum_activity", FIELD_INTEGER, AT(minimum_activity), .minimum = 0, .maximum = 1e6},
};
static const YamlSchema control_schema = {N_("the control"), control_fields,
                                          G_N_ELEMENTS(control_fields)};

static const YamlField numbering_fields[] = {
    {"key_file", FIELD_TEXT, AT(key_file), .required = true},
    {"scope", FIELD_CHOICE, AT(scope), .choices = scope_names},
};
static const YamlSchema numbering_schema = {N_("the numbering"), numbering_fields,
                                            G_N_ELEMENTS(numbering_fields)};

static const YamlField disclosure_fields[] = {
    {"minimum_patients", FIELD_INTEGER, AT(disclosure.minimum_patients), .minimum = 1,
     .maximum = 1000},
    {"minimum_members", FIELD_INTEGER, AT(disclosure.minimum_members), .minimum = 2,
     .maximum = 1000},
    {"minimum_peers", FIELD_INTEGER, AT(disclosure.minimum_peers), .minimum = 2, .maximum = 1000},
    {"dominance", FIELD_NUMBER, AT(disclosure.dominance), .minimum = 0.1, .maximum = 1},
    {"numerator_rule", FIELD_CHOICE, AT(numerator_rule), .choices = rule_names},
};
static const YamlSchema disclosure_schema = {N_("the disclosure"), disclosure_fields,
                                             G_N_ELEMENTS(disclosure_fields)};

static const YamlField standardisation_fields[] = {
    {"bands", FIELD_INTEGERS, AT(bands), .required = true, .maximum = AGE_BAND_HIGHEST},
};
static const YamlSchema standardisation_schema = {N_("the standardisation"), standardisation_fields,
                                                  G_N_ELEMENTS(standardisation_fields)};

static const YamlField signals_fields[] = {
    {"overdispersion", FIELD_CHOICE, AT(overdispersion), .choices = spread_names},
    {"false_discovery", FIELD_NUMBER, AT(false_discovery), .minimum = 0.001, .maximum = 0.5},
};
static const YamlSchema signals_schema = {N_("the signals"), signals_fields,
                                          G_N_ELEMENTS(signals_fields)};

static const YamlField booklet_fields[] = {
    {"template", FIELD_TEXT, AT(template)},
    {"paper", FIELD_CHOICE, AT(paper), .choices = paper_names},
    {"imposition", FIELD_CHOICE, AT(imposition), .choices = imposition_names},
    {"encrypt", FIELD_BOOLEAN, AT(encrypt)},
};
static const YamlSchema booklet_schema = {N_("the booklet"), booklet_fields,
                                          G_N_ELEMENTS(booklet_fields)};

static const YamlField campaign_fields[] = {
    {"campaign", FIELD_TEXT, AT(name), .required = true},
    {"title", FIELD_TEXT, AT(title)},
    {"language", FIELD_CHOICE, AT(language), .choices = language_names},
    {"region", FIELD_NESTED, .required = true, .nested = &region_schema},
    {"profession", FIELD_TEXT, AT(profession)},
    {"period", FIELD_NESTED, .required = true, .nested = &period_schema},
    {"data", FIELD_NESTED, .required = true, .nested = &data_schema},
    {"database", FIELD_NESTED, .required = true, .nested = &database_schema},
    {"themes", FIELD_TEXTS, AT(themes)}, /* or the programme */
    {"programme", FIELD_SEQUENCE, AT(programme)},
    {"comparators", FIELD_TEXTS, AT(comparators)},
    {"control", FIELD_NESTED, .nested = &control_schema},
    {"numbering", FIELD_NESTED, .required = true, .nested = &numbering_schema},
    {"disclosure", FIELD_NESTED, .nested = &disclosure_schema},
    {"standardisation", FIELD_NESTED, .nested = &standardisation_schema},
    {"signals", FIELD_NESTED, .nested = &signals_schema},
    {"booklet", FIELD_NESTED, .nested = &booklet_schema},
    {"previous", FIELD_TEXT, AT(previous)},
    {"other_regions", FIELD_TEXTS, AT(other_regions)},
};
#undef AT
const YamlSchema campaign_schema = {N_("a campaign"), campaign_fields,
                                    G_N_ELEMENTS(campaign_fields)};
