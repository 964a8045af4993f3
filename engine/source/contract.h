/* The contract, DESIGN.md 4: which relations and columns schema `miroir` must and may have, as one
 * table of ours, and what of it a given database fulfils. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/source/connection.h"

typedef enum {
    CONTRACT_TEXT,
    CONTRACT_PERIOD, /* text: 2026-03, 2026-Q1, 2026-H1 or 2026 */
    CONTRACT_DATE,
    CONTRACT_NUMERIC,
    CONTRACT_QUANTITY, /* numeric, at most 3 decimals */
    CONTRACT_AMOUNT,   /* numeric, at most 2 decimals */
    CONTRACT_INTEGER,
    CONTRACT_BOOLEAN,
    N_CONTRACT_TYPES,
} ContractType;

typedef struct {
    const char *name;
    ContractType type;
    bool is_mandatory;   /* may not be NULL */
    const char *choices; /* "M,F": the only texts taken; NULL any */
} ContractColumn;

typedef struct {
    const char *name;
    const ContractColumn *columns; /* ends with a NULL name */
    const char *key;               /* comma-separated columns that must be unique, or NULL */
} ContractRelation;

/* All relations, ending with a NULL name. */
extern const ContractRelation CONTRACT[];
/* NULL when there is none of that name. */
const ContractRelation *contract_relation(const char *name);
/* Index into the relation's columns, or -1. */
int contract_relation_find(const ContractRelation *self, const char *column);
/* The type's name in SQL, to cast to. */
const char *contract_type_sql(ContractType type);

/* What is there: asked once per run. */
typedef struct Contract Contract;
Contract *contract_read(Connection *connection, GError **error);
void contract_free(Contract *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Contract, contract_free)
/* Whether the relation is there and the role may read it; of a column, also whether its type is that
 * of the contract. A name that the contract does not know is a programmer's error. */
bool contract_has(const Contract *self, const char *relation);
bool contract_has_column(const Contract *self, const char *relation, const char *column);
/* Whether the relation is a plain, local, unpartitioned table (its blocks may be shared out by ctid
 * ranges). */
bool contract_is_plain_table(const Contract *self, const char *relation);

/* Adds a GError to `faults` for each thing the campaign needs and the database lacks (missing
 * relation or column, wrong type, no SELECT) and a line to `notes` for each thing that is absent
 * and merely disables something. */
void contract_check(const Contract *self, const Campaign *campaign, GPtrArray *faults,
                    GPtrArray *notes);

/* SQL expression for a column, of the contract's type: `alias.name`, with a cast where the database
 * has another type of the same family, or a typed NULL where the column is absent. */
char *contract_column_sql(const Contract *self, const char *relation, const char *alias,
                          const char *column);
