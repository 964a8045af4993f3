/* miroir purge: what only the data team may see goes, what was handed over stays. */
#include <sys/stat.h>

#include "engine/cli/console.h"
#include "engine/cli/edition.h"
#include "engine/cli/finish.h"
#include "engine/cli/subcommand.h"
#include "engine/publish/folder.h"
#include "engine/words/words.h"

static bool
purge(const char *folder, GError **error)
{
    g_autoptr(Edition) edition = edition_open(folder, NULL, LOCK_ALONE, error);
    if (edition == NULL)
        return false;
    g_autoptr(Manifest) manifest = manifest_read(edition_folder(edition), error);
    if (manifest == NULL)
        return false;

    /* The edition's time, which the campaign gave that is about to go. */
    g_autofree char *path = g_build_filename(edition_folder(edition), "manifest.json", NULL);
    struct stat status = {0};
    stat(path, &status);

    g_autofree char *private = g_build_filename(edition_folder(edition), "private", NULL);
    return folder_remove(private, error) &&
           edition_mark_purged(edition_folder(edition), manifest, status.st_mtime, error);
}

static ExitStatus
run(const Options *options)
{
    g_autoptr(GError) error = NULL;
    if (!purge(options->arguments[0], &error))
        return finish_failed(error);
    console_say(_("%s/private/ is removed; the key file stays: destroy it only once the edition is "
                  "closed"),
                options->arguments[0]);
    return EXIT_DONE;
}

const Subcommand SUBCOMMAND_PURGE = {
    .name = "purge",
    .arguments = N_("DIR"),
    .summary = N_("remove private/ of an edition"),
    .description = N_(
        "Removes DIR/private/ with all it holds (counts, measures, register, distribution list,\n"
        "passwords, attendance sheets and certificates, cards, piles to print, frozen campaign) "
        "and rewrites\n"
        "DIR/manifest.json. Booklets, handouts, workbooks and results stay; they can no longer be\n"
        "made again from DIR.\n\n"
        "Ends with 0 when done, 2 when nothing was done."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .run = run,
};
