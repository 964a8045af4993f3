/* The statement of the pushdown executor: net lines, then one row for each practitioner, patient and
 * period, then sums by practitioner and period, of standardised indicators by age and sex besides.
 * Only the sums travel. */
#pragma once

#include <glib.h>

#include "engine/source/contract.h"
#include "engine/source/program.h"

/* Sums of the result (see SumQuery) for each indicator, in natural units: y, x, patients with y > 0,
 * with x > 0, yy, xy, xx. */
enum { PUSHDOWN_SUMS = 7 };

/* All `indicators` have the same attribution, and are standardised or not together. The caller frees. */
char *pushdown_sql(const Program *program, const Contract *contract,
                   const ProgramIndicator *const *indicators, size_t n_indicators);
/* The statement that finds a wanted row whose quantity or amount has too many decimals or is no
 * number, or that lacks what the contract demands: practitioner, day, system, code, what. */
char *pushdown_sql_faults(const Program *program, const Contract *contract);
