#include "engine/profile/peers.h"

#include <math.h>
#include <stdlib.h>

#include "engine/profile/disclosure.h"

static int
compare_points(const void *a, const void *b)
{
    const PeerPoint *x = a, *y = b;

    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

/* A colleague's point is rounded, the own one is not. The order is that of the values shown: the
 * order of the true ones would tell equal points apart. */
static PeerPoint
peer_point(const Indicator *indicator, const Measure *measure, int number, bool is_own)
{
    int points = disclosure_points(indicator, measure->value);
    bool is_others_proportion = !is_own && indicator->kind == KIND_PROPORTION;

    return (PeerPoint){
        .number = number,
        .points = points,
        .value = is_own ? measure->value : disclosure_round_to_points(indicator, measure->value),
        .is_own = is_own,
        .below_one = is_others_proportion && points == 0,
        .above_ninety_nine = is_others_proportion && points == 100,
    };
}

/* Whether the group's points show does not depend on who reads: the reader's counts as one. */
static PeersShown
decide(const DisclosureRule *rule, const Indicator *indicator, size_t n_showable)
{
    if (indicator->peers_hidden)
        return PEERS_HIDDEN_BY_INDICATOR;
    return n_showable < (size_t)rule->minimum_peers ? PEERS_TOO_FEW : PEERS_SHOWN;
}

Peers *
peers_new(const Results *results, size_t group, size_t indicator, int own)
{
    const Campaign *campaign = results_campaign(results);
    const Indicator *definition = campaign->indicators[indicator].indicator;
    const ResultGroup *members = results_group(results, group);
    size_t n_showable = 0, n_colleagues = 0, n_colleagues_shown = 0;

    Peers *self = g_new0(Peers, 1);
    self->points = g_new(PeerPoint, members->n_doctors);
    for (size_t i = 0; i < members->n_doctors; i++) {
        size_t doctor = members->doctors[i];
        bool is_own = own >= 0 && doctor == (size_t)own;
        const Measure *measure = results_measure(results, doctor, indicator, campaign->history - 1);
        bool is_showable = disclosure_shows_point(&campaign->disclosure, definition, measure);

        n_showable += is_showable;
        n_colleagues += !is_own;
        n_colleagues_shown += is_showable && !is_own;
        if (is_own ? !isnan(measure->value) : is_showable)
            self->points[self->n_points++] =
                peer_point(definition, measure, results_number(results, doctor, indicator), is_own);
    }

    self->shown = decide(&campaign->disclosure, definition, n_showable);
    if (self->shown != PEERS_SHOWN)
        self->n_points = n_colleagues_shown = 0;
    self->n_hidden = n_colleagues - n_colleagues_shown;
    qsort(self->points, self->n_points, sizeof(PeerPoint), compare_points);
    return self;
}

void
peers_free(Peers *self)
{
    if (self == NULL)
        return;
    g_free(self->points);
    g_free(self);
}
