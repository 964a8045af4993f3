/* What bad configuration gets: one good campaign and one good theme, and for each case one change and
 * the message that must follow, with its file, line, column and hint. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/model/campaign.h"
#include "engine/model/faults.h"
#include "tests/engine/model/files.h"

static const char good_campaign[] =
    "campaign: b-2026\n"                                                  /* 1 */
    "title: \"Profil\"\n"                                                 /* 2 */
    "language: fr\n"                                                      /* 3 */
    "region: {id: \"53\", label: \"Bretagne\"}\n"                         /* 4 */
    "period: {every: quarter, last: 2026-Q1, history: 8}\n"               /* 5 */
    "data: {from: 2023-01-01, to: 2026-03-31, received_to: 2026-06-12}\n" /* 6 */
    "database: {service: miroir}\n"                                       /* 7 */
    "themes: [good]\n"                                                    /* 8 */
    "comparators: [group, enrolled, control]\n"                           /* 9 */
    "control: {specialties: [MG], minimum_activity: 100}\n"               /* 10 */
    "numbering: {key_file: secret.key, scope: theme}\n"                   /* 11 */
    "disclosure: {minimum_patients: 11, dominance: 0.85}\n"               /* 12 */
    "booklet: {template: profil, paper: A4}\n";                           /* 13 */

static const char good_theme[] =
    "theme: good\n"                                                              /* 1 */
    "version: 2\n"                                                               /* 2 */
    "status: trial\n"                                                            /* 3 */
    "label: {fr: \"Bon\", en: \"Good\"}\n"                                       /* 4 */
    "criteria: {daily_practice: true}\n"                                         /* 5 */
    "validated: 2025-11-04\n"                                                    /* 6 */
    "dossier: good.md\n"                                                         /* 7 */
    "questions: {fr: [\"Qui ?\"]}\n"                                             /* 8 */
    "indicators:\n"                                                              /* 9 */
    "  - id: first\n"                                                            /* 10 */
    "    label: \"First\"\n"                                                     /* 11 */
    "    type: prescription\n"                                                   /* 12 */
    "    kind: proportion\n"                                                     /* 13 */
    "    unit: claim\n"                                                          /* 14 */
    "    denominator: \"atc in (J01*)\"\n"                                       /* 15 */
    "    numerator: \"atc in (J01MA*)\"\n"                                       /* 16 */
    "    source: {title: \"S\"}\n"                                               /* 17 */
    "    target: 20\n"                                                           /* 18 */
    "  - id: second\n"                                                           /* 19 */
    "    label: \"Second\"\n"                                                    /* 20 */
    "    type: follow_up\n"                                                      /* 21 */
    "    kind: rate\n"                                                           /* 22 */
    "    per: 100\n"                                                             /* 23 */
    "    unit: patient\n"                                                        /* 24 */
    "    attribution: registered\n"                                              /* 25 */
    "    window: 12 months\n"                                                    /* 26 */
    "    counters:\n"                                                            /* 27 */
    "      drugs:\n"                                                             /* 28 */
    "        lines: |\n"                                                         /* 29 */
    "          atc in (A10*)\n"                                                  /* 30 */
    "          and quantity > 0\n"                                               /* 31 */
    "        count: dates\n"                                                     /* 32 */
    "    population: \"age >= 18\"\n"                                            /* 33 */
    "    denominator: registered_patients\n"                                     /* 34 */
    "    numerator: 'drugs >= 2'\n"                                              /* 35 */
    "  - {id: Third, label: \"Third\", from: counts, type: cost, kind: mean}\n"; /* 36 */

typedef struct {
    const char *find, *replacement;
    const char *expected; /* how the first message begins, after the folder */
    const char *hint;     /* and what it must say besides; NULL for nothing */
} FaultCase;

