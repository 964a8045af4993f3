#include "engine/cli/documents.h"

#include <string.h>

#include "engine/cli/edition.h"
#include "engine/profile/edition_files.h"
#include "engine/publish/archive.h"
#include "engine/words/words.h"
#include "render/document/attendance.h"
#include "render/document/booklet.h"
#include "render/document/card.h"
#include "render/document/certificate.h"
#include "render/document/handout.h"
#include "render/document/handout_slides.h"
#include "render/document/recipients.h"
#include "render/document/run_index.h"
#include "render/document/separator.h"
#include "render/page/pdf_imposition.h"
#include "render/page/pdf_pile.h"
#include "render/page/pdf_seal.h"
#include "render/workbook/workbook.h"

enum { THUMBNAIL_WIDTH_PX = 480 };

static char *
booklet_path(const DocumentContext *context, size_t doctor, const DocumentPlace *place)
{
    const ResultDoctor *who = results_doctor(context->results, doctor);
    const char *group = results_group(context->results, (size_t)who->group)->id;
    g_autofree char *path = edition_booklet_path(group, who->token);
    return g_build_filename(place->folder, path, NULL);
}

static GBytes *
read_file(const char *path, GError **error)
{
    char *bytes = NULL;
    gsize n = 0;
    return g_file_get_contents(path, &bytes, &n, error) ? g_bytes_new_take(bytes, n) : NULL;
}

/* Sealing draws random numbers: a file that holds the booklet already, under the same password, is
 * kept as it is, so that a run that is repeated ends with the same bytes. */
static GBytes *
seal_booklet(GBytes *booklet, const char *password, const char *path, GError **error)
{
    g_autoptr(GBytes) there = read_file(path, NULL);
    if (there != NULL && pdf_seal_holds(there, password, booklet))
        return g_steal_pointer(&there);
    return pdf_seal(booklet, password, error);
}

static GBytes *
make_booklet(const DocumentContext *context, size_t doctor, const DocumentPlace *place,
             GError **error)
{
    const char *password = results_doctor(context->results, doctor)->password;
    g_autoptr(GBytes) booklet = booklet_render(context, doctor, error);
    if (booklet == NULL || password == NULL)
        return g_steal_pointer(&booklet);
    g_autofree char *path = booklet_path(context, doctor, place);
    return seal_booklet(booklet, password, path, error);
}

static GBytes *
make_handout(const DocumentContext *context, size_t group, const DocumentPlace *place,
             GError **error)
{
    (void)place;
    return handout_render(context, group, error);
}

static GBytes *
make_slides(const DocumentContext *context, size_t group, const DocumentPlace *place,
            GError **error)
{
    (void)place;
    return slides_render(context, group, error);
}

static GBytes *
make_attendance(const DocumentContext *context, size_t group, const DocumentPlace *place,
                GError **error)
{
    (void)place;
    return attendance_render(context, group, error);
}

static GBytes *
make_certificate(const DocumentContext *context, size_t doctor, const DocumentPlace *place,
                 GError **error)
{
    (void)place;
    return certificate_render(context, doctor, error);
}

static GBytes *
make_cards(const DocumentContext *context, size_t index, const DocumentPlace *place, GError **error)
{
    (void)index, (void)place;
    return cards_render(context, error);
}

static GBytes *
make_group_workbook(const DocumentContext *context, size_t group, const DocumentPlace *place,
                    GError **error)
{
    return group_workbook_render(context->results, context->texts, group, place->scratch, error);
}

static GBytes *
make_region_workbook(const DocumentContext *context, size_t index, const DocumentPlace *place,
                     GError **error)
{
    (void)index;
    return region_workbook_render(context->results, context->texts, place->scratch, error);
}

