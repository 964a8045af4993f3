#include "engine/source/line.h"

#include <stdlib.h>
#include <string.h>

#include "engine/source/connection.h"
#include "engine/words/words.h"

/* Below this a patient's lines are sorted by insertion: most have a handful. */
enum { FEW_LINES = 16 };

static int
compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int
compare_texts(LineText a, LineText b)
{
    if (a.bytes == NULL || b.bytes == NULL)
        return (a.bytes != NULL) - (b.bytes != NULL);
    int order = memcmp(a.bytes, b.bytes, MIN(a.length, b.length));
    return order != 0 ? order : compare_numbers(a.length, b.length);
}

/* The netting key, the date first. */
static int
compare_keys(const Line *a, const Line *b)
{
    int order = (a->date > b->date) - (a->date < b->date);
    if (order == 0)
        order = compare_numbers(a->code, b->code);
    if (order == 0)
        order = compare_numbers(a->practitioner, b->practitioner);
    if (order == 0)
        order = compare_numbers(a->performer, b->performer);
    return order != 0 ? order : compare_texts(a->prescription, b->prescription);
}

static int
compare_prescriptions(const Line *a, const Line *b)
{
    int order = compare_texts(a->prescription, b->prescription);
    if (order != 0 || a->prescription.bytes != NULL)
        return order;
    order = (a->date > b->date) - (a->date < b->date);
    return order != 0 ? order : compare_numbers(a->practitioner, b->practitioner);
}

static int
compare_key_pointers(const void *a, const void *b)
{
    return compare_keys(a, b);
}

static void
sort_lines(Line *lines, size_t n)
{
    if (n > FEW_LINES) {
        qsort(lines, n, sizeof *lines, compare_key_pointers);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        if (compare_keys(&lines[i - 1], &lines[i]) <= 0)
            continue;
        Line moved = lines[i];
        size_t j = i;
        for (; j > 0 && compare_keys(&lines[j - 1], &moved) > 0; j--)
            lines[j] = lines[j - 1];
        lines[j] = moved;
    }
}

/* Adds up the rows from `i` on that have the key of `line`; the index after them. In 128 bits, so
 * that whether a sum fits does not depend on the order of the rows. */
static size_t
sum_rows(Line *line, const Line *rows, size_t i, size_t n, bool *out_fits)
{
    Int128 quantity = line->quantity, amount = line->amount;
    for (; i < n && compare_keys(line, &rows[i]) == 0; i++) {
        quantity += rows[i].quantity;
        amount += rows[i].has_amount ? rows[i].amount : 0;
        line->has_amount |= rows[i].has_amount;
    }
    line->quantity = (int64_t)quantity;
    line->amount = (int64_t)amount;
    *out_fits = line->quantity == quantity && line->amount == amount;
    return i;
}

int64_t
lines_net(Line *lines, size_t n, GError **error)
{
    sort_lines(lines, n);
    size_t kept = 0;
    for (size_t i = 0; i < n;) {
        Line line = lines[i];
        bool fits;
        i = sum_rows(&line, lines, i + 1, n, &fits);
        if (!fits) {
            g_autofree char *date = day_to_string(line.date);
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                        _("miroir.claim: the quantities or amounts of identical lines of %s do not "
                          "fit; correct the rows of that day"),
                        date);
            return -1;
        }
        if (line.quantity > 0)
            lines[kept++] = line;
    }
    return (int64_t)kept;
}

static int
compare_prescription_pointers(const void *a, const void *b)
{
    return compare_prescriptions(*(Line *const *)a, *(Line *const *)b);
}

void
lines_number_prescriptions(Line *lines, size_t n)
{
    g_autofree Line **sorted = g_new(Line *, n + 1);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &lines[i];
    qsort(sorted, n, sizeof *sorted, compare_prescription_pointers);
    uint32_t number = 0;
    for (size_t i = 0; i < n; i++) {
        number += i > 0 && compare_prescriptions(sorted[i - 1], sorted[i]) != 0;
        sorted[i]->prescription_number = number;
    }
}
