/* What an evaluation writes, the life of the scheme in it, and what is read of it again. */
#include <glib/gstdio.h>
#include <string.h>

#include "engine/publish/folder.h"
#include "tests/engine/profile/evaluation_case.h"
#include "tests/engine/profile/result_files.h"

/* --- files ------------------------------------------------------------------------------------ */

static void
expect_text(const GPtrArray *files, const char *path, const char *text)
{
    g_autofree char *actual = result_files_text(files, path);
    ck_assert_msg(strstr(actual, text) != NULL, "%s has no\n%s\nbut\n%.2000s", path, text, actual);
}

START_TEST(writes_tables)
{
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    g_autoptr(GPtrArray) files = evaluation_to_files(self->evaluation);

    ck_assert_uint_eq(files->len, 10);
    g_autofree char *evaluation = result_files_text(files, "results/evaluation.csv");
    ck_assert(g_str_has_prefix(evaluation, "indicator,method,term,period,estimate,low,high,p,"
                                           "groups,controls,doctors,p_adjusted\n"
                                           "share,difference_in_differences,effect,2025,-0.1233,,,"
                                           "0.1,3,6,6,0.1\n"));
    expect_text(files, "results/evaluation.csv",
                "share,difference_in_differences,not_identified,2025,,,,,0,0,2,\n"
                "share,event_study,before,-2,");
    expect_text(files, "results/evaluation.csv", "share,event_study,after,2,-0.13,,,0.1,3,6,6,\n");
    expect_text(files, "results/evaluation.csv", "share,interrupted_series,slope,2025,");
    expect_text(files, "results/balance.csv",
                "indicator,variable,entered,control,difference,doctors,controls\n"
                "share,value,0.3,0.4,,6,6\n"
                "share,volume,100,100,,6,6\n"
                "share,patients,100,100,,6,6\n"
                "rate,value,300,400,,6,6\n");
    expect_text(files, "private/panel.csv",
                "practitioner_id,cohort,cluster,indicator,period,numerator,denominator,patients\n"
                "e1,2023,group:G1,share,2021,31,100,100\n");
    expect_text(files, "private/panel.csv", "x5,never,territory:T3,rate,2023,42,100,100\n");
    expect_text(files, "private/panel.csv", "e6,2023,group:G3,cost,2025,0.2,100,100\n");
    expect_text(files, "results/trends.csv",
                "indicator,period,entered,entered_status,doctors,control,control_status,controls\n"
                "share,2021,0.3,ok,6,0.4,ok,6\n"
                "share,2022,0.3,ok,6,0.4,ok,6\n"
                "share,2023,0.2,ok,6,0.42,ok,6\n");
    expect_text(files, "results/groups.csv",
                "indicator,comparator,doctors,denominator,value,low,high,status\n"
                "share,group:G1,0,,,,,few_members\n");
    expect_text(files, "results/cohorts.csv",
                "cohort,doctors,groups\nbefore,2,0\n2022,0,0\n2023,6,3\n2024,0,0\n2025,0,0\n"
                "entered,6,3\nnever,6,0\n");
    static const char *const NOT_THERE[] = {"b1,", "b2,", "o1,", "z1,"};
    g_autofree char *panel = result_files_text(files, "private/panel.csv");
    for (size_t i = 0; i < G_N_ELEMENTS(NOT_THERE); i++)
        ck_assert_ptr_null(strstr(panel, NOT_THERE[i]));
    expect_text(files, "results/datapackage.json", "\"name\": \"five-2025-evaluation\"");
    expect_text(files, "results/datapackage.json", "\"path\": \"evaluation.csv\"");
    expect_text(files, "results/datapackage.json", "\"path\": \"balance.csv\"");
    /* A second time, the same. */
    g_autoptr(GPtrArray) again = evaluation_to_files(self->evaluation);
    for (guint i = 0; i < files->len; i++)
        ck_assert(g_bytes_equal(((const ResultFile *)files->pdata[i])->bytes,
                                ((const ResultFile *)again->pdata[i])->bytes));
}
END_TEST

static void
write_all(const char *folder, const GPtrArray *files)
{
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        g_autofree char *path = g_build_filename(folder, file->path, NULL);
        g_autofree char *above = g_path_get_dirname(path);
        ck_assert_int_eq(g_mkdir_with_parents(above, 0700), 0);
        gsize n = 0;
        const char *bytes = g_bytes_get_data(file->bytes, &n);
        ck_assert(g_file_set_contents(path, bytes, (gssize)n, NULL));
    }
}

static const ResultFile *
file_of(const GPtrArray *files, const char *path)
{
    for (guint i = 0; i < files->len; i++)
        if (strcmp(((const ResultFile *)files->pdata[i])->path, path) == 0)
            return files->pdata[i];
    return NULL;
}

