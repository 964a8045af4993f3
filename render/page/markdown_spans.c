#include "render/page/markdown_spans.h"

#include <string.h>

#include "engine/words/words.h"
#include "render/page/typesetter.h"
#include "render/page/typography.h"

#define OPEN_VARIABLE "{{"
#define CLOSE_VARIABLE "}}"
/* A longer word fits into no column; addresses break by themselves. */
#define MOST_LETTERS 48

static const char *const SCHEMES[] = {"https://", "http://", "mailto:"};

/* --- faults --- */

bool
markdown_fail(const MarkdownReader *self, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(self->error, PAGE_ERROR, PAGE_ERROR_TEXT, "%s:%d: %s", self->file, line, what);
    return false;
}

/* Inline nodes know their line less well than the paragraph around them: the next that has one. */
static int
line_of(cmark_node *node)
{
    for (; node != NULL; node = cmark_node_parent(node))
        if (cmark_node_get_start_line(node) > 0)
            return cmark_node_get_start_line(node);
    return 1;
}

bool
markdown_refuse(const MarkdownReader *self, cmark_node *node, const char *where)
{
    return markdown_fail(self, line_of(node), _("%s may not hold a \"%s\""), where,
                         cmark_node_get_type_string(node));
}

/* --- texts --- */

static char *
own(MarkdownReader *self, char *text)
{
    g_ptr_array_add(self->owned, text);
    return text;
}

static void
add_span(MarkdownReader *self, TextSpan look, const char *text)
{
    if (text[0] == '\0')
        return;
    look.text = own(self, g_strdup(text));
    g_array_append_val(self->spans, look);
}

static const char *
find_variable(const MarkdownReader *self, const char *name, size_t n)
{
    for (size_t i = 0; i < self->n_variables; i++)
        if (strlen(self->variables[i].name) == n && strncmp(self->variables[i].name, name, n) == 0)
            return self->variables[i].value;
    return NULL;
}

/* `text` with its variables replaced, or NULL. */
static char *
substitute(const MarkdownReader *self, const char *text, int line)
{
    g_autoptr(GString) written = g_string_new(NULL);
    const char *at = text, *open = NULL;
    while ((open = strstr(at, OPEN_VARIABLE)) != NULL) {
        const char *name = open + strlen(OPEN_VARIABLE), *close = strstr(name, CLOSE_VARIABLE);
        if (close == NULL) {
            markdown_fail(self, line, _("a {{ is never closed by }}"));
            return NULL;
        }
        const char *value = find_variable(self, name, (size_t)(close - name));
        if (value == NULL) {
            markdown_fail(self, line, _("the variable {{%.*s}} is not known"), (int)(close - name),
                          name);
            return NULL;
        }
        g_string_append_len(written, at, open - at);
        g_string_append(written, value);
        at = close + strlen(CLOSE_VARIABLE);
    }
    g_string_append(written, at);
    return g_strdup(written->str);
}

static bool
check_words(const MarkdownReader *self, const char *text, int line)
{
    g_auto(GStrv) words = g_strsplit_set(text, " \n\t", -1);
    for (char **word = words; *word != NULL; word++)
        if (g_utf8_strlen(*word, -1) > MOST_LETTERS)
            return markdown_fail(self, line, _("the word \"%s\" is too long for a column"), *word);
    return true;
}

/* Cuts `text` at its ^: what stands between two is raised. */
static bool
add_raised(MarkdownReader *self, TextSpan look, const char *text, int line)
{
    g_auto(GStrv) parts = g_strsplit(text, "^", -1);
    const guint n = g_strv_length(parts);
    if (n > 0 && n % 2 == 0)
        return markdown_fail(self, line, _("a ^ is never closed"));
    for (guint i = 0; i < n; i++) {
        look.superscript = i % 2 == 1;
        add_span(self, look, parts[i]);
    }
    return true;
}

static bool
read_text(MarkdownReader *self, TextSpan look, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    const int line = line_of(node);
    g_autofree char *full = substitute(self, literal, line);
    if (full == NULL)
        return false;
    /* The address as the text: nothing in it is to be changed. */
    if (look.url != NULL && strstr(look.url, full) != NULL) {
        add_span(self, look, full);
        return true;
    }
    if (full[0] == '|')
        return markdown_fail(self, line, _("a table cannot be set; write a list"));
    g_autofree char *set = typography_apply(self->language, full);
    return check_words(self, set, line) && add_raised(self, look, set, line);
}

static bool
read_code(MarkdownReader *self, TextSpan look, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    look.code = true;
    if (!check_words(self, literal, line_of(node)))
        return false;
    add_span(self, look, literal);
    return true;
}

/* --- links --- */

/* ASCII that may stand in an address as it is: RFC 3986, 2. */
static bool
is_address(const char *url)
{
    for (const char *at = url; *at != '\0'; at++)
        if (!g_ascii_isgraph(*at) || strchr("\"<>\\^`{|}", *at) != NULL)
            return false;
    return true;
}

static bool
is_allowed(const char *url)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SCHEMES); i++)
        if (g_ascii_strncasecmp(url, SCHEMES[i], strlen(SCHEMES[i])) == 0 &&
            url[strlen(SCHEMES[i])] != '\0')
            return is_address(url);
    return false;
}

static bool read_inside(MarkdownReader *self, TextSpan look, cmark_node *node);

static bool
read_link(MarkdownReader *self, TextSpan look, cmark_node *node)
{
    const char *url = cmark_node_get_url(node);
    const guint before = self->spans->len;
    if (!is_allowed(url))
        return markdown_fail(self, line_of(node),
                             _("a link to \"%s\"; only http, https and mailto are taken"), url);
    look.url = own(self, g_strdup(url));
    if (!read_inside(self, look, node))
        return false;
    if (self->spans->len == before)
        return markdown_fail(self, line_of(node), _("a link to \"%s\" has no words"), url);
    return true;
}

/* --- nodes --- */

static bool
read_node(MarkdownReader *self, TextSpan look, cmark_node *node)
{
    const cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_TEXT)
        return read_text(self, look, node);
    if (type == CMARK_NODE_CODE)
        return read_code(self, look, node);
    if (type == CMARK_NODE_LINK)
        return read_link(self, look, node);
    if (type == CMARK_NODE_SOFTBREAK) {
        add_span(self, look, " ");
        return true;
    }
    if (type == CMARK_NODE_LINEBREAK) {
        add_span(self, look, "\n\n"); /* as an empty line of a text: the line ends here */
        return true;
    }
    if (type == CMARK_NODE_EMPH)
        look.italic = true;
    else if (type == CMARK_NODE_STRONG)
        look.bold = true;
    else
        return markdown_refuse(self, node, _("a paragraph"));
    return read_inside(self, look, node);
}

static bool
read_inside(MarkdownReader *self, TextSpan look, cmark_node *node)
{
    for (cmark_node *child = cmark_node_first_child(node); child != NULL;
         child = cmark_node_next(child))
        if (!read_node(self, look, child))
            return false;
    return true;
}

bool
markdown_read_spans(MarkdownReader *self, cmark_node *node)
{
    return read_inside(self, (TextSpan){0}, node);
}
