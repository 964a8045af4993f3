#include "engine/synthetic/directory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/synthetic/claims.h"
#include "engine/synthetic/draw.h"

static const char *const ADDRESS_COLUMNS[] = {
    "dte_ann_trt", "dte_moi_fin", "pfs_pfs_num", "sta_pfs_num", "act_cab_cod", "pfs_pra_spe",
    "exc_exc_nat", "pfs_exc_com", "pfs_cod_pos", "pfs_lib_com", NULL};
static const char *const DRUG_COLUMNS[] = {
    "pha_cip_c13",       "pha_med_nom", "pha_atc_c07",      "pha_grs_num",
    "pha_med_gen_dprod", "pha_cnd_top", "pha_unt_nbr_dses", NULL};
static const char *const TEST_COLUMNS[] = {"bio_prs_ide", "bio_inf_lib", NULL};
static const char *const ACT_COLUMNS[] = {"cam_prs_ide_cod", "cam_prs_ide_lib", NULL};
static const char *const NATURE_COLUMNS[] = {"prs_nat", "prs_nat_cb2", "prs_nat_lib", NULL};
static const char *const NAME_COLUMNS[] = {
    "practitioner_id", "opposed_on", "rpps",     "title", "given_name",   "name",
    "address_1",       "address_2",  "postcode", "town",  "secure_email", NULL};

static const char *const GIVEN_NAMES[] = {
    "Anne",     "Yann",     "Claire",   "Loïc",        "Sophie",    "Gwénaël",  "Isabelle",
    "Erwan",    "Nathalie", "Ronan",    "Hélène",      "Mathieu",   "Katell",   "Philippe",
    "Soazig",   "Bertrand", "Cécile",   "Goulven",     "Aurélie",   "Tanguy",   "Maëlle",
    "François", "Enora",    "Vincent",  "Nolwenn",     "Hervé",     "Béatrice", "Malo",
    "Sylvie",   "Arnaud",   "Rozenn",   "Pascal",      "Élodie",    "Denis",    "Morgane",
    "Gilles",   "Tiphaine", "Corentin", "Marie-Laure", "Jean-Yves", "Solène",   "Bruno",
    "Azilis",   "Étienne"};
static const char *const NAMES[] = {
    "Le Goff",    "Kervella",  "Riou",     "Guillou",   "Le Bihan",   "Tanguy",    "Morvan",
    "Quéré",      "Le Roux",   "Corre",    "Floc'h",    "Prigent",    "Madec",     "Le Gall",
    "Jézéquel",   "Cariou",    "Hascoët",  "Le Guen",   "Bescond",    "Nédélec",   "Olivier",
    "Kerleau",    "Salaün",    "Le Meur",  "Péron",     "Gourvennec", "Rolland",   "Lagadec",
    "Le Dantec",  "Abgrall",   "Cozic",    "Bellec",    "Le Borgne",  "Hémon",     "Thomas",
    "Kerdoncuff", "Pennec",    "Le Berre", "Miossec",   "Gloaguen",   "Briand",    "Le Corre",
    "Trévidic",   "Stéphan",   "Daniel",   "Le Floch",  "Bozec",      "Caradec",   "Guéguen",
    "Le Page",    "Mével",     "Philippe", "Kermarrec", "Sévère",     "Lozac'h",   "Even",
    "Le Saux",    "Crenn",     "Boulic",   "Perrot",    "Dréan",      "Le Nouvel", "Rannou",
    "Guivarc'h",  "Bourhis",   "Coatanéa", "Le Moal",   "Cloarec",    "Hamon",     "Tréguier",
    "Poulain",    "Le Tallec", "Berthou",  "Kerbrat",   "Jaouen"};
static const char *const STREETS[] = {
    "rue des Ajoncs", "rue du Lavoir",      "place de l'Église",  "avenue de la Gare",
    "rue des Genêts", "quai du Port",       "rue de la Fontaine", "chemin des Hortensias",
    "rue des Écoles", "boulevard de la Mer"};

/* Draws of a doctor's stream, beside those of region.c. */
enum { DRAW_HOUSE = 50, DRAW_STREET };

/* Finishes and commits what was opened, if it was filled. */
static bool
settle(TableWriter *writer, bool is_filled, GError **error)
{
    return is_filled && table_writer_finish(writer, error) && table_writer_commit(writer, error);
}

/* --- addresses -------------------------------------------------------------------------------- */

