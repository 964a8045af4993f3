/* A file with a wrong column has a fault on each of its lines: nobody reads more than the first. */
#include "engine/source/load_faults.h"

#include "engine/words/words.h"

void
load_faults_add(LoadFaults *self, const char *format, ...)
{
    if (self->n++ >= LOAD_FAULTS_SHOWN)
        return;

    va_list arguments;
    va_start(arguments, format);
    g_ptr_array_add(self->texts, g_strdup_vprintf(format, arguments));
    va_end(arguments);
}

void
load_faults_close(LoadFaults *self)
{
    if (self->n > LOAD_FAULTS_SHOWN)
        g_ptr_array_add(self->texts,
                        g_strdup_printf(_("and %zu more"), self->n - LOAD_FAULTS_SHOWN));
}
