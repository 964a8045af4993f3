#include "tests/engine/profile/sample_campaign.h"

typedef struct {
    const char *id, *label_fr, *label_en, *action_fr, *action_en, *noun_fr, *noun_en;
    IndicatorType type;
    IndicatorKind kind;
    IndicatorUnit unit;
    Attribution attribution;
    int per, window_months;
    Direction direction;
    double target; /* 0 none */
    SampleShape shape;
} SampleIndicator;

enum { THEMES = 3, INDICATORS_OF_A_THEME = 3 };

static const struct {
    const char *id, *label_fr, *label_en, *question_fr, *question_en;
    SampleIndicator indicators[INDICATORS_OF_A_THEME];
} SAMPLE[THEMES] = {
    {"antibiotiques",
     "Bon usage des antibiotiques",
     "Antibiotic stewardship",
     "Quels patients reçoivent encore une fluoroquinolone ?",
     "Which patients still get a fluoroquinolone?",
     {{"fluoroquinolones",
       "Fluoroquinolones parmi vos antibiotiques",
       "Fluoroquinolones among your antibiotics",
       "Préférer la fosfomycine dans la cystite simple.",
       "Prefer fosfomycin in uncomplicated cystitis.",
       "prescriptions d'antibiotiques",
       "antibiotic prescriptions",
       TYPE_PRESCRIPTION,
       KIND_PROPORTION,
       UNIT_CLAIM,
       ATTRIBUTION_PRESCRIBER,
       1,
       0,
       DIRECTION_LOWER,
       0,
       {0.14, 0.45, -0.03, 90, 3}},
      {"amoxicilline",
       "Amoxicilline parmi vos antibiotiques",
       "Amoxicillin among your antibiotics",
       "Revoir l'indication de l'acide clavulanique.",
       "Review the use of clavulanic acid.",
       "prescriptions d'antibiotiques",
       "antibiotic prescriptions",
       TYPE_PRESCRIPTION,
       KIND_PROPORTION,
       UNIT_CLAIM,
       ATTRIBUTION_PRESCRIBER,
       1,
       0,
       DIRECTION_HIGHER,
       0,
       {0.52, 0.35, 0.02, 90, 3}},
      {"antibiotiques_100",
       "Traitements antibiotiques pour 100 patients",
       "Antibiotic treatments per 100 patients",
       "Différer la prescription quand c'est possible.",
       "Delay the prescription where possible.",
       "patients",
       "patients",
       TYPE_PRESCRIPTION,
       KIND_RATE,
       UNIT_CLAIM,
       ATTRIBUTION_REGISTERED,
       100,
       0,
       DIRECTION_LOWER,
       0,
       {37, 0.25, 0, 420, 1}}}},
    {"diabete",
     "Suivi du diabète",
     "Diabetes care",
     "Comment rappeler les patients sans dosage ?",
     "How to recall patients without a test?",
     {{"hba1c",
       "Deux dosages d'HbA1c dans l'année",
       "Two HbA1c tests a year",
       "Programmer le dosage au renouvellement.",
       "Plan the test at the repeat prescription.",
       "patients diabétiques",
       "patients with diabetes",
       TYPE_FOLLOW_UP,
       KIND_PROPORTION,
       UNIT_PATIENT,
       ATTRIBUTION_REGISTERED,
       1,
       12,
       DIRECTION_HIGHER,
       0.74,
       {0.62, 0.4, 0.025, 48, 1}},
      {"fond_oeil",
       "Fond d'œil dans les douze mois",
       "Eye fundus within twelve months",
       "Adresser au dépistage par rétinographe.",
       "Refer to retinal photography.",
       "patients diabétiques",
       "patients with diabetes",
       TYPE_FOLLOW_UP,
       KIND_PROPORTION,
       UNIT_PATIENT,
       ATTRIBUTION_REGISTERED,
       1,
       12,
       DIRECTION_HIGHER,
       0,
       {0.44, 0.35, 0.01, 46, 1}},
      {"cout_pharmacie",
       "Dépense de pharmacie par patient",
       "Pharmacy cost per patient",
       NULL,
       NULL,
       "patients",
       "patients",
       TYPE_COST,
       KIND_MEAN,
       UNIT_PATIENT,
       ATTRIBUTION_REGISTERED,
       1,
       0,
       DIRECTION_NONE,
       0,
       {184.75, 0.2, 0.005, 380, 1}}}},
    {"benzodiazepines",
     "Benzodiazépines du sujet âgé",
     "Benzodiazepines in the elderly",
     "Quelle première phrase pour proposer l'arrêt ?",
     "Which first sentence to offer stopping?",
     {{"benzodiazepines_longues",
       "Benzodiazépines à demi-vie longue après 65 ans",
       "Long half-life benzodiazepines from 65 on",
       "Proposer un schéma de décroissance.",
       "Offer a tapering plan.",
       "patients de 65 ans et plus",
       "patients aged 65 and over",
       TYPE_PRESCRIPTION,
       KIND_PROPORTION,
       UNIT_PATIENT,
       ATTRIBUTION_REGISTERED,
       1,
       0,
       DIRECTION_LOWER,
       0.05,
       {0.09, 0.45, -0.02, 160, 1}},
      {"benzodiazepines_initiations",
       "Initiations prolongées au-delà de douze semaines",
       "New courses beyond twelve weeks",
       "Annoncer la durée dès la première ordonnance.",
       "Tell the duration with the first prescription.",
       "patients débutant un traitement",
       "patients starting treatment",
       TYPE_PRESCRIPTION,
       KIND_PROPORTION,
       UNIT_PATIENT,
       ATTRIBUTION_REGISTERED,
       1,
       0,
       DIRECTION_LOWER,
       0,
       {0.2, 0.3, 0, 11, 1}},
      {"psychotropes",
       "Deux psychotropes ou plus après 75 ans",
       "Two or more psychotropics from 75 on",
       "Revoir l'ordonnance en consultation dédiée.",
       "Review the prescription in a visit of its own.",
       "patients de 75 ans et plus",
       "patients aged 75 and over",
       TYPE_PRESCRIPTION,
       KIND_PROPORTION,
       UNIT_PATIENT,
       ATTRIBUTION_REGISTERED,
       1,
       0,
       DIRECTION_LOWER,
       0,
       {0.06, 0.4, 0, 75, 1}}}},
};

