/* From the folder of a results package to an OtherRegion. What comes from elsewhere is believed as far
 * as it agrees with itself, and refused whole where it does not. */
#include <jansson.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/profile/comparator_file.h"
#include "engine/profile/other_region_parts.h"
#include "engine/profile/status.h"
#include "engine/words/words.h"

enum { FINGERPRINT_LENGTH = 64, MAX_PRACTITIONERS = 1000000 };

#define PACKAGE_FILE "datapackage.json"

typedef struct {
    OtherRegion *region;
    const char *folder;
    GChecksum *checksum;
} Reading;

/* --- files ------------------------------------------------------------------------------------ */

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Always false. */
static bool
refuse(GError **error, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_propagate_error(error,
                      g_error_new_valist(PROFILE_ERROR, PROFILE_ERROR_FILES, format, arguments));
    va_end(arguments);
    return false;
}

static bool
check_size(const char *path, GError **error)
{
    struct stat facts;

    if (stat(path, &facts) != 0 || !S_ISREG(facts.st_mode))
        return refuse(error,
                      _("%s:1:1: there is no such file, so that the folder is no results package; "
                        "give the results/ folder of that region's edition, whole"),
                      path);
    if (facts.st_size > OTHER_REGION_MAX_BYTES)
        return refuse(error,
                      _("%s:1:1: over %d MiB, which no results are; give the results/ folder of "
                        "that region's edition"),
                      path, OTHER_REGION_MAX_BYTES >> 20);
    return true;
}

/* The file's bytes, which go into the package's hash with its name and size. */
static GBytes *
read_file(Reading *self, const char *path, GError **error)
{
    g_autofree char *name = g_path_get_basename(path);
    GError *fault = NULL;
    char *text = NULL;
    gsize size = 0;

    if (!check_size(path, error))
        return NULL;
    if (!g_file_get_contents(path, &text, &size, &fault)) {
        refuse(error, "%s", fault->message);
        g_error_free(fault);
        return NULL;
    }
    g_autofree char *head = g_strdup_printf("%s %zu\n", name, (size_t)size);
    g_checksum_update(self->checksum, (const guchar *)head, -1);
    g_checksum_update(self->checksum, (const guchar *)text, (gssize)size);
    return g_bytes_new_take(text, size);
}

/* --- datapackage.json ------------------------------------------------------------------------- */

static bool
is_printable(const char *text)
{
    if (*text == '\0' || g_utf8_strlen(text, -1) > OTHER_REGION_LABEL_LENGTH)
        return false;
    g_autofree gunichar *characters = g_utf8_to_ucs4_fast(text, -1, NULL);
    for (const gunichar *c = characters; *c != 0; c++) {
        const GUnicodeType type = g_unichar_type(*c);
        if (!g_unichar_isprint(*c) || type == G_UNICODE_LINE_SEPARATOR ||
            type == G_UNICODE_PARAGRAPH_SEPARATOR)
            return false;
    }
    return true;
}

static bool
take_package(OtherRegion *region, const json_t *package, const char *path, GError **error)
{
    const json_t *whose = json_object_get(package, "region");
    const char *profile = json_string_value(json_object_get(package, "profile"));
    const char *id = json_string_value(json_object_get(whose, "id"));
    const char *label = json_string_value(json_object_get(whose, "label"));
    const char *profession = json_string_value(json_object_get(package, "profession"));

    if (g_strcmp0(profile, "tabular-data-package") != 0)
        return refuse(error,
                      _("%s:1:1: this is no tabular data package; give the results/ folder of that "
                        "region's edition"),
                      path);
    if (id == NULL || label == NULL || profession == NULL)
        return refuse(error,
                      _("%s:1:1: it does not say of which region and profession it is; ask that "
                        "region for its results once more, computed by this version"),
                      path);
    if (!is_printable(id) || !is_printable(label))
        return refuse(error,
                      _("%s:1:1: the region's id or label cannot be printed on one line; ask that "
                        "region to correct its campaign"),
                      path);
    region->id = g_strdup(id);
    region->label = g_strdup(label);
    region->profession = g_strdup(profession);
    return true;
}

static bool
read_package(Reading *self, GError **error)
{
    g_autofree char *path = g_build_filename(self->folder, PACKAGE_FILE, NULL);
    g_autoptr(GBytes) bytes = read_file(self, path, error);
    gsize size = 0;
    json_error_t fault;

    if (bytes == NULL)
        return false;
    const char *text = g_bytes_get_data(bytes, &size);
    json_t *package = json_loadb(text != NULL ? text : "", size, JSON_REJECT_DUPLICATES, &fault);
    if (package == NULL)
        return refuse(error,
                      _("%s:%d:%d: %s; ask that region for its results once more, computed by this "
                        "version"),
                      path, MAX(fault.line, 1), MAX(fault.column, 1), fault.text);
    const bool good = take_package(self->region, package, path, error);
    json_decref(package);
    return good;
}

/* --- tables ----------------------------------------------------------------------------------- */

static bool
is_fingerprint(const char *text)
{
    return strlen(text) == FINGERPRINT_LENGTH &&
           strspn(text, "0123456789abcdef") == FINGERPRINT_LENGTH;
}

