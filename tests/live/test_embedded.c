/* The private cluster: made once, kept over starts, closed to others, refused where it cannot be,
 * and gone when whoever started it is killed. */
#include <check.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/source/connection.h"
#include "engine/source/embedded.h"

static char *scratch; /* a folder that everybody may enter, made afresh for each test */

static void
make_scratch(void)
{
    scratch = g_strdup("/tmp/miroir-embedded-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(scratch));
    ck_assert_int_eq(chmod(scratch, 0755), 0);

    /* Sockets go there too: what a killed starter leaves is removed with the rest. */
    ck_assert(g_setenv("TMPDIR", scratch, TRUE));
}

static void
remove_scratch(void)
{
    const char *const command[] = {"rm", "-rf", scratch, NULL};

    g_spawn_sync(NULL, (char **)(uintptr_t)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                 NULL, NULL, NULL);
    g_clear_pointer(&scratch, g_free);
}

static Database *
open_folder(const char *folder, GError **error)
{
    g_autofree char *text = g_strdup(folder);
    DatabaseSetting setting = {.kind = DATABASE_EMBEDDED, .text = text};

    return database_open(&setting, error);
}

static char *
ask(const Database *database, const char *sql)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_LOAD, &error);

    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    PGresult *result = connection_query(connection, sql, 0, NULL, &error);
    ck_assert_msg(result != NULL, "%s", error != NULL ? error->message : "");
    char *value = g_strdup(PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    return value;
}

static char *
socket_folder(const Database *database)
{
    char *folder = g_strdup(database_conninfo(database) + strlen("host="));

    *strchr(folder, ' ') = '\0';
    return folder;
}

START_TEST(keeps_what_was_stored_and_leaves_nothing_running)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_build_filename(scratch, "cluster", NULL);
    g_autoptr(Database) first = open_folder(folder, &error);

    ck_assert_msg(first != NULL, "%s", error != NULL ? error->message : "");
    g_free(ask(first, "CREATE TABLE public.kept AS SELECT 42 AS value"));
    g_autofree char *listens = ask(first, "SELECT current_setting('listen_addresses')");
    ck_assert_str_eq(listens, "");
    g_autofree char *checksums = ask(first, "SELECT current_setting('data_checksums')");
    ck_assert_str_eq(checksums, "on");

    g_autofree char *sockets = socket_folder(first);
    struct stat facts;
    ck_assert_int_eq(stat(sockets, &facts), 0);
    ck_assert_uint_eq(facts.st_mode & 0777, 0700);
    g_clear_pointer(&first, database_close);
    ck_assert(!g_file_test(sockets, G_FILE_TEST_EXISTS));

    g_autofree char *pid_file = g_build_filename(folder, "postmaster.pid", NULL);
    ck_assert(!g_file_test(pid_file, G_FILE_TEST_EXISTS));

    g_autoptr(Database) second = open_folder(folder, &error);
    ck_assert_ptr_nonnull(second);
    g_autofree char *value = ask(second, "SELECT value FROM public.kept");
    ck_assert_str_eq(value, "42");
}
END_TEST

START_TEST(other_users_are_refused)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_build_filename(scratch, "cluster", NULL);
    g_autoptr(Database) database = open_folder(folder, &error);
    g_autofree char *sockets = socket_folder(database);
    g_autofree char *conninfo =
        g_strdup_printf("host=%s dbname=postgres user=postgres connect_timeout=5", sockets);
    PGconn *other = PQconnectdb(conninfo);

    ck_assert_int_ne(PQstatus(other), CONNECTION_OK);
    PQfinish(other);
}
END_TEST

typedef struct {
    const char *what; /* how the folder is spoilt: a shell command run in it */
    const char *said;
} RefusalCase;

static const RefusalCase REFUSALS[] = {
    {"mkdir cluster && touch cluster/letter.txt", "neither empty nor a PostgreSQL cluster"},
    {"mkdir cluster && echo 9 > cluster/PG_VERSION", "PostgreSQL 9, which is not installed"},
    {"touch cluster", "cannot"},
    {"mkdir -m 0700 deep && ln -s deep/cluster cluster", "cannot"},
};

