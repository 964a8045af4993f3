/* From the files of a template to a Layout: the one named and those it extends, base first, each
 * changing what it says and no more. */
#include <stddef.h>
#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/yaml_schema.h"
#include "engine/words/words.h"
#include "render/layout/layout_parts.h"

/* Of body text at scale 1: 3 mm. */
#define BODY_PT (3.0 * 72 / 25.4)

enum { MOST_FILES = 4 };

typedef struct {
    const YamlNode *name, *extends, *colours, *texts, *pages;
    const YamlNode *family, *logo_file, *logo_at, *logo_size, *logo_page;
    int paper;
    double top, bottom, inner, outer, size_pt;
    bool binding;
} LayoutKeys;

static const char *const paper_names[] = {"A4", NULL};

#define AT(member) .offset = offsetof(LayoutKeys, member)
static const YamlField margin_fields[] = {
    {"top", FIELD_NUMBER, AT(top), .minimum = 15, .maximum = 100},
    {"bottom", FIELD_NUMBER, AT(bottom), .minimum = 15, .maximum = 100},
    {"inner", FIELD_NUMBER, AT(inner), .minimum = 8, .maximum = 60},
    {"outer", FIELD_NUMBER, AT(outer), .minimum = 8, .maximum = 60},
};
static const YamlSchema margin_schema = {N_("the margins"), margin_fields,
                                         G_N_ELEMENTS(margin_fields)};

static const YamlField font_fields[] = {
    {"family", FIELD_TEXT, AT(family)},
    {"size_pt", FIELD_NUMBER, AT(size_pt), .minimum = 7, .maximum = 20},
};
static const YamlSchema font_schema = {N_("the fonts"), font_fields, G_N_ELEMENTS(font_fields)};

static const YamlField logo_fields[] = {
    {"file", FIELD_TEXT, AT(logo_file), .required = true},
    {"page", FIELD_TEXT, AT(logo_page), .required = true},
    {"at", FIELD_SEQUENCE, AT(logo_at), .required = true},
    {"size", FIELD_SEQUENCE, AT(logo_size), .required = true},
};
static const YamlSchema logo_schema = {N_("the logo"), logo_fields, G_N_ELEMENTS(logo_fields)};

static const YamlField layout_fields[] = {
    {"template", FIELD_TEXT, AT(name), .required = true},
    {"extends", FIELD_TEXT, AT(extends)},
    {"paper", FIELD_CHOICE, AT(paper), .choices = paper_names},
    {"margins", FIELD_NESTED, .nested = &margin_schema},
    {"binding", FIELD_BOOLEAN, AT(binding)},
    {"fonts", FIELD_NESTED, .nested = &font_schema},
    {"colours", FIELD_MAPPING, AT(colours)},
    {"logo", FIELD_NESTED, .nested = &logo_schema},
    {"texts", FIELD_MAPPING, AT(texts)},
    {"pages", FIELD_SEQUENCE, AT(pages)},
};
#undef AT
static const YamlSchema layout_schema = {N_("a template"), layout_fields,
                                         G_N_ELEMENTS(layout_fields)};

bool
layout_read_numbers(const LayoutReading *reading, const YamlNode *node, const char *key, size_t n,
                    double *out_numbers)
{
    bool good = yaml_node_kind(node) == YAML_SEQUENCE && yaml_node_size(node) == n;
    for (size_t i = 0; good && i < n; i++) {
        const YamlNode *item = yaml_node_item(node, i);
        const char *text = yaml_node_kind(item) == YAML_SCALAR ? yaml_node_text(item) : "";
        good = *text != '\0' && strlen(text) < 10 && text[strspn(text, "0123456789.")] == '\0' &&
               g_ascii_isdigit(text[0]);
        char *end = NULL;
        const double number = good ? g_ascii_strtod(text, &end) : 0;
        good = good && *end == '\0';
        if (good)
            out_numbers[i] = number;
    }
    if (!good)
        faults_add(reading->faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s is a list of %zu lengths in millimetres, as in [10, 25.5]"), key, n);
    return good;
}

/* --- what a file changes ---------------------------------------------------------------------- */

static void
take_logo(const LayoutReading *reading, const LayoutKeys *keys)
{
    Layout *layout = reading->layout;
    double at[2], size[2];
    if (keys->logo_file == NULL || keys->logo_at == NULL || keys->logo_size == NULL ||
        keys->logo_page == NULL || !layout_read_numbers(reading, keys->logo_at, "at", 2, at) ||
        !layout_read_numbers(reading, keys->logo_size, "size", 2, size))
        return;
    g_free(layout->logo_file);
    g_free(layout->logo_page);
    layout->logo_file = g_strdup(yaml_node_text(keys->logo_file));
    layout->logo_page = g_strdup(yaml_node_text(keys->logo_page));
    layout->logo_place = yaml_node_place(keys->logo_file);
    layout->logo_page_place = yaml_node_place(keys->logo_page);
    layout->logo_box = (Rect){at[0], at[1], size[0], size[1]};
}

static void
take_texts(const LayoutReading *reading, const YamlNode *node)
{
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        g_autoptr(GError) error = NULL;
        if (!texts_replace(reading->layout->texts, yaml_node_key(node, i),
                           yaml_node_key_place(node, i), yaml_node_item(node, i), &error))
            faults_take(reading->faults, g_steal_pointer(&error));
    }
}