static const FaultCase campaign_cases[] = {
    {"themes: [good]\n", "", "campaign.yaml:1:1: a campaign lacks its key 'themes'", "a programme"},
    {"themes: [good]", "programme: [{period: 2026-Q2, themes: [good]}]",
     "campaign.yaml:8:12: the programme has no entry for 2026-Q1", "name themes"},
    {"themes: [good]",
     "programme:\n  - {period: 2026, themes: [good]}\n  - {period: 2026-H2, themes: [good]}",
     "campaign.yaml:10:14: period 2026-H2 overlaps 2026", "one entry"},
    {"themes: [good]", "programme: [{period: spring, themes: [good]}]",
     "campaign.yaml:8:22: period is 'spring', not a period", "2026-Q1"},
    {"themes: [good]", "programme: [{period: 2026, themes: [goood]}]",
     "campaign.yaml:8:37: no theme 'goood' in", "did you mean 'good'"},
    {"themes: [good]", "programme: [{period: 2026}]",
     "campaign.yaml:8:13: an entry of the programme lacks its key 'themes'", NULL},
    {"themes: [good]", "themes: [good]\nprogramme: [{period: 2027, themes: [good@1]}]",
     "campaign.yaml:9:37: theme 'good' is of version 2, and the campaign pins 1", NULL},
    {"title:", "titel:", "campaign.yaml:2:1: a campaign has no key 'titel'",
     "did you mean 'title'?"},
    {"campaign: b-2026\n", "", "campaign.yaml:1:1: a campaign lacks its key 'campaign'", NULL},
    {"b-2026", "\"b 2026\"", "campaign.yaml:1:11: campaign: it becomes part of file names",
     "use letters, digits"},
    {"b-2026", "", "campaign.yaml:1:10: campaign is empty", "give a text"},
    {"b-2026", "[b]", "campaign.yaml:1:11: campaign is a list; write a text", NULL},
    {"language: fr", "language: de", "campaign.yaml:3:11: language is 'de'", "known here: fr, en"},
    {", label: \"Bretagne\"", "", "campaign.yaml:4:9: the region lacks its key 'label'", NULL},
    {"{id: \"53\", label: \"Bretagne\"}", "Bretagne",
     "campaign.yaml:4:9: region is a single value; write a mapping of keys to values", NULL},
    {"\"Bretagne\"", "Bretagne, la vraie", "campaign.yaml:4:37: 'la vraie' stands alone",
     "put the text of label in double quotes"},
    {"every: quarter", "every: quarterly", "campaign.yaml:5:17: every is 'quarterly'",
     "did you mean 'quarter'?"},
    {"2026-Q1", "2026-Q5", "campaign.yaml:5:32: last is '2026-Q5', not a period",
     "write it as 2026-03, 2026-Q1, 2026-H1 or 2026"},
    {"2026-Q1", "2026-03",
     "campaign.yaml:5:32: last is '2026-03', but the campaign goes by the "
     "quarter",
     "write it as 2026-Q1"},
    {"history: 8", "history: 08", "campaign.yaml:5:50: history is '08', not a whole number",
     "leave out leading zeros"},
    {"history: 8", "history: +8", "campaign.yaml:5:50: history is '+8', not a whole number",
     "leave out the plus sign"},
    {"history: 8", "history: 0x8", "campaign.yaml:5:50: history is '0x8', not a whole number",
     NULL},
    {"history: 8", "history: 8.5", "campaign.yaml:5:50: history is '8.5', not a whole number",
     NULL},
    {"history: 8", "history: 41", "campaign.yaml:5:50: history is 41; it must be from 1 to 40",
     NULL},
    {"history: 8", "history: \"8\"", "campaign.yaml:5:50: history is \"8\" in quotes",
     "leave the quotes out"},
    {"2023-01-01", "2023-02-29", "campaign.yaml:6:14: from is '2023-02-29', not a day",
     "write it as 2026-03-31"},
    {"2023-01-01", "01/01/2023", "campaign.yaml:6:14: from is '01/01/2023', not a day", NULL},
    {"2023-01-01", "2026-04-01", "campaign.yaml:6:30: to is before from", NULL},
    {"2026-06-12", "2026-03-30", "campaign.yaml:6:55: received_to is before to", NULL},
    {"service: miroir", "service: miroir, embedded: x",
     "campaign.yaml:7:11: the database needs one of service, conninfo and embedded, and has 2",
     "write one"},
    {"{service: miroir}", "{}", "campaign.yaml:7:11: the database needs one of service", NULL},
    {"service: miroir", "conninfo: \"host=h password=x\"",
     "campaign.yaml:7:22: conninfo holds a password", "~/.pgpass"},
    {"service: miroir", "conninfo: \"postgresql://u:secret@h/d\"",
     "campaign.yaml:7:22: conninfo holds a password", "~/.pgpass"},
    {"[good]", "[god]", "campaign.yaml:8:10: no theme 'god' in", "did you mean 'good'?"},
    {"[good]", "[good@1]",
     "campaign.yaml:8:10: theme 'good' is of version 2, and the campaign "
     "pins 1",
     "pin 2"},
    {"[good]", "[good@x]", "campaign.yaml:8:10: 'good@x' pins no version", "write it as good@3"},
    {"[good]", "[good, bank/good.yaml]",
     "campaign.yaml:8:16: theme 'good' stands here a second "
     "time",
     "keep one"},
    {"[good]", "[misnamed]", "campaign.yaml:8:10:", "calls itself 'other', not 'misnamed'"},
    {"[good]", "[good, copy]", "bank/copy.yaml:6:5: indicator 'first' is also in theme 'good'",
     "rename one"},
    {"[good]", "[nowhere/x.yaml]", "campaign.yaml:8:10: there is no theme file",
     "nowhere/x.yaml; a path starts from the campaign's folder"},
    {"[good]", "[]", "campaign.yaml:8:9: themes is empty", "name at least one"},
    {"[good]", "[good, \"\"]", "campaign.yaml:8:16: an item of themes is not a text", NULL},
    {"[good]", "[empty]", "campaign.yaml:8:9: none of the themes has an indicator", NULL},
    {"[group, enrolled, control]", "[group, controls]",
     "campaign.yaml:9:22: comparators: "
     "'controls'",
     "did you mean 'control'?"},
    {"minimum_activity: 100", "minimum_activity: -1",
     "campaign.yaml:10:48: minimum_activity is -1; it must be from 0", NULL},
    {"[MG]", "MG", "campaign.yaml:10:24: specialties is a single value; write a list", NULL},
    {"{key_file: secret.key, scope: theme}", "{scope: theme}",
     "campaign.yaml:11:12: the numbering lacks its key 'key_file'", NULL},
    {"scope: theme", "scope: doctor", "campaign.yaml:11:42: scope is 'doctor'",
     "known here: theme, edition, indicator"},
    {"history: 8", "history: 8,5", "campaign.yaml:5:52: '5' stands alone",
     "write decimals with a point"},
    {"0.85", "nan", "campaign.yaml:12:47: dominance is 'nan', not a number", NULL},
    {"0.85", "1.2", "campaign.yaml:12:47: dominance is 1.2; it must be from 0.1 to 1", NULL},
    {"minimum_patients: 11", "minimum_patients: 1e1",
     "campaign.yaml:12:32: minimum_patients is '1e1', not a whole number", NULL},
    {"paper: A4", "paper: A3", "campaign.yaml:13:36: paper is 'A3'", "known here: A4"},
    {"paper: A4", "imposition: a6", "campaign.yaml:13:41: imposition is 'a6'",
     "known here: none, a5"},
    {"paper: A4", "folded: true", "campaign.yaml:13:29: the booklet has no key 'folded'",
     "known here: template, paper, imposition, encrypt"},
    {"language: fr", "standardisation: {}",
     "campaign.yaml:3:18: the standardisation lacks its key 'bands'", NULL},
    {"language: fr", "standardisation: {bands: 5}",
     "campaign.yaml:3:26: bands is a single value; write a list", "[1, 2]"},
    {"language: fr", "standardisation: {bands: []}", "campaign.yaml:3:26: bands is empty",
     "write the lower ends of the bands"},
    {"language: fr", "standardisation: {bands: [5, 10]}", "campaign.yaml:3:27: bands: 5 is not 0",
     "as in [0, 15, 45"},
    {"language: fr", "standardisation: {bands: [0, 18, 18]}",
     "campaign.yaml:3:34: bands: 18 is not above the one before", "from 0 upwards"},
    {"language: fr", "standardisation: {bands: [0, 65, 18, 90]}",
     "campaign.yaml:3:34: bands: 18 is not above the one before", NULL},
    {"language: fr", "standardisation: {bands: [0, 05]}",
     "campaign.yaml:3:30: bands is '05', not a whole number", "leave out leading zeros"},
    {"language: fr", "standardisation: {bands: [0, 4.5]}",
     "campaign.yaml:3:30: bands is '4.5', not a whole number", NULL},
    {"language: fr", "standardisation: {bands: [0, \"5\"]}",
     "campaign.yaml:3:30: bands is \"5\" in quotes", NULL},
    {"language: fr", "standardisation: {bands: [0, 121]}",
     "campaign.yaml:3:30: bands is 121; it must be from 0 to 120", NULL},
    {"language: fr", "standardisation: {bands: [0, [5]]}",
     "campaign.yaml:3:30: an item of bands is a list; write a whole number", NULL},
    {"language: fr", "previous: [../old]", "campaign.yaml:3:11: previous is a list", "a text"},
    {"language: fr", "other_regions: ../eure",
     "campaign.yaml:3:16: other_regions is a single value", "a list"},
    {"language: fr", "other_regions: [{name: Eure}]",
     "campaign.yaml:3:17: an item of other_regions is not a text", NULL},
    {"language: fr", "other_regions: [../eure, ./../eure]",
     "campaign.yaml:3:26: other_regions: './../eure' a second time", "name each region once"},
    {"language: fr", "other_regions: [a, b, c, d, e, f, g]",
     "campaign.yaml:3:16: other_regions: 7 of them", "leave some out"},
    {"language: fr", "language: fr\nlanguage: en",
     "campaign.yaml:4:1: key 'language' stands here a second time, first on line 3", "keep one"},
    {"\"Profil\"", "Profil : 2026", "campaign.yaml:2:15: mapping values are not allowed",
     "double quotes"},
};

