#include "engine/profile/evaluation_people.h"

#include "engine/stats/panel.h"

/* Numbers the territories of the controls in the order in which they are met. */
typedef struct {
    GHashTable *numbers; /* territory id: its number + 1 */
    int next;
} Territories;

static int
territory_number(Territories *self, const char *territory_id)
{
    if (territory_id == NULL)
        return self->next++;

    int number = GPOINTER_TO_INT(g_hash_table_lookup(self->numbers, territory_id)) - 1;
    if (number >= 0)
        return number;
    number = self->next++;
    g_hash_table_insert(self->numbers, (gpointer)(uintptr_t)territory_id,
                        GINT_TO_POINTER(number + 1));
    return number;
}

/* 0 when the day lies before the second period. */
static int
cohort_of(const Campaign *campaign, Day entered_on)
{
    int cohort = campaign->history - 1;

    while (cohort > 0 && period_first_day(campaign_period(campaign, cohort)) > entered_on)
        cohort--;
    return cohort;
}

static void
add(EvaluationPeople *self, size_t practitioner, int cohort, int cluster)
{
    EvaluationDoctor doctor = {practitioner, cohort, cluster};

    g_array_append_val(self->doctors, doctor);
    self->n_entered += cohort != COHORT_NEVER;
    self->n_controls += cohort == COHORT_NEVER;
}

static void
place(EvaluationPeople *self, const Campaign *campaign, const Roster *roster, size_t index,
      Territories *territories)
{
    const Practitioner *practitioner = roster_practitioner(roster, index);

    if (practitioner->entered_on != DAY_NONE) {
        int cohort = cohort_of(campaign, practitioner->entered_on);
        const bool member = practitioner->standing == STANDING_ENROLLED;
        self->n_earlier_members += cohort == 0 && member;
        self->n_left += cohort != 0 && !member;
        if (cohort == 0)
            self->n_before++;
        else
            add(self, index, cohort, practitioner->entry_group);
    } else if (practitioner->standing == STANDING_CONTROL) {
        add(self, index, COHORT_NEVER, territory_number(territories, practitioner->territory_id));
    }
}

EvaluationPeople *
evaluation_people_new(const Campaign *campaign, const Roster *roster)
{
    EvaluationPeople *self = g_new0(EvaluationPeople, 1);
    g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
    Territories territories = {numbers, (int)roster_n_groups(roster)};

    self->doctors = g_array_new(FALSE, FALSE, sizeof(EvaluationDoctor));
    for (size_t i = 0; i < roster_n_practitioners(roster); i++)
        place(self, campaign, roster, i, &territories);
    return self;
}

void
evaluation_people_free(EvaluationPeople *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->doctors);
    g_free(self);
}

const EvaluationDoctor *
evaluation_people_doctor(const EvaluationPeople *self, size_t doctor)
{
    g_assert(doctor < self->doctors->len);
    return &g_array_index(self->doctors, EvaluationDoctor, doctor);
}
