/* How another region's results are held: for the files that read and ask them, and no others. */
#pragma once

#include "engine/profile/other_region.h"

struct OtherRegion {
    char *id, *label, *profession, *sha256;
    GHashTable *definitions; /* indicator to "version fingerprint" */
    GHashTable *figures;     /* other_region_key to ComparatorFigure */
};

/* The caller frees both. */
char *other_region_definition(int version, const char *fingerprint);
char *other_region_key(const char *indicator_id, const char *period, int kind);