static const FaultCase theme_cases[] = {
    {"theme: good", "theme: \"Good !\"", "bank/good.yaml:1:8: theme: use small letters", NULL},
    {"version: 2", "version: 1,5", "bank/good.yaml:2:10: version is '1,5', not a whole number",
     "the decimal sign is a point"},
    {"status: trial", "status: tested", "bank/good.yaml:3:9: status is 'tested'",
     "known here: proposed, trial, validated"},
    {"{fr: \"Bon\", en: \"Good\"}", "{fr: Bon, mais court}",
     "bank/good.yaml:4:18: 'mais court' stands alone in label", "put it in double quotes"},
    {"{fr: \"Bon\", en: \"Good\"}", "{de: \"Gut\"}",
     "bank/good.yaml:4:9: 'de' is not a language of label", "known here: fr, en"},
    {"daily_practice: true", "daily_practice: yes", "bank/good.yaml:5:28: daily_practice is 'yes'",
     "write true or false"},
    {"2025-11-04", "4/11/2025", "bank/good.yaml:6:12: validated is '4/11/2025', not a day", NULL},
    {"good.md", "none.md", "bank/good.yaml:7:10: dossier: there is no file none.md in ",
     "write it, or leave the key out"},
    {"good.md", "../good.md", "bank/good.yaml:7:10: dossier: a file name", NULL},
    {"[\"Qui ?\"]", "\"Qui ?\"", "bank/good.yaml:8:17: fr is a single value; write a list", NULL},
    {"id: first", "id: First", "bank/good.yaml:10:9: id: use small letters", NULL},
    {"id: second", "id: first", "bank/good.yaml:19:5: indicator 'first' stands here a second time",
     "first on line 10"},
    {"type: prescription", "type: prescriptions", "bank/good.yaml:12:11: type is 'prescriptions'",
     "did you mean 'prescription'?"},
    {"    kind: proportion\n", "", "bank/good.yaml:10:5: an indicator lacks its key 'kind'", NULL},
    {"    unit: claim\n", "", "bank/good.yaml:10:5: an indicator lacks its key 'unit'",
     "unit: claim or unit: patient"},
    {"kind: proportion", "kind: proportion\n    per: 100", "bank/good.yaml:14:10: per: only a rate",
     NULL},
    {"kind: proportion", "kind: proportion\n    standardise: age",
     "bank/good.yaml:14:18: standardise is 'age'", "known here: age_sex"},
    {"kind: mean}", "kind: mean, standardise: age_sex}",
     "bank/good.yaml:36:84: standardise: ready-made counts (from: counts) do not tell the age",
     "leave the key out"},
    {"\"atc in (J01*)\"", "\"atk in (J01*)\"", "bank/good.yaml:15:19: 'atk' is not known here",
     "did you mean 'atc'?"},
    {"\"atc in (J01*)\"", "\"age >= 18\"", "bank/good.yaml:15:19: 'age' is of patients",
     "put it into population"},
    {"\"atc in (J01*)\"", "atc in (J01*) and", "bank/good.yaml:15:35: the end stands where", NULL},
    {"\"atc in (J01*)\"", "quantity",
     "bank/good.yaml:15:18: denominator is a number where a "
     "condition should be",
     "as in atc in (J01*)"},
    {"\"atc in (J01*)\"", "patients_seen",
     "bank/good.yaml:15:18: denominator: of indicators over "
     "claims only a rate has it",
     NULL},
    {"    denominator: \"atc in (J01*)\"\n", "",
     "bank/good.yaml:10:5: an indicator lacks its key 'denominator'", NULL},
    {"(J01MA*)", "(J01MA *)", "bank/good.yaml:16:31: a '*' apart from its code", NULL},
    {"    source: {title: \"S\"}\n", "", "bank/good.yaml:17:13: target: a target needs a source",
     NULL},
    {"target: 20", "target: 120",
     "bank/good.yaml:18:13: target: the target of a proportion is in "
     "percent",
     NULL},
    {"target: 20", "target: 20 %", "bank/good.yaml:18:13: target is '20 %', not a number", NULL},
    {"per: 100\n", "per: 10\n", "bank/good.yaml:23:10: per: a rate is per 100 or per 1000", NULL},
    {"    per: 100\n", "", "bank/good.yaml:19:5: an indicator lacks its key 'per'", NULL},
    {"attribution: registered", "attribution: prescriber",
     "bank/good.yaml:34:18: denominator: registered_patients needs attribution: registered", NULL},
    {"window: 12 months", "window: 12 month", "bank/good.yaml:26:13: window is '12 month'",
     "as in 12 months"},
    {"window: 12 months", "window: 11 years", "bank/good.yaml:26:13: window is '11 years'",
     "at most 120 months"},
    {"atc in (A10*)\n", "atc in (a10*)\n", "bank/good.yaml:30:19: 'a10*' has small letters",
     "write A10*"},
    {"and quantity > 0", "and quantite > 0", "bank/good.yaml:31:15: 'quantite' is not known here",
     "did you mean 'quantity'?"},
    {"count: dates", "count: days", "bank/good.yaml:32:16: count is 'days'", "dates"},
    {"count: dates", "count: dates\n        units: true",
     "bank/good.yaml:33:16: units: only quantities are counted in units", "write count: quantity"},
    {"\"age >= 18\"", "\"atc in (J01*)\"", "bank/good.yaml:33:18: 'atc' is of lines",
     "put it into a counter's lines"},
    {"\"age >= 18\"", "\"age\"", "bank/good.yaml:33:18: population is a number", NULL},
    {"'drugs >= 2'", "'drug >= 2'", "bank/good.yaml:35:17: 'drug' is not known here",
     "did you mean 'drugs'?"},
    {"'drugs >= 2'", "'drugs >= 1,5'", "bank/good.yaml:35:27: ',' in a number",
     "the decimal sign is a point"},
    {"kind: mean}", "kind: mean, numerator: amount}",
     "bank/good.yaml:36:82: numerator: ready-made counts (from: counts) have none", NULL},
};

