/* A private PostgreSQL for those who have none: no TCP, no trust, one user, dying with us. */
#include "engine/source/embedded.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/source/connection.h"
#include "engine/source/embedded_binaries.h"
#include "engine/source/embedded_process.h"
#include "engine/words/words.h"

enum { POLL_US = 20 * 1000, START_S = 120, STOP_S = 60, LEAVING_S = 10 };

/* A socket's path may have 107 bytes, of which "/.s.PGSQL.5432" and our own name take some. */
enum { LONGEST_TEMPORARY = 70 };

static const unsigned long SMALLEST_SHM = 1UL << 30;

struct EmbeddedCluster {
    ServerUser user;
    char *folder;
    char *binaries;
    char *runtime; /* socket, log and access rules, for this start only */
    char *log;
    char *conninfo;
    pid_t server; /* -1 not running */
    pid_t owner;  /* who started it: a forked worker must not stop it */
};

/* For bulk work by one user: large sorts, few checkpoints, no replication, no compilation of
 * statements. The log keeps no statements and no row values. */
static const char *const SETTINGS[] = {
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "max_connections=40",
    "shared_buffers=256MB",
    "work_mem=64MB",
    "maintenance_work_mem=256MB",
    "jit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=4GB",
    "checkpoint_timeout=1h",
    "logging_collector=off",
    "log_destination=stderr",
    "log_min_messages=fatal",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_checkpoints=off",
};

static bool
fail(GError **error, const char *what, const char *path)
{
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER, _("cannot %s %s: %s"), what, path,
                g_strerror(errno));
    return false;
}

/* --- the folder ------------------------------------------------------------------------------ */

/* Major version of the cluster in the folder; 0 when there is nothing yet, -1 on failure. */
static int
read_version(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "PG_VERSION", NULL);
    g_autofree char *text = NULL;

    if (g_file_get_contents(path, &text, NULL, NULL))
        return atoi(text);

    g_autoptr(GDir) entries = g_dir_open(folder, 0, NULL);
    if (entries == NULL || g_dir_read_name(entries) == NULL)
        return 0;

    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER,
                _("it is neither empty nor a PostgreSQL cluster; name a folder of its own"));
    return -1;
}

/* Makes the folder if it is absent, and gives it to the server's user if it is empty. */
static bool
prepare_folder(EmbeddedCluster *self, bool is_new, GError **error)
{
    struct stat facts;

    if (is_new) {
        if (g_mkdir(self->folder, S_IRWXU) != 0 && errno != EEXIST)
            return fail(error, _("make the folder"), self->folder);
        if (self->user.is_other && chown(self->folder, self->user.uid, self->user.gid) != 0)
            return fail(error, _("hand over the folder"), self->folder);
    }

    if (stat(self->folder, &facts) != 0)
        return fail(error, _("read the folder"), self->folder);

    if (facts.st_uid != self->user.uid) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER,
                    _("the folder belongs to user %u and the server would run as %s; run miroir as "
                      "its owner, or name another folder"),
                    (unsigned)facts.st_uid, self->user.name);
        return false;
    }

    if (server_user_can_enter(&self->user, self->folder))
        return true;

    g_set_error(
        error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER,
        _("user %s, under whom the server runs, cannot enter the folder %s; name one outside "
          "private homes, or run miroir as an ordinary user"),
        self->user.name, self->folder);
    return false;
}

/* A server that is still there: perhaps of a miroir that was killed a moment ago, and leaving. */
static bool
wait_for_other_server(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "postmaster.pid", NULL);

    for (int waited = 0;; waited += POLL_US) {
        g_autofree char *text = NULL;
        int pid = g_file_get_contents(path, &text, NULL, NULL) ? atoi(text) : 0;

        if (pid <= 0 || (kill(pid, 0) != 0 && errno == ESRCH))
            return true;

        if (waited >= LEAVING_S * G_USEC_PER_SEC) {
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER,
                        _("it is in use by process %d; wait until that has ended"), pid);
            return false;
        }
        g_usleep(POLL_US);
    }
}

