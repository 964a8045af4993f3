#include "engine/cli/documents.h"

#include <string.h>

#include "render/document/attendance.h"
#include "render/document/booklet.h"
#include "render/document/card.h"
#include "render/document/handout.h"
#include "render/document/run_index.h"
#include "render/workbook/workbook.h"

enum { THUMBNAIL_WIDTH_PX = 480 };

static GBytes *
make_booklet(const DocumentContext *context, size_t doctor, const char *scratch, GError **error)
{
    (void)scratch;
    return booklet_render(context, doctor, error);
}

static GBytes *
make_handout(const DocumentContext *context, size_t group, const char *scratch, GError **error)
{
    (void)scratch;
    return handout_render(context, group, error);
}

static GBytes *
make_attendance(const DocumentContext *context, size_t group, const char *scratch, GError **error)
{
    (void)scratch;
    return attendance_render(context, group, error);
}

static GBytes *
make_cards(const DocumentContext *context, size_t index, const char *scratch, GError **error)
{
    (void)index, (void)scratch;
    return cards_render(context, error);
}

static GBytes *
make_group_workbook(const DocumentContext *context, size_t group, const char *scratch,
                    GError **error)
{
    return group_workbook_render(context->results, context->texts, group, scratch, error);
}

static GBytes *
make_region_workbook(const DocumentContext *context, size_t index, const char *scratch,
                     GError **error)
{
    (void)index;
    return region_workbook_render(context->results, context->texts, scratch, error);
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
make_index(const DocumentContext *context, size_t index, const char *scratch, GError **error)
{
    (void)index, (void)scratch;
    g_autoptr(GPtrArray) thumbnails = handout_thumbnails(context, error);
    return thumbnails == NULL ? NULL : run_index_render(context, thumbnails, error);
}

typedef enum { PER_DOCTOR, PER_GROUP, PER_EDITION } Multiplicity;

/* Every sort of document. In a path, %g is the group's id and %t the doctor's token. */
static const struct {
    Multiplicity per;
    const char *path;
    GBytes *(*make)(const DocumentContext *, size_t, const char *, GError **);
} KINDS[] = {
    {PER_DOCTOR, "booklets/%g/%t.pdf", make_booklet},
    {PER_GROUP, "handouts/%g.pdf", make_handout},
    {PER_GROUP, "private/attendance/%g.pdf", make_attendance},
    {PER_EDITION, "private/cards.pdf", make_cards},
    {PER_GROUP, "workbooks/%g.xlsx", make_group_workbook},
    {PER_EDITION, "workbooks/region.xlsx", make_region_workbook},
    {PER_EDITION, "index.html", make_index},
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
    *document = (Document){kind, index, group, g_string_free(path, FALSE)};
    g_ptr_array_add(documents, document);
}

static void
add_kind(GPtrArray *documents, const Results *results, size_t kind)
{
    switch (KINDS[kind].per) {
    case PER_DOCTOR:
        for (size_t i = 0; i < results_n_doctors(results); i++) {
            const ResultDoctor *doctor = results_doctor(results, i);
            if (doctor->group >= 0)
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

GBytes *
document_render(const Document *self, const DocumentContext *context, const char *scratch,
                GError **error)
{
    return KINDS[self->kind].make(context, self->index, scratch, error);
}
