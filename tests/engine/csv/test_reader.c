#include "engine/csv/reader.h"

#include <check.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct {
    const char *text;
    CsvDialect dialect;
    CsvDialect expected_dialect;
    const char *expected; /* fields joined by |, records by / */
} ReadCase;

static const ReadCase read_cases[] = {
    {"a,b\n1,2\n", CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a|b/1|2"},
    {"a,b\r\n1,2\r\n", CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a|b/1|2"},
    {"a,b\n1,2", CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a|b/1|2"},
    {"a,b\n,\n", CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a|b/|"},
    {"a,b\n\n1,2\n\r\n\n", CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a|b/1|2"},
    {"a\n\n1\n", CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a//1"},
    {"a,b\n\"1,\"\"x\"\"\n2\",\"\"\n", CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a|b/1,\"x\"\n2|"},
    {"\"a;b\",c\n1,2\n", CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a;b|c/1|2"},
    {"a;b\n1,5;2\n", CSV_DIALECT_DETECT, CSV_DIALECT_FRENCH, "a|b/1,5|2"},
    {"\"a,b\";c\n1;2\n", CSV_DIALECT_DETECT, CSV_DIALECT_FRENCH, "a,b|c/1|2"},
    {"a;b\n1;2\n", CSV_DIALECT_RFC4180, CSV_DIALECT_RFC4180, "a;b/1;2"},
    {"a\n1\n", CSV_DIALECT_FRENCH, CSV_DIALECT_FRENCH, "a/1"},
    {"\xEF\xBB\xBF"
     "a;b\n\xC3\xA9;2\n",
     CSV_DIALECT_DETECT, CSV_DIALECT_FRENCH, "a|b/é|2"},
    {"\xEF\xBB\xBF"
     "a,b\n1,2\n",
     CSV_DIALECT_DETECT, CSV_DIALECT_RFC4180, "a|b/1|2"},
    {"nom;co\xFBt\nLo\xEF"
     "c;1 \x80\n",
     CSV_DIALECT_DETECT, CSV_DIALECT_FRENCH, "nom|coût/Loïc|1 €"},
    {"a;b\n\xC5\x93uf;2\n", CSV_DIALECT_DETECT, CSV_DIALECT_FRENCH, "a|b/œuf|2"},
};

static void
append_record(GString *out, const CsvReader *reader)
{
    for (size_t i = 0; i < csv_reader_n_columns(reader); i++)
        g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", csv_reader_field(reader, i));
}

START_TEST(reads)
{
    const ReadCase *c = &read_cases[_i];
    g_autoptr(GBytes) bytes = g_bytes_new_static(c->text, strlen(c->text));
    GError *error = NULL;
    g_autoptr(CsvReader) reader = csv_reader_from_bytes(bytes, "x.csv", c->dialect, &error);
    ck_assert_msg(reader != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_int_eq(csv_reader_dialect(reader), c->expected_dialect);

    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < csv_reader_n_columns(reader); i++)
        g_string_append_printf(out, "%s%s", i > 0 ? "|" : "", csv_reader_column_name(reader, i));
    while (csv_reader_next(reader, &error)) {
        g_string_append_c(out, '/');
        append_record(out, reader);
    }
    ck_assert_msg(error == NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(out->str, c->expected);
}
END_TEST

typedef struct {
    const char *text;
    CsvDialect dialect;
    int code;
    const char *expected; /* how the message begins */
} FaultCase;

static const FaultCase fault_cases[] = {
    {"", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX, "x.csv:1:1: no header line"},
    {"\n1,2\n", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX, "x.csv:1:1: no header line"},
    {"a,,b\n", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX, "x.csv:1:3: column 2 '' without a name"},
    {"é,b,é\n", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX,
     "x.csv:1:5: column 3 'é' for the second time"},
    {"a,b\n1\n", CSV_DIALECT_DETECT, CSV_ERROR_FIELDS,
     "x.csv:2:1: 1 fields where the header has 2"},
    {"a,b\n1,2\n1,2,3\n", CSV_DIALECT_DETECT, CSV_ERROR_FIELDS,
     "x.csv:3:1: 3 fields where the header has 2"},
    {"a,b\né,\"2\n3\n", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX,
     "x.csv:2:3: the quote does not close"},
    {"a,b\n1,2\"3\n", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX, "x.csv:2:4: a quote inside a field"},
    {"a,b\n\"1\" ,2\n", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX,
     "x.csv:2:4: text after a closing quote"},
    {"a,b\n\"1\n2\"x,2\n", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX,
     "x.csv:3:3: text after a closing quote"},
    {"a,b\r1,2\r", CSV_DIALECT_DETECT, CSV_ERROR_SYNTAX, "x.csv:1:4: a carriage return"},
    {"a,b\n1,\xE9\n", CSV_DIALECT_DETECT, CSV_ERROR_ENCODING, "x.csv:2:3: byte 0xE9 is not UTF-8"},
    {"\xEF\xBB\xBF"
     "a;b\n1;\xE9\n",
     CSV_DIALECT_DETECT, CSV_ERROR_ENCODING, "x.csv:2:3: byte 0xE9 is not UTF-8"},
    {"a;b\n\xE9;\x81\n", CSV_DIALECT_DETECT, CSV_ERROR_ENCODING,
     "x.csv:2:3: byte 0x81 is neither UTF-8 nor Latin-1"},
};

START_TEST(names_faults)
{
    const FaultCase *c = &fault_cases[_i];
    g_autoptr(GBytes) bytes = g_bytes_new_static(c->text, strlen(c->text));
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvReader) reader = csv_reader_from_bytes(bytes, "x.csv", c->dialect, &error);
    while (reader != NULL && csv_reader_next(reader, &error))
        continue;
    ck_assert_ptr_nonnull(error);
    ck_assert(g_error_matches(error, CSV_ERROR, c->code));
    ck_assert_msg(g_str_has_prefix(error->message, c->expected), "%s", error->message);
    if (reader != NULL && c->code != CSV_ERROR_FIELDS)
        ck_assert(!csv_reader_next(reader, NULL));
}
END_TEST

START_TEST(refuses_nul)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static("a,b\n1,2\0\n", 9);
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvReader) reader = csv_reader_from_bytes(bytes, "x", CSV_DIALECT_DETECT, &error);
    ck_assert(!csv_reader_next(reader, &error));
    ck_assert_str_eq(error->message, "x:2:4: a NUL byte; save the file as plain text in UTF-8");
}
END_TEST

START_TEST(goes_on_after_wrong_number_of_fields)
{
    const char text[] = "a,b\n1\n1,2\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(CsvReader) reader = csv_reader_from_bytes(bytes, "x", CSV_DIALECT_DETECT, NULL);
    g_autoptr(GError) error = NULL;
    ck_assert(!csv_reader_next(reader, &error));
    ck_assert(csv_reader_next(reader, NULL));
    ck_assert_str_eq(csv_reader_field(reader, 1), "2");
    ck_assert_uint_eq(csv_reader_line(reader), 3);
}
END_TEST

START_TEST(places_fields)
{
    const char text[] = "a,b,c,d\n1,\"é\n\",x,é\nq,r,s,t\n";
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    g_autoptr(CsvReader) reader = csv_reader_from_bytes(bytes, "x", CSV_DIALECT_DETECT, NULL);
    ck_assert(csv_reader_next(reader, NULL));
    ck_assert_uint_eq(csv_reader_line(reader), 2);
    ck_assert_uint_eq(csv_reader_field_column(reader, 0), 1);
    ck_assert_uint_eq(csv_reader_field_column(reader, 1), 3);
    ck_assert_uint_eq(csv_reader_field_column(reader, 2), 3); /* of line 3 */
    ck_assert_uint_eq(csv_reader_field_column(reader, 3), 5);
    ck_assert(csv_reader_next(reader, NULL));
    ck_assert_uint_eq(csv_reader_line(reader), 4);
    ck_assert_int_eq(csv_reader_find_column(reader, "c"), 2);
    ck_assert_int_eq(csv_reader_find_column(reader, "e"), -1);
    ck_assert(!csv_reader_next(reader, NULL));
}
END_TEST

START_TEST(opens_files)
{
    g_autofree char *path = NULL;
    int file = g_file_open_tmp("csv-XXXXXX", &path, NULL);
    ck_assert_int_eq(write(file, "a,b\n1,2\n", 8), 8);
    close(file);
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_DETECT, NULL);
    ck_assert_str_eq(csv_reader_name(reader), path);
    ck_assert(csv_reader_next(reader, NULL));
    unlink(path);

    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(csv_reader_open("/nowhere/x.csv", CSV_DIALECT_DETECT, &error));
    ck_assert(g_error_matches(error, CSV_ERROR, CSV_ERROR_OPEN));
    ck_assert(g_str_has_prefix(error->message, "/nowhere/x.csv:1:1: "));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("csv reader");
    TCase *tcase = tcase_create("reader");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, reads, 0, G_N_ELEMENTS(read_cases));
    tcase_add_loop_test(tcase, names_faults, 0, G_N_ELEMENTS(fault_cases));
    tcase_add_test(tcase, refuses_nul);
    tcase_add_test(tcase, goes_on_after_wrong_number_of_fields);
    tcase_add_test(tcase, places_fields);
    tcase_add_test(tcase, opens_files);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
