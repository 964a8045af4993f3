/* Marks, micro-typography and number formats: the small rules of a text. */
#include <check.h>
#include <stdlib.h>

#include "render/page/number_text.h"
#include "render/page/rich_text.h"
#include "render/page/typesetter.h"
#include "render/page/typography.h"

#define NNBSP "\u202F"
#define NBSP "\u00A0"
#define MINUS "\u2212"

/* --- marks --- */

/* Pieces as "[text]", with b and s for bold and superscript, " " and "/" for what stands before. */
static char *
describe(const RichText *rich)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < rich->pieces->len; i++) {
        const RichPiece *piece = &g_array_index(rich->pieces, RichPiece, i);
        g_string_append_printf(text, "%s%s%s[%.*s]",
                               piece->after_break   ? "/"
                               : piece->after_blank ? " "
                                                    : "",
                               piece->bold ? "b" : "", piece->superscript ? "s" : "",
                               piece->n_bytes, piece->text);
    }
    return g_string_free(text, FALSE);
}

static const struct {
    const char *text, *pieces, *plain;
    bool balanced;
} MARKS[] = {
    {"deux mots", "[deux] [mots]", "deux mots", true},
    {"**Vous : 14 %**, soit", "b[Vous] b[:] b[14] b[%][,] [soit]", "Vous : 14 %, soit", true},
    {"1^er^ trimestre", "[1]s[er] [trimestre]", "1er trimestre", true},
    {"14" NBSP "% et 2" NNBSP "310", "[14" NBSP "%] [et] [2" NNBSP "310]",
     "14" NBSP "% et 2" NNBSP "310", true},
    {"une\nligne\n\nune autre\n", "[une] [ligne]/[une] [autre]", "une ligne une autre", true},
    {"3 * 4 \\* 5 \\\\ 6\\^2", "[3] [*] [4] [*] [5] [\\] [6^2]", "3 * 4 * 5 \\ 6^2", true},
    {"jamais **fermé", "[jamais] b[fermé]", "jamais fermé", false},
    {"jamais ^fermé", "[jamais] s[fermé]", "jamais fermé", false},
    {"", "", "", true},
    {"  \n ", "", "", true},
};

START_TEST(marks_are_read)
{
    RichText rich;
    rich_text_init(&rich);
    ck_assert(rich_text_parse(&rich, MARKS[_i].text) == MARKS[_i].balanced);
    g_autofree char *pieces = describe(&rich), *plain = rich_plain(MARKS[_i].text);
    ck_assert_str_eq(pieces, MARKS[_i].pieces);
    ck_assert_str_eq(plain, MARKS[_i].plain);
    rich_text_clear(&rich);
}
END_TEST

START_TEST(escaped_text_reads_as_it_stands)
{
    static const char *const DATA[] = {"Groupe **Nord**", "2^3", "C:\\x", "*", "É. d'Arc", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(DATA); i++) {
        g_autofree char *escaped = rich_escape(DATA[i]), *plain = rich_plain(escaped);
        ck_assert_str_eq(plain, DATA[i]);
    }
}
END_TEST

/* --- micro-typography --- */

static const struct {
    Language language;
    const char *text, *wanted;
} TYPOGRAPHY[] = {
    {LANGUAGE_FR, "Quels patients ?", "Quels patients" NNBSP "?"},
    {LANGUAGE_FR, "Vous : 14 % !", "Vous" NBSP ": 14" NBSP "%" NNBSP "!"},
    {LANGUAGE_FR, "« peut relever » ; l'écart", "«" NBSP "peut relever" NBSP "»" NNBSP "; l’écart"},
    {LANGUAGE_FR, "n° 41, 176 €", "n°" NBSP "41, 176" NBSP "€"},
    {LANGUAGE_FR, "https://exemple.fr/?a:b", "https://exemple.fr/?a:b"},
    {LANGUAGE_FR, "**Vous** : ici", "**Vous**" NBSP ": ici"},
    {LANGUAGE_FR, "pour 1 000 inscrits, 12 345 678 lignes",
     "pour 1" NNBSP "000 inscrits, 12" NNBSP "345" NNBSP "678 lignes"},
    {LANGUAGE_FR, "en 2026 100 médecins, 12 3456", "en 2026 100 médecins, 12 3456"},
    {LANGUAGE_FR, "le mot \"hasard\" (\"ici\") ?",
     "le mot «" NBSP "hasard" NBSP "» («" NBSP "ici" NBSP "»)" NNBSP "?"},
    {LANGUAGE_FR, "**\"gras\"**", "**«" NBSP "gras" NBSP "»**"},
    {LANGUAGE_FR, "de -2 à -1,5 (-3)", "de " MINUS "2 à " MINUS "1,5 (" MINUS "3)"},
    {LANGUAGE_FR, "2024-2025, 25-hydroxy, peut-être", "2024-2025, 25-hydroxy, peut-être"},
    {LANGUAGE_FR, "et ainsi de suite...", "et ainsi de suite…"},
    {LANGUAGE_EN, "Who's there ?", "Who’s there ?"},
    {LANGUAGE_EN, "the word \"chance\", 'so' 1 000 of 14 %",
     "the word “chance”, ‘so’ 1 000 of 14 %"},
    {LANGUAGE_EN, "'s", "’s"},
    {LANGUAGE_EN, "\"", "\""},
    {LANGUAGE_FR, "\", soit", "\", soit"},
    {LANGUAGE_EN, "from -2 to 3...", "from " MINUS "2 to 3…"},
    {LANGUAGE_FR, "", ""},
};

