/* What the process ends with. */
#pragma once

typedef enum {
    EXIT_DONE = 0,
    EXIT_SOME_FAILED = 1,  /* some documents failed, each named */
    EXIT_NOTHING_DONE = 2, /* the reason is on stderr */
    EXIT_INTERRUPTED = 130,
} ExitStatus;
