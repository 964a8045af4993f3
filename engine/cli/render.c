#include "engine/cli/render.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/design.h"
#include "engine/cli/documents.h"
#include "engine/cli/evaluation_document.h"
#include "engine/cli/finish.h"
#include "engine/cli/signals.h"
#include "engine/cli/subcommand.h"
#include "engine/cli/summary.h"
#include "engine/publish/folder.h"
#include "engine/publish/pool.h"
#include "engine/words/words.h"

/* What all workers share; made before they are forked. */
typedef struct {
    const char *folder;
    char *scratch; /* a private folder of this run */
    Campaign *campaign;
    Results *results;
    Texts *texts;
    Typesetter *typesetter;
    BookletDesign *design;
    GPtrArray *documents;  /* all of them */
    GPtrArray *chosen;     /* those to make; owned by `documents` */
    GPtrArray *gathering;  /* those to make from booklets, once these are there; likewise */
    const GPtrArray *wave; /* which of the two is being made */
    GPtrArray *failures;   /* char * */
    Progress *progress;
} Rendering;

static void
rendering_free(Rendering *self)
{
    if (self->scratch != NULL)
        folder_remove(self->scratch, NULL);
    g_free(self->scratch);
    g_clear_pointer(&self->failures, g_ptr_array_unref);
    g_clear_pointer(&self->gathering, g_ptr_array_unref);
    g_clear_pointer(&self->chosen, g_ptr_array_unref);
    g_clear_pointer(&self->documents, g_ptr_array_unref);
    booklet_design_free(self->design);
    typesetter_free(self->typesetter);
    texts_free(self->texts);
    results_free(self->results);
    campaign_free(self->campaign);
    g_free(self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Rendering, rendering_free)

static bool
open_texts_and_fonts(Rendering *self, GError **error)
{
    g_autofree char *fonts = data_folder("fonts", error);
    if (fonts == NULL)
        return false;
    self->texts = design_texts(self->folder, self->campaign, error);
    if (self->texts == NULL)
        return false;
    self->typesetter = typesetter_new(fonts, language_code(self->campaign->language), error);
    if (self->typesetter == NULL)
        return false;
    self->design = design_of_edition(self->folder, self->campaign, self->texts, error);
    return self->design != NULL;
}

/* Inside private/, whose next user clears it away if this one is killed. */
static bool
make_scratch(Rendering *self, GError **error)
{
    g_autofree char *name = g_strdup_printf(PUBLISH_TEMPORARY "scratch-%d", (int)getpid());
    self->scratch = g_build_filename(self->folder, "private", name, NULL);
    if (!folder_remove(self->scratch, error))
        return false;
    if (g_mkdir(self->scratch, 0700) == 0)
        return true;
    g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER,
                _("%s: cannot be made; choose a folder that you may write to"), self->scratch);
    return false;
}

/* The booklet, and the certificate where one is due. */
static bool
is_of_doctor(const Document *document, const char *token)
{
    g_autofree char *ending = g_strdup_printf("/%s.pdf", token);
    return (g_str_has_prefix(document->path, "booklets/") ||
            g_str_has_prefix(document->path, "private/attendance/certificates/")) &&
           g_str_has_suffix(document->path, ending);
}

static bool
is_chosen(const Rendering *self, const Document *document, const RenderChoice *choice)
{
    if (choice->token != NULL)
        return is_of_doctor(document, choice->token);
    if (choice->group == NULL)
        return true;
    return document->group >= 0 &&
           strcmp(results_group(self->results, (size_t)document->group)->id, choice->group) == 0;
}

/* What gathers booklets is for whichever share ends last, and hence for each. */
static bool
choose(Rendering *self, const RenderChoice *choice, GError **error)
{
    self->documents = documents_list(self->results);
    self->chosen = g_ptr_array_new();
    self->gathering = g_ptr_array_new();
    guint n_matching = 0;
    for (guint i = 0; i < self->documents->len; i++) {
        Document *document = g_ptr_array_index(self->documents, i);
        if (!is_chosen(self, document, choice))
            continue;
        if (document->gathers)
            g_ptr_array_add(self->gathering, document);
        else if (n_matching++ % (guint)choice->n_shards == (guint)choice->shard - 1)
            g_ptr_array_add(self->chosen, document);
    }
    if (n_matching > 0)
        return true;
    if (choice->token != NULL)
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("--token %s: no doctor of this edition has it; tokens are in "
                      "private/register.csv"),
                    choice->token);
    else
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE,
                    _("--group %s: this edition has no such group; its groups are the folders of "
                      "booklets/"),
                    choice->group);
    return false;
}

