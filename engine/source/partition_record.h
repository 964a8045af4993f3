/* How the records of a partition lie in memory: written by the stream, read by the settler. */
#pragma once

#include "engine/source/line.h"
#include "engine/source/packed.h"

static inline LineText
record_get_text(const uint8_t **at)
{
    uint32_t length = (uint32_t)packed_get(at);
    LineText text = {.bytes = *at, .length = length};
    *at += length;
    return text;
}

/* Patient apart: practitioner, performer + 1 or 0, date, code, quantity, amount if any, and the
 * length of the prescription + 1, or 0, with its bytes. */
static inline Line
record_get_line(const uint8_t **at)
{
    Line line = {.practitioner = (uint32_t)packed_get(at)};
    line.performer = (uint32_t)packed_get(at) - 1;
    line.date = (Day)packed_get_signed(at);
    line.code = (uint32_t)packed_get(at);
    line.quantity = packed_get_signed(at);
    line.has_amount = *(*at)++ != 0;
    if (line.has_amount)
        line.amount = packed_get_signed(at);
    uint32_t prescription = (uint32_t)packed_get(at);
    if (prescription > 0) {
        line.prescription = (LineText){.bytes = *at, .length = prescription - 1};
        *at += prescription - 1;
    }
    return line;
}
