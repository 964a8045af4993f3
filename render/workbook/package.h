/* An XLSX read back before it is published. libxlsxwriter 1.1.4 writes each part to a temporary file
 * without looking at errors, so that a full disk leaves out cells and still reports success: the
 * parts are taken apart again, must be whole XML, and must hold what was written. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    char *name; /* "xl/worksheets/sheet1.xml" */
    char *text;
    size_t size;
} PackagePart;
void package_part_free(PackagePart *self);

/* The parts of a ZIP archive (stored or deflated, below 4 GiB) in its own order, each checked
 * against its CRC; NULL with WORKBOOK_ERROR_WRITE when the archive is damaged. */
GPtrArray *package_parts(GBytes *archive, GError **error);

/* Whether every part is well-formed XML, sheet i holds `cells[i]` cells, and the table of shared
 * strings as many as it says. WORKBOOK_ERROR_WRITE names the part. */
bool package_check(const GPtrArray *parts, const size_t *cells, size_t n_sheets, GError **error);
