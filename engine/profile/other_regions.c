#include "engine/profile/other_regions.h"

#include <string.h>

#include "engine/words/words.h"

enum { MOST_NAMED = 3 };

static bool
is_same(const char *id, const char *label, const OtherRegion *region)
{
    return strcmp(id, other_region_id(region)) == 0 ||
           strcmp(label, other_region_label(region)) == 0;
}

/* `earlier` are those read before it. */
static bool
check_region(const Campaign *campaign, const GPtrArray *earlier, const OtherRegion *region,
             GError **error)
{
    const char *label = other_region_label(region), *id = other_region_id(region);
    if (is_same(campaign->region_id, campaign->region_label, region)) {
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                    _("%s (%s) is this campaign's own region; name others"), label, id);
        return false;
    }
    for (guint i = 0; i < earlier->len; i++) {
        const OtherRegion *other = earlier->pdata[i];
        if (!is_same(other_region_id(other), other_region_label(other), region))
            continue;
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                    _("%s (%s) a second time; name each region once"), label, id);
        return false;
    }
    if (strcmp(other_region_profession(region), campaign->profession) == 0)
        return true;
    g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                _("%s: its results are of the profession %s, this campaign of %s; ask for those of "
                  "the same"),
                label, other_region_profession(region), campaign->profession);
    return false;
}

GPtrArray *
other_regions_read(const Campaign *campaign, GError **error)
{
    g_autoptr(GPtrArray) regions =
        g_ptr_array_new_with_free_func((GDestroyNotify)other_region_free);
    for (size_t i = 0; i < campaign->n_other_regions; i++) {
        const OtherResults *given = &campaign->other_regions[i];
        OtherRegion *region = other_region_read(given->folder, error);
        if (region == NULL || !check_region(campaign, regions, region, error)) {
            other_region_free(region);
            g_prefix_error(error, "%s:%d:%d: other_regions: ", given->place.file, given->place.line,
                           given->place.column);
            return NULL;
        }
        g_ptr_array_add(regions, region);
    }
    return g_steal_pointer(&regions);
}

/* "; not there: a, b, c and 4 more". */
static void
append_reason(GString *out, const Campaign *campaign, const RegionMatch *matches, RegionMatch why)
{
    static const char *const REASONS[N_REGION_MATCHES] = {
        [REGION_NO_INDICATOR] = N_("not there"),
        [REGION_OTHER_DEFINITION] = N_("of another definition"),
        [REGION_OTHER_PERIOD] = N_("not of this period"),
    };
    size_t n = 0;
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        if (matches[i] != why)
            continue;
        if (n == 0)
            g_string_append_printf(out, "; %s: ", _(REASONS[why]));
        if (n < MOST_NAMED)
            g_string_append_printf(out, "%s%s", n > 0 ? ", " : "",
                                   campaign->indicators[i].indicator->id);
        n++;
    }
    if (n > MOST_NAMED)
        g_string_append_printf(out, _(" and %zu more"), n - MOST_NAMED);
}

char *
other_regions_note(const char *label, const Campaign *campaign, const RegionMatch *matches)
{
    GString *out = g_string_new(NULL);
    size_t n = 0;
    for (size_t i = 0; i < campaign->n_indicators; i++)
        n += matches[i] == REGION_COMPARES;
    g_string_append_printf(out, _("%s: %zu of %zu indicators compare"), label, n,
                           campaign->n_indicators);
    for (RegionMatch why = REGION_COMPARES + 1; why < N_REGION_MATCHES; why++)
        append_reason(out, campaign, matches, why);
    return g_string_free(out, FALSE);
}
