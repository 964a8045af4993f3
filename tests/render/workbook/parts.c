#include "tests/render/workbook/parts.h"

#include <check.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct Parts {
    GPtrArray *names;
    GHashTable *texts;
    char **strings; /* shared strings, each as it follows <si> */
};

/* Runs unzip on a temporary copy and returns what it prints. */
static char *
unzip(GBytes *workbook, const char *option, const char *name)
{
    g_autofree char *path = NULL;
    g_autoptr(GError) error = NULL;
    int file = g_file_open_tmp("parts-XXXXXX.xlsx", &path, &error);
    ck_assert_int_ge(file, 0);
    g_close(file, NULL);
    ck_assert(g_file_set_contents(path, g_bytes_get_data(workbook, NULL),
                                  (gssize)g_bytes_get_size(workbook), NULL));
    const char *arguments[] = {"unzip", option, path, name, NULL};
    char *output = NULL;
    int status = -1;
    bool ran = g_spawn_sync(NULL, (char **)(void *)arguments, NULL,
                            G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &output,
                            NULL, &status, &error);
    g_unlink(path);
    ck_assert_msg(ran, "unzip: %s", error ? error->message : "");
    ck_assert_msg(g_spawn_check_wait_status(status, &error), "unzip %s %s: %s", option,
                  name ? name : "", error ? error->message : "");
    return output;
}

static int
compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

Parts *
parts_open(GBytes *workbook)
{
    Parts *self = g_new0(Parts, 1);
    self->names = g_ptr_array_new_with_free_func(g_free);
    self->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_autofree char *list = unzip(workbook, "-Z1", NULL);
    g_auto(GStrv) names = g_strsplit(g_strchomp(list), "\n", -1);
    for (char **name = names; *name != NULL; name++) {
        /* [Content_Types].xml would be a pattern to unzip. */
        g_auto(GStrv) halves = g_strsplit(*name, "[", -1);
        g_autofree char *pattern = g_strjoinv("[[]", halves);
        g_ptr_array_add(self->names, g_strdup(*name));
        g_hash_table_insert(self->texts, g_strdup(*name), unzip(workbook, "-p", pattern));
    }
    qsort(self->names->pdata, self->names->len, sizeof(gpointer), compare_names);
    const char *strings = g_hash_table_lookup(self->texts, "xl/sharedStrings.xml");
    self->strings = g_strsplit(strings == NULL ? "" : strings, "<si>", -1);
    return self;
}

void
parts_free(Parts *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->names);
    g_hash_table_unref(self->texts);
    g_strfreev(self->strings);
    g_free(self);
}

size_t
parts_n(const Parts *self)
{
    return self->names->len;
}

const char *
parts_name(const Parts *self, size_t i)
{
    return g_ptr_array_index(self->names, i);
}

const char *
parts_text(const Parts *self, const char *name)
{
    const char *text = g_hash_table_lookup(self->texts, name);
    ck_assert_msg(text != NULL, "no part %s", name);
    return text;
}

const char *
parts_sheet(const Parts *self, int position)
{
    g_autofree char *name = g_strdup_printf("xl/worksheets/sheet%d.xml", position);
    return parts_text(self, name);
}

/* What stands between the first `open` after `from` and the `close` that follows. */
static char *
between(const char *from, const char *open, const char *close)
{
    const char *start = strstr(from, open);
    ck_assert_ptr_nonnull(start);
    start += strlen(open);
    const char *end = strstr(start, close);
    ck_assert_ptr_nonnull(end);
    return g_strndup(start, (size_t)(end - start));
}

char *
parts_cell(const Parts *self, int position, const char *cell)
{
    g_autofree char *opening = g_strdup_printf("<c r=\"%s\"", cell);
    const char *found = strstr(parts_sheet(self, position), opening);
    if (found == NULL)
        return NULL;
    g_autofree char *element = between(found, "<c ", ">");
    if (g_str_has_suffix(element, "/"))
        return NULL;
    g_autofree char *value = between(found, "<v>", "</v>");
    if (strstr(element, "t=\"s\"") == NULL)
        return g_steal_pointer(&value);
    /* Spaces at the ends bring an attribute into <t>. */
    g_autofree char *text = between(self->strings[atoi(value) + 1], "<t", "</t>");
    return g_strdup(strchr(text, '>') + 1);
}

char *
parts_cell_at(const Parts *self, int sheet, char column, int row)
{
    g_autofree char *name = g_strdup_printf("%c%d", column, row);
    return parts_cell(self, sheet, name);
}

int
parts_n_rows(const Parts *self, int sheet)
{
    g_auto(GStrv) rows = g_strsplit(parts_sheet(self, sheet), "<row ", -1);
    return (int)g_strv_length(rows) - 1;
}
