/* Activity and facts, counted by the server over all codes: net lines and distinct patients of every
 * prescriber (of every performer where the campaign is about nothing else), rows in all, and rows whose code nobody described. */
#pragma once

#include <glib.h>

#include "engine/model/counts.h"
#include "engine/source/contract.h"
#include "engine/source/plan.h"
#include "engine/source/program.h"

/* Part `i` of `n` of the patients, whose rows add up. Periods before `first_period` are left out: to
 * net every line of every code is by far the costliest thing that the server is asked for. The
 * caller frees. */
char *activity_sql(const Program *program, const Contract *contract, size_t first_period, int n,
                   int i);
/* Adds its rows. SOURCE_ERROR_DATA when they do not fit. */
bool activity_add(PGresult *rows, const Roster *roster, Counts *counts, GError **error);

/* One row: rows of miroir.claim in the days read, and those of unknown codes. */
char *activity_facts_sql(const Program *program, const Contract *contract);
bool activity_read_facts(PGresult *rows, PlanFacts *facts, GError **error);
