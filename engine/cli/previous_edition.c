#include "engine/cli/previous_edition.h"

#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/edition.h"
#include "engine/words/words.h"

static Previous *
open_folder(const char *folder, GError **error)
{
    bool has_members = false;
    return edition_check_finished(folder, &has_members, error)
               ? previous_read(folder, has_members, error)
               : NULL;
}

bool
previous_edition_open(const Campaign *campaign, const char *folder, Previous **out_previous,
                      GError **error)
{
    *out_previous = NULL;
    if (campaign->previous == NULL)
        return true;
    g_autofree char *own = folder == NULL ? NULL : g_canonicalize_filename(folder, NULL);
    if (g_strcmp0(own, campaign->previous) == 0) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                    _("previous: %s is where this edition goes; give each a folder of its own"),
                    campaign->previous);
        return false;
    }
    *out_previous = open_folder(campaign->previous, error);
    if (*out_previous == NULL)
        g_prefix_error(error, "previous: ");
    return *out_previous != NULL;
}
