/* The sentences of a booklet: a table of the telling cases word for word, and every combination of
 * what a measure can be as a golden text. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/document/message.h"

#define GOLDEN "tests/golden/document/messages.txt"

static bool bless;

/* --- made-up facts --- */

static char PRESCRIPTIONS[] = "prescriptions", PATIENTS[] = "patients", SOURCE[] = "HAS 2024",
            NO_TEXT[] = "";
static Theme THEME;

typedef enum { PROPORTION, PROPORTION_BARE, RATE, MEAN, TARGET, TWO_YEARS, N_SUBJECTS } Subject;

static const Indicator INDICATORS[N_SUBJECTS] = {
    [PROPORTION] = {.kind = KIND_PROPORTION,
                    .per = 1,
                    .from = FROM_COUNTS,
                    .noun = {{PRESCRIPTIONS, PRESCRIPTIONS}},
                    .direction = DIRECTION_LOWER},
    [PROPORTION_BARE] = {.kind = KIND_PROPORTION,
                         .per = 1,
                         .from = FROM_COUNTS,
                         .noun = {{NO_TEXT, NULL}}},
    [RATE] = {.kind = KIND_RATE, .per = 100, .from = FROM_COUNTS, .noun = {{PATIENTS, PATIENTS}}},
    [MEAN] = {.kind = KIND_MEAN,
              .per = 1,
              .from = FROM_COUNTS,
              .is_money = true,
              .noun = {{PATIENTS, PATIENTS}}},
    [TARGET] = {.kind = KIND_PROPORTION,
                .per = 1,
                .unit = UNIT_PATIENT,
                .from = FROM_COUNTS,
                .noun = {{PATIENTS, PATIENTS}},
                .direction = DIRECTION_HIGHER,
                .has_target = true,
                .target = 0.74,
                .source_title = {{SOURCE, SOURCE}}},
    [TWO_YEARS] = {.kind = KIND_PROPORTION,
                   .per = 1,
                   .from = FROM_COUNTS,
                   .window_months = 24,
                   .noun = {{PATIENTS, PATIENTS}}},
};

static Measure
measure(const Indicator *indicator, double numerator, double denominator, Status status)
{
    return (Measure){.numerator = numerator,
                     .denominator = denominator,
                     .value = denominator > 0 ? numerator / denominator * indicator->per : NAN,
                     .status = status};
}

static Texts *
load(Language language)
{
    g_autoptr(GError) error = NULL;
    Texts *texts = texts_load("templates", language, "physician", &error);
    ck_assert_msg(texts != NULL, "%s", error == NULL ? "" : error->message);
    return texts;
}

/* Ordinary spaces, so that the tables below can be read. */
static char *
plain_spaces(const char *text)
{
    g_auto(GStrv) fixed = g_strsplit(text, "\u00A0", -1);
    g_autofree char *once = g_strjoinv(" ", fixed);
    g_auto(GStrv) narrow = g_strsplit(once, "\u202F", -1);
    return g_strjoinv(" ", narrow);
}

/* --- word for word --- */

typedef struct {
    Subject subject;
    double numerator, denominator;
    Status status;
    double past_numerator, past_denominator; /* 0, 0: no earlier period */
    double enrolled, control;                /* NaN: suppressed; -1: not asked for */
    Language language;
    const char *message;
    Signal signal;
    ChangeVerdict verdict;
    bool unreliable;
    bool alike;          /* the enrolled have one value */
    double standardised; /* 0: not asked for */
} Case;

