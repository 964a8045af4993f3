/* Faults that the command line finds itself. */
#pragma once

#include <glib.h>

#define CLI_ERROR (cli_error_quark())
GQuark cli_error_quark(void);
typedef enum {
    CLI_ERROR_DATA,   /* the program's own files are not there */
    CLI_ERROR_USAGE,  /* what was asked for cannot be */
    CLI_ERROR_FOLDER, /* a folder that is not an edition, or another's */
    CLI_ERROR_FAULTS, /* several faults, already printed */
} CliError;
