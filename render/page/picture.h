/* A picture of a page, a logo: from SVG or PNG to pixels on white, once for all documents. An SVG is
 * drawn here and not in the PDF, where its patterns and masks would break the tags; nothing is
 * fetched for what it names. Immutable. */
#pragma once

#include <cairo.h>
#include <glib.h>

typedef struct Picture Picture;

/* PAGE_ERROR_DRAW where the bytes are neither a PNG nor an SVG, too large, or an SVG with what a logo
 * has no use for: scripts, pictures or styles from elsewhere, letters (whose font may be another one
 * elsewhere). */
Picture *picture_new(GBytes *bytes, GError **error);
void picture_free(Picture *self); /* NULL is a no-op */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Picture, picture_free)
/* Width over height. */
double picture_aspect(const Picture *self);
/* Owned by the picture. */
cairo_surface_t *picture_surface(const Picture *self);
