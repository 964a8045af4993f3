/* What an edition hands on: nothing of it tells who is who, no count is small, and its columns are those
 * of the design. */
#include <check.h>
#include <math.h>
#include <string.h>

#include "tests/engine/profile/result_files.h"
#include "tests/engine/profile/sample_edition.h"

static SampleEdition *sample;
static GPtrArray *files; /* ResultFile: those of the sample */

static void
make_sample(void)
{
    sample = sample_edition_new(LANGUAGE_FR);
    files = results_to_files(sample->results, sample->roster, sample->counts);
}

static void
free_sample(void)
{
    g_ptr_array_unref(files);
    sample_edition_free(sample);
}

START_TEST(released_files_name_nobody)
{
    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        gsize size = 0;
        const char *bytes = g_bytes_get_data(file->bytes, &size);
        if (!g_str_has_prefix(file->path, "results/"))
            continue;
        for (size_t d = 0; d < results_n_doctors(sample->results); d++) {
            const ResultDoctor *doctor = results_doctor(sample->results, d);
            const char *secrets[] = {doctor->id, doctor->token,
                                     doctor->letter != NULL ? doctor->letter->name : NULL,
                                     doctor->letter != NULL ? doctor->letter->rpps : NULL};
            for (size_t s = 0; s < G_N_ELEMENTS(secrets); s++)
                ck_assert_msg(secrets[s] == NULL ||
                                  memmem(bytes, size, secrets[s], strlen(secrets[s])) == NULL,
                              "%s has %s", file->path, secrets[s]);
        }
    }
}
END_TEST

/* No count of comparators.csv, nor the difference of two of one row, reads 1 to 10; no bin has 1 to 4
 * doctors; what is hidden is empty. */
START_TEST(released_counts_are_never_small)
{
    enum { PRACTITIONERS = 3, PATIENTS, NUMERATOR, DENOMINATOR, VALUE, TAU2 = 16, STATUS };
    g_autofree char *comparators = result_files_text(files, "results/comparators.csv");
    g_auto(GStrv) rows = g_strsplit(comparators, "\n", -1);
    int hidden = 0, shown = 0;

    for (size_t row = 1; rows[row] != NULL && rows[row][0] != '\0'; row++) {
        g_auto(GStrv) fields = g_strsplit(rows[row], ",", -1);
        bool is_ok = g_str_equal(fields[STATUS], "ok");
        hidden += !is_ok;
        shown += is_ok;
        for (size_t i = PRACTITIONERS; !is_ok && i <= TAU2; i++)
            ck_assert_msg(fields[i][0] == '\0', "%s", rows[row]);
        if (!is_ok || g_str_equal(fields[1], "cout_pharmacie"))
            continue;
        double numerator = g_ascii_strtod(fields[NUMERATOR], NULL);
        double denominator = g_ascii_strtod(fields[DENOMINATOR], NULL);
        double counts[] = {g_ascii_strtod(fields[PATIENTS], NULL), numerator, denominator,
                           fields[NUMERATOR][0] != '\0' ? denominator - numerator : 0};
        for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
            ck_assert_msg(fmod(counts[i], 10) == 0 && (counts[i] <= 0 || counts[i] > 10), "%s",
                          rows[row]);
    }
    ck_assert_int_gt(hidden, 0);
    ck_assert_int_gt(shown, 400);

    g_autofree char *distribution = result_files_text(files, "results/distribution.csv");
    g_auto(GStrv) bins = g_strsplit(distribution, "\n", -1);
    for (size_t row = 1; bins[row] != NULL && bins[row][0] != '\0'; row++)
        ck_assert_msg(g_ascii_strtod(strrchr(bins[row], ',') + 1, NULL) >= 5, "%s", bins[row]);
}
END_TEST

static const struct {
    const char *path, *header;
} HEADERS[] = {
    {"private/counts.csv",
     "practitioner_id,indicator,version,period,age_band,sex,numerator,denominator,"
     "numerator_patients,denominator_patients,sum_yy,sum_xy,sum_xx\n"},
    {"private/measures.csv",
     "practitioner_id,group,number,period,indicator,numerator,denominator,patients,value,low,"
     "high,standardised,expected,percentile_enrolled,percentile_control,z,signal,shrunken,"
     "reliability,status,standardised_low,standardised_high,colleagues\n"},
    {"private/changes.csv",
     "practitioner_id,indicator,period,past_period,estimate,low,high,verdict\n"},
    {"private/register.csv", "practitioner_id,group,theme,number,token\n"},
    {"private/passwords.csv", "practitioner_id,token,password\n"},
    {"results/comparators.csv",
     "period,indicator,comparator,practitioners,patients,numerator,denominator,value,low,high,"
     "p10,p25,p50,p75,p90,phi,tau2,status\n"},
    {"results/funnel.csv", "period,indicator,denominator,low_95,high_95,low_998,high_998\n"},
    {"results/variation.csv", "period,indicator,level,units,measure,value,low,high,p,status\n"},
    {"private/territories.csv", "period,indicator,territory,practitioners,patients,value,"
                                "standardised,low,high,status\n"},
    {"results/distribution.csv", "period,indicator,comparator,bin_low,bin_high,doctors\n"},
    {"results/indicators.csv",
     "indicator,version,theme,kind,unit,per,direction,target,label_fr,label_en,definition\n"},
    {"results/datapackage.json", "{\n  \"name\": \"demo-2026-q1\",\n"
                                 "  \"profession\": \"physician\",\n"
                                 "  \"profile\": \"tabular-data-package\",\n"
                                 "  \"region\": {\n"},
};

START_TEST(headers_are_those_of_the_design)
{
    g_autofree char *text = result_files_text(files, HEADERS[_i].path);
    ck_assert_msg(g_str_has_prefix(text, HEADERS[_i].header) &&
                      strlen(text) > strlen(HEADERS[_i].header),
                  "%s: %.200s", HEADERS[_i].path, text);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("released results");
    TCase *tests = tcase_create("released");
    tcase_add_unchecked_fixture(tests, make_sample, free_sample);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, released_files_name_nobody);
    tcase_add_test(tests, released_counts_are_never_small);
    tcase_add_loop_test(tests, headers_are_those_of_the_design, 0, G_N_ELEMENTS(HEADERS));
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
