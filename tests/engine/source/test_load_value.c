/* One field at a time: what is stored of it, or why nothing is. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/load_value.h"

typedef struct {
    ContractColumn column;
    CsvDialect dialect;
    const char *field;
    const char *line; /* NULL: refused */
    const char *why;  /* part of it */
} ValueCase;

#define RFC CSV_DIALECT_RFC4180
#define FRENCH CSV_DIALECT_FRENCH
#define A(type)                                                                                    \
    {                                                                                              \
        "c", type, false, NULL                                                                     \
    }

static const ValueCase CASES[] = {
    {A(CONTRACT_TEXT), RFC, "", "\\N", NULL},
    {A(CONTRACT_TEXT), RFC, " \t ", "\\N", NULL},
    {{"c", CONTRACT_TEXT, true, NULL}, RFC, " ", NULL, "is empty, and may not be"},
    {A(CONTRACT_TEXT), RFC, " a b ", "a b", NULL},
    {A(CONTRACT_TEXT), RFC, "\\N", "\\\\N", NULL},
    {A(CONTRACT_TEXT), RFC, "a\tb\nc\rd\\", "a\\tb\\nc\\rd\\\\", NULL},
    {A(CONTRACT_TEXT), RFC, "=1+1", "=1+1", NULL},
    {A(CONTRACT_TEXT), RFC, "3,40093E+12", NULL, "rounded by a spreadsheet"},
    {A(CONTRACT_TEXT), RFC, "1E+05", NULL, "rounded by a spreadsheet"},
    {A(CONTRACT_TEXT), RFC, "E11", "E11", NULL},
    {A(CONTRACT_TEXT), RFC, "12E", "12E", NULL},
    {A(CONTRACT_TEXT), RFC, "12E+", "12E+", NULL},
    {A(CONTRACT_TEXT), RFC, "12E+3 rue", "12E+3 rue", NULL},
    {{"c", CONTRACT_TEXT, false, "M,F"}, RFC, "F", "F", NULL},
    {{"c", CONTRACT_TEXT, false, "M,F"}, RFC, "f", NULL, "is none of: M,F"},
    {{"c", CONTRACT_TEXT, false, "M,F"}, RFC, "M,F", NULL, "is none of"},
    {{"c", CONTRACT_TEXT, false, "theme,restitution"}, RFC, "them", NULL, "is none of"},
    {A(CONTRACT_PERIOD), RFC, "2026-Q1", "2026-Q1", NULL},
    {A(CONTRACT_PERIOD), RFC, "2026-03", "2026-03", NULL},
    {A(CONTRACT_PERIOD), RFC, "2026-Q5", NULL, "is not a period"},
    {A(CONTRACT_PERIOD), RFC, "T1 2026", NULL, "is not a period"},
    {A(CONTRACT_DATE), RFC, "2024-02-29", "2024-02-29", NULL},
    {A(CONTRACT_DATE), RFC, "9999-12-31", "9999-12-31", NULL},
    {A(CONTRACT_DATE), RFC, "2026-02-29", NULL, "is not a date; write 2026-03-31"},
    {A(CONTRACT_DATE), RFC, "29/02/2024", NULL, "is not a date"},
    {A(CONTRACT_DATE), RFC, "2026-3-1", NULL, "is not a date"},
    {A(CONTRACT_DATE), RFC, "2026-03-31 00:00:00", NULL, "is not a date"},
    {A(CONTRACT_DATE), FRENCH, "29/02/2024", "2024-02-29", NULL},
    {A(CONTRACT_DATE), FRENCH, "2024-02-29", "2024-02-29", NULL},
    {A(CONTRACT_DATE), FRENCH, "02/29/2024", NULL, "is not a date; write 31/03/2026"},
    {A(CONTRACT_DATE), FRENCH, "9/2/2024", NULL, "is not a date"},
    {A(CONTRACT_DATE), FRENCH, "29-02-2024", NULL, "is not a date"},
    {A(CONTRACT_DATE), FRENCH, "01/01/1600", NULL, "too long ago"},
    {A(CONTRACT_QUANTITY), RFC, "1", "1", NULL},
    {A(CONTRACT_QUANTITY), RFC, "-1.250", "-1.25", NULL},
    {A(CONTRACT_QUANTITY), RFC, ".5", "0.5", NULL},
    {A(CONTRACT_QUANTITY), RFC, "-.5", "-0.5", NULL},
    {A(CONTRACT_QUANTITY), RFC, "2.000000", "2", NULL},
    {A(CONTRACT_QUANTITY), RFC, "0.0005", NULL, "more than 3 decimals"},
    {A(CONTRACT_QUANTITY), RFC, "1,5", NULL, "is not a number; write 1234.5"},
    {A(CONTRACT_QUANTITY), RFC, "+1", NULL, "is not a number"},
    {A(CONTRACT_QUANTITY), RFC, "-", NULL, "is not a number"},
    {A(CONTRACT_QUANTITY), RFC, ".", NULL, "is not a number"},
    {A(CONTRACT_QUANTITY), RFC, "5.", NULL, "is not a number"},
    {A(CONTRACT_QUANTITY), RFC, "1e3", NULL, "is not a number"},
    {A(CONTRACT_QUANTITY), RFC, "0x10", NULL, "is not a number"},
    {A(CONTRACT_QUANTITY), RFC, "inf", NULL, "is not a number"},
    {A(CONTRACT_QUANTITY), RFC, "9999999999999", "9999999999999", NULL},
    {A(CONTRACT_QUANTITY), RFC, "10000000000000", NULL, "too large"},
    {A(CONTRACT_QUANTITY), FRENCH, "1,5", "1.5", NULL},
    {A(CONTRACT_QUANTITY), FRENCH, "1.5", "1.5", NULL},
    {A(CONTRACT_QUANTITY), FRENCH, "1 234,5", NULL, "write 1234,5, without blanks"},
    {A(CONTRACT_QUANTITY), FRENCH, "1.234,5", NULL, "is not a number"},
    {A(CONTRACT_AMOUNT), FRENCH, "12,30", "12.3", NULL},
    {A(CONTRACT_AMOUNT), FRENCH, "12,305", NULL, "more than 2 decimals"},
    {A(CONTRACT_AMOUNT), FRENCH, "12,30 €", NULL, "without blanks or units"},
    {A(CONTRACT_NUMERIC), RFC, "0.123456", "0.123456", NULL},
    {A(CONTRACT_INTEGER), RFC, "2026", "2026", NULL},
    {A(CONTRACT_INTEGER), RFC, "-1", NULL, "whole number"},
    {A(CONTRACT_INTEGER), RFC, "1.0", NULL, "whole number"},
    {A(CONTRACT_INTEGER), RFC, "2147483648", NULL, "too large"},
    {A(CONTRACT_BOOLEAN), RFC, "true", "t", NULL},
    {A(CONTRACT_BOOLEAN), RFC, "FALSE", "f", NULL},
    {A(CONTRACT_BOOLEAN), FRENCH, "Oui", "t", NULL},
    {A(CONTRACT_BOOLEAN), FRENCH, "faux", "f", NULL},
    {A(CONTRACT_BOOLEAN), RFC, "0", "f", NULL},
    {A(CONTRACT_BOOLEAN), RFC, "2", NULL, "neither true nor false"},
    {A(CONTRACT_BOOLEAN), RFC, "tr", NULL, "neither true nor false"},
};

