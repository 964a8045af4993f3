#include "engine/cli/evaluation_document.h"

#include "engine/cli/cli_error.h"
#include "engine/cli/data_folder.h"
#include "engine/words/words.h"
#include "render/document/evaluation_report.h"

ResultFile *
evaluation_document_new(const Evaluation *evaluation, GError **error)
{
    const Campaign *campaign = evaluation_campaign(evaluation);
    g_autofree char *templates = data_folder("templates", error);
    g_autofree char *fonts = templates == NULL ? NULL : data_folder("fonts", error);
    g_autoptr(Texts) texts =
        fonts == NULL ? NULL
                      : texts_load(templates, campaign->language, campaign->profession, error);
    g_autoptr(Typesetter) typesetter =
        texts == NULL ? NULL : typesetter_new(fonts, language_code(campaign->language), error);
    if (typesetter == NULL)
        return NULL;

    const DocumentContext context = {.texts = texts, .typesetter = typesetter};
    GBytes *bytes = evaluation_report_render(&context, evaluation, error);
    if (bytes == NULL) {
        g_prefix_error(error, "%s: ", EVALUATION_DOCUMENT);
        return NULL;
    }
    ResultFile *file = g_new(ResultFile, 1);
    *file = (ResultFile){g_strdup(EVALUATION_DOCUMENT), bytes};
    return file;
}

static bool
is_whole(const RenderChoice *choice, const char *folder, GError **error)
{
    if (choice->group == NULL && choice->token == NULL && choice->n_shards == 1)
        return true;
    g_set_error(
        error, CLI_ERROR, CLI_ERROR_USAGE,
        _("%s: is an evaluation, which has one document; leave --group, --token and --shard "
          "away"),
        folder);
    return false;
}

bool
evaluation_document_renew(const Edition *edition, const RenderChoice *choice, GError **error)
{
    const char *folder = edition_folder(edition);
    if (!is_whole(choice, folder, error))
        return false;

    g_autoptr(Campaign) campaign = edition_thaw_evaluation(folder, error);
    g_autoptr(Evaluation) evaluation =
        campaign == NULL ? NULL : evaluation_read(folder, campaign, error);
    ResultFile *file = evaluation == NULL ? NULL : evaluation_document_new(evaluation, error);
    if (file == NULL)
        return false;

    const int64_t time = edition_time(campaign);
    const bool published = publish_file(folder, file->path, file->bytes, time, error);
    result_file_free(file);
    g_autoptr(Manifest) manifest = published ? manifest_read(folder, error) : NULL;
    return manifest != NULL && edition_write_evaluated(folder, manifest, time, error);
}
