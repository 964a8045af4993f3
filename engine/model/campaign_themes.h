/* The themes of a campaign: where their files are, and that each stands once. */
#pragma once

#include "engine/model/campaign.h"
#include "engine/model/yaml.h"

/* Where themes come from: the bank, or the frozen files of an edition in the campaign's order. */
typedef struct {
    const char *theme_dir;
    GPtrArray *frozen; /* paths; NULL for the bank */
} ThemeFiles;

/* The names in `folder` that end in .yaml, sorted, as paths, or `bare` without folder and ending. */
GPtrArray *theme_files_list(const char *folder, bool bare);
/* The theme that one item of a list names; NULL with faults. */
Theme *campaign_load_theme(const Campaign *self, const ThemeFiles *files, const YamlNode *item,
                           GPtrArray *faults);
/* Loads what the sequence `themes` names into the campaign, and lists its indicators. */
void campaign_read_themes(Campaign *self, const ThemeFiles *files, const YamlNode *themes,
                          GPtrArray *faults);
