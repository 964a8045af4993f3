#include "tests/render/document/made_edition.h"

#include <glib/gstdio.h>
#include <string.h>

#define LONG_LABEL                                                                                   \
    "Patients de 65 ans et plus traités par une benzodiazépine à demi-vie longue, un hypnotique " \
    "apparenté ou un anxiolytique au-delà de la durée recommandée, parmi tous ceux qui en ont "  \
    "reçu au moins une fois"
#define LONG_QUESTION                                                                               \
    "Chez quels patients avons-nous le plus de mal à proposer une autre solution, et qu’est-ce " \
    "qui, dans l’organisation de nos consultations, dans nos habitudes ou dans leur attente, "    \
    "rend cette solution difficile ?"
#define LONG_DEFINITION                                                                               \
    "Part de vos patients de 65 ans et plus, dont vous êtes le médecin traitant, qui ont reçu en " \
    "ville, sur votre prescription ou celle de votre remplaçant, au moins deux délivrances de la "  \
    "classe concernée pendant la période, hors hôpital et hors établissement d’hébergement, "  \
    "parmi ceux qui ont reçu au moins une délivrance de la classe ou d’une classe apparentée, "  \
    "quelle que soit la durée du traitement et quel qu’en soit le premier prescripteur."

/* A small generator, so that the same shape gives the same edition on every machine. */
static uint64_t
next_random(uint64_t *state)
{
    *state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

static int64_t
random_below(uint64_t *state, int64_t n)
{
    return (int64_t)(next_random(state) % (uint64_t)n);
}

static EditionShape
with_usual(const EditionShape *shape)
{
    EditionShape full = *shape;
    full.n_themes = shape->n_themes == 0 ? 3 : shape->n_themes;
    full.n_indicators = shape->n_indicators == 0 ? 9 : shape->n_indicators;
    if (shape->no_indicators)
        full.n_indicators = 0;
    full.n_groups = shape->n_groups == 0 ? 3 : shape->n_groups;
    full.group_size = shape->group_size == 0 ? 12 : shape->group_size;
    full.n_controls = shape->n_controls == 0 ? 80 : shape->n_controls;
    full.history = shape->history == 0 ? 8 : shape->history;
    return full;
}

static LocalText
both(const char *fr, const char *en)
{
    return (LocalText){{g_strdup(fr), g_strdup(en)}};
}

/* --- the campaign --- */

/* One of each kind, in turn. */
static const struct {
    const char *fr, *en, *noun_fr, *noun_en;
    IndicatorType type;
    IndicatorKind kind;
    IndicatorUnit unit;
    int per;
    Direction direction;
    bool hidden, money;
    double target;
} PATTERNS[] = {
    {"Fluoroquinolones parmi vos antibiotiques", "Fluoroquinolones among your antibiotics",
     "prescriptions", "prescriptions", TYPE_PRESCRIPTION, KIND_PROPORTION, UNIT_CLAIM, 1,
     DIRECTION_LOWER, false, false, 0},
    {"Deux dosages d’HbA1c dans l’année", "Two HbA1c tests in the year", "patients", "patients",
     TYPE_FOLLOW_UP, KIND_PROPORTION, UNIT_PATIENT, 1, DIRECTION_HIGHER, false, false, 0.74},
    {"Traitements antibiotiques de vos patients de 16 à 65 ans",
     "Antibiotic courses of your patients aged 16 to 65", "patients", "patients", TYPE_PRESCRIPTION,
     KIND_RATE, UNIT_PATIENT, 100, DIRECTION_LOWER, false, false, 0},
    {"Pharmacie par patient", "Pharmacy cost per patient", "patients", "patients", TYPE_COST,
     KIND_MEAN, UNIT_PATIENT, 1, DIRECTION_NONE, true, true, 0},
};

static void
fill_indicator(Indicator *indicator, const EditionShape *shape, size_t i)
{
    const size_t pattern = i % G_N_ELEMENTS(PATTERNS);
    g_autofree char *id = g_strdup_printf("indicator%02zu", i + 1);
    g_autofree char *fr = shape->long_texts ? g_strdup(LONG_LABEL) : g_strdup(PATTERNS[pattern].fr);
    g_autofree char *en = g_strdup(shape->long_texts ? LONG_LABEL : PATTERNS[pattern].en);

    *indicator = (Indicator){
        .id = g_strdup(id),
        .version = 1,
        .label = both(fr, en),
        .from = FROM_COUNTS,
        .type = PATTERNS[pattern].type,
        .kind = PATTERNS[pattern].kind,
        .unit = PATTERNS[pattern].unit,
        .per = PATTERNS[pattern].per,
        .direction = PATTERNS[pattern].direction,
        .peers_hidden = PATTERNS[pattern].hidden,
        .is_money = PATTERNS[pattern].money,
        .has_target = PATTERNS[pattern].target > 0,
        .target = PATTERNS[pattern].target,
    };
    if (shape->bare)
        return;
    indicator->noun = both(PATTERNS[pattern].noun_fr, PATTERNS[pattern].noun_en);
    indicator->source_title = both("HAS 2024", "HAS 2024");
    indicator->definition =
        shape->long_texts
            ? both(LONG_DEFINITION, LONG_DEFINITION)
            : both("Délivrées en ville sur vos prescriptions, remplaçants compris, hors hôpital.",
                   "Dispensed outside hospital on your prescriptions, locums included.");
    indicator->action =
        both("À essayer : fosfomycine en première intention pour une cystite simple (HAS).",
             "To try: fosfomycin first for simple cystitis (HAS).");
}

/* A dossier as long as its theme's texts. */
static GBytes *
dossier_of(const EditionShape *shape)
{
    GString *text = g_string_new("## Lire\n\n");
    for (int i = 0; i < (shape->long_texts ? 30 : 3); i++)
        g_string_append_printf(text,
                               "Paragraphe %d : voir [le site de la HAS](https://www.has-sante.fr) "
                               "et, pour %d patients du groupe {{group}}, en parler.\n\n"
                               "- un **point** ;\n- un autre.\n\n",
                               i, i + 11);
    return g_string_free_to_bytes(text);
}

static Theme *
theme_of(const EditionShape *shape, size_t theme, size_t first, size_t n)
{
    Theme *self = g_new0(Theme, 1);
    self->id = g_strdup_printf("theme%02zu", theme + 1);
    self->version = 1;
    self->status = THEME_VALIDATED;
    g_autofree char *fr = g_strdup_printf("Bon usage, thème %zu", theme + 1);
    g_autofree char *en = g_strdup_printf("Good use, theme %zu", theme + 1);
    self->label = both(fr, en);
    self->indicators = g_new0(Indicator, n);
    self->n_indicators = n;
    for (size_t i = 0; i < n; i++)
        fill_indicator(&self->indicators[i], shape, first + i);
    if (!shape->bare) {
        self->dossier_path = g_strdup("dossier.md");
        self->dossier_text = dossier_of(shape);
        const char *fr_question =
            shape->long_texts ? LONG_QUESTION : "Chez quels patients avons-nous prescrit ?";
        const char *const fr_questions[] = {
            fr_question, "Qu’est-ce qui rend l’alternative difficile ?", fr_question, NULL};
        const char *const en_questions[] = {"For which patients?", "What stands in the way?",
                                            "What do we decide?", NULL};
        self->questions[LANGUAGE_FR] = g_strdupv((char **)(guintptr)fr_questions);
        self->questions[LANGUAGE_EN] = g_strdupv((char **)(guintptr)en_questions);
    }
    return self;
}

static void
fill_indicators(Campaign *campaign)
{
    size_t at = 0;
    campaign->indicators = g_new0(CampaignIndicator, campaign->n_indicators);
    for (size_t t = 0; t < campaign->n_themes; t++)
        for (size_t i = 0; i < campaign->themes[t]->n_indicators; i++)
            campaign->indicators[at++] =
                (CampaignIndicator){campaign->themes[t], t, &campaign->themes[t]->indicators[i]};
    g_assert_cmpuint(at, ==, campaign->n_indicators);
}

static Campaign *
campaign_of(const EditionShape *shape, const char *key_file)
{
    static const char *const LAST[] = {"2026-03", "2026-Q1", "2026-H1", "2026"};
    Campaign *self = g_new0(Campaign, 1);

    self->name = g_strdup("bretagne-2026-q1");
    self->title =
        g_strdup(shape->language == LANGUAGE_FR ? "Profil de pratique" : "Practice profile");
    self->language = shape->language;
    self->region_id = g_strdup("53");
    self->region_label = g_strdup("Bretagne");
    self->profession = g_strdup(USUAL_PROFESSION);
    g_assert_true(period_parse(LAST[shape->every], &self->last));
    self->history = shape->history;
    self->data_from = day_from_civil(1980, 1, 1);
    self->data_to = period_last_day(self->last);
    self->received_to = day_add_months(self->data_to, 3);
    self->comparators[COMPARATOR_GROUP] = true;
    self->comparators[COMPARATOR_ENROLLED] = !shape->no_enrolled;
    self->comparators[COMPARATOR_CONTROL] = !shape->no_control;
    self->control_specialties = g_new0(char *, 2);
    self->control_specialties[0] = g_strdup("MG");
    self->control_minimum_activity = 100;
    self->key_file = g_strdup(key_file);
    self->numbering = shape->numbering;
    self->disclosure = (DisclosureRule){11, 5, 6, 0.85, false};
    self->n_themes = shape->n_themes;
    self->n_indicators = shape->n_indicators;
    self->themes = g_new0(Theme *, shape->n_themes);
    for (size_t t = 0; t < shape->n_themes; t++) {
        const size_t first = t * shape->n_indicators / shape->n_themes;
        const size_t end = (t + 1) * shape->n_indicators / shape->n_themes;
        self->themes[t] = theme_of(shape, t, first, end - first);
    }
    fill_indicators(self);
    return self;
}

/* --- who --- */

static void
add_address(Letter *letter, bool is_long)
{
    letter->postcode = g_strdup("22300");
    letter->town = g_strdup("Lannion");
    letter->address_1 = g_strdup(is_long ? "Maison de santé pluriprofessionnelle du Trégor, du "
                                           "Goëlo et de l’Argoat, bâtiment des écluses"
                                         : "12, rue de la Santé");
    if (is_long)
        letter->address_2 = g_strdup("Zone d’activité de la Croix-Rouge, entrée par la cour, "
                                     "deuxième étage à gauche de l’ascenseur");
}

static void
add_practitioner(Roster *roster, const EditionShape *shape, const char *id, size_t n)
{
    static const char *const GIVEN[] = {"Anne", "Bruno", "Claire", "Émile", "Fanny", "Gwenn"};
    g_autofree char *name = g_strdup_printf("Nom%s", id);
    Practitioner practitioner = {.id = g_strdup(id),
                                 .profession = g_strdup("physician"),
                                 .specialty = g_strdup("MG"),
                                 .territory_id = g_strdup("T1"),
                                 .active_from = DAY_NONE,
                                 .active_to = DAY_NONE,
                                 .opposed_on = DAY_NONE};
    if (!shape->no_letters) {
        practitioner.letter.title = g_strdup("Docteur");
        practitioner.letter.given_name = g_strdup(GIVEN[n % G_N_ELEMENTS(GIVEN)]);
        practitioner.letter.name = g_steal_pointer(&name);
        add_address(&practitioner.letter, shape->long_texts);
    }
    roster_take_practitioner(roster, practitioner);
}

static Roster *
roster_of(const EditionShape *shape, const Campaign *campaign)
{
    g_autoptr(GError) error = NULL;
    Roster *roster = roster_new();
    size_t doctor = 0;

    roster_take_territory(roster, (Territory){.id = g_strdup("T1"),
                                              .label = g_strdup("Trégor"),
                                              .region_id = g_strdup("53")});
    for (size_t g = 0; g < shape->n_groups; g++) {
        g_autofree char *group = g_strdup_printf("G%02zu", g + 1);
        roster_take_group(
            roster, (Group){.id = g_strdup(group),
                            .label = shape->long_texts
                                         ? g_strdup("Groupe qualité des médecins généralistes "
                                                    "du Trégor, du Goëlo et de l’Argoat")
                                         : g_strdup_printf("Groupe du Trégor %zu", g + 1),
                            .territory_id = g_strdup("T1"),
                            .opened_on = DAY_NONE,
                            .closed_on = DAY_NONE});
        for (size_t i = 0; i < shape->group_size; i++) {
            g_autofree char *id = g_strdup_printf("P%05zu", ++doctor);
            add_practitioner(roster, shape, id, doctor);
            roster_take_membership(roster, (Membership){.group_id = g_strdup(group),
                                                        .practitioner_id = g_strdup(id),
                                                        .facilitator = i == 0,
                                                        .joined_on = day_from_civil(1990, 1, 1),
                                                        .left_on = DAY_NONE,
                                                        .anonymity_waived_on = DAY_NONE});
        }
    }
    for (size_t i = 0; i < shape->n_controls; i++) {
        g_autofree char *id = g_strdup_printf("P%05zu", ++doctor);
        add_practitioner(roster, shape, id, doctor);
    }
    if (!roster_close(roster, &error) || !roster_settle(roster, campaign, NULL, &error))
        g_error("made edition: %s", error->message);
    return roster;
}

/* --- what was counted --- */

static int64_t
patients_of(MadeValues values, uint64_t *random)
{
    if (values == VALUES_EQUAL)
        return 200;
    return values == VALUES_FEW ? 1 + random_below(random, 9) : 60 + random_below(random, 300);
}

/* What the `i`-th patient adds to the numerator. */
static int64_t
part_of(const Indicator *indicator, MadeValues values, uint64_t *random, int64_t level, int64_t i)
{
    const int64_t most = indicator->is_money ? 40 : 1;
    switch (values) {
    case VALUES_NONE:
        return 0;
    case VALUES_ALL:
        return most;
    case VALUES_EQUAL:
        return i % 5 == 0 ? most : 0;
    case VALUES_USUAL:
    case VALUES_FEW:
        break;
    }
    return indicator->is_money            ? 20 + random_below(random, 30 * level)
           : indicator->kind == KIND_RATE ? random_below(random, 100) < level * 2
                                          : random_below(random, 100) < level;
}

static CountCell
cell_of(const Indicator *indicator, const EditionShape *shape, uint64_t *random, int64_t level)
{
    const int64_t n = patients_of(shape->values, random);
    int64_t x = n, y = 0, yy = 0;

    /* Patient by patient, so that the sums belong together. */
    for (int64_t i = 0; i < n; i++) {
        const int64_t part = part_of(indicator, shape->values, random, level, i);
        y += part;
        yy += part * part;
    }
    return (CountCell){.numerator = y,
                       .denominator = x,
                       .numerator_patients = indicator->is_money ? n : MIN(y, n),
                       .denominator_patients = n,
                       .sum_yy = yy,
                       .sum_xy = y,
                       .sum_xx = x};
}

static Counts *
counts_of(const EditionShape *shape, const Campaign *campaign, const Roster *roster)
{
    const size_t n = roster_n_practitioners(roster);
    Counts *counts = counts_new(n, campaign->n_indicators, (size_t)campaign->history);
    uint64_t random = 2026;

    for (size_t p = 0; p < n; p++)
        for (size_t i = 0; i < campaign->n_indicators; i++) {
            const Indicator *indicator = campaign->indicators[i].indicator;
            const bool high = indicator->direction == DIRECTION_HIGHER;
            const int64_t level = (high ? 55 : 4) + random_below(&random, high ? 35 : 14);
            for (size_t t = 0; t < (size_t)campaign->history; t++)
                *counts_cell_mutable(counts, p, i, t) = cell_of(indicator, shape, &random, level);
        }

    /* Edges, in the first group: nothing to divide by, few patients, none and all. */
    const size_t last = (size_t)campaign->history - 1;
    if (shape->values == VALUES_USUAL && n > 4 && campaign->n_indicators > 0) {
        *counts_cell_mutable(counts, 1, 0, last) = (CountCell){0};
        *counts_cell_mutable(counts, 2, 0, last) = (CountCell){2, 8, 2, 6, 2, 2, 12};
        *counts_cell_mutable(counts, 3, 0, last) = (CountCell){0, 218, 0, 150, 0, 0, 400};
        *counts_cell_mutable(counts, 4, 0, last) = (CountCell){90, 90, 90, 90, 90, 90, 90};
    }
    return counts;
}

static char *
write_key(const char *folder)
{
    char *path = g_build_filename(folder, "secret.key", NULL);
    char bytes[32];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + 1);
    if (!g_file_set_contents_full(path, bytes, sizeof bytes, G_FILE_SET_CONTENTS_NONE, 0600, NULL))
        g_error("made edition: cannot write %s", path);
    return path;
}

