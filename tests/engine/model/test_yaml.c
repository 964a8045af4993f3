#include "engine/model/yaml.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static YamlDocument *
parse(const char *text, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(text, strlen(text));
    return yaml_document_parse(bytes, "f.yaml", error);
}

/* "key: text @line:column" of every scalar, depth first. */
static void
append_node(GString *out, const YamlNode *node)
{
    Place place = yaml_node_text_place(node);
    if (yaml_node_kind(node) == YAML_SCALAR) {
        g_string_append_printf(out, "%s@%d:%d%s", yaml_node_text(node), place.line, place.column,
                               yaml_node_is_plain(node) ? " " : "q ");
        return;
    }
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        if (yaml_node_kind(node) == YAML_MAPPING) {
            Place key = yaml_node_key_place(node, i);
            g_string_append_printf(out, "%s@%d:%d=", yaml_node_key(node, i), key.line, key.column);
        }
        append_node(out, yaml_node_item(node, i));
    }
}

static const struct {
    const char *text, *expected;
} places[] = {
    {"a: b\nc:\n  d: e\n", "a@1:1=b@1:4 c@2:1=d@3:3=e@3:6 "},
    {"é: \"à\"\nç: 'x'", "é@1:1=à@1:5q ç@2:1=x@2:5q "},
    {"[é, b, \"c\"]", "é@1:2 b@1:5 c@1:9q "},
    {"{a: 1, b: {c: ~, d: }}", "a@1:2=1@1:5 b@1:8=c@1:12=@1:15 d@1:18=@1:21 "},
    {"a: |\n  x\n  y\nb: >-\n\n    z", "a@1:1=x\ny\n@2:3q b@4:1=\nz@5:5q "},
    {"- a: 1\n  b: 2\n- c", "a@1:3=1@1:6 b@2:3=2@2:6 c@3:3 "},
    {"\xEF\xBB\xBF"
     "a: 1\nb: 2",
     "a@1:1=1@1:4 b@2:1=2@2:4 "},
    {"# only\na: null\r\nb: \"null\"\r\n", "a@2:1=@2:4 b@3:1=null@3:5q "},
};

START_TEST(keeps_places)
{
    GError *error = NULL;
    g_autoptr(YamlDocument) document = parse(places[_i].text, &error);
    ck_assert_msg(document != NULL, "%s", error != NULL ? error->message : "");
    g_autoptr(GString) out = g_string_new(NULL);
    append_node(out, yaml_document_root(document));
    ck_assert_str_eq(out->str, places[_i].expected);
    ck_assert_uint_eq(g_bytes_get_size(yaml_document_bytes(document)), strlen(places[_i].text));
}
END_TEST

static const struct {
    const char *text;
    int code;
    const char *expected;
} faults[] = {
    {"", MODEL_ERROR_YAML, "f.yaml:1:1: the file is empty"},
    {"# nothing\n", MODEL_ERROR_YAML, "f.yaml:1:1: the file is empty"},
    {"a: &x 1\nb: *x\n", MODEL_ERROR_YAML, "f.yaml:1:4: used again through an alias"},
    {"a: &x [*x]\n", MODEL_ERROR_YAML, "f.yaml:1:4: used again through an alias"},
    {"a: *x\n", MODEL_ERROR_YAML,
     "f.yaml:1:4: found undefined alias; put a text that begins with *"},
    {"a: !!int 1\n", MODEL_ERROR_YAML, "f.yaml:1:4: tag 'tag:yaml.org,2002:int'"},
    {"a: !x 1\n", MODEL_ERROR_YAML, "f.yaml:1:4: tag '!x'"},
    {"a: 1\n---\nb: 2\n", MODEL_ERROR_YAML, "f.yaml:3:1: a second document"},
    {"a: 1\nb: 2\na: 3\n", MODEL_ERROR_KEY,
     "f.yaml:3:1: key 'a' stands here a second time, first on line 1"},
    {"[a]: 1\n", MODEL_ERROR_KEY, "f.yaml:1:1: a key that is not a word"},
    {"a: b : c\n", MODEL_ERROR_YAML,
     "f.yaml:1:6: mapping values are not allowed in this context; put a text that has ': '"},
    {"a: {b: [1, 2}\n", MODEL_ERROR_YAML, "f.yaml:1:13: did not find expected ',' or ']'"},
    {"a: {b: c\nd: e\n", MODEL_ERROR_YAML, "f.yaml:2:2: did not find expected ',' or '}'"},
    {"a: \"b\n", MODEL_ERROR_YAML, "f.yaml:2:1: found unexpected end of stream; close the quotes"},
    {"a: b\n\tc: d\n", MODEL_ERROR_YAML, "f.yaml:2:"},
    {"a: %b\n", MODEL_ERROR_YAML, "f.yaml:1:4: found character that cannot start any token"},
    {"a: \"\\q\"\n", MODEL_ERROR_YAML, "f.yaml:1:5: found unknown escape character"},
    {"a: é\nb: \xE9\n", MODEL_ERROR_YAML, "f.yaml:2:4: not UTF-8"},
    {"a: \"\\0\"\n", MODEL_ERROR_YAML, "f.yaml:1:4: a NUL in a text"},
};

