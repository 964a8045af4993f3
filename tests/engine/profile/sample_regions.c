#include "tests/engine/profile/sample_regions.h"

#include <glib/gstdio.h>
#include <string.h>

#include "engine/profile/other_region.h"
#include "tests/engine/profile/result_files.h"

/* A row is left out where it holds `without`, and hidden where it begins with `hides`. */
static const struct {
    const char *label, *without, *hides, *redefines;
} REGIONS[SAMPLE_REGIONS] = {
    {"Normandie", ",benzodiazepines_initiations,", "2026-Q1,hba1c,enrolled,", NULL},
    {"Pays de la Loire", NULL, NULL, "fluoroquinolones,1,"},
    {"Provence-Alpes-Côte d’Azur", ",control,", NULL, NULL},
    {"Grand Est", NULL, NULL, NULL},
    {"Bourgogne-Franche-Comté", NULL, NULL, NULL},
    {"Saint-Pierre-et-Miquelon et les îles du Sud", NULL, NULL, NULL},
};

static const char *const NAMES[] = {"datapackage.json", "indicators.csv", "comparators.csv"};

const char *
sample_region_label(size_t region)
{
    return REGIONS[region].label;
}

static char *
replaced(const char *text, const char *from, const char *to)
{
    g_auto(GStrv) parts = g_strsplit(text, from, -1);
    return g_strjoinv(to, parts);
}

static char *
package(const char *text, size_t region)
{
    g_autofree char *label = g_strdup_printf("\"label\": \"%s\"", REGIONS[region].label);
    g_autofree char *id = g_strdup_printf("\"id\": \"r%zu\"", region);
    g_autofree char *named = replaced(text, "\"label\": \"Bretagne\"", label);
    return replaced(named, "\"id\": \"53\"", id);
}

static char *
indicators(const char *text, size_t region)
{
    const char *other = REGIONS[region].redefines;
    if (other == NULL)
        return g_strdup(text);
    g_autofree char *next = g_strdup(other);
    next[strlen(next) - 2] = '2';
    return replaced(text, other, next);
}

/* Groups and controls change places. */
static char *
comparators(const char *text, size_t region)
{
    g_autofree char *away = replaced(text, ",enrolled,", ",@,");
    g_autofree char *one = replaced(away, ",control,", ",enrolled,");
    g_autofree char *two = replaced(one, ",@,", ",control,");
    g_auto(GStrv) rows = g_strsplit(two, "\n", -1);
    GString *out = g_string_new(NULL);
    for (char **row = rows; *row != NULL; row++) {
        const char *hides = REGIONS[region].hides, *without = REGIONS[region].without;
        if (**row == '\0' || (without != NULL && strstr(*row, without) != NULL))
            continue;
        if (hides != NULL && g_str_has_prefix(*row, hides))
            g_string_append_printf(out, "%s,,,,,,,,,,,,,,few_members\n", hides);
        else
            g_string_append_printf(out, "%s\n", *row);
    }
    return g_string_free(out, FALSE);
}

static OtherRegion *
make(const GPtrArray *files, size_t region)
{
    static char *(*const EDIT[])(const char *, size_t) = {package, indicators, comparators};
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("region-XXXXXX", &error);
    OtherRegion *made = NULL;
    for (size_t i = 0; folder != NULL && i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *path = g_build_filename(folder, NAMES[i], NULL);
        g_autofree char *of_ours = g_strconcat("results/", NAMES[i], NULL);
        g_autofree char *text = result_files_text(files, of_ours);
        g_autofree char *edited = EDIT[i](text, region);
        if (!g_file_set_contents(path, edited, -1, &error))
            break;
    }
    if (error == NULL)
        made = other_region_read(folder, &error);
    if (made == NULL)
        g_error("%s", error->message);
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        g_autofree char *path = g_build_filename(folder, NAMES[i], NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
    return made;
}

void
sample_regions_add(SampleEdition *edition, size_t n)
{
    g_autoptr(GPtrArray) files =
        results_to_files(edition->results, edition->roster, edition->counts);
    g_autoptr(GPtrArray) regions =
        g_ptr_array_new_with_free_func((GDestroyNotify)other_region_free);
    for (size_t region = 0; region < n; region++)
        g_ptr_array_add(regions, make(files, region));
    results_add_regions(edition->results, regions);
}
