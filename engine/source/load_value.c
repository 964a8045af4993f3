/* Strict on purpose: what two readers could take for two values is no value. */
#include "engine/source/load_value.h"

#include <stdlib.h>
#include <string.h>

#include "engine/model/day.h"
#include "engine/model/expression.h"
#include "engine/model/period.h"
#include "engine/words/words.h"

/* A field without the blanks around it. */
typedef struct {
    const char *text;
    size_t length;
} Span;

/* Quantities in thousandths must fit 64 bits, with room for their sums. */
enum { MOST_INTEGER_DIGITS = 13, ISO_DATE_LENGTH = 10, NO_DECIMAL_LIMIT = 18 };

typedef bool (*AppendValue)(const ContractColumn *column, CsvDialect dialect, Span span,
                            GString *line, char **out_why);

static Span
trim(const char *field)
{
    while (g_ascii_isspace(*field))
        field++;

    Span span = {field, strlen(field)};
    while (span.length > 0 && g_ascii_isspace(field[span.length - 1]))
        span.length--;
    return span;
}

/* Says the value too, cut to a length that a message bears. */
G_GNUC_PRINTF(3, 4)
static bool
refuse(char **out_why, Span span, const char *format, ...)
{
    enum { SHOWN_BYTES = 40 };
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *why = g_strdup_vprintf(format, arguments);
    va_end(arguments);

    g_autofree char *value = g_strndup(span.text, MIN(span.length, SHOWN_BYTES));
    g_autofree char *shown = g_utf8_make_valid(value, -1);
    *out_why = g_strdup_printf("'%s' %s", shown, why);
    return false;
}

/* --- texts ----------------------------------------------------------------------------------- */

/* The letter that stands for a sign that COPY cannot bear; 0 for all others. */
static char
escape_letter(char c)
{
    switch (c) {
    case '\\':
        return '\\';
    case '\t':
        return 't';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    default:
        return 0;
    }
}

static void
append_escaped(GString *line, Span span)
{
    const char *at = span.text, *end = span.text + span.length;

    while (at < end) {
        const char *plain = at;

        while (at < end && escape_letter(*at) == 0)
            at++;
        g_string_append_len(line, plain, at - plain);
        if (at < end) {
            g_string_append_c(line, '\\');
            g_string_append_c(line, escape_letter(*at++));
        }
    }
}

/* "3,40093E+12": what a spreadsheet makes of a code or a number of many digits. */
static bool
looks_rounded(Span span)
{
    const char *e = memchr(span.text, 'E', span.length);

    if (e == NULL || !g_ascii_isdigit(span.text[0]) || (size_t)(e - span.text) + 2 >= span.length ||
        e[1] != '+')
        return false;

    return strspn(span.text, "0123456789.,") == (size_t)(e - span.text) &&
           strspn(e + 2, "0123456789") >= span.length - (size_t)(e - span.text) - 2;
}

static bool
is_choice(const char *choices, Span span)
{
    for (const char *choice = choices;;) {
        size_t length = strcspn(choice, ",");
        if (length == span.length && strncmp(choice, span.text, length) == 0)
            return true;
        if (choice[length] == '\0')
            return false;
        choice += length + 1;
    }
}

static bool
append_text(const ContractColumn *column, CsvDialect dialect, Span span, GString *line,
            char **out_why)
{
    (void)dialect;

    if (column->choices != NULL && !is_choice(column->choices, span))
        return refuse(out_why, span, _("is none of: %s"), column->choices);
    if (looks_rounded(span))
        return refuse(out_why, span,
                      _("was rounded by a spreadsheet; export it again, with this column as text"));

    append_escaped(line, span);
    return true;
}

static bool
append_period(const ContractColumn *column, CsvDialect dialect, Span span, GString *line,
              char **out_why)
{
    g_autofree char *text = g_strndup(span.text, span.length);
    Period period;

    (void)column;
    (void)dialect;
    if (!period_parse(text, &period))
        return refuse(out_why, span, _("is not a period; write 2026-03, 2026-Q1, 2026-H1 or 2026"));

    append_escaped(line, span);
    return true;
}

/* --- days ------------------------------------------------------------------------------------ */

/* dd/mm/yyyy as yyyy-mm-dd. */
static bool
turn_french_date(Span span, char *iso)
{
    static const char SHAPE[] = "00/00/0000";

    if (span.length != sizeof SHAPE - 1)
        return false;
    for (size_t i = 0; i < span.length; i++) {
        if (SHAPE[i] == '0' ? !g_ascii_isdigit(span.text[i]) : span.text[i] != SHAPE[i])
            return false;
    }

    memcpy(iso, span.text + 6, 4);
    memcpy(iso + 5, span.text + 3, 2);
    memcpy(iso + 8, span.text, 2);
    iso[4] = iso[7] = '-';
    iso[ISO_DATE_LENGTH] = '\0';
    return true;
}

static bool
append_date(const ContractColumn *column, CsvDialect dialect, Span span, GString *line,
            char **out_why)
{
    static const char OLDEST[] = "1850-01-01";
    char iso[ISO_DATE_LENGTH + 1] = "";
    Day day;

    (void)column;
    if (!(dialect == CSV_DIALECT_FRENCH && turn_french_date(span, iso)) &&
        span.length == ISO_DATE_LENGTH)
        memcpy(iso, span.text, ISO_DATE_LENGTH);

    if (!day_parse(iso, &day))
        return refuse(out_why, span, _("is not a date; write %s"),
                      dialect == CSV_DIALECT_FRENCH ? "31/03/2026" : "2026-03-31");

    /* 1600-01-01 stands for an unknown day in the French base; read as a day it would be an age. */
    if (strcmp(iso, OLDEST) < 0)
        return refuse(out_why, span,
                      _("is too long ago to be true; leave the field empty where the "
                        "day is unknown"));

    g_string_append_len(line, iso, ISO_DATE_LENGTH);
    return true;
}

