/* The points of a group as colleagues may see them: numbers and whole-point values. The one place
 * that decides whether and how one doctor is shown to another. */
#pragma once

#include "engine/profile/results.h"

typedef enum {
    PEERS_SHOWN,
    PEERS_HIDDEN_BY_INDICATOR, /* activity, cost, or peers: hidden */
    PEERS_TOO_FEW,             /* fewer than minimum_peers could be shown */
} PeersShown;

typedef struct {
    int number;
    int points;   /* the value in whole points of its printed scale: 14 for 14.2 % */
    double value; /* the same on the indicator's scale: 0.14; never the raw value of another */
    bool is_own;  /* value is then the raw one */
    bool below_one, above_ninety_nine; /* a proportion of 0 or 100 %: "moins de 1 %" */
} PeerPoint;

typedef struct {
    PeersShown shown;
    size_t n_points;   /* 0 unless PEERS_SHOWN */
    PeerPoint *points; /* by value, then number */
    size_t n_hidden;   /* colleagues not shown, the own one never among them */
} Peers;

/* The group's points of the current period. `own` is a doctor of the group, whose point is marked
 * and always there when it has a value, or -1 for a handout. */
Peers *peers_new(const Results *results, size_t group, size_t indicator, int own);
void peers_free(Peers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Peers, peers_free)
