/* Drugs that exist: which number each product takes, and where a file that is no IR_PHA_R is wrong. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/synthetic/nomenclature.h"

#define HEADER                                                                                     \
    "PHA_CIP_C13;PHA_MED_NOM;PHA_NOM_PA;PHA_ATC_C07;PHA_GRS_NUM;PHA_MED_GEN_DPROD;PHA_CND_TOP;"    \
    "PHA_UNT_NBR_DSES\n"

/* Amoxicillin, of which the catalogue has two generics (14 and 12 units) and one originator (14), and a
 * drug of a class of its own. */
#define DRUGS                                                                                      \
    "3400900000031;AMOXI GENERIQUE 14;AMOXICILLINE;J01CA04;101;G;NGC;14\n"                         \
    "3400900000017;AMOXI PRINCEPS 14;AMOXICILLINE;J01CA04;101;R;NGC;14\n"                          \
    "3400900000024;AMOXI POUDRE;AMOXICILLINE;J01CA04;;;NGC;1/60 ML\n"                              \
    "3400900000048;KARDEGIC 75;ACIDE ACETYLSALICYLIQUE;B01AC06;;;NGC;30\n"                         \
    "3400900000055;PANSEMENT;;;;;;\n"

static char *path;

static void
start(void)
{
    g_autofree char *folder = g_dir_make_tmp("miroir-nomenclature-XXXXXX", NULL);
    path = g_build_filename(folder, "drugs.csv", NULL);
}

static void
stop(void)
{
    g_autofree char *folder = g_path_get_dirname(path);
    g_unlink(path);
    g_rmdir(folder);
    g_clear_pointer(&path, g_free);
}

static Nomenclature *
load(const char *text, GError **error)
{
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    return nomenclature_load(path, error);
}

static const Product *
product(const char *label)
{
    size_t n;
    const Product *products = catalogue_products(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(products[i].label, label) == 0)
            return &products[i];
    ck_abort_msg("no product %s", label);
    return NULL;
}

/* --- what is chosen --------------------------------------------------------------------------- */

static const struct {
    const char *product;
    int64_t cip13; /* 0: made up */
} CHOICES[] = {
    {"AMOXICILLINE 1 G CPR 14", INT64_C(3400900000031)},
    {"CLAMOXYL 1 G CPR 14", INT64_C(3400900000017)},
    /* no pack of 12 and no role alike: what is left */
    {"AMOXICILLINE 500 MG GEL 12", INT64_C(3400900000024)},
    /* the first of two products takes the only number */
    {"KARDEGIC 75 MG SACHET 30", INT64_C(3400900000048)},
    {"ASPIRINE PROTECT 100 MG CPR 30", 0},
    {"JARDIANCE 10 MG CPR 30", 0},
};

START_TEST(numbers_are_of_the_products_class)
{
    g_autoptr(Nomenclature) self = load(HEADER DRUGS, NULL);
    ck_assert_ptr_nonnull(self);
    const Product *of = product(CHOICES[_i].product);
    const int64_t made_up = product_cip13(of);
    ck_assert_int_eq(nomenclature_cip13(NULL, of), made_up);
    ck_assert_ptr_null(nomenclature_drug(NULL, of));
    ck_assert_int_eq(nomenclature_cip13(self, of),
                     CHOICES[_i].cip13 != 0 ? CHOICES[_i].cip13 : made_up);
    ck_assert_int_eq(nomenclature_drug(self, of) != NULL, CHOICES[_i].cip13 != 0);
}
END_TEST

/* With a pack of 12 there, the originator's is left to the originator. */
START_TEST(packs_go_before_roles)
{
    g_autoptr(Nomenclature) self = load(
        HEADER DRUGS "3400900000062;AMOXI PRINCEPS 12;AMOXICILLINE;J01CA04;102;R;NGC;12\n", NULL);
    ck_assert_ptr_nonnull(self);
    ck_assert_int_eq(nomenclature_cip13(self, product("AMOXICILLINE 500 MG GEL 12")),
                     INT64_C(3400900000062));
    ck_assert_int_eq(nomenclature_cip13(self, product("CLAMOXYL 1 G CPR 14")),
                     INT64_C(3400900000017));
}
END_TEST

