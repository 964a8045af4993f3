/* How all booklets of an edition look: their layout, the typesetter of its font, its logo. Made once for
 * a run. */
#pragma once

#include "render/layout/layout.h"
#include "render/page/picture.h"
#include "render/page/typesetter.h"

typedef struct {
    Layout *layout;
    Typesetter *typesetter; /* NULL: the layout's font is that of the other documents */
    Picture *logo;          /* or NULL */
} BookletDesign;

/* Takes over `layout`, whatever comes of it. MODEL_ERROR_VALUE, at its place in the template, for a
 * font that is not among those of `fonts_folder` and for a logo that cannot be drawn. */
BookletDesign *booklet_design_new(Layout *layout, const char *fonts_folder, Language language,
                                  GError **error);
void booklet_design_free(BookletDesign *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BookletDesign, booklet_design_free)
