/* Packed records: integers of any size, chunks that grow, memory that is accounted for; and texts
 * as numbers. */
#include "engine/source/packed.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/dictionary.h"

static const int64_t INTEGERS[] = {0,    1,     -1,        63,        64,        -64,      -65,
                                   8191, -8192, INT32_MAX, INT32_MIN, INT64_MAX, INT64_MIN};

START_TEST(integers_come_back)
{
    uint8_t bytes[PACKED_INTEGER_MAX];
    const uint8_t *at = bytes;
    uint8_t *end = packed_put_signed(bytes, INTEGERS[_i]);
    ck_assert(packed_get_signed(&at) == INTEGERS[_i]);
    ck_assert_ptr_eq(at, end);
    at = bytes;
    end = packed_put(bytes, (uint64_t)INTEGERS[_i]);
    ck_assert(packed_get(&at) == (uint64_t)INTEGERS[_i]);
    ck_assert_ptr_eq(at, end);
}
END_TEST

START_TEST(records_come_back)
{
    enum { N = 20000, LARGE = 100000 };
    _Atomic size_t memory = 0;
    PackedStore *store = packed_store_new(&memory);
    for (uint64_t i = 0; i < N; i++) {
        uint8_t *at = packed_reserve(store, PACKED_LINES, 7, PACKED_INTEGER_MAX);
        packed_commit(store, PACKED_LINES, 7, packed_put(at, i));
    }
    memset(packed_reserve(store, PACKED_PATIENTS, 255, LARGE), 1, LARGE);
    ck_assert_uint_gt(memory, LARGE + 2 * N);

    uint64_t sum = 0, n = 0;
    const PackedChunk *chunk = packed_store_chunks(store, PACKED_LINES, 7);
    for (; chunk != NULL; chunk = chunk->next)
        for (const uint8_t *at = chunk->bytes; at < chunk->bytes + chunk->used; n++)
            sum += packed_get(&at);
    ck_assert_uint_eq(n, N);
    ck_assert_uint_eq(sum, (uint64_t)N * (N - 1) / 2);
    ck_assert_ptr_null(packed_store_chunks(store, PACKED_LINES, 8));
    packed_store_empty(store);
    ck_assert_uint_eq(memory, 0);
    packed_store_free(store);
}
END_TEST

START_TEST(texts_are_numbered)
{
    enum { N = 5000 };
    g_autoptr(Dictionary) dictionary = dictionary_new();
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < N; i++) {
            g_autofree char *text = g_strdup_printf("text %u", i);
            ck_assert_uint_eq(dictionary_intern(dictionary, text, strlen(text)), i);
        }
    }
    ck_assert_uint_eq(dictionary_size(dictionary), N);
    ck_assert_str_eq(dictionary_text(dictionary, 42), "text 42");
    /* Bytes count, not what they begin with; the empty text is one. */
    ck_assert_uint_eq(dictionary_intern(dictionary, "text 4", 5), N);
    ck_assert_uint_eq(dictionary_intern(dictionary, "", 0), N + 1);
    uint32_t number;
    ck_assert(dictionary_find(dictionary, "text 99", 7, &number) && number == 99);
    ck_assert(!dictionary_find(dictionary, "TEXT 99", 7, &number));
    dictionary_empty(dictionary);
    ck_assert(!dictionary_find(dictionary, "text 99", 7, &number));
    ck_assert_uint_eq(dictionary_intern(dictionary, "text 99", 7), 0);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("packed");
    TCase *tcase = tcase_create("packed");
    tcase_add_loop_test(tcase, integers_come_back, 0, (int)G_N_ELEMENTS(INTEGERS));
    tcase_add_test(tcase, records_come_back);
    tcase_add_test(tcase, texts_are_numbered);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
