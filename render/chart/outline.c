#include "render/chart/outline.h"

#include <math.h>

/* Heights that are tried for a text. */
#define N_ROWS 61
/* A room wider than this many times the text is wide enough: then the middle counts. */
#define WIDE_ENOUGH 1.6

double
outline_area(const Outline *self)
{
    double sum = 0;
    for (size_t i = 0; i < self->n_points; i++) {
        Point a = self->points[i], b = self->points[(i + 1) % self->n_points];
        sum += a.x * b.y - b.x * a.y;
    }
    return sum / 2;
}

/* A family of parallel lines: a point lies on the line `across`, at the place `along`. */
typedef struct {
    Point along, across; /* unit vectors, at right angles */
} Direction;

static double
dot(Point a, Point b)
{
    return a.x * b.x + a.y * b.y;
}

static Point
point_on(const Direction *direction, double across, double along)
{
    return (Point){across * direction->across.x + along * direction->along.x,
                   across * direction->across.y + along * direction->along.y};
}

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Where the line crosses the outlines, ascending: an even number of places, between the first and
 * the second of each pair of which it is inside. */
static void
find_crossings(const Outline *outlines, size_t n, const Direction *direction, double line,
               GArray *crossings)
{
    g_array_set_size(crossings, 0);
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < outlines[o].n_points; i++) {
            Point a = outlines[o].points[i];
            Point b = outlines[o].points[(i + 1) % outlines[o].n_points];
            double from = dot(a, direction->across) - line, to = dot(b, direction->across) - line;
            /* Half open, so that a corner on the line is crossed once or twice, never left over. */
            if ((from < 0) == (to < 0))
                continue;
            double start = dot(a, direction->along), end = dot(b, direction->along);
            double at = start + from / (from - to) * (end - start);
            g_array_append_val(crossings, at);
        }
    g_array_sort(crossings, compare_doubles);
}

static void
extent(const Outline *outlines, size_t n, Point direction, double *out_low, double *out_high)
{
    *out_low = INFINITY;
    *out_high = -INFINITY;
    for (size_t o = 0; o < n; o++)
        for (size_t i = 0; i < outlines[o].n_points; i++) {
            double at = dot(outlines[o].points[i], direction);
            *out_low = fmin(*out_low, at);
            *out_high = fmax(*out_high, at);
        }
}

GArray *
outlines_hatch(const Outline *outlines, size_t n, double pitch_mm, HatchLean lean)
{
    g_assert(pitch_mm > 0);
    const Direction direction = lean == HATCH_RISING
                                    ? (Direction){{M_SQRT1_2, -M_SQRT1_2}, {M_SQRT1_2, M_SQRT1_2}}
                                    : (Direction){{M_SQRT1_2, M_SQRT1_2}, {M_SQRT1_2, -M_SQRT1_2}};
    GArray *hatch = g_array_new(FALSE, FALSE, sizeof(Segment));
    g_autoptr(GArray) crossings = g_array_new(FALSE, FALSE, sizeof(double));
    double low, high;
    extent(outlines, n, direction.across, &low, &high);
    for (double k = ceil(low / pitch_mm); k * pitch_mm <= high; k++) {
        find_crossings(outlines, n, &direction, k * pitch_mm, crossings);
        for (guint i = 0; i + 1 < crossings->len; i += 2) {
            double from = g_array_index(crossings, double, i);
            double to = g_array_index(crossings, double, i + 1);
            Segment part = {point_on(&direction, k * pitch_mm, from),
                            point_on(&direction, k * pitch_mm, to)};
            if (to > from)
                g_array_append_val(hatch, part);
        }
    }
    return hatch;
}

/* --- texts --- */

typedef struct {
    double from, to;
} Room;

/* The rooms of both that overlap: what is inside along two lines. */
static void
intersect(GArray *rooms, const GArray *crossings)
{
    g_autoptr(GArray) both = g_array_new(FALSE, FALSE, sizeof(Room));
    for (guint r = 0; r < rooms->len; r++)
        for (guint i = 0; i + 1 < crossings->len; i += 2) {
            Room room = g_array_index(rooms, Room, r);
            room.from = fmax(room.from, g_array_index(crossings, double, i));
            room.to = fmin(room.to, g_array_index(crossings, double, i + 1));
            if (room.from < room.to)
                g_array_append_val(both, room);
        }
    g_array_set_size(rooms, 0);
    g_array_append_vals(rooms, both->data, both->len);
}

/* The widest room that is inside over the height of a text about `y`. */
static Room
widest_room(const Outline *outlines, size_t n, double y, double height_mm, GArray *crossings)
{
    static const Direction LEVEL = {{1, 0}, {0, 1}};
    static const double PARTS[] = {-0.5, -0.25, 0, 0.25, 0.5};
    g_autoptr(GArray) rooms = g_array_new(FALSE, FALSE, sizeof(Room));
    Room anywhere = {-INFINITY, INFINITY}, widest = {0, 0};
    g_array_append_val(rooms, anywhere);
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        find_crossings(outlines, n, &LEVEL, y + PARTS[i] * height_mm, crossings);
        intersect(rooms, crossings);
    }
    for (guint r = 0; r < rooms->len; r++) {
        Room room = g_array_index(rooms, Room, r);
        if (room.to - room.from > widest.to - widest.from)
            widest = room;
    }
    return widest;
}

bool
outlines_text_place(const Outline *outlines, size_t n, double width_mm, double height_mm,
                    Point *out_centre)
{
    g_autoptr(GArray) crossings = g_array_new(FALSE, FALSE, sizeof(double));
    double top, bottom, best = 0;
    extent(outlines, n, (Point){0, 1}, &top, &bottom);
    bool found = false;
    for (int row = 0; row < N_ROWS && bottom > top; row++) {
        /* From the middle outwards: 0, -1, 1, -2, 2 ... so that the first of equals is nearest. */
        int step = row % 2 ? -(row + 1) / 2 : row / 2;
        double y = (top + bottom) / 2 + step * (bottom - top) / (N_ROWS + 1);
        Room room = widest_room(outlines, n, y, height_mm, crossings);
        double width = room.to - room.from, score = fmin(width, WIDE_ENOUGH * width_mm);
        if (width < width_mm || score <= best)
            continue;
        best = score;
        found = true;
        *out_centre = (Point){room.from + width / 2, y};
    }
    return found;
}
