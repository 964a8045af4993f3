#include "engine/source/plan_check.h"

#include "engine/source/claim_sql.h"
#include "engine/words/words.h"

enum { NAMED_ROWS = 5 };

static bool
has_ready_counts(const Campaign *campaign)
{
    for (size_t i = 0; i < campaign->n_indicators; i++)
        if (campaign->indicators[i].indicator->from == FROM_COUNTS)
            return true;
    return false;
}

bool
plan_check_contract(const Program *program, const Contract *contract, GError **error)
{
    const struct {
        bool needed;
        const char *relation, *why;
    } needs[] = {
        {program->n_indicators > 0, "claim", N_("indicators are counted from claims")},
        {program->n_indicators > 0, "code", N_("conditions ask for the codes of claims")},
        {program->uses_registration, "registration", N_("an indicator asks who is registered")},
        {program->uses_age || program->uses_sex, "patient", N_("an indicator asks for age or sex")},
        {program->uses_patient_condition, "patient_condition",
         N_("an indicator asks for conditions")},
        {has_ready_counts(program->campaign), "indicator_count",
         N_("an indicator takes ready-made counts")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(needs); i++) {
        if (!needs[i].needed || contract_has(contract, needs[i].relation))
            continue;
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONTRACT,
                    _("there is no relation miroir.%s, but %s; provide it as a table or a view"),
                    needs[i].relation, _(needs[i].why));
        return false;
    }
    return true;
}

static void
set_overlap_error(PGresult *rows, GError **error)
{
    g_autoptr(GString) list = g_string_new(NULL);
    int n = PQntuples(rows);
    for (int i = 0; i < MIN(n, NAMED_ROWS); i++)
        g_string_append_printf(list, _("%s patient %s: %s from %s and %s from %s"),
                               i > 0 ? ";" : "", PQgetvalue(rows, i, 0), PQgetvalue(rows, i, 1),
                               PQgetvalue(rows, i, 2), PQgetvalue(rows, i, 3),
                               PQgetvalue(rows, i, 4));
    g_set_error(
        error, SOURCE_ERROR, SOURCE_ERROR_DATA,
        _("miroir.registration: registrations overlap, so that a patient has two doctors on "
          "one day:%s%s; end the first the day before the next begins"),
        list->str, n > NAMED_ROWS ? _("; and others") : "");
}

/* Sorted by first day, any overlap shows between two neighbours. */
bool
plan_check_registrations(const Program *program, const Contract *contract, Connection *connection,
                         GError **error)
{
    if (!program->uses_registration)
        return true;
    g_autofree char *valid_to = sql_column(contract, "registration", "c", "valid_to", "date");
    g_autofree char *sql = g_strdup_printf(
        "SELECT patient_id, practitioner_id, valid_from, next_practitioner, next_from\n"
        "FROM (SELECT patient_id, practitioner_id, valid_from, valid_to,\n"
        "        lead(practitioner_id) OVER w AS next_practitioner,\n"
        "        lead(valid_from) OVER w AS next_from\n"
        "    FROM (SELECT c.patient_id::text AS patient_id,\n"
        "            c.practitioner_id::text AS practitioner_id,\n"
        "            c.valid_from::date AS valid_from,\n"
        "            coalesce(%s, 'infinity') AS valid_to\n"
        "        FROM miroir.registration AS c) AS r\n"
        "    WHERE valid_from <= valid_to\n"
        "    WINDOW w AS (PARTITION BY patient_id ORDER BY valid_from, valid_to)) AS r\n"
        "WHERE next_from <= valid_to ORDER BY 1, 3, 2 LIMIT %d",
        valid_to, NAMED_ROWS + 1);
    PGresult *rows = connection_query(connection, sql, 0, NULL, error);
    if (rows == NULL)
        return false;
    bool apart = PQntuples(rows) == 0;
    if (!apart)
        set_overlap_error(rows, error);
    PQclear(rows);
    return apart;
}
