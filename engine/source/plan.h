/* The plan: all indicators of a campaign compiled into as few passes over miroir.claim as their
 * attributions need, and its two executors. */
#pragma once

#include <glib.h>
#include <signal.h>

#include "engine/model/counts.h"
#include "engine/source/contract.h"

typedef enum { EXECUTOR_STREAM, EXECUTOR_PUSHDOWN } Executor;

typedef struct {
    int connections;                          /* stream: 0 for the number of cores, at most 8 */
    size_t memory_limit;                      /* stream: bytes for packed rows; 0 for 256 MiB */
    const volatile sig_atomic_t *interrupted; /* may be NULL */
    void (*progress)(const char *what, double rows_done, double rows_expected, void *data);
    void *progress_data;
    /* Activity is counted for the last period, which decides who is a control; 0 elsewhere. This asks
     * for every period, which takes the server much longer than all the rest. */
    bool activity_history;
    /* Leaves activity, claim_rows and unknown_codes at 0: to measure the rest. */
    bool without_activity;
} PlanOptions;

typedef struct Plan Plan;

/* Reads miroir.code, evaluates every line condition once per distinct code, and settles the
 * statements. The campaign, contract and roster must outlive the plan. */
Plan *plan_new(Connection *leader, const Contract *contract, const Campaign *campaign,
               const Roster *roster, GError **error);
void plan_free(Plan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Plan, plan_free)

/* A line (char *) for each counter that no code of miroir.code serves: what it counts is 0 for everybody,
 * because nobody did it or because the nomenclature does not tell. */
GPtrArray *plan_notes(const Plan *self);

/* Fills Counts of all practitioners of the roster, in its order: claims by the executor, ready-made
 * counts from indicator_count, activity and patients seen from aggregates of the server. The
 * leader holds the snapshot throughout. */
Counts *plan_execute(Plan *self, Executor executor, const Database *database,
                     const PlanOptions *options, GError **error);

/* Facts on what was read, for the manifest and the summary. */
typedef struct {
    int64_t claim_rows;    /* rows of miroir.claim in the windows */
    int64_t streamed_rows; /* rows that travelled */
    int64_t unknown_codes; /* rows whose code miroir.code does not have */
    /* Rows that count, and of which something is not as it should be. */
    int64_t drugs_without_atc;        /* of a system where other codes have an ATC */
    int64_t codes_in_several_systems; /* whose code miroir.code has under another system too */
    int64_t unknown_prescribers;      /* whose practitioner_id miroir.practitioner does not have */
    int64_t outside_membership;       /* of a member on a day out of any membership */
    int64_t patients_without_birth;   /* rows of miroir.patient */
} PlanFacts;
PlanFacts plan_facts(const Plan *self);

/* The statements of an executor with EXPLAIN of each, as `miroir plan` prints them. */
char *plan_describe(Plan *self, Executor executor, GError **error);