static const Case CASES[] = {
    {PROPORTION, 31, 218, STATUS_OK, 40, 222, 0.09, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218, contre 18 % il y a un an. Les médecins des "
     "groupes qualité de la région sont à 9 %.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 31, 218, STATUS_OK, 40, 222, 0.09, 0.1, LANGUAGE_EN,
     "**You: 14%**, that is 31 prescriptions out of 218, against 18% one year ago. The doctors of "
     "the region’s quality groups are at 9%.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 31, 218, STATUS_OK, 0, 0, 0.142, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218. Les médecins des groupes qualité de la "
     "région "
     "sont aussi à 14 %.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 31, 218, STATUS_OK, 31, 220, NAN, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218, comme il y a un an. Les médecins hors "
     "groupes "
     "de la région sont à 10 %.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 1, 218, STATUS_OK, 0, 0, NAN, NAN, LANGUAGE_FR,
     "**Vous : 0,5 %**, soit 1 sur 218 prescriptions. Trop peu de médecins ou de patients pour "
     "afficher une comparaison.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 0, 218, STATUS_OK, 0, 0, -1, -1, LANGUAGE_FR,
     "**Vous : 0 %**, soit 0 sur 218 prescriptions.", .signal = SIGNAL_NONE},
    {PROPORTION, 217, 218, STATUS_OK, 0, 0, 0.9, -1, LANGUAGE_FR,
     "**Vous : 99,5 %**, soit 217 prescriptions sur 218. Les médecins des groupes qualité de la "
     "région sont à 90 %.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 2, 8, STATUS_FEW_PATIENTS, 40, 222, 0.09, 0.1, LANGUAGE_FR,
     "**Vous : 25 %**, soit 2 prescriptions sur 8. C’est moins de 11 patients : trop peu pour "
     "conclure. Les médecins des groupes qualité de la région sont à 9 %.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 0, 0, STATUS_NO_DENOMINATOR, 40, 222, 0.09, 0.1, LANGUAGE_FR,
     "**Vous : pas de valeur sur cette période.** Aucune situation de votre activité n’est "
     "concernée "
     "par cet indicateur. Les médecins des groupes qualité de la région sont à 9 %.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 0, 0, STATUS_INCOMPLETE, 0, 0, -1, -1, LANGUAGE_FR,
     "**Vous : pas de valeur sur cette période.** Les données disponibles ne la couvrent pas en "
     "entier.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 0, 0, STATUS_NOT_ACTIVE, 0, 0, 0.09, 0.1, LANGUAGE_EN,
     "**You: no value for this period.** According to our data, you were not in practice for the "
     "whole of it. The doctors of the region’s quality groups are at 9%.",
     .signal = SIGNAL_NONE},
    {PROPORTION_BARE, 310, 2180, STATUS_OK, 0, 0, 0.012, -1, LANGUAGE_FR,
     "**Vous : 14,2 %**, soit 310 sur 2 180. Les médecins des groupes qualité de la région sont à "
     "1,2 %.",
     .signal = SIGNAL_NONE},
    {RATE, 432, 800, STATUS_OK, 496, 800, 0.41 * 100, 50, LANGUAGE_FR,
     "**Vous : 54 pour 100 patients**, soit 432 pour 800, contre 62 il y a un an. Les médecins des "
     "groupes qualité de la région sont à 41.",
     .signal = SIGNAL_NONE},
    {MEAN, 125312, 712, STATUS_OK, 0, 0, 184.75, 215.18, LANGUAGE_FR,
     "**Vous : 176 € en moyenne**, sur 712 patients. Les médecins des groupes qualité de la région "
     "sont à 185 €.",
     .signal = SIGNAL_NONE},
    {MEAN, 125312, 712, STATUS_OK, 0, 0, 184.75, 215.18, LANGUAGE_EN,
     "**You: €176 on average**, over 712 patients. The doctors of the region’s quality groups are "
     "at "
     "€185.",
     .signal = SIGNAL_NONE},
    {TWO_YEARS, 50, 100, STATUS_OK, 40, 100, -1, -1, LANGUAGE_FR,
     "**Vous : 50 %**, soit 50 patients sur 100, contre 40 % il y a deux ans.",
     .signal = SIGNAL_NONE},
    {PROPORTION, 31, 218, STATUS_OK, 40, 222, 0.09, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218, contre 18 % il y a un an. Les médecins des "
     "groupes qualité de la région sont à 9 % : l’écart avec eux peut relever du hasard.",
     .signal = SIGNAL_WITHIN},
    {PROPORTION, 31, 218, STATUS_OK, 40, 222, 0.09, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218, contre 18 % il y a un an : cette baisse "
     "dépasse vos variations habituelles. Les médecins des groupes qualité de la région sont à 9 % "
     ": le hasard n’explique pas que votre valeur soit plus haute.",
     .signal = SIGNAL_HIGH, .verdict = CHANGE_DOWN},
    {PROPORTION, 31, 218, STATUS_OK, 20, 222, 0.25, 0.1, LANGUAGE_EN,
     "**You: 14%**, that is 31 prescriptions out of 218, against 9% one year ago: this rise goes "
     "beyond your usual variation. The doctors of the region’s quality groups are at 25%: chance "
     "does not explain that your value is lower.",
     .signal = SIGNAL_LOW, .verdict = CHANGE_UP},
    /* A signal is not taken back by a low reliability; within the limits it is said. */
    {PROPORTION, 31, 218, STATUS_OK, 0, 0, 0.09, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218. Les médecins des groupes qualité de la "
     "région sont à 9 % : le hasard n’explique pas que votre valeur soit plus haute.",
     .signal = SIGNAL_HIGH, .unreliable = true},
    {PROPORTION, 31, 218, STATUS_OK, 0, 0, 0.09, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218. Les médecins des groupes qualité de la "
     "région sont à 9 % : l’écart avec eux peut relever du hasard. Une bonne part des différences "
     "observées entre médecins tient ici au hasard.",
     .signal = SIGNAL_WITHIN, .unreliable = true},
    /* Where all have the same there is no difference to explain. */
    {PROPORTION, 31, 218, STATUS_OK, 0, 0, 0.142, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218. Les médecins des groupes qualité de la "
     "région "
     "sont aussi à 14 %.",
     .signal = SIGNAL_WITHIN, .unreliable = true, .alike = true},
    {PROPORTION, 31, 218, STATUS_OK, 0, 0, 0.142, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218. Les médecins des groupes qualité de la "
     "région sont aussi à 14 %. À patientèle comparable (âge et sexe), votre valeur serait de 11 "
     "%.",
     .signal = SIGNAL_WITHIN, .standardised = 0.11},
    {PROPORTION, 31, 218, STATUS_OK, 0, 0, NAN, 0.1, LANGUAGE_FR,
     "**Vous : 14 %**, soit 31 prescriptions sur 218. Les médecins hors groupes de la région sont "
     "à 10 %. À patientèle comparable (âge et sexe), votre valeur resterait la même.",
     .signal = SIGNAL_NONE, .unreliable = true, .standardised = 0.141},
};