static Rendering *
prepare(const char *folder, const RenderChoice *choice, GError **error)
{
    g_autoptr(Rendering) self = g_new0(Rendering, 1);
    self->folder = folder;
    self->failures = g_ptr_array_new_with_free_func(g_free);
    self->campaign = edition_thaw(folder, error);
    if (self->campaign == NULL)
        return NULL;
    self->results = results_read(folder, self->campaign, error);
    if (self->results == NULL || !choose(self, choice, error) ||
        !open_texts_and_fonts(self, error) || !make_scratch(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

/* --- in a worker ------------------------------------------------------------------------------ */

static bool
make_document(size_t task, void *data, GError **error)
{
    Rendering *self = data;
    const Document *document = g_ptr_array_index(self->wave, task);
    g_autofree char *scratch = g_strdup_printf("%s/%d", self->scratch, (int)getpid());
    if (g_mkdir_with_parents(scratch, 0700) != 0) {
        g_set_error(error, CLI_ERROR, CLI_ERROR_FOLDER, _("%s: cannot be made"), scratch);
        return false;
    }
    DocumentContext context = {self->results, self->texts, self->typesetter, self->design};
    DocumentPlace place = {self->folder, scratch};
    g_autoptr(GBytes) bytes = document_render(document, &context, &place, error);
    return bytes != NULL &&
           publish_file(self->folder, document->path, bytes, edition_time(self->campaign), error);
}

/* --- in the parent ---------------------------------------------------------------------------- */

static void
note_document(size_t task, const char *message, size_t n_done, size_t n, void *data)
{
    Rendering *self = data;
    const Document *document = g_ptr_array_index(self->wave, task);
    if (message != NULL)
        g_ptr_array_add(self->failures, g_strdup_printf("%s: %s", document->path, message));
    progress_update(self->progress, (double)n_done, (double)n);
}

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
name_failures(GPtrArray *failures)
{
    g_ptr_array_sort(failures, compare_texts);
    for (guint i = 0; i < failures->len; i++)
        console_say(_("miroir: %s"), (const char *)g_ptr_array_index(failures, i));
}

/* The number that failed, or -1 with `error` when none could be made. */
static int
make_wave(Rendering *self, const GPtrArray *wave, int jobs, const char *what, GError **error)
{
    if (wave->len == 0)
        return 0;
    self->wave = wave;
    progress_step(self->progress, what, _("documents"));
    int n_failed =
        pool_run(jobs, wave->len, make_document, note_document, self, signals_flag(), error);
    progress_end(self->progress);
    return n_failed;
}

/* A share of several leaves what others still make booklets for to whichever ends last. */
static void
leave_to_others(Rendering *self)
{
    const DocumentContext context = {self->results, self->texts, self->typesetter, self->design};
    const DocumentPlace place = {self->folder, self->scratch};
    for (guint i = self->gathering->len; i > 0; i--)
        if (!document_is_ready(g_ptr_array_index(self->gathering, i - 1), &context, &place))
            g_ptr_array_remove_index(self->gathering, i - 1);
}

static bool
rewrite_manifest(const Rendering *self, char **out_summary, GError **error)
{
    g_autoptr(Manifest) manifest = manifest_read(self->folder, error);
    if (manifest == NULL || !edition_write_manifest(self->folder, manifest, self->documents,
                                                    edition_time(self->campaign), error))
        return false;
    *out_summary = summary_text(self->results, manifest);
    return true;
}

/* What is made from all booklets, and the list of everything. Shards that end at the same time take
 * turns, so that the last one has the work of all before it. Returns as make_wave does. */
static int
gather(Rendering *self, const RenderChoice *choice, char **out_summary, GError **error)
{
    g_autofree char *private = g_build_filename(self->folder, "private", NULL);
    g_autoptr(FolderLock) turn = folder_lock_wait(private, LOCK_ALONE, error);
    if (turn == NULL)
        return -1;
    if (choice->n_shards > 1)
        leave_to_others(self);
    int n_failed = make_wave(self, self->gathering, choice->jobs, _("gathering booklets"), error);
    if (n_failed < 0)
        return -1;
    name_failures(self->failures);
    folder_remove(self->scratch, NULL);
    return rewrite_manifest(self, out_summary, error) ? n_failed : -1;
}

gboolean
render_edition(Edition *edition, const RenderChoice *choice, Progress *progress,
               RenderOutcome *out_outcome, GError **error)
{
    g_autoptr(Rendering) self = prepare(edition_folder(edition), choice, error);
    if (self == NULL)
        return FALSE;
    self->progress = progress;
    int n_failed = make_wave(self, self->chosen, choice->jobs, _("making documents"), error);
    if (n_failed < 0)
        return FALSE;
    char *summary = NULL;
    int n_failed_later = gather(self, choice, &summary, error);
    if (n_failed_later < 0)
        return FALSE;
    const int n = (int)(self->chosen->len + self->gathering->len);
    n_failed += n_failed_later;
    *out_outcome = (RenderOutcome){n - n_failed, n_failed, summary};
    return TRUE;
}

void
render_outcome_clear(RenderOutcome *self)
{
    g_clear_pointer(&self->summary, g_free);
}

ExitStatus
render_conclude(const RenderOutcome *outcome)
{
    int n = outcome->n_failed + outcome->n_made;
    console_print("%s", outcome->summary);
    console_print(P_("%d of %d document made\n", "%d of %d documents made\n", (gulong)n),
                  outcome->n_made, n);
    if (outcome->n_failed == 0)
        return EXIT_DONE;
    console_say(_("miroir: %d of %d documents failed; the same command tries them again"),
                outcome->n_failed, n);
    return outcome->n_made > 0 ? EXIT_SOME_FAILED : EXIT_NOTHING_DONE;
}

static ExitStatus
render_evaluation(const Edition *edition, const RenderChoice *choice)
{
    g_autoptr(GError) error = NULL;
    if (!evaluation_document_renew(edition, choice, &error))
        return finish_failed(error);
    console_say(_("the report is %s/%s"), edition_folder(edition), EVALUATION_DOCUMENT);
    return EXIT_DONE;
}

ExitStatus
render_folder(const char *folder, const RenderChoice *choice)
{
    g_autoptr(GError) error = NULL;
    LockKind kind = choice->n_shards > 1 ? LOCK_SHARED : LOCK_ALONE;
    g_autoptr(Edition) edition = edition_open(folder, NULL, kind, &error);
    if (edition == NULL)
        return finish_failed(error);
    if (edition_holds_evaluation(edition_folder(edition)))
        return render_evaluation(edition, choice);
    g_autoptr(Progress) progress = progress_new();
    g_auto(RenderOutcome) outcome = {0};
    if (!render_edition(edition, choice, progress, &outcome, &error))
        return finish_failed(error);
    return render_conclude(&outcome);
}

static ExitStatus
run(const Options *options)
{
    RenderChoice choice = {options->jobs, options->group, NULL, options->shard, options->n_shards};
    return render_folder(options->arguments[0], &choice);
}

static ExitStatus
run_reissue(const Options *options)
{
    RenderChoice choice = {1, NULL, options->token, 1, 1};
    return render_folder(options->arguments[0], &choice);
}

const Subcommand SUBCOMMAND_RENDER = {
    .name = "render",
    .arguments = N_("DIR"),
    .summary = N_("documents only, no database"),
    .description = N_(
        "Reads DIR/private/ and DIR/results/ of an edition that was computed, and nothing else. "
        "Of an\n"
        "evaluation it makes evaluation.pdf again.\n\n"
        "Writes DIR/booklets/, handouts/ (slides/ to project), workbooks/, private/attendance/ "
        "(sheets to sign;\n"
        "below certificates/ one of attendance for each doctor who came to a meeting in the year\n"
        "that ends with the edition's last period),\n"
        "private/cards.pdf (a letter a doctor with the own numbers), private/print/ (a group's\n"
        "booklets in one pile, a sheet with the name before each), private/zip/ (a group's\n"
        "booklets to be sent), index.html and manifest.json. Booklets are encrypted where the\n"
        "campaign says `booklet: {encrypt: true}`, each under its password in\n"
        "private/passwords.csv; print/ is not.\n\n"
        "A document that fails is named, and does not stop the others.\n\n"
        "Ends with 0 when all are made, 1 when some failed, 2 when nothing was done, 130 when\n"
        "interrupted."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_JOBS, OPTION_GROUP, OPTION_SHARD},
    .run = run,
};

const Subcommand SUBCOMMAND_REISSUE = {
    .name = "reissue",
    .arguments = N_("DIR --token TOKEN"),
    .summary = N_("one doctor's booklet and certificate again"),
    .description = N_(
        "Reads DIR/private/ and DIR/results/. The token is the booklet's name without .pdf, as in\n"
        "DIR/private/register.csv.\n\n"
        "Writes that booklet, the doctor's certificate of attendance where there is one, and\n"
        "DIR/manifest.json. What holds the booklet too (print/, zip/) is the same edition's and\n"
        "stays, as does cards.pdf.\n\n"
        "Ends with 0 when done, 2 when nothing was done, 130 when interrupted."),
    .n_arguments_min = 1,
    .n_arguments_max = 1,
    .options = {OPTION_TOKEN},
    .required = {OPTION_TOKEN},
    .run = run_reissue,
};