START_TEST(typography_is_applied_once)
{
    g_autofree char *once = typography_apply(TYPOGRAPHY[_i].language, TYPOGRAPHY[_i].text);
    g_autofree char *twice = typography_apply(TYPOGRAPHY[_i].language, once);
    ck_assert_str_eq(once, TYPOGRAPHY[_i].wanted);
    ck_assert_str_eq(twice, once);
}
END_TEST

/* --- numbers --- */

static const struct {
    double value;
    int decimals;
    const char *fr, *en;
} NUMBERS[] = {
    {0, 0, "0", "0"},
    {0, 2, "0,00", "0.00"},
    {1234.5, 1, "1" NNBSP "234,5", "1,234.5"},
    {1234567.85, 1, "1" NNBSP "234" NNBSP "567,9", "1,234,567.9"},
    {999.995, 2, "1" NNBSP "000,00", "1,000.00"},
    {0.5, 0, "1", "1"},
    {1.5, 0, "2", "2"},
    {2.5, 0, "3", "3"},
    {0.125, 2, "0,13", "0.13"},
    {1.005, 2, "1,01", "1.01"},
    {0.285 * 100, 0, "29", "29"},
    {0.1425 * 100, 1, "14,3", "14.3"},
    {0.04, 1, "0,0", "0.0"},
    {0.05, 1, "0,1", "0.1"},
    {0.0049, 2, "0,00", "0.00"},
    {99.95, 1, "100,0", "100.0"},
    {9.5, 0, "10", "10"},
    {-0.04, 1, "0,0", "0.0"},
    {-1.5, 0, MINUS "2", MINUS "2"},
    {-1234.5, 1, MINUS "1" NNBSP "234,5", MINUS "1,234.5"},
    {1e15, 0, "1" NNBSP "000" NNBSP "000" NNBSP "000" NNBSP "000" NNBSP "000",
     "1,000,000,000,000,000"},
    {1e-9, 3, "0,000", "0.000"},
    {100, 0, "100", "100"},
    {1000, 0, "1" NNBSP "000", "1,000"},
};

START_TEST(numbers_are_written)
{
    g_autofree char *fr = number_text(LANGUAGE_FR, NUMBERS[_i].value, NUMBERS[_i].decimals);
    g_autofree char *en = number_text(LANGUAGE_EN, NUMBERS[_i].value, NUMBERS[_i].decimals);
    ck_assert_str_eq(fr, NUMBERS[_i].fr);
    ck_assert_str_eq(en, NUMBERS[_i].en);
}
END_TEST

static const struct {
    int64_t value;
    const char *fr, *en;
} INTEGERS[] = {
    {0, "0", "0"},
    {7, "7", "7"},
    {2310, "2" NNBSP "310", "2,310"},
    {-2310, MINUS "2" NNBSP "310", MINUS "2,310"},
    {INT64_MIN, MINUS "9" NNBSP "223" NNBSP "372" NNBSP "036" NNBSP "854" NNBSP "775" NNBSP "808",
     MINUS "9,223,372,036,854,775,808"},
};

START_TEST(integers_are_written)
{
    g_autofree char *fr = number_text_integer(LANGUAGE_FR, INTEGERS[_i].value);
    g_autofree char *en = number_text_integer(LANGUAGE_EN, INTEGERS[_i].value);
    ck_assert_str_eq(fr, INTEGERS[_i].fr);
    ck_assert_str_eq(en, INTEGERS[_i].en);
}
END_TEST

