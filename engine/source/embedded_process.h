/* Programs of PostgreSQL run under the user who may run them: oneself, or, since the server refuses
 * root, an unprivileged one. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

typedef struct {
    uid_t uid;
    gid_t gid;
    char *name;
    bool is_other; /* not the user this process runs under */
} ServerUser;

/* As root: `owner` unless that is 0, else postgres, else nobody. Otherwise oneself. */
bool server_user_init(ServerUser *self, uid_t owner, GError **error);
void server_user_clear(ServerUser *self);
/* Name of the user this process runs under; NULL when it has none. The caller frees. */
char *own_user_name(void);
/* Whether that user can enter the folder. */
bool server_user_can_enter(const ServerUser *self, const char *folder);

/* Runs a program to its end, its output (stdout and stderr) appended to the log; false with
 * SOURCE_ERROR_CLUSTER unless it exits with 0. */
bool server_user_run(const ServerUser *self, const char *const *argv, const char *log_path,
                     GError **error);
/* Starts a program that gets `death_signal` when the calling thread ends. -1 on failure. */
pid_t server_user_start(const ServerUser *self, const char *const *argv, const char *folder,
                        const char *log_path, int death_signal, GError **error);
/* The line of a log that says most: the last FATAL one, else the last. The caller frees. */
char *log_summary(const char *log_path);
