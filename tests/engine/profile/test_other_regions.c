/* Other regions' results beside our own: what is taken, what is refused, what stays hidden. The package
 * is a small edition's own, said to be of Normandie, so that every figure is known. */
#include "engine/profile/other_regions.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "engine/profile/edition_files.h"
#include "tests/engine/profile/hand_edition.h"

static const HandDoctor DOCTORS[] = {
    {"m1", "G1", {{12, 100}, {10, 100}}}, {"m2", "G1", {{18, 100}, {20, 100}}},
    {"m3", "G1", {{22, 100}, {20, 100}}}, {"m4", "G1", {{20, 50}, {30, 50}}},
    {"m5", "G1", {{13, 112}, {14, 110}}}, {"m6", "G1", {{11, 30}, {12, 40}}},
    {"x1", NULL, {{11, 20}, {12, 40}}},   {"x2", NULL, {{20, 100}, {20, 100}}},
    {"x3", NULL, {{20, 100}, {20, 100}}}, {"x4", NULL, {{20, 40}, {22, 45}}},
    {"x5", NULL, {{50, 100}, {50, 100}}}, {"x6", NULL, {{40, 90}, {41, 90}}},
};

#define OTHER "normandie/"
#define KEY "other_regions: [./normandie]\n"

/* What a run without other regions leaves. */
static GPtrArray *plain;

static GPtrArray *
files_of(const HandEdition *edition, const Results *results)
{
    return results_to_files(results, edition->roster, edition->counts);
}

static char *
text_of(const GPtrArray *files, const char *path)
{
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        gsize size = 0;
        if (strcmp(file->path, path) != 0)
            continue;
        const char *bytes = g_bytes_get_data(file->bytes, &size);
        return g_strndup(bytes, size);
    }
    return NULL;
}

static HandEdition *
make(const char *more)
{
    return hand_edition_new(HAND_PROPORTION, more, DOCTORS, G_N_ELEMENTS(DOCTORS));
}

static void
make_plain(void)
{
    g_autoptr(HandEdition) edition = make("");
    g_autoptr(Results) results = hand_edition_compute(edition);
    plain = files_of(edition, results);
}

static void
free_plain(void)
{
    g_ptr_array_unref(plain);
}

/* One text of the package in place of another; the first of them, or all. */
typedef struct {
    const char *file, *from, *to;
    bool everywhere;
} Edit;

static char *
edited(const char *text, const Edit *edit)
{
    g_auto(GStrv) parts = g_strsplit(text, edit->from, edit->everywhere ? -1 : 2);
    ck_assert_msg(g_strv_length(parts) > 1, "the package has no \"%s\"", edit->from);
    return g_strjoinv(edit->to, parts);
}

static void
write_package(HandEdition *edition, const char *folder, const char *label, const char *id,
              const Edit *edit)
{
    static const char *const NAMES[] = {"datapackage.json", "indicators.csv", "comparators.csv"};
    const Edit whose[] = {{NULL, "\"Bretagne\"", label, false}, {NULL, "\"53\"", id, false}};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *from = g_strconcat("results/", NAMES[i], NULL);
        g_autofree char *to = g_strconcat(folder, NAMES[i], NULL);
        g_autofree char *text = text_of(plain, from);
        for (size_t w = 0; i == 0 && w < G_N_ELEMENTS(whose); w++) {
            char *next = edited(text, &whose[w]);
            g_free(text);
            text = next;
        }
        const bool is_edited = edit != NULL && strcmp(edit->file, NAMES[i]) == 0;
        if (is_edited && edit->from == NULL)
            continue;
        g_autofree char *last = is_edited ? edited(text, edit) : g_strdup(text);
        g_autoptr(GBytes) bytes = g_bytes_new(last, strlen(last));
        hand_edition_write(edition, to, bytes);
    }
}

static HandEdition *
make_beside(const char *more, const Edit *edit)
{
    HandEdition *edition = make(more);
    write_package(edition, OTHER, "\"Normandie\"", "\"28\"", edit);
    return edition;
}

/* With the other regions, which must be good. */
static Results *
compute(const HandEdition *edition)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) regions = other_regions_read(edition->campaign, &error);
    ck_assert_msg(regions != NULL, "%s", error != NULL ? error->message : "");
    Results *results = hand_edition_compute(edition);
    results_add_regions(results, regions);
    return results;
}

