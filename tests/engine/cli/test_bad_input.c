/* What bad input gets: the real program on a campaign with one fault. Each case must end with 2, say
 * one clear thing with its place and a hint, and leave every file as it was. Cases that need a
 * database that answers are in tests/live. */
#include <check.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"

static const char CAMPAIGN[] =
    "campaign: test-2026-q1\n"                                      /* 1 */
    "title: \"Profil\"\n"                                           /* 2 */
    "language: fr\n"                                                /* 3 */
    "region: {id: \"53\", label: \"Bretagne\"}\n"                   /* 4 */
    "period: {every: quarter, last: 2026-Q1, history: 4}\n"         /* 5 */
    "data: {from: 2022-01-01, to: 2026-03-31}\n"                    /* 6 */
    "database: {conninfo: \"host=/nonexistent dbname=postgres\"}\n" /* 7 */
    "themes: [own.yaml]\n"                                          /* 8 */
    "comparators: [group, enrolled, control]\n"                     /* 9 */
    "control: {specialties: [MG], minimum_activity: 100}\n"         /* 10 */
    "numbering: {key_file: secret.key, scope: theme}\n"             /* 11 */
    "disclosure: {minimum_patients: 11, minimum_members: 5, minimum_peers: 6, dominance: 0.85}\n";

static const char THEME[] = "theme: own\n"                            /* 1 */
                            "status: trial\n"                         /* 2 */
                            "label: {fr: \"Antibiotiques\"}\n"        /* 3 */
                            "indicators:\n"                           /* 4 */
                            "  - id: quinolones\n"                    /* 5 */
                            "    version: 1\n"                        /* 6 */
                            "    label: {fr: \"Fluoroquinolones\"}\n" /* 7 */
                            "    type: prescription\n"                /* 8 */
                            "    kind: proportion\n"                  /* 9 */
                            "    unit: claim\n"                       /* 10 */
                            "    attribution: prescriber\n"           /* 11 */
                            "    denominator: \"atc in (J01*)\"\n"    /* 12 */
                            "    numerator: \"atc in (J01MA*)\"\n"    /* 13 */
                            "    direction: lower\n"                  /* 14 */
                            "    source: {title: \"HAS\"}\n";         /* 15 */

static char *folder;

static void
write_file(const char *name, const char *text, gssize size, int mode)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    ck_assert(
        g_file_set_contents_full(path, text, size, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL));
}

static void
make_folder(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    ck_assert_int_eq(g_mkdir(path, 0755), 0);
}

static void
setup(void)
{
    folder = g_dir_make_tmp("miroir-bad-XXXXXX", NULL);
    write_file("campaign.yaml", CAMPAIGN, -1, 0644);
    write_file("own.yaml", THEME, -1, 0644);
    write_file("secret.key", "0123456789abcdef0123456789abcdef", 32, 0600);
}

static void
teardown(void)
{
    ck_assert(folder_remove(folder, NULL));
    g_clear_pointer(&folder, g_free);
}

/* Replaces `from`, which must be there, in a file of the folder. */
static void
edit(const char *name, const char *from, const char *to)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    const char *at = strstr(text, from);
    ck_assert_msg(at != NULL, "%s has no '%s'", name, from);
    g_autofree char *before = g_strndup(text, (gsize)(at - text));
    g_autofree char *edited = g_strconcat(before, to, at + strlen(from), NULL);
    write_file(name, edited, -1, 0644);
}

/* Runs and holds against what every bad input must get. */
static void
expect(const char *name, const char *line, const char *place, const char *what, const char *hint)
{
    g_autofree char *before = program_snapshot(folder);
    g_auto(ProgramResult) result = program_run(folder, line);
    g_autofree char *after = program_snapshot(folder);
    ck_assert_msg(result.status == 2, "%s: status %d: %s", name, result.status, result.err);
    ck_assert_msg(strstr(result.err, place) != NULL, "%s: no '%s' in: %s", name, place, result.err);
    ck_assert_msg(strstr(result.err, what) != NULL, "%s: no '%s' in: %s", name, what, result.err);
    ck_assert_msg(strstr(result.err, hint) != NULL, "%s: no '%s' in: %s", name, hint, result.err);
    const char *end = strchr(result.err, '\n');
    ck_assert_msg(end != NULL && end[1] == '\0', "%s: not one line: %s", name, result.err);
    ck_assert_msg(strcmp(before, after) == 0, "%s: changed\n%s\nto\n%s", name, before, after);
    ck_assert_msg(*result.out == '\0', "%s: printed: %s", name, result.out);
}