static bool
write_month(TableWriter *writer, const Doctor *doctor, int place, CivilDate month, GError **error)
{
    char number[3], name[3], speciality[3];
    g_snprintf(number, sizeof number, "%02d", month.month);
    g_snprintf(name, sizeof name, "%02d", place);
    g_snprintf(speciality, sizeof speciality, "%02d", doctor->speciality);
    const Value values[] = {
        value_number(month.year),
        value_text(number),
        value_text(doctor->address[place]),
        value_text(doctor->address[0]),
        value_text(name),
        value_text(speciality),
        value_text("01"),
        value_text(doctor->place->commune + 2),
        value_text(doctor->place->postcode),
        value_text(doctor->place->town),
    };
    return table_writer_row(writer, values, error);
}

static bool
write_addresses(const Region *region, TableWriter *writer, const Doctor *doctor, GError **error)
{
    for (Day month = region->first_day; month < region->last_day;
         month = day_add_months(month, 1)) {
        Day end = day_add_months(month, 1) - 1;
        if (end < doctor->active_from ||
            (doctor->active_to != DAY_NONE && month > doctor->active_to))
            continue;
        for (int i = 0; i < doctor->n_addresses; i++)
            if (!write_month(writer, doctor, i, day_to_civil(month), error))
                return false;
    }
    return true;
}

/* Somebody who does not exist and whose number stands on prescriptions. */
static bool
write_fictitious(const Region *region, TableWriter *writer, size_t *traps, GError **error)
{
    CivilDate date = day_to_civil(region->first_day);
    char month[3];
    g_snprintf(month, sizeof month, "%02d", date.month);
    const Value values[] = {
        value_number(date.year),
        value_text(month),
        value_text(FICTITIOUS_ADDRESS),
        value_text(FICTITIOUS_ADDRESS),
        value_text("00"),
        value_text("01"),
        value_text("09"),
        value_text("238"),
        value_text("35000"),
        value_text("RENNES"),
    };
    traps[TRAP_FICTITIOUS_DOCTOR]++;
    return table_writer_row(writer, values, error);
}

static bool
write_practitioners(const Region *region, const Database *database, const char *schema,
                    size_t *traps, GError **error)
{
    g_autoptr(TableWriter) writer =
        table_writer_open(database, schema, "da_pra_r", ADDRESS_COLUMNS, error);
    bool is_filled = writer != NULL && write_fictitious(region, writer, traps, error);
    for (int i = 0; is_filled && i < region->n_doctors; i++) {
        traps[TRAP_SEVERAL_ADDRESSES] += region->doctors[i].n_addresses > 1;
        is_filled = write_addresses(region, writer, &region->doctors[i], error);
    }
    return settle(writer, is_filled, error);
}

/* --- codes ------------------------------------------------------------------------------------ */

static bool
write_drug(TableWriter *writer, const Product *product, GError **error)
{
    static const char *const ROLES[] = {
        [ROLE_NONE] = NULL, [ROLE_GENERIC] = "G", [ROLE_ORIGINATOR] = "R"};
    const Value values[] = {
        value_number(product_cip13(product)),
        value_text(product->label),
        value_text(product->atc),
        product->group > 0 ? value_number(product->group) : (Value){0},
        value_text(ROLES[product->role]),
        value_text(product_is_large(product) ? "GC" : "NGC"),
        value_number(product->units),
    };
    return table_writer_row(writer, values, error);
}

/* As a number where it is one: what a column of numbers takes. NULL where there is nothing. */
static Value
value_told(const char *text)
{
    const size_t n_digits = strspn(text, "0123456789");
    if (*text == '\0')
        return (Value){0};
    return text[n_digits] == '\0' && (*text != '0' || n_digits == 1)
               ? value_number(g_ascii_strtoll(text, NULL, 10))
               : value_text(text);
}

static bool
write_drugs(TableWriter *writer, const Nomenclature *nomenclature, GError **error)
{
    size_t n;
    const Drug *drugs = nomenclature_drugs(nomenclature, &n);
    for (size_t i = 0; i < n; i++) {
        const Drug *drug = &drugs[i];
        const Value values[] = {value_number(drug->cip13), value_told(drug->name),
                                value_told(drug->atc),     value_told(drug->group),
                                value_told(drug->role),    value_told(drug->pack),
                                value_told(drug->units)};
        if (!table_writer_row(writer, values, error))
            return false;
    }
    return true;
}

static bool
write_coded(TableWriter *writer, const Product *product, GError **error)
{
    if (product->kind == PRODUCT_DRUG)
        return write_drug(writer, product, error);
    const Value values[] = {product->kind == PRODUCT_TEST ? value_number(atoi(product->code))
                                                          : value_text(product->code),
                            value_text(product->label)};
    return table_writer_row(writer, values, error);
}

