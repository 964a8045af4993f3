/* The results package of another region, as far as this one may be set beside it: what its quality
 * groups as a whole and its controls came to, by indicator and period, as it published them. Its
 * groups, and what it took from third regions itself, are passed over. Immutable. */
#pragma once

#include "engine/profile/results.h"

typedef struct OtherRegion OtherRegion;

enum { OTHER_REGION_MAX_BYTES = 256 << 20, OTHER_REGION_LABEL_LENGTH = 60 };

/* From the folder that holds datapackage.json, comparators.csv and indicators.csv, whatever its name.
 * PROFILE_ERROR_FILES: absent, not a package, above OTHER_REGION_MAX_BYTES, damaged, with other columns,
 * a figure twice, of an indicator that is not listed, or hidden and yet there. The caller frees. */
OtherRegion *other_region_read(const char *folder, GError **error);
void other_region_free(OtherRegion *self); /* NULL is a no-op */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(OtherRegion, other_region_free)

const char *other_region_id(const OtherRegion *self);
const char *other_region_label(const OtherRegion *self); /* what it is printed as */
const char *other_region_profession(const OtherRegion *self);
/* SHA-256 of the three files, 64 hexadecimal digits. */
const char *other_region_sha256(const OtherRegion *self);

/* Whether its figure of that indicator and period (as "2026-Q1") says the same as ours. */
RegionMatch other_region_match(const OtherRegion *self, const Indicator *indicator,
                               const char *period);
/* `kind` is REGION_ENROLLED or REGION_CONTROL. NULL where it gave none. */
const ComparatorFigure *other_region_figure(const OtherRegion *self, const char *indicator_id,
                                            const char *period, int kind);