/* --- campaigns and themes ---------------------------------------------------------------------- */

static const struct {
    const char *name, *file, *from, *to;
    const char *place, *what, *hint;
} CONFIGURATION[] = {
    {"unknown key", "campaign.yaml", "title:", "tittle:", "campaign.yaml:2:1", "tittle", "title"},
    {"repeated key", "campaign.yaml", "title: \"Profil\"", "language: en", "campaign.yaml:3:1",
     "language", "2"},
    {"missing key", "campaign.yaml", "period: {every: quarter, last: 2026-Q1, history: 4}\n", "",
     "campaign.yaml:", "period", ""},
    {"bad period", "campaign.yaml", "2026-Q1, ", "2026-Q5, ", "campaign.yaml:5:32", "2026-Q5",
     "2026-Q1"},
    {"another length", "campaign.yaml", "last: 2026-Q1", "last: 2026-03", "campaign.yaml:5:32",
     "2026-03", "quarter"},
    {"unknown step", "campaign.yaml", "every: quarter", "every: week", "campaign.yaml:5:17", "week",
     "quarter"},
    {"no history", "campaign.yaml", "history: 4", "history: 0", "campaign.yaml:5:50", "0", ""},
    {"decimal comma", "campaign.yaml", "history: 4", "history: \"1,5\"", "campaign.yaml:5:50",
     "1,5", ""},
    {"leading zero", "campaign.yaml", "minimum_activity: 100", "minimum_activity: 010",
     "campaign.yaml:10:48", "010", ""},
    {"not a number", "campaign.yaml", "dominance: 0.85", "dominance: nan", "campaign.yaml:12:85",
     "nan", ""},
    {"out of range", "campaign.yaml", "dominance: 0.85", "dominance: 1.5", "campaign.yaml:12:85",
     "1.5", ""},
    {"negative threshold", "campaign.yaml", "minimum_patients: 11", "minimum_patients: -1",
     "campaign.yaml:12:32", "-1", ""},
    {"no such day", "campaign.yaml", "to: 2026-03-31", "to: 2026-02-30", "campaign.yaml:6:30",
     "2026-02-30", ""},
    {"days the wrong way", "campaign.yaml", "from: 2022-01-01", "from: 2027-01-01",
     "campaign.yaml:6:30", "before from", ""},
    {"unknown language", "campaign.yaml", "language: fr", "language: de", "campaign.yaml:3:11",
     "de", "fr"},
    {"name unfit for files", "campaign.yaml", "test-2026-q1", "\"a/b\"", "campaign.yaml:1:11",
     "file names", "letters"},
    {"unknown comparator", "campaign.yaml", "[group, enrolled", "[group, enroled",
     "campaign.yaml:9:22", "enroled", "enrolled"},
    {"unknown theme", "campaign.yaml", "own.yaml]", "diabetes]", "campaign.yaml:8:10", "diabetes",
     ""},
    {"absent theme file", "campaign.yaml", "own.yaml]", "other.yaml]", "campaign.yaml:8:10",
     "other.yaml", ""},
    {"version not there", "campaign.yaml", "own.yaml]", "antibiotiques@99]", "campaign.yaml:8:10",
     "99", ""},
    {"password", "campaign.yaml", "dbname=postgres", "password=secret",
     "campaign.yaml:7:", "password", "pgpass"},
    {"two databases", "campaign.yaml", "database: {", "database: {service: miroir, ",
     "campaign.yaml:7:", "service", ""},
    {"no database", "campaign.yaml", "conninfo: \"host=/nonexistent dbname=postgres\"", "",
     "campaign.yaml:7:", "service", ""},
    {"alias", "campaign.yaml", "campaign: test-2026-q1\ntitle: \"Profil\"",
     "campaign: &a test-2026-q1\ntitle: *a", "campaign.yaml:1:11", "alias", ""},
    {"tag", "campaign.yaml", "title: \"Profil\"", "title: !mine \"Profil\"",
     "campaign.yaml:2:", "tag", ""},
    {"second document", "campaign.yaml", "title:", "---\ntitle:", "campaign.yaml:3:1", "document",
     ""},
    {"broken brace", "campaign.yaml", "label: \"Bretagne\"}", "label: \"Bretagne\"",
     "campaign.yaml:", "", ""},
    {"text where a map is due", "campaign.yaml", "{id: \"53\", label: \"Bretagne\"}", "Bretagne",
     "campaign.yaml:4:9", "region", ""},

    {"expression cut short", "own.yaml", "(J01*)\"", "(J01*\"", "own.yaml:12:", ")", ""},
    {"unknown column", "own.yaml", "\"atc in (J01*)", "\"act in (J01*)", "own.yaml:12:19", "act",
     "atc"},
    {"patient word over lines", "own.yaml", "atc in (J01*)", "age >= 18", "own.yaml:12:19", "age",
     ""},
    {"injection", "own.yaml", "atc in (J01*)", "1); DROP TABLE x; --", "own.yaml:12:20", "')'", ""},
    {"unknown kind", "own.yaml", "proportion", "porportion", "own.yaml:9:11", "porportion",
     "proportion"},
    {"rate without per", "own.yaml", "kind: proportion", "kind: rate", "own.yaml:", "per", ""},
    {"target without a source", "own.yaml", "source: {title: \"HAS\"}", "target: 10",
     "own.yaml:15:", "source", ""},
    {"indicator twice", "own.yaml", "indicators:\n",
     "indicators:\n"
     "  - {id: quinolones, version: 1, label: {fr: a}, type: prescription, kind: proportion, unit: "
     "claim, denominator: \"atc in (J01*)\", numerator: \"atc in (J01MA*)\", direction: lower}\n",
     "own.yaml:", "quinolones", ""},
    {"no numerator", "own.yaml", "    numerator: \"atc in (J01MA*)\"\n", "", "own.yaml:5",
     "numerator", ""},
    {"comma in a plain text", "own.yaml", "label: {fr: \"Fluoroquinolones\"}",
     "label: {fr: Femmes, 50 ans}", "own.yaml:7:", "50 ans", "quotes"},
    {"window without a unit", "own.yaml", "unit: claim", "unit: claim\n    window: 12",
     "own.yaml:11:13", "12", "months"},
};

