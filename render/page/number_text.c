#include "render/page/number_text.h"

#include <math.h>
#include <string.h>

#define MINUS "\u2212"
#define FIXED_SPACE "\u00A0"

/* Digits that a double holds for certain: what lies beyond is noise of the binary form, and must not
 * decide whether 14.25 is rounded up. */
#define SURE_DIGITS 15

typedef struct {
    const char *decimal, *group;
    const char *percent;                    /* after a number */
    const char *before_money, *after_money; /* about a number */
} NumberStyle;

static const NumberStyle STYLES[N_LANGUAGES] = {
    [LANGUAGE_FR] = {",", "\u202F", FIXED_SPACE "%", "", FIXED_SPACE "€"},
    [LANGUAGE_EN] = {".", ",", "%", "€", ""},
};

/* The digits of a number without its point, and how many of them stand after it. */
typedef struct {
    char *digits;
    int decimals;
    bool negative;
} Decimal;

/* Adds one to the last of the digits. */
static void
count_up(GString *digits)
{
    for (gsize i = digits->len; i-- > 0;) {
        if (digits->str[i] != '9') {
            digits->str[i]++;
            return;
        }
        digits->str[i] = '0';
    }
    g_string_prepend_c(digits, '1');
}

/* Rounded half up, away from zero, as one does by hand: in the decimal form. */
static Decimal
decimal_of(double value, int decimals)
{
    g_assert(isfinite(value) && decimals >= 0);
    char text[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(text, sizeof text, "%.14e", fabs(value));
    int exponent = (int)g_ascii_strtoll(strchr(text, 'e') + 1, NULL, 10);

    /* "1.23e+01" is 0.123 x 10^2: so many of its digits stay. */
    int kept = exponent + 1 + decimals;
    GString *digits = g_string_new(NULL);
    g_string_append_c(digits, text[0]);
    g_string_append_len(digits, text + 2, SURE_DIGITS - 1);
    bool up = kept >= 0 && kept < SURE_DIGITS && digits->str[kept] >= '5';
    for (int i = SURE_DIGITS; i < kept; i++)
        g_string_append_c(digits, '0');
    g_string_truncate(digits, (gsize)MAX(kept, 0));
    if (up)
        count_up(digits);
    while (digits->len < (gsize)decimals + 1)
        g_string_prepend_c(digits, '0');

    bool zero = strspn(digits->str, "0") == digits->len;
    return (Decimal){g_string_free(digits, FALSE), decimals, value < 0 && !zero};
}

static char *
write_decimal(Language language, const Decimal *number, const char *before, const char *after)
{
    const NumberStyle *style = &STYLES[language];
    int n_whole = (int)strlen(number->digits) - number->decimals;
    GString *text = g_string_new(number->negative ? MINUS : NULL);
    g_string_append(text, before);
    for (int i = 0; i < n_whole; i++) {
        if (i > 0 && (n_whole - i) % 3 == 0)
            g_string_append(text, style->group);
        g_string_append_c(text, number->digits[i]);
    }
    if (number->decimals > 0)
        g_string_append_printf(text, "%s%s", style->decimal, number->digits + n_whole);
    g_string_append(text, after);
    return g_string_free(text, FALSE);
}

static char *
write_double(Language language, double value, int decimals, const char *before, const char *after)
{
    Decimal number = decimal_of(value, decimals);
    char *text = write_decimal(language, &number, before, after);
    g_free(number.digits);
    return text;
}

char *
number_text(Language language, double value, int decimals)
{
    return write_double(language, value, decimals, "", "");
}

char *
number_text_integer(Language language, int64_t value)
{
    g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, value);
    Decimal number = {value < 0 ? digits + 1 : digits, 0, value < 0};
    return write_decimal(language, &number, "", "");
}

/* A proportion is printed in percent. */
static double
printed_scale(const Indicator *indicator)
{
    return indicator->kind == KIND_PROPORTION ? 100 : 1;
}

char *
value_text(Language language, const Indicator *indicator, double value, int decimals)
{
    const NumberStyle *style = &STYLES[language];
    const char *before = "", *after = "";
    if (indicator->kind == KIND_PROPORTION) {
        after = style->percent;
    } else if (indicator->is_money) {
        before = style->before_money;
        after = style->after_money;
    }
    return write_double(language, value * printed_scale(indicator), decimals, before, after);
}

char *
value_text_bare(Language language, const Indicator *indicator, double value, int decimals)
{
    return write_double(language, value * printed_scale(indicator), decimals, "", "");
}

static const char *const MONTHS[N_LANGUAGES][12] = {
    [LANGUAGE_FR] = {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
                     "septembre", "octobre", "novembre", "décembre"},
    [LANGUAGE_EN] = {"January", "February", "March", "April", "May", "June", "July", "August",
                     "September", "October", "November", "December"},
};

char *
day_text(Language language, Day day)
{
    CivilDate date = day_to_civil(day);
    const char *month = MONTHS[language][date.month - 1];
    if (language == LANGUAGE_FR && date.day == 1)
        return g_strdup_printf("1^er^" FIXED_SPACE "%s %d", month, date.year);
    return g_strdup_printf("%d" FIXED_SPACE "%s %d", date.day, month, date.year);
}

char *
period_text(Language language, Period period)
{
    int year = period_year(period), index = period_index(period);
    switch (period.length) {
    case PERIOD_MONTH:
        return g_strdup_printf("%s %d", MONTHS[language][index - 1], year);
    case PERIOD_QUARTER:
    case PERIOD_HALF:
        if (language == LANGUAGE_FR)
            return g_strdup_printf("%d^%s^" FIXED_SPACE "%s %d", index, index == 1 ? "er" : "e",
                                   period.length == PERIOD_QUARTER ? "trimestre" : "semestre",
                                   year);
        return period_text_short(language, period);
    case PERIOD_YEAR:
        return g_strdup_printf("%d", year);
    }
    g_assert_not_reached();
}

char *
period_text_short(Language language, Period period)
{
    int year = period_year(period), index = period_index(period);
    switch (period.length) {
    case PERIOD_MONTH:
        return g_strdup_printf("%02d/%d", index, year);
    case PERIOD_QUARTER:
        return g_strdup_printf("%c%d %d", language == LANGUAGE_FR ? 'T' : 'Q', index, year);
    case PERIOD_HALF:
        return g_strdup_printf("%c%d %d", language == LANGUAGE_FR ? 'S' : 'H', index, year);
    case PERIOD_YEAR:
        return g_strdup_printf("%d", year);
    }
    g_assert_not_reached();
}