static LocalText
text(const char *fr, const char *en)
{
    return (LocalText){.by_language = {[LANGUAGE_FR] = g_strdup(fr), [LANGUAGE_EN] = g_strdup(en)}};
}

static Counter
amount_counter(void)
{
    return (Counter){.name = g_strdup("amount"), .lines = expression_true(), .count = COUNT_AMOUNT};
}

static Indicator
indicator(const SampleIndicator *sample)
{
    bool is_cost = sample->type == TYPE_COST;
    Indicator self = {
        .id = g_strdup(sample->id),
        .version = 1,
        .label = text(sample->label_fr, sample->label_en),
        .definition = text(sample->label_fr, sample->label_en),
        .action = text(sample->action_fr, sample->action_en),
        .from = FROM_CLAIMS,
        .type = sample->type,
        .kind = sample->kind,
        .unit = sample->unit,
        .attribution = sample->attribution,
        .per = sample->per,
        .window_months = sample->window_months,
        .population = expression_true(),
        .denominator = expression_true(),
        .numerator = is_cost ? expression_counter(0, AMOUNT_DECIMALS) : expression_true(),
        .direction = sample->direction,
        .has_target = sample->target > 0,
        .target = sample->target,
        .peers_hidden = is_cost,
        .standardised = sample->kind != KIND_PROPORTION,
        .noun = text(sample->noun_fr, sample->noun_en),
        .is_money = is_cost,
        .source_title = text("Données de démonstration", "Sample data"),
    };

    if (is_cost) {
        self.counters = g_new(Counter, 1);
        self.counters[0] = amount_counter();
        self.n_counters = 1;
    }
    return self;
}

static char **
questions(const char *question)
{
    const char *list[] = {question, NULL};
    return g_strdupv((char **)(uintptr_t)list);
}