static void
expect_refused(const HandEdition *edition, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) regions = other_regions_read(edition->campaign, &error);
    ck_assert_msg(regions == NULL, "not refused: %s", words);
    ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_FILES));
    ck_assert_msg(strstr(error->message, words) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, "campaign.yaml:10:") != NULL &&
                      strstr(error->message, ": other_regions: ") != NULL,
                  "%s", error->message);
}

/* --- what is taken ---------------------------------------------------------------------------- */

static const char *
row_in(const char *text, const char *begins)
{
    g_autofree char *line = g_strconcat("\n", begins, NULL);
    const char *at = strstr(text, line);
    ck_assert_msg(at != NULL, "no row %s", begins);
    return at + strlen(line);
}

static void
expect_same_rest(const char *text, const char *a, const char *b)
{
    const char *x = row_in(text, a), *y = row_in(text, b);
    ck_assert_uint_eq(strcspn(x, "\n"), strcspn(y, "\n"));
    ck_assert_msg(strncmp(x, y, strcspn(x, "\n")) == 0, "%.60s is not %.60s", x, y);
}

/* Of the current period alone, digit for digit. */
START_TEST(figures_are_those_of_the_package)
{
    g_autoptr(HandEdition) edition = make_beside(KEY, NULL);
    g_autoptr(Results) results = compute(edition);
    ck_assert_uint_eq(results_n_regions(results), 1);
    ck_assert_str_eq(results_region_label(results, 0), "Normandie");
    ck_assert_int_eq(results_region_match(results, 0, 0), REGION_COMPARES);
    const ComparatorFigure *enrolled = results_region_figure(results, 0, REGION_ENROLLED, 0);
    ck_assert_int_eq(enrolled->practitioners, 6);
    ck_assert_double_eq(enrolled->value, 0.212); /* 106 / 500 */
    const ComparatorFigure *control = results_region_figure(results, 0, REGION_CONTROL, 0);
    ck_assert_double_eq(control->value, 0.3474); /* 165 / 475 */

    g_autoptr(GPtrArray) files = files_of(edition, results);
    g_autofree char *text = text_of(files, "results/comparators.csv");
    expect_same_rest(text, "2025,share,region:enrolled:Normandie,", "2025,share,enrolled,");
    expect_same_rest(text, "2025,share,region:control:Normandie,", "2025,share,control,");
    ck_assert_ptr_null(strstr(text, "2024,share,region:"));
    g_autofree char *matches = text_of(files, "private/regions.csv");
    ck_assert_str_eq(matches, "region,indicator,match\nNormandie,share,compares\n");
}
END_TEST

/* Every other byte is that of the edition without the key: they are in no statistic. */
START_TEST(nothing_of_ours_changes)
{
    g_autoptr(HandEdition) edition = make_beside(KEY, NULL);
    g_autoptr(Results) results = compute(edition);
    g_autoptr(GPtrArray) files = files_of(edition, results);
    ck_assert_uint_eq(files->len, plain->len + 1);
    for (guint i = 0; i < plain->len; i++) {
        const ResultFile *file = plain->pdata[i];
        g_autofree char *before = text_of(plain, file->path);
        g_autofree char *after = text_of(files, file->path);
        if (strcmp(file->path, "results/comparators.csv") == 0)
            *(strstr(after, "\n2025,share,region:") + 1) = '\0';
        ck_assert_msg(strcmp(before, after) == 0, "%s differs", file->path);
    }
}
END_TEST

/* A text of one of our own files in place of another; `to` NULL: cut off before it. */
typedef struct {
    const char *path, *from, *to;
} Damage;

static char *
damaged(const char *text, const Damage *damage)
{
    const char *at = strstr(text, damage->from);
    ck_assert_msg(at != NULL, "%s has no %s", damage->path, damage->from);
    g_autofree char *head = g_strndup(text, (gsize)(at - text));
    return damage->to == NULL ? g_strdup(head)
                              : g_strconcat(head, damage->to, at + strlen(damage->from), NULL);
}

static void
write_files(HandEdition *edition, const GPtrArray *files, const Damage *damage)
{
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        g_autofree char *text = text_of(files, file->path);
        g_autofree char *written = damage != NULL && strcmp(damage->path, file->path) == 0
                                       ? damaged(text, damage)
                                       : g_strdup(text);
        g_autoptr(GBytes) bytes = g_bytes_new(written, strlen(written));
        hand_edition_write(edition, file->path, bytes);
    }
}

