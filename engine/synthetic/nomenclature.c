#include "engine/synthetic/nomenclature.h"

#include <stdlib.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/source/connection.h"
#include "engine/synthetic/draw.h"
#include "engine/words/words.h"

typedef enum {
    DRUG_CIP13,
    DRUG_NAME,
    DRUG_ATC,
    DRUG_GROUP,
    DRUG_ROLE,
    DRUG_PACK,
    DRUG_UNITS,
    N_DRUG_COLUMNS
} DrugColumn;

enum { CIP13_DIGITS = 13, MOST_ALIKE = 3 };

/* Their official lengths, in characters. */
static const struct {
    const char *name;
    int longest;
} COLUMNS[N_DRUG_COLUMNS] = {
    [DRUG_CIP13] = {"PHA_CIP_C13", CIP13_DIGITS},
    [DRUG_NAME] = {"PHA_MED_NOM", 255},
    [DRUG_ATC] = {"PHA_ATC_C07", 7},
    [DRUG_GROUP] = {"PHA_GRS_NUM", 10},
    [DRUG_ROLE] = {"PHA_MED_GEN_DPROD", 1},
    [DRUG_PACK] = {"PHA_CND_TOP", 5},
    [DRUG_UNITS] = {"PHA_UNT_NBR_DSES", 20},
};

struct Nomenclature {
    GStringChunk *texts;
    GArray *drugs;  /* Drug, by number */
    gssize *chosen; /* by product: index into drugs, or -1 */
};

/* A file that is being read. */
typedef struct {
    CsvReader *reader;
    size_t columns[N_DRUG_COLUMNS];
    GHashTable *lines; /* of each number the line that it stands on */
    Nomenclature *into;
} Reading;

/* --- reading ---------------------------------------------------------------------------------- */

static bool
refuse(const Reading *self, DrugColumn column, GError **error, const char *why)
{
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_LOAD, "%s:%zu:%zu: %s: %s",
                csv_reader_name(self->reader), csv_reader_line(self->reader),
                csv_reader_field_column(self->reader, self->columns[column]), COLUMNS[column].name,
                why);
    return false;
}

static bool
find_columns(Reading *self, GError **error)
{
    for (DrugColumn column = 0; column < N_DRUG_COLUMNS; column++) {
        const int found = csv_reader_find_column(self->reader, COLUMNS[column].name);
        if (found < 0) {
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_LOAD,
                        _("%s:1:1: there is no column %s; give a file of the official table "
                          "IR_PHA_R"),
                        csv_reader_name(self->reader), COLUMNS[column].name);
            return false;
        }
        self->columns[column] = (size_t)found;
    }
    return true;
}

static const char *
field(const Reading *self, DrugColumn column)
{
    return csv_reader_field(self->reader, self->columns[column]);
}

static bool
check_lengths(const Reading *self, GError **error)
{
    for (DrugColumn column = 0; column < N_DRUG_COLUMNS; column++) {
        if (g_utf8_strlen(field(self, column), -1) <= COLUMNS[column].longest)
            continue;
        g_autofree char *why =
            g_strdup_printf(_("\"%s\" is longer than the %d characters of the official column"),
                            field(self, column), COLUMNS[column].longest);
        return refuse(self, column, error, why);
    }
    return true;
}

/* Thirteen digits that no line before has. */
static bool
read_number(const Reading *self, int64_t *out_number, GError **error)
{
    const char *text = field(self, DRUG_CIP13);
    if (strlen(text) != CIP13_DIGITS || strspn(text, "0123456789") != CIP13_DIGITS) {
        g_autofree char *why = g_strdup_printf(_("\"%s\" is not a number of 13 digits"), text);
        return refuse(self, DRUG_CIP13, error, why);
    }
    const size_t line = GPOINTER_TO_SIZE(g_hash_table_lookup(self->lines, text));
    if (line > 0) {
        g_autofree char *why = g_strdup_printf(_("%s stands on line %zu already"), text, line);
        return refuse(self, DRUG_CIP13, error, why);
    }
    g_hash_table_insert(self->lines, g_strdup(text),
                        GSIZE_TO_POINTER(csv_reader_line(self->reader)));
    *out_number = g_ascii_strtoll(text, NULL, 10);
    return true;
}

static const char *
kept(const Reading *self, DrugColumn column)
{
    return g_string_chunk_insert_const(self->into->texts, field(self, column));
}

static bool
read_drug(const Reading *self, GError **error)
{
    Drug drug;
    if (!read_number(self, &drug.cip13, error) || !check_lengths(self, error))
        return false;
    drug.name = kept(self, DRUG_NAME);
    drug.atc = kept(self, DRUG_ATC);
    drug.group = kept(self, DRUG_GROUP);
    drug.role = kept(self, DRUG_ROLE);
    drug.pack = kept(self, DRUG_PACK);
    drug.units = kept(self, DRUG_UNITS);
    g_array_append_val(self->into->drugs, drug);
    return true;
}

