#include "tests/render/page/small_pdf.h"

#include <check.h>

#include "render/page/canvas.h"

static void
draw_page(Canvas *canvas, const char *word, int page)
{
    const TextStyle style = {
        .face = FACE_REGULAR, .size_mm = 3.45, .leading_mm = 5, .colour = {0.1, 0.1, 0.1}};
    g_autofree char *text = g_strdup_printf("%s %d", word, page);
    canvas_begin_page(canvas, NULL);
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_paragraph(canvas, (Point){20, 40}, 150, &style, text);
    canvas_close(canvas);
}

GBytes *
small_pdf(const char *word, int n_pages)
{
    const DocumentInfo info = {"Profil", "Bretagne", "Livret", "fr-FR", "2026-06-12"};
    g_autoptr(GError) error = NULL;
    g_autoptr(Typesetter) typesetter = typesetter_new("fonts", "fr", &error);
    ck_assert_msg(typesetter != NULL, "%s", error == NULL ? "" : error->message);
    g_autoptr(Canvas) canvas = canvas_new(typesetter, PAPER_A4, &info);
    for (int page = 1; page <= n_pages; page++)
        draw_page(canvas, word, page);
    GBytes *pdf = canvas_to_pdf(canvas, &error);
    ck_assert_msg(pdf != NULL, "%s", error == NULL ? "" : error->message);
    return pdf;
}
