#include "tests/engine/profile/result_files.h"

#include <string.h>

char *
result_files_text(const GPtrArray *files, const char *path)
{
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        gsize size = 0;
        if (strcmp(file->path, path) != 0)
            continue;
        const char *bytes = g_bytes_get_data(file->bytes, &size);
        return g_strndup(bytes, size);
    }
    g_error("no file %s", path);
}
