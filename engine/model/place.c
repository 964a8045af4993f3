#include "engine/model/place.h"

G_DEFINE_QUARK(miroir - model - error, model_error)

void
model_set_error(GError **error, ModelError code, Place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, MODEL_ERROR, (int)code, "%s:%d:%d: %s", place.file, place.line, place.column,
                message);
}