/* A picture of each handout's cover: later pages hold the doctors' numbers. */
static GPtrArray *
handout_thumbnails(const DocumentContext *context, GError **error)
{
    g_autoptr(GPtrArray) thumbnails = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    for (size_t group = 0; group < results_n_groups(context->results); group++) {
        g_autoptr(Canvas) canvas = handout_draw(context, group);
        GBytes *picture = canvas_to_png(canvas, 1, THUMBNAIL_WIDTH_PX, error);
        if (picture == NULL)
            return NULL;
        g_ptr_array_add(thumbnails, picture);
    }
    return g_steal_pointer(&thumbnails);
}

static GBytes *
make_index(const DocumentContext *context, size_t index, const DocumentPlace *place, GError **error)
{
    (void)index, (void)place;
    g_autoptr(GPtrArray) thumbnails = handout_thumbnails(context, error);
    return thumbnails == NULL ? NULL : run_index_render(context, thumbnails, error);
}

/* --- what gathers a group's booklets ------------------------------------------------------------ */

static GBytes *
read_booklet(const DocumentContext *context, size_t doctor, const DocumentPlace *place,
             GError **error)
{
    g_autofree char *path = booklet_path(context, doctor, place);
    GBytes *booklet = read_file(path, error);
    if (booklet == NULL)
        g_prefix_error(error, _("a booklet that belongs in it cannot be read: "));
    return booklet;
}

static bool
lay_booklet(PdfPile *pile, const DocumentContext *context, size_t doctor, GBytes *separator,
            const DocumentPlace *place, GError **error)
{
    const char *password = results_doctor(context->results, doctor)->password;
    g_autoptr(GBytes) booklet = read_booklet(context, doctor, place, error);
    if (booklet == NULL || !pdf_pile_add(pile, separator, NULL, error))
        return false;
    if (results_campaign(context->results)->imposition == IMPOSITION_NONE)
        return pdf_pile_add(pile, booklet, password, error);
    g_autoptr(GBytes) imposed = pdf_impose(booklet, password, error);
    return imposed != NULL && pdf_pile_add(pile, imposed, NULL, error);
}

static GBytes *
make_print(const DocumentContext *context, size_t group, const DocumentPlace *place, GError **error)
{
    g_autoptr(GArray) doctors = recipients_of(context->results, group);
    g_autoptr(PdfPile) pile = pdf_pile_new();
    for (guint i = 0; i < doctors->len; i++) {
        const size_t doctor = g_array_index(doctors, size_t, i);
        g_autoptr(GBytes) separator =
            separator_render(context, doctor, (int)i + 1, (int)doctors->len, error);
        if (separator == NULL || !lay_booklet(pile, context, doctor, separator, place, error))
            return NULL;
    }
    return pdf_pile_write(pile, results_campaign(context->results)->title, error);
}

/* Each booklet in a folder of its token, under the name that it is sent with. */
static GBytes *
make_archive(const DocumentContext *context, size_t group, const DocumentPlace *place,
             GError **error)
{
    const Campaign *campaign = results_campaign(context->results);
    g_autoptr(GArray) doctors = recipients_of(context->results, group);
    g_autofree char *attachment = edition_attachment_name(campaign);
    g_autoptr(Archive) archive = archive_new(edition_time(campaign));
    for (guint i = 0; i < doctors->len; i++) {
        const size_t doctor = g_array_index(doctors, size_t, i);
        g_autoptr(GBytes) booklet = read_booklet(context, doctor, place, error);
        if (booklet == NULL)
            return NULL;
        g_autofree char *name =
            g_strjoin("/", results_doctor(context->results, doctor)->token, attachment, NULL);
        archive_add(archive, name, booklet);
    }
    return archive_to_bytes(archive, error);
}

/* --- all of them -------------------------------------------------------------------------------- */

typedef enum { PER_DOCTOR, PER_GROUP, PER_EDITION } Multiplicity;