START_TEST(unfit_folder_is_refused)
{
    const RefusalCase *refusal = &REFUSALS[_i];
    g_autofree char *command = g_strdup_printf("cd %s && { %s; }", scratch, refusal->what);
    g_autofree char *folder = g_build_filename(scratch, "cluster", NULL);
    g_autoptr(GError) error = NULL;

    ck_assert_int_eq(system(command), 0);
    g_autoptr(Database) database = open_folder(folder, &error);
    ck_assert_ptr_null(database);
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER));
    ck_assert_msg(strstr(error->message, refusal->said) != NULL, "%s", error->message);
}
END_TEST

START_TEST(private_home_is_refused_to_the_server_user)
{
    if (geteuid() != 0)
        return; /* nobody else's server to start */

    g_autofree char *home = g_build_filename(scratch, "home", NULL);
    g_autofree char *folder = g_build_filename(home, "cluster", NULL);
    g_autoptr(GError) error = NULL;

    ck_assert_int_eq(g_mkdir(home, 0700), 0);
    g_autoptr(Database) database = open_folder(folder, &error);
    ck_assert_ptr_null(database);
    ck_assert_msg(strstr(error->message, "cannot enter") != NULL, "%s", error->message);
    ck_assert(!g_file_test(folder, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(second_start_is_refused)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_build_filename(scratch, "cluster", NULL);
    g_autoptr(Database) first = open_folder(folder, &error);
    g_autoptr(Database) second = open_folder(folder, &error);

    ck_assert_ptr_nonnull(first);
    ck_assert_ptr_null(second);
    ck_assert_msg(strstr(error->message, "in use by process") != NULL, "%s", error->message);
}
END_TEST

/* A child starts the cluster and is killed: the server must go by itself, and the folder must serve
 * again at once. */
START_TEST(server_dies_with_its_starter)
{
    g_autofree char *folder = g_build_filename(scratch, "cluster", NULL);
    pid_t child = fork();

    if (child == 0) {
        Database *database = open_folder(folder, NULL);
        _exit(database == NULL || kill(getpid(), SIGKILL) != 0);
    }

    int status = 0;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFSIGNALED(status));

    g_autoptr(GError) error = NULL;
    g_autoptr(Database) again = open_folder(folder, &error);
    ck_assert_msg(again != NULL, "%s", error != NULL ? error->message : "");
}
END_TEST

/* A worker that inherits the cluster and ends must leave it running. */
START_TEST(forked_worker_leaves_it_running)
{
    g_autofree char *folder = g_build_filename(scratch, "cluster", NULL);
    g_autoptr(Database) database = open_folder(folder, NULL);
    pid_t child = fork();

    if (child == 0) {
        database_close(database);
        _exit(0);
    }

    ck_assert_int_eq(waitpid(child, NULL, 0), child);
    g_autofree char *value = ask(database, "SELECT 1");
    ck_assert_str_eq(value, "1");
}
END_TEST

static Suite *
embedded_suite(void)
{
    Suite *suite = suite_create("embedded");
    TCase *tests = tcase_create("live");

    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, make_scratch, remove_scratch);
    tcase_add_test(tests, keeps_what_was_stored_and_leaves_nothing_running);
    tcase_add_test(tests, other_users_are_refused);
    tcase_add_loop_test(tests, unfit_folder_is_refused, 0, G_N_ELEMENTS(REFUSALS));
    tcase_add_test(tests, private_home_is_refused_to_the_server_user);
    tcase_add_test(tests, second_start_is_refused);
    tcase_add_test(tests, server_dies_with_its_starter);
    tcase_add_test(tests, forked_worker_leaves_it_running);
    suite_add_tcase(suite, tests);
    return suite;
}

int
main(void)
{
    SRunner *runner = srunner_create(embedded_suite());

    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
