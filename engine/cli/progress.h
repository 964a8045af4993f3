/* How far long work has come: on a terminal one line that is written over, with a bar and the time
 * left; elsewhere one line a step. */
#pragma once

#include <glib.h>

typedef struct Progress Progress;

Progress *progress_new(void);
/* A step still under way has failed, and is not told of. */
void progress_free(Progress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Progress, progress_free)

/* Begins a step, ending the one before. `what` as in "reading claims", `unit` as in "rows". */
void progress_step(Progress *self, const char *what, const char *unit);
/* `expected` is 0 where it is not known. May be called from any thread, as often as one likes. */
void progress_update(Progress *self, double done, double expected);
/* Ends the step under way. */
void progress_end(Progress *self);

/* The line itself, for a `width` in columns. The caller frees. */
char *progress_line(const char *what, const char *unit, double done, double expected,
                    double seconds, int width);
