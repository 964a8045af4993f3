/* From libyaml's document, which keeps a mark for every node, to our tree; and what is refused on the
 * way. */
#include <string.h>
#include <yaml.h>

#include "engine/model/yaml_tree.h"
#include "engine/words/words.h"

/* What libyaml says, and what people usually did. */
static const struct {
    const char *problem, *hint;
} hints[] = {
    {"mapping values are not allowed", N_("put a text that has ': ' in it in double quotes")},
    {"did not find expected ',' or '}'", N_("put texts with , : { } in double quotes")},
    {"did not find expected ',' or ']'", N_("put texts with , : { } in double quotes")},
    {"did not find expected key", N_("check the indentation, or put the text in double quotes")},
    {"cannot start any token", N_("indent with spaces, and put texts that begin with a sign in "
                                  "double quotes")},
    {"could not find expected ':'", N_("write key: value, with a blank after the colon")},
    {"found unexpected end of stream", N_("close the quotes")},
    {"found unknown escape character", N_("double the backslash, or use single quotes")},
    {"undefined alias", N_("put a text that begins with * in double quotes")},
};

static bool
fail(GError **error, ModelError code, Place place, const char *what)
{
    model_set_error(error, code, place, "%s", what);
    return false;
}

/* --- from libyaml's document to the tree ----------------------------------------------------- */

typedef struct {
    const YamlDocument *document;
    yaml_document_t *raw;
    GHashTable *seen; /* raw nodes already taken: a second time is an alias */
    int depth;
    GError **error;
} Builder;

static Place
place_of_mark(const char *file, yaml_mark_t mark)
{
    return (Place){file, (int)mark.line + 1, (int)mark.column + 1};
}

/* Start of 0-based line `line`, or the end of the text. */
static const char *
find_line(const char *text, const char *end, size_t line)
{
    for (; line > 0 && text < end; line--) {
        const char *newline = memchr(text, '\n', (size_t)(end - text));
        text = newline != NULL ? newline + 1 : end;
    }
    return text;
}

/* The text of a block scalar starts on the line after its sign, at the indent of the first line that
 * is not blank. */
static Place
block_text_place(const YamlDocument *document, Place sign)
{
    size_t size;
    const char *text = g_bytes_get_data(document->bytes, &size);
    const char *end = text + size;
    int indent = 0;
    for (const char *c = find_line(text, end, (size_t)sign.line); c < end; c++) {
        if (*c == '\n')
            indent = 0;
        else if (*c == ' ')
            indent++;
        else if (*c != '\r')
            break;
    }
    return (Place){sign.file, sign.line + 1, indent + 1};
}

static Place
text_place(const YamlDocument *document, Place place, yaml_scalar_style_t style)
{
    bool quoted =
        style == YAML_SINGLE_QUOTED_SCALAR_STYLE || style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    bool block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
    if (block)
        return block_text_place(document, place);
    place.column += quoted;
    return place;
}

static const char *
default_tag(YamlKind kind)
{
    static const char *const tags[] = {[YAML_SCALAR] = YAML_DEFAULT_SCALAR_TAG,
                                       [YAML_SEQUENCE] = YAML_DEFAULT_SEQUENCE_TAG,
                                       [YAML_MAPPING] = YAML_DEFAULT_MAPPING_TAG};
    return tags[kind];
}

static YamlNode *build(Builder *self, int index);

static bool
build_scalar(Builder *self, YamlNode *node, const yaml_node_t *raw)
{
    const char *value = (const char *)raw->data.scalar.value;
    if (strlen(value) != raw->data.scalar.length)
        return fail(self->error, MODEL_ERROR_YAML, node->place, _("a NUL in a text; leave it out"));
    node->text = g_strdup(value);
    node->plain = raw->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->text_place = text_place(self->document, node->place, raw->data.scalar.style);
    return true;
}

static bool
build_sequence(Builder *self, YamlNode *node, const yaml_node_t *raw)
{
    node->flow = raw->data.sequence.style == YAML_FLOW_SEQUENCE_STYLE;
    size_t size = (size_t)(raw->data.sequence.items.top - raw->data.sequence.items.start);
    node->items = g_new0(YamlNode *, size);
    node->size = size;
    for (size_t i = 0; i < size; i++)
        if ((node->items[i] = build(self, raw->data.sequence.items.start[i])) == NULL)
            return false;
    return true;
}