START_TEST(configuration)
{
    edit(CONFIGURATION[_i].file, CONFIGURATION[_i].from, CONFIGURATION[_i].to);
    expect(CONFIGURATION[_i].name, "run campaign.yaml -o out", CONFIGURATION[_i].place,
           CONFIGURATION[_i].what, CONFIGURATION[_i].hint);
}
END_TEST

/* --- keys, folders, databases, command lines ---------------------------------------------------- */

static void
nothing(void)
{
}

static void
remove_key(void)
{
    g_autofree char *path = g_build_filename(folder, "secret.key", NULL);
    g_unlink(path);
}

static void
short_key(void)
{
    write_file("secret.key", "too short", -1, 0600);
}

static void
open_key(void)
{
    write_file("secret.key", "0123456789abcdef0123456789abcdef", 32, 0644);
}

static void
key_is_folder(void)
{
    remove_key();
    make_folder("secret.key");
}

static void
empty_campaign(void)
{
    write_file("campaign.yaml", "", 0, 0644);
}

static void
binary_campaign(void)
{
    write_file("campaign.yaml", "campaign: a\nti\0tle: b\n", 22, 0644);
}

static void
latin_campaign(void)
{
    edit("campaign.yaml", "\"Profil\"", "\"\xe9t\xe9\"");
}

static void
unknown_service(void)
{
    edit("campaign.yaml", "conninfo: \"host=/nonexistent dbname=postgres\"",
         "service: there-is-no-such-service");
}

