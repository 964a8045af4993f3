/* The description of results/ as a Frictionless tabular data package
 * (https://specs.frictionlessdata.io/tabular-data-package/), so that another region reads the tables
 * with their types and meanings. */
#pragma once

#include <glib.h>

#include "engine/model/campaign.h"

/* A column of a table. */
typedef struct {
    const char *name, *type, *description;
} DataField;

/* A table: `path` from the edition's folder, columns in their order, and those that make a row
 * unique, ended by NULL. */
typedef struct {
    const char *path;
    const DataField *fields;
    size_t n_fields;
    const char *key[4];
} DataResource;

/* datapackage.json of an edition, with sorted keys. */
GBytes *datapackage_to_bytes(const Campaign *campaign);
/* Of any tables of one folder. `name` in small letters, digits, '.', '-' and '_'; `whose` is the region
 * that they are of, and who is compared. */
GBytes *datapackage_of(const char *name, const char *title, const Campaign *whose,
                       const DataResource *resources, size_t n);