static char *
message_of(const Case *c, Texts *texts)
{
    const Indicator *indicator = &INDICATORS[c->subject];
    Measure own = measure(indicator, c->numerator, c->denominator, c->status);
    own.signal = c->signal;
    own.reliability = c->unreliable ? 0.69 : 0.7;
    own.standardised = c->standardised > 0 ? c->standardised : NAN;
    const Measure past = measure(indicator, c->past_numerator, c->past_denominator, STATUS_OK);
    const Change change = {.verdict = c->verdict};
    const ComparatorFigure enrolled = {.value = c->enrolled,
                                       .p10 = c->enrolled,
                                       .p90 = c->alike ? c->enrolled : 1.5 * c->enrolled,
                                       .status =
                                           isnan(c->enrolled) ? STATUS_FEW_MEMBERS : STATUS_OK};
    const ComparatorFigure control = {.value = c->control,
                                      .status = isnan(c->control) ? STATUS_FEW_MEMBERS : STATUS_OK};
    const Topic topic = topic_new(texts, &THEME, indicator, c->enrolled < 0 ? NAN : c->enrolled);
    const MessageFacts facts = {.topic = &topic,
                                .own = &own,
                                .past = c->past_denominator > 0 ? &past : NULL,
                                .change = &change,
                                .enrolled = c->enrolled < 0 ? NULL : &enrolled,
                                .control = c->control < 0 ? NULL : &control,
                                .minimum_patients = 11};
    return message_text(&facts);
}

START_TEST(message_word_for_word)
{
    g_autoptr(Texts) texts = load(CASES[_i].language);
    g_autofree char *message = message_of(&CASES[_i], texts);
    g_autofree char *plain = plain_spaces(message);
    ck_assert_str_eq(plain, CASES[_i].message);
}
END_TEST

/* --- the target --- */

