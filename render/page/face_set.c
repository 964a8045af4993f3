#include "render/page/face_set.h"

#include <cairo-ft.h>
#include <ft2build.h>
#include <hb-ot.h>
#include <string.h>
#include <zlib.h>
#include FT_FREETYPE_H

#include "engine/words/words.h"

typedef struct {
    FT_Face file; /* closed by cairo */
    hb_font_t *shaper;
    cairo_font_face_t *drawn;
} LoadedFace;

typedef struct {
    Face face;
    double size_pt, device_scale;
    cairo_scaled_font_t *font;
} ScaledFont;

struct FaceSet {
    FT_Library *library; /* counted: each open file holds it too */
    LoadedFace faces[N_FACES];
    GArray *scaled; /* ScaledFont; a document has a dozen */
    cairo_font_options_t *options;
    GBytes *colour_profile;
};

static const char *const FACE_KEYS[N_FACES] = {
    [FACE_REGULAR] = "regular",
    [FACE_SEMIBOLD] = "semibold",
    [FACE_BOLD] = "bold",
    [FACE_ITALIC] = "italic",
};

/* cairo's own caches may outlive us: the file closes when cairo lets go of the face, and the library
 * with the last file. */
static const cairo_user_data_key_t FILE_KEY;

typedef struct {
    FT_Library *library;
    FT_Face face;
} OpenFile;

static void
close_library(gpointer library)
{
    FT_Done_FreeType(*(FT_Library *)library);
}

static void
close_file(void *data)
{
    OpenFile *file = data;
    FT_Done_Face(file->face);
    g_rc_box_release_full(file->library, close_library);
    g_free(file);
}

static char *
find_file(char **folders, const char *name)
{
    for (char **folder = folders; *folder != NULL; folder++) {
        g_autofree char *path = g_build_filename(*folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return g_steal_pointer(&path);
    }
    return NULL;
}

static bool
load_face(FaceSet *self, Face face, const char *path, GError **error)
{
    LoadedFace *loaded = &self->faces[face];
    if (FT_New_Face(*self->library, path, 0, &loaded->file) != 0) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_FONT, _("%s: not a font that FreeType can read"),
                    path);
        return false;
    }

    hb_blob_t *blob = hb_blob_create_from_file(path);
    hb_face_t *shaped = hb_face_create(blob, 0);
    loaded->shaper = hb_font_create(shaped);
    int units = (int)hb_face_get_upem(shaped);
    hb_font_set_scale(loaded->shaper, units, units);
    hb_ot_font_set_funcs(loaded->shaper);
    hb_face_destroy(shaped);
    hb_blob_destroy(blob);

    loaded->drawn = cairo_ft_font_face_create_for_ft_face(loaded->file, FT_LOAD_NO_HINTING);
    OpenFile *file = g_new(OpenFile, 1);
    *file = (OpenFile){g_rc_box_acquire(self->library), loaded->file};
    if (cairo_font_face_set_user_data(loaded->drawn, &FILE_KEY, file, close_file) !=
        CAIRO_STATUS_SUCCESS)
        g_error("out of memory");
    return true;
}

static void
refuse_family(GKeyFile *list, const char *family, GError **error)
{
    g_auto(GStrv) groups = g_key_file_get_groups(list, NULL);
    GString *known = g_string_new("inter");
    for (char **group = groups; *group != NULL; group++)
        if (g_str_has_prefix(*group, "fonts "))
            g_string_append_printf(known, ", %s", *group + strlen("fonts "));
    g_set_error(error, PAGE_ERROR, PAGE_ERROR_FONT, "there is no font '%s'; known here: %s",
                family == NULL ? "" : family, known->str);
    g_string_free(known, TRUE);
}

static bool
load_faces(FaceSet *self, GKeyFile *list, const char *family, GError **error)
{
    g_autofree char *fonts =
        family == NULL ? g_strdup("fonts") : g_strconcat("fonts ", family, NULL);
    g_autofree char *faces =
        family == NULL ? g_strdup("faces") : g_strconcat("faces ", family, NULL);
    if (!g_key_file_has_group(list, fonts)) {
        refuse_family(list, family, error);
        return false;
    }
    g_auto(GStrv) folders = g_key_file_get_string_list(list, fonts, "folders", NULL, error);
    if (folders == NULL)
        return false;
    g_autofree char *package = g_key_file_get_string(list, fonts, "package", error);
    if (package == NULL)
        return false;

    for (Face face = 0; face < N_FACES; face++) {
        g_autofree char *name = g_key_file_get_string(list, faces, FACE_KEYS[face], error);
        if (name == NULL)
            return false;
        g_autofree char *path = find_file(folders, name);
        if (path == NULL) {
            g_set_error(error, PAGE_ERROR, PAGE_ERROR_FONT,
                        _("font %s is in none of the folders; install the package %s"), name,
                        package);
            return false;
        }
        if (!load_face(self, face, path, error))
            return false;
    }
    return true;
}

