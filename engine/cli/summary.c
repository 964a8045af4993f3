#include "engine/cli/summary.h"

#include <inttypes.h>

#include "engine/profile/chance_signal.h"
#include "engine/profile/other_regions.h"
#include "engine/words/words.h"
#include "render/document/certificate.h"

enum { N_STATUSES = STATUS_NOT_APPLICABLE + 1 };

/* "12 few_patients, 3 no_denominator", or "". */
static char *
reasons(const size_t n[N_STATUSES])
{
    GString *text = g_string_new(NULL);
    for (int status = STATUS_OK + 1; status < N_STATUSES; status++)
        if (n[status] > 0)
            g_string_append_printf(text, "%s%zu %s", text->len == 0 ? "" : ", ", n[status],
                                   status_name((Status)status));
    return g_string_free(text, FALSE);
}

static size_t
sum(const size_t n[N_STATUSES])
{
    size_t all = 0;
    for (int status = 0; status < N_STATUSES; status++)
        all += n[status];
    return all;
}

/* Ends the line that says how many are hidden. */
static void
append_reasons(GString *text, const size_t n[N_STATUSES])
{
    g_autofree char *why = reasons(n);
    g_string_append_printf(text, "%s%s\n", *why == '\0' ? "" : _(": "), why);
}

static void
append_doctors_hidden(GString *text, const Results *results, int period)
{
    size_t n[N_STATUSES] = {0};
    for (size_t doctor = 0; doctor < results_n_doctors(results); doctor++)
        for (size_t i = 0; i < results_campaign(results)->n_indicators; i++)
            if (results_doctor(results, doctor)->group >= 0)
                n[results_measure(results, doctor, i, period)->status]++;
    g_string_append_printf(text, _("  %zu of %zu doctors' figures"), sum(n) - n[STATUS_OK], sum(n));
    append_reasons(text, n);
}

static void
append_comparators_hidden(GString *text, const Results *results, int period)
{
    const Campaign *campaign = results_campaign(results);
    size_t n[N_STATUSES] = {0};
    for (int kind = 0; kind < N_COMPARATORS; kind++) {
        size_t groups = kind == COMPARATOR_GROUP ? results_n_groups(results) : 1;
        for (size_t group = 0; campaign->comparators[kind] && group < groups; group++)
            for (size_t i = 0; i < campaign->n_indicators; i++)
                n[results_comparator(results, (ComparatorKind)kind, group, i, period)->status]++;
    }
    n[STATUS_NOT_APPLICABLE] = 0;
    g_string_append_printf(text, _("  %zu of %zu comparators' figures"), sum(n) - n[STATUS_OK],
                           sum(n));
    append_reasons(text, n);
}

/* How many of the doctors' figures were judged, and how many signals chance alone would bring. */
static void
append_signals(GString *text, const Results *results, int period)
{
    const size_t n_indicators = results_campaign(results)->n_indicators;
    size_t judged = 0, signals = 0;
    for (size_t doctor = 0; doctor < results_n_doctors(results); doctor++)
        for (size_t i = 0; i < n_indicators; i++) {
            Signal signal = results_measure(results, doctor, i, period)->signal;
            if (results_doctor(results, doctor)->group < 0 || signal == SIGNAL_NONE)
                continue;
            judged++;
            signals += signal != SIGNAL_WITHIN;
        }
    g_string_append_printf(
        text,
        _("Signals: %zu of %zu figures of enrolled doctors lie beyond the 99.8 %% "
          "limits; about %.1f would by chance alone\n"),
        signals, judged, SIGNAL_FALSE_RATE * (double)judged);
}

static void
append_size(GString *text, const Results *results)
{
    const Campaign *campaign = results_campaign(results);
    size_t enrolled = 0, all = results_n_doctors(results);
    for (size_t i = 0; i < all; i++)
        enrolled += results_doctor(results, i)->group >= 0;
    g_string_append_printf(text,
                           _("Edition %s: %zu doctors in %zu groups, %zu controls, %zu indicators, "
                             "%d periods\n"),
                           campaign->name, enrolled, results_n_groups(results), all - enrolled,
                           campaign->n_indicators, campaign->history);
}

/* Lines of which something is not as it should be, as the manifest counts them. */
static const struct {
    const char *key;
    const char *what; /* after "3 of 100 claim lines " */
} ODD_LINES[] = {
    {"unknown_codes", N_("bear a code that the relation code does not have")},
    {"drugs_without_atc", N_("bear a drug without ATC, which no class holds")},
    {"codes_in_several_systems", N_("bear a code that stands in several code systems")},
    {"unknown_prescribers",
     N_("have a prescriber whom the relation practitioner does not have: they "
        "count among registered patients' lines alone")},
    {"outside_membership",
     N_("are a member's from before joining or after leaving: they count as the "
        "others do")},
};

static void
append_what_to_look_at(GString *text, const Manifest *manifest)
{
    const gint64 rows = manifest_integer(manifest, "claim_rows", 0);
    for (size_t i = 0; i < G_N_ELEMENTS(ODD_LINES); i++) {
        const gint64 odd = manifest_integer(manifest, ODD_LINES[i].key, 0);
        if (odd > 0)
            g_string_append_printf(text, _("%" PRId64 " of %" PRId64 " claim lines %s\n"), odd,
                                   rows, _(ODD_LINES[i].what));
    }
    const gint64 unborn = manifest_integer(manifest, "patients_without_birth", 0);
    if (unborn > 0)
        g_string_append_printf(
            text, _("%" PRId64 " patients have no birth date: conditions on age leave them out\n"),
            unborn);
}

/* Who attended nothing has no certificate. */
static void
append_certificates(GString *text, const Results *results)
{
    const Campaign *campaign = results_campaign(results);
    size_t due = 0, others = 0;
    for (size_t doctor = 0; doctor < results_n_doctors(results); doctor++)
        if (results_doctor(results, doctor)->group >= 0)
            *(certificate_is_due(results, doctor) ? &due : &others) += 1;
    g_autofree char *from = day_to_string(results_attended_from(campaign));
    g_autofree char *to = day_to_string(period_last_day(campaign->last));
    g_string_append_printf(text,
                           P_("Certificates of attendance: %zu; %zu doctor attended no meeting "
                              "from %s to %s\n",
                              "Certificates of attendance: %zu; %zu doctors attended no meeting "
                              "from %s to %s\n",
                              others),
                           due, others, from, to);
}

static void
append_regions(GString *text, const Results *results)
{
    const Campaign *campaign = results_campaign(results);
    for (size_t r = 0; r < results_n_regions(results); r++) {
        g_autofree RegionMatch *matches = g_new(RegionMatch, campaign->n_indicators);
        for (size_t i = 0; i < campaign->n_indicators; i++)
            matches[i] = results_region_match(results, r, i);
        g_autofree char *note =
            other_regions_note(results_region_label(results, r), campaign, matches);
        g_string_append_printf(text, _("Other region %s\n"), note);
    }
}

char *
summary_text(const Results *results, const Manifest *manifest)
{
    const Campaign *campaign = results_campaign(results);
    g_autofree char *period = period_to_string(campaign->last);
    GString *text = g_string_new(NULL);
    append_size(text, results);
    append_what_to_look_at(text, manifest);
    append_certificates(text, results);
    append_signals(text, results, campaign->history - 1);
    append_regions(text, results);
    g_string_append_printf(text, _("Hidden from others in %s:\n"), period);
    append_doctors_hidden(text, results, campaign->history - 1);
    append_comparators_hidden(text, results, campaign->history - 1);
    return g_string_free(text, FALSE);
}
