/* The inline marks of texts: **bold**, ^superscript^, and a backslash before a sign that is meant as
 * it stands. Cuts a text into pieces that are shaped each in one face and size. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "render/page/text_span.h"

/* A stretch without blank and with one look. `text` is not terminated. */
typedef struct {
    const char *text;
    int n_bytes;
    bool bold, superscript;
    bool italic, code;
    bool after_blank;  /* a line may break before it */
    bool after_break;  /* a line must break before it: there was an empty line */
    bool after_chance; /* a line may break before it, though no blank parts them: in an address */
    int link;          /* of those of the text, from 1; 0 outside */
} RichPiece;

/* Keeps its buffers between texts, so that a worker parses thousands of texts without allocating. */
typedef struct {
    GString *bytes;
    GArray *pieces; /* RichPiece */
} RichText;

void rich_text_init(RichText *self);
void rich_text_clear(RichText *self);
/* Blanks (space, tab, line end) separate pieces; U+00A0 and U+202F do not. False when a ** or a ^ is
 * never closed; the pieces are then those of the text as it stands. */
bool rich_text_parse(RichText *self, const char *text);
/* The pieces of spans: no marks are read in them. */
void rich_text_set(RichText *self, const TextSpan *spans, size_t n);

/* The text without its marks, for outlines and alternative texts. The caller frees. */
char *rich_plain(const char *text);
