/* The faces of fonts.ini, loaded from their files: what FreeType, HarfBuzz and cairo need of each.
 * There is no fontconfig behind it, hence no fallback and nothing of the machine's own settings. */
#pragma once

#include <cairo.h>
#include <glib.h>
#include <hb.h>

#include "render/page/typesetter.h"

typedef struct FaceSet FaceSet;

/* `family` is one of the list, or NULL for that of all documents. PAGE_ERROR_FONT names the file that is missing, a face or the colour profile, and the package that
 * holds it. */
FaceSet *face_set_new(const char *fonts_folder, const char *family, GError **error);
void face_set_free(FaceSet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FaceSet, face_set_free)

/* Scaled to the face's own units; `units_per_em` of them make one em. */
hb_font_t *face_set_shaper(const FaceSet *self, Face face);
double face_set_units_per_em(const FaceSet *self, Face face);
/* Unhinted, at `size_pt`; kept and owned by the set. */
cairo_scaled_font_t *face_set_scaled(FaceSet *self, Face face, double size_pt, double device_scale);
/* The ICC profile of the colours, RGB, deflated once for all documents. */
GBytes *face_set_colour_profile(const FaceSet *self);
