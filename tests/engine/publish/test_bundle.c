/* Bundles come back whole, are the same bytes each time, and nothing that was changed is taken. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/publish/bundle.h"
#include "engine/publish/file.h"

static GBytes *
bytes_of(const char *text)
{
    return g_bytes_new(text, strlen(text));
}

static void
add(Bundle *bundle, const char *path, const char *text)
{
    g_autoptr(GBytes) bytes = bytes_of(text);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(bundle_add(bundle, path, bytes, &error), "%s",
                  error != NULL ? error->message : "");
}

static Bundle *
small(bool reversed)
{
    static const char *const files[][2] = {{"dossiers/a.fr.md", "# Antibiotiques « à lire »\n"},
                                           {"a.yaml", "theme: a\nquote: \"\\\\\"\n"},
                                           {"dossiers/a.en.md", ""}};
    Bundle *bundle = bundle_new("a", 3);
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        size_t at = reversed ? G_N_ELEMENTS(files) - 1 - i : i;
        add(bundle, files[at][0], files[at][1]);
    }
    bundle_set_part(bundle, reversed ? "y" : "x", reversed ? 2 : 1);
    bundle_set_part(bundle, reversed ? "x" : "y", reversed ? 1 : 2);
    return bundle;
}

START_TEST(comes_back_whole)
{
    g_autoptr(Bundle) bundle = small(false), other = small(true);
    g_autoptr(GBytes) bytes = bundle_to_bytes(bundle), again = bundle_to_bytes(other);
    ck_assert(g_bytes_equal(bytes, again));

    g_autoptr(GError) error = NULL;
    g_autoptr(Bundle) read = bundle_parse(bytes, "a.json", &error);
    ck_assert_msg(read != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(bundle_id(read), "a");
    ck_assert_int_eq(bundle_version(read), 3);
    ck_assert_uint_eq(bundle_n_parts(read), 2);
    ck_assert_int_eq(bundle_part(read, "y"), 2);
    ck_assert_int_eq(bundle_part(read, "z"), 0);
    ck_assert_uint_eq(bundle_n_files(read), 3);
    ck_assert_str_eq(bundle_path(read, 0), "a.yaml");
    ck_assert_str_eq(bundle_path(read, 1), "dossiers/a.en.md");
    for (size_t i = 0; i < 3; i++)
        ck_assert(
            g_bytes_equal(bundle_content(read, i), bundle_find(bundle, bundle_path(read, i))));
    ck_assert_ptr_null(bundle_find(read, "b.yaml"));
    g_autofree char *digest = bundle_digest(bundle), *found = bundle_digest(read);
    ck_assert_str_eq(digest, found);
    ck_assert_uint_eq(strlen(digest), 64);
}
END_TEST

/* The digest as anyone can work it out, with sha256sum. */
START_TEST(digest_is_what_it_says)
{
    g_autoptr(Bundle) bundle = bundle_new("t", 2);
    add(bundle, "t.yaml", "abc");
    bundle_set_part(bundle, "i", 1);
    static const char lines[] =
        "miroir-bundle-1\nt 2\npart i 1\nfile t.yaml 3 "
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n";
    g_autofree char *expected = g_compute_checksum_for_string(G_CHECKSUM_SHA256, lines, -1);
    g_autofree char *digest = bundle_digest(bundle);
    ck_assert_str_eq(digest, expected);
}
END_TEST

/* --- what is refused ------------------------------------------------------------------------- */

static const char *const paths[] = {
    "",     "/etc/passwd", "../a.yaml", "a/../b", "./a",  ".hidden", "a//b",  "a/",
    "a\\b", "a b",         "-rf",       "a\nb",   "a/.b", "a..md",   "a\x7f", "d\xc3\xa9.md",
};

START_TEST(refuses_paths)
{
    g_autoptr(Bundle) bundle = bundle_new("a", 1);
    g_autoptr(GBytes) bytes = bytes_of("x");
    g_autoptr(GError) error = NULL;
    ck_assert(!bundle_add(bundle, paths[_i], bytes, &error));
    ck_assert(g_error_matches(error, PUBLISH_ERROR, PUBLISH_ERROR_BUNDLE));
    ck_assert_uint_eq(bundle_n_files(bundle), 0);
}
END_TEST

