/* miroir init: a campaign to start from, with its key. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/finish.h"
#include "engine/cli/subcommand.h"
#include "engine/model/language.h"
#include "engine/profile/secret_key.h"
#include "engine/publish/file.h"
#include "engine/words/words.h"

/* The example in that language, which is commented in it. */
static GBytes *
example(const char *code, GError **error)
{
    Language language;
    if (!language_parse(code, &language)) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("--language %s is not known; it is fr or en"), code);
        return NULL;
    }
    g_autofree char *name = g_strdup_printf("templates/campaign.%s.yaml", language_code(language));
    g_autofree char *path = data_folder(name, error);
    char *text = NULL;
    gsize size = 0;
    if (path == NULL || !g_file_get_contents(path, &text, &size, error))
        return NULL;
    return g_bytes_new_take(text, size);
}

static bool
make_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0755) == 0)
        return true;
    g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                _("%s: the folder cannot be made: %s; choose a folder that you may write to"),
                folder, g_strerror(errno));
    return false;
}

static bool
init(const char *folder, const char *language, GError **error)
{
    g_autoptr(GBytes) bytes = example(language, error);
    if (bytes == NULL)
        return false;
    g_autofree char *campaign = g_build_filename(folder, "campaign.yaml", NULL);
    g_autofree char *key = g_build_filename(folder, "secret.key", NULL);
    const char *const paths[] = {campaign, key};
    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        if (!g_file_test(paths[i], G_FILE_TEST_EXISTS))
            continue;
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                    _("%s: is there already and is not written over; choose another folder"),
                    paths[i]);
        return false;
    }
    if (!make_folder(folder, error) || !secret_key_create(key, error))
        return false;

    int64_t now = g_get_real_time() / G_USEC_PER_SEC;
    if (publish_file(folder, "campaign.yaml", bytes, now, error))
        return true;
    g_unlink(key);
    return false;
}

static ExitStatus
run(const Options *options)
{
    const char *folder = options->arguments[0];
    g_autoptr(GError) error = NULL;
    /* TRANSLATORS: the code of the language that you translate to, if it is fr; else en. */
    const char *language = options->language != NULL ? options->language : _("en");
    if (!init(folder, language, &error))
        return finish_failed(error);
    console_print(
        _("%s/campaign.yaml   edit it: every line says what it is\n"
          "%s/secret.key      keep it: the same key gives the same numbers again; whoever has\n"
          "%*s                 it can tell who bears which number\n\n"
          "Then:\n"
          "  miroir load %s/campaign.yaml CSV_DIR    from CSV files, if you have no server\n"
          "  miroir check %s/campaign.yaml\n"
          "  miroir run %s/campaign.yaml -o %s/edition\n\n"
          "The relations that the engine reads are described in README.md and miroir(1).\n"),
        folder, folder, (int)strlen(folder), "", folder, folder, folder, folder);
    return EXIT_DONE;
}

const Subcommand SUBCOMMAND_INIT = {
    .name = "init",
    .arguments = N_("DIR"),
    .summary = N_("a campaign to start from"),
    .description = N_(
        "Writes DIR/campaign.yaml, with a comment on every key, and DIR/secret.key (mode 0600, 32\n"
        "random bytes). Neither is ever written over. Comments and documents are in the language "
        "of\n"
        "--language, else in that of the program's messages.\n\n"
        "Ends with 0 when done, 2 when nothing was done."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_LANGUAGE},
    .run = run,
};
