/* A data model that others have defined (DCIR, OMOP), and the views that make it fulfil the contract:
 * sql/sources/NAME with its source.yaml, which says what the views read, what is lost with each table
 * or column that is not there, and which SQL files install them. Immutable. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/source/connection.h"

typedef struct KnownSource KnownSource;

/* Reads FOLDER/source.yaml; its first fault, as MODEL_ERROR with the place. The caller frees. */
KnownSource *known_source_load(const char *folder, GError **error);
void known_source_free(KnownSource *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(KnownSource, known_source_free)

/* What the data model is called; owned by `self`. */
const char *known_source_label(const KnownSource *self);
/* Paths of the SQL files that install the views, in their order; ends with NULL. */
const char *const *known_source_files(const KnownSource *self);

/* Looks for the tables in every schema but our own, whatever the case of their names. Adds to
 * `missing` a line (char *) for each table or column that is not there, or that the role may not read,
 * with what that disables. *out_n_found: how many tables there are, each year of a yearly one counted.
 * Inside a transaction to read. */
bool known_source_check(const KnownSource *self, Connection *connection, GPtrArray *missing,
                        size_t *out_n_found, GError **error);

/* Runs `contract_sql_path` (as load_sql) and the files, all or nothing. On a connection to load,
 * without a transaction. A relation of the contract that holds rows is an error. */
bool known_source_install(const KnownSource *self, Connection *connection,
                          const char *contract_sql_path, GError **error);
