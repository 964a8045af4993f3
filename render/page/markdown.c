#include "render/page/markdown.h"

#include <cmark-gfm.h>
#include <string.h>

#include "engine/words/words.h"
#include "render/page/markdown_spans.h"
#include "render/page/typesetter.h"

/* A dossier is a few pages; what is longer was not meant. */
#define MOST_BYTES (1 << 20)
#define MOST_HEADING_LEVEL 3

struct Markdown {
    GArray *blocks;   /* MarkdownBlock; their spans stretches of `spans` */
    GArray *spans;    /* TextSpan */
    GPtrArray *owned; /* char* */
};

/* Where in the tree the reader is. */
typedef struct {
    MarkdownReader base;
    GArray *blocks;
    GArray *first_spans; /* gsize of each block: `spans` may move while it grows */
    int depth;           /* of lists */
} BlockReader;

void
markdown_free(Markdown *self)
{
    if (self == NULL)
        return;
    g_array_free(self->blocks, TRUE);
    g_array_free(self->spans, TRUE);
    g_ptr_array_unref(self->owned);
    g_free(self);
}

/* --- blocks --- */

static bool
add_block(BlockReader *self, cmark_node *node, MarkdownBlock block)
{
    const gsize first = self->base.spans->len;
    block.line = cmark_node_get_start_line(node);
    if (!markdown_read_spans(&self->base, node))
        return false;
    block.n_spans = self->base.spans->len - first;
    if (block.n_spans == 0)
        return markdown_fail(&self->base, block.line, _("there are no words in it"));
    g_array_append_val(self->blocks, block);
    g_array_append_val(self->first_spans, first);
    return true;
}

static bool
read_heading(BlockReader *self, cmark_node *node)
{
    const int level = cmark_node_get_heading_level(node);
    const int line = cmark_node_get_start_line(node);
    if (level > MOST_HEADING_LEVEL)
        return markdown_fail(&self->base, line, _("a heading of level %d; levels 1 to %d are set"),
                             level, MOST_HEADING_LEVEL);
    return add_block(self, node, (MarkdownBlock){.kind = MARKDOWN_HEADING, .level = level});
}

static bool read_list(BlockReader *self, cmark_node *node);

/* `number` is that of the item, 0 for a bullet. */
static bool
read_item(BlockReader *self, cmark_node *item, int number)
{
    bool continues = false;
    if (cmark_node_first_child(item) == NULL)
        return markdown_fail(&self->base, cmark_node_get_start_line(item), _("an empty item"));
    for (cmark_node *child = cmark_node_first_child(item); child != NULL;
         child = cmark_node_next(child)) {
        const MarkdownBlock block = {
            .kind = MARKDOWN_ITEM, .depth = self->depth, .number = number, .continues = continues};
        bool read = false;
        if (cmark_node_get_type(child) == CMARK_NODE_PARAGRAPH)
            read = add_block(self, child, block);
        else if (cmark_node_get_type(child) == CMARK_NODE_LIST && continues)
            read = read_list(self, child);
        else
            return markdown_refuse(&self->base, child, _("an item of a list"));
        if (!read)
            return false;
        continues = true;
    }
    return true;
}

static bool
read_list(BlockReader *self, cmark_node *node)
{
    if (self->depth == MARKDOWN_MOST_DEEP)
        return markdown_fail(&self->base, cmark_node_get_start_line(node),
                             _("lists nest more than %d deep"), MARKDOWN_MOST_DEEP);
    int number =
        cmark_node_get_list_type(node) == CMARK_ORDERED_LIST ? cmark_node_get_list_start(node) : 0;
    if (cmark_node_get_list_type(node) == CMARK_ORDERED_LIST && number < 1)
        return markdown_fail(&self->base, cmark_node_get_start_line(node),
                             _("a numbered list starts at 1 or more"));
    self->depth++;
    for (cmark_node *item = cmark_node_first_child(node); item != NULL;
         item = cmark_node_next(item)) {
        if (!read_item(self, item, number))
            return false;
        number += number > 0;
    }
    self->depth--;
    return true;
}