static void
empty_embedded(void)
{
    edit("campaign.yaml", "conninfo: \"host=/nonexistent dbname=postgres\"",
         "embedded: \"cluster\"");
}

static void
foreign_embedded(void)
{
    empty_embedded();
    make_folder("cluster");
    write_file("cluster/letter.txt", "not a cluster", -1, 0644);
}

static void
output_is_a_file(void)
{
    write_file("out", "a file", -1, 0644);
}

static void
output_holds_others(void)
{
    make_folder("out");
    write_file("out/thesis.txt", "precious", -1, 0644);
}

#define MANIFEST_OF(name, stage)                                                                   \
    "{\"format\": \"miroir-manifest-1\", \"edition\": \"" name                                     \
    "\", \"facts\": {\"stage\": \"" stage "\"}, \"files\": []}"

static void
output_is_another_edition(void)
{
    make_folder("out");
    write_file("out/manifest.json", MANIFEST_OF("other-2025", "documents"), -1, 0644);
}

static void
edition_begun(void)
{
    make_folder("out");
    write_file("out/manifest.json", MANIFEST_OF("test-2026-q1", "begun"), -1, 0644);
}

static void
edition_purged(void)
{
    make_folder("out");
    write_file("out/manifest.json", MANIFEST_OF("test-2026-q1", "purged"), -1, 0644);
}

static void
evaluation_there(void)
{
    make_folder("out");
    write_file("out/manifest.json", MANIFEST_OF("test-2026-q1.evaluation", "evaluated"), -1, 0644);
}

static void
evaluation_begun(void)
{
    make_folder("out");
    write_file("out/manifest.json", MANIFEST_OF("test-2026-q1.evaluation", "begun"), -1, 0644);
}

static void
evaluation_purged(void)
{
    make_folder("out");
    write_file("out/manifest.json", MANIFEST_OF("test-2026-q1.evaluation", "purged"), -1, 0644);
}

static void
edition_without_files(void)
{
    make_folder("out");
    write_file(
        "out/manifest.json",
        "{\"format\": \"miroir-manifest-1\", \"edition\": \"test-2026-q1\", \"facts\": {}, "
        "\"files\": [{\"path\": \"private/measures.csv\", \"size\": 1, \"sha256\": \"00\"}]}",
        -1, 0644);
}

static void
damaged_manifest(void)
{
    make_folder("out");
    write_file("out/manifest.json", "{\"format\": \"miroir-man", -1, 0644);
}

