/* What the program does when it is interrupted, when the database or the disk fails under it, and when
 * an edition's files were damaged: one message, nothing half-written, and the next run ends well. */
#include <check.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/engine/cli/program.h"
#include "tests/live/command_case.h"

/* From ready-made counts, by referring doctor, and with conditions: for the faults of each. */
static const char COUNTS_THEME[] =
    "theme: own\nstatus: trial\nlabel: {fr: \"Comptes\"}\n"
    "indicators:\n"
    "  - {id: ready, version: 1, label: {fr: \"Prêt\"}, from: counts,"
    " type: outcome, kind: proportion, unit: patient,"
    " direction: higher}\n";
static const char REGISTERED_THEME[] =
    "theme: own\nstatus: trial\nlabel: {fr: \"Suivi\"}\n"
    "indicators:\n"
    "  - id: followed\n"
    "    version: 1\n"
    "    label: {fr: \"Suivis\"}\n"
    "    type: follow_up\n"
    "    kind: proportion\n"
    "    unit: patient\n"
    "    attribution: registered\n"
    "    counters:\n"
    "      antibiotics: {lines: \"atc in (J01*)\", count: dates}\n"
    "    population: \"has_condition(ALD08)\"\n"
    "    denominator: \"antibiotics >= 1\"\n"
    "    numerator: \"antibiotics >= 2\"\n"
    "    direction: lower\n";

/* --- interruption -------------------------------------------------------------------------------- */

static int
run_and_signal(int number, guint milliseconds)
{
    pid_t child = fork();
    if (child == 0) {
        if (chdir(folder) != 0)
            _exit(99);
        (void)!freopen("/dev/null", "w", stderr);
        execl(g_getenv("MIROIR"), "miroir", "run", "campaign.yaml", "-o", "out", "--jobs", "2",
              (char *)NULL);
        _exit(99);
    }
    g_usleep(milliseconds * 1000);
    kill(child, number);
    int status;
    waitpid(child, &status, 0);
    return status;
}

static const struct {
    int number;
    guint milliseconds;
} SIGNALS[] = {
    {SIGINT, 30},   {SIGINT, 150},  {SIGINT, 400},  {SIGTERM, 250}, {SIGKILL, 60},
    {SIGKILL, 200}, {SIGKILL, 350}, {SIGKILL, 500}, {SIGKILL, 800},
};

START_TEST(interrupted_then_finished)
{
    expect_status("run campaign.yaml -o whole", 0);
    int status = run_and_signal(SIGNALS[_i].number, SIGNALS[_i].milliseconds);
    if (SIGNALS[_i].number != SIGKILL && WIFEXITED(status))
        ck_assert_msg(WEXITSTATUS(status) == 130 || WEXITSTATUS(status) == 0, "status %d",
                      WEXITSTATUS(status));
    expect_status("run campaign.yaml -o out --jobs 2", 0);
    expect_status("verify out", 0);
    g_autofree char *whole = content("whole/manifest.json");
    g_autofree char *out = content("out/manifest.json");
    ck_assert_msg(strcmp(whole, out) == 0, "the folders differ");
}
END_TEST

/* --- faults of the database ----------------------------------------------------------------------- */