/* Every sort of document. In a path, %g is the group's id and %t the doctor's token. */
static const struct {
    Multiplicity per;
    const char *path;
    GBytes *(*make)(const DocumentContext *, size_t, const DocumentPlace *, GError **);
    bool gathers;                                   /* the group's booklets, from the folder */
    bool (*is_due)(const Results *, size_t doctor); /* NULL: to every doctor */
} KINDS[] = {
    {PER_DOCTOR, "booklets/%g/%t.pdf", make_booklet, false, NULL},
    {PER_GROUP, "handouts/%g.pdf", make_handout, false, NULL},
    {PER_GROUP, "handouts/slides/%g.pdf", make_slides, false, NULL},
    {PER_GROUP, "private/attendance/%g.pdf", make_attendance, false, NULL},
    {PER_DOCTOR, "private/attendance/certificates/%g/%t.pdf", make_certificate, false,
     certificate_is_due},
    {PER_EDITION, "private/cards.pdf", make_cards, false, NULL},
    {PER_GROUP, "private/print/%g.pdf", make_print, true, NULL},
    {PER_GROUP, "private/zip/%g.zip", make_archive, true, NULL},
    {PER_GROUP, "workbooks/%g.xlsx", make_group_workbook, false, NULL},
    {PER_EDITION, "workbooks/region.xlsx", make_region_workbook, false, NULL},
    {PER_EDITION, "index.html", make_index, false, NULL},
};

static void
document_free(gpointer data)
{
    Document *self = data;
    g_free(self->path);
    g_free(self);
}

static void
add(GPtrArray *documents, const Results *results, size_t kind, size_t index, int group,
    const char *token)
{
    GString *path = g_string_new(KINDS[kind].path);
    if (group >= 0)
        g_string_replace(path, "%g", results_group(results, (size_t)group)->id, 1);
    if (token != NULL)
        g_string_replace(path, "%t", token, 1);
    Document *document = g_new0(Document, 1);
    *document = (Document){kind, index, group, KINDS[kind].gathers, g_string_free(path, FALSE)};
    g_ptr_array_add(documents, document);
}

static void
add_kind(GPtrArray *documents, const Results *results, size_t kind)
{
    switch (KINDS[kind].per) {
    case PER_DOCTOR:
        for (size_t i = 0; i < results_n_doctors(results); i++) {
            const ResultDoctor *doctor = results_doctor(results, i);
            const bool is_due = KINDS[kind].is_due == NULL || KINDS[kind].is_due(results, i);
            if (doctor->group >= 0 && is_due)
                add(documents, results, kind, i, doctor->group, doctor->token);
        }
        break;
    case PER_GROUP:
        for (size_t i = 0; i < results_n_groups(results); i++)
            add(documents, results, kind, i, (int)i, NULL);
        break;
    case PER_EDITION:
        add(documents, results, kind, 0, -1, NULL);
        break;
    }
}

static int
compare_paths(gconstpointer a, gconstpointer b)
{
    const Document *const *x = a, *const *y = b;
    return strcmp((*x)->path, (*y)->path);
}

/* By path, hence by token: the pool's order of creation, which shows in inodes, depends on places in
 * this list alone and must not be undone into the order of the doctors' ids. */
GPtrArray *
documents_list(const Results *results)
{
    GPtrArray *documents = g_ptr_array_new_with_free_func(document_free);
    for (size_t kind = 0; kind < G_N_ELEMENTS(KINDS); kind++)
        add_kind(documents, results, kind);
    g_ptr_array_sort(documents, compare_paths);
    return documents;
}

GHashTable *
documents_paths(const GPtrArray *documents)
{
    GHashTable *paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < documents->len; i++) {
        const Document *document = g_ptr_array_index(documents, i);
        g_hash_table_add(paths, g_strdup(document->path));
    }
    return paths;
}

bool
document_is_ready(const Document *self, const DocumentContext *context, const DocumentPlace *place)
{
    if (!self->gathers)
        return true;
    const ResultGroup *group = results_group(context->results, self->index);
    for (size_t i = 0; i < group->n_doctors; i++) {
        g_autofree char *path = booklet_path(context, group->doctors[i], place);
        if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
            return false;
    }
    return true;
}

GBytes *
document_render(const Document *self, const DocumentContext *context, const DocumentPlace *place,
                GError **error)
{
    return KINDS[self->kind].make(context, self->index, place, error);
}