static const struct {
    const char *name;
    void (*prepare)(void);
    const char *line;
    const char *place, *what, *hint;
} REST[] = {
    {"absent campaign", nothing, "run nowhere.yaml -o out", "nowhere.yaml", "", ""},
    {"campaign is a folder", nothing, "run . -o out", ".", "", ""},
    {"empty campaign", empty_campaign, "run campaign.yaml -o out", "campaign.yaml:1:", "", ""},
    {"binary campaign", binary_campaign, "run campaign.yaml -o out", "campaign.yaml:2:", "", ""},
    {"Latin-1 campaign", latin_campaign, "run campaign.yaml -o out", "campaign.yaml:2:", "UTF-8",
     ""},
    {"no key", remove_key, "run campaign.yaml -o out", "secret.key", "", "miroir init"},
    {"short key", short_key, "run campaign.yaml -o out", "secret.key", "32", ""},
    {"key open to others", open_key, "run campaign.yaml -o out", "secret.key", "", "chmod"},
    {"key is a folder", key_is_folder, "run campaign.yaml -o out", "secret.key", "", ""},
    {"key, compute", remove_key, "compute campaign.yaml -o out", "secret.key", "", ""},

    {"unreachable server", nothing, "run campaign.yaml -o out", "campaign.yaml:7:", "/nonexistent",
     ""},
    {"unreachable server, plan", nothing, "plan campaign.yaml", "campaign.yaml:7:", "/nonexistent",
     ""},
    {"unreachable server, check", nothing, "check campaign.yaml",
     "campaign.yaml:7:", "/nonexistent", ""},
    {"unknown service", unknown_service, "run campaign.yaml -o out",
     "campaign.yaml:7:", "there-is-no-such-service", "pg_service.conf"},
    {"empty embedded database", empty_embedded, "run campaign.yaml -o out",
     "campaign.yaml:7:", "holds nothing", "miroir load"},
    {"folder that is no cluster", foreign_embedded, "run campaign.yaml -o out",
     "campaign.yaml:7:", "cluster", "folder of its own"},

    {"output is a file", output_is_a_file, "run campaign.yaml -o out", "/out", "", "choose"},
    {"output below a file", output_is_a_file, "run campaign.yaml -o out/deep/er", "/out", "",
     "choose"},
    {"output is in use", output_holds_others, "run campaign.yaml -o out", "/out",
     "not an edition of miroir", "choose"},
    {"output is another edition", output_is_another_edition, "run campaign.yaml -o out", "/out",
     "other-2025", "choose another folder"},
    {"output cannot be made", nothing, "run campaign.yaml -o /proc/nowhere", "/proc/nowhere", "",
     "choose"},

    {"evaluation without a server", nothing, "evaluate campaign.yaml -o out",
     "campaign.yaml:7:", "/nonexistent", ""},
    {"evaluation over its edition", edition_purged, "evaluate campaign.yaml -o out", "/out",
     "holds the edition test-2026-q1,", "choose another folder"},
    {"edition over its evaluation", evaluation_there, "run campaign.yaml -o out", "/out",
     "holds the edition test-2026-q1.evaluation", "choose another folder"},
    {"explain of an evaluation", evaluation_there, "explain out --token AAAA --indicator x",
     "out: ", "is an evaluation", "results/"},
    {"one group of an evaluation", evaluation_there, "render out --group G1", "/out",
     "is an evaluation", "leave --group"},
    {"render of a half-done evaluation", evaluation_begun, "render out", "/out", "not finished",
     "miroir evaluate"},
    {"render of a purged evaluation", evaluation_purged, "render out", "/out", "was purged",
     "miroir evaluate"},
    {"evaluation without output", nothing, "evaluate campaign.yaml", "evaluate",
     "--output is missing", "-o DIR"},

    {"render of nothing", nothing, "render nowhere", "nowhere", "no such folder", ""},
    {"render of another folder", output_holds_others, "render out", "/out", "is not an edition",
     "miroir run"},
    {"render of a damaged manifest", damaged_manifest, "render out", "/out", "is not an edition",
     "miroir run"},
    {"render of half a compute", edition_begun, "render out", "/out", "not finished",
     "miroir compute"},
    {"render after a purge", edition_purged, "render out", "/out", "purged", "miroir run"},
    {"render without its files", edition_without_files, "render out", "private/measures.csv", "",
     "miroir compute"},
    {"reissue of nothing", nothing, "reissue nowhere --token abc", "nowhere", "", ""},
    {"explain of another folder", output_holds_others, "explain out --token a --indicator b",
     "out/manifest.json", "no manifest", "miroir run"},
    {"verify of another folder", output_holds_others, "verify out", "out/manifest.json",
     "no manifest", "miroir run"},
    {"verify of damage", damaged_manifest, "verify out", "out/manifest.json:1:", "damaged",
     "miroir run"},
    {"purge of another folder", output_holds_others, "purge out", "/out", "is not an edition", ""},

    {"load from nowhere", nothing, "load campaign.yaml nowhere", "nowhere", "no such folder",
     "CSV files"},
    {"load in an unknown dialect", nothing, "load campaign.yaml . --dialect de", "--dialect de",
     "not known", "rfc4180"},
    {"init over a campaign", nothing, "init .", "campaign.yaml", "not written over", "choose"},
    {"init for an unknown source", nothing, "init new --source dcr", "dcr", "no source", "'dcir'"},
    {"unknown verb of a source", nothing, "source show dcir campaign.yaml", "miroir source check",
     "write", "miroir source install"},
    {"unknown source", nothing, "source check dcr campaign.yaml", "dcr", "no source", "'dcir'"},
    {"demo in a used folder", output_holds_others, "demo out", "/out", "something else",
     "choose another"},
    {"unknown theme of the bank", nothing, "themes show nowhere", "nowhere", "no theme",
     "antibiotiques"},
    {"unknown verb of themes", nothing, "themes drop x", "themes list", "", "themes show ID"},

    {"no subcommand", nothing, "", "miroir", "which subcommand", "--help"},
    {"unknown subcommand", nothing, "rnu campaign.yaml", "rnu", "no subcommand", "run"},
    {"no output", nothing, "run campaign.yaml", "run", "--output is missing", "-o DIR"},
    {"no campaign", nothing, "run -o out", "run", "too few", "CAMPAIGN"},
    {"too much", nothing, "run campaign.yaml b c -o out", "run", "too many", "CAMPAIGN"},
    {"unknown option", nothing, "run campaign.yaml --outptu out", "run", "--outptu", "--help"},
    {"no jobs", nothing, "run campaign.yaml -o out --jobs 0", "--jobs 0", "between", "--help"},
    {"impossible share", nothing, "run campaign.yaml -o out --shard 3/2", "--shard 3/2",
     "not a share", "I/N"},
    {"unknown executor", nothing, "run campaign.yaml -o out --executor both", "--executor both",
     "not known", "pushdown"},
};

