/* A long text of the templates (a theme's dossier, a letter) written in Markdown, as a flat list of
 * blocks. Only what can be set on a page is taken: headings, paragraphs, lists, quotes, emphasis,
 * code, ^superscript^ and links to the web or a mail address; anything else (images, HTML, tables,
 * code blocks, rules) is refused with its line, never dropped. Immutable, so safe to share.
 *
 * Nothing is read from disk or fetched for what a text names. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/language.h"
#include "render/page/text_span.h"

/* Lists nest this deep; a structure tree bears no more. */
#define MARKDOWN_MOST_DEEP 3

typedef enum {
    MARKDOWN_HEADING,
    MARKDOWN_PARAGRAPH,
    MARKDOWN_ITEM, /* of a list */
    MARKDOWN_QUOTE,
} MarkdownKind;

typedef struct {
    MarkdownKind kind;
    int level;      /* of a heading: 1 to 3; else 0 */
    int depth;      /* of an item: 1 outermost, to MARKDOWN_MOST_DEEP; else 0 */
    int number;     /* of an item of a numbered list, from its start; 0 for a bullet */
    bool continues; /* a further paragraph of the item before it */
    int line;       /* in the file, from 1 */
    const TextSpan *spans;
    size_t n_spans; /* at least 1 */
} MarkdownBlock;

/* What stands for {{name}} in the text. The value is set as it is: no Markdown in it is read. */
typedef struct {
    const char *name, *value;
} MarkdownVariable;

typedef struct Markdown Markdown;

/* `file` names the text in messages. Micro-typography of `language` is applied, but not to code nor
 * to addresses. PAGE_ERROR_TEXT "file:line: what" where the text is not UTF-8, holds what is not
 * taken, a variable that is not among the `n`, or a link to elsewhere than http, https, mailto. A
 * text without a block is such an error too. */
Markdown *markdown_parse(const char *text, const char *file, Language language,
                         const MarkdownVariable *variables, size_t n, GError **error);
/* The same from a file; one that cannot be read is PAGE_ERROR_TEXT as well. */
Markdown *markdown_load(const char *path, Language language, const MarkdownVariable *variables,
                        size_t n, GError **error);
void markdown_free(Markdown *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Markdown, markdown_free)

size_t markdown_n_blocks(const Markdown *self);
const MarkdownBlock *markdown_block(const Markdown *self, size_t i);
/* The words of a block without looks or addresses. The caller frees. */
char *markdown_block_plain(const MarkdownBlock *block);
