/* What book.c and book_chart.c share: the library's handles. Not for other files. */
#pragma once

#include <xlsxwriter.h>

#include "render/workbook/book.h"

struct Book {
    lxw_workbook *workbook;
    lxw_worksheet *sheet;
    lxw_format *formats[N_STYLES];
    const char *number_formats[N_STYLES]; /* NULL for texts */
    char *folder;                         /* the library keeps pointers to both */
    char *path;
    GArray *widths; /* double: of the columns of the current sheet */
    double row_height;
    lxw_row_t row;
    lxw_col_t column, table_columns;
    GArray *cells; /* size_t: how many were written on each sheet */
    GError *fault; /* the first one */
};

/* Keeps the first fault; `what` says what was being written. */
void book_check(Book *self, lxw_error code, const char *what);
