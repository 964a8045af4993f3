#include "tests/render/page/golden.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

static bool bless;
static const char *png_folder;

bool
golden_options(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--bless") == 0) {
            bless = true;
        } else if (strcmp(argv[i], "--png") == 0 && i + 1 < argc) {
            png_folder = argv[++i];
        } else {
            fprintf(stderr, "%s: [--bless] [--png DIR], not %s\n", argv[0], argv[i]);
            return false;
        }
    }
    return true;
}

static void
write_pages(Canvas *canvas, const char *name)
{
    for (int page = 1; page <= canvas_n_pages(canvas); page++) {
        GError *error = NULL;
        g_autoptr(GBytes) png = canvas_to_png(canvas, page, 1200, &error);
        ck_assert_msg(png != NULL, "%s", error == NULL ? "" : error->message);
        g_autofree char *base = g_path_get_basename(name);
        g_autofree char *file = g_strdup_printf("%s-%d.png", base, page);
        g_autofree char *path = g_build_filename(png_folder, file, NULL);
        gsize n = 0;
        const char *bytes = g_bytes_get_data(png, &n);
        ck_assert(g_file_set_contents(path, bytes, (gssize)n, NULL));
    }
}

static void
fail_at_difference(const char *path, const char *wanted, const char *got)
{
    g_auto(GStrv) a = g_strsplit(wanted, "\n", -1), b = g_strsplit(got, "\n", -1);
    int line = 0;
    while (a[line] != NULL && b[line] != NULL && strcmp(a[line], b[line]) == 0)
        line++;
    ck_abort_msg("%s:%d:\nwas: %s\nis:  %s\n(--bless takes the new one)", path, line + 1,
                 a[line] == NULL ? "(end)" : a[line], b[line] == NULL ? "(end)" : b[line]);
}

void
golden_check(Canvas *canvas, const char *name)
{
    GError *error = NULL;
    g_autofree char *got = canvas_to_text(canvas, &error);
    ck_assert_msg(got != NULL, "%s: %s", name, error == NULL ? "" : error->message);
    if (png_folder != NULL)
        write_pages(canvas, name);

    g_autofree char *file = g_strconcat(name, ".txt", NULL);
    g_autofree char *path = g_build_filename("tests", "golden", file, NULL);
    if (bless) {
        g_autofree char *folder = g_path_get_dirname(path);
        ck_assert_int_eq(g_mkdir_with_parents(folder, 0755), 0);
        ck_assert(g_file_set_contents(path, got, -1, NULL));
        return;
    }
    g_autofree char *wanted = NULL;
    ck_assert_msg(g_file_get_contents(path, &wanted, NULL, NULL), "%s is not there: --bless", path);
    if (strcmp(wanted, got) != 0)
        fail_at_difference(path, wanted, got);
}