static void
read_file(const LayoutReading *reading, const YamlDocument *document)
{
    Layout *layout = reading->layout;
    const double scale = layout->scale;
    LayoutKeys keys = {.top = layout->top,
                       .bottom = layout->bottom,
                       .inner = layout->inner,
                       .outer = layout->outer,
                       .size_pt = layout->scale * BODY_PT,
                       .binding = layout->binding};
    yaml_schema_read(&layout_schema, yaml_document_root(document), &keys, reading->faults);

    layout->top = keys.top;
    layout->bottom = keys.bottom;
    layout->inner = keys.inner;
    layout->outer = keys.outer;
    layout->binding = keys.binding;
    layout->scale = keys.size_pt == scale * BODY_PT ? scale : keys.size_pt / BODY_PT;
    if (keys.name != NULL) {
        g_free(layout->name);
        layout->name = g_strdup(yaml_node_text(keys.name));
    }
    if (keys.family != NULL) {
        g_free(layout->family);
        layout->family = g_strdup(yaml_node_text(keys.family));
        layout->family_place = yaml_node_place(keys.family);
    }
    if (keys.colours != NULL)
        layout_read_colours(reading, keys.colours);
    take_logo(reading, &keys);
    if (keys.texts != NULL)
        take_texts(reading, keys.texts);
    if (keys.pages != NULL)
        layout_read_pages(reading, keys.pages);
}

/* --- which files ------------------------------------------------------------------------------ */

static bool
is_path(const char *template)
{
    return strchr(template, '/') != NULL || g_str_has_suffix(template, ".yaml");
}

static char *
path_of(const char *template, const LayoutFolders *folders)
{
    if (is_path(template)) {
        g_autofree char *beside =
            g_canonicalize_filename(folders->beside == NULL ? "." : folders->beside, NULL);
        return g_canonicalize_filename(template, beside);
    }
    g_autofree char *file = g_strconcat(template, ".yaml", NULL);
    return g_build_filename(folders->shipped, file, NULL);
}

/* Languages have their texts beside the templates: a file of texts is no template. */
static bool
is_shipped(const char *template, const char *shipped)
{
    Language language;
    g_autofree char *file = g_strconcat(template, ".yaml", NULL);
    g_autofree char *path = g_build_filename(shipped, file, NULL);
    return !language_parse(template, &language) && g_file_test(path, G_FILE_TEST_IS_REGULAR);
}

static const YamlNode *
extends_of(const YamlDocument *document)
{
    const YamlNode *root = yaml_document_root(document);
    const YamlNode *extends =
        yaml_node_kind(root) == YAML_MAPPING ? yaml_node_find(root, "extends") : NULL;
    return extends != NULL && yaml_node_kind(extends) == YAML_SCALAR ? extends : NULL;
}

static void
refuse_name(const char *name, const Place *place, GPtrArray *faults)
{
    static const char what[] =
        N_("there is no template '%s'; those of miroir are profil and grand, "
           "a file of your own is a path that ends in .yaml");
    if (place != NULL)
        faults_add(faults, MODEL_ERROR_FILE, *place, _(what), name);
    else
        faults_take(faults, g_error_new(MODEL_ERROR, MODEL_ERROR_FILE, _(what), name));
}

/* The documents, base first, or NULL with a fault. */
static GPtrArray *
load_chain(const char *template, const LayoutFolders *folders, GPtrArray *faults)
{
    g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func((GDestroyNotify)yaml_document_free);
    g_autofree char *name = g_strdup(template);
    g_autofree char *beside = g_strdup(folders->beside);
    const Place *place = NULL;
    Place last;

    while (name != NULL) {
        if (!is_path(name) && !is_shipped(name, folders->shipped)) {
            refuse_name(name, place, faults);
            return NULL;
        }
        const LayoutFolders at = {folders->shipped, beside};
        g_autofree char *path = path_of(name, &at);
        GError *error = NULL;
        YamlDocument *document = yaml_document_load(path, &error);
        if (document == NULL) {
            faults_take(faults, error);
            return NULL;
        }
        g_ptr_array_insert(chain, 0, document);
        g_free(beside);
        beside = g_path_get_dirname(path);
        const YamlNode *extends = extends_of(document);
        g_free(name);
        name = extends == NULL ? NULL : g_strdup(yaml_node_text(extends));
        if (extends != NULL)
            last = yaml_node_place(extends);
        place = &last;
        if (chain->len == MOST_FILES && name != NULL) {
            faults_add(faults, MODEL_ERROR_VALUE, last,
                       _("templates extend one another more than %d times; is it a circle?"),
                       MOST_FILES);
            return NULL;
        }
    }
    return g_steal_pointer(&chain);
}

