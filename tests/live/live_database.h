/* A fresh PostgreSQL cluster for a test program: started in a temporary folder, the contract
 * applied, removed at the end. Any failure ends the test program as failed: nothing is skipped. */
#pragma once

#include "engine/source/connection.h"

typedef struct LiveDatabase LiveDatabase;

/* Starts a cluster with the tables of sql/contract. Takes about two seconds: once a program, from
 * an unchecked fixture (or main), so that the server's parent outlives the forked tests. */
LiveDatabase *live_database_start(void);
/* Stops the server and removes its folder. NULL is a no-op. */
void live_database_stop(LiveDatabase *self);

/* To open connections on; owned by `self`. */
const Database *live_database(const LiveDatabase *self);
const char *live_database_conninfo(const LiveDatabase *self);

/* Runs SQL text of any number of statements, committed; or a file; or all *.sql of a folder in the
 * order of their names. Paths are relative to the source tree. */
void live_database_run(const LiveDatabase *self, const char *sql);
void live_database_run_path(const LiveDatabase *self, const char *path);
/* Empties every table of the contract. */
void live_database_clear(const LiveDatabase *self);
/* The first value of the first row, "" for NULL. The caller frees. */
char *live_database_value(const LiveDatabase *self, const char *sql);

/* Absolute path of something in the source tree. The caller frees. */
char *live_source_path(const char *path);
