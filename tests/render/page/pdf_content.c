#include "tests/render/page/pdf_content.h"

#include <stdlib.h>
#include <string.h>

#include "tests/render/page/pdf_tokens.h"

/* ISO 32000-1, table 51, without inline images and type 3 glyphs. */
static const char *const PATHS[] = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do"};
static const char *const TEXTS[] = {"Tj", "TJ", "'", "\""};
static const char *const CMYK[] = {"K", "k"};
static const char *const OTHERS[] = {
    "q",   "Q",  "cm", "w",  "J",  "j",   "M",   "d",   "ri", "i",  "gs", "m",   "l",
    "c",   "v",  "y",  "h",  "re", "n",   "W",   "W*",  "BT", "ET", "Tc", "Tw",  "Tz",
    "TL",  "Tf", "Tr", "Ts", "Td", "TD",  "Tm",  "T*",  "CS", "cs", "SC", "SCN", "sc",
    "scn", "G",  "g",  "RG", "rg", "BMC", "BDC", "EMC", "MP", "DP"};

#define MOST_SAVED 28 /* ISO 19005-2, 6.1.13 */
#define MOST_OPEN 8

typedef struct {
    PdfFile *file;
    PdfContent *content;
    int page;
    GArray *operands; /* PdfToken, since the last operator */
    PdfSequence *open[MOST_OPEN];
    int n_open;
    int open_at_text; /* n_open when the text object began; -1 outside */
    char *fonts[MOST_SAVED + 1];
    int n_saved;
} Reader;

#define REPORT(self, rule, ...)                                                                    \
    do {                                                                                           \
        g_autofree char *what = g_strdup_printf(__VA_ARGS__);                                      \
        pdf_file_fault((self)->file, rule, "page %d: %s", (self)->page + 1, what);                 \
    } while (0)