/* --- the life of the scheme ------------------------------------------------------------------- */

/* Of a meeting at which nobody was present or absent no attendance is known. */
static const struct {
    const char *id, *group, *held_on;
    bool planned;
    const char *present, *absent; /* separated by blanks */
} HELD[] = {
    {"m1", "G1", "2025-03-01", false, "e1 b1 o1 e3", "e2"}, /* opposed, and a guest: not counted */
    {"m2", "G1", "2025-06-01", false, "e1", ""},            /* who has no row did not come */
    {"m3", "G1", "2024-12-31", false, "e1 e2 b1", ""},      /* a day too early */
    {"m4", "G1", "2025-12-31", false, "", ""},              /* not recorded */
    {"m5", "G2", "2025-05-05", false, "e3", "e4 b2"},
    {"m6", "G3", "2025-05-05", false, "e5", ""},
    {"m7", "G2", "2025-07-07", true, "", ""},
    {"m8", "G2", NULL, false, "e4", ""},
};

static void
take_attendances(Meetings *meetings, const char *meeting, const char *who, bool present)
{
    g_auto(GStrv) ids = g_strsplit(who, " ", -1);
    for (size_t i = 0; ids[i] != NULL && *ids[i] != '\0'; i++)
        meetings_take_attendance(meetings, (Attendance){.meeting_id = g_strdup(meeting),
                                                        .practitioner_id = g_strdup(ids[i]),
                                                        .present = present});
}

static void
add_held(Case *self)
{
    g_autoptr(Meetings) meetings = meetings_new();
    for (size_t i = 0; i < G_N_ELEMENTS(HELD); i++) {
        meetings_take_meeting(meetings, (Meeting){.id = g_strdup(HELD[i].id),
                                                  .group_id = g_strdup(HELD[i].group),
                                                  .held_on = case_day(HELD[i].held_on),
                                                  .planned = HELD[i].planned});
        take_attendances(meetings, HELD[i].id, HELD[i].present, true);
        take_attendances(meetings, HELD[i].id, HELD[i].absent, false);
    }
    ck_assert(meetings_close(meetings, self->roster, NULL));
    evaluation_add_meetings(self->evaluation, meetings);
}

static const struct {
    const char *id, *period;
    int64_t cents;
} PAID[] = {
    {"e1", "2020", 10000},    {"e2", "2020", 10000},    {"e1", "2026", 10000},
    {"e2", "2026", 10000},    {"e1", "2024", 15000},    {"e2", "2024", 15000},
    {"e1", "2024", -2000},    {"o1", "2024", 99900},    {"e1", "2025", 100000},
    {"e2", "2025", 10000},    {"e1", "2023", 30000},    {"e1", "2022-H2", 12345},
    {"e3", "2022-H2", 10000}, {"e2", "2022-H2", 10000},
};

static void
add_paid(Case *self)
{
    g_autoptr(Allowances) allowances = allowances_new();
    for (size_t i = 0; i < G_N_ELEMENTS(PAID); i++) {
        Allowance allowance = {.practitioner_id = g_strdup(PAID[i].id), .cents = PAID[i].cents};
        ck_assert(period_parse(PAID[i].period, &allowance.period));
        allowances_take(allowances, allowance);
    }
    allowances_close(allowances);
    evaluation_add_allowances(self->evaluation, allowances);
}

/* G1: e1 and b1 of three, then e1 of three; G2: one of three; G3 has one member, who must not be told,
 * nor follow from all: (2 + 1 + 1) of 9. Paid: 280; one has 10 of 11; one alone; 323.45. */
START_TEST(meetings_and_allowances_by_hand)
{
    g_autoptr(Case) self = case_new(FULL "disclosure: {minimum_members: 2}\n", REGION, N_REGION);
    add_held(self);
    add_paid(self);
    g_autoptr(GPtrArray) files = evaluation_to_files(self->evaluation);
    expect_text(files, "results/meetings.csv",
                "group,label,meetings,recorded,members,attendance,status\n"
                "group:G1,Group 1,3,2,3,0.5,ok\n"
                "group:G2,Group 2,1,1,3,0.33,ok\n"
                "group:G3,Group 3,1,1,1,,few_members\n"
                "all,,5,3,6,0.44,ok\n");
    expect_text(files, "results/allowances.csv",
                "period,doctors,amount,status\n"
                "2022-H2,3,320,ok\n"
                "2023,1,,few_members\n"
                "2024,2,280,ok\n"
                "2025,2,,dominant\n");
    g_autofree char *allowances = result_files_text(files, "results/allowances.csv");
    ck_assert_ptr_null(strstr(allowances, "2026"));

    g_autofree char *folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    write_all(folder, files);
    g_autoptr(Evaluation) there = evaluation_read(folder, self->campaign, &self->error);
    ck_assert_msg(there != NULL, "%s", self->error == NULL ? "" : self->error->message);
    g_autoptr(GPtrArray) again = evaluation_to_files(there);
    for (guint i = 0; i < again->len; i++) {
        const ResultFile *file = again->pdata[i];
        ck_assert_msg(g_bytes_equal(file->bytes, file_of(files, file->path)->bytes), "%s",
                      file->path);
    }
    ck_assert(folder_remove(folder, NULL));
}
END_TEST

