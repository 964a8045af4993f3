#include "engine/synthetic/stay_tables.h"

#include <stdlib.h>

#include "engine/synthetic/draw.h"
#include "engine/synthetic/hospitals.h"

static const char *const STAY_COLUMNS[] = {"eta_num", "rsa_num", "sej_typ", "grg_ghm", "grg_ret",
                                           "dgn_pal", "age_ann", "cod_sex", "bdi_dep", "bdi_cod",
                                           "sej_nbj", "sor_ann", "sor_moi", NULL};
static const char *const PATIENT_COLUMNS[] = {"eta_num",     "rsa_num",     "nir_ano_17", "ent_dat",
                                              "exe_soi_dtd", "nir_ret",     "nai_ret",    "sex_ret",
                                              "sej_ret",     "fho_ret",     "pms_ret",    "dat_ret",
                                              "coh_nai_ret", "coh_sex_ret", NULL};
static const char *const ACT_COLUMNS[] = {"eta_num", "rsa_num",     "cdc_act", "acv_act",
                                          "pha_act", "ent_dat_del", NULL};
static const char *const FACILITY_COLUMNS[] = {"eta_num", "etb_exe_fin", "soc_rai",
                                               "sta_eta", "reg_eta",     NULL};

/* A hospital of Paris and its legal entity, both of which told of the same stays up to 2017. */
enum {
    DUPLICATED_YEAR = 2017,
    HOSPITAL_IN_PARIS = 750100042,
    LEGAL_ENTITY_IN_PARIS = 750712184,
    STAYS_IN_PARIS = 40,
    GALL_BLADDER = 1,
};

/* What of a year goes into one of its tables. */
typedef struct {
    const Stays *stays;
    int year;
} Part;

typedef bool (*WriteStay)(TableWriter *writer, const MadeStay *stay, int finess, int number,
                          GError **error);

static int
year_of(const MadeStay *stay)
{
    return day_to_civil(stay->admitted_on + stay->nights).year;
}

static bool
write_stay(TableWriter *writer, const MadeStay *stay, int finess, int number, GError **error)
{
    const Operation *operation = &OPERATIONS[stay->operation];
    const RegionPlace *place = &REGION_PLACES[stay->place];
    CivilDate end = day_to_civil(stay->admitted_on + stay->nights);
    char month[3], year[5];
    g_snprintf(month, sizeof month, "%02d", end.month);
    g_snprintf(year, sizeof year, "%04d", end.year % 10000);
    const Value values[] = {
        value_number(finess),
        value_number(number),
        value_text(stay->kind == STAY_BETWEEN ? "B" : NULL),
        value_text(stay->kind == STAY_ERROR_GROUP ? "90Z00Z"
                   : stay->nights == 0            ? operation->ambulatory_group
                                                  : operation->group),
        value_text("0"),
        value_text(operation->diagnosis),
        value_number(stay->age),
        value_text(stay->is_woman ? "2" : "1"),
        value_text(place->department),
        value_text(place->postcode),
        value_number(stay->nights),
        value_text(year),
        value_text(month),
    };
    return table_writer_row(writer, values, error);
}

static bool
write_patient(TableWriter *writer, const MadeStay *stay, int finess, int number, GError **error)
{
    const Value fine = value_text("0");
    const Value values[] = {
        value_number(finess),
        value_number(number),
        value_text(stay->nir),
        value_day(stay->admitted_on),
        value_day(stay->admitted_on),
        value_text(stay->kind == STAY_BADLY_IDENTIFIED ? "1" : "0"),
        fine,
        fine,
        fine,
        fine,
        fine,
        fine,
        fine,
        fine,
    };
    return table_writer_row(writer, values, error);
}

/* The surgeon's row, and that of the anaesthetist. */
static bool
write_act(TableWriter *writer, const MadeStay *stay, int finess, int number, GError **error)
{
    const char *const activities[] = {"1", "4"};
    for (int i = 0; i < 1 + stay->has_anaesthetist; i++) {
        const Value values[] = {value_number(finess),  value_number(number),
                                value_text(stay->act), value_text(activities[i]),
                                value_text("0"),       value_number(0)};
        if (!table_writer_row(writer, values, error))
            return false;
    }
    return true;
}

/* --- a year ----------------------------------------------------------------------------------- */

