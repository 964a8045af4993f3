/* Twelve indicators over generated lines: the region on which the stream is measured. */
#pragma once

#include <glib.h>

enum { BENCH_PRACTITIONERS = 3000, BENCH_PERIODS = 8, BENCH_INDICATORS = 12 };

/* YAML of the twelve, for a campaign of eight quarters up to 2026-Q1; a third of the lines is
 * wanted. The caller frees. */
char *bench_case_indicators(void);
/* SQL that makes the region with `n_lines` lines, one in fifty a reversal. The caller frees. */
char *bench_case_sql(long n_lines);