static bool
read_drugs(Reading *self, GError **error)
{
    GError *fault = NULL;
    if (!find_columns(self, error))
        return false;
    while (csv_reader_next(self->reader, &fault))
        if (!read_drug(self, error))
            return false;
    if (fault != NULL) {
        g_propagate_error(error, fault);
        return false;
    }
    if (self->into->drugs->len > 0)
        return true;
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_LOAD,
                _("%s:1:1: no drug stands below the header"), csv_reader_name(self->reader));
    return false;
}

/* --- choosing --------------------------------------------------------------------------------- */

/* How alike a drug and a product of one ATC are: the pack counts for more than the role. */
static int
likeness(const Drug *drug, const Product *product)
{
    static const char *const ROLES[] = {
        [ROLE_NONE] = "", [ROLE_GENERIC] = "G", [ROLE_ORIGINATOR] = "R"};
    g_autofree char *units = g_strdup_printf("%d", product->units);
    return 2 * (strcmp(drug->units, units) == 0) + (strcmp(drug->role, ROLES[product->role]) == 0);
}

/* One of those that are so much alike and still free, or -1. */
static gssize
choose(const Nomenclature *self, const Product *product, int alike, const bool *is_taken)
{
    g_autoptr(GArray) free_ones = g_array_new(FALSE, FALSE, sizeof(gssize));
    for (guint i = 0; i < self->drugs->len; i++) {
        const Drug *drug = &g_array_index(self->drugs, Drug, i);
        const gssize index = (gssize)i;
        if (!is_taken[i] && strcmp(drug->atc, product->atc) == 0 &&
            likeness(drug, product) == alike)
            g_array_append_val(free_ones, index);
    }
    const uint64_t stream = draw_mix((uint64_t)product_cip13(product));
    return free_ones->len == 0
               ? -1
               : g_array_index(free_ones, gssize, draw(stream, 0, (int)free_ones->len));
}

static int
compare_drugs(gconstpointer a, gconstpointer b)
{
    const int64_t one = ((const Drug *)a)->cip13, other = ((const Drug *)b)->cip13;
    return (one > other) - (one < other);
}

/* Whatever the order of the file, and those first that are most alike. */
static void
choose_all(Nomenclature *self)
{
    size_t n;
    const Product *products = catalogue_products(&n);
    g_autofree bool *is_taken = g_new0(bool, self->drugs->len);
    g_array_sort(self->drugs, compare_drugs);
    self->chosen = g_new(gssize, n);
    for (size_t i = 0; i < n; i++)
        self->chosen[i] = -1;
    for (int alike = MOST_ALIKE; alike >= 0; alike--)
        for (size_t i = 0; i < n; i++) {
            if (products[i].kind != PRODUCT_DRUG || self->chosen[i] >= 0)
                continue;
            self->chosen[i] = choose(self, &products[i], alike, is_taken);
            if (self->chosen[i] >= 0)
                is_taken[self->chosen[i]] = true;
        }
}

/* --- the whole -------------------------------------------------------------------------------- */

Nomenclature *
nomenclature_load(const char *path, GError **error)
{
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_DETECT, error);
    if (reader == NULL)
        return NULL;
    g_autoptr(Nomenclature) self = g_new0(Nomenclature, 1);
    self->texts = g_string_chunk_new(4096);
    self->drugs = g_array_new(FALSE, FALSE, sizeof(Drug));
    g_autoptr(GHashTable) lines = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Reading reading = {.reader = reader, .lines = lines, .into = self};
    if (!read_drugs(&reading, error))
        return NULL;
    choose_all(self);
    return g_steal_pointer(&self);
}

void
nomenclature_free(Nomenclature *self)
{
    if (self == NULL)
        return;
    g_string_chunk_free(self->texts);
    g_array_unref(self->drugs);
    g_free(self->chosen);
    g_free(self);
}

const Drug *
nomenclature_drugs(const Nomenclature *self, size_t *out_n)
{
    *out_n = self->drugs->len;
    return (const Drug *)(const void *)self->drugs->data;
}

const Drug *
nomenclature_drug(const Nomenclature *self, const Product *product)
{
    size_t n;
    const gssize chosen = self == NULL ? -1 : self->chosen[product - catalogue_products(&n)];
    return chosen < 0 ? NULL : &g_array_index(self->drugs, Drug, chosen);
}

int64_t
nomenclature_cip13(const Nomenclature *self, const Product *product)
{
    const Drug *drug = nomenclature_drug(self, product);
    return drug == NULL ? product_cip13(product) : drug->cip13;
}
