/* The keys of a campaign as they are written. */
#pragma once

#include "engine/model/campaign.h"
#include "engine/model/yaml_schema.h"

/* Texts and lists as nodes, NULL where absent; the rest keeps the default it was given. */
typedef struct {
    const YamlNode *name, *title;
    int language;
    const YamlNode *region_id, *region_label;
    const YamlNode *profession;
    int every;
    const YamlNode *last;
    int history;
    Day from, to, received_to;
    const YamlNode *service, *conninfo, *embedded, *load_service;
    const YamlNode *themes, *programme, *comparators;
    const YamlNode *specialties;
    int minimum_activity;
    const YamlNode *key_file, *previous, *other_regions;
    int scope;
    DisclosureRule disclosure;
    int numerator_rule;
    const YamlNode *bands;
    int overdispersion;
    double false_discovery;
    const YamlNode *template;
    int paper;
    int imposition;
    bool encrypt;
} CampaignKeys;

extern const YamlSchema campaign_schema; /* of CampaignKeys */
/* By the value of PeriodLength and of ComparatorKind (then "colleagues"), each ended by NULL. */
extern const char *const campaign_period_names[];
extern const char *const campaign_comparator_names[];
