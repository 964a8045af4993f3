/* Exact decimal numbers from the server as integers of a fixed number of decimals: quantities in
 * thousandths, amounts in cents. A value with more decimals is refused, never rounded. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "engine/model/expression.h"

typedef enum {
    DECIMAL_OK,
    DECIMAL_TOO_FINE,   /* more decimals than asked for */
    DECIMAL_TOO_LARGE,  /* does not fit the integer */
    DECIMAL_NOT_FINITE, /* NaN or an infinity */
    DECIMAL_MALFORMED,  /* not a number at all */
} DecimalFault;

/* numeric as COPY sends it in binary. `decimals` is 0 to 4. */
DecimalFault decimal_from_binary(const char *bytes, int length, int decimals, int64_t *out_value);
/* numeric as text: "-12.50"; trailing zeros are not decimals. */
DecimalFault decimal_from_text(const char *text, int decimals, Int128 *out_value);
/* "has more than 3 decimals", "does not fit 64 bits", ... for messages. */
const char *decimal_fault_text(DecimalFault fault);