static const struct {
    double numerator, denominator;
    Status status;
    Direction direction;
    const char *sentence;
} TARGETS[] = {
    {81, 100, STATUS_OK, DIRECTION_HIGHER, "Objectif : au moins 74 % (HAS 2024). Vous y êtes."},
    {74, 100, STATUS_OK, DIRECTION_HIGHER, "Objectif : au moins 74 % (HAS 2024). Vous y êtes."},
    {73, 100, STATUS_OK, DIRECTION_HIGHER,
     "Objectif : au moins 74 % (HAS 2024). Pour vous, ce serait 1 de plus sur 100."},
    {60, 99, STATUS_OK, DIRECTION_HIGHER,
     "Objectif : au moins 74 % (HAS 2024). Pour vous, ce serait 14 patients de plus sur 99."},
    {74, 100, STATUS_OK, DIRECTION_LOWER, "Objectif : au plus 74 % (HAS 2024). Vous y êtes."},
    {90, 99, STATUS_OK, DIRECTION_LOWER,
     "Objectif : au plus 74 % (HAS 2024). Pour vous, ce serait 17 patients de moins sur 99."},
    {2, 8, STATUS_FEW_PATIENTS, DIRECTION_HIGHER, "Objectif : au moins 74 % (HAS 2024)."},
    {0, 0, STATUS_NO_DENOMINATOR, DIRECTION_HIGHER, "Objectif : au moins 74 % (HAS 2024)."},
    {60, 99, STATUS_OK, DIRECTION_NONE, "Objectif : 74 % (HAS 2024)."},
};

START_TEST(target_in_own_numbers)
{
    g_autoptr(Texts) texts = load(LANGUAGE_FR);
    Indicator indicator = INDICATORS[TARGET];
    indicator.direction = TARGETS[_i].direction;
    const Measure own =
        measure(&indicator, TARGETS[_i].numerator, TARGETS[_i].denominator, TARGETS[_i].status);
    const Topic topic = topic_new(texts, &THEME, &indicator, 0.8);
    const MessageFacts facts = {.topic = &topic, .own = &own, .minimum_patients = 11};

    g_autofree char *sentence = message_target(&facts);
    g_autofree char *plain = plain_spaces(sentence);
    ck_assert_str_eq(plain, TARGETS[_i].sentence);
}
END_TEST

START_TEST(no_target_no_sentence)
{
    g_autoptr(Texts) texts = load(LANGUAGE_FR);
    const Measure own = measure(&INDICATORS[PROPORTION], 1, 2, STATUS_OK);
    const Topic topic = topic_new(texts, &THEME, &INDICATORS[PROPORTION], 0.8);
    const MessageFacts facts = {.topic = &topic, .own = &own, .minimum_patients = 11};
    ck_assert_ptr_null(message_target(&facts));
}
END_TEST

/* --- every combination --- */

static void
add_combinations(GString *out, Language language)
{
    static const Status STATUSES[] = {STATUS_OK, STATUS_FEW_PATIENTS, STATUS_NO_DENOMINATOR,
                                      STATUS_INCOMPLETE, STATUS_NOT_ACTIVE};
    static const double NUMERATORS[] = {0, 1, 31};
    static const double OTHERS[][2] = {{0.09, 0.1}, {NAN, 0.1}, {-1, 0.1}, {NAN, NAN}, {-1, -1}};
    g_autoptr(Texts) texts = load(language);

    for (int subject = 0; subject < N_SUBJECTS; subject++)
        for (size_t s = 0; s < G_N_ELEMENTS(STATUSES); s++)
            for (size_t n = 0; n < G_N_ELEMENTS(NUMERATORS); n++)
                for (int past = 0; past < 2; past++)
                    for (size_t o = 0; o < G_N_ELEMENTS(OTHERS); o++) {
                        const bool some = STATUSES[s] <= STATUS_FEW_PATIENTS;
                        const double scale = INDICATORS[subject].kind == KIND_PROPORTION ? 1 : 400;
                        const double *others = OTHERS[o];
                        const Case c = {(Subject)subject,
                                        some ? NUMERATORS[n] : 0,
                                        some ? 218 : 0,
                                        STATUSES[s],
                                        past * 40,
                                        past * 222,
                                        others[0] < 0 ? -1 : others[0] * scale,
                                        others[1] < 0 ? -1 : others[1] * scale,
                                        language,
                                        NULL,
                                        .signal = SIGNAL_NONE};
                        if (!some && (n > 0 || past > 0))
                            continue;
                        g_autofree char *message = message_of(&c, texts);
                        g_string_append_printf(out, "%s\n", message);
                    }
}