/* --- numbers --------------------------------------------------------------------------------- */

/* The parts of a decimal number within its span. */
typedef struct {
    bool is_negative;
    Span integer, fraction; /* fraction without the zeros at its end */
} Decimal;

static size_t
count_digits(const char *text, size_t length)
{
    size_t n = 0;

    while (n < length && g_ascii_isdigit(text[n]))
        n++;
    return n;
}

static bool
split_decimal(Span span, CsvDialect dialect, Decimal *out)
{
    const char *at = span.text, *end = span.text + span.length;
    Decimal decimal = {.is_negative = at < end && *at == '-'};

    at += decimal.is_negative ? 1 : 0;
    decimal.integer = (Span){at, count_digits(at, (size_t)(end - at))};
    at += decimal.integer.length;

    if (at < end && (*at == '.' || (*at == ',' && dialect == CSV_DIALECT_FRENCH))) {
        at++;
        decimal.fraction = (Span){at, count_digits(at, (size_t)(end - at))};
        at += decimal.fraction.length;
        if (decimal.fraction.length == 0)
            return false;
    }

    if (at != end || decimal.integer.length + decimal.fraction.length == 0)
        return false;

    while (decimal.fraction.length > 0 && decimal.fraction.text[decimal.fraction.length - 1] == '0')
        decimal.fraction.length--;
    *out = decimal;
    return true;
}

static bool
append_decimal(Span span, CsvDialect dialect, size_t most_decimals, GString *line, char **out_why)
{
    Decimal decimal;

    if (!split_decimal(span, dialect, &decimal))
        return refuse(out_why, span, _("is not a number; write 1234%c5, without blanks or units"),
                      dialect == CSV_DIALECT_FRENCH ? ',' : '.');
    if (decimal.fraction.length > most_decimals)
        return refuse(out_why, span, _("has more than %zu decimals; round it at the source"),
                      most_decimals);
    if (decimal.integer.length > MOST_INTEGER_DIGITS)
        return refuse(out_why, span, _("is too large to be true"));

    if (decimal.is_negative)
        g_string_append_c(line, '-');
    if (decimal.integer.length == 0)
        g_string_append_c(line, '0');
    g_string_append_len(line, decimal.integer.text, (gssize)decimal.integer.length);
    if (decimal.fraction.length > 0) {
        g_string_append_c(line, '.');
        g_string_append_len(line, decimal.fraction.text, (gssize)decimal.fraction.length);
    }
    return true;
}

static bool
append_numeric(const ContractColumn *column, CsvDialect dialect, Span span, GString *line,
               char **out_why)
{
    size_t most_decimals = column->type == CONTRACT_QUANTITY ? QUANTITY_DECIMALS
                           : column->type == CONTRACT_AMOUNT ? AMOUNT_DECIMALS
                                                             : NO_DECIMAL_LIMIT;

    return append_decimal(span, dialect, most_decimals, line, out_why);
}

/* Years, ages and numbers of persons: never negative. */
static bool
append_integer(const ContractColumn *column, CsvDialect dialect, Span span, GString *line,
               char **out_why)
{
    enum { MOST_DIGITS = 9 };

    (void)column;
    (void)dialect;
    if (count_digits(span.text, span.length) != span.length)
        return refuse(out_why, span, _("is not a whole number of at least 0"));
    if (span.length > MOST_DIGITS)
        return refuse(out_why, span, _("is too large to be true"));

    g_string_append_len(line, span.text, (gssize)span.length);
    return true;
}

static bool
append_boolean(const ContractColumn *column, CsvDialect dialect, Span span, GString *line,
               char **out_why)
{
    static const struct {
        const char *word;
        char value;
    } WORDS[] = {{"true", 't'}, {"false", 'f'}, {"t", 't'}, {"f", 'f'},   {"yes", 't'},
                 {"no", 'f'},   {"1", 't'},     {"0", 'f'}, {"oui", 't'}, {"non", 'f'},
                 {"vrai", 't'}, {"faux", 'f'},  {"o", 't'}, {"n", 'f'}};

    (void)column;
    (void)dialect;
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        if (strlen(WORDS[i].word) == span.length &&
            g_ascii_strncasecmp(WORDS[i].word, span.text, span.length) == 0) {
            g_string_append_c(line, WORDS[i].value);
            return true;
        }
    }

    return refuse(out_why, span, _("is neither true nor false; write oui or non, true or false"));
}

bool
load_value_append(const ContractColumn *column, CsvDialect dialect, const char *field,
                  GString *line, char **out_why)
{
    static const AppendValue APPEND[N_CONTRACT_TYPES] = {
        [CONTRACT_TEXT] = append_text,        [CONTRACT_PERIOD] = append_period,
        [CONTRACT_DATE] = append_date,        [CONTRACT_NUMERIC] = append_numeric,
        [CONTRACT_QUANTITY] = append_numeric, [CONTRACT_AMOUNT] = append_numeric,
        [CONTRACT_INTEGER] = append_integer,  [CONTRACT_BOOLEAN] = append_boolean,
    };
    Span span = trim(field);

    if (span.length > 0)
        return APPEND[column->type](column, dialect, span, line, out_why);

    if (column->is_mandatory) {
        *out_why = g_strdup(_("is empty, and may not be"));
        return false;
    }

    g_string_append(line, "\\N");
    return true;
}
