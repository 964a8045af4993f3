/* The walls of the house: reads every #include of engine/ and render/ and holds it against the
 * arrows that are allowed, and looks for calls that belong to the command line alone. The build
 * says the same through its libraries; this says it where the fault stands. */
#include <check.h>
#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Which folders the files of a folder may include, besides their own. */
static const struct {
    const char *folder;
    const char *may_include[13];
} ARROWS[] = {
    {"engine/csv", {NULL}},
    {"engine/model", {NULL}},
    {"engine/stats", {NULL}},
    {"engine/publish", {NULL}},
    {"engine/source", {"engine/csv", "engine/model", NULL}},
    {"engine/synthetic", {"engine/csv", "engine/model", "engine/source", NULL}},
    {"engine/profile", {"engine/csv", "engine/model", "engine/stats", NULL}},
    {"render/page", {"engine/model", NULL}},
    {"render/chart", {"render/page", "engine/model", "engine/profile", "engine/stats", NULL}},
    {"render/layout", {"engine/model", "render/page", NULL}},
    {"render/document",
     {"render/page", "render/chart", "render/layout", "engine/model", "engine/profile",
      "engine/stats", NULL}},
    {"render/workbook",
     {"render/page", "render/chart", "engine/model", "engine/profile", "engine/stats", NULL}},
    {"engine/cli",
     {"engine/csv", "engine/model", "engine/stats", "engine/publish", "engine/source",
      "engine/synthetic", "engine/profile", "render/page", "render/chart", "render/layout",
      "render/document", "render/workbook", NULL}},
    {"engine", {"engine/cli", NULL}},
};

/* System headers of the pure numbers: no file, no clock, no locale. */
static const char *const PURE[] = {"assert.h", "float.h",   "glib.h",   "limits.h", "math.h",
                                   "stddef.h", "stdbool.h", "stdint.h", "stdlib.h", "string.h"};

static const char *const PRINTING[] = {
    "printf",     "fprintf", "vprintf", "vfprintf", "dprintf",    "puts",      "fputs", "putchar",
    "putc",       "fputc",   "perror",  "g_print",  "g_printerr", "g_warning", "g_log", "g_message",
    "g_critical", "g_debug", "g_info",  "err",      "errx",       "warn",      "warnx", "syslog",
};
static const char *const MAY_PRINT[] = {"engine/cli/console.c", "engine/main.c"};

/* What ends the process: for the entry point and for workers only. */
static const char *const ENDING[] = {"exit", "abort", "quick_exit"};

static GPtrArray *files; /* char*: paths below the source tree */

static void
collect(const char *folder)
{
    g_autofree char *full = g_build_filename(SOURCE_ROOT, folder, NULL);
    g_autoptr(GDir) dir = g_dir_open(full, 0, NULL);
    ck_assert_msg(dir != NULL, "%s cannot be read", full);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *below = g_build_filename(SOURCE_ROOT, path, NULL);
        if (g_file_test(below, G_FILE_TEST_IS_DIR))
            collect(path);
        else if (g_str_has_suffix(name, ".c") || g_str_has_suffix(name, ".h"))
            g_ptr_array_add(files, g_steal_pointer(&path));
    }
}

static void
setup(void)
{
    files = g_ptr_array_new_with_free_func(g_free);
    collect("engine");
    collect("render");
}

static void
teardown(void)
{
    g_ptr_array_unref(files);
}

static char *
content(const char *path)
{
    g_autofree char *full = g_build_filename(SOURCE_ROOT, path, NULL);
    char *text = NULL;
    ck_assert(g_file_get_contents(full, &text, NULL, NULL));
    return text;
}

static bool
is_listed(const char *const *list, size_t n, const char *text)
{
    for (size_t i = 0; i < n && list[i] != NULL; i++)
        if (strcmp(list[i], text) == 0)
            return true;
    return false;
}

/* NULL when the arrow is allowed, else what is wrong. */
static const char *
arrow_fault(const char *from, const char *to)
{
    /* What marks messages for translation is for every room. */
    if (strcmp(from, to) == 0 || strcmp(to, "engine/words") == 0)
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(ARROWS); i++)
        if (strcmp(ARROWS[i].folder, from) == 0)
            return is_listed(ARROWS[i].may_include, G_N_ELEMENTS(ARROWS[i].may_include), to)
                       ? NULL
                       : "is not an arrow of the house";
    return "comes from a folder that is not in the house";
}

static void
check_include(const char *path, int line, const char *directive)
{
    /* Some libraries name their headers by macros of their own: #include FT_FREETYPE_H. */
    if (g_regex_match_simple("include\\s+[A-Z_]+\\s*$", directive, 0, 0))
        return;
    const char *opening = strpbrk(directive, "\"<");
    ck_assert_msg(opening != NULL, "%s:%d: what is included is not a plain name", path, line);
    const char *closing = strpbrk(opening + 1, "\">");
    ck_assert_msg(closing != NULL, "%s:%d: the name does not end", path, line);
    g_autofree char *name = g_strndup(opening + 1, (gsize)(closing - opening - 1));
    g_autofree char *from = g_path_get_dirname(path);

    if (*opening == '"') {
        g_autofree char *to = g_path_get_dirname(name);
        const char *fault = arrow_fault(from, to);
        ck_assert_msg(fault == NULL, "%s:%d: %s: %s", path, line, name, fault);
    } else if (strcmp(from, "engine/stats") == 0) {
        ck_assert_msg(is_listed(PURE, G_N_ELEMENTS(PURE), name) || g_str_has_prefix(name, "gsl/"),
                      "%s:%d: <%s>: the numbers know neither files nor clock", path, line, name);
    }
}