/* Everything that is judged of an ok figure. */
static void
add_judged(GString *out, Language language)
{
    static const double STANDARDISED[] = {0, 0.11, 0.142};
    g_autoptr(Texts) texts = load(language);

    for (int subject = 0; subject < N_SUBJECTS; subject++)
        for (int signal = SIGNAL_NONE; signal <= SIGNAL_HIGH; signal++)
            for (int verdict = CHANGE_UNJUDGED; verdict <= CHANGE_UP; verdict++)
                for (int unreliable = 0; unreliable < 2; unreliable++)
                    for (size_t s = 0; s < G_N_ELEMENTS(STANDARDISED); s++) {
                        const double scale = INDICATORS[subject].kind == KIND_PROPORTION ? 1 : 400;
                        const double other = signal == SIGNAL_LOW ? 0.3 : 0.09;
                        const Case c = {.subject = (Subject)subject,
                                        .numerator = 31,
                                        .denominator = 218,
                                        .past_numerator = verdict == CHANGE_UP ? 20 : 40,
                                        .past_denominator = 222,
                                        .enrolled = other * scale,
                                        .control = 0.1 * scale,
                                        .language = language,
                                        .signal = (Signal)signal,
                                        .verdict = (ChangeVerdict)verdict,
                                        .unreliable = unreliable,
                                        .standardised = STANDARDISED[s] * scale};
                        g_autofree char *message = message_of(&c, texts);
                        g_string_append_printf(out, "%s\n", message);
                    }
}

/* Without a signal, nothing is said of chance. */
START_TEST(chance_from_the_signal_alone)
{
    static const char *const WORDS[] = {"hasard", "chance"};
    g_autoptr(Texts) texts = load(_i == 0 ? LANGUAGE_FR : LANGUAGE_EN);
    const Case c = {.subject = PROPORTION,
                    .numerator = 31,
                    .denominator = 218,
                    .past_numerator = 20,
                    .past_denominator = 222,
                    .enrolled = 0.09,
                    .control = 0.1,
                    .verdict = CHANGE_UP,
                    .unreliable = true,
                    .standardised = 0.11};
    g_autofree char *message = message_of(&c, texts);
    ck_assert_ptr_null(strstr(message, WORDS[_i]));
}
END_TEST

/* Fails at the first line that differs: the whole is too long for a message of Check. */
static void
check_lines(const char *got, const char *wanted)
{
    g_auto(GStrv) a = g_strsplit(got, "\n", -1);
    g_auto(GStrv) b = g_strsplit(wanted, "\n", -1);
    ck_assert_uint_eq(g_strv_length(a), g_strv_length(b));
    for (int i = 0; a[i] != NULL; i++)
        if (strcmp(a[i], b[i]) != 0)
            ck_abort_msg("%s:%d:\nwas: %s\nis:  %s\n(--bless takes the new one)", GOLDEN, i + 1,
                         b[i], a[i]);
}

START_TEST(message_every_combination)
{
    g_autoptr(GString) got = g_string_new(NULL);
    add_combinations(got, LANGUAGE_FR);
    add_combinations(got, LANGUAGE_EN);
    add_judged(got, LANGUAGE_FR);
    add_judged(got, LANGUAGE_EN);

    /* Nobody is first or last, and nothing is blamed. */
    static const char *const NEVER[] = {"premier", "dernier", "meilleur", "pire", "mauvais", "best",
                                        "worst",   "first",   "last",     "{{",   "nan",     "  "};
    for (size_t i = 0; i < G_N_ELEMENTS(NEVER); i++)
        ck_assert_msg(strstr(got->str, NEVER[i]) == NULL, "a message says “%s”", NEVER[i]);

    if (bless) {
        ck_assert_int_eq(g_mkdir_with_parents("tests/golden/document", 0755), 0);
        ck_assert(g_file_set_contents(GOLDEN, got->str, -1, NULL));
        return;
    }
    g_autofree char *wanted = NULL;
    ck_assert_msg(g_file_get_contents(GOLDEN, &wanted, NULL, NULL), "%s is not there: --bless",
                  GOLDEN);
    check_lines(got->str, wanted);
}
END_TEST

int
main(int argc, char **argv)
{
    bless = argc > 1 && strcmp(argv[1], "--bless") == 0;

    TCase *tests = tcase_create("message");
    tcase_add_loop_test(tests, message_word_for_word, 0, G_N_ELEMENTS(CASES));
    tcase_add_loop_test(tests, target_in_own_numbers, 0, G_N_ELEMENTS(TARGETS));
    tcase_add_test(tests, no_target_no_sentence);
    tcase_add_loop_test(tests, chance_from_the_signal_alone, 0, 2);
    tcase_add_test(tests, message_every_combination);

    Suite *suite = suite_create("message");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