static bool
check_key(Builder *self, const YamlNode *node, size_t i)
{
    const YamlNode *key = node->keys[i];
    if (key->kind != YAML_SCALAR)
        return fail(self->error, MODEL_ERROR_KEY, key->place,
                    _("a key that is not a word; put texts with , : { } in double quotes"));
    for (size_t j = 0; j < i; j++)
        if (strcmp(node->keys[j]->text, key->text) == 0) {
            model_set_error(self->error, MODEL_ERROR_KEY, key->place,
                            _("key '%s' stands here a second time, first on line %d; keep one"),
                            key->text, node->keys[j]->place.line);
            return false;
        }
    return true;
}

static bool
build_mapping(Builder *self, YamlNode *node, const yaml_node_t *raw)
{
    node->flow = raw->data.mapping.style == YAML_FLOW_MAPPING_STYLE;
    size_t size = (size_t)(raw->data.mapping.pairs.top - raw->data.mapping.pairs.start);
    node->items = g_new0(YamlNode *, size);
    node->keys = g_new0(YamlNode *, size);
    node->size = size;
    for (size_t i = 0; i < size; i++) {
        const yaml_node_pair_t *pair = &raw->data.mapping.pairs.start[i];
        if ((node->keys[i] = build(self, pair->key)) == NULL || !check_key(self, node, i) ||
            (node->items[i] = build(self, pair->value)) == NULL)
            return false;
    }
    return true;
}

static YamlNode *
build(Builder *self, int index)
{
    static const YamlKind kinds[] = {[YAML_SCALAR_NODE] = YAML_SCALAR,
                                     [YAML_SEQUENCE_NODE] = YAML_SEQUENCE,
                                     [YAML_MAPPING_NODE] = YAML_MAPPING};
    static bool (*const builders[])(Builder *, YamlNode *,
                                    const yaml_node_t *) = {[YAML_SCALAR] = build_scalar,
                                                            [YAML_SEQUENCE] = build_sequence,
                                                            [YAML_MAPPING] = build_mapping};

    yaml_node_t *raw = yaml_document_get_node(self->raw, index);
    g_autoptr(YamlNode) node = g_new0(YamlNode, 1);
    node->kind = kinds[raw->type];
    node->place = place_of_mark(self->document->file, raw->start_mark);
    if (!g_hash_table_add(self->seen, raw)) {
        fail(self->error, MODEL_ERROR_YAML, node->place,
             _("used again through an alias; write it out at each place"));
        return NULL;
    }
    if (strcmp((const char *)raw->tag, default_tag(node->kind)) != 0) {
        model_set_error(self->error, MODEL_ERROR_YAML, node->place,
                        _("tag '%s'; leave it out, or put a text with ! in double quotes"),
                        raw->tag);
        return NULL;
    }
    if (self->depth == YAML_MAX_DEPTH) {
        fail(self->error, MODEL_ERROR_YAML, node->place,
             _("nested too deep; nothing here needs it"));
        return NULL;
    }
    self->depth++;
    bool built = builders[node->kind](self, node, raw);
    self->depth--;
    return built ? g_steal_pointer(&node) : NULL;
}

/* --- libyaml --------------------------------------------------------------------------------- */

static void
set_parser_error(const yaml_parser_t *parser, const char *file, GError **error)
{
    const char *problem = parser->problem != NULL ? parser->problem : _("it does not parse");
    const char *hint = _("put texts in double quotes");
    for (size_t i = 0; i < G_N_ELEMENTS(hints); i++)
        if (strstr(problem, hints[i].problem) != NULL)
            hint = _(hints[i].hint);
    model_set_error(error, MODEL_ERROR_YAML, place_of_mark(file, parser->problem_mark), "%s; %s",
                    problem, hint);
}