/* Everybody was at every meeting of the group, more than fit on a page where all is long. */
static void
add_meetings(MadeEdition *self, const EditionShape *shape)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Meetings) meetings = meetings_new();
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    const Day last = period_last_day(self->campaign->last);
    const int n = shape->long_texts ? 40 : 4;

    g_hash_table_insert(names, (char[]){"else"}, (char[]){LONG_LABEL});
    for (int m = 0; m < n; m++)
        for (size_t g = 0; g < roster_n_groups(self->roster); g++) {
            const char *group = roster_group(self->roster, g)->id;
            Meeting meeting = {.id = g_strdup_printf("%s-%d", group, m),
                               .group_id = g_strdup(group),
                               .held_on = last - 8 * m,
                               .kind = m % 2 == 0 ? MEETING_THEME : MEETING_RESTITUTION,
                               .theme_id = g_strdup(shape->long_texts ? "else" : NULL)};
            meetings_take_meeting(meetings, meeting);
            for (size_t i = 0; i < roster_n_practitioners(self->roster); i++)
                meetings_take_attendance(
                    meetings,
                    (Attendance){.meeting_id = g_strdup(meeting.id),
                                 .practitioner_id =
                                     g_strdup(roster_practitioner(self->roster, i)->id),
                                 .present = roster_practitioner(self->roster, i)->group == (int)g});
        }
    if (!meetings_close(meetings, self->roster, &error))
        g_error("made edition: %s", error->message);
    results_add_meetings(self->results, meetings, self->roster, names);
}

