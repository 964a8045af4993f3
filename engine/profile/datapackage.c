#include "engine/profile/datapackage.h"

#include <jansson.h>
#include <string.h>

#include "engine/profile/edition_files.h"

static const DataField COMPARATOR_FIELDS[] = {
    {"period", "string", "Month, quarter, half-year or year: 2026-03, 2026-Q1, 2026-H1, 2026"},
    {"indicator", "string", "Indicator, as in indicators.csv"},
    {"comparator", "string",
     "group:<group>, enrolled (all groups), control (outside the scheme) or achievable (the best "
     "doctors of the region for a tenth of the activity); region:enrolled:<region> and "
     "region:control:<region> are another region's, as it published them"},
    {"practitioners", "integer", "Doctors with a value"},
    {"patients", "integer",
     "Patients in the denominator, summed over the doctors, to the nearest 10"},
    {"numerator", "number", "Sum over the doctors; a count is rounded to the nearest 10"},
    {"denominator", "number", "Sum over the doctors; a count is rounded to the nearest 10"},
    {"value", "number", "Ratio of the sums, on the indicator's scale, 4 significant digits"},
    {"low", "number", "Lower end of the 95 % interval of the value"},
    {"high", "number", "Upper end of the 95 % interval of the value"},
    {"p10", "number", "10th percentile of the doctors' values (type 7)"},
    {"p25", "number", "25th percentile of the doctors' values"},
    {"p50", "number", "Median of the doctors' values"},
    {"p75", "number", "75th percentile of the doctors' values"},
    {"p90", "number", "90th percentile of the doctors' values"},
    {"phi", "number", "Overdispersion, multiplicative"},
    {"tau2", "number", "Overdispersion, additive: variance between doctors"},
    {"status", "string", "ok, or why the figures are empty"},
};

static const DataField BIN_FIELDS[] = {
    {"period", "string", "As in comparators.csv"},
    {"indicator", "string", "Indicator, as in indicators.csv"},
    {"comparator", "string", "enrolled or control"},
    {"bin_low", "number", "Lower end of the bin, included"},
    {"bin_high", "number", "Upper end of the bin, excluded but for the last"},
    {"doctors", "integer", "Doctors whose value lies in the bin, at least 5"},
};

static const DataField LIMITS_FIELDS[] = {
    {"period", "string", "As in comparators.csv: the current one"},
    {"indicator", "string", "Indicator, as in indicators.csv"},
    {"denominator", "number", "Size of a group, at which the limits hold"},
    {"low_95", "number", "Lower 95 % limit around the enrolled value, widened by phi"},
    {"high_95", "number", "Upper 95 % limit"},
    {"low_998", "number", "Lower 99.8 % limit"},
    {"high_998", "number", "Upper 99.8 % limit"},
};

static const DataField VARIATION_FIELDS[] = {
    {"period", "string", "As in comparators.csv: the current one"},
    {"indicator", "string", "Indicator, as in indicators.csv, that counts events"},
    {"level", "string",
     "group (quality groups) or territory (of practice); of hospital stays facility or residence "
     "(territory that patients live in): what is compared"},
    {"units", "integer", "Units of the level that may be shown, and so take part"},
    {"measure", "string",
     "Of the ratios observed / expected: extremal_quotient, quotient_5_95, quotient_25_75, "
     "coefficient (of variation), weighted_coefficient (by denominators), systematic_component "
     "(below 0: no variation detectable beyond chance), empirical_bayes, chi_squared (of "
     "homogeneity, with units - 1 degrees of freedom)"},
    {"value", "number", "The measure, without a unit, 4 significant digits"},
    {"low", "number", "Lower end of the 95 % interval, by parametric bootstrap"},
    {"high", "number", "Upper end of the 95 % interval"},
    {"p", "number", "Of chi_squared: probability of as much when the units are alike"},
    {"status", "string",
     "ok, few_members (too few units), no_denominator (a division by 0) or incomplete"},
};

static const DataField STAY_FIELDS[] = {
    {"period", "string", "As in comparators.csv"},
    {"indicator", "string", "Indicator, as in indicators.csv, that is counted from hospital stays"},
    {"level", "string", "facility (establishment) or residence (territory that patients live in)"},
    {"unit", "string", "Establishment or territory; *: all of the level together"},
    {"label", "string", "Its label; empty for all together"},
    {"stays", "integer", "Stays in the numerator, to the nearest 10"},
    {"patients", "integer",
     "Distinct patients of these stays, to the nearest 10; summed over the units for all together"},
    {"denominator", "integer",
     "Stays to the nearest 10, or inhabitants in the latest year known by the period's end"},
    {"value", "number", "On the indicator's scale, 4 significant digits"},
    {"low", "number", "Lower end of the 95 % interval of the value"},
    {"high", "number", "Upper end of the 95 % interval of the value"},
    {"standardised", "number", "Indirectly standardised by age and sex, against all territories"},
    {"standardised_low", "number", "Lower end of its 95 % interval"},
    {"standardised_high", "number", "Upper end of its 95 % interval"},
    {"observed_expected", "number",
     "Stays over those that the region's rates by age and sex would give"},
    {"signal", "string", "low, high or within the 99.8 % limits around the level as a whole"},
    {"status", "string", "ok, or why the figures are empty"},
};

