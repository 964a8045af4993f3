/* Four small queries fill the roster; what is absent from the database stays absent there. */
#include "engine/source/roster_read.h"

#include "engine/words/words.h"

/* A row as the roster wants it. Columns come in the order they were asked for. */
typedef struct {
    const PGresult *result;
    int row;
    bool is_valid; /* false once a value could not be read */
} Row;

typedef void (*TakeRow)(Roster *roster, Row *row);

typedef struct {
    const char *relation;
    const char *const *columns;
    size_t n_columns;
    TakeRow take;
} RosterPart;

static char *
text(const Row *row, int column)
{
    if (PQgetisnull(row->result, row->row, column))
        return NULL;

    return g_strdup(PQgetvalue(row->result, row->row, column));
}

/* DAY_NONE for NULL. Infinity and years beyond four digits are not days of anybody's life. */
static Day
day(Row *row, int column)
{
    Day value = DAY_NONE;

    if (!PQgetisnull(row->result, row->row, column))
        row->is_valid &= day_parse(PQgetvalue(row->result, row->row, column), &value);
    return value;
}

static const char *const PRACTITIONER_COLUMNS[] = {
    "practitioner_id", "profession", "specialty", "territory_id", "active_from", "active_to",
    "opposed_on",      "rpps",       "title",     "given_name",   "name",        "address_1",
    "address_2",       "postcode",   "town",      "secure_email",
};

static void
take_practitioner(Roster *roster, Row *row)
{
    Practitioner practitioner = {
        .id = text(row, 0),
        .profession = text(row, 1),
        .specialty = text(row, 2),
        .territory_id = text(row, 3),
        .active_from = day(row, 4),
        .active_to = day(row, 5),
        .opposed_on = day(row, 6),
        .letter = {.rpps = text(row, 7),
                   .title = text(row, 8),
                   .given_name = text(row, 9),
                   .name = text(row, 10),
                   .address_1 = text(row, 11),
                   .address_2 = text(row, 12),
                   .postcode = text(row, 13),
                   .town = text(row, 14),
                   .secure_email = text(row, 15)},
        .group = -1,
    };

    roster_take_practitioner(roster, practitioner);
}

static const char *const TERRITORY_COLUMNS[] = {"territory_id", "label", "parent_id", "region_id"};

static void
take_territory(Roster *roster, Row *row)
{
    Territory territory = {.id = text(row, 0),
                           .label = text(row, 1),
                           .parent_id = text(row, 2),
                           .region_id = text(row, 3)};

    roster_take_territory(roster, territory);
}

static const char *const GROUP_COLUMNS[] = {"group_id", "label", "territory_id", "opened_on",
                                            "closed_on"};

static void
take_group(Roster *roster, Row *row)
{
    Group group = {.id = text(row, 0),
                   .label = text(row, 1),
                   .territory_id = text(row, 2),
                   .opened_on = day(row, 3),
                   .closed_on = day(row, 4)};

    roster_take_group(roster, group);
}

static const char *const MEMBERSHIP_COLUMNS[] = {
    "group_id", "practitioner_id", "role", "joined_on", "left_on", "anonymity_waived_on"};

static void
take_membership(Roster *roster, Row *row)
{
    const char *role = PQgetvalue(row->result, row->row, 2);
    Membership membership = {.group_id = text(row, 0),
                             .practitioner_id = text(row, 1),
                             .facilitator = g_str_equal(role, "facilitator"),
                             .joined_on = day(row, 3),
                             .left_on = day(row, 4),
                             .anonymity_waived_on = day(row, 5)};

    row->is_valid &= membership.facilitator || g_str_equal(role, "member");
    roster_take_membership(roster, membership);
}

static const RosterPart PARTS[] = {
    {"territory", TERRITORY_COLUMNS, G_N_ELEMENTS(TERRITORY_COLUMNS), take_territory},
    {"practitioner", PRACTITIONER_COLUMNS, G_N_ELEMENTS(PRACTITIONER_COLUMNS), take_practitioner},
    {"quality_group", GROUP_COLUMNS, G_N_ELEMENTS(GROUP_COLUMNS), take_group},
    {"membership", MEMBERSHIP_COLUMNS, G_N_ELEMENTS(MEMBERSHIP_COLUMNS), take_membership},
};

static char *
part_sql(const RosterPart *part, const Contract *contract)
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
name_row(const RosterPart *part, const PGresult *result, int row)
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
row_is_whole(const RosterPart *part, const PGresult *result, int row)
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
take_rows(const RosterPart *part, const PGresult *result, Roster *roster, GError **error)
{
    for (int i = 0; i < PQntuples(result); i++) {
        Row row = {.result = result, .row = i, .is_valid = row_is_whole(part, result, i)};

        if (row.is_valid)
            part->take(roster, &row);
        if (row.is_valid)
            continue;

        g_autofree char *name = name_row(part, result, i);
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                    _("miroir.%s has a row that cannot be read (%s): a NULL where the contract has "
                      "none, an unknown role, or a date that is none; correct it at the source"),
                    part->relation, name);
        return false;
    }

    return true;
}

static bool
read_part(const RosterPart *part, Connection *connection, const Contract *contract, Roster *roster,
          GError **error)
{
    if (!contract_has(contract, part->relation))
        return true;

    g_autofree char *sql = part_sql(part, contract);
    PGresult *result = connection_query(connection, sql, 0, NULL, error);
    bool is_read = result != NULL && take_rows(part, result, roster, error);

    PQclear(result);
    return is_read;
}

Roster *
roster_read(Connection *connection, const Contract *contract, GError **error)
{
    g_autoptr(Roster) roster = roster_new();

    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        if (!read_part(&PARTS[i], connection, contract, roster, error))
            return NULL;
    }

    if (!roster_close(roster, error))
        return NULL;

    return g_steal_pointer(&roster);
}
