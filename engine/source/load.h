/* CSV files into the tables of the contract, all in one transaction. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/csv/reader.h"
#include "engine/source/connection.h"

/* Runs a file of SQL of ours, or all *.sql of a folder in the order of their names: the contract,
 * the demo. Messages begin with the file. */
bool load_sql(Connection *connection, const char *path, GError **error);

typedef struct {
    char *relation;
    CsvDialect dialect;
    size_t n_rows;
} LoadedFile;

/* `file` is the file's base name, `n_rows` those read so far. */
typedef void (*LoadProgress)(const char *file, size_t n_rows, void *data);

/* Makes the tables of the contract that are absent, from `contract_sql_path` (as load_sql), then
 * replaces the rows of each relation that has a file <relation>.csv in `folder`. Blanks around values
 * are cut off; an empty field is NULL. Every fault is added to `faults` as
 * "file:line:column: name: why" (char*; at most 100, then their number); if there is any, nothing is
 * kept and the call fails with SOURCE_ERROR_LOAD. No transaction may be open. `out_loaded`:
 * LoadedFile*, to free with g_ptr_array_unref. */
bool load_folder(Connection *connection, const char *contract_sql_path, const char *folder,
                 CsvDialect dialect, LoadProgress progress, void *data, GPtrArray *faults,
                 GPtrArray **out_loaded, GError **error);