START_TEST(names_faults)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(YamlDocument) document = parse(faults[_i].text, &error);
    ck_assert_ptr_null(document);
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(g_str_has_prefix(error->message, faults[_i].expected), "%s", error->message);
    ck_assert(g_error_matches(error, MODEL_ERROR, faults[_i].code));
}
END_TEST

START_TEST(refuses_large_and_deep)
{
    g_autofree char *large = g_strnfill(YAML_MAX_BYTES + 1, ' ');
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(parse(large, &error));
    ck_assert(g_str_has_prefix(error->message, "f.yaml:1:1: larger than 1 MiB"));
    g_clear_error(&error);

    static const size_t depths[] = {YAML_MAX_DEPTH + 1, 900, 100000};
    for (size_t i = 0; i < G_N_ELEMENTS(depths); i++) {
        g_autofree char *deep = g_strnfill(depths[i], '[');
        g_autofree char *ends = g_strnfill(depths[i], ']');
        g_autofree char *text = g_strconcat(deep, ends, NULL);
        ck_assert_ptr_null(parse(text, &error));
        ck_assert_msg(g_str_has_prefix(error->message, "f.yaml:1:"), "%s", error->message);
        g_clear_error(&error);
    }
    g_autofree char *dashes = g_malloc0(200001);
    for (size_t i = 0; i < 100000; i++)
        strcpy(dashes + 2 * i, "- ");
    ck_assert_ptr_null(parse(dashes, &error));
    ck_assert_msg(g_str_has_prefix(error->message, "f.yaml:1:"), "%s", error->message);
}
END_TEST

START_TEST(finds)
{
    g_autoptr(YamlDocument) document = parse("a: 1\nb: [x]\n", NULL);
    const YamlNode *root = yaml_document_root(document);
    ck_assert_str_eq(yaml_node_text(yaml_node_find(root, "a")), "1");
    ck_assert_int_eq(yaml_node_kind(yaml_node_find(root, "b")), YAML_SEQUENCE);
    ck_assert_ptr_null(yaml_node_find(root, "c"));
    ck_assert_ptr_null(yaml_node_find(yaml_node_find(root, "a"), "c"));
}
END_TEST

START_TEST(names_missing_files)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(yaml_document_load("/nowhere/f.yaml", &error));
    ck_assert(g_error_matches(error, MODEL_ERROR, MODEL_ERROR_FILE));
    ck_assert(g_str_has_prefix(error->message, "/nowhere/f.yaml:1:1: "));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("yaml");
    TCase *tcase = tcase_create("yaml");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, keeps_places, 0, G_N_ELEMENTS(places));
    tcase_add_loop_test(tcase, names_faults, 0, G_N_ELEMENTS(faults));
    tcase_add_test(tcase, refuses_large_and_deep);
    tcase_add_test(tcase, finds);
    tcase_add_test(tcase, names_missing_files);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
