#include "engine/cli/design.h"

#include "engine/cli/data_folder.h"
#include "engine/model/faults.h"
#include "engine/profile/results.h"
#include "render/document/block.h"

#define FROZEN "private/campaign/"
#define FROZEN_TEMPLATE FROZEN "template"
#define FROZEN_TEXTS FROZEN "texts"

/* --- from the campaign ------------------------------------------------------------------------ */

static Layout *
layout_of_campaign(const Campaign *campaign, const Texts *texts, GPtrArray *faults)
{
    GError *error = NULL;
    g_autofree char *templates = data_folder("templates", &error);
    if (templates == NULL) {
        faults_take(faults, error);
        return NULL;
    }
    g_autofree char *file = g_canonicalize_filename(campaign->path, NULL);
    g_autofree char *beside = g_path_get_dirname(file);
    const LayoutFolders folders = {templates, beside};
    return layout_load(campaign->booklet_template, &folders, texts, block_vocabulary(), faults);
}

static BookletDesign *
design_with_fonts(Layout *layout, Language language, GError **error)
{
    g_autofree char *fonts = data_folder("fonts", error);
    if (fonts != NULL)
        return booklet_design_new(layout, fonts, language, error);
    layout_free(layout);
    return NULL;
}

BookletDesign *
design_of_campaign(const Campaign *campaign, const Texts *texts, GPtrArray *faults)
{
    Layout *layout = layout_of_campaign(campaign, texts, faults);
    if (layout == NULL)
        return NULL;
    GError *error = NULL;
    BookletDesign *design = design_with_fonts(layout, campaign->language, &error);
    if (design == NULL)
        faults_take(faults, error);
    return design;
}

static Texts *
program_texts(const Campaign *campaign, GError **error)
{
    g_autofree char *templates = data_folder("templates", error);
    return templates == NULL
               ? NULL
               : texts_load(templates, campaign->language, campaign->profession, error);
}

/* --- frozen ----------------------------------------------------------------------------------- */

static void
add_file(GPtrArray *files, char *take_path, GBytes *bytes)
{
    ResultFile *file = g_new0(ResultFile, 1);
    file->path = take_path;
    file->bytes = g_bytes_ref(bytes);
    g_ptr_array_add(files, file);
}

static bool
freeze_texts(const Campaign *campaign, GPtrArray *files, GError **error)
{
    g_autofree char *templates = data_folder("templates", error);
    if (templates == NULL)
        return false;
    const char *language = language_code(campaign->language);
    g_autofree char *name = g_strconcat(language, ".yaml", NULL);
    g_autofree char *path = g_build_filename(templates, name, NULL);
    char *text = NULL;
    gsize n = 0;
    if (!g_file_get_contents(path, &text, &n, error))
        return false;
    g_autoptr(GBytes) bytes = g_bytes_new_take(text, n);
    add_file(files, g_strdup_printf(FROZEN_TEXTS "/%s", name), bytes);
    return true;
}

bool
design_freeze(const Campaign *campaign, GPtrArray *files, GError **error)
{
    g_autoptr(Texts) texts = program_texts(campaign, error);
    if (texts == NULL)
        return false;
    g_autoptr(GPtrArray) faults = faults_new();
    g_autoptr(BookletDesign) design = design_of_campaign(campaign, texts, faults);
    if (design == NULL) {
        faults_propagate_first(faults, error);
        return false;
    }
    const GPtrArray *sources = design->layout->sources;
    for (guint i = 0; i < sources->len; i++) {
        const LayoutFile *source = g_ptr_array_index(sources, i);
        add_file(files, g_strdup_printf(FROZEN_TEMPLATE "/%s", source->name), source->bytes);
    }
    return freeze_texts(campaign, files, error);
}

Texts *
design_texts(const char *folder, const Campaign *campaign, GError **error)
{
    g_autoptr(Texts) texts = program_texts(campaign, error);
    if (texts == NULL)
        return NULL;
    g_autofree char *frozen = g_build_filename(folder, FROZEN_TEXTS, NULL);
    if (!g_file_test(frozen, G_FILE_TEST_IS_DIR))
        return g_steal_pointer(&texts);
    return texts_load_over(frozen, texts, error);
}

BookletDesign *
design_of_edition(const char *folder, const Campaign *campaign, const Texts *texts, GError **error)
{
    g_autoptr(GPtrArray) faults = faults_new();
    g_autofree char *frozen = g_build_filename(folder, FROZEN_TEMPLATE, NULL);
    Layout *layout = g_file_test(frozen, G_FILE_TEST_IS_DIR)
                         ? layout_load_frozen(frozen, texts, block_vocabulary(), faults)
                         : layout_of_campaign(campaign, texts, faults);
    if (layout != NULL)
        return design_with_fonts(layout, campaign->language, error);
    faults_propagate_first(faults, error);
    return NULL;
}