/* Whatever the order of the rows, the dialect, and among many alike. */
START_TEST(choice_does_not_depend_on_the_order)
{
    g_autoptr(GString) some = g_string_new(HEADER), other = g_string_new(NULL);
    for (int i = 10; i < 90; i++) {
        g_autofree char *row =
            g_strdup_printf("34009000001%d;AMOXI;AMOXICILLINE;J01CA04;101;G;NGC;14\n", i);
        g_string_append(some, row);
        g_string_prepend(other, row);
    }
    g_string_prepend(other, HEADER);
    g_strdelimit(other->str, ";", ',');
    g_autoptr(Nomenclature) a = load(some->str, NULL);
    g_autoptr(Nomenclature) b = load(other->str, NULL);
    const int64_t chosen = nomenclature_cip13(a, product("AMOXICILLINE 1 G CPR 14"));
    ck_assert_int_eq(nomenclature_cip13(b, product("AMOXICILLINE 1 G CPR 14")), chosen);
    ck_assert_int_ne(nomenclature_cip13(a, product("AMOXICILLINE 500 MG GEL 12")), chosen);
}
END_TEST

START_TEST(rows_are_kept_whole)
{
    g_autoptr(Nomenclature) self = load(HEADER DRUGS, NULL);
    size_t n;
    const Drug *drugs = nomenclature_drugs(self, &n);
    ck_assert_uint_eq(n, 5);
    ck_assert_int_eq(drugs[1].cip13, INT64_C(3400900000024));
    ck_assert_str_eq(drugs[1].name, "AMOXI POUDRE");
    ck_assert_str_eq(drugs[1].atc, "J01CA04");
    ck_assert_str_eq(drugs[1].units, "1/60 ML");
    ck_assert_str_eq(drugs[1].pack, "NGC");
    ck_assert_str_eq(drugs[1].role, "");
    ck_assert_str_eq(drugs[2].group, "101");
    ck_assert_str_eq(drugs[4].atc, "");
}
END_TEST

/* --- what is refused -------------------------------------------------------------------------- */

static const struct {
    const char *text, *message; /* after the path */
} FAULTS[] = {
    {"PHA_CIP_C13;PHA_MED_NOM\n3400900000031;X\n", ":1:1: there is no column PHA_ATC_C07; give a"},
    {HEADER, ":1:1: no drug stands below the header"},
    {HEADER DRUGS "340090000006;X;;J01CA04;;;;\n",
     ":7:1: PHA_CIP_C13: \"340090000006\" is not a number of 13 digits"},
    {HEADER ";X;;J01CA04;;;;\n", ":2:1: PHA_CIP_C13: \"\" is not a number of 13 digits"},
    {HEADER "340090000003A;X;;J01CA04;;;;\n",
     ":2:1: PHA_CIP_C13: \"340090000003A\" is not a number of 13 digits"},
    {HEADER DRUGS "3400900000017;X;;J01CA04;;;;\n",
     ":7:1: PHA_CIP_C13: 3400900000017 stands on line 3 already"},
    {HEADER "3400900000017;X;;J01CA04XX;;;;\n",
     ":2:18: PHA_ATC_C07: \"J01CA04XX\" is longer than the 7 characters of the official column"},
    {HEADER "3400900000017;X;;J01CA04;;GR;;\n", ":2:27: PHA_MED_GEN_DPROD: \"GR\" is longer"},
    {HEADER "3400900000017;X;;J01CA04;;\n", ":2:"},
};

START_TEST(faults_are_named_with_their_place)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Nomenclature) self = load(FAULTS[_i].text, &error);
    ck_assert_ptr_null(self);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(g_str_has_prefix(error->message, path), "%s", error->message);
    ck_assert_msg(g_str_has_prefix(error->message + strlen(path), FAULTS[_i].message), "%s",
                  error->message);
}
END_TEST

START_TEST(a_file_that_is_absent_is_said)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(nomenclature_load(path, &error));
    ck_assert_msg(strstr(error->message, path) != NULL, "%s", error->message);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("nomenclature");
    tcase_add_checked_fixture(tests, start, stop);
    tcase_add_loop_test(tests, numbers_are_of_the_products_class, 0, G_N_ELEMENTS(CHOICES));
    tcase_add_test(tests, packs_go_before_roles);
    tcase_add_test(tests, choice_does_not_depend_on_the_order);
    tcase_add_test(tests, rows_are_kept_whole);
    tcase_add_loop_test(tests, faults_are_named_with_their_place, 0, G_N_ELEMENTS(FAULTS));
    tcase_add_test(tests, a_file_that_is_absent_is_said);
    Suite *suite = suite_create("synthetic nomenclature");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
