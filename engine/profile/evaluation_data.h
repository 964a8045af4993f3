/* One indicator of an evaluation: the doctors' counts as a panel, and whether what would be said of
 * them can be traced to a few. */
#pragma once

#include "engine/model/counts.h"
#include "engine/profile/disclosure.h"
#include "engine/profile/evaluation_people.h"
#include "engine/profile/status.h"
#include "engine/stats/panel.h"

typedef struct {
    const Campaign *campaign;
    const Counts *counts;
    const EvaluationPeople *people;
    size_t indicator;
    Panel *panel; /* doctors as in people; values on the indicator's scale */
} EvaluationData;

/* A period has a value where the source holds its whole window, the doctor was active through it and
 * there is something to divide by. PROFILE_ERROR_DATA names a cell that contradicts itself. The
 * arguments must outlive the result. */
EvaluationData *evaluation_data_new(const Campaign *campaign, const Roster *roster,
                                    const Counts *counts, const EvaluationPeople *people,
                                    size_t indicator, GError **error);
void evaluation_data_free(EvaluationData *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(EvaluationData, evaluation_data_free)

const Indicator *evaluation_data_indicator(const EvaluationData *self);
const CountCell *evaluation_data_cell(const EvaluationData *self, size_t doctor, int period);
/* How many doctors have a value both in the period before their entry and `relative` periods from it
 * (0: that of the entry itself, -2: two before). */
int evaluation_data_doctors(const EvaluationData *self, int relative);

/* Whether the average over those doctors, set beside the controls, may be shown: on each side
 * minimum_members doctors, minimum_patients distinct patients in both periods, and none whose
 * denominator makes more than `dominance` of the weight. First that does not hold: few_members,
 * few_patients, dominant. It looks at denominators only: what is averaged must not depend on what
 * came out. */
Status evaluation_data_event_status(const EvaluationData *self, int relative);
/* Likewise for totals over time of all who entered. */
Status evaluation_data_total_status(const EvaluationData *self);
/* Likewise for the means of both sides in the period before each entry, which hold to the rules of a
 * comparator: small numerators hide them too. */
Status evaluation_data_baseline_status(const EvaluationData *self);
/* What those who entered (at whatever time), or else the controls, have in one period, and whether it
 * may be shown: under the rules of a comparator too. incomplete where the source does not hold the
 * window; secondary where those who entered are all of today's members, whose figures are in editions,
 * but for a few, or the other way round: what these few have would follow from the difference. */
Status evaluation_data_side(const EvaluationData *self, bool entered, int period,
                            ComparatorParts *out_parts);