/* In JSON, as a region may call itself. */
static const char *const LABELS[] = {"\"Normandie\"", "\"Centre, Val \\\"de\\\" Loire\"",
                                     "\"=1+1\"", "\"enrolled:control:\"", "\"L\u2019\u00cele\""};

START_TEST(what_is_written_is_read_back)
{
    static const char *const PATHS[] = {"private/regions.csv", "results/comparators.csv"};
    g_autoptr(GError) error = NULL;
    g_autoptr(HandEdition) edition = make(KEY);
    write_package(edition, OTHER, LABELS[_i], "\"28\"", NULL);
    g_autoptr(Results) results = compute(edition);
    g_autoptr(GPtrArray) files = files_of(edition, results);
    write_files(edition, files, NULL);
    g_autoptr(Results) back = results_read(edition->folder, edition->campaign, &error);
    ck_assert_msg(back != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(results_region_label(back, 0), results_region_label(results, 0));
    g_autoptr(GPtrArray) again = files_of(edition, back);
    for (size_t i = 0; i < G_N_ELEMENTS(PATHS); i++) {
        g_autofree char *a = text_of(files, PATHS[i]), *b = text_of(again, PATHS[i]);
        ck_assert_str_eq(a, b);
    }
}
END_TEST

static const struct {
    Damage damage;
    const char *words;
} OWN_DAMAGES[] = {
    {{"private/regions.csv", "Normandie", "Normandy"},
     "\"region:enrolled:Normandie\" is not a comparator"},
    {{"private/regions.csv", "region", NULL}, "regions.csv"},
    {{"private/regions.csv", "Normandie", NULL},
     "\"region:enrolled:Normandie\" is not a comparator"},
    {{"private/regions.csv", "compares", "com"}, "\"com\" is not how regions compare"},
    {{"private/regions.csv", "compares", "other_period"},
     "\"region:enrolled:Normandie\" is not a comparator"},
    {{"private/regions.csv", "share", "other"}, "\"other\" is not of this edition"},
    {{"results/comparators.csv", "2025,share,region:enrolled", NULL},
     "figures of other regions are missing"},
    {{"results/comparators.csv", "region:enrolled:Normandie", "region:enrolled:Eure"},
     "\"region:enrolled:Eure\" is not a comparator"},
    {{"results/comparators.csv", "region:enrolled:", "region:group:"},
     "\"region:group:Normandie\" is not a comparator"},
    {{"results/comparators.csv", "2025,share,region:enrolled", "2024,share,region:enrolled"},
     "\"region:enrolled:Normandie\" is not a comparator"},
};

START_TEST(own_files_that_are_damaged_are_named)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(HandEdition) edition = make_beside(KEY, NULL);
    g_autoptr(Results) results = compute(edition);
    g_autoptr(GPtrArray) files = files_of(edition, results);
    write_files(edition, files, &OWN_DAMAGES[_i].damage);
    g_autoptr(Results) back = results_read(edition->folder, edition->campaign, &error);
    ck_assert_msg(back == NULL, "not refused: %s", OWN_DAMAGES[_i].words);
    ck_assert_msg(strstr(error->message, OWN_DAMAGES[_i].words) != NULL, "%s", error->message);
}
END_TEST

/* What that region took from a third one, and what its groups came to, is not handed on. */
START_TEST(only_its_own_and_only_as_a_whole)
{
    const Edit third = {"comparators.csv", "\n2025,share,enrolled,",
                        "\n2025,share,region:enrolled:Tiers,6,500,110,500,0.9,0.8,0.95,,,,,,,,ok"
                        "\n2025,share,achievable,6,500,110,500,0.05,0.04,0.06,,,,,,,,ok"
                        "\n2025,share,enrolled,",
                        false};
    g_autoptr(HandEdition) edition = make_beside(KEY, &third);
    g_autoptr(Results) results = compute(edition);
    g_autoptr(GPtrArray) files = files_of(edition, results);
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        g_autofree char *text = text_of(files, file->path);
        ck_assert_msg(strstr(text, "Tiers") == NULL, "%s", file->path);
    }
    g_autofree char *text = text_of(files, "results/comparators.csv");
    g_auto(GStrv) rows = g_strsplit(text, ",region:", -1);
    ck_assert_uint_eq(g_strv_length(rows), 3); /* enrolled and control */
    ck_assert_double_eq(results_region_figure(results, 0, REGION_ENROLLED, 0)->value, 0.212);
}
END_TEST

