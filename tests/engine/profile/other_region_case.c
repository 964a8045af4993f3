#include "tests/engine/profile/other_region_case.h"

#include <check.h>
#include <string.h>

#include "engine/profile/edition_files.h"

static const HandDoctor DOCTORS[] = {
    {"m1", "G1", {{12, 100}, {10, 100}}}, {"m2", "G1", {{18, 100}, {20, 100}}},
    {"m3", "G1", {{22, 100}, {20, 100}}}, {"m4", "G1", {{20, 50}, {30, 50}}},
    {"m5", "G1", {{13, 112}, {14, 110}}}, {"m6", "G1", {{11, 30}, {12, 40}}},
    {"x1", NULL, {{11, 20}, {12, 40}}},   {"x2", NULL, {{20, 100}, {20, 100}}},
    {"x3", NULL, {{20, 100}, {20, 100}}}, {"x4", NULL, {{20, 40}, {22, 45}}},
    {"x5", NULL, {{50, 100}, {50, 100}}}, {"x6", NULL, {{40, 90}, {41, 90}}},
};

GPtrArray *other_case_plain;

GPtrArray *
other_case_files(const HandEdition *edition, const Results *results)
{
    return results_to_files(results, edition->roster, edition->counts);
}

HandEdition *
other_case_new(const char *more)
{
    return hand_edition_new(HAND_PROPORTION, more, DOCTORS, G_N_ELEMENTS(DOCTORS));
}

void
other_case_start(void)
{
    g_autoptr(HandEdition) edition = other_case_new("");
    g_autoptr(Results) results = hand_edition_compute(edition);
    other_case_plain = other_case_files(edition, results);
}

void
other_case_stop(void)
{
    g_ptr_array_unref(other_case_plain);
}

static char *
edited(const char *text, const PackageEdit *edit)
{
    g_auto(GStrv) parts = g_strsplit(text, edit->from, edit->everywhere ? -1 : 2);
    ck_assert_msg(g_strv_length(parts) > 1, "the package has no \"%s\"", edit->from);
    return g_strjoinv(edit->to, parts);
}

void
other_case_write_package(HandEdition *edition, const char *folder, const char *label,
                         const char *id, const PackageEdit *edit)
{
    static const char *const NAMES[] = {"datapackage.json", "indicators.csv", "comparators.csv"};
    const PackageEdit whose[] = {{NULL, "\"Bretagne\"", label, false}, {NULL, "\"53\"", id, false}};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *from = g_strconcat("results/", NAMES[i], NULL);
        g_autofree char *to = g_strconcat(folder, NAMES[i], NULL);
        g_autofree char *text = result_files_text(other_case_plain, from);
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

HandEdition *
other_case_beside(const char *more, const PackageEdit *edit)
{
    HandEdition *edition = other_case_new(more);
    other_case_write_package(edition, OTHER, "\"Normandie\"", "\"28\"", edit);
    return edition;
}

Results *
other_case_compute(const HandEdition *edition)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) regions = other_regions_read(edition->campaign, &error);
    ck_assert_msg(regions != NULL, "%s", error != NULL ? error->message : "");
    Results *results = hand_edition_compute(edition);
    results_add_regions(results, regions);
    return results;
}

static char *
damaged(const char *text, const FileDamage *damage)
{
    const char *at = strstr(text, damage->from);
    ck_assert_msg(at != NULL, "%s has no %s", damage->path, damage->from);
    g_autofree char *head = g_strndup(text, (gsize)(at - text));
    return damage->to == NULL ? g_strdup(head)
                              : g_strconcat(head, damage->to, at + strlen(damage->from), NULL);
}

void
other_case_write_files(HandEdition *edition, const GPtrArray *files, const FileDamage *damage)
{
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        g_autofree char *text = result_files_text(files, file->path);
        g_autofree char *written = damage != NULL && strcmp(damage->path, file->path) == 0
                                       ? damaged(text, damage)
                                       : g_strdup(text);
        g_autoptr(GBytes) bytes = g_bytes_new(written, strlen(written));
        hand_edition_write(edition, file->path, bytes);
    }
}