/* A counter that is called otherwise is missed where it is used: a second fault, rightly. */
static const FaultCase counter_name_cases[] = {
    {"      drugs:", "      age:", "bank/good.yaml:28:7: a counter cannot be called 'age'",
     "has a meaning in expressions"},
    {"      drugs:", "      numerator:",
     "bank/good.yaml:28:7: a counter cannot be called "
     "'numerator'",
     NULL},
    {"      drugs:", "      Drugs:", "bank/good.yaml:28:7: a counter cannot be called 'Drugs'",
     "begin with a small letter"},
};

/* In place of the good theme's last indicator, whose key from says stays. */
static const FaultCase stay_cases[] = {
    {"numerator: \"ambulatory\"", "numerator: \"atc in (J01*)\"",
     "bank/good.yaml:42:17: 'atc' is not of hospital stays", "ambulatory"},
    {"numerator: \"ambulatory\"", "numerator: \"age\"",
     "bank/good.yaml:42:17: numerator is a number", "as in act_code in (HFMC004)"},
    {"    numerator: \"ambulatory\"\n", "",
     "bank/good.yaml:36:5: an indicator lacks its key 'numerator'", NULL},
    {"    denominator: \"act_code in (BFGA*)\"\n", "",
     "bank/good.yaml:36:5: an indicator lacks its key 'denominator'", NULL},
    {"denominator: \"act_code in (BFGA*)\"", "denominator: population",
     "bank/good.yaml:41:18: denominator: stays are no share of the inhabitants", "kind: rate"},
    {"kind: proportion # stays", "kind: rate\n    per: 100000",
     "bank/good.yaml:42:18: denominator: a rate of stays is over inhabitants", "write population"},
    {"kind: proportion # stays", "kind: mean",
     "bank/good.yaml:40:11: kind: stays are counted, not averaged", NULL},
    {"kind: proportion # stays", "kind: proportion\n    standardise: age_sex",
     "bank/good.yaml:41:18: standardise: of stays only a rate is standardised", NULL},
    {"kind: proportion # stays", "kind: proportion\n    unit: patient",
     "bank/good.yaml:41:11: unit: stays are counted", NULL},
    {"kind: proportion # stays", "kind: proportion\n    attribution: performer",
     "bank/good.yaml:41:18: attribution: stays (from: stays) are not of doctors", NULL},
    {"kind: proportion # stays", "kind: proportion\n    count: dates",
     "bank/good.yaml:41:12: count: stays (from: stays) are not of doctors", NULL},
    {"kind: proportion # stays", "kind: proportion\n    peers: hidden",
     "bank/good.yaml:41:12: peers: stays (from: stays) are not of doctors", NULL},
    {"unit: claim", "unit: stay", "bank/good.yaml:14:11: unit: only stays are counted in stays",
     "from: stays"},
    {"\"atc in (J01*)\"", "\"drg in (01*)\"", "bank/good.yaml:15:19: 'drg' is of hospital stays",
     NULL},
    {"per: 100\n", "per: 100000\n", "bank/good.yaml:23:10: per: a rate is per 100 or per 1000",
     NULL},
    {"id: stays", "id: first", "bank/good.yaml:36:5: indicator 'first' stands here a second time",
     "first on line 10"},
};