/* --- what does not compare -------------------------------------------------------------------- */

static const struct {
    Edit edit;
    RegionMatch match;
    const char *note;
} MISMATCHES[] = {
    {{"indicators.csv", "\nshare,1,", "\nshare,2,", false},
     REGION_OTHER_DEFINITION,
     "Normandie: 0 of 1 indicators compare; of another definition: share"},
    {{"comparators.csv", "\n2025,share,", "\n2023,share,", true},
     REGION_OTHER_PERIOD,
     "Normandie: 0 of 1 indicators compare; not of this period: share"},
    {{"comparators.csv", "\n2025,share,", "\n2025-Q4,share,", true},
     REGION_OTHER_PERIOD,
     "Normandie: 0 of 1 indicators compare; not of this period: share"},
};

static void
expect_apart(const HandEdition *edition, RegionMatch match, const char *expected)
{
    g_autoptr(Results) results = compute(edition);
    ck_assert_int_eq(results_region_match(results, 0, 0), match);
    for (int kind = 0; kind < N_REGION_KINDS; kind++)
        ck_assert_ptr_null(results_region_figure(results, 0, kind, 0));
    g_autoptr(GPtrArray) files = files_of(edition, results);
    g_autofree char *text = text_of(files, "results/comparators.csv");
    ck_assert_ptr_null(strstr(text, "region:"));
    g_autofree char *note = other_regions_note("Normandie", edition->campaign, &match);
    ck_assert_str_eq(note, expected);
}

START_TEST(what_is_not_the_same_is_left_out)
{
    g_autoptr(HandEdition) edition = make_beside(KEY, &MISMATCHES[_i].edit);
    expect_apart(edition, MISMATCHES[_i].match, MISMATCHES[_i].note);
}
END_TEST

/* Somebody changed the theme and left its version. */
START_TEST(an_edited_definition_is_found)
{
    g_autoptr(HandEdition) own = make("");
    g_autofree char *before = indicator_fingerprint(own->campaign->indicators[0].indicator);
    const Edit edit = {"indicators.csv", before,
                       "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", false};
    g_autoptr(HandEdition) edition = make_beside(KEY, &edit);
    expect_apart(edition, REGION_OTHER_DEFINITION,
                 "Normandie: 0 of 1 indicators compare; of another definition: share");
}
END_TEST

START_TEST(an_indicator_that_is_not_there_is_said)
{
    g_autoptr(HandEdition) edition = make_beside(KEY, NULL);
    char *indicators = text_of(plain, "results/indicators.csv");
    const char *end = strchr(indicators, '\n') + 1;
    g_autoptr(GBytes) none = g_bytes_new_take(indicators, (gsize)(end - indicators));
    hand_edition_write(edition, OTHER "indicators.csv", none);
    g_autofree char *comparators = text_of(plain, "results/comparators.csv");
    g_autoptr(GBytes) nothing = g_bytes_new(comparators, strcspn(comparators, "\n") + 1);
    hand_edition_write(edition, OTHER "comparators.csv", nothing);
    expect_apart(edition, REGION_NO_INDICATOR,
                 "Normandie: 0 of 1 indicators compare; not there: share");
}
END_TEST

/* --- what is hidden --------------------------------------------------------------------------- */

static void
expect_hidden(const HandEdition *edition, Status why)
{
    g_autoptr(Results) results = compute(edition);
    const ComparatorFigure *figure = results_region_figure(results, 0, REGION_ENROLLED, 0);
    ck_assert_int_eq(figure->status, why);
    ck_assert(isnan(figure->value) && isnan(figure->low) && isnan(figure->denominator));
    ck_assert_int_eq(figure->practitioners, 0);
    g_autoptr(GPtrArray) files = files_of(edition, results);
    g_autofree char *text = text_of(files, "results/comparators.csv");
    const char *row = row_in(text, "2025,share,region:enrolled:Normandie");
    g_autofree char *empty = g_strconcat(",,,,,,,,,,,,,,,", status_name(why), "\n", NULL);
    ck_assert_msg(g_str_has_prefix(row, empty), "%.60s", row);
}

