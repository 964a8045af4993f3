/* The drugs that exist, from a file of the official table IR_PHA_R: a region made up with it has the
 * whole file for its table of drugs, and prescribes under numbers that stand there. */
#pragma once

#include <glib.h>

#include "engine/synthetic/catalogue.h"

/* One row; "" for what is not told. `units` may be no number ("10/10 ML"). */
typedef struct {
    int64_t cip13;
    const char *name, *atc, *group, *role, *pack, *units;
} Drug;

typedef struct Nomenclature Nomenclature;

/* Reads `path`, a CSV file in either dialect with the columns PHA_CIP_C13, PHA_MED_NOM, PHA_ATC_C07,
 * PHA_GRS_NUM, PHA_MED_GEN_DPROD, PHA_CND_TOP and PHA_UNT_NBR_DSES, among others that are passed over.
 * Then gives each drug of the catalogue a number of its ATC that no other one has: with as many units
 * and the same generic role where there is such a one; of several the same on every machine. The
 * caller frees.
 *
 * NULL with "path:line:column: why", of CSV_ERROR, or of SOURCE_ERROR_LOAD where a column is absent, a
 * number is not of 13 digits or stands twice, or a text is longer than the official column. */
Nomenclature *nomenclature_load(const char *path, GError **error);
void nomenclature_free(Nomenclature *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Nomenclature, nomenclature_free)

/* All drugs of the file, by number. */
const Drug *nomenclature_drugs(const Nomenclature *self, size_t *out_n);
/* What the product is prescribed as, or NULL: the file has none of its ATC, or too few. Without a
 * nomenclature (NULL) always NULL. */
const Drug *nomenclature_drug(const Nomenclature *self, const Product *product);
/* The number that the product, a drug, has: that of the file, else the one made up. */
int64_t nomenclature_cip13(const Nomenclature *self, const Product *product);
