/* The program from end to end on a database that answers: a run, what it leaves, and its parts. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/publish/lock.h"
#include "tests/engine/cli/program.h"
#include "tests/live/command_case.h"

/* --- a whole run ------------------------------------------------------------------------------- */

START_TEST(run_leaves_everything)
{
    expect_status("check campaign.yaml", 0);
    g_auto(ProgramResult) result = program_run(folder, "run campaign.yaml -o out --jobs 2");
    ck_assert_msg(result.status == 0, "%s", result.err);
    ck_assert_msg(strstr(result.out, "27 doctors in 3 groups, 13 controls, 1 indicators") != NULL &&
                      strstr(result.out, "few_members") != NULL &&
                      strstr(result.out, "71 of 71 documents made") != NULL,
                  "%s", result.out);
    ck_assert_uint_eq(n_below("out/booklets/A"), 12);
    ck_assert_uint_eq(n_below("out/booklets/B"), 12);
    ck_assert_uint_eq(n_below("out/booklets/C"), 3);
    ck_assert_uint_eq(n_below("out/handouts"), 6);
    ck_assert_uint_eq(n_below("out/workbooks"), 4);
    ck_assert_uint_eq(n_below("out/private/attendance"), 3 + 23);
    ck_assert_uint_eq(n_below("out/private/attendance/certificates"), 23);
    ck_assert_int_eq(n_pages("out/private/cards.pdf"), 27);
    ck_assert_uint_eq(n_below("out/private/print"), 3);
    ck_assert_uint_eq(n_below("out/private/zip"), 3);
    /* The campaign, its theme, the template, the texts. */
    ck_assert_uint_eq(n_below("out/private/campaign"), 4);
    expect_status("verify out", 0);

    /* Nothing temporary stays, and private/ is private. */
    g_autofree char *all = program_snapshot(folder);
    ck_assert_ptr_null(strstr(all, ".miroir-"));
    g_autofree char *private = g_build_filename(folder, "out", "private", NULL);
    struct stat facts;
    ck_assert_int_eq(stat(private, &facts), 0);
    ck_assert_int_eq(facts.st_mode & 07777, 0700);
    g_autofree char *measures = g_build_filename(private, "measures.csv", NULL);
    ck_assert_int_eq(stat(measures, &facts), 0);
    ck_assert_int_eq(facts.st_mode & 07777, 0600);
    ck_assert_int_eq(facts.st_mtime, INT64_C(1774915200)); /* 2026-03-31 00:00 UTC */
}
END_TEST

/* The figure that the files hold is the one that plain SQL finds. */
START_TEST(figures_are_those_of_plain_sql)
{
    expect_status("compute campaign.yaml -o out", 0);
    for (int i = 1; i <= 40; i += 13) {
        g_autofree char *id = g_strdup_printf("D%02d", i);
        g_autofree char *sql = g_strdup_printf(
            "SELECT count(*) FILTER (WHERE code = '3400900000001') || '/' || count(*) "
            "FROM miroir.claim WHERE practitioner_id = '%s' AND code < '3400900000003' "
            "AND care_date BETWEEN '2026-01-01' AND '2026-03-31'",
            id);
        g_autofree char *expected = live_database_value(database, sql);
        g_autofree char *numerator = look_up("out/private/measures.csv", "practitioner_id", id,
                                             "period", "2026-Q1", "numerator");
        g_autofree char *denominator = look_up("out/private/measures.csv", "practitioner_id", id,
                                               "period", "2026-Q1", "denominator");
        g_autofree char *found = g_strdup_printf("%s/%s", numerator, denominator);
        ck_assert_str_eq(found, expected);
    }
}
END_TEST

START_TEST(the_same_bytes_each_time)
{
    expect_status("run campaign.yaml -o one --jobs 1", 0);
    g_setenv("TZ", "Pacific/Auckland", TRUE);
    g_setenv("LC_ALL", "fr_FR.UTF-8", TRUE);
    g_setenv("LANGUAGE", "fr", TRUE);
    expect_status("run campaign.yaml -o two --jobs 3 --executor pushdown", 0);
    g_unsetenv("TZ");
    g_setenv("LC_ALL", "C.UTF-8", TRUE);
    g_unsetenv("LANGUAGE");
    g_autofree char *one = content("one/manifest.json");
    g_autofree char *two = content("two/manifest.json");
    ck_assert_msg(strcmp(one, two) == 0, "one is not two");
    /* Again, over itself; then in shares. */
    expect_status("run campaign.yaml -o one", 0);
    /* Messages of the program, in whatever language, are in no file. */
    g_setenv("LANGUAGE", "fr", TRUE);
    expect_status("run campaign.yaml -o three --shard 1/2", 0);
    expect_status("run campaign.yaml -o three --shard 2/2", 0);
    g_unsetenv("LANGUAGE");
    g_autofree char *again = content("one/manifest.json");
    g_autofree char *three = content("three/manifest.json");
    ck_assert_msg(strcmp(one, again) == 0, "one is not again");
    ck_assert_msg(strcmp(one, three) == 0, "one is not three");
    expect_status("verify three", 0);
}
END_TEST