static const struct {
    const char *name, *sql, *undo, *options, *theme;
    const char *what, *hint;
} FAULTS[] = {
    {"no relation practitioner", "ALTER TABLE miroir.practitioner RENAME TO doctor",
     "ALTER TABLE miroir.doctor RENAME TO practitioner", "", COMMAND_THEME, "practitioner", ""},
    {"no relation claim", "ALTER TABLE miroir.claim RENAME TO line",
     "ALTER TABLE miroir.line RENAME TO claim", "", COMMAND_THEME, "claim", ""},
    {"no relation code", "ALTER TABLE miroir.code RENAME TO codes",
     "ALTER TABLE miroir.codes RENAME TO code", "", COMMAND_THEME, "code", ""},
    {"no column care_date", "ALTER TABLE miroir.claim RENAME care_date TO day",
     "ALTER TABLE miroir.claim RENAME day TO care_date", "", COMMAND_THEME, "care_date", ""},
    {"quantity of the wrong type", "ALTER TABLE miroir.claim ALTER quantity TYPE text",
     "ALTER TABLE miroir.claim ALTER quantity TYPE numeric USING quantity::numeric", "",
     COMMAND_THEME, "quantity", ""},
    {"no schema", "ALTER SCHEMA miroir RENAME TO mirror", "ALTER SCHEMA mirror RENAME TO miroir",
     "", COMMAND_THEME, "", ""},
    {"a role that may not read", "CREATE ROLE poor; GRANT USAGE ON SCHEMA miroir TO poor",
     "REVOKE USAGE ON SCHEMA miroir FROM poor; DROP ROLE poor", " options='-c role=poor'",
     COMMAND_THEME, "", "SELECT"},
    {"a role that may not enter", "CREATE ROLE outsider", "DROP ROLE outsider",
     " options='-c role=outsider'", COMMAND_THEME, "", ""},
    {"a role that is not there", "SELECT 1", "SELECT 1", " options='-c role=nobody_at_all'",
     COMMAND_THEME, "nobody_at_all", ""},
    {"two memberships at once",
     "INSERT INTO miroir.membership VALUES ('B', 'D01', 'member', '2025-01-01')",
     "DELETE FROM miroir.membership WHERE group_id = 'B' AND practitioner_id = 'D01'", "",
     COMMAND_THEME, "D01", ""},
    {"membership of nobody",
     "INSERT INTO miroir.membership VALUES ('B', 'D99', 'member', '2025-01-01')",
     "DELETE FROM miroir.membership WHERE practitioner_id = 'D99'", "", COMMAND_THEME, "D99", ""},
    {"membership in no group",
     "INSERT INTO miroir.membership VALUES ('Z', 'D40', 'member', '2025-01-01')",
     "DELETE FROM miroir.membership WHERE group_id = 'Z'", "", COMMAND_THEME, "Z", ""},
    {"a group that no file can be called",
     "INSERT INTO miroir.quality_group VALUES ('../../etc', 'x')",
     "DELETE FROM miroir.quality_group WHERE label = 'x'", "", COMMAND_THEME, "../../etc", ""},
    {"a group called region", "INSERT INTO miroir.quality_group VALUES ('region', 'x')",
     "DELETE FROM miroir.quality_group WHERE label = 'x'", "", COMMAND_THEME, "region", "group_id"},
    {"four decimals",
     "INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, "
     "quantity)"
     " VALUES ('D01', 'P1', '2026-02-01', 'CIP13', '3400900000001', 1.2345)",
     "DELETE FROM miroir.claim WHERE quantity = 1.2345", "", COMMAND_THEME, "decimals", ""},
    {"numerator above denominator",
     "INSERT INTO miroir.indicator_count VALUES ('D01', 'ready', '2026-Q1', 11, 10)",
     "DELETE FROM miroir.indicator_count", "", COUNTS_THEME, "D01", ""},
    {"counts of nobody",
     "INSERT INTO miroir.indicator_count VALUES ('D99', 'ready', '2026-Q1', 1, 10)",
     "DELETE FROM miroir.indicator_count", "", COUNTS_THEME, "D99", ""},
    {"a period that is none",
     "INSERT INTO miroir.indicator_count VALUES ('D01', 'ready', 'spring', 1, 10)",
     "DELETE FROM miroir.indicator_count", "", COUNTS_THEME, "spring", ""},
    {"no relation indicator_count", "ALTER TABLE miroir.indicator_count RENAME TO counts",
     "ALTER TABLE miroir.counts RENAME TO indicator_count", "", COUNTS_THEME, "indicator_count",
     ""},
    {"no relation registration", "ALTER TABLE miroir.registration RENAME TO list",
     "ALTER TABLE miroir.list RENAME TO registration", "", REGISTERED_THEME, "registration", ""},
    {"no relation patient_condition", "ALTER TABLE miroir.patient_condition RENAME TO ald",
     "ALTER TABLE miroir.ald RENAME TO patient_condition", "", REGISTERED_THEME,
     "patient_condition", ""},
    {"overlapping registrations",
     "INSERT INTO miroir.registration VALUES ('P1', 'D01', '2020-01-01', NULL), "
     "('P1', 'D02', '2021-01-01', NULL); "
     "INSERT INTO miroir.patient_condition VALUES ('P1', 'ALD08', '2020-01-01', NULL)",
     "DELETE FROM miroir.registration; DELETE FROM miroir.patient_condition", "", REGISTERED_THEME,
     "P1", ""},
};

