/* What the tests of the whole program share: a server with a small region, and for each test a folder
 * with a campaign, its theme and a key, in which the program runs. */
#pragma once

#include <check.h>
#include <glib.h>

#include "tests/live/live_database.h"

extern LiveDatabase *database;
extern char *folder;               /* of the running test */
extern const char COMMAND_THEME[]; /* own.yaml */

/* Files are named from `folder`; a fault ends the test. */
void write_file(const char *name, const char *text, gssize size, int mode);
/* campaign.yaml on that connection. The caller frees. */
char *campaign_text(const char *conninfo);
void write_campaign(const char *conninfo);
void expect_status(const char *line, int status);
/* The caller frees. */
char *content(const char *path);
char *hash_of(const char *path);
guint n_below(const char *path);
/* A field of the first row of a table where two fields have these values, or NULL. The caller frees. */
char *look_up(const char *path, const char *first, const char *first_value, const char *second,
              const char *second_value, const char *wanted);
/* What a document says to whoever has the password. The caller frees. */
char *words_of(const char *path, const char *password);
/* What `qpdf` prints with these options about a file. The caller frees. */
char *ask_qpdf(const char *options, const char *path);
int n_pages(const char *path);

/* Runs the tests with the server up. Returns an exit status. */
int command_case_run(TCase *tests, const char *name);
