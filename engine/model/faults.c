#include "engine/model/faults.h"

static void
free_error(gpointer error)
{
    g_error_free(error);
}

GPtrArray *
faults_new(void)
{
    return g_ptr_array_new_with_free_func(free_error);
}

void
faults_add(GPtrArray *self, ModelError code, Place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    GError *error = NULL;
    model_set_error(&error, code, place, "%s", message);
    g_ptr_array_add(self, error);
}

void
faults_take(GPtrArray *self, GError *error)
{
    g_ptr_array_add(self, error);
}

void
faults_propagate_first(const GPtrArray *self, GError **error)
{
    g_assert(self->len > 0);
    g_propagate_error(error, g_error_copy(self->pdata[0]));
}
