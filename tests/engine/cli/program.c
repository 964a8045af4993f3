#include "tests/engine/cli/program.h"

#include <glib/gstdio.h>
#include <sys/wait.h>

#include "engine/publish/folder.h"

ProgramResult
program_run(const char *folder, const char *line)
{
    const char *program = g_getenv("MIROIR");
    g_assert(program != NULL);
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    g_strv_builder_add(builder, program);
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    for (size_t i = 0; words[i] != NULL; i++)
        if (*words[i] != '\0')
            g_strv_builder_add(builder, words[i]);
    g_auto(GStrv) arguments = g_strv_builder_end(builder);

    ProgramResult result = {0};
    int status = 0;
    g_autoptr(GError) error = NULL;
    if (!g_spawn_sync(folder, arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &result.out,
                      &result.err, &status, &error))
        g_error("%s: %s", program, error->message);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return result;
}

void
program_result_clear(ProgramResult *self)
{
    g_free(self->out);
    g_free(self->err);
}

char *
program_snapshot(const char *folder)
{
    GString *text = g_string_new(NULL);
    g_autoptr(GPtrArray) paths = folder_list(folder, NULL);
    for (guint i = 0; paths != NULL && i < paths->len; i++) {
        const char *path = g_ptr_array_index(paths, i);
        g_autofree char *full = g_build_filename(folder, path, NULL);
        g_autofree char *content = NULL;
        gsize size = 0;
        GStatBuf facts = {0};
        g_lstat(full, &facts);
        g_file_get_contents(full, &content, &size, NULL);
        g_autofree char *hash = g_compute_checksum_for_data(
            G_CHECKSUM_SHA256, (const guchar *)(content == NULL ? "" : content), size);
        g_string_append_printf(text, "%s %o %s\n", path, (unsigned)facts.st_mode, hash);
    }
    return g_string_free(text, FALSE);
}
