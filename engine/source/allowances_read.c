#include "engine/source/allowances_read.h"

#include "engine/source/decimal.h"
#include "engine/source/relation_read.h"

static const char *const COLUMNS[] = {"practitioner_id", "period", "amount"};

static void
take(void *allowances, RelationRow *row)
{
    Allowance allowance = {.practitioner_id = relation_text(row, 0)};
    Int128 cents = 0;

    row->is_valid &=
        period_parse(PQgetvalue(row->result, row->row, 1), &allowance.period) &&
        decimal_from_text(PQgetvalue(row->result, row->row, 2), 2, &cents) == DECIMAL_OK &&
        cents <= INT64_MAX / 1000000 && cents >= -(INT64_MAX / 1000000);
    allowance.cents = row->is_valid ? (int64_t)cents : 0;
    allowances_take(allowances, allowance);
}

static const RelationPart ALLOWANCE = {"allowance", COLUMNS, G_N_ELEMENTS(COLUMNS), take};

Allowances *
allowances_read(Connection *connection, const Contract *contract, GError **error)
{
    g_autoptr(Allowances) allowances = allowances_new();

    if (!relation_read(&ALLOWANCE, connection, contract, allowances, error))
        return NULL;
    allowances_close(allowances);
    return g_steal_pointer(&allowances);
}