START_TEST(everything_else)
{
    REST[_i].prepare();
    expect(REST[_i].name, REST[_i].line, REST[_i].place, REST[_i].what, REST[_i].hint);
}
END_TEST

/* Several faults at once: `check` names each. */
START_TEST(check_names_every_fault)
{
    edit("campaign.yaml", "title:", "tittle:");
    edit("campaign.yaml", "language: fr", "language: de");
    edit("own.yaml", "\"atc in (J01*)", "\"act in (J01*)");
    g_auto(ProgramResult) result = program_run(folder, "check campaign.yaml");
    ck_assert_int_eq(result.status, 2);
    ck_assert_msg(strstr(result.err, "campaign.yaml:2:1") != NULL, "%s", result.err);
    ck_assert_msg(strstr(result.err, "campaign.yaml:3:11") != NULL, "%s", result.err);
    ck_assert_msg(strstr(result.err, "own.yaml:12:19") != NULL, "%s", result.err);
}
END_TEST

START_TEST(output_that_does_not_arrive)
{
    g_autofree char *line = g_strdup_printf("%s themes list > /dev/full", g_getenv("MIROIR"));
    int status = system(line);
    ck_assert_int_eq(WEXITSTATUS(status), 2);
}
END_TEST

/* What init writes is right but for the database, which is still to be filled. */
START_TEST(init_gives_a_campaign_without_fault)
{
    g_auto(ProgramResult) init = program_run(folder, "init new");
    ck_assert_int_eq(init.status, 0);
    expect("init", "check new/campaign.yaml", "new/campaign.yaml:", "holds nothing yet",
           "miroir load");
}
END_TEST

static const struct {
    const char *line, *out;
} GOOD[] = {
    {"--help", "miroir demo"},         {"--version", "miroir 0."},
    {"run --help", "--shard I/N"},     {"explain --help", "--token TOKEN"},
    {"themes list", "antibiotiques@"}, {"themes show diabete", "hba1c"},
    {"init new", "new/campaign.yaml"},
};

START_TEST(good_input)
{
    g_auto(ProgramResult) result = program_run(folder, GOOD[_i].line);
    ck_assert_msg(result.status == 0, "%s: %s", GOOD[_i].line, result.err);
    ck_assert_msg(strstr(result.out, GOOD[_i].out) != NULL, "%s", result.out);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("bad input");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, configuration, 0, G_N_ELEMENTS(CONFIGURATION));
    tcase_add_loop_test(tests, everything_else, 0, G_N_ELEMENTS(REST));
    tcase_add_test(tests, check_names_every_fault);
    tcase_add_test(tests, init_gives_a_campaign_without_fault);
    tcase_add_test(tests, output_that_does_not_arrive);
    tcase_add_loop_test(tests, good_input, 0, G_N_ELEMENTS(GOOD));
    Suite *suite = suite_create("cli/bad input");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
