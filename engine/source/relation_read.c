#include "engine/source/relation_read.h"

#include "engine/words/words.h"

char *
relation_text(const RelationRow *row, int column)
{
    if (PQgetisnull(row->result, row->row, column))
        return NULL;

    return g_strdup(PQgetvalue(row->result, row->row, column));
}

Day
relation_day(RelationRow *row, int column)
{
    Day value = DAY_NONE;

    if (!PQgetisnull(row->result, row->row, column))
        row->is_valid &= day_parse(PQgetvalue(row->result, row->row, column), &value);
    return value;
}

bool
relation_boolean(const RelationRow *row, int column)
{
    return g_str_equal(PQgetvalue(row->result, row->row, column), "t");
}

static char *
part_sql(const RelationPart *part, const Contract *contract)
{
    g_autoptr(GString) sql = g_string_new("SELECT ");

    for (size_t i = 0; i < part->n_columns; i++) {
        g_autofree char *column =
            contract_column_sql(contract, part->relation, "r", part->columns[i]);
        g_string_append_printf(sql, "%s%s", i > 0 ? ", " : "", column);
    }

    g_string_append_printf(sql, " FROM miroir.%s r", part->relation);
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* "practitioner_id 17, ..." of a row that cannot be used, by its mandatory columns. */
static char *
name_row(const RelationPart *part, const PGresult *result, int row)
{
    const ContractRelation *relation = contract_relation(part->relation);
    g_autoptr(GString) name = g_string_new(NULL);

    for (size_t i = 0; i < part->n_columns; i++) {
        int column = contract_relation_find(relation, part->columns[i]);
        if (relation->columns[column].is_mandatory)
            g_string_append_printf(
                name, "%s%s %s", name->len > 0 ? ", " : "", part->columns[i],
                PQgetisnull(result, row, (int)i) ? "NULL" : PQgetvalue(result, row, (int)i));
    }

    return g_string_free(g_steal_pointer(&name), FALSE);
}

/* A view may let a NULL through where the contract has none. */
static bool
row_is_whole(const RelationPart *part, const PGresult *result, int row)
{
    const ContractRelation *relation = contract_relation(part->relation);
    bool is_whole = true;

    for (size_t i = 0; i < part->n_columns; i++) {
        int column = contract_relation_find(relation, part->columns[i]);
        is_whole &= !relation->columns[column].is_mandatory || !PQgetisnull(result, row, (int)i);
    }

    return is_whole;
}

static bool
take_rows(const RelationPart *part, const PGresult *result, void *into, GError **error)
{
    for (int i = 0; i < PQntuples(result); i++) {
        RelationRow row = {.result = result, .row = i, .is_valid = row_is_whole(part, result, i)};

        if (row.is_valid)
            part->take(into, &row);
        if (row.is_valid)
            continue;

        g_autofree char *name = name_row(part, result, i);
        g_set_error(
            error, SOURCE_ERROR, SOURCE_ERROR_DATA,
            _("miroir.%s has a row that cannot be read (%s): a NULL where the contract has "
              "none, an unknown role or kind, or a date that is none; correct it at the source"),
            part->relation, name);
        return false;
    }

    return true;
}

bool
relation_read(const RelationPart *part, Connection *connection, const Contract *contract,
              void *into, GError **error)
{
    if (!contract_has(contract, part->relation))
        return true;

    g_autofree char *sql = part_sql(part, contract);
    PGresult *result = connection_query(connection, sql, 0, NULL, error);
    bool is_read = result != NULL && take_rows(part, result, into, error);

    PQclear(result);
    return is_read;
}