static const char stay_indicator[] = "  - id: stays\n"                            /* 36 */
                                     "    label: \"S\"\n"                         /* 37 */
                                     "    type: activity\n"                       /* 38 */
                                     "    from: stays\n"                          /* 39 */
                                     "    kind: proportion # stays\n"             /* 40 */
                                     "    denominator: \"act_code in (BFGA*)\"\n" /* 41 */
                                     "    numerator: \"ambulatory\"\n";           /* 42 */

static char *
theme_with_stays(void)
{
    const char *last = strstr(good_theme, "  - {id: ");
    g_autofree char *others = g_strndup(good_theme, (size_t)(last - good_theme));
    return g_strconcat(others, stay_indicator, NULL);
}

static GPtrArray *
faults_of(Files *files, const char *campaign, const char *theme)
{
    static const char copy[] = "theme: copy\nstatus: trial\nlabel: \"C\"\n# copied\nindicators:\n"
                               "  - {id: first, label: \"F\", from: counts, type: cost, "
                               "kind: mean}\n";
    static const char other[] = "theme: other\nstatus: trial\nlabel: \"O\"\nindicators:\n"
                                "  - {id: other, label: \"O\", from: counts, type: cost, "
                                "kind: mean}\n";
    files_write(files, "bank/good.yaml", theme);
    files_write(files, "bank/dossiers/good.fr.md", "## Bon\n");
    files_write(files, "bank/copy.yaml", copy);
    files_write(files, "bank/empty.yaml", "theme: empty\nstatus: trial\nlabel: \"E\"\n");
    files_write(files, "bank/misnamed.yaml", other);
    const char *path = files_write(files, "campaign.yaml", campaign);
    g_autofree char *bank = g_build_filename(files->folder, "bank", NULL);
    GPtrArray *faults = faults_new();
    Campaign *checked = campaign_check(path, bank, faults);
    ck_assert((checked == NULL) == (faults->len > 0));
    campaign_free(checked);

    /* Loading stops with the first of them. */
    g_autoptr(GError) error = NULL;
    Campaign *loaded = campaign_load(path, bank, &error);
    ck_assert((loaded == NULL) == (faults->len > 0));
    if (faults->len > 0)
        ck_assert_str_eq(error->message, ((const GError *)faults->pdata[0])->message);
    campaign_free(loaded);
    return faults;
}

