/* What is wrong with the files of a load: the first hundred faults in words, then their number. */
#pragma once

#include <glib.h>

typedef struct {
    GPtrArray *texts; /* char*, of the caller */
    size_t n;         /* in all */
} LoadFaults;

enum { LOAD_FAULTS_SHOWN = 100 };

void load_faults_add(LoadFaults *self, const char *format, ...) G_GNUC_PRINTF(2, 3);
/* Adds the line on those that were not shown. Once, at the end. */
void load_faults_close(LoadFaults *self);