START_TEST(refuses_contents)
{
    g_autoptr(Bundle) bundle = bundle_new("a", 1);
    g_autofree char *long_text = g_strnfill(BUNDLE_MAX_FILE_BYTES + 1, 'x');
    g_autoptr(GBytes) large = bytes_of(long_text), latin = bytes_of("\xe9"), good = bytes_of("x");
    g_autoptr(GBytes) nul = g_bytes_new_static("a\0b", 3);
    ck_assert(!bundle_add(bundle, "a", large, NULL));
    ck_assert(!bundle_add(bundle, "a", latin, NULL));
    ck_assert(!bundle_add(bundle, "a", nul, NULL));
    ck_assert(bundle_add(bundle, "a", good, NULL));
    ck_assert(!bundle_add(bundle, "a", good, NULL));
    for (int i = 1; i < BUNDLE_MAX_FILES; i++) {
        g_autofree char *path = g_strdup_printf("f%d", i);
        ck_assert(bundle_add(bundle, path, good, NULL));
    }
    ck_assert(!bundle_add(bundle, "one-more", good, NULL));
}
END_TEST

static const struct {
    const char *what, *old, *new;
} changes[] = {
    {"a byte of a text", "theme: a", "theme: b"},
    {"a path", "\"a.yaml\"", "\"b.yaml\""},
    {"a path that climbs", "\"a.yaml\"", "\"../a.yaml\""},
    {"the id", "\"id\": \"a\"", "\"id\": \"b\""},
    {"an id that is a path", "\"id\": \"a\"", "\"id\": \"../a\""},
    {"the version", "\"version\": 3", "\"version\": 4"},
    {"no version", "\"version\": 3", "\"version\": 0"},
    {"a part's version", "\"x\": 1", "\"x\": 2"},
    {"a part that is not a number", "\"x\": 1", "\"x\": \"1\""},
    {"the format", "miroir-bundle-1", "miroir-bundle-2"},
    {"a key more", "\"version\": 3", "\"version\": 3, \"more\": 1"},
    {"a key twice", "\"version\": 3", "\"version\": 3, \"version\": 3"},
    {"a size", "\"size\": 0", "\"size\": 1"},
    {"a hash", "\"sha256\": \"", "\"sha256\": \"0"},
    {"the digest", "\"digest\": \"", "\"digest\": \"0"},
    {"no JSON", "{", "["},
};

START_TEST(refuses_changes)
{
    g_autoptr(Bundle) bundle = small(false);
    g_autoptr(GBytes) bytes = bundle_to_bytes(bundle);
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    g_autofree char *text = g_strndup(data, size);
    const char *at = strstr(text, changes[_i].old);
    ck_assert_msg(at != NULL, "%s", changes[_i].what);
    g_autofree char *changed = g_strdup_printf("%.*s%s%s", (int)(at - text), text, changes[_i].new,
                                               at + strlen(changes[_i].old));
    g_autoptr(GBytes) other = bytes_of(changed);
    g_autoptr(GError) error = NULL;
    g_autoptr(Bundle) read = bundle_parse(other, "a.json", &error);
    ck_assert_msg(read == NULL, "%s is taken", changes[_i].what);
    ck_assert(g_error_matches(error, PUBLISH_ERROR, PUBLISH_ERROR_BUNDLE));
    ck_assert(g_str_has_prefix(error->message, "a.json: "));
}
END_TEST

/* Any single damaged byte, and any cut. */
START_TEST(refuses_damage)
{
    g_autoptr(Bundle) bundle = small(false);
    g_autoptr(GBytes) bytes = bundle_to_bytes(bundle);
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    for (gsize i = 0; i + 1 < size; i++) {
        g_autoptr(GBytes) cut = g_bytes_new(data, i);
        g_autoptr(Bundle) half = bundle_parse(cut, "cut", NULL);
        ck_assert_ptr_null(half);
        if (g_ascii_isspace(data[i])) /* blanks between keys mean nothing */
            continue;
        g_autofree char *copy = g_memdup2(data, size);
        copy[i] = copy[i] == 'q' ? 'w' : 'q';
        g_autoptr(GBytes) damaged = g_bytes_new(copy, size);
        g_autoptr(Bundle) read = bundle_parse(damaged, "damaged", NULL);
        ck_assert_msg(read == NULL, "byte %zu of %zu", i, size);
    }
    g_autofree char *blanks = g_strnfill(BUNDLE_MAX_BYTES + 1, ' ');
    g_autoptr(GBytes) large = bytes_of(blanks);
    g_autoptr(Bundle) none = bundle_parse(large, "large", NULL);
    ck_assert_ptr_null(none);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("bundle");
    TCase *tcase = tcase_create("bundle");
    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, comes_back_whole);
    tcase_add_test(tcase, digest_is_what_it_says);
    tcase_add_loop_test(tcase, refuses_paths, 0, (int)G_N_ELEMENTS(paths));
    tcase_add_test(tcase, refuses_contents);
    tcase_add_loop_test(tcase, refuses_changes, 0, (int)G_N_ELEMENTS(changes));
    tcase_add_test(tcase, refuses_damage);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