START_TEST(what_they_hid_stays_hidden)
{
    g_autofree char *text = text_of(plain, "results/comparators.csv");
    const char *row = row_in(text, "2025,share,enrolled");
    g_autofree char *given = g_strndup(row, strcspn(row, "\n"));
    g_autofree char *from = g_strconcat("\n2025,share,enrolled", given, NULL);
    const Edit edit = {"comparators.csv", from, "\n2025,share,enrolled,,,,,,,,,,,,,,,few_patients",
                       false};
    g_autoptr(HandEdition) edition = make_beside(KEY, &edit);
    expect_hidden(edition, STATUS_FEW_PATIENTS);
}
END_TEST

START_TEST(our_thresholds_hold_for_them)
{
    g_autoptr(HandEdition) members = make_beside(KEY "disclosure: {minimum_members: 7}\n", NULL);
    expect_hidden(members, STATUS_FEW_MEMBERS);
    g_autoptr(HandEdition) patients =
        make_beside(KEY "disclosure: {minimum_patients: 501}\n", NULL);
    expect_hidden(patients, STATUS_FEW_PATIENTS);
}
END_TEST

/* --- what is refused -------------------------------------------------------------------------- */

static const struct {
    Edit edit;
    const char *words;
} FAULTS[] = {
    {{"datapackage.json", NULL, NULL, false}, "datapackage.json:1:1: there is no such file"},
    {{"indicators.csv", NULL, NULL, false}, "indicators.csv:1:1: there is no such file"},
    {{"comparators.csv", NULL, NULL, false}, "comparators.csv:1:1: there is no such file"},
    {{"datapackage.json", "\"name\":", "\"name\"", false}, "datapackage.json:2:"},
    {{"datapackage.json", "tabular-data-package", "data-package", false},
     "datapackage.json:1:1: this is no tabular data package"},
    {{"datapackage.json", "\"region\"", "\"regions\"", false},
     "datapackage.json:1:1: it does not say of which region"},
    {{"datapackage.json", "\"profession\"", "\"job\"", false},
     "datapackage.json:1:1: it does not say of which region"},
    {{"datapackage.json", "\"Normandie\"", "\"\"", false}, "cannot be printed on one line"},
    {{"datapackage.json", "\"Normandie\"", "\"Norman\\ndie\"", false},
     "cannot be printed on one line"},
    {{"datapackage.json", "\"Normandie\"", "\"Norman\\u2028die\"", false},
     "cannot be printed on one line"},
    {{"datapackage.json", "\"Normandie\"",
      "\"A region whose name is much longer than any line of a page would hold\"", false},
     "cannot be printed on one line"},
    {{"datapackage.json", "\"physician\"", "\"nurse\"", false},
     "of the profession nurse, this campaign of physician"},
    {{"datapackage.json", "\"Normandie\"", "\"Bretagne\"", false}, "own region"},
    {{"datapackage.json", "\"28\"", "\"53\"", false}, "own region"},
    {{"indicators.csv", ",definition\n", ",digest\n", false},
     "indicators.csv:1:1: the columns are not"},
    {{"indicators.csv", "\nshare,1,", "\nshare,one,", false},
     "indicators.csv:2:7: \"one\" is not a whole number"},
    {{"indicators.csv", "\nshare,1,", "\nshare,1,hand,,,1,,,a,b,12ab\nshare,1,", false},
     "indicators.csv:2:24: \"12ab\" is not the SHA-256"},
    {{"indicators.csv", "\nshare,1,",
      "\nshare,1,hand,,,1,,,a,b,0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      "\nshare,1,",
      false},
     "indicators.csv:3:1: indicator share a second time"},
    {{"indicators.csv", "\nshare,1,", "\nother,1,", false},
     "comparators.csv:3:6: indicator \"share\" is not in indicators.csv"},
    {{"comparators.csv", ",tau2,", ",tau,", false}, "comparators.csv:1:1: the columns are not"},
    {{"comparators.csv", ",control,", ",controls,", false}, "\"controls\" is not a comparator"},
    {{"comparators.csv", "2024,share,enrolled", "2024x,share,enrolled", false},
     "\"2024x\" is not a period"},
    {{"comparators.csv", "2025,share,enrolled,6,", "2025,share,enrolled,six,", false},
     "\"six\" is not a whole number"},
    {{"comparators.csv", ",0.212,", ",0.2x12,", true}, "\"0.2x12\" is not a number"},
    {{"comparators.csv", ",0.212,", ",inf,", true}, "\"inf\" is not a number"},
    {{"comparators.csv", ",0.212,", ",21.2,", true}, "does not agree with itself"},
    {{"comparators.csv", "2025,share,enrolled,6,", "2025,share,enrolled,0,", false},
     "does not agree with itself"},
    {{"comparators.csv", "2025,share,enrolled,6,", "2025,share,enrolled,-6,", false},
     "does not agree with itself"},
    {{"comparators.csv", ",ok\n", ",okay\n", true}, "\"okay\" is not a status"},
    {{"comparators.csv", ",ok\n", ",few_members\n", true}, "is hidden (few_members) and yet there"},
    {{"comparators.csv", "\n2025,share,control,", "\n2025,share,enrolled,", false},
     "a second time"},
    {{"comparators.csv", "\n2025,share,control,", "\n\"2025,share,control,", false},
     "comparators.csv:"},
    {{"comparators.csv", "\n2025,share,control,", "\n2025,share,control", false},
     "comparators.csv:7:"},
};