START_TEST(faults_of_the_database)
{
    g_autofree char *conninfo =
        g_strconcat(live_database_conninfo(database), FAULTS[_i].options, NULL);
    write_campaign(conninfo);
    write_file("own.yaml", FAULTS[_i].theme, -1, 0644);
    g_autofree char *before = program_snapshot(folder);
    live_database_run(database, FAULTS[_i].sql);
    g_auto(ProgramResult) result = program_run(folder, "run campaign.yaml -o out");
    live_database_run(database, FAULTS[_i].undo);
    g_autofree char *after = program_snapshot(folder);
    const char *name = FAULTS[_i].name;
    ck_assert_msg(result.status == 2, "%s: status %d: %s", name, result.status, result.err);
    ck_assert_msg(strstr(result.err, "miroir: ") != NULL, "%s: %s", name, result.err);
    ck_assert_msg(strstr(result.err, FAULTS[_i].what) != NULL, "%s: %s", name, result.err);
    ck_assert_msg(strstr(result.err, FAULTS[_i].hint) != NULL, "%s: %s", name, result.err);
    ck_assert_msg(strcmp(before, after) == 0, "%s: left\n%s", name, after);
    g_autofree char *out = g_build_filename(folder, "out", NULL);
    ck_assert_msg(!g_file_test(out, G_FILE_TEST_EXISTS), "%s: out/ is there", name);
}
END_TEST

/* --- faults of the output and of an edition's files ------------------------------------------------ */

static const struct {
    const char *name, *options;
    unsigned long flags;
    const char *what;
} DISKS[] = {
    {"full", "size=16k", 0, "No space left"},
    {"read-only", "", MS_RDONLY, "choose a folder"},
};

/* Only root may mount; elsewhere the tests of publish stand for it. */
START_TEST(bad_disks)
{
    g_autofree char *disk = g_build_filename(folder, "disk", NULL);
    ck_assert_int_eq(g_mkdir(disk, 0755), 0);
    if (mount("tmpfs", disk, "tmpfs", DISKS[_i].flags, DISKS[_i].options) != 0)
        return;
    g_auto(ProgramResult) result = program_run(folder, "run campaign.yaml -o disk/out");
    guint left = n_below("disk");
    umount2(disk, MNT_DETACH);
    ck_assert_msg(result.status == 2, "%s: status %d: %s", DISKS[_i].name, result.status,
                  result.err);
    ck_assert_msg(strstr(result.err, DISKS[_i].what) != NULL, "%s", result.err);
    ck_assert_uint_eq(left, 0);
}
END_TEST

static void
change_digit(const char *path)
{
    g_autofree char *text = content(path);
    char *digit = strrchr(text, '1');
    ck_assert_ptr_nonnull(digit);
    *digit = '2';
    write_file(path, text, -1, 0600);
}

static void
remove_file(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    ck_assert_int_eq(g_unlink(full), 0);
}

static void
cut_file(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    ck_assert_int_eq(truncate(full, 100), 0);
}

static const struct {
    const char *path;
    void (*damage)(const char *path);
} DAMAGES[] = {
    {"out/private/measures.csv", change_digit},
    {"out/private/measures.csv", remove_file},
    {"out/private/measures.csv", cut_file},
    {"out/private/counts.csv", remove_file},
    {"out/private/register.csv", change_digit},
    {"out/private/campaign/campaign.yaml", change_digit},
    {"out/private/campaign/themes/01-own.yaml", cut_file},
    {"out/results/comparators.csv", change_digit},
    {"out/results/distribution.csv", remove_file},
    {"out/manifest.json", cut_file},
};

START_TEST(damage_stops_render)
{
    expect_status("compute campaign.yaml -o out", 0);
    DAMAGES[_i].damage(DAMAGES[_i].path);
    g_autofree char *before = program_snapshot(folder);
    g_auto(ProgramResult) result = program_run(folder, "render out");
    g_autofree char *after = program_snapshot(folder);
    ck_assert_msg(result.status == 2, "%s: %d: %s", DAMAGES[_i].path, result.status, result.err);
    g_autofree char *name = g_path_get_basename(DAMAGES[_i].path);
    ck_assert_msg(strstr(result.err, name) != NULL, "%s: %s", name, result.err);
    ck_assert_msg(strstr(result.err, "`miroir ") != NULL, "%s: %s", name, result.err);
    ck_assert_msg(strcmp(before, after) == 0, "before is not after");
    /* What it says helps. */
    expect_status("run campaign.yaml -o out", 0);
    expect_status("verify out", 0);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("command faults");
    tcase_add_loop_test(tests, interrupted_then_finished, 0, G_N_ELEMENTS(SIGNALS));
    tcase_add_loop_test(tests, faults_of_the_database, 0, G_N_ELEMENTS(FAULTS));
    tcase_add_loop_test(tests, bad_disks, 0, G_N_ELEMENTS(DISKS));
    tcase_add_loop_test(tests, damage_stops_render, 0, G_N_ELEMENTS(DAMAGES));
    return command_case_run(tests, "command faults");
}