/* --- the runtime folder ---------------------------------------------------------------------- */

/* Where sockets may go: short, of plain characters, and open to the server's user. */
static const char *
temporary_root(const ServerUser *user)
{
    static const char PLAIN[] = G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "/._-";
    const char *root = g_getenv("TMPDIR");

    if (root == NULL || *root != '/' || strlen(root) > LONGEST_TEMPORARY ||
        strspn(root, PLAIN) != strlen(root) || !server_user_can_enter(user, root))
        return "/tmp";

    return root;
}

static bool
write_for_server(const EmbeddedCluster *self, const char *name, const char *text, GError **error)
{
    g_autofree char *path = g_build_filename(self->runtime, name, NULL);

    if (!g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_NONE, S_IRUSR | S_IWUSR,
                                  error))
        return false;
    if (self->user.is_other && chown(path, self->user.uid, self->user.gid) != 0)
        return fail(error, _("hand over"), path);

    return true;
}

/* Access is settled by the kernel's word on who is at the other end of the socket (peer): only the
 * user we run under and the server's own become the one database user. */
static bool
write_access_rules(const EmbeddedCluster *self, GError **error)
{
    g_autofree char *own = own_user_name();
    g_autofree char *map = g_strdup_printf("miroir \"%s\" miroir\nmiroir \"%s\" miroir\n",
                                           self->user.name, own != NULL ? own : self->user.name);

    return write_for_server(self, "pg_hba.conf", "local all miroir peer map=miroir\n", error) &&
           write_for_server(self, "pg_ident.conf", map, error);
}

static bool
make_runtime(EmbeddedCluster *self, GError **error)
{
    char *path = g_build_filename(temporary_root(&self->user), "miroir-XXXXXX", NULL);

    if (mkdtemp(path) == NULL) {
        fail(error, _("make a folder like"), path);
        g_free(path);
        return false;
    }

    self->runtime = path;
    self->log = g_build_filename(path, "log", NULL);
    self->conninfo = g_strdup_printf("host=%s dbname=postgres user=miroir", path);

    if (self->user.is_other && chown(path, self->user.uid, self->user.gid) != 0)
        return fail(error, _("hand over the folder"), path);

    return write_access_rules(self, error);
}

static void
remove_runtime(EmbeddedCluster *self)
{
    static const char *const NAMES[] = {"log", "pg_hba.conf", "pg_ident.conf", ".s.PGSQL.5432",
                                        ".s.PGSQL.5432.lock"};

    for (size_t i = 0; self->runtime != NULL && i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *path = g_build_filename(self->runtime, NAMES[i], NULL);
        (void)unlink(path);
    }

    if (self->runtime != NULL)
        (void)rmdir(self->runtime);
}

/* --- the server ------------------------------------------------------------------------------ */

static bool
make_cluster(EmbeddedCluster *self, GError **error)
{
    g_autofree char *initdb = g_build_filename(self->binaries, "initdb", NULL);
    const char *const argv[] = {initdb,
                                "--pgdata",
                                self->folder,
                                "--username=miroir",
                                "--encoding=UTF8",
                                "--locale=C",
                                "--data-checksums",
                                "--auth-local=peer",
                                "--auth-host=reject",
                                NULL};

    return server_user_run(&self->user, argv, self->log, error);
}

static void
add_setting(GPtrArray *argv, char *setting)
{
    g_ptr_array_add(argv, g_strdup("-c"));
    g_ptr_array_add(argv, setting);
}

/* Parallel queries share memory in /dev/shm, which containers often keep at 64 MB. */
static const char *
shared_memory_type(void)
{
    struct statvfs facts;
    bool is_large =
        statvfs("/dev/shm", &facts) == 0 && facts.f_blocks * facts.f_frsize >= SMALLEST_SHM;

    return is_large ? "posix" : "mmap";
}

