#include "tests/engine/profile/hand_edition.h"

#include <glib/gstdio.h>
#include <string.h>

const char HAND_PROPORTION[] = "  - id: share\n"
                               "    label: {fr: \"Part\", en: \"Share\"}\n"
                               "    from: counts\n"
                               "    type: prescription\n"
                               "    kind: proportion\n"
                               "    unit: patient\n"
                               "    direction: lower\n";

static const char CAMPAIGN[] = "campaign: hand-2025\n"
                               "title: \"Hand\"\n"
                               "region: {id: \"53\", label: \"Bretagne\"}\n"
                               "period: {every: year, last: 2025, history: 2}\n"
                               "data: {from: 2024-01-01, to: 2025-12-31}\n"
                               "database: {service: none}\n"
                               "themes: [./theme.yaml]\n"
                               "control: {specialties: [MG], minimum_activity: 0}\n"
                               "numbering: {key_file: secret.key}\n";

void
hand_edition_write(HandEdition *self, const char *path, GBytes *bytes)
{
    char *full = g_build_filename(self->folder, path, NULL);
    char *parent = g_path_get_dirname(full);
    g_autoptr(GError) error = NULL;
    gsize size = 0;
    const char *content = g_bytes_get_data(bytes, &size);

    g_mkdir_with_parents(parent, 0700);
    g_unlink(full); /* a longer file would keep its end */
    if (!g_file_set_contents_full(full, content, (gssize)size, G_FILE_SET_CONTENTS_NONE, 0600,
                                  &error))
        g_error("%s", error->message);
    g_ptr_array_insert(self->paths, 0, full);
    g_ptr_array_add(self->paths, parent);
}

static void
write_text(HandEdition *self, const char *path, const char *text)
{
    g_autoptr(GBytes) bytes = g_bytes_new(text, strlen(text));
    hand_edition_write(self, path, bytes);
}

/* What stands before a hyphen; NULL without one. */
static char *
territory_of(const char *id)
{
    const char *hyphen = strchr(id, '-');
    return hyphen == NULL || hyphen == id ? NULL : g_strndup(id, (gsize)(hyphen - id));
}

static void
take_doctor(Roster *roster, const HandDoctor *doctor)
{
    bool came_late = doctor->years[0].denominator < 0;

    roster_take_practitioner(roster,
                             (Practitioner){
                                 .id = g_strdup(doctor->id),
                                 .specialty = g_strdup("MG"),
                                 .territory_id = territory_of(doctor->id),
                                 .active_from = came_late ? day_from_civil(2024, 2, 1) : DAY_NONE,
                                 .active_to = DAY_NONE,
                                 .opposed_on = DAY_NONE,
                                 .letter = {.name = g_strconcat("Dr ", doctor->id, NULL)},
                             });
    if (doctor->group != NULL)
        roster_take_membership(roster, (Membership){.group_id = g_strdup(doctor->group),
                                                    .practitioner_id = g_strdup(doctor->id),
                                                    .joined_on = day_from_civil(2024, 1, 1),
                                                    .left_on = DAY_NONE,
                                                    .anonymity_waived_on = DAY_NONE});
}

static CountCell
cell_of(int64_t events, int64_t n)
{
    return n < 0 ? (CountCell){0} : (CountCell){events, n, events, n, events, events, n};
}

static void
fill_counts(HandEdition *self, const HandDoctor *doctors, size_t n)
{
    self->counts = counts_new(n, self->campaign->n_indicators, 2);
    for (size_t d = 0; d < n; d++) {
        size_t row = (size_t)roster_find_practitioner(self->roster, doctors[d].id);
        for (size_t i = 0; i < self->campaign->n_indicators; i++)
            for (size_t year = 0; year < 2; year++)
                *counts_cell_mutable(self->counts, row, i, year) =
                    cell_of(doctors[d].years[year].numerator, doctors[d].years[year].denominator);
    }
}

HandEdition *
hand_edition_new(const char *indicators, const char *more, const HandDoctor *doctors, size_t n)
{
    g_autoptr(GError) error = NULL;
    HandEdition *self = g_new0(HandEdition, 1);

    self->folder = g_dir_make_tmp("hand-XXXXXX", NULL);
    self->paths = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *campaign = g_strconcat(CAMPAIGN, more, NULL);
    g_autofree char *theme = g_strconcat("theme: hand\nstatus: trial\n"
                                         "label: {fr: \"Main\", en: \"Hand\"}\nindicators:\n",
                                         indicators, NULL);
    write_text(self, "campaign.yaml", campaign);
    write_text(self, "theme.yaml", theme);
    write_text(self, "secret.key", "abcdefghijklmnopqrstuvwxyz012345");

    g_autofree char *path = g_build_filename(self->folder, "campaign.yaml", NULL);
    self->campaign = campaign_load(path, self->folder, &error);
    if (self->campaign == NULL)
        g_error("%s", error->message);

    self->roster = roster_new();
    for (size_t d = 0; d < n; d++)
        take_doctor(self->roster, &doctors[d]);
    for (int g = 1; g <= HAND_GROUPS; g++)
        roster_take_group(self->roster, (Group){.id = g_strdup_printf("G%d", g),
                                                .label = g_strdup_printf("Group %d", g),
                                                .opened_on = DAY_NONE,
                                                .closed_on = DAY_NONE});
    if (!roster_close(self->roster, &error) ||
        !roster_settle(self->roster, self->campaign, NULL, &error))
        g_error("%s", error->message);
    fill_counts(self, doctors, n);
    return self;
}

void
hand_edition_free(HandEdition *self)
{
    if (self == NULL)
        return;
    /* Files first, then folders; a folder that still holds another stays for a later try. */
    for (unsigned i = 0; i < self->paths->len; i++)
        g_remove(self->paths->pdata[i]);
    g_ptr_array_unref(self->paths);
    g_rmdir(self->folder);
    g_free(self->folder);
    counts_free(self->counts);
    roster_free(self->roster);
    campaign_free(self->campaign);
    g_free(self);
}

Results *
hand_edition_compute(const HandEdition *self)
{
    g_autoptr(GError) error = NULL;
    Results *results = results_compute(self->campaign, self->roster, self->counts, &error);

    if (results == NULL)
        g_error("%s", error->message);
    return results;
}

size_t
hand_edition_doctor(const Results *results, const char *id)
{
    for (size_t d = 0; d < results_n_doctors(results); d++)
        if (g_str_equal(results_doctor(results, d)->id, id))
            return d;
    g_error("no doctor %s", id);
}
