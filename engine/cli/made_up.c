#include "engine/cli/made_up.h"

#include "engine/cli/cli_error.h"
#include "engine/cli/data_folder.h"
#include "engine/source/known_source.h"
#include "engine/source/load.h"
#include "engine/words/words.h"

/* Where the official tables are made when there are none. */
#define OWN_SCHEMA "dcir"

/* A hundred million acts are a region of ten million patients. */
enum { MAXIMUM_DOCTORS = 9999, MAXIMUM_LINES = 500000000, MINIMUM_LINES = 1000 };

static bool
read_number(const char *option, const char *text, guint64 from, guint64 to, guint64 *out_number,
            GError **error)
{
    if (text == NULL || g_ascii_string_to_unsigned(text, 10, from, to, out_number, NULL))
        return true;
    g_autofree char *lowest = g_strdup_printf("%" G_GUINT64_FORMAT, from);
    g_autofree char *highest = g_strdup_printf("%" G_GUINT64_FORMAT, to);
    g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE, _("--%s %s is not a number between %s and %s"),
                option, text, lowest, highest);
    return false;
}

bool
made_up_setting(const Options *options, RegionSetting *out_setting, GError **error)
{
    guint64 doctors = (guint64)SYNTHETIC_DEFAULT.n_doctors,
            lines = (guint64)SYNTHETIC_DEFAULT.n_lines,
            quarters = (guint64)SYNTHETIC_DEFAULT.n_quarters, seed = SYNTHETIC_DEFAULT.seed;
    if (!read_number("doctors", options->doctors, REGION_MINIMUM_DOCTORS, MAXIMUM_DOCTORS, &doctors,
                     error) ||
        !read_number("quarters", options->quarters, REGION_MINIMUM_QUARTERS,
                     REGION_MAXIMUM_QUARTERS, &quarters, error) ||
        !read_number("lines", options->lines, MINIMUM_LINES, MAXIMUM_LINES, &lines, error) ||
        !read_number("seed", options->seed, 0, G_MAXUINT64, &seed, error))
        return false;
    *out_setting = (RegionSetting){(int)doctors, (int)quarters, (int)lines, seed};
    return true;
}

/* --- what has to be there ---------------------------------------------------------------------- */

/* The schema that has the official tables, or NULL without error. */
static bool
find_schema(Connection *connection, char **out_schema, GError **error)
{
    PGresult *rows = connection_query(
        connection,
        "SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE "
        "c.relname = 'er_prs_f' AND c.relkind = 'r' ORDER BY 1",
        0, NULL, error);
    if (rows == NULL)
        return false;
    *out_schema = PQntuples(rows) > 0 ? g_strdup(PQgetvalue(rows, 0, 0)) : NULL;
    PQclear(rows);
    return true;
}

static bool
make_official_tables(Connection *connection, const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "0-official-tables.sql", NULL);
    return connection_run_script(connection,
                                 "CREATE SCHEMA IF NOT EXISTS " OWN_SCHEMA
                                 "; SET search_path TO " OWN_SCHEMA,
                                 error) &&
           load_sql(connection, path, error) &&
           connection_run_script(connection, "SET search_path TO pg_catalog, pg_temp", error);
}

/* Tables, where there are none, then the views over them. Returns the tables' schema. */
static char *
install(const Database *database, GError **error)
{
    g_autofree char *contract = data_folder("sql/contract", error);
    g_autofree char *folder = contract == NULL ? NULL : data_folder("sql/sources/dcir", error);
    g_autoptr(KnownSource) source = folder == NULL ? NULL : known_source_load(folder, error);
    g_autoptr(Connection) connection =
        source == NULL ? NULL : connection_open(database, CONNECTION_TO_LOAD, error);
    g_autofree char *schema = NULL;
    if (connection == NULL || !find_schema(connection, &schema, error) ||
        !(schema == NULL ? make_official_tables(connection, folder, error)
                         : synthetic_check_free(connection, schema, error)) ||
        !known_source_install(source, connection, contract, error))
        return NULL;
    return schema != NULL ? g_steal_pointer(&schema) : g_strdup(OWN_SCHEMA);
}

/* --- filling ----------------------------------------------------------------------------------- */

static void
follow(int done, int of, void *data)
{
    progress_update(data, done, of);
}

bool
made_up_fill(const Database *database, const RegionSetting *setting,
             const Nomenclature *nomenclature, Progress *progress, SyntheticReport *out_report,
             GError **error)
{
    progress_step(progress, _("making the relations"), "");
    g_autofree char *schema = install(database, error);
    if (schema == NULL)
        return false;
    progress_step(progress, _("making up a region"), _("doctors"));
    return synthetic_fill(database, schema, setting, nomenclature, follow, progress, out_report,
                          error);
}

bool
made_up_measure(const Database *database, GError **error)
{
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_LOAD, error);
    return connection != NULL && connection_run_script(connection, "ANALYZE", error);
}

bool
made_up_settle(const Database *database, Progress *progress, GError **error)
{
    g_autofree char *path = data_folder("sql/sources/dcir/materialize.sql", error);
    g_autoptr(Connection) connection =
        path == NULL ? NULL : connection_open(database, CONNECTION_TO_LOAD, error);
    progress_step(progress, _("reading the region as the contract has it"), "");
    return connection != NULL && made_up_measure(database, error) &&
           load_sql(connection, path, error);
}
