/* The fields of one tuple of a binary COPY. */
#pragma once

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "engine/model/day.h"

typedef struct {
    const char *bytes;
    int32_t length; /* -1 for NULL */
} CopyField;

/* connection_copy_out has checked that the lengths add up. */
static inline void
copy_tuple_split(const char *tuple, CopyField *fields, int n_fields)
{
    uint16_t n;
    memcpy(&n, tuple, sizeof n);
    g_assert(GUINT16_FROM_BE(n) == n_fields);
    tuple += 2;
    for (int i = 0; i < n_fields; i++) {
        uint32_t length;
        memcpy(&length, tuple, sizeof length);
        fields[i].length = (int32_t)GUINT32_FROM_BE(length);
        fields[i].bytes = tuple + 4;
        tuple += 4 + MAX(fields[i].length, 0);
    }
}

static inline int32_t
copy_field_int32(CopyField field)
{
    uint32_t value;
    g_assert(field.length == sizeof value);
    memcpy(&value, field.bytes, sizeof value);
    return (int32_t)GUINT32_FROM_BE(value);
}

#define COPY_DAY_MINUS_INFINITY (INT32_MIN + 1) /* DAY_NONE stays apart */

/* Days of the server count from 2000-01-01; its infinities are the ends of the type. `null` stands
 * for NULL. */
static inline Day
copy_field_day(CopyField field, Day null)
{
    enum { DAYS_TO_2000 = 10957 };
    if (field.length < 0)
        return null;
    int32_t day = copy_field_int32(field);
    if (day == INT32_MAX)
        return INT32_MAX;
    if (day < INT32_MIN + 2)
        return COPY_DAY_MINUS_INFINITY;
    return day > INT32_MAX - DAYS_TO_2000 ? INT32_MAX : day + DAYS_TO_2000;
}
