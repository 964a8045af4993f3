/* The inline part of a Markdown text: what stands inside one paragraph, heading or item, as spans.
 * Internal to markdown.c. */
#pragma once

#include <cmark-gfm.h>
#include <glib.h>

#include "render/page/markdown.h"

typedef struct {
    const char *file;
    Language language;
    const MarkdownVariable *variables;
    size_t n_variables;
    GArray *spans;    /* TextSpan, appended to */
    GPtrArray *owned; /* char*: what they point to */
    GError **error;
} MarkdownReader;

/* All that stands inside `node`. False with the error set. */
bool markdown_read_spans(MarkdownReader *self, cmark_node *node);
/* Sets "file:line: what" and returns false. */
bool markdown_fail(const MarkdownReader *self, int line, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* `node` may not stand in `where`. */
bool markdown_refuse(const MarkdownReader *self, cmark_node *node, const char *where);
