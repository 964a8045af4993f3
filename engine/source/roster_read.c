/* Four small queries fill the roster; what is absent from the database stays absent there. */
#include "engine/source/roster_read.h"

#include "engine/source/relation_read.h"

static const char *const PRACTITIONER_COLUMNS[] = {
    "practitioner_id", "profession", "specialty", "territory_id", "active_from", "active_to",
    "opposed_on",      "rpps",       "title",     "given_name",   "name",        "address_1",
    "address_2",       "postcode",   "town",      "secure_email",
};

static void
take_practitioner(void *roster, RelationRow *row)
{
    Practitioner practitioner = {
        .id = relation_text(row, 0),
        .profession = relation_text(row, 1),
        .specialty = relation_text(row, 2),
        .territory_id = relation_text(row, 3),
        .active_from = relation_day(row, 4),
        .active_to = relation_day(row, 5),
        .opposed_on = relation_day(row, 6),
        .letter = {.rpps = relation_text(row, 7),
                   .title = relation_text(row, 8),
                   .given_name = relation_text(row, 9),
                   .name = relation_text(row, 10),
                   .address_1 = relation_text(row, 11),
                   .address_2 = relation_text(row, 12),
                   .postcode = relation_text(row, 13),
                   .town = relation_text(row, 14),
                   .secure_email = relation_text(row, 15)},
        .group = -1,
    };

    roster_take_practitioner(roster, practitioner);
}

static const char *const TERRITORY_COLUMNS[] = {"territory_id", "label", "parent_id", "region_id"};

static void
take_territory(void *roster, RelationRow *row)
{
    Territory territory = {.id = relation_text(row, 0),
                           .label = relation_text(row, 1),
                           .parent_id = relation_text(row, 2),
                           .region_id = relation_text(row, 3)};

    roster_take_territory(roster, territory);
}

static const char *const GROUP_COLUMNS[] = {"group_id", "label", "territory_id", "opened_on",
                                            "closed_on"};

static void
take_group(void *roster, RelationRow *row)
{
    Group group = {.id = relation_text(row, 0),
                   .label = relation_text(row, 1),
                   .territory_id = relation_text(row, 2),
                   .opened_on = relation_day(row, 3),
                   .closed_on = relation_day(row, 4)};

    roster_take_group(roster, group);
}

static const char *const MEMBERSHIP_COLUMNS[] = {
    "group_id", "practitioner_id", "role", "joined_on", "left_on", "anonymity_waived_on"};

static void
take_membership(void *roster, RelationRow *row)
{
    const char *role = PQgetvalue(row->result, row->row, 2);
    Membership membership = {.group_id = relation_text(row, 0),
                             .practitioner_id = relation_text(row, 1),
                             .facilitator = g_str_equal(role, "facilitator"),
                             .joined_on = relation_day(row, 3),
                             .left_on = relation_day(row, 4),
                             .anonymity_waived_on = relation_day(row, 5)};

    row->is_valid &= membership.facilitator || g_str_equal(role, "member");
    roster_take_membership(roster, membership);
}

static const RelationPart PARTS[] = {
    {"territory", TERRITORY_COLUMNS, G_N_ELEMENTS(TERRITORY_COLUMNS), take_territory},
    {"practitioner", PRACTITIONER_COLUMNS, G_N_ELEMENTS(PRACTITIONER_COLUMNS), take_practitioner},
    {"quality_group", GROUP_COLUMNS, G_N_ELEMENTS(GROUP_COLUMNS), take_group},
    {"membership", MEMBERSHIP_COLUMNS, G_N_ELEMENTS(MEMBERSHIP_COLUMNS), take_membership},
};

Roster *
roster_read(Connection *connection, const Contract *contract, GError **error)
{
    g_autoptr(Roster) roster = roster_new();

    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        if (!relation_read(&PARTS[i], connection, contract, roster, error))
            return NULL;
    }

    if (!roster_close(roster, error))
        return NULL;

    return g_steal_pointer(&roster);
}