static void
assert_first_fault(const Files *files, const GPtrArray *faults, const FaultCase *c)
{
    ck_assert_msg(faults->len > 0, "no fault after '%s'", c->replacement);
    const char *message = ((const GError *)faults->pdata[0])->message;
    ck_assert_msg(g_str_has_prefix(message, files->folder), "%s", message);
    message += strlen(files->folder) + 1;
    ck_assert_msg(g_str_has_prefix(message, c->expected), "%s\n%s", message, c->expected);
    ck_assert_msg(c->hint == NULL || strstr(message, c->hint) != NULL, "%s", message);
}

static void
assert_only_fault(const Files *files, const GPtrArray *faults, const FaultCase *c)
{
    assert_first_fault(files, faults, c);
    ck_assert_msg(faults->len == 1, "another fault: %s",
                  faults->len > 1 ? ((const GError *)faults->pdata[1])->message : "");
}

START_TEST(takes_good_files)
{
    Files files = files_new();
    g_autoptr(GPtrArray) faults = faults_of(&files, good_campaign, good_theme);
    ck_assert_msg(faults->len == 0, "%s",
                  faults->len > 0 ? ((const GError *)faults->pdata[0])->message : "");
    files_remove(&files);
}
END_TEST

START_TEST(names_faults_of_campaigns)
{
    const FaultCase *c = &campaign_cases[_i];
    Files files = files_new();
    g_autofree char *text = text_replace(good_campaign, c->find, c->replacement);
    g_autoptr(GPtrArray) faults = faults_of(&files, text, good_theme);
    assert_only_fault(&files, faults, c);
    files_remove(&files);
}
END_TEST

