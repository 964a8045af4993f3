/* One table of an edition's folder, or of another region's results, read record by record with the same
 * columns as it was written with. Every fault is PROFILE_ERROR_FILES with file, line and column: the
 * file is damaged or was edited by hand. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/profile/edition_files.h"

typedef struct EditionTable EditionTable;

/* NULL when the file cannot be read or its header is another. */
EditionTable *edition_table_open(const char *folder, EditionFile file, GError **error);
/* The same of what another region handed over, already in memory; `name` stands for the path. */
EditionTable *edition_table_of_others(GBytes *bytes, const char *name, EditionFile file,
                                      GError **error);
void edition_table_free(EditionTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EditionTable, edition_table_free)

/* Gives each record to `read`, until it returns false with its error set. `take_self` is freed; NULL,
 * with `error` set by whoever opened it, is false. */
typedef bool (*EditionTableReader)(void *data, EditionTable *table, GError **error);
bool edition_table_read(EditionTable *take_self, EditionTableReader read, void *data,
                        GError **error);

/* As it was before writing: without the apostrophe that keeps spreadsheets from running it. Valid
 * until the next call. */
const char *edition_table_text(EditionTable *self, int column);
/* NaN for an empty field. */
bool edition_table_number(EditionTable *self, int column, double *out_value, GError **error);
/* 0 for an empty field. */
bool edition_table_integer(EditionTable *self, int column, int64_t *out_value, GError **error);
/* Always false, with PROFILE_ERROR_FILES "path:line:column: message". */
bool edition_table_fault(const EditionTable *self, int column, GError **error, const char *format,
                         ...) G_GNUC_PRINTF(4, 5);
