/* What a reader's program finds in a PDF: its words with their places, through poppler and qpdf. */
#pragma once

#include <glib.h>

typedef struct {
    int page;                        /* from 1 */
    double left, top, right, bottom; /* points, from the top left corner */
    double page_width, page_height;
    char *text;
} PdfWord;

/* PdfWord*, in the order of the file. Fails the running test when the PDF cannot be read. */
GPtrArray *pdf_words(GBytes *pdf);
/* Fails the running test where words of a page overlap or leave the margins that printers reach, naming
 * the shape and what it is. */
void pdf_check_words(GBytes *pdf, int shape, const char *what);
/* The words of all pages with single spaces between. */
char *pdf_text(GBytes *pdf);
/* The same page by page, NULL-terminated; a page without words at the end is left out. */
char **pdf_pages(GBytes *pdf);
/* Standard output of a program over the PDF, `arguments` split at spaces, % standing for its path;
 * fails the running test unless it ends well. */
char *pdf_run(GBytes *pdf, const char *arguments);