/* The next document of the stream as a tree; NULL without an error at the end of the stream. */
static YamlNode *
next_document(const YamlDocument *document, yaml_parser_t *parser, GError **error)
{
    yaml_document_t raw;
    if (!yaml_parser_load(parser, &raw)) {
        set_parser_error(parser, document->file, error);
        return NULL;
    }
    YamlNode *root = NULL;
    if (yaml_document_get_root_node(&raw) != NULL) {
        g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
        Builder builder = {document, &raw, seen, 0, error};
        root = build(&builder, 1);
    }
    yaml_document_delete(&raw);
    return root;
}

/* libyaml takes quadratic time over nested brackets, hours for a file full of them. Counted without
 * regard to quotes, since no text of a configuration leaves so many open. */
static bool
check_nesting(const YamlDocument *document, const char *text, size_t size, GError **error)
{
    enum { MAX_OPEN = 1000 };
    int open = 0;
    Place place = {document->file, 1, 0};
    for (size_t i = 0; i < size; i++) {
        const char c = text[i];
        if (c == '\n')
            place = (Place){document->file, place.line + 1, 0};
        else
            place.column += ((unsigned char)c & 0xC0) != 0x80;
        open += c == '[' || c == '{';
        open -= open > 0 && (c == ']' || c == '}');
        if (open > MAX_OPEN)
            return fail(error, MODEL_ERROR_YAML, place, _("brackets nested too deep; close them"));
    }
    return true;
}

static bool
check_bytes(const YamlDocument *document, GError **error)
{
    size_t size;
    const char *text = g_bytes_get_data(document->bytes, &size);
    Place place = {document->file, 1, 1};
    if (size > YAML_MAX_BYTES)
        return fail(error, MODEL_ERROR_FILE, place, _("larger than 1 MiB; is it the right file?"));
    const char *bad;
    if (size == 0 || g_utf8_validate(text, (gssize)size, &bad))
        return check_nesting(document, text, size, error);
    for (const char *c = text; c < bad; c += g_utf8_skip[(unsigned char)*c]) {
        place.column = *c == '\n' ? 1 : place.column + 1;
        place.line += *c == '\n';
    }
    return fail(error, MODEL_ERROR_YAML, place, _("not UTF-8; save the file in UTF-8"));
}

static bool
load_root(YamlDocument *self, yaml_parser_t *parser, GError **error)
{
    g_autoptr(GError) fault = NULL;
    self->root = next_document(self, parser, &fault);
    if (self->root == NULL && fault == NULL)
        return fail(error, MODEL_ERROR_YAML, (Place){self->file, 1, 1},
                    _("the file is empty; see the example that miroir init writes"));
    g_autoptr(YamlNode) second = fault == NULL ? next_document(self, parser, &fault) : NULL;
    if (second != NULL)
        return fail(error, MODEL_ERROR_YAML, second->place,
                    _("a second document; one file holds one, without ---"));
    if (fault == NULL)
        return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

YamlDocument *
yaml_document_parse(GBytes *bytes, const char *name, GError **error)
{
    g_autoptr(YamlDocument) self = g_new0(YamlDocument, 1);
    self->bytes = g_bytes_ref(bytes);
    self->file = g_intern_string(name);
    if (!check_bytes(self, error))
        return NULL;

    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        g_error("out of memory");
    size_t size;
    const unsigned char *text = g_bytes_get_data(bytes, &size);
    /* libyaml counts a byte order mark as a column, which shifts the first key. */
    size_t mark = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    yaml_parser_set_input_string(&parser, text != NULL ? text + mark : (const unsigned char *)"",
                                 size - mark);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    bool loaded = load_root(self, &parser, error);
    yaml_parser_delete(&parser);
    return loaded ? g_steal_pointer(&self) : NULL;
}

YamlDocument *
yaml_document_load(const char *path, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, false, &cause);
    if (file == NULL) {
        fail(error, MODEL_ERROR_FILE, (Place){g_intern_string(path), 1, 1}, cause->message);
        return NULL;
    }
    /* A copy, since the file may change under a mapping; a byte too many shows that it is too
     * large. */
    g_autoptr(GBytes) bytes = g_bytes_new(g_mapped_file_get_contents(file),
                                          MIN(g_mapped_file_get_length(file), YAML_MAX_BYTES + 1));
    return yaml_document_parse(bytes, path, error);
}
