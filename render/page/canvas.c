#include "render/page/canvas.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/page/canvas_private.h"
#include "render/page/rich_text.h"

const PaperSize PAPER_A4 = {210, 297};
const PaperSize PAPER_A4_LANDSCAPE = {297, 210};
const PaperSize PAPER_SLIDE = {40.0 / 3 * 25.4, 7.5 * 25.4};

Canvas *
canvas_new(Typesetter *typesetter, PaperSize paper, const DocumentInfo *info)
{
    Canvas *self = g_new0(Canvas, 1);
    self->typesetter = typesetter;
    self->paper = paper;
    self->zoom = 1;
    self->palette = &PALETTE_USUAL;
    self->info = (DocumentInfo){
        .title = g_strdup(info->title),
        .author = g_strdup(info->author),
        .subject = g_strdup(info->subject),
        .language = g_strdup(info->language),
        .created = g_strdup(info->created),
    };
    display_list_init(&self->list);
    self->stack[0].role = ROLE_DOCUMENT;
    self->n_nested = 1;
    return self;
}

void
canvas_free(Canvas *self)
{
    if (self == NULL)
        return;
    const char *owned[] = {self->info.title, self->info.author, self->info.subject,
                           self->info.language, self->info.created};
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free((gpointer)(guintptr)owned[i]);
    display_list_clear(&self->list);
    g_clear_error(&self->fault);
    g_free(self);
}

Typesetter *
canvas_typesetter(Canvas *self)
{
    return self->typesetter;
}

PaperSize
canvas_paper(const Canvas *self)
{
    return self->paper;
}

void
canvas_set_zoom(Canvas *self, double factor)
{
    g_assert(factor > 0);
    self->zoom = factor;
}

void
canvas_set_palette(Canvas *self, const Palette *palette)
{
    self->palette = palette;
}

void
canvas_set_origin(Canvas *self, const char *origin)
{
    self->origin = origin;
}

const DisplayList *
canvas_list(const Canvas *self)
{
    return &self->list;
}

const DocumentInfo *
canvas_info(const Canvas *self)
{
    return &self->info;
}

/* --- faults --- */

void
canvas_fault(Canvas *self, PageError code, const char *format, ...)
{
    if (self->fault != NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    self->fault = g_error_new_valist(PAGE_ERROR, (gint)code, format, arguments);
    va_end(arguments);
    g_prefix_error(&self->fault, _("page %d: "), self->n_pages);
    if (self->origin != NULL)
        g_prefix_error(&self->fault, "%s: ", self->origin);
}

void
canvas_fail(Canvas *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    canvas_fault(self, PAGE_ERROR_OVERFLOW, "%s", message);
}

bool
canvas_check(const Canvas *self, GError **error)
{
    if (self->fault != NULL) {
        g_propagate_error(error, g_error_copy(self->fault));
        return false;
    }
    if (self->n_pages == 0) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, _("the document has no page"));
        return false;
    }
    if (self->n_nested > 1) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, _("page %d: %s is still open"),
                    self->n_pages, role_rule(self->stack[self->n_nested - 1].role)->name);
        return false;
    }
    return true;
}

/* --- structure --- */

void
canvas_begin_page(Canvas *self, const char *outline)
{
    if (self->n_nested > 1)
        canvas_fault(self, PAGE_ERROR_DRAW, _("%s is still open at the end of the page"),
                     role_rule(self->stack[self->n_nested - 1].role)->name);
    if (self->fault != NULL)
        return;
    self->n_pages++;
    Op op = {.kind = OP_PAGE, .outline = outline == NULL ? NULL : rich_plain(outline)};
    g_array_append_val(self->list.ops, op);
}

int
canvas_n_pages(const Canvas *self)
{
    return self->n_pages;
}

static void
open_element(Canvas *self, Role role, const char *alt, const char *url)
{
    Element *parent = &self->stack[self->n_nested - 1];
    if (self->n_pages == 0)
        canvas_fault(self, PAGE_ERROR_DRAW, _("%s opened before the first page"),
                     role_rule(role)->name);
    if (!role_may_hold(parent->role, role) || self->n_nested == MOST_NESTED)
        canvas_fault(self, PAGE_ERROR_DRAW, _("%s may not stand in %s"), role_rule(role)->name,
                     role_rule(parent->role)->name);
    if (parent->has_marks)
        canvas_fault(self, PAGE_ERROR_DRAW, _("%s opened in %s, which has marks of its own"),
                     role_rule(role)->name, role_rule(parent->role)->name);
    if (self->fault != NULL)
        return;

    parent->has_children = true;
    self->stack[self->n_nested++] = (Element){.role = role};
    Op op = {.kind = OP_OPEN, .open = {role, g_strdup(alt), g_strdup(url)}};
    g_array_append_val(self->list.ops, op);
}

