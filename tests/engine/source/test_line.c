/* Netting: what is one line, what a reversal takes away, and which prescription a line is of. */
#include "engine/source/line.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/connection.h"

/* One letter for each part: practitioner, performer (- none), code, day, prescription (- NULL,
 * . empty), then the quantity; amounts are ten times it. "aa1x" is practitioner a, performer a, ... */
typedef struct {
    const char *rows; /* "ab1x:2 ..." */
    const char *net;  /* in the order of date, code, practitioner, performer, prescription */
    const char *prescriptions; /* number of each net line */
} NetCase;

static const NetCase NETS[] = {
    {"", "", ""},
    {"a-c1x:1", "a-c1x:1", "0"},
    /* a reversal in any order, whole and in part */
    {"a-c1x:-1 a-c1x:1", "", ""},
    {"a-c1x:1 a-c1x:2 a-c1x:-1", "a-c1x:2", "0"},
    {"a-c1x:-2 a-c1x:1", "", ""},
    /* true duplicates are one line */
    {"a-c1x:1 a-c1x:1", "a-c1x:2", "0"},
    /* any part of the key keeps lines apart */
    {"a-c1x:1 b-c1x:-1", "a-c1x:1", "0"},
    {"aac1x:1 abc1x:-1", "aac1x:1", "0"},
    {"aac1x:1 a-c1x:-1", "aac1x:1", "0"},
    {"a-c1x:1 a-d1x:-1", "a-c1x:1", "0"},
    {"a-c1x:1 a-c2x:-1", "a-c1x:1", "0"},
    {"a-c1x:1 a-c1y:-1", "a-c1x:1", "0"},
    /* NULL equals NULL, and is not the empty text */
    {"a-c1-:1 a-c1-:1 a-c1.:1", "a-c1-:2 a-c1.:1", "01"},
    /* by date; one prescription over several days; without one, by practitioner and day */
    {"a-c3x:1 a-c1x:1 a-c2y:1", "a-c1x:1 a-c2y:1 a-c3x:1", "010"},
    {"a-c1-:1 a-d1-:1 b-c1-:1 a-c2-:1", "a-c1-:1 b-c1-:1 a-d1-:1 a-c2-:1", "0102"},
    {"a-c1x:1 b-d2x:1", "a-c1x:1 b-d2x:1", "00"},
};

static size_t
parse_rows(const char *text, Line *lines)
{
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    size_t n = 0;
    for (; words[n] != NULL && *words[n] != '\0'; n++) {
        const char *word = words[n];
        static const char letters[] = "xy";
        const char *letter = strchr(letters, word[4]);
        int64_t quantity = g_ascii_strtoll(word + 6, NULL, 10);
        lines[n] = (Line){
            .practitioner = (uint32_t)word[0],
            .performer = word[1] == '-' ? LINE_NO_PERFORMER : (uint32_t)word[1],
            .code = (uint32_t)word[2],
            .date = word[3] - '0',
            .quantity = quantity,
            .amount = quantity * 10,
            .has_amount = true,
        };
        if (word[4] != '-')
            lines[n].prescription.bytes = (const uint8_t *)(letter != NULL ? letter : letters);
        lines[n].prescription.length = letter != NULL;
    }
    return n;
}

static char *
show(const Line *lines, size_t n)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        const LineText *p = &lines[i].prescription;
        ck_assert_int_eq(lines[i].amount, lines[i].quantity * 10);
        g_string_append_printf(
            text, "%s%c%c%c%c%c:%d", i > 0 ? " " : "", (char)lines[i].practitioner,
            lines[i].performer == LINE_NO_PERFORMER ? '-' : (char)lines[i].performer,
            (char)lines[i].code, '0' + lines[i].date,
            p->bytes == NULL ? '-'
            : p->length == 0 ? '.'
                             : (char)*p->bytes,
            (int)lines[i].quantity);
    }
    return g_string_free(text, FALSE);
}

START_TEST(rows_are_netted)
{
    const NetCase *c = &NETS[_i];
    Line lines[16];
    int64_t n = lines_net(lines, parse_rows(c->rows, lines), NULL);
    g_autofree char *net = show(lines, (size_t)n);
    ck_assert_str_eq(net, c->net);
    lines_number_prescriptions(lines, (size_t)n);

    /* Numbers are in no promised order: name them by first appearance. */
    char seen[16], names[17] = {0};
    size_t n_seen = 0;
    for (size_t i = 0; i < (size_t)n; i++) {
        char number = (char)lines[i].prescription_number;
        size_t j = 0;
        while (j < n_seen && seen[j] != number)
            j++;
        if (j == n_seen)
            seen[n_seen++] = number;
        names[i] = (char)('0' + j);
    }
    ck_assert_str_eq(names, c->prescriptions);
}
END_TEST

/* More lines than are sorted by insertion, in a scrambled order. */
START_TEST(many_rows)
{
    enum { N = 1000 };
    static Line lines[2 * N];
    for (int i = 0; i < 2 * N; i++)
        lines[i] = (Line){.date = (i * 7919) % N, .quantity = i < N || i % 2 == 0 ? 1 : -1};
    int64_t n = lines_net(lines, 2 * N, NULL);
    ck_assert_int_gt(n, 0);
    for (int64_t i = 0; i < n; i++) {
        ck_assert_int_eq(lines[i].quantity, 2);
        ck_assert(i == 0 || lines[i - 1].date < lines[i].date);
    }
    ck_assert_int_eq(n, N / 2);
}
END_TEST

START_TEST(overflow_is_named)
{
    Line lines[] = {{.quantity = INT64_MAX}, {.quantity = 1}};
    g_autoptr(GError) error = NULL;
    ck_assert_int_eq(lines_net(lines, 2, &error), -1);
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_DATA));
    /* Only the sum must fit. */
    Line back[] = {{.quantity = INT64_MAX}, {.quantity = 1}, {.quantity = -2}};
    ck_assert_int_eq(lines_net(back, 3, NULL), 1);
    ck_assert(back[0].quantity == INT64_MAX - 1);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("line");
    TCase *tcase = tcase_create("netting");
    tcase_add_loop_test(tcase, rows_are_netted, 0, (int)G_N_ELEMENTS(NETS));
    tcase_add_test(tcase, many_rows);
    tcase_add_test(tcase, overflow_is_named);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
