#include "tests/live/synthetic_case.h"

#include <stdio.h>
#include <stdlib.h>

/* Benchmarks use this too, so nothing here is an assertion of Check. */
void
synthetic_case_make_tables(const LiveDatabase *server)
{
    g_autofree char *path = live_source_path("sql/sources/dcir/0-official-tables.sql");
    g_autofree char *tables = NULL;
    if (!g_file_get_contents(path, &tables, NULL, NULL)) {
        fprintf(stderr, "synthetic case: %s cannot be read\n", path);
        exit(EXIT_FAILURE);
    }
    g_autofree char *sql = g_strdup_printf(
        "CREATE SCHEMA " SYNTHETIC_SCHEMA "; SET search_path TO " SYNTHETIC_SCHEMA ";\n%s\n"
        "RESET search_path; CREATE SCHEMA miroir_own; CREATE TABLE miroir_own.practitioner "
        "(practitioner_id text, opposed_on date, rpps text, title text, given_name text, name "
        "text, "
        "address_1 text, address_2 text, postcode text, town text, secure_email text); "
        "CREATE TABLE miroir_own.territory (territory_id text, label text)",
        tables);
    live_database_run(server, sql);
}

SyntheticReport
synthetic_case_fill(const LiveDatabase *server, const RegionSetting *setting)
{
    g_autoptr(GError) error = NULL;
    SyntheticReport report;
    if (synthetic_fill(live_database(server), SYNTHETIC_SCHEMA, setting, NULL, NULL, NULL, &report,
                       &error))
        return report;
    fprintf(stderr, "synthetic case: %s\n", error->message);
    exit(EXIT_FAILURE);
}
