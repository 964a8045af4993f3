/* Where in a file of the user something stands, and the error domain of everything that the user
 * writes: campaigns, themes, expressions. Messages read "file:line:column: what; hint". */
#pragma once

#include <glib.h>

typedef struct {
    const char *file; /* interned: lives as long as the program */
    int line, column; /* from 1, column in characters */
} Place;

#define MODEL_ERROR (model_error_quark())
GQuark model_error_quark(void);

typedef enum {
    MODEL_ERROR_FILE,       /* cannot be read */
    MODEL_ERROR_YAML,       /* does not parse, alias, tag, second document */
    MODEL_ERROR_KEY,        /* unknown, missing or repeated key */
    MODEL_ERROR_VALUE,      /* wrong type, number, period, choice */
    MODEL_ERROR_EXPRESSION, /* an expression that does not parse or type */
    MODEL_ERROR_THEME,      /* an unknown theme or version, an indicator twice */
} ModelError;

/* Sets "file:line:column: " followed by the message. */
void model_set_error(GError **error, ModelError code, Place place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
