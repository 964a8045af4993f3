#include "engine/profile/other_region.h"

#include "engine/profile/other_region_parts.h"

void
other_region_free(OtherRegion *self)
{
    if (self == NULL)
        return;
    g_free(self->id);
    g_free(self->label);
    g_free(self->profession);
    g_free(self->sha256);
    g_hash_table_unref(self->definitions);
    g_hash_table_unref(self->figures);
    g_free(self);
}

const char *
other_region_id(const OtherRegion *self)
{
    return self->id;
}

const char *
other_region_label(const OtherRegion *self)
{
    return self->label;
}

const char *
other_region_profession(const OtherRegion *self)
{
    return self->profession;
}

const char *
other_region_sha256(const OtherRegion *self)
{
    return self->sha256;
}

char *
other_region_definition(int version, const char *fingerprint)
{
    return g_strdup_printf("%d %s", version, fingerprint);
}

/* No id and no period holds a blank. */
char *
other_region_key(const char *indicator_id, const char *period, int kind)
{
    return g_strdup_printf("%d %s %s", kind, period, indicator_id);
}

RegionMatch
other_region_match(const OtherRegion *self, const Indicator *indicator, const char *period)
{
    const char *theirs = g_hash_table_lookup(self->definitions, indicator->id);
    if (theirs == NULL)
        return REGION_NO_INDICATOR;
    g_autofree char *fingerprint = indicator_fingerprint(indicator);
    g_autofree char *ours = other_region_definition(indicator->version, fingerprint);
    if (!g_str_equal(theirs, ours))
        return REGION_OTHER_DEFINITION;
    for (int kind = 0; kind < N_REGION_KINDS; kind++)
        if (other_region_figure(self, indicator->id, period, kind) != NULL)
            return REGION_COMPARES;
    return REGION_OTHER_PERIOD;
}

const ComparatorFigure *
other_region_figure(const OtherRegion *self, const char *indicator_id, const char *period, int kind)
{
    g_autofree char *key = other_region_key(indicator_id, period, kind);
    return g_hash_table_lookup(self->figures, key);
}
