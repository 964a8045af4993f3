#include "tests/live/source_views.h"

#include <check.h>
#include <string.h>

#include "engine/source/known_source.h"
#include "tests/live/live_database.h"

char *
source_views_read(const char *name)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *relative = g_strdup_printf("sql/sources/%s", name);
    g_autofree char *folder = live_source_path(relative);
    g_autoptr(KnownSource) source = known_source_load(folder, &error);
    ck_assert_msg(source != NULL, "%s", error != NULL ? error->message : "");
    g_autoptr(GString) text = g_string_new(NULL);
    for (const char *const *file = known_source_files(source); *file != NULL; file++) {
        g_autofree char *sql = NULL;
        ck_assert(g_file_get_contents(*file, &sql, NULL, NULL));
        g_string_append(text, sql);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
source_views_take_out(const char *sql, const char *trap, size_t *out_n)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *open = g_strdup_printf("/* trap %s { */", trap);
    const char *mark;

    while ((mark = strstr(sql, open)) != NULL) {
        const char *close = strstr(mark, "/* } else");
        ck_assert_msg(close != NULL, "%s is not closed", trap);
        const char *naive = close + strlen("/* } else");
        const char *end = strstr(naive, "*/");
        ck_assert_ptr_nonnull(end);
        g_string_append_len(text, sql, mark - sql);
        g_string_append_len(text, naive, end - naive);
        sql = end + strlen("*/");
        ++*out_n;
    }
    g_string_append(text, sql);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

char *
source_views_naive(const char *sql, const char *trap, size_t *out_n)
{
    g_auto(GStrv) statements = g_strsplit(sql, ";\n", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; statements[i] != NULL; i++) {
        size_t n_before = *out_n;
        g_autofree char *naive = source_views_take_out(statements[i], trap, out_n);
        if (*out_n > n_before)
            g_string_append_printf(text, "%s;\n", naive);
    }
    g_string_replace(text, "CREATE VIEW", "CREATE OR REPLACE VIEW", 0);
    return g_string_free(g_steal_pointer(&text), FALSE);
}
