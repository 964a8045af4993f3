#include "render/document/booklet_design.h"

#include <string.h>

/* The family that every document is set in. */
#define COMMON_FAMILY "inter"

static bool
open_font(BookletDesign *self, const char *fonts_folder, Language language, GError **error)
{
    const Layout *layout = self->layout;
    if (strcmp(layout->family, COMMON_FAMILY) == 0)
        return true;
    g_autoptr(GError) fault = NULL;
    self->typesetter =
        typesetter_new_family(fonts_folder, layout->family, language_code(language), &fault);
    if (self->typesetter == NULL)
        model_set_error(error, MODEL_ERROR_VALUE, layout->family_place, "%s", fault->message);
    return self->typesetter != NULL;
}

static bool
draw_logo(BookletDesign *self, GError **error)
{
    const Layout *layout = self->layout;
    if (layout->logo == NULL)
        return true;
    g_autoptr(GError) fault = NULL;
    self->logo = picture_new(layout->logo, &fault);
    if (self->logo == NULL)
        model_set_error(error, MODEL_ERROR_VALUE, layout->logo_place, "%s: %s", layout->logo_file,
                        fault->message);
    return self->logo != NULL;
}

BookletDesign *
booklet_design_new(Layout *layout, const char *fonts_folder, Language language, GError **error)
{
    g_autoptr(BookletDesign) self = g_new0(BookletDesign, 1);
    self->layout = layout;
    const bool good = open_font(self, fonts_folder, language, error) && draw_logo(self, error);
    return good ? g_steal_pointer(&self) : NULL;
}

void
booklet_design_free(BookletDesign *self)
{
    if (self == NULL)
        return;
    layout_free(self->layout);
    typesetter_free(self->typesetter);
    picture_free(self->logo);
    g_free(self);
}
