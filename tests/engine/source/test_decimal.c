/* Exact decimals from the server, as text and in numeric's binary form. */
#include "engine/source/decimal.h"

#include <check.h>
#include <stdlib.h>

typedef struct {
    const char *text;
    int decimals;
    DecimalFault fault;
    int64_t value;
} TextCase;

static const TextCase TEXTS[] = {
    {"0", 3, DECIMAL_OK, 0},
    {"1", 3, DECIMAL_OK, 1000},
    {"-12.50", 2, DECIMAL_OK, -1250},
    {"12.500000", 2, DECIMAL_OK, 1250},
    {"0.001", 3, DECIMAL_OK, 1},
    {"0.0011", 3, DECIMAL_TOO_FINE, 0},
    {"1.5", 0, DECIMAL_TOO_FINE, 0},
    {"9223372036854775807", 0, DECIMAL_OK, INT64_MAX},
    {"99999999999999999999999999999999999999999", 0, DECIMAL_TOO_LARGE, 0},
    {"NaN", 2, DECIMAL_NOT_FINITE, 0},
    {"-Infinity", 2, DECIMAL_NOT_FINITE, 0},
    {"", 2, DECIMAL_MALFORMED, 0},
    {"1e5", 2, DECIMAL_MALFORMED, 0},
    {"1,5", 2, DECIMAL_MALFORMED, 0},
};

START_TEST(texts)
{
    const TextCase *c = &TEXTS[_i];
    Int128 value = 0;
    ck_assert_int_eq(decimal_from_text(c->text, c->decimals, &value), c->fault);
    ck_assert(value == c->value);
}
END_TEST

/* Header: digits, weight, sign, display scale; then digits of base 10000, all 16-bit. */
typedef struct {
    int16_t header[4];
    int16_t digits[5];
    int decimals;
    DecimalFault fault;
    int64_t value;
} BinaryCase;

static const BinaryCase BINARIES[] = {
    {{0, 0, 0, 0}, {0}, 3, DECIMAL_OK, 0},
    {{1, 0, 0, 0}, {7}, 3, DECIMAL_OK, 7000},
    {{1, 0, 0x4000, 0}, {7}, 2, DECIMAL_OK, -700},
    {{2, 0, 0, 3}, {1, 1250}, 3, DECIMAL_OK, 1125},
    {{2, 0, 0, 4}, {1, 1255}, 3, DECIMAL_TOO_FINE, 0},
    {{1, -1, 0, 1}, {5000}, 2, DECIMAL_OK, 50},
    {{1, -2, 0, 8}, {1}, 3, DECIMAL_TOO_FINE, 0},
    {{1, 2, 0, 0}, {3}, 0, DECIMAL_OK, 300000000}, /* trailing zeros are not sent */
    {{3, 1, 0, 2}, {12, 3456, 7800}, 2, DECIMAL_OK, 12345678},
    {{5, 4, 0, 0}, {922, 3372, 368, 5477, 5807}, 0, DECIMAL_OK, INT64_MAX},
    {{5, 4, 0, 0}, {922, 3372, 368, 5477, 5808}, 0, DECIMAL_TOO_LARGE, 0},
    {{1, 4, 0, 0}, {922}, 3, DECIMAL_TOO_LARGE, 0},
    {{1, 12, 0, 0}, {1}, 0, DECIMAL_TOO_LARGE, 0},
    {{0, 0, (int16_t)0xC000, 0}, {0}, 2, DECIMAL_NOT_FINITE, 0},
    {{2, 0, 0, 0}, {7}, 2, DECIMAL_OK, 700},
};

START_TEST(binaries)
{
    const BinaryCase *c = &BINARIES[_i];
    GByteArray *bytes = g_byte_array_new();
    for (int i = 0; i < 4 + c->header[0]; i++) {
        int16_t word = i < 4 ? c->header[i] : c->digits[i - 4];
        uint8_t pair[2] = {(uint8_t)((uint16_t)word >> 8), (uint8_t)word};
        g_byte_array_append(bytes, pair, 2);
    }
    int64_t value = 0;
    ck_assert_int_eq(
        decimal_from_binary((const char *)bytes->data, (int)bytes->len, c->decimals, &value),
        c->fault);
    ck_assert_int_eq(value, c->value);
    ck_assert_int_eq(decimal_from_binary((const char *)bytes->data, 7, 2, &value),
                     DECIMAL_MALFORMED);
    g_byte_array_unref(bytes);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("decimal");
    TCase *tcase = tcase_create("decimal");
    tcase_add_loop_test(tcase, texts, 0, (int)G_N_ELEMENTS(TEXTS));
    tcase_add_loop_test(tcase, binaries, 0, (int)G_N_ELEMENTS(BINARIES));
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
