/* How a subcommand ends when something went wrong. */
#pragma once

#include <glib.h>

#include "engine/cli/exit_status.h"

/* Says why, unless it was said, and returns the status: interrupted when a signal came, else nothing
 * done. */
ExitStatus finish_failed(const GError *error);
