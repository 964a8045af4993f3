#include "engine/model/campaign_programme.h"

#include <stddef.h>
#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/yaml_schema.h"
#include "engine/words/words.h"

typedef struct {
    const YamlNode *period, *themes;
} EntryKeys;

#define AT(member) .offset = offsetof(EntryKeys, member)
static const YamlField entry_fields[] = {
    {"period", FIELD_TEXT, AT(period), .required = true},
    {"themes", FIELD_TEXTS, AT(themes), .required = true},
};
#undef AT
static const YamlSchema entry_schema = {N_("an entry of the programme"), entry_fields,
                                        G_N_ELEMENTS(entry_fields)};

static bool
read_period(const YamlNode *node, Period *out_period, GPtrArray *faults)
{
    if (node == NULL)
        return false;
    if (period_parse(yaml_node_text(node), out_period))
        return true;
    faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
               _("period is '%s', not a period; write it as 2026-03, 2026-Q1, 2026-H1 or 2026"),
               yaml_node_text(node));
    return false;
}

static bool
overlap(Period a, Period b)
{
    return period_first_day(a) <= period_last_day(b) && period_first_day(b) <= period_last_day(a);
}

static void
check_overlap(const Campaign *self, Period period, const YamlNode *node, GPtrArray *faults)
{
    for (size_t i = 0; i < self->n_programme; i++) {
        if (!overlap(self->programme[i].period, period))
            continue;
        g_autofree char *other = period_to_string(self->programme[i].period);
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("period %s overlaps %s of an entry above; a period has one entry"),
                   yaml_node_text(node), other);
        return;
    }
}

static void
read_entry(Campaign *self, const ThemeFiles *files, const YamlNode *node, GPtrArray *faults)
{
    EntryKeys keys = {NULL, NULL};
    ProgrammeEntry entry = {.themes = g_ptr_array_new_with_free_func((GDestroyNotify)theme_free)};
    yaml_schema_read(&entry_schema, node, &keys, faults);
    if (!read_period(keys.period, &entry.period, faults)) {
        g_ptr_array_unref(entry.themes);
        return;
    }
    check_overlap(self, entry.period, keys.period, faults);
    for (size_t i = 0;
         files->frozen == NULL && keys.themes != NULL && i < yaml_node_size(keys.themes); i++) {
        Theme *theme = campaign_load_theme(self, files, yaml_node_item(keys.themes, i), faults);
        if (theme != NULL)
            g_ptr_array_add(entry.themes, theme);
    }
    self->programme[self->n_programme++] = entry;
}

void
campaign_read_programme(Campaign *self, const ThemeFiles *files, const YamlNode *programme,
                        GPtrArray *faults)
{
    const size_t size = yaml_node_size(programme);
    self->programme = g_new0(ProgrammeEntry, size);
    for (size_t i = 0; i < size; i++)
        read_entry(self, files, yaml_node_item(programme, i), faults);
}

const YamlNode *
campaign_programme_now(const Campaign *self, const YamlNode *programme, GPtrArray *faults)
{
    for (size_t i = 0; i < yaml_node_size(programme); i++) {
        const YamlNode *entry = yaml_node_item(programme, i);
        const YamlNode *text = yaml_node_find(entry, "period");
        Period period;
        if (text == NULL || !period_parse(yaml_node_text(text), &period) ||
            period_first_day(period) > period_first_day(self->last) ||
            period_last_day(period) < period_last_day(self->last))
            continue;
        return yaml_node_find(entry, "themes");
    }
    g_autofree char *last = period_to_string(self->last);
    faults_add(faults, MODEL_ERROR_THEME, yaml_node_place(programme),
               _("the programme has no entry for %s, the last period; add one, or name themes"),
               last);
    return NULL;
}
