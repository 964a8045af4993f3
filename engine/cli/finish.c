#include "engine/cli/finish.h"

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/signals.h"
#include "engine/words/words.h"

ExitStatus
finish_failed(const GError *error)
{
    if (signals_came()) {
        console_say(_("miroir: interrupted; the same command begins again and finishes the work"));
        return EXIT_INTERRUPTED;
    }
    if (!g_error_matches(error, CLI_ERROR, CLI_ERROR_FAULTS))
        console_error(error);
    return EXIT_NOTHING_DONE;
}
