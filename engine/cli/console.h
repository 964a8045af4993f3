/* The one place that writes to the terminal: answers to stdout, everything else to stderr. Control
 * characters that come from data never reach the terminal. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* What was asked for: to stdout. */
void console_print(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* What happens on the way and what went wrong: a line to stderr. */
void console_say(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* "miroir: " and the message, to stderr. */
void console_error(const GError *error);
/* Whether stderr is a terminal on which one line can be written over and over. */
bool console_is_terminal(void);
/* Replaces the status line; NULL removes it. Only on a terminal. */
void console_status(const char *line);
/* `text` with blanks after it up to `columns` characters, which printf would count as bytes. The
 * caller frees. */
char *console_padded(const char *text, size_t columns);
/* Whether everything printed has arrived. */
bool console_flush(void);
