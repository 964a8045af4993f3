/* miroir init: a campaign to start from, with its key. */
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/finish.h"
#include "engine/cli/session.h"
#include "engine/cli/source_report.h"
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

/* The tables of a known source are on a server: its line in place of the private cluster's. Takes over
 * `example`, which may be NULL. */
static GBytes *
example_for_source(GBytes *example, const char *source)
{
    static const char *const lines[][2] = {{"\n  embedded:", "\n  #embedded:"},
                                           {"\n  #service:", "\n  service:"}};
    if (example == NULL || source == NULL)
        return example;
    gsize size;
    const char *text = g_bytes_get_data(example, &size);
    GString *changed = g_string_new_len(text, (gssize)size);
    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        guint n = g_string_replace(changed, lines[i][0], lines[i][1], 1);
        g_assert(n == 1);
    }
    g_bytes_unref(example);
    return g_string_free_to_bytes(changed);
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
init(const char *folder, const char *language, const char *source, GError **error)
{
    g_autoptr(GBytes) bytes = example_for_source(example(language, error), source);
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

static void
describe(const char *folder)
{
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
}

/* The campaign is written: a database that cannot be asked yet is no failure. */
static void
describe_source(const KnownSource *source, const char *name, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "campaign.yaml", NULL);
    g_autoptr(GError) error = NULL;
    g_autoptr(Campaign) campaign = session_campaign(path, &error);
    console_print(_("\nThe tables of %s:\n"), known_source_label(source));
    if (campaign == NULL || !source_report_print(source, campaign, &error))
        console_print(_("not looked for: %s\n"), error->message);
    console_print(
        _("\nNothing was installed. Once `database:` in %s is right:\n"
          "  miroir source check %s %s      what is there, and what is lost without\n"
          "  miroir source install %s %s    the views; or psql with sql/contract, then:\n"),
        path, name, path, name, path);
    for (const char *const *file = known_source_files(source); *file != NULL; file++)
        console_print("    psql -v ON_ERROR_STOP=1 -f %s\n", *file);
}

static ExitStatus
run(const Options *options)
{
    const char *folder = options->arguments[0];
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = NULL;
    if (options->source != NULL) {
        source = source_report_load(options->source, &error);
        if (source == NULL)
            return finish_failed(error);
    }
    /* TRANSLATORS: the code of the language that you translate to, if it is fr; else en. */
    const char *language = options->language != NULL ? options->language : _("en");
    if (!init(folder, language, options->source, &error))
        return finish_failed(error);
    describe(folder);
    if (source != NULL)
        describe_source(source, options->source, folder);
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
        "With --source, the database is one that holds the tables of that data model: says\n"
        "which are there and what each missing table or column disables. Installs nothing.\n\n"
        "Ends with 0 when done, 2 when nothing was done."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_LANGUAGE, OPTION_SOURCE},
    .run = run,
};
