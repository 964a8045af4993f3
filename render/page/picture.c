#include "render/page/picture.h"

#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>

#include "engine/words/words.h"
#include "render/page/palette.h"
#include "render/page/typesetter.h"

/* Of the longer side: 300 dots an inch and more for a logo of 50 mm. */
#define PIXELS 640
#define MOST_PIXELS 6000 /* of a PNG */
#define MOST_BYTES (1 << 20)

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RsvgHandle, g_object_unref)

struct Picture {
    cairo_surface_t *surface; /* without transparency, which would cost a group in the PDF */
};

typedef struct {
    const unsigned char *bytes;
    gsize n, at;
} Source;

/* --- what is refused -------------------------------------------------------------------------- */

static const struct {
    const char *pattern, *what;
} REFUSED[] = {
    {"<!(DOCTYPE[^>]*\\[|ENTITY)", N_("entities")},
    {"<([a-z]+:)?script\\b", N_("a script")},
    {"\\bon[a-z]+\\s*=", N_("a script")},
    {"<([a-z]+:)?foreignObject\\b", N_("a foreign object")},
    {"<([a-z]+:)?image\\b", N_("a picture of its own")},
    {"<([a-z]+:)?(text|tspan)\\b", N_("letters as text; turn them into outlines")},
    {"href\\s*=\\s*[\"'](?!#)", N_("a link to elsewhere")},
    {"@import|url\\(\\s*[\"']?(?!#)", N_("a style from elsewhere")},
};

static bool
check_svg(const char *text, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(REFUSED); i++) {
        if (!g_regex_match_simple(REFUSED[i].pattern, text, G_REGEX_CASELESS, 0))
            continue;
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, _("the SVG holds %s"), _(REFUSED[i].what));
        return false;
    }
    return true;
}

static bool
refuse(GError **error, const char *why)
{
    g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, "%s", why);
    return false;
}

/* --- pixels ----------------------------------------------------------------------------------- */

/* White, as large as the aspect asks for. */
static cairo_t *
begin_surface(Picture *self, double width, double height)
{
    const double scale = PIXELS / fmax(width, height);
    self->surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)fmax(1, round(width * scale)),
                                   (int)fmax(1, round(height * scale)));
    cairo_t *cairo = cairo_create(self->surface);
    cairo_set_source_rgb(cairo, PAPER.red, PAPER.green, PAPER.blue);
    cairo_paint(cairo);
    return cairo;
}

static bool
end_surface(Picture *self, cairo_t *cairo, GError **error)
{
    const cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_flush(self->surface);
    return status == CAIRO_STATUS_SUCCESS || refuse(error, cairo_status_to_string(status));
}

static bool
draw_svg(Picture *self, const Source *source, GError **error)
{
    g_autofree char *text = g_strndup((const char *)source->bytes, source->n);
    if (!g_utf8_validate(text, (gssize)source->n, NULL))
        return refuse(error, _("the SVG is not UTF-8"));
    if (!check_svg(text, error))
        return false;
    g_autoptr(RsvgHandle) svg = rsvg_handle_new_from_data(source->bytes, source->n, error);
    if (svg == NULL)
        return false;
    gboolean has_width = FALSE, has_height = FALSE, has_box = FALSE;
    RsvgLength width, height;
    RsvgRectangle box;
    rsvg_handle_get_intrinsic_dimensions(svg, &has_width, &width, &has_height, &height, &has_box,
                                         &box);
    if (!has_box || box.width <= 0 || box.height <= 0)
        return refuse(error, _("the SVG has no viewBox, which says how large it is"));
    cairo_t *cairo = begin_surface(self, box.width, box.height);
    const RsvgRectangle whole = {0, 0, cairo_image_surface_get_width(self->surface),
                                 cairo_image_surface_get_height(self->surface)};
    const bool drawn = rsvg_handle_render_document(svg, cairo, &whole, error);
    return end_surface(self, cairo, drawn ? error : NULL) && drawn;
}

static cairo_status_t
read_source(void *closure, unsigned char *data, unsigned int length)
{
    Source *source = closure;
    if (length > source->n - source->at)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, source->bytes + source->at, length);
    source->at += length;
    return CAIRO_STATUS_SUCCESS;
}

static guint32
big_endian(const unsigned char *bytes)
{
    return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* Width and height stand at byte 16 of every PNG: asked before a few bytes become gigabytes. */
static bool
draw_png(Picture *self, Source *source, GError **error)
{
    if (source->n < 24 || big_endian(source->bytes + 16) > MOST_PIXELS ||
        big_endian(source->bytes + 20) > MOST_PIXELS)
        return refuse(error, _("the PNG is damaged, or more than 6000 pixels wide or high"));
    cairo_surface_t *png = cairo_image_surface_create_from_png_stream(read_source, source);
    bool good = cairo_surface_status(png) == CAIRO_STATUS_SUCCESS ||
                refuse(error, _("the PNG cannot be read"));
    if (good) {
        const double width = cairo_image_surface_get_width(png);
        cairo_t *cairo = begin_surface(self, width, cairo_image_surface_get_height(png));
        const double scale = cairo_image_surface_get_width(self->surface) / width;
        cairo_scale(cairo, scale, scale);
        cairo_set_source_surface(cairo, png, 0, 0);
        cairo_paint(cairo);
        good = end_surface(self, cairo, error);
    }
    cairo_surface_destroy(png);
    return good;
}

Picture *
picture_new(GBytes *bytes, GError **error)
{
    static const unsigned char PNG[] = {0x89, 'P', 'N', 'G'};
    g_autoptr(Picture) self = g_new0(Picture, 1);
    Source source = {NULL, 0, 0};
    source.bytes = g_bytes_get_data(bytes, &source.n);
    if (source.n == 0 || source.n > MOST_BYTES) {
        refuse(error, _("a logo is at most 1 MiB large, and not empty"));
        return NULL;
    }
    const bool is_png = source.n > sizeof PNG && memcmp(source.bytes, PNG, sizeof PNG) == 0;
    const bool drawn = is_png ? draw_png(self, &source, error) : draw_svg(self, &source, error);
    return drawn ? g_steal_pointer(&self) : NULL;
}

void
picture_free(Picture *self)
{
    if (self == NULL)
        return;
    if (self->surface != NULL)
        cairo_surface_destroy(self->surface);
    g_free(self);
}

double
picture_aspect(const Picture *self)
{
    return (double)cairo_image_surface_get_width(self->surface) /
           cairo_image_surface_get_height(self->surface);
}

cairo_surface_t *
picture_surface(const Picture *self)
{
    return self->surface;
}