START_TEST(names_faults_of_themes)
{
    const FaultCase *c = &theme_cases[_i];
    Files files = files_new();
    g_autofree char *text = text_replace(good_theme, c->find, c->replacement);
    g_autoptr(GPtrArray) faults = faults_of(&files, good_campaign, text);
    assert_only_fault(&files, faults, c);
    files_remove(&files);
}
END_TEST

START_TEST(names_faults_of_counter_names)
{
    const FaultCase *c = &counter_name_cases[_i];
    Files files = files_new();
    g_autofree char *text = text_replace(good_theme, c->find, c->replacement);
    g_autoptr(GPtrArray) faults = faults_of(&files, good_campaign, text);
    assert_first_fault(&files, faults, c);
    files_remove(&files);
}
END_TEST

START_TEST(names_faults_of_stays)
{
    const FaultCase *c = &stay_cases[_i];
    Files files = files_new();
    g_autofree char *whole = theme_with_stays();
    g_autofree char *text = text_replace(whole, c->find, c->replacement);
    g_autoptr(GPtrArray) faults = faults_of(&files, good_campaign, text);
    assert_only_fault(&files, faults, c);
    files_remove(&files);
}
END_TEST

START_TEST(takes_stays_into_a_list_of_their_own)
{
    Files files = files_new();
    g_autofree char *whole = theme_with_stays();
    g_autoptr(GPtrArray) none = faults_of(&files, good_campaign, whole);
    ck_assert_uint_eq(none->len, 0);
    g_autofree char *path = g_build_filename(files.folder, "campaign.yaml", NULL);
    g_autofree char *bank = g_build_filename(files.folder, "bank", NULL);
    g_autoptr(Campaign) campaign = campaign_load(path, bank, NULL);
    ck_assert_uint_eq(campaign->n_indicators, 2);
    ck_assert_uint_eq(campaign->n_stay_indicators, 1);
    const Indicator *indicator = campaign->stay_indicators[0].indicator;
    ck_assert_str_eq(indicator->id, "stays");
    ck_assert_int_eq(indicator->unit, UNIT_STAY);
    ck_assert(indicator_counts_events(indicator));
    for (size_t i = 0; i < campaign->n_indicators; i++)
        ck_assert_int_ne(campaign->indicators[i].indicator->from, FROM_STAYS);
    files_remove(&files);
}
END_TEST

