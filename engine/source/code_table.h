/* The codes of miroir.code that some counter wants, numbered, each with the counters it serves: line
 * conditions are evaluated here once per distinct code. Immutable. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>

#include "engine/source/contract.h"
#include "engine/source/program.h"

/* A counter that a code serves; `unsettled` when its condition also asks for the line itself. */
typedef struct {
    uint32_t counter; /* into Program.counters */
    bool unsettled;
} CodeUse;

typedef struct CodeTable CodeTable;

/* The statement that reads the codes. The caller frees. */
char *code_table_sql(const Contract *contract);
/* From the rows of that statement. SOURCE_ERROR_DATA names a code that stands twice or whose units
 * do not fit. */
CodeTable *code_table_new(const Program *program, PGresult *rows, GError **error);
void code_table_free(CodeTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CodeTable, code_table_free)

/* Wanted codes; numbered from 0, in the order of system and code. */
size_t code_table_size(const CodeTable *self);
const CodeFacts *code_table_facts(const CodeTable *self, uint32_t code);
/* The 7-character ATC as a number, or -1 where there is none so long. */
int code_table_molecule(const CodeTable *self, uint32_t code);
const CodeUse *code_table_uses(const CodeTable *self, uint32_t code, size_t *out_n);
/* "(VALUES ('CIP13', '340...', 0), ...)", for a join on system and code. The caller frees. */
char *code_table_values_sql(const CodeTable *self);