START_TEST(includes_follow_the_arrows)
{
    size_t n = 0;
    for (guint i = 0; i < files->len; i++) {
        g_autofree char *text = content(g_ptr_array_index(files, i));
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        for (int line = 0; lines[line] != NULL; line++) {
            if (!g_regex_match_simple("^\\s*#\\s*include", lines[line], 0, 0))
                continue;
            check_include(g_ptr_array_index(files, i), line + 1, lines[line]);
            n++;
        }
    }
    /* A reader that finds nothing would agree with everything. */
    ck_assert_uint_gt(n, 50);
}
END_TEST

/* Blanks out comments, strings and character constants, keeping line ends. */
static void
blank_out(char *text)
{
    for (char *p = text; *p != '\0';) {
        const char *end;
        if (g_str_has_prefix(p, "/*")) {
            const char *close = strstr(p + 2, "*/");
            end = close == NULL ? p + strlen(p) : close + 2;
        } else if (*p == '"' || *p == '\'') {
            char *q = p + 1;
            while (*q != '\0' && *q != *p)
                q += *q == '\\' && q[1] != '\0' ? 2 : 1;
            end = *q == '\0' ? q : q + 1;
        } else {
            p++;
            continue;
        }
        for (; p < end; p++)
            if (*p != '\n')
                *p = ' ';
    }
}

/* The line of the first call of `name`, or 0. */
static int
find_call(const char *code, const char *name)
{
    g_autofree char *pattern = g_strdup_printf("(?<![A-Za-z0-9_>.])%s\\s*\\(", name);
    g_autoptr(GRegex) regex = g_regex_new(pattern, 0, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    int at;
    if (!g_regex_match(regex, code, 0, &match) || !g_match_info_fetch_pos(match, 0, &at, NULL))
        return 0;
    int line = 1;
    for (int i = 0; i < at; i++)
        line += code[i] == '\n';
    return line;
}

static void
forbid_calls(const char *const *names, size_t n, const char *why)
{
    for (guint i = 0; i < files->len; i++) {
        const char *path = g_ptr_array_index(files, i);
        if (is_listed(MAY_PRINT, G_N_ELEMENTS(MAY_PRINT), path))
            continue;
        g_autofree char *code = content(path);
        blank_out(code);
        for (size_t j = 0; j < n; j++) {
            int line = find_call(code, names[j]);
            ck_assert_msg(line == 0, "%s:%d: %s: %s", path, line, names[j], why);
        }
    }
}

START_TEST(only_the_command_line_prints)
{
    forbid_calls(PRINTING, G_N_ELEMENTS(PRINTING), "only engine/cli/console.c prints");
}
END_TEST

START_TEST(nothing_ends_the_process)
{
    forbid_calls(ENDING, G_N_ELEMENTS(ENDING), "faults are returned, not died of");
}
END_TEST

/* --- the reader itself ----------------------------------------------------------------------- */

static const struct {
    const char *from, *to;
    bool allowed;
} KNOWN[] = {
    {"engine/profile", "engine/stats", true},      {"render/document", "engine/profile", true},
    {"engine/source", "render/page", false},       {"render/page", "engine/source", false},
    {"engine/stats", "engine/model", false},       {"engine/model", "engine/csv", false},
    {"engine/publish", "engine/model", false},     {"render/document", "engine/publish", false},
    {"render/chart", "render/document", false},    {"engine/profile", "engine/source", false},
    {"engine/cli", "engine/source", true},         {"engine/source", "engine/cli", false},
    {"engine/synthetic", "engine/profile", false}, {"engine/cli", "engine/synthetic", true},
    {"engine/elsewhere", "engine/model", false},   {"engine/csv", "engine/csv", true},
    {"engine/stats", "engine/words", true},
};

START_TEST(arrows_known_from_the_plan)
{
    ck_assert_int_eq(arrow_fault(KNOWN[_i].from, KNOWN[_i].to) == NULL, KNOWN[_i].allowed);
}
END_TEST

static const struct {
    const char *code, *name;
    int line;
} CALLS[] = {
    {"x;\nprintf(\"a\");", "printf", 2},
    {"snprintf(b, 1, \"\");", "printf", 0},
    {"/* printf(1) */", "printf", 0},
    {"a = \"printf(\";\n", "printf", 0},
    {"'\\'';\n\nfprintf (stderr);", "fprintf", 3},
    {"g_strdup_printf(\"\")", "printf", 0},
    {"self->exit(1)", "exit", 0},
    {"_exit(1)", "exit", 0},
};

START_TEST(calls_are_found)
{
    g_autofree char *code = g_strdup(CALLS[_i].code);
    blank_out(code);
    ck_assert_int_eq(find_call(code, CALLS[_i].name), CALLS[_i].line);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("layering");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, includes_follow_the_arrows);
    tcase_add_test(tests, only_the_command_line_prints);
    tcase_add_test(tests, nothing_ends_the_process);
    tcase_add_loop_test(tests, arrows_known_from_the_plan, 0, G_N_ELEMENTS(KNOWN));
    tcase_add_loop_test(tests, calls_are_found, 0, G_N_ELEMENTS(CALLS));
    Suite *suite = suite_create("layering");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
