/* The templates hold every text that the code asks for, in both languages, with the same variables;
 * and none that nothing asks for. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/model/yaml.h"

#define FOLDER "render/document"

/* What the workbooks use is theirs to test. */
static const char *const SECTIONS[] = {"frame",      "span",       "direction",  "comparator",
                                       "status",     "message",    "target",     "booklet",
                                       "handout",    "attendance", "card",       "separator",
                                       "evaluation", "index",      "certificate"};

static bool
is_ours(const char *key)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SECTIONS); i++) {
        const size_t n = strlen(SECTIONS[i]);
        if (strncmp(key, SECTIONS[i], n) == 0 && key[n] == '.')
            return true;
    }
    return false;
}

static void
flatten(GHashTable *texts, const YamlNode *node, const char *prefix)
{
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        const YamlNode *child = yaml_node_item(node, i);
        char *key = prefix[0] == '\0' ? g_strdup(yaml_node_key(node, i))
                                      : g_strconcat(prefix, ".", yaml_node_key(node, i), NULL);
        if (yaml_node_kind(child) == YAML_MAPPING) {
            flatten(texts, child, key);
            g_free(key);
        } else {
            g_hash_table_insert(texts, key, g_strdup(yaml_node_text(child)));
        }
    }
}

static GHashTable *
load(const char *path)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YamlDocument) document = yaml_document_load(path, &error);
    ck_assert_msg(document != NULL, "%s", error == NULL ? "" : error->message);
    GHashTable *texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    flatten(texts, yaml_document_root(document), "");
    return texts;
}

/* The keys that a template names for the titles of its pages. */
static void
add_keys_of_template(GHashTable *keys, const char *path)
{
    g_autoptr(GRegex) named = g_regex_new(": ([a-z]+\\.[a-z_.0-9]+)$", G_REGEX_MULTILINE, 0, NULL);
    g_autofree char *template = NULL;
    ck_assert(g_file_get_contents(path, &template, NULL, NULL));
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(named, template, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL))
        g_hash_table_add(keys, g_match_info_fetch(match, 1));
}

/* The string literals of the room that look like keys, and what the booklet's template names. */
static GHashTable *
keys_in_code(void)
{
    GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GRegex) literal = g_regex_new("\"([a-z]+\\.[a-z_.0-9]+)\"", 0, 0, NULL);
    g_autoptr(GDir) folder = g_dir_open(FOLDER, 0, NULL);
    ck_assert_ptr_nonnull(folder);

    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        g_autofree char *path = g_build_filename(FOLDER, name, NULL);
        g_autofree char *source = NULL;
        if (!g_str_has_suffix(name, ".c"))
            continue;
        ck_assert(g_file_get_contents(path, &source, NULL, NULL));
        g_autoptr(GMatchInfo) match = NULL;
        for (g_regex_match(literal, source, 0, &match); g_match_info_matches(match);
             g_match_info_next(match, NULL)) {
            g_autofree char *key = g_match_info_fetch(match, 1);
            if (is_ours(key))
                g_hash_table_add(keys, g_steal_pointer(&key));
        }
    }
    add_keys_of_template(keys, "templates/profil.yaml");
    ck_assert_uint_gt(g_hash_table_size(keys), 100);
    return keys;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names between braces, sorted, each once; nouns of the profession are each language's own. */
static char *
variables_of(const char *text)
{
    g_autoptr(GRegex) braces =
        g_regex_new("\\{\\{(?!profession|colleague)([a-z_]+)\\}\\}", 0, 0, NULL);
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(braces, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL))
        g_hash_table_add(seen, g_match_info_fetch(match, 1));

    guint n = 0;
    g_autofree char **names = (char **)g_hash_table_get_keys_as_array(seen, &n);
    qsort(names, n, sizeof *names, compare_names);
    return g_strjoinv(" ", names);
}

START_TEST(every_key_is_there)
{
    static const char *const FILES[] = {"templates/fr.yaml", "templates/en.yaml"};
    g_autoptr(GHashTable) texts = load(FILES[_i]);
    g_autoptr(GHashTable) keys = keys_in_code();
    GHashTableIter iter;
    gpointer key;

    g_hash_table_iter_init(&iter, keys);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        ck_assert_msg(g_hash_table_contains(texts, key), "%s has no %s", FILES[_i], (char *)key);

    g_hash_table_iter_init(&iter, texts);
    while (g_hash_table_iter_next(&iter, &key, NULL))
        ck_assert_msg(!is_ours(key) || g_hash_table_contains(keys, key), "%s: nothing uses %s",
                      FILES[_i], (char *)key);
}
END_TEST

START_TEST(languages_agree_on_variables)
{
    g_autoptr(GHashTable) fr = load("templates/fr.yaml");
    g_autoptr(GHashTable) en = load("templates/en.yaml");
    GHashTableIter iter;
    gpointer key, text;

    ck_assert_uint_eq(g_hash_table_size(fr), g_hash_table_size(en));
    g_hash_table_iter_init(&iter, fr);
    while (g_hash_table_iter_next(&iter, &key, &text)) {
        const char *other = g_hash_table_lookup(en, key);
        ck_assert_msg(other != NULL, "en.yaml has no %s", (char *)key);
        g_autofree char *a = variables_of(text);
        g_autofree char *b = variables_of(other);
        ck_assert_msg(strcmp(a, b) == 0, "%s: {%s} in French, {%s} in English", (char *)key, a, b);
    }
}
END_TEST

/* What a French reader would see at once. */
START_TEST(french_is_typed_well)
{
    g_autoptr(GHashTable) fr = load("templates/fr.yaml");
    g_autoptr(GRegex) fault =
        g_regex_new("'|[^ \\d/]:[^/]|[^ ][;?!»%]|« ?$|\\.\\.|  |œ.?oe", 0, 0, NULL);
    GHashTableIter iter;
    gpointer key, text;

    g_hash_table_iter_init(&iter, fr);
    while (g_hash_table_iter_next(&iter, &key, &text)) {
        g_autoptr(GMatchInfo) match = NULL;
        if (is_ours(key) && g_regex_match(fault, text, 0, &match)) {
            g_autofree char *where = g_match_info_fetch(match, 0);
            ck_abort_msg("%s: “%s” in “%s”", (char *)key, where, (char *)text);
        }
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("texts");
    tcase_add_loop_test(tests, every_key_is_there, 0, 2);
    tcase_add_test(tests, languages_agree_on_variables);
    tcase_add_test(tests, french_is_typed_well);

    Suite *suite = suite_create("texts of documents");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
