/* Forking for the embedded cluster. Between fork and exec only calls that are safe there. */
#include "engine/source/embedded_process.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/source/connection.h"
#include "engine/words/words.h"

/* English messages, whatever the caller's locale, and nothing of the caller's PG variables. */
static const char *const ENVIRONMENT[] = {"PATH=/usr/bin:/bin", "LC_ALL=C", "TZ=UTC", "HOME=/",
                                          NULL};

/* What the child needs, settled before the fork. */
typedef struct {
    const ServerUser *user;
    const char *const *argv;
    const char *folder; /* may be NULL */
    int output;         /* descriptor for stdout and stderr */
    int death_signal;   /* 0 none */
    pid_t parent;
} Launch;

char *
own_user_name(void)
{
    const struct passwd *entry = getpwuid(geteuid());

    return entry != NULL ? g_strdup(entry->pw_name) : NULL;
}

static void
take_entry(ServerUser *self, const struct passwd *entry)
{
    self->uid = entry->pw_uid;
    self->gid = entry->pw_gid;
    self->name = g_strdup(entry->pw_name);
    self->is_other = entry->pw_uid != geteuid();
}

bool
server_user_init(ServerUser *self, uid_t owner, GError **error)
{
    const struct passwd *entry = NULL;

    if (geteuid() != 0)
        entry = getpwuid(geteuid());
    else if (owner != 0)
        entry = getpwuid(owner);
    else if ((entry = getpwnam("postgres")) == NULL)
        entry = getpwnam("nobody");

    if (entry == NULL) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER,
                    _("user %u has no name on this machine, and PostgreSQL wants one; add it to "
                      "/etc/passwd"),
                    (unsigned)(geteuid() != 0 ? geteuid() : owner));
        return false;
    }

    take_entry(self, entry);
    return true;
}

void
server_user_clear(ServerUser *self)
{
    g_clear_pointer(&self->name, g_free);
}

static bool
become(const ServerUser *user)
{
    return !user->is_other ||
           (setgroups(1, &user->gid) == 0 && setgid(user->gid) == 0 && setuid(user->uid) == 0);
}

static int
wait_for(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR)
            return -1;
    }

    return status;
}

bool
server_user_can_enter(const ServerUser *self, const char *folder)
{
    pid_t pid = fork();

    if (pid == 0)
        _exit(become(self) && chdir(folder) == 0 ? 0 : 1);

    return pid > 0 && wait_for(pid) == 0;
}

static void
reset_signals(void)
{
    sigset_t none;

    sigemptyset(&none);
    for (int i = 1; i < NSIG; i++)
        signal(i, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the child; returns only on failure. */
static void
launch(const Launch *self)
{
    /* A session of its own: Ctrl-C in the terminal is for miroir, which then stops the server. */
    setsid();
    reset_signals();

    int empty = open("/dev/null", O_RDONLY);
    if (empty < 0 || dup2(empty, STDIN_FILENO) < 0 || dup2(self->output, STDOUT_FILENO) < 0 ||
        dup2(self->output, STDERR_FILENO) < 0 || close_range(STDERR_FILENO + 1, ~0U, 0) != 0)
        return;

    umask(S_IRWXG | S_IRWXO);
    if (!become(self->user) || (self->folder != NULL && chdir(self->folder) != 0))
        return;

    /* After setuid, which clears it. The parent may be gone already. */
    if (self->death_signal != 0 &&
        (prctl(PR_SET_PDEATHSIG, self->death_signal) != 0 || getppid() != self->parent))
        return;

    execve(self->argv[0], (char *const *)(uintptr_t)self->argv,
           (char *const *)(uintptr_t)ENVIRONMENT);
}

static pid_t
start(Launch *self, const char *log_path, GError **error)
{
    self->parent = getpid();
    self->output = open(log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, S_IRUSR | S_IWUSR);
    pid_t pid = self->output >= 0 ? fork() : -1;

    if (pid == 0) {
        launch(self);
        _exit(127);
    }

    if (pid < 0)
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER, _("cannot start %s: %s"),
                    self->argv[0], g_strerror(errno));
    if (self->output >= 0)
        close(self->output);
    return pid;
}

pid_t
server_user_start(const ServerUser *self, const char *const *argv, const char *folder,
                  const char *log_path, int death_signal, GError **error)
{
    Launch child = {.user = self, .argv = argv, .folder = folder, .death_signal = death_signal};

    return start(&child, log_path, error);
}

bool
server_user_run(const ServerUser *self, const char *const *argv, const char *log_path,
                GError **error)
{
    Launch child = {.user = self, .argv = argv, .folder = "/", .death_signal = SIGKILL};
    pid_t pid = start(&child, log_path, error);

    if (pid < 0)
        return false;
    if (wait_for(pid) == 0)
        return true;

    g_autofree char *why = log_summary(log_path);
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER, _("%s failed: %s"), argv[0], why);
    return false;
}

char *
log_summary(const char *log_path)
{
    g_autofree char *text = NULL;

    if (!g_file_get_contents(log_path, &text, NULL, NULL))
        return g_strdup(_("it left no message"));

    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const char *best = _("it left no message");
    bool is_fatal = false;

    for (char **line = lines; *line != NULL; line++) {
        bool fatal = strstr(*line, "FATAL: ") != NULL || strstr(*line, "error: ") != NULL;
        if (**line != '\0' && (fatal || !is_fatal))
            best = *line;
        is_fatal |= fatal;
    }

    return g_strdup(best);
}