static bool
read_indicator(void *data, EditionTable *table, GError **error)
{
    OtherRegion *region = data;
    int64_t version = 0;
    const char *fingerprint = edition_table_text(table, INDICATORS_DEFINITION);

    if (!edition_table_integer(table, INDICATORS_VERSION, &version, error))
        return false;
    if (!is_fingerprint(fingerprint))
        return edition_table_fault(table, INDICATORS_DEFINITION, error,
                                   _("\"%s\" is not the SHA-256 of a definition"), fingerprint);
    char *definition = other_region_definition((int)version, fingerprint);
    const char *id = edition_table_text(table, INDICATORS_INDICATOR);
    return g_hash_table_insert(region->definitions, g_strdup(id), definition) ||
           edition_table_fault(table, INDICATORS_INDICATOR, error, _("indicator %s a second time"),
                               id);
}

/* The kind that is taken, or -1 for a comparator that is not; false for none at all. */
static bool
kind_of(const char *name, int *out_kind)
{
    static const char *const TAKEN[N_REGION_KINDS] = {
        [REGION_ENROLLED] = "enrolled", [REGION_CONTROL] = "control"};
    *out_kind = -1;
    for (int kind = 0; kind < N_REGION_KINDS; kind++)
        if (strcmp(name, TAKEN[kind]) == 0)
            *out_kind = kind;
    return *out_kind >= 0 || g_str_has_prefix(name, "group:") ||
           g_str_has_prefix(name, "region:") || strcmp(name, "achievable") == 0;
}

static bool
is_empty(const ComparatorFigure *figure)
{
    const double numbers[] = {figure->numerator, figure->denominator, figure->value, figure->low,
                              figure->high,      figure->p10,         figure->p25,   figure->p50,
                              figure->p75,       figure->p90};
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        if (!isnan(numbers[i]))
            return false;
    return figure->practitioners == 0 && figure->patients == 0;
}

/* Comparisons with NaN, which an absent end of an interval is, are false. */
static bool
agrees(const ComparatorFigure *figure)
{
    return !isnan(figure->value) && figure->practitioners > 0 &&
           figure->practitioners <= MAX_PRACTITIONERS && figure->patients >= 0 &&
           !(figure->low > figure->value) && !(figure->high < figure->value);
}

static bool
check_figure(EditionTable *table, const ComparatorFigure *figure, GError **error)
{
    if (figure->status == STATUS_OK)
        return agrees(figure) ||
               edition_table_fault(table, COMPARATORS_VALUE, error,
                                   _("the figure does not agree with itself: a value, its "
                                     "interval around it, and doctors"));
    return is_empty(figure) || edition_table_fault(table, COMPARATORS_VALUE, error,
                                                   _("a figure that is hidden (%s) and yet there"),
                                                   status_name(figure->status));
}

static bool
check_names(const OtherRegion *region, EditionTable *table, GError **error)
{
    g_autofree char *id = g_strdup(edition_table_text(table, COMPARATORS_INDICATOR));
    const char *text = edition_table_text(table, COMPARATORS_PERIOD);
    Period period;
    if (!g_hash_table_contains(region->definitions, id))
        return edition_table_fault(table, COMPARATORS_INDICATOR, error,
                                   _("indicator \"%s\" is not in indicators.csv"), id);
    return period_parse(text, &period) ||
           edition_table_fault(table, COMPARATORS_PERIOD, error, _("\"%s\" is not a period"), text);
}

static bool
read_figure(void *data, EditionTable *table, GError **error)
{
    OtherRegion *region = data;
    ComparatorFigure figure = {0};
    int kind = -1;
    const char *name = edition_table_text(table, COMPARATORS_COMPARATOR);

    if (!kind_of(name, &kind))
        return edition_table_fault(table, COMPARATORS_COMPARATOR, error,
                                   _("\"%s\" is not a comparator"), name);
    if (kind < 0)
        return true;
    if (!check_names(region, table, error) || !comparator_file_read(table, &figure, error) ||
        !check_figure(table, &figure, error))
        return false;
    g_autofree char *id = g_strdup(edition_table_text(table, COMPARATORS_INDICATOR));
    char *key = other_region_key(id, edition_table_text(table, COMPARATORS_PERIOD), kind);
    return g_hash_table_insert(region->figures, key, g_memdup2(&figure, sizeof figure)) ||
           edition_table_fault(table, COMPARATORS_COMPARATOR, error,
                               _("the same comparator, indicator and period a second time"));
}

static bool
read_table(Reading *self, EditionFile file, EditionTableReader read, GError **error)
{
    const char *name = strrchr(edition_file_path(file), '/') + 1;
    g_autofree char *path = g_build_filename(self->folder, name, NULL);
    g_autoptr(GBytes) bytes = read_file(self, path, error);
    return bytes != NULL && edition_table_read(edition_table_of_others(bytes, path, file, error),
                                               read, self->region, error);
}

OtherRegion *
other_region_read(const char *folder, GError **error)
{
    g_autoptr(OtherRegion) region = g_new0(OtherRegion, 1);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    Reading self = {region, folder, checksum};

    region->definitions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    region->figures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    if (!read_package(&self, error) || !read_table(&self, FILE_INDICATORS, read_indicator, error) ||
        !read_table(&self, FILE_COMPARATORS, read_figure, error))
        return NULL;
    region->sha256 = g_strdup(g_checksum_get_string(checksum));
    return g_steal_pointer(&region);
}