static const Indicator PROPORTION = {.kind = KIND_PROPORTION, .per = 1};
static const Indicator RATE = {.kind = KIND_RATE, .per = 100};
static const Indicator MONEY = {.kind = KIND_MEAN, .per = 1, .is_money = true};

static const struct {
    const Indicator *indicator;
    double value;
    int decimals;
    const char *fr, *en, *bare;
} VALUES[] = {
    {&PROPORTION, 0.1425, 1, "14,3" NBSP "%", "14.3%", "14,3"},
    {&PROPORTION, 1, 0, "100" NBSP "%", "100%", "100"},
    {&PROPORTION, 0, 0, "0" NBSP "%", "0%", "0"},
    {&PROPORTION, -0.04, 0, MINUS "4" NBSP "%", MINUS "4%", MINUS "4"},
    {&RATE, 54.4, 0, "54", "54", "54"},
    {&MONEY, 1176.5, 0, "1" NNBSP "177" NBSP "€", "€1,177", "1" NNBSP "177"},
    {&MONEY, -12.3, 2, MINUS "12,30" NBSP "€", MINUS "€12.30", MINUS "12,30"},
};

START_TEST(values_are_written)
{
    const Indicator *indicator = VALUES[_i].indicator;
    double value = VALUES[_i].value;
    int decimals = VALUES[_i].decimals;
    g_autofree char *fr = value_text(LANGUAGE_FR, indicator, value, decimals);
    g_autofree char *en = value_text(LANGUAGE_EN, indicator, value, decimals);
    g_autofree char *bare = value_text_bare(LANGUAGE_FR, indicator, value, decimals);
    ck_assert_str_eq(fr, VALUES[_i].fr);
    ck_assert_str_eq(en, VALUES[_i].en);
    ck_assert_str_eq(bare, VALUES[_i].bare);
}
END_TEST

/* --- dates --- */

static const struct {
    const char *period, *fr, *en, *fr_short, *en_short;
} PERIODS[] = {
    {"2026-Q1", "1^er^" NBSP "trimestre 2026", "Q1 2026", "T1 2026", "Q1 2026"},
    {"2025-Q4", "4^e^" NBSP "trimestre 2025", "Q4 2025", "T4 2025", "Q4 2025"},
    {"2026-H1", "1^er^" NBSP "semestre 2026", "H1 2026", "S1 2026", "H1 2026"},
    {"2026-03", "mars 2026", "March 2026", "03/2026", "03/2026"},
    {"2026", "2026", "2026", "2026", "2026"},
};

START_TEST(periods_are_written)
{
    Period period = {0};
    ck_assert(period_parse(PERIODS[_i].period, &period));
    g_autofree char *fr = period_text(LANGUAGE_FR, period), *en = period_text(LANGUAGE_EN, period);
    g_autofree char *fr_short = period_text_short(LANGUAGE_FR, period);
    g_autofree char *en_short = period_text_short(LANGUAGE_EN, period);
    ck_assert_str_eq(fr, PERIODS[_i].fr);
    ck_assert_str_eq(en, PERIODS[_i].en);
    ck_assert_str_eq(fr_short, PERIODS[_i].fr_short);
    ck_assert_str_eq(en_short, PERIODS[_i].en_short);
}
END_TEST

START_TEST(days_are_written)
{
    g_autofree char *first = day_text(LANGUAGE_FR, day_from_civil(2026, 4, 1));
    g_autofree char *last = day_text(LANGUAGE_FR, day_from_civil(2026, 3, 31));
    g_autofree char *english = day_text(LANGUAGE_EN, day_from_civil(2026, 3, 1));
    ck_assert_str_eq(first, "1^er^" NBSP "avril 2026");
    ck_assert_str_eq(last, "31" NBSP "mars 2026");
    ck_assert_str_eq(english, "1" NBSP "March 2026");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("text");
    tcase_add_loop_test(tests, marks_are_read, 0, G_N_ELEMENTS(MARKS));
    tcase_add_test(tests, escaped_text_reads_as_it_stands);
    tcase_add_loop_test(tests, typography_is_applied_once, 0, G_N_ELEMENTS(TYPOGRAPHY));
    tcase_add_loop_test(tests, numbers_are_written, 0, G_N_ELEMENTS(NUMBERS));
    tcase_add_loop_test(tests, integers_are_written, 0, G_N_ELEMENTS(INTEGERS));
    tcase_add_loop_test(tests, values_are_written, 0, G_N_ELEMENTS(VALUES));
    tcase_add_loop_test(tests, periods_are_written, 0, G_N_ELEMENTS(PERIODS));
    tcase_add_test(tests, days_are_written);

    Suite *suite = suite_create("text");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
