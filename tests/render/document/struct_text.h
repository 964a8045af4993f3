/* A tagged PDF in the order in which it is read aloud, as `pdfinfo -struct-text` tells it. */
#pragma once

#include <glib.h>

typedef struct {
    int depth;  /* from 0 */
    char *type; /* "H1", "Figure" */
    char *text; /* its own, "" without any */
} StructLine;

/* StructLine, one an element. Fails the running test when poppler cannot read the file. */
GArray *struct_text_read(GBytes *pdf);
