/* Reading what a database offers under schema miroir, from its catalogue. */
#include "engine/source/contract.h"

#include <string.h>

#include "engine/source/contract_private.h"
#include "engine/words/words.h"

/* Types that read as the contract's without loss. A timestamp is not a date (its day depends on a
 * zone), a double not a numeric (its sums depend on their order), a char(n) not a text. */
static const char *const FAMILIES[N_CONTRACT_TYPES] = {
    [CONTRACT_TEXT] = "text,character varying",
    [CONTRACT_PERIOD] = "text,character varying",
    [CONTRACT_DATE] = "date",
    [CONTRACT_NUMERIC] = "numeric,bigint,integer,smallint",
    [CONTRACT_QUANTITY] = "numeric,bigint,integer,smallint",
    [CONTRACT_AMOUNT] = "numeric,bigint,integer,smallint",
    [CONTRACT_INTEGER] = "bigint,integer,smallint",
    [CONTRACT_BOOLEAN] = "boolean",
};

static const char SCHEMA_QUERY[] =
    "SELECT current_user, count(*) > 0, coalesce(bool_and(has_schema_privilege(oid, 'USAGE')), "
    "false) FROM pg_namespace WHERE nspname = 'miroir'";

/* Blocks of a table may be shared out only where all of them are here: not of a parent, a partition,
 * nor under another storage than heap. */
static const char RELATIONS_QUERY[] =
    "SELECT c.relname, c.relkind = 'r' AND NOT c.relispartition AND NOT c.relhassubclass AND "
    "coalesce(m.amname = 'heap', false), row_security_active(c.oid), "
    "has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'), "
    "c.relkind IN ('r', 'p', 'm') AND has_table_privilege(c.oid, 'SELECT'), "
    "c.relkind IN ('r', 'p') "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "LEFT JOIN pg_am m ON m.oid = c.relam "
    "WHERE n.nspname = 'miroir' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";

static const char COLUMNS_QUERY[] =
    "SELECT c.relname, a.attname, format_type(coalesce(nullif(t.typbasetype, 0), t.oid), NULL), "
    "has_column_privilege(c.oid, a.attnum, 'SELECT') "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped "
    "JOIN pg_type t ON t.oid = a.atttypid "
    "WHERE n.nspname = 'miroir' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')";

static const char HAS_CITUS_QUERY[] =
    "SELECT to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL";
static const char CITUS_QUERY[] =
    "SELECT c.relname FROM pg_catalog.pg_dist_partition d JOIN pg_class c ON c.oid = "
    "d.logicalrelid "
    "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'miroir'";

static bool
is_true(const PGresult *result, int row, int column)
{
    return PQgetvalue(result, row, column)[0] == 't';
}

static size_t
count_columns(const ContractRelation *relation)
{
    size_t n = 0;

    while (relation->columns[n].name != NULL)
        n++;
    return n;
}

static Contract *
contract_new(void)
{
    Contract *self = g_new0(Contract, 1);

    while (CONTRACT[self->n_relations].name != NULL)
        self->n_relations++;

    self->relations = g_new0(RelationFacts, self->n_relations);
    for (size_t i = 0; i < self->n_relations; i++) {
        self->relations[i].relation = &CONTRACT[i];
        self->relations[i].columns = g_new0(ColumnFacts, count_columns(&CONTRACT[i]));
    }

    return self;
}

void
contract_free(Contract *self)
{
    if (self == NULL)
        return;

    for (size_t i = 0; i < self->n_relations; i++) {
        size_t n_columns = count_columns(self->relations[i].relation);
        for (size_t j = 0; j < n_columns; j++)
            g_free(self->relations[i].columns[j].type);
        g_free(self->relations[i].columns);
    }

    g_free(self->relations);
    g_free(self->role);
    g_free(self);
}

/* NULL for a relation of somebody else in our schema, which is none of our business. */
static RelationFacts *
find_facts(const Contract *self, const char *relation)
{
    for (size_t i = 0; i < self->n_relations; i++) {
        if (g_str_equal(self->relations[i].relation->name, relation))
            return &self->relations[i];
    }

    return NULL;
}

RelationFacts *
contract_facts(const Contract *self, const char *relation)
{
    RelationFacts *facts = find_facts(self, relation);

    g_assert(facts != NULL);
    return facts;
}

static bool
family_has(ContractType family, const char *type)
{
    g_auto(GStrv) types = g_strsplit(FAMILIES[family], ",", -1);

    return g_strv_contains((const char *const *)types, type);
}

/* --- the questions --------------------------------------------------------------------------- */

static bool
read_schema(Contract *self, Connection *connection, GError **error)
{
    PGresult *result = connection_query(connection, SCHEMA_QUERY, 0, NULL, error);

    if (result == NULL)
        return false;

    self->role = g_strdup(PQgetvalue(result, 0, 0));
    self->schema_exists = is_true(result, 0, 1);
    self->schema_usable = is_true(result, 0, 2);
    PQclear(result);
    return true;
}

