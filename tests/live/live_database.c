/* Real servers only: what is tested here must hold against PostgreSQL itself. */
#include "tests/live/live_database.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/source/load.h"

struct LiveDatabase {
    char *folder;
    Database *database;
};

static _Noreturn void
give_up(const char *what, const GError *error)
{
    fprintf(stderr, "live database: %s: %s\n", what, error != NULL ? error->message : "failed");
    exit(EXIT_FAILURE);
}

static void
remove_folder(const char *folder)
{
    const char *const command[] = {"rm", "-rf", folder, NULL};

    g_spawn_sync(NULL, (char **)(uintptr_t)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                 NULL, NULL, NULL);
}

char *
live_source_path(const char *path)
{
    return g_build_filename(SOURCE_ROOT, path, NULL);
}

LiveDatabase *
live_database_start(void)
{
    g_autoptr(GError) error = NULL;
    LiveDatabase *self = g_new0(LiveDatabase, 1);

    self->folder = g_strdup("/tmp/miroir-live-XXXXXX");
    if (mkdtemp(self->folder) == NULL)
        give_up("mkdtemp", NULL);

    DatabaseSetting setting = {.kind = DATABASE_EMBEDDED, .text = self->folder};
    self->database = database_open(&setting, &error);
    if (self->database == NULL) {
        remove_folder(self->folder);
        give_up("start", error);
    }

    live_database_run_path(self, "sql/contract");
    return self;
}

void
live_database_stop(LiveDatabase *self)
{
    if (self == NULL)
        return;

    database_close(self->database);
    remove_folder(self->folder);
    g_free(self->folder);
    g_free(self);
}

const Database *
live_database(const LiveDatabase *self)
{
    return self->database;
}

const char *
live_database_conninfo(const LiveDatabase *self)
{
    return database_conninfo(self->database);
}

static Connection *
open_to_load(const LiveDatabase *self)
{
    g_autoptr(GError) error = NULL;
    Connection *connection = connection_open(self->database, CONNECTION_TO_LOAD, &error);

    if (connection == NULL)
        give_up("connect", error);
    return connection;
}

void
live_database_run(const LiveDatabase *self, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Connection) connection = open_to_load(self);

    if (!connection_run_script(connection, sql, &error))
        give_up("run", error);
}

void
live_database_run_path(const LiveDatabase *self, const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Connection) connection = open_to_load(self);
    g_autofree char *absolute = live_source_path(path);

    if (!load_sql(connection, absolute, &error))
        give_up(path, error);
}

void
live_database_clear(const LiveDatabase *self)
{
    /* What a failed check left open holds the tables: where Check does not fork, for ever. */
    live_database_run(self, "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                            "WHERE datname = current_database() AND pid <> pg_backend_pid() "
                            "AND state LIKE 'idle in transaction%'");
    live_database_run(self, "DO $$ DECLARE name text; BEGIN FOR name IN SELECT format('%I.%I', "
                            "schemaname, tablename) FROM pg_tables WHERE schemaname = 'miroir' "
                            "LOOP EXECUTE 'TRUNCATE ' || name; END LOOP; END $$");
}

char *
live_database_value(const LiveDatabase *self, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Connection) connection = open_to_load(self);
    PGresult *result = connection_query(connection, sql, 0, NULL, &error);

    if (result == NULL || PQntuples(result) < 1 || PQnfields(result) < 1)
        give_up(sql, error);

    char *value = g_strdup(PQgetvalue(result, 0, 0));
    PQclear(result);
    return value;
}
