/* Booklets a second on one core, against a bare cairo program: the same pages, their glyph runs shaped
 * and placed beforehand, painted with cairo_show_text_glyphs and nothing else: no layout, no tags, no
 * outline, no completion. The two take turns on the same doctor, so that a busy machine disturbs both
 * alike, in a process that keeps its memory as a worker does. Prints medians and their ratio. */
#include <cairo-pdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/model/faults.h"
#include "engine/publish/worker_memory.h"
#include "render/document/block.h"
#include "render/document/booklet.h"
#include "render/page/display_list.h"
#include "render/page/memory_sink.h"
#include "render/page/painter.h"
#include "render/page/text_layout.h"
#include "tests/engine/profile/sample_edition.h"

#define N_WARM 5
#define MOST_BOOKLETS 60

static double
cpu_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int
compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double
median(double *values, size_t n)
{
    qsort(values, n, sizeof *values, compare);
    return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* Paints the display list of `canvas` and takes the bytes from cairo as they come. */
static double
bare_ms(Canvas *canvas)
{
    double start = cpu_ms();
    PaperSize paper = canvas_paper(canvas);
    MemorySink sink;
    memory_sink_init(&sink);
    cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(
        memory_sink_write, &sink, paper.width_mm * PT_PER_MM, paper.height_mm * PT_PER_MM);
    cairo_t *cairo = cairo_create(surface);
    Painter painter = {cairo, typesetter_faces(canvas_typesetter(canvas)), canvas_list(canvas), 1};
    const GArray *ops = painter.list->ops;
    int page = 0;
    for (guint i = 0; i < ops->len; i++) {
        const Op *op = &g_array_index(ops, Op, i);
        if (op->kind == OP_PAGE && page++ > 0)
            cairo_show_page(cairo);
        else if (op->kind == OP_TEXT)
            painter_text(&painter, &op->text);
        else if (op->kind == OP_SHAPE)
            painter_shape(&painter, &op->shape);
    }
    cairo_show_page(cairo);
    cairo_destroy(cairo);
    cairo_surface_finish(surface);
    g_assert(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS && !sink.failed);
    cairo_surface_destroy(surface);
    memory_sink_clear(&sink);
    return cpu_ms() - start;
}

static double
booklet_ms(const DocumentContext *context, size_t doctor, gsize *out_bytes)
{
    double start = cpu_ms();
    GError *error = NULL;
    g_autoptr(GBytes) pdf = booklet_render(context, doctor, &error);
    if (pdf == NULL)
        g_error("%s", error->message);
    *out_bytes = g_bytes_get_size(pdf);
    return cpu_ms() - start;
}

int
main(void)
{
    worker_memory_keep();
    GError *error = NULL;
    g_autoptr(SampleEdition) edition = sample_edition_new(LANGUAGE_FR);
    g_autoptr(Texts) texts = texts_load("templates", LANGUAGE_FR, "physician", &error);
    g_autoptr(Typesetter) typesetter = texts == NULL ? NULL : typesetter_new("fonts", "fr", &error);
    if (typesetter == NULL)
        g_error("%s", error->message);
    g_autoptr(GPtrArray) faults = faults_new();
    const LayoutFolders folders = {"templates", NULL};
    Layout *layout = layout_load("profil", &folders, texts, block_vocabulary(), faults);
    g_assert(layout != NULL);
    g_autoptr(BookletDesign) design = booklet_design_new(layout, "fonts", LANGUAGE_FR, &error);
    DocumentContext context = {edition->results, texts, typesetter, design};

    double ours[MOST_BOOKLETS], bare[MOST_BOOKLETS], ratios[MOST_BOOKLETS];
    size_t n = 0, n_pages = 0;
    gsize n_bytes = 0;
    for (size_t i = 0; i < MOST_BOOKLETS; i++) {
        size_t doctor = sample_edition_doctor(edition, i);
        g_autoptr(Canvas) canvas = booklet_draw(&context, doctor);
        double theirs = bare_ms(canvas), own = booklet_ms(&context, doctor, &n_bytes);
        n_pages = (size_t)canvas_n_pages(canvas);
        if (i < N_WARM)
            continue;
        bare[n] = theirs;
        ours[n] = own;
        ratios[n++] = theirs / own;
    }
    double own = median(ours, n), theirs = median(bare, n), ratio = median(ratios, n);
    printf("booklet of %zu pages, %zu bytes, %zu doctors, CPU time of one core\n", n_pages, n_bytes,
           n);
    printf("miroir  %7.2f ms  %6.1f booklets/s\n", own, 1e3 / own);
    printf("bare    %7.2f ms  %6.1f booklets/s\n", theirs, 1e3 / theirs);
    printf("ratio   %7.2f     (at least 0.50)\n", ratio);
    return ratio >= 0.5 ? EXIT_SUCCESS : EXIT_FAILURE;
}
