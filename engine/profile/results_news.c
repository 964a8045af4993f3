#include "engine/profile/results_news.h"

#include <string.h>

#include "engine/words/words.h"

static const char *const KINDS[N_INDICATOR_NEWS] = {[INDICATOR_NEW] = "new",
                                                    [INDICATOR_WITHDRAWN] = "withdrawn",
                                                    [INDICATOR_REDEFINED] = "version"};

#define SUBJECT_GROUP "group"
#define SUBJECT_INDICATOR "indicator"
#define JOINED "joined"
#define LEFT "left"

/* --- from the edition before ------------------------------------------------------------------ */

static size_t
find_group(const Results *self, const char *id)
{
    for (size_t g = 0; g < self->n_groups; g++)
        if (strcmp(self->groups[g].id, id) == 0)
            return g;
    return self->n_groups;
}

static void
count_joined(Results *self, const Previous *previous)
{
    for (size_t g = 0; g < self->n_groups; g++) {
        ResultGroup *group = &self->groups[g];
        if (!previous_has_group(previous, group->id))
            continue;
        group->joined = group->left = 0;
        for (size_t i = 0; i < group->n_doctors; i++)
            group->joined +=
                g_strcmp0(previous_group_of(previous, self->doctors[group->doctors[i]].id),
                          group->id) != 0;
    }
}

typedef struct {
    Results *results;
    const Roster *roster;
} Leaving;

/* Whoever is opposed is in no count: that somebody is, is not for the group to learn. */
static void
count_left(const char *id, const char *group_id, void *data)
{
    const Leaving *self = data;
    const size_t group = find_group(self->results, group_id);
    const int who = roster_find_practitioner(self->roster, id);
    const Practitioner *practitioner =
        who < 0 ? NULL : roster_practitioner(self->roster, (size_t)who);
    if (group == self->results->n_groups ||
        (practitioner != NULL && practitioner->standing == STANDING_OPPOSED))
        return;
    const bool stays =
        practitioner != NULL && practitioner->group >= 0 &&
        strcmp(roster_group(self->roster, (size_t)practitioner->group)->id, group_id) == 0;
    self->results->groups[group].left += !stays;
}

static void
add_indicator(Results *self, IndicatorNewsKind kind, const char *id, const char *label, int version)
{
    const IndicatorNews news = {.id = g_string_chunk_insert_const(self->texts, id),
                                .label = g_string_chunk_insert_const(self->texts, label),
                                .kind = kind,
                                .version = version};
    g_array_append_val(self->news, news);
}

static const Indicator *
find_indicator(const CampaignIndicator *list, size_t n, const char *id)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i].indicator->id, id) == 0)
            return list[i].indicator;
    return NULL;
}

static void
add_current(Results *self, const Previous *previous, const Indicator *indicator)
{
    const PreviousIndicator *before = previous_find_indicator(previous, indicator->id);
    const char *label = local_text(&indicator->label, self->campaign->language);
    if (before == NULL)
        add_indicator(self, INDICATOR_NEW, indicator->id, label, indicator->version);
    else if (before->version != indicator->version)
        add_indicator(self, INDICATOR_REDEFINED, indicator->id, label, indicator->version);
}

static void
add_withdrawn(Results *self, const PreviousIndicator *before)
{
    const Campaign *campaign = self->campaign;
    if (find_indicator(campaign->indicators, campaign->n_indicators, before->id) != NULL ||
        find_indicator(campaign->stay_indicators, campaign->n_stay_indicators, before->id) != NULL)
        return;
    const char *label = before->label[campaign->language];
    const char *other =
        before->label[campaign->language == LANGUAGE_FR ? LANGUAGE_EN : LANGUAGE_FR];
    add_indicator(self, INDICATOR_WITHDRAWN, before->id,
                  *label != '\0'   ? label
                  : *other != '\0' ? other
                                   : before->id,
                  before->version);
}

void
results_add_news(Results *self, const Previous *previous, const Roster *roster)
{
    count_joined(self, previous);
    previous_each_member(previous, count_left, &(Leaving){self, roster});
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        add_current(self, previous, self->campaign->indicators[i].indicator);
    for (size_t i = 0; i < previous_n_indicators(previous); i++)
        add_withdrawn(self, previous_indicator(previous, i));
}

/* --- private/news.csv ------------------------------------------------------------------------- */

static void
write_row(CsvWriter *csv, const char *subject, const char *name, const char *what, int number,
          const char *label)
{
    csv_writer_text(csv, subject);
    csv_writer_text(csv, name);
    csv_writer_text(csv, what);
    csv_writer_integer(csv, number);
    csv_writer_text(csv, label);
    csv_writer_end_record(csv);
}

void
results_write_news(const Results *results, CsvWriter *csv)
{
    for (size_t g = 0; g < results->n_groups; g++) {
        const ResultGroup *group = &results->groups[g];
        if (group->joined < 0)
            continue;
        write_row(csv, SUBJECT_GROUP, group->id, JOINED, group->joined, NULL);
        write_row(csv, SUBJECT_GROUP, group->id, LEFT, group->left, NULL);
    }
    for (guint i = 0; i < results->news->len; i++) {
        const IndicatorNews *news = &g_array_index(results->news, IndicatorNews, i);
        write_row(csv, SUBJECT_INDICATOR, news->id, KINDS[news->kind], news->version, news->label);
    }
}

static bool
read_group(ResultsReading *self, EditionTable *table, int number, GError **error)
{
    size_t group = 0;
    if (!results_reading_look_up(table, NEWS_NAME, self->groups, &group, error))
        return false;
    if (strcmp(edition_table_text(table, NEWS_WHAT), JOINED) == 0)
        self->results->groups[group].joined = number;
    else
        self->results->groups[group].left = number;
    return true;
}

static bool
read_indicator(ResultsReading *self, EditionTable *table, int number, GError **error)
{
    g_autofree char *id = g_strdup(edition_table_text(table, NEWS_NAME));
    g_autofree char *what = g_strdup(edition_table_text(table, NEWS_WHAT));
    for (IndicatorNewsKind kind = 0; kind < N_INDICATOR_NEWS; kind++)
        if (strcmp(what, KINDS[kind]) == 0) {
            add_indicator(self->results, kind, id, edition_table_text(table, NEWS_LABEL), number);
            return true;
        }
    return edition_table_fault(table, NEWS_WHAT, error, _("\"%s\" is no change of an indicator"),
                               what);
}

static bool
read_news(ResultsReading *self, EditionTable *table, GError **error)
{
    int64_t number = 0;
    if (!edition_table_integer(table, NEWS_NUMBER, &number, error))
        return false;
    return strcmp(edition_table_text(table, NEWS_SUBJECT), SUBJECT_GROUP) == 0
               ? read_group(self, table, (int)number, error)
               : read_indicator(self, table, (int)number, error);
}

bool
results_reading_news(ResultsReading *self, GError **error)
{
    return results_reading_table(self, FILE_NEWS, read_news, error);
}
