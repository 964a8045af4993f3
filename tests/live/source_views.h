/* The SQL of a known source as one text, and what is left of it when the guard against one trap, which
 * stands between marks, is taken out: for tests that a case notices. */
#pragma once

#include <stddef.h>

/* All files that source.yaml of sql/sources/NAME installs, in their order. The caller frees. */
char *source_views_read(const char *name);

/* What stands between the marks of `trap` in `sql`, replaced by the naive text after "else". Adds the
 * marks to `out_n`. The caller frees. */
char *source_views_take_out(const char *sql, const char *trap, size_t *out_n);

/* The statements of `sql` that hold the trap's marks, naive, to run over the views that are there. */
char *source_views_naive(const char *sql, const char *trap, size_t *out_n);
