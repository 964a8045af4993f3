/* Who is in the results, under which number and token. */
#include "engine/profile/letter_fields.h"
#include "engine/profile/numbering.h"
#include "engine/profile/results_computing.h"

size_t
computation_practitioner(const Computation *self, size_t doctor)
{
    return g_array_index(self->practitioners, size_t, doctor);
}

/* The groups that have members, and where each stands among them by its index in the roster. */
static GArray *
list_groups(const Roster *roster, int *out_positions)
{
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(size_t));

    for (size_t i = 0; i < roster_n_groups(roster); i++) {
        out_positions[i] = -1;
        if (roster_group(roster, i)->n_members == 0)
            continue;
        out_positions[i] = (int)groups->len;
        g_array_append_val(groups, i);
    }
    return groups;
}

static void
list_doctors(Computation *self)
{
    for (size_t i = 0; i < roster_n_practitioners(self->roster); i++) {
        Standing standing = roster_practitioner(self->roster, i)->standing;
        if (standing != STANDING_ENROLLED && standing != STANDING_CONTROL)
            continue;
        size_t doctor = self->practitioners->len;
        g_array_append_val(self->practitioners, i);
        g_array_append_val(standing == STANDING_ENROLLED ? self->enrolled : self->control, doctor);
    }
}

static const char *
keep(const Results *results, const char *text)
{
    return g_string_chunk_insert_const(results->texts, text);
}

/* What only the holder of the key can tell. */
static void
fill_secrets(const Computation *self, size_t doctor, const SecretKey *key)
{
    ResultDoctor *entry = &self->results->doctors[doctor];
    g_autofree char *token = numbering_token(key, self->campaign->name, entry->id);

    entry->token = keep(self->results, token);
    if (self->campaign->booklet_encrypted) {
        g_autofree char *password = numbering_password(key, self->campaign->name, entry->id);
        entry->password = keep(self->results, password);
    }
}

static void
fill_doctor(const Computation *self, size_t doctor, const int *group_positions,
            const SecretKey *key)
{
    Results *results = self->results;
    const Practitioner *practitioner =
        roster_practitioner(self->roster, computation_practitioner(self, doctor));
    ResultDoctor *entry = &results->doctors[doctor];

    *entry = (ResultDoctor){.id = keep(results, practitioner->id), .group = -1};
    if (practitioner->standing != STANDING_ENROLLED)
        return;

    entry->group = group_positions[practitioner->group];
    entry->facilitator = practitioner->facilitator;
    if (key != NULL)
        fill_secrets(self, doctor, key);
    for (size_t i = 0; i < N_LETTER_FIELDS; i++)
        letter_set_field(&results->letters[doctor], i, results->texts,
                         letter_field(&practitioner->letter, i));
    if (!practitioner->anonymity_waived)
        results->groups[entry->group].names_may_show = false;
}

static bool
draw_numbers(const Computation *self, const SecretKey *key, GError **error)
{
    Results *results = self->results;

    for (size_t g = 0; g < results->n_groups; g++) {
        const ResultGroup *group = &results->groups[g];
        g_autofree int *numbers = g_new(int, group->n_doctors);
        for (size_t scope = 0; scope < results->n_scopes; scope++) {
            g_autofree char *name = results_scope_name(results, scope);
            if (!numbering_draw(key, self->campaign->name, name, group->id, group->n_doctors,
                                numbers, error))
                return false;
            for (size_t i = 0; i < group->n_doctors; i++)
                *results_number_mutable(results, group->doctors[i], scope) = numbers[i];
        }
    }
    return true;
}

bool
computation_fill_people(Computation *self, const SecretKey *key, GError **error)
{
    g_autofree int *positions = g_new(int, roster_n_groups(self->roster));
    g_autoptr(GArray) groups = list_groups(self->roster, positions);
    list_doctors(self);

    Results *results = results_new(self->campaign, self->practitioners->len, groups->len);
    self->results = results;
    for (size_t g = 0; g < groups->len; g++) {
        const Group *group = roster_group(self->roster, g_array_index(groups, size_t, g));
        results->groups[g] = (ResultGroup){.id = keep(results, group->id),
                                           .label = keep(results, group->label),
                                           .names_may_show = true,
                                           .joined = -1,
                                           .left = -1};
    }
    for (size_t d = 0; d < self->practitioners->len; d++)
        fill_doctor(self, d, positions, key);
    results_tie(results);
    return key == NULL || draw_numbers(self, key, error);
}