START_TEST(field_is_stored_or_refused)
{
    const ValueCase *value = &CASES[_i];
    g_autoptr(GString) line = g_string_new(NULL);
    g_autofree char *why = NULL;
    bool is_good = load_value_append(&value->column, value->dialect, value->field, line, &why);

    ck_assert_msg(is_good == (value->line != NULL), "'%s': %s", value->field,
                  why != NULL ? why : line->str);
    if (is_good)
        ck_assert_str_eq(line->str, value->line);
    else
        ck_assert_msg(strstr(why, value->why) != NULL, "'%s': %s", value->field, why);
}
END_TEST

/* Messages end up on terminals and in tickets: short and valid UTF-8, whatever the field. */
START_TEST(long_field_is_cut)
{
    static const ContractColumn COLUMN = A(CONTRACT_DATE);
    g_autoptr(GString) field = g_string_new(NULL);
    g_autoptr(GString) line = g_string_new(NULL);
    g_autofree char *why = NULL;

    for (int i = 0; i < 1000; i++)
        g_string_append(field, "é");
    ck_assert(!load_value_append(&COLUMN, RFC, field->str + 1, line, &why));
    ck_assert_uint_lt(strlen(why), 120);
    ck_assert(g_utf8_validate(why, -1, NULL));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("load value");
    TCase *tests = tcase_create("fields");

    tcase_add_loop_test(tests, field_is_stored_or_refused, 0, G_N_ELEMENTS(CASES));
    tcase_add_test(tests, long_field_is_cut);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