/* An edition before of other indicators alone, whose names are as long. */
static void
add_news(MadeEdition *self)
{
    g_autoptr(Previous) previous = previous_new();
    for (int i = 0; i < 8; i++) {
        g_autofree char *id = g_strdup_printf("before_%d", i);
        previous_add_indicator(previous, &(PreviousIndicator){id, 1, {LONG_LABEL, LONG_LABEL}});
    }
    previous_add_member(previous, "gone", "G01");
    results_add_news(self->results, previous, self->roster);
}

MadeEdition *
made_edition_new(const EditionShape *wanted)
{
    const EditionShape full = with_usual(wanted), *shape = &full;
    g_autoptr(GError) error = NULL;
    MadeEdition *self = g_new0(MadeEdition, 1);

    self->folder = g_dir_make_tmp("miroir-made-XXXXXX", &error);
    g_assert_no_error(error);
    g_autofree char *key = write_key(self->folder);
    self->campaign = campaign_of(shape, key);
    self->roster = roster_of(shape, self->campaign);
    self->counts = counts_of(shape, self->campaign, self->roster);
    self->results = results_compute(self->campaign, self->roster, self->counts, &error);
    g_unlink(key);
    g_rmdir(self->folder);
    if (self->results == NULL)
        g_error("made edition: %s", error->message);
    add_meetings(self, shape);
    if (shape->long_texts)
        add_news(self);
    return self;
}

void
made_edition_free(MadeEdition *self)
{
    if (self == NULL)
        return;
    results_free(self->results);
    counts_free(self->counts);
    roster_free(self->roster);
    campaign_free(self->campaign);
    g_free(self->folder);
    g_free(self);
}
