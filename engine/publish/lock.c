#include "engine/publish/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "engine/publish/file.h"
#include "engine/words/words.h"

struct FolderLock {
    int fd;
};

static FolderLock *
lock_folder(const char *folder, int operation, GError **error)
{
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_FOLDER, _("%s: cannot be opened: %s"),
                    folder, g_strerror(errno));
        return NULL;
    }
    int result;
    do {
        result = flock(fd, operation);
    } while (result != 0 && errno == EINTR);
    if (result != 0) {
        int saved = errno;
        close(fd);
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_FOLDER, "%s: %s", folder,
                    saved == EWOULDBLOCK
                        ? _("another run of miroir is at work there; wait for it to end")
                        : g_strerror(saved));
        return NULL;
    }
    FolderLock *self = g_new0(FolderLock, 1);
    self->fd = fd;
    return self;
}

FolderLock *
folder_lock_take(const char *folder, LockKind kind, GError **error)
{
    return lock_folder(folder, (kind == LOCK_ALONE ? LOCK_EX : LOCK_SH) | LOCK_NB, error);
}

FolderLock *
folder_lock_wait(const char *folder, LockKind kind, GError **error)
{
    return lock_folder(folder, kind == LOCK_ALONE ? LOCK_EX : LOCK_SH, error);
}

void
folder_lock_release(FolderLock *self)
{
    if (self == NULL)
        return;
    close(self->fd);
    g_free(self);
}
