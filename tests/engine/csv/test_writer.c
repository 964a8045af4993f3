#include "engine/csv/writer.h"

#include <check.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>

/* The one record of a file with one column. */
static char *
record_of(CsvWriter *writer)
{
    csv_writer_end_record(writer);
    g_autoptr(GBytes) bytes = csv_writer_steal(writer);
    size_t size;
    const char *data = g_bytes_get_data(bytes, &size);
    g_assert(size >= 3 && data[0] == 'x' && data[1] == '\n' && data[size - 1] == '\n');
    return g_strndup(data + 2, size - 3);
}

static const struct {
    const char *value, *expected;
} text_cases[] = {
    {NULL, ""},
    {"", ""},
    {"a", "a"},
    {"a,b", "\"a,b\""},
    {"a\"b", "\"a\"\"b\""},
    {"a\nb", "\"a\nb\""},
    {" a", "\" a\""},
    {"a ", "\"a \""},
    {"é;b", "é;b"},
    {"=1+1", "'=1+1"},
    {"+33", "'+33"},
    {"-1", "'-1"},
    {"@a", "'@a"},
    {"\ta", "'\ta"},
    {"\ra", "\"'\ra\""},
    {"=a,\"b\"", "\"'=a,\"\"b\"\"\""},
};

START_TEST(writes_text)
{
    g_autoptr(CsvWriter) writer = csv_writer_new("x");
    csv_writer_text(writer, text_cases[_i].value);
    g_autofree char *record = record_of(writer);
    ck_assert_str_eq(record, text_cases[_i].expected);
}
END_TEST

static const struct {
    double value;
    const char *expected;
} number_cases[] = {
    {0, "0"},
    {-0.0, "0"},
    {1, "1"},
    {-1.5, "-1.5"},
    {0.1, "0.1"},
    {0.1 + 0.2, "0.30000000000000004"},
    {1.0 / 3, "0.3333333333333333"},
    {1e22, "1e+22"},
    {123456789, "123456789"},
    {NAN, ""},
    {5e-324, "5e-324"},
};

START_TEST(writes_numbers)
{
    g_autoptr(CsvWriter) writer = csv_writer_new("x");
    csv_writer_number(writer, number_cases[_i].value);
    g_autofree char *record = record_of(writer);
    ck_assert_str_eq(record, number_cases[_i].expected);
}
END_TEST

static const struct {
    int64_t value;
    int decimals;
    const char *expected;
} decimal_cases[] = {
    {12345, 3, "12.345"}, {12000, 3, "12"},  {12300, 3, "12.3"},
    {5, 3, "0.005"},      {-5, 2, "-0.05"},  {0, 3, "0"},
    {7, 0, "7"},          {-120, 0, "-120"}, {INT64_MIN, 2, "-92233720368547758.08"},
    {100, 2, "1"},
};

START_TEST(writes_decimals)
{
    g_autoptr(CsvWriter) writer = csv_writer_new("x");
    csv_writer_decimal(writer, decimal_cases[_i].value, decimal_cases[_i].decimals);
    g_autofree char *record = record_of(writer);
    ck_assert_str_eq(record, decimal_cases[_i].expected);
}
END_TEST

START_TEST(writes_128_bits)
{
    g_autoptr(CsvWriter) writer = csv_writer_new("x");
    csv_writer_integer128(writer, (CsvInt128)INT64_MAX * INT64_MAX);
    g_autofree char *large = record_of(writer);
    ck_assert_str_eq(large, "85070591730234615847396907784232501249");
    g_autoptr(CsvWriter) other = csv_writer_new("x");
    csv_writer_integer128(other, -(CsvInt128)INT64_MAX * INT64_MAX * 2 - INT64_MAX);
    g_autofree char *small = record_of(other);
    ck_assert_str_eq(small, "-170141183460469231704017187605319778305");
}
END_TEST

START_TEST(writes_records)
{
    setlocale(LC_ALL, "fr_FR.UTF-8");
    g_autoptr(CsvWriter) writer = csv_writer_new("a,b,c");
    csv_writer_text(writer, "é");
    csv_writer_empty(writer);
    csv_writer_number(writer, 1.5);
    csv_writer_end_record(writer);
    csv_writer_integer(writer, -3);
    csv_writer_integer(writer, INT64_MIN);
    csv_writer_empty(writer);
    csv_writer_end_record(writer);
    g_autoptr(GBytes) bytes = csv_writer_steal(writer);
    const char expected[] = "a,b,c\né,,1.5\n-3,-9223372036854775808,\n";
    ck_assert_uint_eq(g_bytes_get_size(bytes), strlen(expected));
    ck_assert_mem_eq(g_bytes_get_data(bytes, NULL), expected, strlen(expected));
    setlocale(LC_ALL, "C");
}
END_TEST

START_TEST(asserts_missing_field)
{
    g_autoptr(CsvWriter) writer = csv_writer_new("a,b");
    csv_writer_empty(writer);
    csv_writer_end_record(writer);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("csv writer");
    TCase *tcase = tcase_create("writer");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, writes_text, 0, G_N_ELEMENTS(text_cases));
    tcase_add_loop_test(tcase, writes_numbers, 0, G_N_ELEMENTS(number_cases));
    tcase_add_loop_test(tcase, writes_decimals, 0, G_N_ELEMENTS(decimal_cases));
    tcase_add_test(tcase, writes_128_bits);
    tcase_add_test(tcase, writes_records);
    SRunner *runner = srunner_create(suite);
    if (srunner_fork_status(runner) == CK_FORK)
        tcase_add_test_raise_signal(tcase, asserts_missing_field, 6);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
