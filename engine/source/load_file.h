/* One CSV file into its table. */
#pragma once

#include "engine/source/contract.h"
#include "engine/source/load.h"
#include "engine/source/load_faults.h"

/* Replaces the rows of the relation with those of the file, inside the transaction that is open.
 * Every bad line goes to `faults`; false with an error only where the database fails. `out_file` is
 * filled in if the file could be opened. */
typedef struct {
    const ContractRelation *relation;
    const char *path;
    CsvDialect dialect;
    bool is_plain_table; /* else rows cannot be frozen */
    LoadProgress progress;
    void *progress_data;
    LoadFaults *faults;
} LoadFile;

bool load_file_run(const LoadFile *self, Connection *connection, LoadedFile *out_file,
                   GError **error);
