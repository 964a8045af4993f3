#include "engine/cli/progress.h"

#include <math.h>
#include <stdbool.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "engine/cli/console.h"
#include "engine/words/words.h"

enum { BAR_WIDTH = 24, REFRESH_MICROSECONDS = 100000, DEFAULT_WIDTH = 80 };

struct Progress {
    GMutex mutex;
    char *what, *unit; /* NULL between steps */
    double done, expected;
    gint64 started, shown;
    bool is_terminal;
};

Progress *
progress_new(void)
{
    Progress *self = g_new0(Progress, 1);
    g_mutex_init(&self->mutex);
    self->is_terminal = console_is_terminal();
    return self;
}

void
progress_free(Progress *self)
{
    if (self == NULL)
        return;
    if (self->what != NULL && self->is_terminal)
        console_status(NULL);
    g_free(self->what);
    g_free(self->unit);
    g_mutex_clear(&self->mutex);
    g_free(self);
}

/* 1234567 as "1 234 567". */
static char *
grouped(double value)
{
    g_autofree char *digits = g_strdup_printf("%.0f", value);
    GString *text = g_string_new(digits);
    for (gssize at = (gssize)text->len - 3; at > 0; at -= 3)
        g_string_insert_c(text, at, ' ');
    return g_string_free(text, FALSE);
}

static char *
duration(double seconds)
{
    int whole = (int)ceil(seconds);
    return whole < 60 ? g_strdup_printf("%d s", whole)
                      : g_strdup_printf("%d min %02d s", whole / 60, whole % 60);
}

char *
progress_line(const char *what, const char *unit, double done, double expected, double seconds,
              int width)
{
    GString *line = g_string_new(what);
    g_autofree char *so_far = grouped(done);
    if (expected > 0) {
        double share = CLAMP(done / expected, 0.0, 1.0);
        int filled = (int)(share * BAR_WIDTH);
        g_autofree char *whole = grouped(fmax(done, expected));
        g_string_append(line, " [");
        for (int i = 0; i < BAR_WIDTH; i++)
            g_string_append_c(line, i < filled ? '#' : '.');
        g_string_append(line, "] ");
        g_string_append_printf(line, _("%s of %s %s"), so_far, whole, unit);
        if (share > 0 && share < 1 && seconds >= 1) {
            g_autofree char *left = duration(seconds * (1 - share) / share);
            g_string_append_printf(line, _(", %s left"), left);
        }
    } else if (done > 0) {
        g_string_append_printf(line, _(": %s %s"), so_far, unit);
    }
    if (g_utf8_strlen(line->str, -1) > width)
        g_string_truncate(line, (gsize)(g_utf8_offset_to_pointer(line->str, width) - line->str));
    return g_string_free(line, FALSE);
}

static int
terminal_width(void)
{
    struct winsize size;
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1 ? size.ws_col - 1
                                                                           : DEFAULT_WIDTH - 1;
}

static double
seconds_since(gint64 start)
{
    return (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
}

static void
show(Progress *self)
{
    self->shown = g_get_monotonic_time();
    g_autofree char *line = progress_line(self->what, self->unit, self->done, self->expected,
                                          seconds_since(self->started), terminal_width());
    console_status(line);
}

static void
end_locked(Progress *self)
{
    if (self->what == NULL)
        return;
    if (self->is_terminal)
        console_status(NULL);
    g_autofree char *count = grouped(self->done);
    if (self->done > 0)
        console_say(_("%s: %s %s, %.1f s"), self->what, count, self->unit,
                    seconds_since(self->started));
    else
        console_say(_("%s: %.1f s"), self->what, seconds_since(self->started));
    g_clear_pointer(&self->what, g_free);
    g_clear_pointer(&self->unit, g_free);
}

void
progress_end(Progress *self)
{
    g_mutex_lock(&self->mutex);
    end_locked(self);
    g_mutex_unlock(&self->mutex);
}

void
progress_step(Progress *self, const char *what, const char *unit)
{
    g_mutex_lock(&self->mutex);
    end_locked(self);
    self->what = g_strdup(what);
    self->unit = g_strdup(unit);
    self->done = self->expected = 0;
    self->started = g_get_monotonic_time();
    if (self->is_terminal)
        show(self);
    g_mutex_unlock(&self->mutex);
}

void
progress_update(Progress *self, double done, double expected)
{
    g_mutex_lock(&self->mutex);
    self->done = done;
    self->expected = expected;
    bool is_due = g_get_monotonic_time() - self->shown >= REFRESH_MICROSECONDS;
    if (self->is_terminal && self->what != NULL && is_due)
        show(self);
    g_mutex_unlock(&self->mutex);
}
