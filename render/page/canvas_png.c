/* One page of a canvas as a PNG, for thumbnails and for looking at pages while they are made. */
#include <math.h>

#include "engine/words/words.h"
#include "render/page/display_list.h"
#include "render/page/memory_sink.h"
#include "render/page/painter.h"
#include "render/page/text_layout.h"

static void
draw_page(const Painter *painter, int page)
{
    const DisplayList *list = painter->list;
    int at = 0;
    for (guint i = 0; i < list->ops->len; i++) {
        const Op *op = &g_array_index(list->ops, Op, i);
        if (op->kind == OP_PAGE)
            at++;
        if (at != page)
            continue;
        if (op->kind == OP_TEXT)
            painter_text(painter, &op->text);
        else if (op->kind == OP_SHAPE)
            painter_shape(painter, &op->shape);
    }
}

static GBytes *
encode(cairo_surface_t *surface, GError **error)
{
    MemorySink sink;
    memory_sink_init(&sink);
    cairo_status_t status = cairo_surface_write_to_png_stream(surface, memory_sink_write, &sink);
    GBytes *png = NULL;
    if (status == CAIRO_STATUS_SUCCESS && !sink.failed)
        png = memory_sink_steal(&sink);
    else
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, _("the PNG could not be written: %s"),
                    cairo_status_to_string(status));
    memory_sink_clear(&sink);
    return png;
}

GBytes *
canvas_to_png(Canvas *self, int page, int width_px, GError **error)
{
    g_assert(page >= 1 && page <= canvas_n_pages(self));
    if (!canvas_check(self, error))
        return NULL;

    PaperSize paper = canvas_paper(self);
    double scale = width_px / (paper.width_mm * PT_PER_MM);
    int height_px = (int)lround(paper.height_mm * PT_PER_MM * scale);
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width_px, height_px);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, PAPER.red, PAPER.green, PAPER.blue);
    cairo_paint(cairo);
    cairo_scale(cairo, scale, scale);

    Painter painter = {cairo, typesetter_faces(canvas_typesetter(self)), canvas_list(self), scale};
    draw_page(&painter, page);
    cairo_status_t status = cairo_status(cairo);
    cairo_destroy(cairo);

    GBytes *png = NULL;
    if (status == CAIRO_STATUS_SUCCESS)
        png = encode(surface, error);
    else
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, _("page %d could not be drawn: %s"), page,
                    cairo_status_to_string(status));
    cairo_surface_destroy(surface);
    return png;
}