/* Whether the table has no row. Only of tables, since a view could take long to say. The question
 * also locks the table against a load until this transaction ends, and a load that has come between
 * the snapshot and this lock shows as a table without rows. */
static bool
read_emptiness(RelationFacts *facts, Connection *connection, GError **error)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT NOT EXISTS (SELECT FROM miroir.%s)", facts->relation->name);
    PGresult *result = connection_query(connection, sql, 0, NULL, error);

    if (result == NULL)
        return false;

    facts->is_empty = is_true(result, 0, 0);
    PQclear(result);
    return true;
}

static bool
read_relations(Contract *self, Connection *connection, GError **error)
{
    PGresult *result = connection_query(connection, RELATIONS_QUERY, 0, NULL, error);
    bool is_read = result != NULL;

    for (int row = 0; is_read && row < PQntuples(result); row++) {
        RelationFacts *facts = find_facts(self, PQgetvalue(result, row, 0));
        if (facts == NULL)
            continue;

        facts->exists = true;
        facts->is_plain_table = is_true(result, row, 1);
        facts->hides_rows = is_true(result, row, 2);
        facts->is_writable = is_true(result, row, 3);
        facts->is_table = is_true(result, row, 5);
        if (self->schema_usable && is_true(result, row, 4))
            is_read = read_emptiness(facts, connection, error);
    }

    PQclear(result);
    return is_read;
}

static bool
read_columns(Contract *self, Connection *connection, GError **error)
{
    PGresult *result = connection_query(connection, COLUMNS_QUERY, 0, NULL, error);

    if (result == NULL)
        return false;

    for (int row = 0; row < PQntuples(result); row++) {
        RelationFacts *facts = find_facts(self, PQgetvalue(result, row, 0));
        int column = facts != NULL
                         ? contract_relation_find(facts->relation, PQgetvalue(result, row, 1))
                         : -1;
        if (column < 0)
            continue;

        ContractType wanted = facts->relation->columns[column].type;
        ColumnFacts *found = &facts->columns[column];
        found->type = g_strdup(PQgetvalue(result, row, 2));
        found->is_readable = self->schema_usable && is_true(result, row, 3);
        found->type_fits = family_has(wanted, found->type);
        found->type_is_same = g_str_equal(contract_type_sql(wanted), found->type);
    }

    PQclear(result);
    return true;
}

/* A table that Citus has spread over nodes looks like a plain one here, but its blocks are there. */
static bool
read_distribution(Contract *self, Connection *connection, GError **error)
{
    PGresult *has_citus = connection_query(connection, HAS_CITUS_QUERY, 0, NULL, error);

    if (has_citus == NULL)
        return false;

    bool is_there = is_true(has_citus, 0, 0);
    PQclear(has_citus);
    if (!is_there)
        return true;

    PGresult *result = connection_query(connection, CITUS_QUERY, 0, NULL, error);
    if (result == NULL)
        return false;

    for (int row = 0; row < PQntuples(result); row++) {
        RelationFacts *facts = find_facts(self, PQgetvalue(result, row, 0));
        if (facts != NULL)
            facts->is_plain_table = false;
    }

    PQclear(result);
    return true;
}

Contract *
contract_read(Connection *connection, GError **error)
{
    g_autoptr(Contract) self = contract_new();

    if (!read_schema(self, connection, error) || !read_relations(self, connection, error) ||
        !read_columns(self, connection, error) || !read_distribution(self, connection, error)) {
        g_prefix_error(error, _("reading the contract: "));
        return NULL;
    }

    return g_steal_pointer(&self);
}

/* --- what was found -------------------------------------------------------------------------- */

bool
contract_has(const Contract *self, const char *relation)
{
    const RelationFacts *facts = contract_facts(self, relation);
    bool has = false;

    for (size_t i = 0; facts->relation->columns[i].name != NULL; i++)
        has |= facts->columns[i].is_readable;
    return has;
}

static const ColumnFacts *
column_facts(const Contract *self, const char *relation, const char *column, ContractType *out_type)
{
    const RelationFacts *facts = contract_facts(self, relation);
    int i = contract_relation_find(facts->relation, column);

    g_assert(i >= 0);
    *out_type = facts->relation->columns[i].type;
    return &facts->columns[i];
}

bool
contract_has_column(const Contract *self, const char *relation, const char *column)
{
    ContractType type;
    const ColumnFacts *facts = column_facts(self, relation, column, &type);

    return facts->is_readable && facts->type_fits;
}

bool
contract_is_plain_table(const Contract *self, const char *relation)
{
    return contract_facts(self, relation)->is_plain_table;
}

char *
contract_column_sql(const Contract *self, const char *relation, const char *alias,
                    const char *column)
{
    ContractType type;
    const ColumnFacts *facts = column_facts(self, relation, column, &type);

    if (!facts->is_readable || !facts->type_fits)
        return g_strdup_printf("NULL::%s", contract_type_sql(type));
    if (facts->type_is_same)
        return g_strdup_printf("%s.%s", alias, column);

    return g_strdup_printf("%s.%s::%s", alias, column, contract_type_sql(type));
}
