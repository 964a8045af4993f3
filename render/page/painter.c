#include "render/page/painter.h"

#include <math.h>

/* On and off, in millimetres. */
static const double DASHED_MM[] = {1.5, 0.9};
static const double DOTTED_MM[] = {0.5, 0.7};
/* A dash and a dot. */
static const double MIXED_MM[] = {2.4, 0.7, 0.5, 0.7};
static const struct {
    const double *lengths_mm;
    int n;
} DASHES[] = {
    [DASH_NONE] = {NULL, 0},
    [DASH_DASHED] = {DASHED_MM, 2},
    [DASH_DOTTED] = {DOTTED_MM, 2},
    [DASH_MIXED] = {MIXED_MM, 4},
};

static void
set_colour(cairo_t *cairo, const Colour *colour)
{
    cairo_set_source_rgb(cairo, colour->red, colour->green, colour->blue);
}

void
painter_text(const Painter *self, const TextRun *run)
{
    const DisplayList *list = self->list;
    set_colour(self->cairo, &run->colour);
    cairo_set_scaled_font(
        self->cairo,
        face_set_scaled(self->faces, run->face, run->size_mm * PT_PER_MM, self->device_scale));
    cairo_show_text_glyphs(self->cairo, list->bytes->str + run->byte, run->n_bytes,
                           &g_array_index(list->glyphs, cairo_glyph_t, run->glyph), run->n_glyphs,
                           &g_array_index(list->clusters, cairo_text_cluster_t, run->cluster),
                           run->n_clusters, 0);
}

static void
trace(cairo_t *cairo, const Shape *shape, const Point *points)
{
    double x = points[0].x * PT_PER_MM, y = points[0].y * PT_PER_MM;
    double radius = shape->radius_mm * PT_PER_MM;

    switch (shape->kind) {
    case SHAPE_POLYLINE:
    case SHAPE_POLYGON:
        cairo_move_to(cairo, x, y);
        for (int i = 1; i < shape->n_points; i++)
            cairo_line_to(cairo, points[i].x * PT_PER_MM, points[i].y * PT_PER_MM);
        if (shape->kind == SHAPE_POLYGON)
            cairo_close_path(cairo);
        break;
    case SHAPE_RECT:
        cairo_rectangle(cairo, x, y, points[1].x * PT_PER_MM - x, points[1].y * PT_PER_MM - y);
        break;
    case SHAPE_CIRCLE:
        cairo_new_sub_path(cairo);
        cairo_arc(cairo, x, y, radius, 0, 2 * G_PI);
        cairo_close_path(cairo);
        break;
    case SHAPE_DIAMOND:
        cairo_move_to(cairo, x, y - radius);
        cairo_line_to(cairo, x + radius, y);
        cairo_line_to(cairo, x, y + radius);
        cairo_line_to(cairo, x - radius, y);
        cairo_close_path(cairo);
        break;
    case SHAPE_PICTURE:
        g_assert_not_reached();
    }
}

static void
set_stroke(cairo_t *cairo, const Stroke *stroke)
{
    set_colour(cairo, &stroke->colour);
    cairo_set_line_width(cairo, stroke->width_mm * PT_PER_MM);
    const int n = DASHES[stroke->dash].n;
    double dash[4] = {0};
    for (int i = 0; i < n; i++)
        dash[i] = DASHES[stroke->dash].lengths_mm[i] * PT_PER_MM;
    cairo_set_dash(cairo, dash, n, 0);
}

/* The nearest pixel and not their mean: ISO 19005-2, 6.2.8 forbids an interpolated picture. */
static void
paint_picture(cairo_t *cairo, const Shape *shape, const Point *corners)
{
    cairo_surface_t *surface = picture_surface(shape->picture);
    const double scale =
        (corners[1].x - corners[0].x) * PT_PER_MM / cairo_image_surface_get_width(surface);
    cairo_save(cairo);
    cairo_translate(cairo, corners[0].x * PT_PER_MM, corners[0].y * PT_PER_MM);
    cairo_scale(cairo, scale, scale);
    cairo_set_source_surface(cairo, surface, 0, 0);
    cairo_pattern_set_filter(cairo_get_source(cairo), CAIRO_FILTER_NEAREST);
    cairo_paint(cairo);
    cairo_restore(cairo);
}

void
painter_shape(const Painter *self, const Shape *shape)
{
    if (shape->n_points == 0)
        return;
    if (shape->kind == SHAPE_PICTURE) {
        paint_picture(self->cairo, shape, &g_array_index(self->list->points, Point, shape->point));
        return;
    }
    trace(self->cairo, shape, &g_array_index(self->list->points, Point, shape->point));
    if (shape->has_fill) {
        set_colour(self->cairo, &shape->fill);
        if (shape->has_stroke)
            cairo_fill_preserve(self->cairo);
        else
            cairo_fill(self->cairo);
    }
    if (shape->has_stroke) {
        set_stroke(self->cairo, &shape->stroke);
        cairo_stroke(self->cairo);
    }
}
