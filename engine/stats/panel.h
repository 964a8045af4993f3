/* Doctors over time, with the period in which each entered a scheme: what an evaluation compares.
 * Each doctor has a numerator and a denominator by period; their ratio is the doctor's value, in the
 * unit of the two. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* The cohort of a doctor who never entered. */
enum { COHORT_NEVER = -1 };

typedef struct Panel Panel;

/* Periods are numbered from 0 to `n_periods` - 1, n_periods at least 1. */
Panel *panel_new(int n_periods);
void panel_free(Panel *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Panel, panel_free)

/* Adds a doctor who entered in period `cohort` (0 has no period before it, hence is in no
 * comparison) or never. Doctors of one `cluster`, any number from 0, are not independent of one
 * another; nobody in a cluster of those who entered has never entered. Copies `n_periods` of each
 * array; a period whose denominator is 0 or NaN has no value. Denominators are never negative, and
 * where they are above 0 the numerator is finite. */
void panel_add(Panel *self, int cohort, int cluster, const double *numerators,
               const double *denominators);

int panel_n_periods(const Panel *self);
/* In the order in which they were added. */
size_t panel_n_doctors(const Panel *self);
int panel_cohort(const Panel *self, size_t doctor);
int panel_cluster(const Panel *self, size_t doctor);
/* Whether the doctor has a value in that period. */
bool panel_has_value(const Panel *self, size_t doctor, int period);
/* NaN where there is none. */
double panel_value(const Panel *self, size_t doctor, int period);
/* 0 where there is no value. */
double panel_denominator(const Panel *self, size_t doctor, int period);
/* The numerator itself; 0 where there is no value. */
double panel_numerator(const Panel *self, size_t doctor, int period);
