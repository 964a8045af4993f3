/* What ISO 14289-1 (PDF/UA-1) and ISO 19005-2 level A (PDF/A-2a) ask of our documents, looked for in the
 * finished file. No validator is at hand, so the rules are written out: those that a machine can decide
 * and that what we print can break. */
#pragma once

#include <glib.h>

typedef struct {
    const char *language;       /* "fr-FR" */
    const char *const *reasons; /* phrases that say why a figure has no value; NULL ends them */
} PdfExpectation;

/* char*, "rule: what breaks it", with the page where there is one; empty when nothing is wrong. Fails
 * the running test when the file cannot be read at all. */
GPtrArray *pdf_faults(GBytes *pdf, const PdfExpectation *wanted);