void
canvas_open(Canvas *self, Role role)
{
    if (role == ROLE_FIGURE)
        canvas_fault(self, PAGE_ERROR_DRAW, _("a figure needs a text that says what it shows"));
    if (role == ROLE_LINK)
        canvas_fault(self, PAGE_ERROR_DRAW, _("a link leads somewhere"));
    open_element(self, role, NULL, NULL);
}

void
canvas_open_figure(Canvas *self, const char *alt)
{
    if (alt == NULL || alt[0] == '\0')
        canvas_fault(self, PAGE_ERROR_DRAW, _("a figure needs a text that says what it shows"));
    g_autofree char *plain = alt == NULL ? NULL : rich_plain(alt);
    open_element(self, ROLE_FIGURE, plain, NULL);
}

void
canvas_open_link(Canvas *self, const char *url, const char *alt)
{
    if (alt[0] == '\0' || url[0] == '\0')
        canvas_fault(self, PAGE_ERROR_DRAW, _("a link needs an address and a text"));
    open_element(self, ROLE_LINK, alt, url);
}

void
canvas_close(Canvas *self)
{
    if (self->n_nested == 1)
        canvas_fault(self, PAGE_ERROR_DRAW, _("nothing is open to be closed"));
    if (self->fault != NULL)
        return;
    self->n_nested--;
    Op op = {.kind = OP_CLOSE};
    g_array_append_val(self->list.ops, op);
}

bool
canvas_may_mark(Canvas *self)
{
    Element *element = &self->stack[self->n_nested - 1];
    if (!role_rule(element->role)->marks || element->has_children)
        canvas_fault(self, PAGE_ERROR_DRAW, _("a mark straight in %s would not be tagged"),
                     role_rule(element->role)->name);
    element->has_marks = true;
    return self->fault == NULL;
}

/* --- shapes --- */

static void
add_shape(Canvas *self, ShapeKind kind, const Point *points, size_t n, double radius_mm,
          const Colour *fill, const Stroke *stroke)
{
    if (!canvas_may_mark(self))
        return;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(points[i].x) || !isfinite(points[i].y)) {
            canvas_fault(self, PAGE_ERROR_DRAW,
                         _("a mark has no place: its coordinate is not a number"));
            return;
        }

    Op op = {.kind = OP_SHAPE,
             .shape = {.kind = kind,
                       .point = self->list.points->len,
                       .n_points = (int)n,
                       .radius_mm = radius_mm * self->zoom,
                       .has_fill = fill != NULL,
                       .has_stroke = stroke != NULL}};
    if (fill != NULL)
        op.shape.fill = palette_resolve(self->palette, *fill);
    if (stroke != NULL)
        op.shape.stroke = (Stroke){palette_resolve(self->palette, stroke->colour),
                                   stroke->width_mm * self->zoom, stroke->dash};
    for (size_t i = 0; i < n; i++) {
        const Point point = {points[i].x * self->zoom, points[i].y * self->zoom};
        g_array_append_val(self->list.points, point);
    }
    g_array_append_val(self->list.ops, op);
}

void
canvas_line(Canvas *self, Point from, Point to, const Stroke *stroke)
{
    canvas_polyline(self, (Point[]){from, to}, 2, stroke);
}

void
canvas_polyline(Canvas *self, const Point *points, size_t n, const Stroke *stroke)
{
    add_shape(self, SHAPE_POLYLINE, points, n, 0, NULL, stroke);
}

void
canvas_polygon(Canvas *self, const Point *points, size_t n, Colour fill)
{
    add_shape(self, SHAPE_POLYGON, points, n, 0, &fill, NULL);
}

void
canvas_rect(Canvas *self, Rect rect, const Colour *fill, const Stroke *stroke)
{
    Point corners[] = {{rect.x, rect.y}, {rect.x + rect.width, rect.y + rect.height}};
    add_shape(self, SHAPE_RECT, corners, 2, 0, fill, stroke);
}

void
canvas_circle(Canvas *self, Point centre, double radius_mm, const Colour *fill,
              const Stroke *stroke)
{
    add_shape(self, SHAPE_CIRCLE, &centre, 1, radius_mm, fill, stroke);
}

void
canvas_diamond(Canvas *self, Point centre, double radius_mm, Colour fill)
{
    add_shape(self, SHAPE_DIAMOND, &centre, 1, radius_mm, &fill, NULL);
}

void
canvas_picture(Canvas *self, Rect box, const Picture *picture)
{
    const double width = fmin(box.width, box.height * picture_aspect(picture));
    const Point corners[] = {{box.x, box.y},
                             {box.x + width, box.y + width / picture_aspect(picture)}};
    const guint n_before = self->list.ops->len;
    add_shape(self, SHAPE_PICTURE, corners, 2, 0, NULL, NULL);
    if (self->list.ops->len > n_before)
        g_array_index(self->list.ops, Op, n_before).shape.picture = picture;
}
