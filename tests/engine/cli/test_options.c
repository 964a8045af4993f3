/* Command lines taken apart, and the line of progress: what can be known without running anything. */
#include "engine/cli/options.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/progress.h"

static const OptionId TAKEN[] = {OPTION_OUTPUT, OPTION_JOBS, OPTION_SHARD, OPTION_TOKEN,
                                 OPTION_END};

static const struct {
    const char *line;
    int n_arguments, jobs; /* jobs 0: the number of cores */
    int shard, n_shards;
    const char *output, *first;
} GOOD[] = {
    {"", 0, 0, 1, 1, NULL, NULL},
    {"campaign.yaml -o out", 1, 0, 1, 1, "out", "campaign.yaml"},
    {"-o out campaign.yaml", 1, 0, 1, 1, "out", "campaign.yaml"},
    {"--output=out --jobs 3 a b", 2, 3, 1, 1, "out", "a"},
    {"-j 7 --shard 2/5", 0, 7, 2, 5, NULL, NULL},
    {"--shard 1/1", 0, 0, 1, 1, NULL, NULL},
    {"-o out -- -strange-name", 1, 0, 1, 1, "out", "-strange-name"},
};

START_TEST(good_lines)
{
    g_auto(GStrv) words = g_strsplit(GOOD[_i].line, " ", -1);
    if (*GOOD[_i].line == '\0')
        g_clear_pointer(&words[0], g_free);
    g_auto(Options) options = {0};
    g_autoptr(GError) error = NULL;
    ck_assert_msg(options_parse(&options, TAKEN, words, &error), "%s",
                  error != NULL ? error->message : "");
    ck_assert_int_eq(options.n_arguments, GOOD[_i].n_arguments);
    ck_assert_int_eq(options.jobs,
                     GOOD[_i].jobs == 0 ? (int)g_get_num_processors() : GOOD[_i].jobs);
    ck_assert_int_eq(options.shard, GOOD[_i].shard);
    ck_assert_int_eq(options.n_shards, GOOD[_i].n_shards);
    ck_assert_pstr_eq(options.output, GOOD[_i].output);
    ck_assert_pstr_eq(options.arguments[0], GOOD[_i].first);
    ck_assert_int_eq(options_has(&options, OPTION_OUTPUT), GOOD[_i].output != NULL);
}
END_TEST

static const struct {
    const char *line, *message;
} BAD[] = {
    {"--jobs 0", "between 1 and 256"},
    {"--jobs -2", "between 1 and 256"},
    {"--jobs 1000", "between 1 and"},
    {"--jobs two", "two"},
    {"--jobs 1,5", "1,5"},
    {"--shard 3", "I/N"},
    {"--shard 3/2", "I/N"},
    {"--shard 0/2", "I/N"},
    {"--shard 1/2/3", "I/N"},
    {"--shard a/b", "I/N"},
    {"--indicator x", "--indicator"},
    {"--unknown", "--unknown"},
    {"-o", "-o"},
};

START_TEST(bad_lines)
{
    g_auto(GStrv) words = g_strsplit(BAD[_i].line, " ", -1);
    g_auto(Options) options = {0};
    g_autoptr(GError) error = NULL;
    ck_assert(!options_parse(&options, TAKEN, words, &error));
    ck_assert_msg(strstr(error->message, BAD[_i].message) != NULL, "%s", error->message);
}
END_TEST

START_TEST(description_names_what_is_taken)
{
    g_autofree char *text = options_describe(TAKEN);
    ck_assert_ptr_nonnull(strstr(text, "-o, --output DIR"));
    ck_assert_ptr_nonnull(strstr(text, "    --shard I/N"));
    ck_assert_ptr_nonnull(strstr(text, "--help"));
    ck_assert_ptr_null(strstr(text, "--indicator"));
}
END_TEST

static const struct {
    double done, expected, seconds;
    int width;
    const char *line;
} LINES[] = {
    {0, 0, 0, 80, "reading"},
    {1234567, 0, 3, 80, "reading: 1 234 567 rows"},
    {0, 100, 0, 80, "reading [........................] 0 of 100 rows"},
    {50, 100, 10, 80, "reading [############............] 50 of 100 rows, 10 s left"},
    {25, 100, 40, 80, "reading [######..................] 25 of 100 rows, 2 min 00 s left"},
    {50, 100, 0.5, 80, "reading [############............] 50 of 100 rows"},
    {100, 100, 10, 80, "reading [########################] 100 of 100 rows"},
    {1200, 1000, 10, 80, "reading [########################] 1 200 of 1 200 rows"},
    {50, 100, 10, 20, "reading [###########"},
};

START_TEST(progress_lines)
{
    g_autofree char *line = progress_line("reading", "rows", LINES[_i].done, LINES[_i].expected,
                                          LINES[_i].seconds, LINES[_i].width);
    ck_assert_str_eq(line, LINES[_i].line);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("options");
    tcase_add_loop_test(tests, good_lines, 0, G_N_ELEMENTS(GOOD));
    tcase_add_loop_test(tests, bad_lines, 0, G_N_ELEMENTS(BAD));
    tcase_add_test(tests, description_names_what_is_taken);
    tcase_add_loop_test(tests, progress_lines, 0, G_N_ELEMENTS(LINES));
    Suite *suite = suite_create("cli/options");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
