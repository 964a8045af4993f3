/* What can be prescribed: no code twice, check digits right, every shelf reachable. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/synthetic/catalogue.h"

START_TEST(codes_are_told_apart)
{
    size_t n;
    const Product *products = catalogue_products(&n);
    ck_assert_uint_ge(n, 150);
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            ck_assert_str_ne(products[i].label, products[j].label);
            if (products[i].kind == PRODUCT_DRUG && products[j].kind == PRODUCT_DRUG)
                ck_assert_int_ne(product_cip13(&products[i]), product_cip13(&products[j]));
            else if (products[i].kind == products[j].kind)
                ck_assert_str_ne(products[i].code, products[j].code);
        }
}
END_TEST

/* EAN-13: the digits weighted 1 and 3 in turn from the left add up to a multiple of ten. */
START_TEST(check_digits_are_right)
{
    size_t n;
    const Product *products = catalogue_products(&n);
    for (size_t i = 0; i < n; i++) {
        if (products[i].kind != PRODUCT_DRUG)
            continue;
        g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, product_cip13(&products[i]));
        int sum = 0;
        for (size_t k = 0; k < 13; k++)
            sum += (digits[k] - '0') * (k % 2 == 0 ? 1 : 3);
        ck_assert_uint_eq(strlen(digits), 13);
        ck_assert_int_eq(sum % 10, 0);
        ck_assert(g_str_has_prefix(digits, "34009"));
    }
}
END_TEST

START_TEST(drugs_have_what_they_need)
{
    size_t n;
    const Product *products = catalogue_products(&n);
    for (size_t i = 0; i < n; i++) {
        bool is_drug = products[i].kind == PRODUCT_DRUG;
        ck_assert_int_eq(products[i].atc != NULL, is_drug);
        ck_assert_int_eq(products[i].code == NULL, is_drug);
        ck_assert_int_eq(products[i].units > 0, is_drug);
        ck_assert_int_eq(products[i].group > 0, products[i].role != ROLE_NONE);
        ck_assert_int_gt(products[i].cents, 0);
        ck_assert_int_gt(products[i].weight, 0);
    }
}
END_TEST

/* Each product is met by a thousand draws as often as its weight says, to one draw. */
START_TEST(shelves_are_picked_by_weight)
{
    Catalogue catalogue;
    catalogue_init(&catalogue);
    size_t n;
    const Product *products = catalogue_products(&n);
    g_autofree int *met = g_new0(int, n);
    for (Shelf shelf = 0; shelf < N_SHELVES; shelf++)
        for (int draw = 0; draw < 1000; draw++) {
            const Product *product = catalogue_pick(&catalogue, shelf, draw);
            ck_assert_int_eq(product->shelf, shelf);
            met[product - products]++;
        }
    for (size_t i = 0; i < n; i++) {
        int expected = products[i].weight * 1000 / catalogue.weight[products[i].shelf];
        ck_assert_int_le(abs(met[i] - expected), 1);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("catalogue");
    tcase_add_test(tests, codes_are_told_apart);
    tcase_add_test(tests, check_digits_are_right);
    tcase_add_test(tests, drugs_have_what_they_need);
    tcase_add_test(tests, shelves_are_picked_by_weight);
    Suite *suite = suite_create("synthetic catalogue");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