START_TEST(explain_and_reissue)
{
    expect_status("run campaign.yaml -o out", 0);
    g_autofree char *before = content("out/manifest.json");
    g_autofree char *token =
        look_up("out/private/register.csv", "practitioner_id", "D03", "group", "A", "token");
    ck_assert_ptr_nonnull(token);

    g_autofree char *explain =
        g_strdup_printf("explain out --token %s --indicator quinolones", token);
    g_auto(ProgramResult) result = program_run(folder, explain);
    ck_assert_msg(result.status == 0, "%s", result.err);
    ck_assert_msg(strstr(result.out, "practitioner D03") != NULL, "%s", result.out);
    ck_assert_msg(strstr(result.out, "numerator") != NULL, "%s", result.out);
    ck_assert_msg(strstr(result.out, "2026-Q1") != NULL, "%s", result.out);
    ck_assert_msg(strstr(result.out, "Counted by age and sex") != NULL, "%s", result.out);

    g_autofree char *path = g_strdup_printf("out/booklets/A/%s.pdf", token);
    g_autofree char *booklet = g_build_filename(folder, path, NULL);
    ck_assert_int_eq(g_unlink(booklet), 0);
    expect_status("verify out", 1);
    g_autofree char *reissue = g_strdup_printf("reissue out --token %s", token);
    expect_status(reissue, 0);
    expect_status("verify out", 0);
    g_autofree char *after = content("out/manifest.json");
    ck_assert_msg(strcmp(before, after) == 0, "before is not after");
    expect_status("reissue out --token nobody", 2);
    expect_status("explain out --token nobody --indicator quinolones", 2);
}
END_TEST

/* --- parts of a run ------------------------------------------------------------------------------ */

START_TEST(one_group_only)
{
    expect_status("compute campaign.yaml -o out", 0);
    expect_status("render out --group B", 0);
    ck_assert_uint_eq(n_below("out/booklets"), 12);
    ck_assert_uint_eq(n_below("out/private/print"), 1);
    ck_assert_uint_eq(n_below("out/workbooks"), 1);
    expect_status("render out --group Z", 2);
    expect_status("render out", 0);
    ck_assert_uint_eq(n_below("out/booklets"), 27);
    expect_status("verify out", 0);
}
END_TEST

/* One document that cannot be made is named, and the others are made all the same. */
START_TEST(one_document_fails)
{
    expect_status("compute campaign.yaml -o out", 0);
    g_autofree char *blocked = g_build_filename(folder, "out/handouts/B.pdf/in-the-way", NULL);
    ck_assert_int_eq(g_mkdir_with_parents(blocked, 0755), 0);
    g_auto(ProgramResult) result = program_run(folder, "render out");
    ck_assert_msg(result.status == 1, "%d: %s", result.status, result.err);
    ck_assert_msg(strstr(result.err, "miroir: handouts/B.pdf: ") != NULL, "%s", result.err);
    ck_assert_msg(strstr(result.err, "1 of 71 documents failed") != NULL, "%s", result.err);
    ck_assert_uint_eq(n_below("out/booklets"), 27);
    ck_assert_int_eq(g_rmdir(blocked), 0);
    g_autofree char *above = g_path_get_dirname(blocked);
    ck_assert_int_eq(g_rmdir(above), 0);
    expect_status("render out", 0);
    ck_assert_uint_eq(n_below("out/handouts"), 6);
    expect_status("verify out", 0);
}
END_TEST

START_TEST(one_run_at_a_time)
{
    expect_status("compute campaign.yaml -o out", 0);
    g_autofree char *out = g_build_filename(folder, "out", NULL);
    FolderLock *other = folder_lock_take(out, LOCK_ALONE, NULL);
    ck_assert_ptr_nonnull(other);
    expect_status("run campaign.yaml -o out", 2);
    expect_status("render out", 2);
    folder_lock_release(other);
    expect_status("render out", 0);
}
END_TEST

START_TEST(what_no_longer_belongs_goes)
{
    expect_status("run campaign.yaml -o out", 0);
    live_database_run(database, "UPDATE miroir.membership SET left_on = '2025-12-31' "
                                "WHERE practitioner_id = 'D05'");
    expect_status("compute campaign.yaml -o out", 0);
    ck_assert_uint_eq(n_below("out/booklets"), 0);
    expect_status("render out", 0);
    ck_assert_uint_eq(n_below("out/booklets"), 26);
    expect_status("verify out", 0);
    live_database_run(database, "UPDATE miroir.membership SET left_on = NULL");
}
END_TEST

START_TEST(purge_takes_private_only)
{
    expect_status("run campaign.yaml -o out", 0);
    expect_status("purge out", 0);
    g_autofree char *private = g_build_filename(folder, "out", "private", NULL);
    ck_assert(!g_file_test(private, G_FILE_TEST_EXISTS));
    ck_assert_uint_eq(n_below("out/booklets"), 27);
    expect_status("verify out", 0);
    expect_status("render out", 2);
    expect_status("run campaign.yaml -o out", 0);
    expect_status("verify out", 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("command line");
    tcase_add_test(tests, run_leaves_everything);
    tcase_add_test(tests, figures_are_those_of_plain_sql);
    tcase_add_test(tests, the_same_bytes_each_time);
    tcase_add_test(tests, explain_and_reissue);
    tcase_add_test(tests, one_group_only);
    tcase_add_test(tests, one_document_fails);
    tcase_add_test(tests, one_run_at_a_time);
    tcase_add_test(tests, what_no_longer_belongs_goes);
    tcase_add_test(tests, purge_takes_private_only);
    return command_case_run(tests, "command line");
}