static bool
read_quote(BlockReader *self, cmark_node *node)
{
    for (cmark_node *child = cmark_node_first_child(node); child != NULL;
         child = cmark_node_next(child)) {
        if (cmark_node_get_type(child) != CMARK_NODE_PARAGRAPH)
            return markdown_refuse(&self->base, child, _("a quote"));
        if (!add_block(self, child, (MarkdownBlock){.kind = MARKDOWN_QUOTE}))
            return false;
    }
    return true;
}

/* cmark's node types are not constants in this version, hence no switch. */
static bool
read_block(BlockReader *self, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING)
        return read_heading(self, node);
    if (type == CMARK_NODE_PARAGRAPH)
        return add_block(self, node, (MarkdownBlock){.kind = MARKDOWN_PARAGRAPH});
    if (type == CMARK_NODE_LIST)
        return read_list(self, node);
    if (type == CMARK_NODE_BLOCK_QUOTE)
        return read_quote(self, node);
    return markdown_refuse(&self->base, node, _("a text"));
}

static bool
read_document(BlockReader *self, cmark_node *document)
{
    for (cmark_node *node = cmark_node_first_child(document); node != NULL;
         node = cmark_node_next(node))
        if (!read_block(self, node))
            return false;
    if (self->blocks->len == 0)
        return markdown_fail(&self->base, 1, _("there is no text in it"));
    for (guint i = 0; i < self->blocks->len; i++)
        g_array_index(self->blocks, MarkdownBlock, i).spans =
            &g_array_index(self->base.spans, TextSpan, g_array_index(self->first_spans, gsize, i));
    return true;
}

/* --- in --- */

static bool
check_bytes(const MarkdownReader *reader, const char *text)
{
    const char *end = NULL;
    if (strlen(text) > MOST_BYTES)
        return markdown_fail(reader, 1, _("it is longer than %d bytes"), MOST_BYTES);
    if (g_utf8_validate(text, -1, &end))
        return true;
    int line = 1;
    for (const char *at = text; at < end; at++)
        line += *at == '\n';
    return markdown_fail(reader, line, _("it is not UTF-8"));
}

Markdown *
markdown_parse(const char *text, const char *file, Language language,
               const MarkdownVariable *variables, size_t n, GError **error)
{
    g_autoptr(Markdown) self = g_new0(Markdown, 1);
    self->blocks = g_array_new(FALSE, FALSE, sizeof(MarkdownBlock));
    self->spans = g_array_new(FALSE, FALSE, sizeof(TextSpan));
    self->owned = g_ptr_array_new_with_free_func(g_free);
    BlockReader reader = {
        .base = {file, language, variables, n, self->spans, self->owned, error},
        .blocks = self->blocks,
    };
    if (!check_bytes(&reader.base, text))
        return NULL;

    reader.first_spans = g_array_new(FALSE, FALSE, sizeof(gsize));
    cmark_node *document = cmark_parse_document(text, strlen(text), CMARK_OPT_DEFAULT);
    cmark_consolidate_text_nodes(document);
    const bool read = read_document(&reader, document);
    cmark_node_free(document);
    g_array_free(reader.first_spans, TRUE);
    return read ? g_steal_pointer(&self) : NULL;
}

Markdown *
markdown_load(const char *path, Language language, const MarkdownVariable *variables, size_t n,
              GError **error)
{
    g_autofree char *text = NULL;
    g_autoptr(GError) cause = NULL;
    gsize n_bytes = 0;
    if (!g_file_get_contents(path, &text, &n_bytes, &cause)) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_TEXT, "%s", cause->message);
        return NULL;
    }
    if (strlen(text) != n_bytes) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_TEXT,
                    _("%s: it is no text: it holds a zero byte"), path);
        return NULL;
    }
    return markdown_parse(text, path, language, variables, n, error);
}

/* --- out --- */

size_t
markdown_n_blocks(const Markdown *self)
{
    return self->blocks->len;
}

const MarkdownBlock *
markdown_block(const Markdown *self, size_t i)
{
    g_assert(i < self->blocks->len);
    return &g_array_index(self->blocks, MarkdownBlock, i);
}

char *
markdown_block_plain(const MarkdownBlock *block)
{
    GString *plain = g_string_new(NULL);
    for (size_t i = 0; i < block->n_spans; i++)
        g_string_append(plain, block->spans[i].text);
    return g_string_free(plain, FALSE);
}