static bool
is_one_of(const char *name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static const PdfToken *
operand(const Reader *self, guint i)
{
    static const PdfToken NONE = {TOKEN_END, NULL};
    return i < self->operands->len ? &g_array_index(self->operands, PdfToken, i) : &NONE;
}

bool
pdf_sequence_is_artifact(const PdfSequence *self)
{
    return strcmp(self->tag, "Artifact") == 0;
}

/* --- marked sequences --- */

/* The number after /MCID among the operands. */
static int
mcid_of(const Reader *self)
{
    for (guint i = 1; i + 1 < self->operands->len; i++)
        if (pdf_token_is(operand(self, i), TOKEN_NAME, "MCID"))
            return atoi(operand(self, i + 1)->text->str);
    return -1;
}

static void
open_sequence(Reader *self)
{
    if (self->n_open == MOST_OPEN || operand(self, 0)->kind != TOKEN_NAME) {
        REPORT(self, "content", "a marked sequence without a tag, or too deep");
        return;
    }
    PdfSequence *sequence = g_new0(PdfSequence, 1);
    sequence->tag = g_strdup(operand(self, 0)->text->str);
    sequence->mcid = mcid_of(self);
    g_ptr_array_add(self->content->sequences, sequence);

    for (int i = 0; i < self->n_open; i++)
        if (pdf_sequence_is_artifact(sequence) != pdf_sequence_is_artifact(self->open[i]) ||
            (sequence->mcid >= 0 && self->open[i]->mcid >= 0))
            REPORT(self, "content", "%s stands inside %s", sequence->tag, self->open[i]->tag);
    self->open[self->n_open++] = sequence;
}

static void
close_sequence(Reader *self)
{
    if (self->n_open == 0 || self->n_open == self->open_at_text)
        REPORT(self, "content", "EMC without its BDC");
    else
        self->n_open--;
}

static void
count_mark(Reader *self, const char *name)
{
    bool tagged = false;
    for (int i = 0; i < self->n_open; i++) {
        self->open[i]->n_marks++;
        tagged = tagged || self->open[i]->mcid >= 0 || pdf_sequence_is_artifact(self->open[i]);
    }
    if (!tagged)
        REPORT(self, "content", "%s marks the page, but neither an element nor an artifact", name);
}

/* --- texts --- */

static void
show_text(Reader *self, const char *name)
{
    count_mark(self, name);
    const char *font = self->fonts[self->n_saved];
    if (font == NULL || self->open_at_text < 0) {
        REPORT(self, "operator", "%s without a font or outside a text object", name);
        return;
    }
    GByteArray *codes = g_hash_table_lookup(self->content->codes, font);
    if (codes == NULL) {
        codes = g_byte_array_new();
        g_hash_table_insert(self->content->codes, g_strdup(font), codes);
    }
    for (guint i = 0; i < self->operands->len; i++)
        if (operand(self, i)->kind == TOKEN_STRING)
            g_byte_array_append(codes, (const guint8 *)operand(self, i)->text->str,
                                (guint)operand(self, i)->text->len);
}

static void
set_font(Reader *self)
{
    g_free(self->fonts[self->n_saved]);
    self->fonts[self->n_saved] =
        operand(self, 0)->kind == TOKEN_NAME ? g_strdup(operand(self, 0)->text->str) : NULL;
}

static void
begin_or_end_text(Reader *self, bool begins)
{
    if (begins != (self->open_at_text < 0))
        REPORT(self, "operator", "text objects do not alternate");
    else if (!begins && self->n_open != self->open_at_text)
        REPORT(self, "content", "a marked sequence and a text object overlap");
    self->open_at_text = begins ? self->n_open : -1;
}

static void
save_or_restore(Reader *self, bool saves)
{
    if (saves ? self->n_saved == MOST_SAVED : self->n_saved == 0) {
        REPORT(self, "operator", "q and Q do not balance, or are nested too deep");
    } else if (saves) {
        self->n_saved++;
        self->fonts[self->n_saved] = g_strdup(self->fonts[self->n_saved - 1]);
    } else {
        g_clear_pointer(&self->fonts[self->n_saved--], g_free);
    }
}

/* --- the content --- */

static void
execute(Reader *self, const char *name)
{
    if (strcmp(name, "BMC") == 0 || strcmp(name, "BDC") == 0)
        open_sequence(self);
    else if (strcmp(name, "EMC") == 0)
        close_sequence(self);
    else if (strcmp(name, "q") == 0 || strcmp(name, "Q") == 0)
        save_or_restore(self, name[0] == 'q');
    else if (strcmp(name, "BT") == 0 || strcmp(name, "ET") == 0)
        begin_or_end_text(self, name[0] == 'B');
    else if (strcmp(name, "Tf") == 0)
        set_font(self);
    else if (is_one_of(name, TEXTS, G_N_ELEMENTS(TEXTS)))
        show_text(self, name);
    else if (is_one_of(name, PATHS, G_N_ELEMENTS(PATHS)))
        count_mark(self, name);
    else if (is_one_of(name, CMYK, G_N_ELEMENTS(CMYK)))
        REPORT(self, "colour", "%s sets a colour that is not the output intent's", name);
    else if (!is_one_of(name, OTHERS, G_N_ELEMENTS(OTHERS)))
        REPORT(self, "operator", "\"%s\" is none", name);
    if (pdf_token_is(operand(self, 0), TOKEN_NAME, "DeviceCMYK"))
        REPORT(self, "colour", "a colour space that is not the output intent's");
}

static void
read_all(Reader *self, const char *at, const char *end)
{
    for (;;) {
        PdfToken token = pdf_token_next(&at, end);
        if (token.kind == TOKEN_END || token.kind == TOKEN_BROKEN) {
            if (token.kind == TOKEN_BROKEN)
                REPORT(self, "operator", "the content cannot be read to its end");
            pdf_token_clear(&token);
            return;
        }
        if (token.kind != TOKEN_OPERATOR) {
            g_array_append_val(self->operands, token);
            continue;
        }
        execute(self, token.text->str);
        pdf_token_clear(&token);
        g_array_set_size(self->operands, 0);
    }
}

static void
sequence_free(gpointer data)
{
    PdfSequence *self = data;
    g_free(self->tag);
    g_free(self);
}

static void
clear_token(gpointer token)
{
    pdf_token_clear(token);
}

PdfContent *
pdf_content_read(PdfFile *file, int page)
{
    PdfContent *content = g_new0(PdfContent, 1);
    content->sequences = g_ptr_array_new_with_free_func(sequence_free);
    content->codes =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_byte_array_unref);
    unsigned char *bytes = NULL;
    size_t n = 0;
    qpdf_oh_get_page_content_data(file->qpdf, pdf_file_page(file, page), &bytes, &n);

    Reader self = {.file = file, .content = content, .page = page, .open_at_text = -1};
    self.operands = g_array_new(FALSE, FALSE, sizeof(PdfToken));
    g_array_set_clear_func(self.operands, clear_token);
    read_all(&self, (const char *)bytes, (const char *)bytes + n);
    if (self.n_open > 0 || self.n_saved > 0 || self.open_at_text >= 0)
        REPORT(&self, "operator", "something is still open at the end");

    for (int i = 0; i <= MOST_SAVED; i++)
        g_free(self.fonts[i]);
    g_array_free(self.operands, TRUE);
    free(bytes);
    return content;
}

void
pdf_content_free(PdfContent *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->sequences);
    g_hash_table_unref(self->codes);
    g_free(self);
}