static const DataField INDICATOR_FIELDS[] = {
    {"indicator", "string", "Indicator"},
    {"version", "integer", "Version of its definition"},
    {"theme", "string", "Theme that it belongs to"},
    {"kind", "string", "proportion, rate or mean"},
    {"unit", "string", "claim, patient or stay: what is counted"},
    {"per", "integer", "What a rate is related to: 100, 1000, of stays up to 100000; else 1"},
    {"direction", "string", "lower, higher or none: where better practice lies"},
    {"target", "number", "Sourced target on the indicator's scale"},
    {"label_fr", "string", "Label in French"},
    {"label_en", "string", "Label in English"},
    {"definition", "string",
     "SHA-256 of all that decides what is counted: equal where two editions count alike"},
};

static const struct {
    EditionFile file;
    const DataField *fields;
    size_t n_fields;
    const char *key[4];
} RESOURCES[] = {
    {FILE_COMPARATORS,
     COMPARATOR_FIELDS,
     G_N_ELEMENTS(COMPARATOR_FIELDS),
     {"period", "indicator", "comparator", NULL}},
    {FILE_BINS,
     BIN_FIELDS,
     G_N_ELEMENTS(BIN_FIELDS),
     {"period", "indicator", "comparator", "bin_low"}},
    {FILE_LIMITS,
     LIMITS_FIELDS,
     G_N_ELEMENTS(LIMITS_FIELDS),
     {"period", "indicator", "denominator", NULL}},
    {FILE_VARIATION,
     VARIATION_FIELDS,
     G_N_ELEMENTS(VARIATION_FIELDS),
     {"period", "indicator", "level", "measure"}},
    {FILE_STAYS, STAY_FIELDS, G_N_ELEMENTS(STAY_FIELDS), {"period", "indicator", "level", "unit"}},
    {FILE_INDICATORS, INDICATOR_FIELDS, G_N_ELEMENTS(INDICATOR_FIELDS), {"indicator", NULL}},
};

static json_t *
schema(const DataResource *table)
{
    json_t *fields = json_array(), *key = json_array();

    for (size_t i = 0; i < table->n_fields; i++) {
        const DataField *field = &table->fields[i];
        json_array_append_new(fields, json_pack("{s:s, s:s, s:s}", "name", field->name, "type",
                                                field->type, "description", field->description));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(table->key) && table->key[i] != NULL; i++)
        json_array_append_new(key, json_string(table->key[i]));
    return json_pack("{s:o, s:o, s:[s]}", "fields", fields, "primaryKey", key, "missingValues", "");
}

/* The folder's own file: "comparators.csv", and "comparators" as its name. */
static json_t *
resource(const DataResource *table)
{
    const char *path = strrchr(table->path, '/') + 1;
    g_autofree char *name = g_strndup(path, strcspn(path, "."));

    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "name", name, "path", path, "profile",
                     "tabular-data-resource", "format", "csv", "mediatype", "text/csv", "encoding",
                     "utf-8", "schema", schema(table));
}

GBytes *
datapackage_of(const char *name, const char *title, const Campaign *whose,
               const DataResource *resources, size_t n)
{
    json_t *tables = json_array();

    for (size_t i = 0; i < n; i++)
        json_array_append_new(tables, resource(&resources[i]));
    json_t *package =
        json_pack("{s:s, s:s, s:s, s:{s:s, s:s}, s:s, s:o}", "profile", "tabular-data-package",
                  "name", name, "title", title, "region", "id", whose->region_id, "label",
                  whose->region_label, "profession", whose->profession, "resources", tables);
    g_assert(package != NULL);

    char *text = json_dumps(package, JSON_INDENT(2) | JSON_SORT_KEYS);
    json_decref(package);
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    free(text);
    size_t length = strlen(line);
    return g_bytes_new_take(g_steal_pointer(&line), length);
}

GBytes *
datapackage_to_bytes(const Campaign *campaign)
{
    g_autofree char *name = g_ascii_strdown(campaign->name, -1);
    DataResource resources[G_N_ELEMENTS(RESOURCES)];
    size_t n = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(RESOURCES); i++) {
        if (!edition_has_file(campaign, RESOURCES[i].file))
            continue;
        resources[n] = (DataResource){.path = edition_file_path(RESOURCES[i].file),
                                      .fields = RESOURCES[i].fields,
                                      .n_fields = RESOURCES[i].n_fields};
        memcpy(resources[n++].key, RESOURCES[i].key, sizeof RESOURCES[i].key);
    }
    return datapackage_of(name, campaign->title, campaign, resources, n);
}
