#include "engine/source/decimal.h"

#include <glib.h>
#include <string.h>

#include "engine/words/words.h"

/* Signs of numeric's binary form (src/backend/utils/adt/numeric.c). */
enum { SIGN_POSITIVE = 0x0000, SIGN_NEGATIVE = 0x4000 };
enum { HEADER_BYTES = 8, BASE = 10000, BASE_DECIMALS = 4 };

static const int POWERS[BASE_DECIMALS + 1] = {1, 10, 100, 1000, 10000};

static int
read_int16(const char *bytes)
{
    uint16_t value;
    memcpy(&value, bytes, sizeof value);
    return (int16_t)GUINT16_FROM_BE(value);
}

/* Adds the digit of weight 10000^exponent to `value`, which is scaled by 10^decimals. */
static DecimalFault
add_digit(int digit, int exponent, int decimals, Int128 *value)
{
    if (exponent >= 0) {
        if (*value > (Int128)INT64_MAX)
            return DECIMAL_TOO_LARGE;
        *value = *value * BASE + (Int128)digit * POWERS[decimals];
        return DECIMAL_OK;
    }
    int divisor = exponent == -1 ? POWERS[BASE_DECIMALS - decimals] : BASE;
    if (digit % divisor != 0)
        return DECIMAL_TOO_FINE;
    *value += digit / divisor;
    return DECIMAL_OK;
}

DecimalFault
decimal_from_binary(const char *bytes, int length, int decimals, int64_t *out_value)
{
    g_assert(decimals >= 0 && decimals <= BASE_DECIMALS);
    if (length < HEADER_BYTES)
        return DECIMAL_MALFORMED;
    int n_digits = read_int16(bytes), weight = read_int16(bytes + 2);
    int sign = read_int16(bytes + 4);
    if (sign != SIGN_POSITIVE && sign != SIGN_NEGATIVE)
        return DECIMAL_NOT_FINITE;
    if (n_digits < 0 || length != HEADER_BYTES + 2 * n_digits)
        return DECIMAL_MALFORMED;

    /* The server drops trailing zero digits: those down to the decimal point are still due. */
    Int128 value = 0;
    for (int i = 0; i < n_digits || (n_digits > 0 && i <= weight); i++) {
        int digit = i < n_digits ? read_int16(bytes + HEADER_BYTES + 2 * i) : 0;
        DecimalFault fault = add_digit(digit, weight - i, decimals, &value);
        if (fault != DECIMAL_OK)
            return fault;
    }
    if (value > (Int128)INT64_MAX)
        return DECIMAL_TOO_LARGE;
    *out_value = (int64_t)(sign == SIGN_NEGATIVE ? -value : value);
    return DECIMAL_OK;
}

/* One more decimal digit; false when the integer would pass 10^37. */
static bool
push_digit(Int128 *value, int digit)
{
    static const Int128 limit = (Int128)1000000000000000000 * 1000000000000000000 * 10;
    if (*value >= limit / 10)
        return false;
    *value = *value * 10 + digit;
    return true;
}

DecimalFault
decimal_from_text(const char *text, int decimals, Int128 *out_value)
{
    bool negative = *text == '-';
    text += negative;
    if (!g_ascii_isdigit(*text))
        return g_ascii_isalpha(*text) ? DECIMAL_NOT_FINITE : DECIMAL_MALFORMED;

    Int128 value = 0;
    for (; g_ascii_isdigit(*text); text++)
        if (!push_digit(&value, *text - '0'))
            return DECIMAL_TOO_LARGE;
    text += *text == '.';
    for (int i = 0; i < decimals || g_ascii_isdigit(*text); i++) {
        int digit = g_ascii_isdigit(*text) ? *text++ - '0' : 0;
        if (i >= decimals && digit != 0)
            return DECIMAL_TOO_FINE;
        if (i < decimals && !push_digit(&value, digit))
            return DECIMAL_TOO_LARGE;
    }
    if (*text != '\0')
        return DECIMAL_MALFORMED;
    *out_value = negative ? -value : value;
    return DECIMAL_OK;
}

const char *
decimal_fault_text(DecimalFault fault)
{
    static const char *const texts[] = {
        [DECIMAL_OK] = N_("is right"),
        [DECIMAL_TOO_FINE] = N_("has too many decimals"),
        [DECIMAL_TOO_LARGE] = N_("is too large"),
        [DECIMAL_NOT_FINITE] = N_("is not a finite number"),
        [DECIMAL_MALFORMED] = N_("is not a number"),
    };
    return _(texts[fault]);
}
