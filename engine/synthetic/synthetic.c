#include "engine/synthetic/synthetic.h"

#include <stdlib.h>

#include "engine/synthetic/claims.h"
#include "engine/synthetic/directory.h"
#include "engine/synthetic/people.h"
#include "engine/synthetic/scheme.h"
#include "engine/synthetic/stay_tables.h"
#include "engine/words/words.h"

const RegionSetting SYNTHETIC_DEFAULT = {300, 17, 1600000, 1};

/* Of the official tables, as a pattern: those of the PMSI of every year. */
static const char FILLED[] =
    "^(er_(prs|pha|bio|cam|ete)_f|ir_(ben|imb|mtt)_r|da_pra_r|ir_(pha|bio)_r|ir_ccam_v63|ir_nat_v|"
    "t_mco[0-9]{2}[abce])$";
static const char *const FILLED_OF_CONTRACT[] = {
    "quality_group", "membership", "meeting", "attendance", "allowance", "expense", "population"};
static const char *const FILLED_OWN[] = {"practitioner", "territory"};

typedef struct {
    const Region *region;
    const Database *database;
    const char *schema;
    const Nomenclature *nomenclature;
    SyntheticProgress progress;
    void *data;
    SyntheticReport *report;
} Filling;

/* Refuses a table that holds anything. */
static bool
is_empty(Connection *connection, const char *schema, const char *table, GError **error)
{
    g_autofree char *sql = g_strdup_printf("SELECT FROM \"%s\".\"%s\" LIMIT 1", schema, table);
    PGresult *rows = connection_query(connection, sql, 0, NULL, error);
    if (rows == NULL)
        return false;
    bool holds = PQntuples(rows) > 0;
    PQclear(rows);
    if (holds)
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_LOAD,
                    _("%s.%s holds rows already; a region is made up only where there is none"),
                    schema, table);
    return !holds;
}

bool
synthetic_check_free(Connection *connection, const char *schema, GError **error)
{
    const char *const params[] = {schema, FILLED};
    PGresult *rows = connection_query(
        connection,
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
        "n.nspname = $1 AND c.relname ~ $2 ORDER BY 1",
        2, params, error);
    if (rows == NULL)
        return false;
    bool is_free = true;
    for (int i = 0; is_free && i < PQntuples(rows); i++)
        is_free = is_empty(connection, schema, PQgetvalue(rows, i, 0), error);
    PQclear(rows);
    return is_free;
}

static bool
check_empty(const Database *database, const char *schema, GError **error)
{
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_LOAD, error);
    if (connection == NULL || !synthetic_check_free(connection, schema, error))
        return false;
    for (size_t i = 0; i < G_N_ELEMENTS(FILLED_OF_CONTRACT); i++)
        if (!is_empty(connection, "miroir", FILLED_OF_CONTRACT[i], error))
            return false;
    for (size_t i = 0; i < G_N_ELEMENTS(FILLED_OWN); i++)
        if (!is_empty(connection, "miroir_own", FILLED_OWN[i], error))
            return false;
    return true;
}

static bool
write_list(const Filling *self, const Claims *claims, const People *people, Stays *stays,
           const Doctor *doctor, GError **error)
{
    for (int k = 0; k < doctor->list_size; k++) {
        Person person;
        person_init(&person, self->region, doctor, k);
        if (!people_write(people, &person, error) || !claims_of_person(claims, &person, error))
            return false;
        stays_add_person(stays, &person);
        self->report->n_persons++;
    }
    return true;
}

static bool
write_lists(const Filling *self, ActTables *tables, People *people, Stays *stays, GError **error)
{
    Catalogue catalogue;
    catalogue_init(&catalogue);
    const Claims claims = {self->region, &catalogue, tables, self->report->traps};
    for (int i = 0; i < self->region->n_gps; i++) {
        if (!write_list(self, &claims, people, stays, &self->region->doctors[i], error))
            return false;
        if (self->progress != NULL)
            self->progress(i + 1, self->region->n_gps, self->data);
    }
    self->report->n_acts = table_writer_n_rows(tables->prs);
    self->report->n_details = table_writer_n_rows(tables->pha) + table_writer_n_rows(tables->bio) +
                              table_writer_n_rows(tables->cam);
    return people_finish(people, error) && act_tables_finish(tables, error);
}

static bool
fill_claims(const Filling *self, Stays *stays, GError **error)
{
    ActTables tables = {0};
    People people = {0};
    bool done = act_tables_open(&tables, self->database, self->schema, self->nomenclature, error) &&
                people_open(&people, self->region, self->database, self->schema,
                            self->report->traps, error) &&
                write_lists(self, &tables, &people, stays, error);
    act_tables_close(&tables);
    people_close(&people);
    return done;
}

static bool
fill_stays(const Filling *self, Stays *stays, GError **error)
{
    stays_add_others(stays);
    return stay_tables_write(stays, self->database, self->schema, self->report->traps, error) &&
           inhabitants_write(stays_inhabitants(stays), self->region, self->database, error);
}

bool
synthetic_fill(const Database *database, const char *schema, const RegionSetting *setting,
               const Nomenclature *nomenclature, SyntheticProgress progress, void *data,
               SyntheticReport *out_report, GError **error)
{
    g_autoptr(Region) region = region_new(setting);
    SyntheticReport report = {0};
    const Filling filling = {region, database, schema, nomenclature, progress, data, &report};
    g_autoptr(Stays) stays = stays_new(region, report.traps);
    if (!check_empty(database, schema, error) ||
        !directory_write(region, database, schema, nomenclature, report.traps, error) ||
        !directory_write_names(region, database, error) || !scheme_write(region, database, error) ||
        !fill_claims(&filling, stays, error) || !fill_stays(&filling, stays, error))
        return false;
    *out_report = report;
    return true;
}

/* --- what was planted ------------------------------------------------------------------------- */

/* Ten-thousandths by which the indicator moves, averaged over the members by their lists. */
static int
effect_of(const Region *region, const PlantedEffect *effect)
{
    int64_t moved = 0, patients = 0;
    for (int i = 0; i < region->n_gps; i++) {
        const Doctor *doctor = &region->doctors[i];
        if (doctor->group < 0 || doctor->left_on != DAY_NONE)
            continue;
        int change =
            doctor_habit(doctor, effect->habit, region->last_day) - doctor->habits[effect->habit];
        moved += (int64_t)change * effect->reach * doctor->list_size;
        patients += doctor->list_size;
    }
    g_assert(patients > 0);
    return (int)(moved / (patients * 100));
}

char *
synthetic_planted(const RegionSetting *setting)
{
    g_autoptr(Region) region = region_new(setting);
    g_autoptr(GString) csv = g_string_new("indicator,effect,periods\n");
    for (const PlantedEffect *effect = PLANTED_EFFECTS; effect->habit != HABIT_NONE; effect++) {
        int moved = effect_of(region, effect);
        g_string_append_printf(csv, "%s,%s0.%04d,%d\n", effect->indicator, moved < 0 ? "-" : "",
                               abs(moved), effect->periods);
    }
    return g_string_free(g_steal_pointer(&csv), FALSE);
}

char *
synthetic_traps(const SyntheticReport *report)
{
    g_autoptr(GString) csv = g_string_new("trap,count\n");
    for (size_t i = 0; i < N_TRAPS; i++)
        g_string_append_printf(csv, "%s,%zu\n", trap_name((Trap)i), report->traps[i]);
    return g_string_free(g_steal_pointer(&csv), FALSE);
}