/* A dossier of a page and a bit, with everything that one may hold. */
static const char DOSSIER[] =
    "## L'essentiel\n\n"
    "Beaucoup d'antibiotiques sont prescrits pour des infections **qui guérissent seules** ; que "
    "peut "
    "le groupe {{group}} en {{region}} ?\n\n"
    "> Le meilleur antibiotique est celui dont le patient n'a pas eu besoin.\n\n"
    "### Recommandations\n\n"
    "1. Un test rapide devant une angine, avant *toute* prescription.\n"
    "2. La fosfomycine en première intention :\n"
    "   - cystite simple ;\n"
    "   - dose unique, dès le 1^er^ jour.\n\n"
    "## Références\n\n"
    "- HAS, choix et durées d'antibiothérapie. [Site de la HAS](https://www.has-sante.fr)\n"
    "- ANSM, informations de sécurité : <https://ansm.sante.fr>\n";

static Theme *
theme(size_t t)
{
    Theme *self = g_new0(Theme, 1);
    self->id = g_strdup(SAMPLE[t].id);
    self->path = g_strconcat(SAMPLE[t].id, ".yaml", NULL);
    self->bytes = g_bytes_new_static("", 0);
    if (t == 0) {
        self->dossier = g_strdup("dossier.md");
        self->dossier_path = g_strdup("dossier.md");
        self->dossier_text = g_bytes_new_static(DOSSIER, sizeof DOSSIER - 1);
    }
    self->version = 1;
    self->status = THEME_VALIDATED;
    self->label = text(SAMPLE[t].label_fr, SAMPLE[t].label_en);
    self->rationale = text(SAMPLE[t].label_fr, SAMPLE[t].label_en);
    self->questions[LANGUAGE_FR] = questions(SAMPLE[t].question_fr);
    self->questions[LANGUAGE_EN] = questions(SAMPLE[t].question_en);
    self->indicators = g_new(Indicator, INDICATORS_OF_A_THEME);
    self->n_indicators = INDICATORS_OF_A_THEME;
    for (size_t i = 0; i < INDICATORS_OF_A_THEME; i++)
        self->indicators[i] = indicator(&SAMPLE[t].indicators[i]);
    return self;
}

static void
add_themes(Campaign *self)
{
    self->n_themes = THEMES;
    self->themes = g_new(Theme *, THEMES);
    self->n_indicators = (size_t)THEMES * INDICATORS_OF_A_THEME;
    self->indicators = g_new(CampaignIndicator, self->n_indicators);
    for (size_t t = 0; t < THEMES; t++) {
        self->themes[t] = theme(t);
        for (size_t i = 0; i < INDICATORS_OF_A_THEME; i++)
            self->indicators[t * INDICATORS_OF_A_THEME + i] =
                (CampaignIndicator){self->themes[t], t, &self->themes[t]->indicators[i]};
    }
}

Campaign *
sample_campaign_new(Language language, const char *key_file)
{
    Campaign *self = g_new0(Campaign, 1);
    self->path = g_strdup("campaign.yaml");
    self->bytes = g_bytes_new_static("", 0);
    self->name = g_strdup("demo-2026-q1");
    self->title = g_strdup(language == LANGUAGE_FR ? "Profil de pratique" : "Practice profile");
    self->language = language;
    self->region_id = g_strdup("53");
    self->region_label = g_strdup("Bretagne");
    self->profession = g_strdup(USUAL_PROFESSION);
    g_assert(period_parse("2026-Q1", &self->last));
    self->history = 8;
    self->data_from = day_from_civil(2023, 10, 1);
    self->data_to = day_from_civil(2026, 3, 31);
    self->received_to = day_from_civil(2026, 6, 12);
    self->database.kind = DATABASE_SERVICE;
    self->database.text = g_strdup("miroir");
    for (size_t i = 0; i < N_COMPARATORS; i++)
        self->comparators[i] = true;
    self->colleagues = true;
    self->control_specialties = g_strsplit("MG", ",", -1);
    self->control_minimum_activity = 100;
    self->key_file = g_strdup(key_file);
    self->booklet_encrypted = true;
    self->disclosure = (DisclosureRule){
        .minimum_patients = 11, .minimum_members = 5, .minimum_peers = 6, .dominance = 0.85};
    self->age_bands = (AgeBands){.n = 3, .lowest = {0, 65, 85}};
    self->booklet_template = g_strdup("profil");
    add_themes(self);
    return self;
}

const SampleShape *
sample_campaign_shape(size_t i)
{
    return &SAMPLE[i / INDICATORS_OF_A_THEME].indicators[i % INDICATORS_OF_A_THEME].shape;
}
