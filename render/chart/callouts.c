#include "render/chart/callouts.h"

#include <glib.h>
#include <math.h>

#define NEAR_MM 0.5 /* from the mark to a name beside it */
#define STEP_MM 1.0
#define CLEAR_MM 0.4 /* about a name */
/* A name stays this much further from all other marks than it may stand from its own. */
#define APART_MM 1.0

#define N_TURNS 48

/* What a name gives up, one thing after the other, to find a place. */
typedef enum {
    CLEAR_OF_ALL,
    OVER_LINES,    /* may lie on a line of the chart */
    NEAR_OTHERS,   /* may stand so near to another mark that it seems to be its name */
    LEADERS_CROSS, /* the line to it may cross those to other names, and marks */
    LEADERS_BELOW, /* and pass below other names */
    N_TOLERANCES,
} Tolerance;

/* How far a name goes before it gives up the next thing; at last anywhere. */
static const double MOST_MM[N_TOLERANCES] = {9, 20, 20, 20, INFINITY};

/* Directions in turns, clockwise from the right, in the order in which they are tried: the eight
 * main ones, sides first, then those between. */
static double
turn_at(int i)
{
    static const double MAIN[] = {0, 4, 7, 1, 5, 3, 6, 2};
    int n_main = (int)G_N_ELEMENTS(MAIN);
    return i < n_main ? MAIN[i] / n_main : (double)(i - n_main) / (N_TURNS - n_main);
}

static Rect
box_at(const Callout *callout, double distance_mm, double turn)
{
    double angle = turn * 2 * G_PI, c = cos(angle), s = sin(angle);
    Point centre = {callout->anchor.x + c * (distance_mm + callout->width_mm / 2),
                    callout->anchor.y + s * (distance_mm + callout->height_mm / 2)};
    return (Rect){centre.x - callout->width_mm / 2, centre.y - callout->height_mm / 2,
                  callout->width_mm, callout->height_mm};
}

static Rect
grown(Rect rect, double by)
{
    return (Rect){rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by};
}

static double
distance(Rect box, Point point)
{
    Point near = rect_nearest(box, point);
    return hypot(near.x - point.x, near.y - point.y);
}

static bool
clear_of_marks(const CalloutField *field, Rect box, Point own, Tolerance tolerance)
{
    double others = field->mark_radius_mm + (tolerance < NEAR_OTHERS ? NEAR_MM + APART_MM : 0);
    for (size_t i = 0; i < field->n_marks; i++) {
        Point mark = field->marks[i];
        bool is_own = mark.x == own.x && mark.y == own.y;
        if (distance(box, mark) < (is_own ? field->mark_radius_mm : others))
            return false;
    }
    return true;
}

/* Whether the line to a name passes over no mark but its own. */
static bool
passes_no_mark(const CalloutField *field, Segment leader, Point own)
{
    double half = field->mark_radius_mm * M_SQRT1_2;
    for (size_t i = 0; i < field->n_marks; i++) {
        Point mark = field->marks[i];
        Rect box = {mark.x - half, mark.y - half, 2 * half, 2 * half};
        if ((mark.x != own.x || mark.y != own.y) && segment_meets_rect(leader, box))
            return false;
    }
    return true;
}

static bool
clear_of_lines(const CalloutField *field, Rect box)
{
    for (size_t i = 0; i < field->n_lines; i++)
        if (segment_meets_rect(field->lines[i], box))
            return false;
    return true;
}

Segment
callout_leader(Point anchor, double mark_radius_mm, Rect box)
{
    Point end = rect_nearest(box, anchor);
    double dx = end.x - anchor.x, dy = end.y - anchor.y, length = hypot(dx, dy);
    double start = length > 0 ? fmin(1, mark_radius_mm / length) : 0;
    return (Segment){{anchor.x + start * dx, anchor.y + start * dy}, end};
}

/* Whether the name at `place` and the line to it leave another name and its line alone. */
static bool
clear_of_name(Segment leader, const CalloutPlace *place, Segment other_leader,
              const CalloutPlace *other, Tolerance tolerance)
{
    if (rects_overlap(grown(place->box, CLEAR_MM), other->box))
        return false;
    if (tolerance < LEADERS_CROSS && place->apart && other->apart &&
        segments_cross(leader, other_leader))
        return false;
    if (tolerance >= LEADERS_BELOW)
        return true;
    return !(place->apart && segment_meets_rect(leader, other->box)) &&
           !(other->apart && segment_meets_rect(other_leader, place->box));
}

static bool
fits(const Callout *callouts, size_t next, const CalloutPlace *place, const CalloutField *field,
     Tolerance tolerance, const CalloutPlace *places)
{
    if (!rect_holds(field->bounds, place->box) ||
        !clear_of_marks(field, place->box, callouts[next].anchor, tolerance))
        return false;
    if (tolerance < OVER_LINES && !clear_of_lines(field, place->box))
        return false;
    double radius = field->mark_radius_mm;
    Segment leader = callout_leader(callouts[next].anchor, radius, place->box);
    if (tolerance < LEADERS_CROSS && place->apart &&
        !passes_no_mark(field, leader, callouts[next].anchor))
        return false;
    for (size_t i = 0; i < next; i++) {
        Segment other = callout_leader(callouts[i].anchor, radius, places[i].box);
        if (!clear_of_name(leader, place, other, &places[i], tolerance))
            return false;
    }
    return true;
}

static bool
place_one(const Callout *callouts, size_t next, const CalloutField *field, Tolerance tolerance,
          CalloutPlace *places)
{
    double most = fmin(MOST_MM[tolerance], hypot(field->bounds.width, field->bounds.height));
    for (double away = 0; away <= most; away += STEP_MM)
        for (int turn = 0; turn < N_TURNS; turn++) {
            double distance = field->mark_radius_mm + NEAR_MM + away;
            CalloutPlace place = {box_at(&callouts[next], distance, turn_at(turn)), away > 0};
            if (!fits(callouts, next, &place, field, tolerance, places))
                continue;
            places[next] = place;
            return true;
        }
    return false;
}

bool
callouts_place(const Callout *callouts, size_t n, const CalloutField *field,
               CalloutPlace *out_places)
{
    for (size_t i = 0; i < n; i++) {
        Tolerance tolerance = CLEAR_OF_ALL;
        while (tolerance < N_TOLERANCES && !place_one(callouts, i, field, tolerance, out_places))
            tolerance++;
        if (tolerance == N_TOLERANCES)
            return false;
    }
    return true;
}
