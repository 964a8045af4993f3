#include "render/page/pdf_imposition.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "engine/words/words.h"
#include "render/page/pdf_memory.h"
#include "render/page/pdf_stream.h"
#include "render/page/typesetter.h"

/* --- which page stands where --- */

int
imposition_n_sides(int n_pages)
{
    return (n_pages + 3) / 4 * 2;
}

ImposedSide
imposition_side(int n_pages, int side)
{
    g_assert(side >= 0 && side < imposition_n_sides(n_pages));
    const int first = side, last = imposition_n_sides(n_pages) * 2 - 1 - side;
    const ImposedSide pages =
        side % 2 == 0 ? (ImposedSide){last, first} : (ImposedSide){first, last};
    return (ImposedSide){pages.left < n_pages ? pages.left : -1,
                         pages.right < n_pages ? pages.right : -1};
}

/* --- laying them there --- */

typedef struct {
    qpdf_data from, to;
    double width_pt, height_pt; /* of a page, as it stands in `from` */
} Imposer;

static bool
read_size(Imposer *self)
{
    qpdf_oh box = qpdf_oh_get_key(self->from, qpdf_get_page_n(self->from, 0), "/MediaBox");
    if (!qpdf_oh_is_array(self->from, box) || qpdf_oh_get_array_n_items(self->from, box) != 4)
        return false;
    double edges[4];
    for (int i = 0; i < 4; i++)
        edges[i] =
            qpdf_oh_get_numeric_value(self->from, qpdf_oh_get_array_item(self->from, box, i));
    self->width_pt = edges[2] - edges[0];
    self->height_pt = edges[3] - edges[1];
    return edges[0] == 0 && edges[1] == 0 && self->width_pt > 0 && self->height_pt > self->width_pt;
}

/* ISO 32000-1, 8.10: a page as a form, to be painted wherever a matrix puts it. */
static bool
add_form(const Imposer *self, int page, qpdf_oh forms, const char *name)
{
    qpdf_oh source = qpdf_get_page_n(self->from, (size_t)page);
    qpdf_oh resources =
        qpdf_make_indirect_object(self->from, qpdf_oh_get_key(self->from, source, "/Resources"));
    unsigned char *content = NULL;
    size_t n = 0;
    if ((qpdf_oh_get_page_content_data(self->from, source, &content, &n) & QPDF_ERRORS) != 0)
        return false;
    qpdf_oh form = pdf_stream_new(self->to, content, n, "null");
    free(content);

    char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *box = g_strdup_printf(
        "[ 0 0 %s %s ]", g_ascii_formatd(width, sizeof width, "%.3f", self->width_pt),
        g_ascii_formatd(height, sizeof height, "%.3f", self->height_pt));
    qpdf_oh dictionary = qpdf_oh_get_dict(self->to, form);
    qpdf_oh_replace_key(self->to, dictionary, "/Type", qpdf_oh_new_name(self->to, "/XObject"));
    qpdf_oh_replace_key(self->to, dictionary, "/Subtype", qpdf_oh_new_name(self->to, "/Form"));
    qpdf_oh_replace_key(self->to, dictionary, "/BBox", qpdf_oh_parse(self->to, box));
    qpdf_oh_replace_key(self->to, dictionary, "/Resources",
                        qpdf_oh_copy_foreign_object(self->to, self->from, resources));
    qpdf_oh_replace_key(self->to, forms, name, form);
    return true;
}

/* Paints a form in the middle of its half of the sheet, as large as it can be there. */
static void
append_form(const Imposer *self, GString *content, const char *name, double left_pt)
{
    const double half_pt = self->height_pt / 2;
    const double scale = fmin(half_pt / self->width_pt, self->width_pt / self->height_pt);
    const double numbers[] = {
        scale,
        left_pt + (half_pt - scale * self->width_pt) / 2,
        (self->width_pt - scale * self->height_pt) / 2,
    };
    char digits[3][G_ASCII_DTOSTR_BUF_SIZE];
    for (int i = 0; i < 3; i++)
        g_ascii_formatd(digits[i], sizeof digits[i], "%.5f", numbers[i]);
    g_string_append_printf(content, "q %s 0 0 %s %s %s cm %s Do Q\n", digits[0], digits[0],
                           digits[1], digits[2], name);
}

static bool
add_side(const Imposer *self, ImposedSide side)
{
    const struct {
        int page;
        const char *name;
        double left_pt;
    } halves[] = {{side.left, "/Left", 0}, {side.right, "/Right", self->height_pt / 2}};
    qpdf_oh forms = qpdf_oh_new_dictionary(self->to);
    g_autoptr(GString) content = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(halves); i++) {
        if (halves[i].page < 0)
            continue;
        if (!add_form(self, halves[i].page, forms, halves[i].name))
            return false;
        append_form(self, content, halves[i].name, halves[i].left_pt);
    }

    char width[G_ASCII_DTOSTR_BUF_SIZE], height[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *text =
        g_strdup_printf("<< /Type /Page /MediaBox [ 0 0 %s %s ] /Resources << >> >>",
                        g_ascii_formatd(width, sizeof width, "%.3f", self->height_pt),
                        g_ascii_formatd(height, sizeof height, "%.3f", self->width_pt));
    qpdf_oh page = qpdf_oh_parse(self->to, text);
    qpdf_oh_replace_key(self->to, qpdf_oh_get_key(self->to, page, "/Resources"), "/XObject", forms);
    qpdf_oh_replace_key(self->to, page, "/Contents",
                        pdf_stream_new(self->to, content->str, content->len, "null"));
    return (qpdf_add_page(self->to, self->to, qpdf_make_indirect_object(self->to, page),
                          QPDF_FALSE) &
            QPDF_ERRORS) == 0;
}

static bool
impose(Imposer *self)
{
    if ((qpdf_push_inherited_attributes_to_page(self->from) & QPDF_ERRORS) != 0)
        return false;
    const int n = qpdf_get_num_pages(self->from);
    if (n > 0 && !read_size(self))
        return false;
    for (int side = 0; side < imposition_n_sides(n); side++)
        if (!add_side(self, imposition_side(n, side)))
            return false;
    return true;
}

GBytes *
pdf_impose(GBytes *pdf, const char *password, GError **error)
{
    Imposer self = {.from = pdf_memory_open(pdf, password, error)};
    if (self.from == NULL)
        return NULL;
    self.to = qpdf_init();
    qpdf_silence_errors(self.to);
    qpdf_set_suppress_warnings(self.to, QPDF_TRUE);
    qpdf_empty_pdf(self.to);

    GBytes *imposed = NULL;
    if (impose(&self)) {
        qpdf_init_write_memory(self.to);
        qpdf_set_minimum_pdf_version(self.to, "1.7");
        qpdf_set_deterministic_ID(self.to, QPDF_TRUE);
        imposed = pdf_memory_write(self.to, error);
    } else {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW,
                    _("the pages could not be laid two to a side"));
    }
    qpdf_cleanup(&self.to);
    qpdf_cleanup(&self.from);
    return imposed;
}