static void
add_source(Layout *layout, char *take_name, GBytes *bytes)
{
    LayoutFile *file = g_new0(LayoutFile, 1);
    *file = (LayoutFile){take_name, g_bytes_ref(bytes)};
    g_ptr_array_add(layout->sources, file);
}

static const char *
logo_extension(const char *path)
{
    return g_str_has_suffix(path, ".svg") ? "svg" : g_str_has_suffix(path, ".png") ? "png" : NULL;
}

/* `folder` is where the last template is, or the frozen copies. */
static void
load_logo(Layout *layout, const char *folder, bool is_frozen, GPtrArray *faults)
{
    if (layout->logo_file == NULL)
        return;
    const char *extension = logo_extension(layout->logo_file);
    if (extension == NULL) {
        faults_add(faults, MODEL_ERROR_VALUE, layout->logo_place,
                   _("the logo %s is neither .svg nor .png"), layout->logo_file);
        return;
    }
    g_autofree char *frozen = g_strconcat("logo.", extension, NULL);
    g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
    g_autofree char *path =
        g_canonicalize_filename(is_frozen ? frozen : layout->logo_file, absolute);
    char *bytes = NULL;
    gsize n = 0;
    g_autoptr(GError) error = NULL;
    if (!g_file_get_contents(path, &bytes, &n, &error)) {
        faults_add(faults, MODEL_ERROR_FILE, layout->logo_place,
                   _("the logo cannot be read: %s; its path starts from the template"),
                   error->message);
        return;
    }
    layout->logo = g_bytes_new_take(bytes, n);
    add_source(layout, g_steal_pointer(&frozen), layout->logo);
}

static Layout *
read_chain(const GPtrArray *chain, const char *logo_folder, bool is_frozen, const Texts *texts,
           const LayoutVocabulary *vocabulary, GPtrArray *faults)
{
    const guint n_before = faults->len;
    g_autoptr(Layout) layout = layout_new();
    layout->texts = texts_copy(texts);
    const LayoutReading reading = {layout, layout->texts, vocabulary, faults};

    for (guint i = 0; i < chain->len; i++) {
        const YamlDocument *document = g_ptr_array_index(chain, i);
        read_file(&reading, document);
        add_source(layout, g_strdup_printf("%02u.yaml", i + 1), yaml_document_bytes(document));
    }
    if (layout->pages->len == 0 && faults->len == n_before)
        faults_add(faults, MODEL_ERROR_KEY,
                   yaml_node_place(yaml_document_root(g_ptr_array_index(chain, chain->len - 1))),
                   _("the template has no pages; list them under pages:, or extend another "
                     "template"));
    load_logo(layout, logo_folder, is_frozen, faults);
    layout_place_logo(&reading);
    layout_check_boxes(&reading);
    return faults->len > n_before ? NULL : g_steal_pointer(&layout);
}

Layout *
layout_load(const char *template, const LayoutFolders *folders, const Texts *texts,
            const LayoutVocabulary *vocabulary, GPtrArray *faults)
{
    g_autoptr(GPtrArray) chain = load_chain(template, folders, faults);
    if (chain == NULL)
        return NULL;
    g_autofree char *path = path_of(template, folders);
    g_autofree char *folder = g_path_get_dirname(path);
    return read_chain(chain, folder, false, texts, vocabulary, faults);
}

Layout *
layout_load_frozen(const char *folder, const Texts *texts, const LayoutVocabulary *vocabulary,
                   GPtrArray *faults)
{
    g_autoptr(GPtrArray) chain = g_ptr_array_new_with_free_func((GDestroyNotify)yaml_document_free);
    for (guint i = 1; i <= MOST_FILES; i++) {
        g_autofree char *name = g_strdup_printf("%02u.yaml", i);
        g_autofree char *path = g_build_filename(folder, name, NULL);
        if (i > 1 && !g_file_test(path, G_FILE_TEST_IS_REGULAR))
            break;
        GError *error = NULL;
        YamlDocument *document = yaml_document_load(path, &error);
        if (document == NULL) {
            faults_take(faults, error);
            return NULL;
        }
        g_ptr_array_add(chain, document);
    }
    return read_chain(chain, folder, true, texts, vocabulary, faults);
}
