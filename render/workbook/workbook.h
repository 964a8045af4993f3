/* The coordinators' spreadsheets: the region's and each group's. Released: rounded values only. */
#pragma once

#include <glib.h>

#include "engine/profile/results.h"
#include "render/page/texts.h"

/* libxlsxwriter 1.1.4 writes files only: `scratch_folder` must be private (0700); nothing stays in
 * it. Byte-identical for the same results. */
GBytes *region_workbook_render(const Results *results, const Texts *texts,
                               const char *scratch_folder, GError **error);
GBytes *group_workbook_render(const Results *results, const Texts *texts, size_t group,
                              const char *scratch_folder, GError **error);