static const FaultCase rate_cases[] = {
    /* nobody knows their acts */
    {"# rate", "population: \"ambulatory\"",
     "bank/good.yaml:42:17: population: inhabitants are chosen by age and sex alone", NULL},
    {"per: 100000", "per: 50",
     "bank/good.yaml:41:10: per: a rate of stays is per 100, 1000, 10000 or 100000", NULL},
};

START_TEST(names_faults_of_rates_of_stays)
{
    const FaultCase *c = &rate_cases[_i];
    Files files = files_new();
    g_autofree char *whole = theme_with_stays();
    g_autofree char *rate =
        text_replace(whole, "kind: proportion # stays", "kind: rate\n    per: 100000\n    # rate");
    g_autofree char *good = text_replace(rate, "\"act_code in (BFGA*)\"", "population");
    g_autofree char *text = text_replace(good, c->find, c->replacement);
    g_autoptr(GPtrArray) none = faults_of(&files, good_campaign, good);
    ck_assert_uint_eq(none->len, 0);
    g_autoptr(GPtrArray) faults = faults_of(&files, good_campaign, text);
    assert_only_fault(&files, faults, c);
    files_remove(&files);
}
END_TEST

START_TEST(collects_all)
{
    Files files = files_new();
    g_autofree char *one = text_replace(good_campaign, "language: fr", "language: de");
    g_autofree char *campaign = text_replace(one, "history: 8", "history: 0");
    g_autofree char *first = text_replace(good_theme, "(J01MA*)", "(J01MA");
    g_autofree char *theme = text_replace(first, "'drugs >= 2'", "'drug >= 2'");
    g_autoptr(GPtrArray) faults = faults_of(&files, campaign, theme);
    static const char *const places[] = {"campaign.yaml:3:11: ", "campaign.yaml:5:50: ",
                                         "bank/good.yaml:16:30: ", "bank/good.yaml:35:17: "};
    ck_assert_uint_eq(faults->len, 4);
    for (guint i = 0; i < faults->len; i++) {
        const char *message = ((const GError *)faults->pdata[i])->message;
        ck_assert_msg(g_str_has_prefix(message + strlen(files.folder) + 1, places[i]), "%s",
                      message);
    }
    files_remove(&files);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("faults");
    TCase *tcase = tcase_create("faults");
    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, takes_good_files);
    tcase_add_loop_test(tcase, names_faults_of_campaigns, 0, G_N_ELEMENTS(campaign_cases));
    tcase_add_loop_test(tcase, names_faults_of_themes, 0, G_N_ELEMENTS(theme_cases));
    tcase_add_loop_test(tcase, names_faults_of_counter_names, 0, G_N_ELEMENTS(counter_name_cases));
    tcase_add_loop_test(tcase, names_faults_of_stays, 0, G_N_ELEMENTS(stay_cases));
    tcase_add_test(tcase, takes_stays_into_a_list_of_their_own);
    tcase_add_loop_test(tcase, names_faults_of_rates_of_stays, 0, G_N_ELEMENTS(rate_cases));
    tcase_add_test(tcase, collects_all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
