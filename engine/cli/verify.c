/* miroir verify: every byte of an edition against its manifest. */
#include "engine/cli/console.h"
#include "engine/cli/edition.h"
#include "engine/cli/finish.h"
#include "engine/cli/subcommand.h"
#include "engine/words/words.h"

static ExitStatus
run(const Options *options)
{
    const char *folder = options->arguments[0];
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Manifest) manifest = manifest_read(folder, &error);
    if (manifest == NULL || !manifest_verify(manifest, folder, messages, &error))
        return finish_failed(error);

    for (guint i = 0; i < messages->len; i++)
        console_say(_("miroir: %s/%s"), folder, (const char *)g_ptr_array_index(messages, i));
    if (messages->len > 0) {
        console_say(
            P_("miroir: %u file is not as the manifest says; `miroir run` or `miroir render` "
               "makes it again",
               "miroir: %u files are not as the manifest says; `miroir run` or `miroir render` "
               "makes them again",
               messages->len),
            messages->len);
        return EXIT_SOME_FAILED;
    }
    size_t n = manifest_n_files(manifest);
    console_print(P_("%s: edition %s, %zu file as the manifest says",
                     "%s: edition %s, %zu files as the manifest says", n),
                  folder, manifest_edition(manifest), n);
    console_print("%s\n", edition_is_complete(manifest)
                              ? ""
                              : _("; not all documents are made: `miroir render` makes them"));
    return EXIT_DONE;
}

const Subcommand SUBCOMMAND_VERIFY = {
    .name = "verify",
    .arguments = N_("DIR"),
    .summary = N_("every byte of an edition against its manifest"),
    .description =
        N_("Reads DIR/manifest.json and every file below DIR. Writes nothing.\n\n"
           "Ends with 0 when all is as listed, 1 when a file is missing, changed or not\n"
           "listed (each is named), 2 when there is no manifest that can be read."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .run = run,
};
