#include "render/document/dossier.h"

#include <string.h>

#include "engine/words/words.h"
#include "render/document/phrase.h"
#include "render/page/markdown_flow.h"
#include "render/page/number_text.h"

#define COLUMN_GAP 13.0
#define N_VARIABLES 4

static const FrameGeometry *const G = &FRAME_LANDSCAPE;

/* --- reading --- */

static void
set_variables(MarkdownVariable *out, const char *const *values)
{
    static const char *const NAMES[N_VARIABLES] = {"group", "period", "region", "edition"};
    for (int i = 0; i < N_VARIABLES; i++)
        out[i] = (MarkdownVariable){NAMES[i], values[i]};
}

/* The title over a dossier is the theme's, and levels are never left out. */
static bool
check_headings(const Markdown *markdown, const char *path, GError **error)
{
    int level = 1;
    for (size_t i = 0; i < markdown_n_blocks(markdown); i++) {
        const MarkdownBlock *block = markdown_block(markdown, i);
        if (block->kind != MARKDOWN_HEADING)
            continue;
        if (block->level == 1 || block->level > level + 1) {
            g_set_error(error, PAGE_ERROR, PAGE_ERROR_TEXT,
                        _("%s:%d: a heading of level %d; a dossier's are ## and, below one, ###"),
                        path, block->line, block->level);
            return false;
        }
        level = block->level;
    }
    return true;
}

static Markdown *
read_dossier(const Theme *theme, Language language, const char *const *values, GError **error)
{
    MarkdownVariable variables[N_VARIABLES];
    gsize n = 0;
    const char *bytes = g_bytes_get_data(theme->dossier_text, &n);
    g_autofree char *text = g_strndup(bytes, n);

    set_variables(variables, values);
    if (strlen(text) != n) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_TEXT,
                    _("%s: it is no text: it holds a zero byte"), theme->dossier_path);
        return NULL;
    }
    g_autoptr(Markdown) markdown =
        markdown_parse(text, theme->dossier_path, language, variables, N_VARIABLES, error);
    if (markdown == NULL || !check_headings(markdown, theme->dossier_path, error))
        return NULL;
    return g_steal_pointer(&markdown);
}

bool
dossier_check(const Theme *theme, Language language, GError **error)
{
    static const char *const SAMPLE[N_VARIABLES] = {"x", "x", "x", "x"};
    if (theme->dossier_text == NULL)
        return true;
    g_autoptr(Markdown) markdown = read_dossier(theme, language, SAMPLE, error);
    return markdown != NULL;
}

static Markdown *
dossier_of(const DocumentContext *context, size_t group, const Theme *theme, GError **error)
{
    const Campaign *campaign = results_campaign(context->results);
    g_autofree char *period = period_text(campaign->language, campaign->last);
    const char *const values[N_VARIABLES] = {results_group(context->results, group)->label, period,
                                             campaign->region_label, campaign->title};
    return read_dossier(theme, campaign->language, values, error);
}

/* --- setting --- */

typedef struct {
    Frame *frame;
    const char *kicker;
    double top;
    bool in_right; /* the right column is being filled */
} Columns;

static Rect
column_of(const Columns *self)
{
    const double width = (frame_width(self->frame) - COLUMN_GAP) / 2;
    return (Rect){self->in_right ? G->right - width : G->left, self->top, width,
                  G->bottom - self->top};
}

static Rect
next_column(gpointer data)
{
    Columns *self = data;
    if (self->in_right) {
        frame_begin_page(self->frame, NULL, self->kicker);
        self->top = G->head_rule + 7;
    }
    self->in_right = !self->in_right;
    return column_of(self);
}

static MarkdownLook
look(void)
{
    const TextStyle heading = style_of(STYLE_WALL_HEADING), body = style_of(STYLE_LEAD);
    TextStyle quote = body, small = heading;
    quote.face = FACE_ITALIC;
    small.size_mm = 3.8;
    small.leading_mm = 5.4;
    return (MarkdownLook){
        .headings = {heading, heading, small},
        .body = body,
        .quote = quote,
        .link = ENROLLED,
        .indent_mm = 6,
        .before_heading_mm = 5,
        .between_blocks_mm = 2.4,
        .between_items_mm = 1.2,
        .heading_roles = {ROLE_HEADING_2, ROLE_HEADING_2, ROLE_HEADING_3},
    };
}

void
dossier_draw(Frame *frame, size_t group, const Theme *theme)
{
    const Texts *texts = frame->context->texts;
    g_autoptr(GError) error = NULL;
    g_autoptr(Markdown) markdown = dossier_of(frame->context, group, theme, &error);
    const MarkdownLook style = look();
    g_autofree char *label = phrase_data(texts, local_text(&theme->label, texts_language(texts)));
    g_autofree char *title = texts_format(texts, "handout.dossier.title", "theme", label, NULL);

    frame_begin_page(frame, title, label);
    if (markdown == NULL) {
        canvas_fail(frame->canvas, "%s", error->message);
        return;
    }
    Columns columns = {frame, label, frame_title(frame, STYLE_WALL_TITLE, title) + 7, false};
    markdown_flow(frame->canvas, markdown, &style, column_of(&columns), next_column, &columns);
}

int
dossier_n_pages(const DocumentContext *context, size_t group, const Theme *theme)
{
    if (theme->dossier_text == NULL)
        return 0;
    g_autoptr(Canvas) scratch = frame_canvas(context, PAPER_A4_LANDSCAPE, "");
    g_auto(Frame) frame;
    frame_init(&frame, context, scratch, g_strdup(""), g_strdup(""), 1);
    dossier_draw(&frame, group, theme);
    return canvas_n_pages(scratch);
}
