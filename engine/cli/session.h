/* A campaign with its database open: what check, plan and compute begin with. */
#pragma once

#include <stdbool.h>

#include "engine/source/contract.h"
#include "engine/source/plan.h"

typedef struct {
    const Campaign *campaign;
    const Database *database;
    Connection *connection; /* holds the snapshot of all that is read */
    Contract *contract;
    Roster *roster; /* not yet settled */
} Session;

/* Reads the campaign with the program's own themes. */
Campaign *session_campaign(const char *path, GError **error);
/* Whether the campaign's key can be used: asked before long work, not after it. */
bool session_check_key(const Campaign *campaign, GError **error);
/* The campaign's database. An embedded one that is still empty is refused unless `may_create`. */
Database *session_database(const Campaign *campaign, bool may_create, GError **error);
/* Connects, begins the snapshot, holds the database against the contract and reads the roster.
 * Every fault of the contract is printed, then CLI_ERROR_FAULTS; `notes` (char *) may be NULL.
 * Campaign and database must outlive the session. */
Session *session_open(const Campaign *campaign, const Database *database, GPtrArray *notes,
                      GError **error);
void session_close(Session *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_close)

/* "stream" or "pushdown"; NULL is stream. */
bool session_executor(const char *name, Executor *out_executor, GError **error);
/* Whether every group's name may stand in the names of files. */
bool session_check_groups(const Session *self, GError **error);
/* Counts everything and settles the roster. */
Counts *session_count(Session *self, Plan *plan, Executor executor, const PlanOptions *options,
                      GError **error);
