#include "render/page/rich_text.h"

#include <string.h>

#include "render/page/typesetter.h"

/* Signs that a backslash protects. */
#define MARKS "*^\\"
#define BLANKS " \t\n\r"

void
rich_text_init(RichText *self)
{
    self->bytes = g_string_new(NULL);
    self->pieces = g_array_new(FALSE, FALSE, sizeof(RichPiece));
}

void
rich_text_clear(RichText *self)
{
    g_string_free(self->bytes, TRUE);
    g_array_free(self->pieces, TRUE);
}

static bool
is_blank(char c)
{
    return c != '\0' && strchr(BLANKS, c) != NULL;
}

/* What the parser has seen since the last piece. */
typedef struct {
    bool bold, superscript;
    bool italic, code;
    bool blank, broken, chance;
    int link;
    size_t start; /* of the piece being read, in bytes */
} Reader;

static void
end_piece(RichText *self, Reader *reader)
{
    size_t n = self->bytes->len - reader->start;
    if (n == 0)
        return;
    RichPiece piece = {.n_bytes = (int)n,
                       .bold = reader->bold,
                       .superscript = reader->superscript,
                       .italic = reader->italic,
                       .code = reader->code,
                       .after_blank = reader->blank,
                       .after_break = reader->broken,
                       .after_chance = reader->chance,
                       .link = reader->link};
    g_array_append_val(self->pieces, piece);
    reader->start = self->bytes->len;
    reader->blank = reader->broken = reader->chance = false;
}

static const char *
skip_blanks(Reader *reader, const char *at)
{
    int line_ends = 0;
    for (; is_blank(*at); at++)
        line_ends += *at == '\n';
    reader->blank = true;
    reader->broken = reader->broken || line_ends > 1;
    return at;
}

/* The pieces point into the buffer, which may move while it grows: set them once it has stopped. */
static void
point_pieces(RichText *self)
{
    const char *at = self->bytes->str;
    for (guint i = 0; i < self->pieces->len; i++) {
        RichPiece *piece = &g_array_index(self->pieces, RichPiece, i);
        piece->text = at;
        at += piece->n_bytes;
    }
}

bool
rich_text_parse(RichText *self, const char *text)
{
    g_string_truncate(self->bytes, 0);
    g_array_set_size(self->pieces, 0);

    Reader reader = {0};
    for (const char *at = text; *at != '\0';) {
        if (is_blank(*at)) {
            end_piece(self, &reader);
            at = skip_blanks(&reader, at);
        } else if (at[0] == '*' && at[1] == '*') {
            end_piece(self, &reader);
            reader.bold = !reader.bold;
            at += 2;
        } else if (*at == '^') {
            end_piece(self, &reader);
            reader.superscript = !reader.superscript;
            at++;
        } else {
            if (*at == '\\' && at[1] != '\0' && strchr(MARKS, at[1]) != NULL)
                at++;
            const size_t n = 1 + strcspn(at + 1, BLANKS MARKS);
            g_string_append_len(self->bytes, at, (gssize)n);
            at += n;
        }
    }
    end_piece(self, &reader);
    point_pieces(self);

    return !reader.bold && !reader.superscript;
}

/* An address has no blanks; its line may break after these signs, but not between the two slashes. */
static bool
may_break_after(const char *at)
{
    return strchr("/?&=-_", *at) != NULL && strchr("/?&=-_", at[1]) == NULL;
}

static void
read_span(RichText *self, Reader *reader, const TextSpan *span)
{
    const bool is_address = span->url != NULL && strstr(span->url, span->text) != NULL;
    for (const char *at = span->text; *at != '\0';) {
        if (is_blank(*at)) {
            end_piece(self, reader);
            at = skip_blanks(reader, at);
            continue;
        }
        g_string_append_c(self->bytes, *at);
        if (is_address && may_break_after(at)) {
            end_piece(self, reader);
            reader->chance = true;
        }
        at++;
    }
    end_piece(self, reader);
}

void
rich_text_set(RichText *self, const TextSpan *spans, size_t n)
{
    g_string_truncate(self->bytes, 0);
    g_array_set_size(self->pieces, 0);

    Reader reader = {0};
    int n_links = 0;
    for (size_t i = 0; i < n; i++) {
        if (spans[i].url != NULL && (i == 0 || spans[i].url != spans[i - 1].url))
            n_links++;
        reader.link = spans[i].url == NULL ? 0 : n_links;
        reader.bold = spans[i].bold;
        reader.italic = spans[i].italic;
        reader.code = spans[i].code;
        reader.superscript = spans[i].superscript;
        reader.chance = false; /* an address ends with its span */
        read_span(self, &reader, &spans[i]);
    }
    point_pieces(self);
}

char *
rich_plain(const char *text)
{
    RichText rich;
    rich_text_init(&rich);
    rich_text_parse(&rich, text);

    GString *plain = g_string_new(NULL);
    for (guint i = 0; i < rich.pieces->len; i++) {
        const RichPiece *piece = &g_array_index(rich.pieces, RichPiece, i);
        if (piece->after_blank && plain->len > 0)
            g_string_append_c(plain, ' ');
        g_string_append_len(plain, piece->text, piece->n_bytes);
    }

    rich_text_clear(&rich);
    return g_string_free(plain, FALSE);
}

char *
rich_escape(const char *text)
{
    GString *escaped = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at++) {
        if (strchr(MARKS, *at) != NULL)
            g_string_append_c(escaped, '\\');
        g_string_append_c(escaped, *at);
    }
    return g_string_free(escaped, FALSE);
}
