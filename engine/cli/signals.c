#include "engine/cli/signals.h"

#include <errno.h>
#include <stddef.h>

#include "engine/source/connection.h"

/* The one thing a handler may touch. */
static volatile sig_atomic_t came;

static void
note_signal(int number)
{
    (void)number;
    int saved = errno;
    came = 1;
    connection_cancel_all();
    errno = saved;
}

void
signals_catch(void)
{
    static const int NOTED[] = {SIGINT, SIGTERM, SIGHUP};
    static const int IGNORED[] = {SIGPIPE, SIGXFSZ};
    struct sigaction note = {.sa_handler = note_signal};
    sigemptyset(&note.sa_mask);
    for (size_t i = 0; i < sizeof NOTED / sizeof NOTED[0]; i++)
        sigaction(NOTED[i], &note, NULL);
    for (size_t i = 0; i < sizeof IGNORED / sizeof IGNORED[0]; i++)
        signal(IGNORED[i], SIG_IGN);
}

const volatile sig_atomic_t *
signals_flag(void)
{
    return &came;
}

bool
signals_came(void)
{
    return came != 0;
}
