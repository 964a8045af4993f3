#include "engine/cli/theme_list.h"

#include <string.h>

#include "engine/cli/console.h"
#include "engine/cli/session.h"
#include "engine/source/indicator_review.h"
#include "engine/words/words.h"

void
theme_list_print(const Theme *theme)
{
    g_autofree char *version = g_strdup_printf("%s@%d", theme->id, theme->version);
    g_autofree char *n = g_strdup_printf(P_("%zu indicator", "%zu indicators", theme->n_indicators),
                                         theme->n_indicators);
    g_autofree char *validity = theme_validity(theme);
    g_autofree char *padded_version = console_padded(version, 26),
                    *padded_n = console_padded(n, 14);
    g_autofree char *padded_validity = console_padded(validity, 26);
    console_print("%s %-10s %s %s %s\n", padded_version, theme_status_name(theme->status), padded_n,
                  padded_validity, local_text(&theme->label, LANGUAGE_FR));
}

/* --- validity -------------------------------------------------------------------------------- */

/* Once, however often the theme comes. */
static void
add_note(GPtrArray *notes, char *take_note)
{
    if (!g_ptr_array_find_with_equal_func(notes, take_note, g_str_equal, NULL))
        g_ptr_array_add(notes, take_note);
    else
        g_free(take_note);
}

static void
note_theme(const Theme *theme, Period period, GPtrArray *notes)
{
    const Day last = period_last_day(period);
    g_autofree char *name = period_to_string(period);
    g_autofree char *validity = theme_validity(theme);
    if (!theme_is_valid_on(theme, last))
        add_note(notes, g_strdup_printf(_("theme %s@%d is out of validity at the end of %s (valid: "
                                          "%s); have it read again, or pin another version"),
                                        theme->id, theme->version, name, validity));
    if (theme->review_on == DAY_NONE || theme->review_on > last)
        return;
    g_autofree char *due = day_to_string(theme->review_on);
    add_note(notes, g_strdup_printf(_("theme %s@%d was due to be read again on %s, before the end "
                                      "of %s"),
                                    theme->id, theme->version, due, name));
}

GPtrArray *
theme_list_notes(const Campaign *campaign)
{
    GPtrArray *notes = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < campaign->n_themes; i++)
        note_theme(campaign->themes[i], campaign->last, notes);
    for (size_t i = 0; i < campaign->n_programme; i++)
        for (guint j = 0; j < campaign->programme[i].themes->len; j++)
            note_theme(g_ptr_array_index(campaign->programme[i].themes, j),
                       campaign->programme[i].period, notes);
    return notes;
}

/* --- what groups say ------------------------------------------------------------------------- */

/* How many of the reviews of that indicator accept it; all of them in `out_asked`. */
static guint
count_accepted(const GPtrArray *reviews, const char *indicator_id, guint *out_asked)
{
    guint n_accepted = 0;
    *out_asked = 0;
    for (guint i = 0; i < reviews->len; i++) {
        const IndicatorReview *review = g_ptr_array_index(reviews, i);
        if (strcmp(review->indicator_id, indicator_id) != 0)
            continue;
        ++*out_asked;
        n_accepted += review->accepted;
    }
    return n_accepted;
}

static void
print_comments(const GPtrArray *reviews, const char *indicator_id)
{
    for (guint i = 0; i < reviews->len; i++) {
        const IndicatorReview *review = g_ptr_array_index(reviews, i);
        if (strcmp(review->indicator_id, indicator_id) == 0 && review->comment != NULL)
            console_print(review->accepted ? _("      %s accepts: %s\n")
                                           : _("      %s refuses: %s\n"),
                          review->group_id, review->comment);
    }
}

static void
print_reviews(const GPtrArray *reviews, const Theme *theme)
{
    for (size_t i = 0; i < theme->n_indicators; i++) {
        const Indicator *indicator = &theme->indicators[i];
        guint n_asked = 0;
        const guint n_accepted = count_accepted(reviews, indicator->id, &n_asked);
        if (n_asked == 0)
            console_print(_("    %s@%d: no group was asked\n"), indicator->id, indicator->version);
        else
            console_print(P_("    %s@%d: accepted by %u of %u group asked\n",
                             "    %s@%d: accepted by %u of %u groups asked\n", n_asked),
                          indicator->id, indicator->version, n_accepted, n_asked);
        print_comments(reviews, indicator->id);
    }
}

static GPtrArray *
read_reviews(const Campaign *campaign, GError **error)
{
    g_autoptr(Database) database = session_database(campaign, false, error);
    g_autoptr(Connection) connection =
        database == NULL ? NULL : connection_open(database, CONNECTION_TO_READ, error);
    if (connection == NULL || !connection_begin(connection, NULL, error))
        return NULL;
    g_autoptr(Contract) contract = contract_read(connection, error);
    return contract == NULL ? NULL : indicator_reviews_read(connection, contract, error);
}

/* --- a campaign ------------------------------------------------------------------------------ */

static void
print_programme(const Campaign *campaign)
{
    for (size_t i = 0; i < campaign->n_programme; i++) {
        const ProgrammeEntry *entry = &campaign->programme[i];
        g_autofree char *period = period_to_string(entry->period);
        console_print("%s\n", period);
        for (guint j = 0; j < entry->themes->len; j++) {
            console_print("  ");
            theme_list_print(g_ptr_array_index(entry->themes, j));
        }
    }
    if (campaign->n_programme > 0)
        console_print("\n");
}

bool
theme_list_campaign(const char *path, GError **error)
{
    g_autoptr(Campaign) campaign = session_campaign(path, error);
    g_autoptr(GPtrArray) reviews = campaign == NULL ? NULL : read_reviews(campaign, error);
    if (reviews == NULL)
        return false;
    print_programme(campaign);
    g_autofree char *last = period_to_string(campaign->last);
    console_print(_("Edition %s, %s\n"), campaign->name, last);
    for (size_t i = 0; i < campaign->n_themes; i++) {
        console_print("  ");
        theme_list_print(campaign->themes[i]);
        print_reviews(reviews, campaign->themes[i]);
    }
    g_autoptr(GPtrArray) notes = theme_list_notes(campaign);
    for (guint i = 0; i < notes->len; i++)
        console_print(_("note: %s\n"), (const char *)g_ptr_array_index(notes, i));
    return true;
}