static bool
write_codes(const Database *database, const char *schema, const Nomenclature *nomenclature,
            GError **error)
{
    static const struct {
        const char *table;
        const char *const *columns;
    } TABLES[] = {[PRODUCT_DRUG] = {"ir_pha_r", DRUG_COLUMNS},
                  [PRODUCT_TEST] = {"ir_bio_r", TEST_COLUMNS},
                  [PRODUCT_ACT] = {"ir_ccam_v63", ACT_COLUMNS}};
    size_t n;
    const Product *products = catalogue_products(&n);
    for (ProductKind kind = PRODUCT_DRUG; kind <= PRODUCT_ACT; kind++) {
        g_autoptr(TableWriter) writer =
            table_writer_open(database, schema, TABLES[kind].table, TABLES[kind].columns, error);
        bool is_filled = writer != NULL && (kind != PRODUCT_DRUG || nomenclature == NULL ||
                                            write_drugs(writer, nomenclature, error));
        for (size_t i = 0; is_filled && i < n; i++)
            is_filled = products[i].kind != kind ||
                        nomenclature_drug(nomenclature, &products[i]) != NULL ||
                        write_coded(writer, &products[i], error);
        if (!settle(writer, is_filled, error))
            return false;
    }
    return true;
}

static bool
write_natures(const Database *database, const char *schema, GError **error)
{
    static const struct {
        int nature;
        const char *code, *label;
    } NATURES[] = {{1110, "G", "CONSULTATION MEDECINE GENERALE"},
                   {1109, "GS", "CONSULTATION SPECIALISTE MEDECINE GENERALE"},
                   {1210, "VG", "VISITE MEDECINE GENERALE"},
                   {1352, "ATM", "ACTES TECHNIQUES MEDICAUX (HORS IMAGERIE) CCAM"},
                   {3211, "B", "ACTES DE BIOLOGIE"},
                   {3313, "PH7", "PHARMACIE 65%"}};
    g_autoptr(TableWriter) writer =
        table_writer_open(database, schema, "ir_nat_v", NATURE_COLUMNS, error);
    bool is_filled = writer != NULL;
    for (size_t i = 0; is_filled && i < G_N_ELEMENTS(NATURES); i++) {
        const Value values[] = {value_number(NATURES[i].nature), value_text(NATURES[i].code),
                                value_text(NATURES[i].label)};
        is_filled = table_writer_row(writer, values, error);
    }
    return settle(writer, is_filled, error);
}

bool
directory_write(const Region *region, const Database *database, const char *schema,
                const Nomenclature *nomenclature, size_t *traps, GError **error)
{
    return write_practitioners(region, database, schema, traps, error) &&
           write_codes(database, schema, nomenclature, error) &&
           write_natures(database, schema, error);
}

/* --- names ------------------------------------------------------------------------------------ */

static bool
write_name(const Region *region, TableWriter *writer, const Doctor *doctor, GError **error)
{
    size_t n = (size_t)doctor->number;
    g_autofree char *rpps = g_strdup_printf("101%08d", (int)((n * 7919 + 104729) * 613 % 99999989));
    g_autofree char *street =
        g_strdup_printf("%d %s", 1 + draw(doctor->stream, DRAW_HOUSE, 80),
                        STREETS[draw(doctor->stream, DRAW_STREET, G_N_ELEMENTS(STREETS))]);
    g_autofree char *email = g_strdup_printf("dr%d@mssante.example", doctor->number);
    const Value values[] = {
        value_text(doctor->address[0]),
        value_day(doctor->is_opposed ? region->last_day - 414 : DAY_NONE),
        value_text(rpps),
        value_text("Dr"),
        value_text(GIVEN_NAMES[(n / 75 * 11 + n) % G_N_ELEMENTS(GIVEN_NAMES)]),
        value_text(NAMES[n * 13 % G_N_ELEMENTS(NAMES)]),
        value_text(street),
        value_text(n % 5 == 0 ? "Maison de santé" : NULL),
        value_text(doctor->place->postcode),
        value_text(doctor->place->town),
        value_text(email),
    };
    return table_writer_row(writer, values, error);
}

bool
directory_write_names(const Region *region, const Database *database, GError **error)
{
    g_autoptr(TableWriter) writer =
        table_writer_open(database, "miroir_own", "practitioner", NAME_COLUMNS, error);
    bool is_filled = writer != NULL;
    for (int i = 0; is_filled && i < region->n_doctors; i++)
        is_filled = write_name(region, writer, &region->doctors[i], error);
    return settle(writer, is_filled, error);
}