START_TEST(a_fault_is_named_with_its_place)
{
    g_autoptr(HandEdition) edition = make_beside(KEY, &FAULTS[_i].edit);
    expect_refused(edition, FAULTS[_i].words);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_named)
{
    g_autoptr(HandEdition) edition = make(KEY);
    expect_refused(edition, "normandie/datapackage.json:1:1: there is no such file");
}
END_TEST

START_TEST(a_region_is_named_once)
{
    g_autoptr(HandEdition) edition = make_beside("other_regions: [./normandie, ./eure]\n", NULL);
    write_package(edition, "eure/", "\"Normandie\"", "\"27\"", NULL);
    expect_refused(edition, "Normandie (27) a second time");
}
END_TEST

/* No such file is read: that it is full of holes costs nothing. */
START_TEST(a_file_that_is_too_large_is_not_read)
{
    g_autoptr(HandEdition) edition = make_beside(KEY, NULL);
    g_autofree char *path = g_build_filename(edition->folder, OTHER "comparators.csv", NULL);
    ck_assert_int_eq(truncate(path, (off_t)OTHER_REGION_MAX_BYTES + 1), 0);
    expect_refused(edition, "comparators.csv:1:1: over 256 MiB");
}
END_TEST

/* The hash is of what was read, wherever it lay. */
START_TEST(the_hash_follows_the_content)
{
    const Edit edit = {"comparators.csv", ",0.212,", ",0.2121,", false};
    g_autoptr(HandEdition) a = make_beside(KEY, NULL), b = make_beside(KEY, NULL),
                           c = make_beside(KEY, &edit);
    g_autoptr(GPtrArray) of_a = other_regions_read(a->campaign, NULL);
    g_autoptr(GPtrArray) of_b = other_regions_read(b->campaign, NULL);
    g_autoptr(GPtrArray) of_c = other_regions_read(c->campaign, NULL);
    ck_assert_uint_eq(strlen(other_region_sha256(of_a->pdata[0])), 64);
    ck_assert_str_eq(other_region_sha256(of_a->pdata[0]), other_region_sha256(of_b->pdata[0]));
    ck_assert_str_ne(other_region_sha256(of_a->pdata[0]), other_region_sha256(of_c->pdata[0]));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("other regions");
    TCase *tests = tcase_create("other regions");
    tcase_add_unchecked_fixture(tests, make_plain, free_plain);
    tcase_add_test(tests, figures_are_those_of_the_package);
    tcase_add_test(tests, nothing_of_ours_changes);
    tcase_add_loop_test(tests, what_is_written_is_read_back, 0, G_N_ELEMENTS(LABELS));
    tcase_add_loop_test(tests, own_files_that_are_damaged_are_named, 0, G_N_ELEMENTS(OWN_DAMAGES));
    tcase_add_test(tests, only_its_own_and_only_as_a_whole);
    tcase_add_loop_test(tests, what_is_not_the_same_is_left_out, 0, G_N_ELEMENTS(MISMATCHES));
    tcase_add_test(tests, an_edited_definition_is_found);
    tcase_add_test(tests, an_indicator_that_is_not_there_is_said);
    tcase_add_test(tests, what_they_hid_stays_hidden);
    tcase_add_test(tests, our_thresholds_hold_for_them);
    tcase_add_loop_test(tests, a_fault_is_named_with_its_place, 0, G_N_ELEMENTS(FAULTS));
    tcase_add_test(tests, a_folder_that_is_not_there_is_named);
    tcase_add_test(tests, a_region_is_named_once);
    tcase_add_test(tests, a_file_that_is_too_large_is_not_read);
    tcase_add_test(tests, the_hash_follows_the_content);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