/* What was written is what is read: written again, the same bytes. */
START_TEST(reads_what_was_written)
{
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    g_autoptr(GPtrArray) files = evaluation_to_files(self->evaluation);
    g_autofree char *folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    write_all(folder, files);

    g_autoptr(Evaluation) there = evaluation_read(folder, self->campaign, &self->error);
    ck_assert_msg(there != NULL, "%s", self->error == NULL ? "" : self->error->message);
    ck_assert_uint_eq(evaluation_n_entered(there), 6);
    ck_assert_uint_eq(evaluation_n_before(there), 2);
    ck_assert_uint_eq(evaluation_n_groups(there), 3);
    g_autoptr(GPtrArray) again = evaluation_to_files(there);
    ck_assert_uint_eq(again->len, files->len - 1);
    for (guint i = 0; i < again->len; i++) {
        const ResultFile *file = again->pdata[i];
        const ResultFile *first = file_of(files, file->path);
        ck_assert_msg(first != NULL && g_bytes_equal(file->bytes, first->bytes), "%s", file->path);
    }
    ck_assert(folder_remove(folder, NULL));
}
END_TEST

/* A table that was edited by hand is named with its line, and one that went with its path. */
START_TEST(refuses_damaged_tables)
{
    static const struct {
        const char *path, *text, *said;
    } DAMAGED[] = {
        {"results/cohorts.csv", "cohort,doctors,groups\nbefore,many,0\n", "cohorts.csv:2:8: "},
        {"results/cohorts.csv", "cohort,doctors,groups\n2019,1,0\n", "cohorts.csv:2:1: "},
        {"results/trends.csv", "indicator,period\nshare,2021\n", "has no column entered"},
        {"results/balance.csv", "indicator,variable\nother,value\n", "balance.csv:2:1: "},
        {"results/balance.csv", "indicator,variable\nshare,sum\n", "balance.csv:2:7: "},
        {"results/groups.csv", "indicator,comparator\nshare,G1\n", "groups.csv:2:7: "},
        {"results/evaluation.csv", "indicator,method,term\nshare,event_study,slope\n",
         "evaluation.csv:2:19: "},
        {"results/funnel.csv", "", "funnel.csv"},
        {"results/meetings.csv", "group,label,meetings\nG1,a,1\n", "meetings.csv:2:1: "},
        {"results/meetings.csv", "group,label,meetings\ngroup:G1,a,b\n", "meetings.csv:2:12: "},
        {"results/allowances.csv", "period,doctors\n2025-Q5,1\n", "allowances.csv:2:1: "},
        {"results/allowances.csv", "period,doctors\n2025,1\n", "has no column amount"},
    };
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    g_autoptr(GPtrArray) files = evaluation_to_files(self->evaluation);
    g_autofree char *folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(DAMAGED); i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *path = g_build_filename(folder, DAMAGED[i].path, NULL);
        write_all(folder, files);
        ck_assert(g_file_set_contents(path, DAMAGED[i].text, -1, NULL));
        ck_assert_ptr_null(evaluation_read(folder, self->campaign, &error));
        ck_assert_msg(strstr(error->message, DAMAGED[i].said) != NULL, "%s", error->message);
    }
    ck_assert(folder_remove(folder, NULL));
}
END_TEST

/* Whoever comes first, the same bytes. */
START_TEST(order_does_not_matter)
{
    EvaluatedDoctor turned[N_REGION];
    for (size_t i = 0; i < N_REGION; i++)
        turned[i] = REGION[N_REGION - 1 - i];
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    g_autoptr(Case) other = case_new(FULL, turned, N_REGION);
    g_autoptr(GPtrArray) a = evaluation_to_files(self->evaluation);
    g_autoptr(GPtrArray) b = evaluation_to_files(other->evaluation);

    for (guint i = 0; i < a->len; i++)
        ck_assert(g_bytes_equal(((const ResultFile *)a->pdata[i])->bytes,
                                ((const ResultFile *)b->pdata[i])->bytes));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("evaluation files");
    TCase *tests = tcase_create("evaluation files");
    tcase_add_test(tests, writes_tables);
    tcase_add_test(tests, meetings_and_allowances_by_hand);
    tcase_add_test(tests, reads_what_was_written);
    tcase_add_test(tests, refuses_damaged_tables);
    tcase_add_test(tests, order_does_not_matter);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