static bool
launch_server(EmbeddedCluster *self, GError **error)
{
    g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);

    g_ptr_array_add(argv, g_build_filename(self->binaries, "postgres", NULL));
    g_ptr_array_add(argv, g_strdup("-D"));
    g_ptr_array_add(argv, g_strdup(self->folder));
    for (size_t i = 0; i < G_N_ELEMENTS(SETTINGS); i++)
        add_setting(argv, g_strdup(SETTINGS[i]));
    add_setting(argv, g_strdup_printf("unix_socket_directories=%s", self->runtime));
    add_setting(argv, g_strdup_printf("hba_file=%s/pg_hba.conf", self->runtime));
    add_setting(argv, g_strdup_printf("ident_file=%s/pg_ident.conf", self->runtime));
    add_setting(argv, g_strdup_printf("dynamic_shared_memory_type=%s", shared_memory_type()));
    g_ptr_array_add(argv, NULL);

    self->owner = getpid();
    self->server = server_user_start(&self->user, (const char *const *)argv->pdata, self->folder,
                                     self->log, SIGINT, error);
    return self->server >= 0;
}

static bool
has_ended(EmbeddedCluster *self)
{
    if (waitpid(self->server, NULL, WNOHANG) == 0)
        return false;

    self->server = -1;
    return true;
}

static bool
wait_until_it_accepts(EmbeddedCluster *self, GError **error)
{
    for (int waited = 0; PQping(self->conninfo) != PQPING_OK; waited += POLL_US) {
        if (connection_is_cancelled()) {
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED, _("interrupted"));
            return false;
        }

        if (has_ended(self) || waited >= START_S * G_USEC_PER_SEC) {
            g_autofree char *why = log_summary(self->log);
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER,
                        _("the server did not start: %s"), why);
            return false;
        }
        g_usleep(POLL_US);
    }

    return true;
}

static bool
start(EmbeddedCluster *self, GError **error)
{
    struct stat facts;
    int version = read_version(self->folder, error);

    if (version < 0)
        return false;
    if (version > 0 && stat(self->folder, &facts) != 0)
        return fail(error, _("read the folder"), self->folder);
    if (!server_user_init(&self->user, version > 0 ? facts.st_uid : 0, error))
        return false;

    self->binaries = embedded_binaries_find(version, error);
    if (self->binaries == NULL || !prepare_folder(self, version == 0, error) ||
        !wait_for_other_server(self->folder, error) || !make_runtime(self, error))
        return false;

    if (version == 0 && !make_cluster(self, error))
        return false;

    return launch_server(self, error) && wait_until_it_accepts(self, error);
}

EmbeddedCluster *
embedded_cluster_start(const char *folder, GError **error)
{
    g_autoptr(EmbeddedCluster) self = g_new0(EmbeddedCluster, 1);

    self->folder = g_canonicalize_filename(folder, NULL);
    self->server = -1;
    bool is_new = !g_file_test(self->folder, G_FILE_TEST_EXISTS);

    if (!start(self, error)) {
        g_prefix_error(error, _("embedded cluster %s: "), folder);
        if (is_new)
            (void)g_rmdir(self->folder);
        return NULL;
    }

    return g_steal_pointer(&self);
}

static void
stop_server(EmbeddedCluster *self)
{
    /* Fast shutdown, which rolls back what is open; past the limit, as if the power had failed. */
    kill(self->server, SIGINT);

    for (int waited = 0; !has_ended(self); waited += POLL_US) {
        if (waited == STOP_S * G_USEC_PER_SEC)
            kill(self->server, SIGQUIT);
        g_usleep(POLL_US);
    }
}

void
embedded_cluster_stop(EmbeddedCluster *self)
{
    if (self == NULL)
        return;

    bool is_ours = self->owner == 0 || self->owner == getpid();
    if (is_ours && self->server > 0)
        stop_server(self);
    if (is_ours)
        remove_runtime(self);

    server_user_clear(&self->user);
    g_free(self->folder);
    g_free(self->binaries);
    g_free(self->runtime);
    g_free(self->log);
    g_free(self->conninfo);
    g_free(self);
}

const char *
embedded_cluster_conninfo(const EmbeddedCluster *self)
{
    return self->conninfo;
}
