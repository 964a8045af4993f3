/* A canvas as a PDF: cairo draws it into memory, then qpdf completes its structure. */
#include <cairo-pdf.h>
#include <string.h>

#include "engine/words/words.h"
#include "render/page/display_list.h"
#include "render/page/painter.h"
#include "render/page/pdf_draft.h"
#include "render/page/pdf_finish.h"
#include "render/page/text_layout.h"

static void
set_metadata(cairo_surface_t *surface, const DocumentInfo *info)
{
    const struct {
        cairo_pdf_metadata_t key;
        const char *value;
    } entries[] = {
        {CAIRO_PDF_METADATA_TITLE, info->title},
        {CAIRO_PDF_METADATA_AUTHOR, info->author},
        {CAIRO_PDF_METADATA_SUBJECT, info->subject},
        /* Both, or cairo writes the clock. */
        {CAIRO_PDF_METADATA_CREATE_DATE, info->created},
        {CAIRO_PDF_METADATA_MOD_DATE, info->created},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(entries); i++)
        if (entries[i].value != NULL)
            cairo_pdf_surface_set_metadata(surface, entries[i].key, entries[i].value);
}

static void
add_outline(cairo_surface_t *surface, const char *title, int page)
{
    g_autofree char *place = g_strdup_printf("page=%d pos=[0 0]", page);
    cairo_pdf_surface_add_outline(surface, CAIRO_PDF_OUTLINE_ROOT, title, place,
                                  CAIRO_PDF_OUTLINE_FLAG_OPEN);
}

static void
draw_ops(const Painter *painter, cairo_surface_t *surface)
{
    const DisplayList *list = painter->list;
    Role open[32];
    int n_open = 0, page = 0;
    for (guint i = 0; i < list->ops->len; i++) {
        const Op *op = &g_array_index(list->ops, Op, i);
        switch (op->kind) {
        case OP_PAGE:
            if (page++ > 0)
                cairo_show_page(painter->cairo);
            if (op->outline != NULL)
                add_outline(surface, op->outline, page);
            break;
        case OP_OPEN:
            open[n_open++] = op->open.role;
            if (role_rule(op->open.role)->tag != NULL)
                cairo_tag_begin(painter->cairo, role_rule(op->open.role)->tag, NULL);
            break;
        case OP_CLOSE:
            if (role_rule(open[--n_open])->tag != NULL)
                cairo_tag_end(painter->cairo, role_rule(open[n_open])->tag);
            break;
        case OP_TEXT:
            painter_text(painter, &op->text);
            break;
        case OP_SHAPE:
            painter_shape(painter, &op->shape);
            break;
        }
    }
}

bool
pdf_draft_write(Canvas *canvas, MemorySink *sink, GError **error)
{
    PaperSize paper = canvas_paper(canvas);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        memory_sink_write, sink, paper.width_mm * PT_PER_MM, paper.height_mm * PT_PER_MM);
    set_metadata(surface, canvas_info(canvas));

    cairo_t *cairo = cairo_create(surface);
    Painter painter = {cairo, typesetter_faces(canvas_typesetter(canvas)), canvas_list(canvas), 1};
    cairo_tag_begin(cairo, role_rule(ROLE_DOCUMENT)->tag, NULL);
    draw_ops(&painter, surface);
    cairo_tag_end(cairo, role_rule(ROLE_DOCUMENT)->tag);
    cairo_show_page(cairo);

    cairo_status_t drawn = cairo_status(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    cairo_status_t finished = cairo_surface_status(surface);
    cairo_surface_destroy(surface);

    cairo_status_t status = drawn != CAIRO_STATUS_SUCCESS ? drawn : finished;
    if (status == CAIRO_STATUS_SUCCESS && sink->failed)
        status = CAIRO_STATUS_WRITE_ERROR;
    if (status != CAIRO_STATUS_SUCCESS) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, _("the PDF could not be drawn: %s"),
                    cairo_status_to_string(status));
        return false;
    }
    return true;
}

static bool
is_blank(const char *text)
{
    return text == NULL || text[strspn(text, " \t\r\n")] == '\0';
}

/* ISO 14289-1, 7.1 and 7.2: a reader is told what is read, and in which language. */
static bool
check_info(const DocumentInfo *info, GError **error)
{
    if (!is_blank(info->title) && !is_blank(info->language))
        return true;
    g_set_error(error, PAGE_ERROR, PAGE_ERROR_TEXT, _("a PDF needs a title and a language"));
    return false;
}

GBytes *
canvas_to_pdf(Canvas *self, GError **error)
{
    if (!canvas_check(self, error) || !check_info(canvas_info(self), error))
        return NULL;

    MemorySink sink;
    memory_sink_init(&sink);
    g_autoptr(GBytes) draft = NULL;
    if (pdf_draft_write(self, &sink, error))
        draft = memory_sink_steal(&sink);
    memory_sink_clear(&sink);
    return draft == NULL ? NULL : pdf_finish(draft, self, error);
}
