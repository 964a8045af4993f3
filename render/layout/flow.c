#include "render/layout/flow.h"

#include <glib.h>
#include <math.h>

/* Sums of lengths that are meant to be equal differ by rounding. */
#define SLACK 1e-6

typedef struct {
    const FlowPart *parts;
    size_t start, end; /* of the parts on this sheet */
    int sheet;
    double room;
} Sheet;

static double
gap_of(const Sheet *sheet, size_t i)
{
    return sheet->sheet > 0 && i == sheet->start ? 0 : sheet->parts[i].gap;
}

static double
least_gap_of(const Sheet *sheet, size_t i)
{
    return fmin(gap_of(sheet, i), sheet->parts[i].least_gap);
}

static bool
is_there(const FlowPart *part)
{
    return part->best > 0;
}

/* One past the last part that fits, keeping together what belongs together; at least one part. */
static size_t
end_of_sheet(const Sheet *sheet, size_t n)
{
    double used = 0;
    size_t end = sheet->start;
    for (; end < n; end++) {
        const FlowPart *part = &sheet->parts[end];
        if (!is_there(part))
            continue;
        used += least_gap_of(sheet, end) + part->least;
        if (used > sheet->room + SLACK)
            break;
    }
    if (end == n)
        return n;
    size_t cut = end;
    while (cut > sheet->start && sheet->parts[cut - 1].keep)
        cut--;
    return cut > sheet->start ? cut : MAX(end, sheet->start + 1);
}

/* Takes up to `most` from what is missing; returns what it took. */
static double
give(double *missing, double most)
{
    const double given = CLAMP(*missing, 0, most);
    *missing -= given;
    return given;
}

static void
shrink_parts(const Sheet *sheet, double *missing, FlowPlace *places)
{
    for (int turn = 0; turn < FLOW_TURNS; turn++)
        for (size_t i = sheet->start; i < sheet->end; i++) {
            const FlowPart *part = &sheet->parts[i];
            if (!is_there(part) || part->turn != turn)
                continue;
            if (part->step <= 0) {
                places[i].height -= give(missing, part->best - part->least);
                continue;
            }
            while (*missing > SLACK && places[i].height - part->step >= part->least - SLACK) {
                places[i].height -= part->step;
                *missing -= part->step;
            }
            places[i].height -= give(missing, places[i].height - part->least);
        }
}

/* The gaps, each in proportion to what it can give. */
static double
shrunken_part_of_gaps(const Sheet *sheet, double missing)
{
    double most = 0;
    for (size_t i = sheet->start; i < sheet->end; i++)
        if (is_there(&sheet->parts[i]))
            most += gap_of(sheet, i) - least_gap_of(sheet, i);
    return most > 0 ? CLAMP(missing / most, 0, 1) : 0;
}

static void
share_out(const Sheet *sheet, FlowPlace *places)
{
    double missing = -sheet->room;
    for (size_t i = sheet->start; i < sheet->end; i++) {
        const FlowPart *part = &sheet->parts[i];
        places[i] = (FlowPlace){.sheet = sheet->sheet, .height = part->best};
        if (is_there(part))
            missing += gap_of(sheet, i) + part->best;
    }
    shrink_parts(sheet, &missing, places);

    const double shrunken = shrunken_part_of_gaps(sheet, missing);
    double y = 0;
    for (size_t i = sheet->start; i < sheet->end; i++) {
        if (!is_there(&sheet->parts[i]))
            continue;
        y += gap_of(sheet, i) - shrunken * (gap_of(sheet, i) - least_gap_of(sheet, i));
        places[i].y = y;
        y += places[i].height;
    }
}

static void
note_excess(const Sheet *sheet, double *out_excess, size_t *out_worst)
{
    double used = 0;
    size_t last = sheet->start;
    for (size_t i = sheet->start; i < sheet->end; i++)
        if (is_there(&sheet->parts[i])) {
            used += least_gap_of(sheet, i) + sheet->parts[i].least;
            last = i;
        }
    if (used <= sheet->room + SLACK || used - sheet->room <= *out_excess)
        return;
    *out_excess = used - sheet->room;
    *out_worst = last;
}

int
flow_place(const FlowPart *parts, size_t n, double first_room, double next_room,
           FlowPlace *out_places, double *out_excess, size_t *out_worst)
{
    double excess = 0;
    size_t worst = 0;
    int sheets = 0;

    for (size_t start = 0; start < n; sheets++) {
        Sheet sheet = {parts, start, start, sheets, sheets == 0 ? first_room : next_room};
        sheet.end = end_of_sheet(&sheet, n);
        share_out(&sheet, out_places);
        note_excess(&sheet, &excess, &worst);
        start = sheet.end;
    }
    if (out_excess != NULL)
        *out_excess = excess;
    if (out_worst != NULL)
        *out_worst = worst;
    return MAX(sheets, 1);
}
