#include "engine/profile/secret_key.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/profile/results.h"
#include "engine/words/words.h"

/* Sets PROFILE_ERROR_KEY "path: what: reason of the system"; hint may be "". */
static void
set_system_error(GError **error, const char *path, const char *what, const char *hint)
{
    g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_KEY, "%s: %s: %s%s", path, what,
                g_strerror(errno), hint);
}

/* Writes and syncs, and closes in any case; errno tells why not. */
static bool
write_key(int file, const SecretKey *key)
{
    bool written = write(file, key->bytes, SECRET_KEY_SIZE) == SECRET_KEY_SIZE && fsync(file) == 0;
    int reason = errno;

    if (close(file) == 0)
        errno = reason;
    else
        written = false;
    return written;
}

bool
secret_key_create(const char *path, GError **error)
{
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        set_system_error(error, path, _("the secret key cannot be made"),
                         errno == EEXIST ? _("; a key is never replaced, since every number and "
                                             "file name would change with it")
                                         : "");
        return false;
    }

    g_assert(sodium_init() >= 0);
    g_autoptr(SecretKey) key = g_new0(SecretKey, 1);
    randombytes_buf(key->bytes, SECRET_KEY_SIZE);
    if (!write_key(file, key)) {
        set_system_error(error, path, _("the secret key cannot be written"), "");
        unlink(path);
        return false;
    }
    return true;
}

/* Whether the open file is fit to be a key. */
static bool
check_file(int file, const char *path, GError **error)
{
    struct stat status;

    if (fstat(file, &status) != 0) {
        set_system_error(error, path, _("the secret key cannot be read"), "");
        return false;
    }
    if (!S_ISREG(status.st_mode)) {
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_KEY,
                    _("%s: the secret key is not a plain file; name a file in `key_file:`"), path);
        return false;
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_KEY,
                    _("%s: the secret key is open to others (mode %04o); run `chmod 600 %s`"), path,
                    (unsigned)status.st_mode & 07777, path);
        return false;
    }
    if (status.st_size != SECRET_KEY_SIZE) {
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_KEY,
                    _("%s: the secret key has %jd bytes, not %d; take the file back from its safe "
                      "copy, or make a new one with `head -c %d /dev/urandom`"),
                    path, (intmax_t)status.st_size, SECRET_KEY_SIZE, SECRET_KEY_SIZE);
        return false;
    }
    return true;
}

SecretKey *
secret_key_load(const char *path, GError **error)
{
    /* Not blocking, so that a pipe of that name is an error rather than a wait. */
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0) {
        set_system_error(error, path, _("the secret key cannot be read"),
                         errno == ENOENT ? _("; `miroir init` makes one, or "
                                             "`(umask 077; head -c 32 /dev/urandom > FILE)`")
                                         : "");
        return NULL;
    }

    g_autoptr(SecretKey) self = g_new0(SecretKey, 1);
    bool good = check_file(file, path, error);
    if (good && read(file, self->bytes, SECRET_KEY_SIZE) != SECRET_KEY_SIZE) {
        set_system_error(error, path, _("the secret key cannot be read"), "");
        good = false;
    }
    close(file);
    return good ? g_steal_pointer(&self) : NULL;
}

void
secret_key_free(SecretKey *self)
{
    if (self == NULL)
        return;
    sodium_memzero(self, sizeof *self);
    g_free(self);
}
