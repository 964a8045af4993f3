/* One CSV field as a value of the contract: checked, and spelt as PostgreSQL's COPY wants it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/csv/reader.h"
#include "engine/source/contract.h"

/* Appends `field` to `line` in the text format of COPY, in the one spelling of its type (days
 * yyyy-mm-dd, point as decimal mark, t or f), blanks around it cut off. An empty field is \N. False
 * with *out_why, which the caller frees, when it is no such value; `line` is then of no use. */
bool load_value_append(const ContractColumn *column, CsvDialect dialect, const char *field,
                       GString *line, char **out_why);
