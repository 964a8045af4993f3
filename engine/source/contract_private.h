/* What contract_read found, for contract_check to judge. */
#pragma once

#include "engine/source/contract.h"

typedef struct {
    char *type;       /* as PostgreSQL names it, domains resolved; NULL when the column is absent */
    bool is_readable; /* the role has SELECT on it */
    bool type_fits;   /* of the same family as the contract's */
    bool type_is_same; /* the very type */
} ColumnFacts;

typedef struct {
    const ContractRelation *relation;
    ColumnFacts *columns; /* in the contract's order */
    bool exists;
    bool is_table; /* plain or partitioned: rows can be stored in it */
    bool is_plain_table;
    bool hides_rows;  /* row level security stands between the role and some rows */
    bool is_writable; /* the role could change it */
    bool is_empty;    /* known for tables only */
} RelationFacts;

struct Contract {
    char *role;
    bool schema_exists, schema_usable;
    RelationFacts *relations; /* in the order of CONTRACT */
    size_t n_relations;
};

RelationFacts *contract_facts(const Contract *self, const char *relation);