/* What a PDF's colours mean has to be in it, or it is not one that can be kept: ISO 19005-2, 6.2.3.
 * An ICC profile says at byte 16 which colours it is about. */
static bool
load_colour_profile(FaceSet *self, GKeyFile *list, GError **error)
{
    g_autofree char *package = g_key_file_get_string(list, "colours", "package", error);
    if (package == NULL)
        return false;
    g_autofree char *path = g_key_file_get_string(list, "colours", "profile", error);
    if (path == NULL)
        return false;

    g_autofree char *bytes = NULL;
    gsize n = 0;
    if (!g_file_get_contents(path, &bytes, &n, NULL) || n < 128 ||
        memcmp(bytes + 16, "RGB ", 4) != 0) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_FONT,
                    _("%s is not a profile of RGB colours; install the package %s"), path, package);
        return false;
    }
    uLongf length = compressBound(n);
    Bytef *deflated = g_malloc(length);
    if (compress2(deflated, &length, (const Bytef *)bytes, n, Z_BEST_COMPRESSION) != Z_OK)
        g_error("out of memory");
    self->colour_profile = g_bytes_new_take(deflated, length);
    return true;
}

static cairo_font_options_t *
unhinted_options(void)
{
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    return options;
}

FaceSet *
face_set_new(const char *fonts_folder, const char *family, GError **error)
{
    g_autofree char *path = g_build_filename(fonts_folder, "fonts.ini", NULL);
    g_autoptr(GKeyFile) list = g_key_file_new();
    g_autoptr(GError) fault = NULL;
    if (!g_key_file_load_from_file(list, path, G_KEY_FILE_NONE, &fault)) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_FONT, "%s: %s", path, fault->message);
        return NULL;
    }

    g_autoptr(FaceSet) self = g_new0(FaceSet, 1);
    self->scaled = g_array_new(FALSE, FALSE, sizeof(ScaledFont));
    self->options = unhinted_options();
    self->library = g_rc_box_new0(FT_Library);
    if (FT_Init_FreeType(self->library) != 0)
        g_error("out of memory");
    if (!load_faces(self, list, family, &fault) || !load_colour_profile(self, list, &fault)) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_FONT, "%s: %s", path, fault->message);
        return NULL;
    }
    return g_steal_pointer(&self);
}

void
face_set_free(FaceSet *self)
{
    if (self == NULL)
        return;
    for (guint i = 0; i < self->scaled->len; i++)
        cairo_scaled_font_destroy(g_array_index(self->scaled, ScaledFont, i).font);
    g_array_free(self->scaled, TRUE);
    for (Face face = 0; face < N_FACES; face++) {
        LoadedFace *loaded = &self->faces[face];
        if (loaded->shaper != NULL)
            hb_font_destroy(loaded->shaper);
        if (loaded->drawn != NULL)
            cairo_font_face_destroy(loaded->drawn);
    }
    g_rc_box_release_full(self->library, close_library);
    cairo_font_options_destroy(self->options);
    g_clear_pointer(&self->colour_profile, g_bytes_unref);
    g_free(self);
}

hb_font_t *
face_set_shaper(const FaceSet *self, Face face)
{
    return self->faces[face].shaper;
}

double
face_set_units_per_em(const FaceSet *self, Face face)
{
    return self->faces[face].file->units_per_EM;
}

cairo_scaled_font_t *
face_set_scaled(FaceSet *self, Face face, double size_pt, double device_scale)
{
    for (guint i = 0; i < self->scaled->len; i++) {
        const ScaledFont *known = &g_array_index(self->scaled, ScaledFont, i);
        if (known->face == face && known->size_pt == size_pt && known->device_scale == device_scale)
            return known->font;
    }

    cairo_matrix_t size, device;
    cairo_matrix_init_scale(&size, size_pt, size_pt);
    cairo_matrix_init_scale(&device, device_scale, device_scale);
    ScaledFont scaled = {
        face, size_pt, device_scale,
        cairo_scaled_font_create(self->faces[face].drawn, &size, &device, self->options)};
    g_array_append_val(self->scaled, scaled);
    return scaled.font;
}

GBytes *
face_set_colour_profile(const FaceSet *self)
{
    return self->colour_profile;
}
