#include "engine/cli/console.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/words/words.h"

/* Writes `text` with its control characters made harmless. */
static void
write_text(FILE *stream, char *text)
{
    for (char *p = text; *p != '\0'; p++)
        if (g_ascii_iscntrl(*p) && *p != '\n' && *p != '\t')
            *p = '?';
    fputs(text, stream);
}

void
console_print(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    write_text(stdout, text);
}

void
console_say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    write_text(stderr, text);
    fputc('\n', stderr);
}

void
console_error(const GError *error)
{
    console_say(_("miroir: %s"), error->message);
}

bool
console_is_terminal(void)
{
    return isatty(STDERR_FILENO) && g_strcmp0(g_getenv("TERM"), "dumb") != 0;
}

void
console_status(const char *line)
{
    fputs("\r\033[K", stderr);
    if (line != NULL) {
        g_autofree char *text = g_strdup(line);
        write_text(stderr, text);
    }
    fflush(stderr);
}

char *
console_padded(const char *text, size_t columns)
{
    size_t n = (size_t)g_utf8_strlen(text, -1);
    return g_strdup_printf("%s%*s", text, n < columns ? (int)(columns - n) : 0, "");
}

bool
console_flush(void)
{
    return fflush(stdout) == 0 && !ferror(stdout);
}
