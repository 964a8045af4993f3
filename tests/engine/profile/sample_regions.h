/* Other regions beside the sample edition, made from its own results: their quality groups are its
 * controls and their controls its groups, so that every figure is known. */
#pragma once

#include "tests/engine/profile/sample_edition.h"

enum { SAMPLE_REGIONS = 6 };

/* Adds the first `n`: Normandie, which hides its groups' "hba1c" and has no "benzodiazepines_initiations";
 * Pays de la Loire, which counts "fluoroquinolones" otherwise; Provence-Alpes-Côte d’Azur, which has no
 * controls; then three without anything of their own. Aborts the test program if it cannot. */
void sample_regions_add(SampleEdition *edition, size_t n);
/* The name of the one added as number `region`. */
const char *sample_region_label(size_t region);