static bool
write_rows(const Part *part, TableWriter *writer, WriteStay write, GError **error)
{
    size_t n;
    const MadeStay *all = stays_all(part->stays, &n);
    for (size_t i = 0; i < n; i++)
        if (year_of(&all[i]) == part->year &&
            !write(writer, &all[i], FACILITIES[all[i].facility].finess, (int)i + 1, error))
            return false;
    return true;
}

static MadeStay
stay_in_paris(int k)
{
    MadeStay stay = {.place = k % N_PLACES,
                     .operation = GALL_BLADDER,
                     .act = operation_act(&OPERATIONS[GALL_BLADDER], 0),
                     .is_woman = k % 3 != 0,
                     .age = 30 + k,
                     .nights = 2,
                     .admitted_on = day_from_civil(DUPLICATED_YEAR, 1, 5) + k * 8};
    person_write_number(stay.nir, draw_stream(DUPLICATED_YEAR, (uint64_t)k), 1);
    return stay;
}

static bool
write_rows_in_paris(TableWriter *writer, WriteStay write, GError **error)
{
    for (int k = 0; k < STAYS_IN_PARIS; k++) {
        MadeStay stay = stay_in_paris(k);
        if (!write(writer, &stay, LEGAL_ENTITY_IN_PARIS, k + 1, error) ||
            !write(writer, &stay, HOSPITAL_IN_PARIS, k + 1, error))
            return false;
    }
    return true;
}

static bool
write_facilities(TableWriter *writer, GError **error)
{
    for (size_t i = 0; i < N_FACILITIES; i++) {
        char number[9];
        g_snprintf(number, sizeof number, "%08d", FACILITIES[i].finess / 10);
        const Value values[] = {value_number(FACILITIES[i].finess), value_text(number),
                                value_text(FACILITIES[i].label), value_text(FACILITIES[i].category),
                                value_text("Bretagne")};
        if (!table_writer_row(writer, values, error))
            return false;
    }
    return true;
}

/* One table of a year, by its letter. */
static bool
write_table(const Part *part, const Database *database, const char *schema, char letter,
            const char *const *columns, WriteStay write, GError **error)
{
    g_autofree char *table = g_strdup_printf("t_mco%02d%c", part->year % 100, letter);
    g_autoptr(TableWriter) writer = table_writer_open(database, schema, table, columns, error);
    return writer != NULL &&
           (write == NULL ? write_facilities(writer, error)
                          : write_rows(part, writer, write, error)) &&
           (write == NULL || part->year != DUPLICATED_YEAR ||
            write_rows_in_paris(writer, write, error)) &&
           table_writer_finish(writer, error) && table_writer_commit(writer, error);
}

static bool
write_year(const Part *part, const Database *database, const char *schema, GError **error)
{
    return write_table(part, database, schema, 'b', STAY_COLUMNS, write_stay, error) &&
           write_table(part, database, schema, 'c', PATIENT_COLUMNS, write_patient, error) &&
           write_table(part, database, schema, 'a', ACT_COLUMNS, write_act, error) &&
           (part->year == DUPLICATED_YEAR ||
            write_table(part, database, schema, 'e', FACILITY_COLUMNS, NULL, error));
}

/* The years whose stays have a table, as text in order. The caller clears. */
static PGresult *
read_years(const Database *database, const char *schema, GError **error)
{
    const char *const params[] = {schema};
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_LOAD, error);
    return connection == NULL
               ? NULL
               : connection_query(connection,
                                  "SELECT 2000 + substr(c.relname, 6, 2)::int FROM pg_class c JOIN "
                                  "pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 "
                                  "AND c.relname ~ '^t_mco[0-9]{2}b$' ORDER BY 1",
                                  1, params, error);
}

bool
stay_tables_write(const Stays *stays, const Database *database, const char *schema, size_t *traps,
                  GError **error)
{
    PGresult *years = read_years(database, schema, error);
    bool done = years != NULL;
    for (int i = 0; done && i < PQntuples(years); i++) {
        const Part part = {stays, atoi(PQgetvalue(years, i, 0))};
        done = write_year(&part, database, schema, error);
        traps[TRAP_DUPLICATE_FINESS] += part.year == DUPLICATED_YEAR ? STAYS_IN_PARIS : 0;
    }
    PQclear(years);
    return done;
}
