#include "engine/profile/evaluation_parts.h"

/* --- what the columns mean -------------------------------------------------------------------- */

static const DataField TRENDS_FIELDS[] = {
    {"indicator", "string", "Indicator"},
    {"period", "string", "Period"},
    {"entered", "number",
     "Ratio of sums over the doctors who entered within the history, before and after; on the "
     "indicator's scale; empty where it may not be shown"},
    {"entered_status", "string", "Why it is empty, or ok"},
    {"doctors", "integer", "Doctors who entered with a value in the period"},
    {"control", "number", "Ratio of sums over the doctors outside the scheme"},
    {"control_status", "string", "Why it is empty, or ok"},
    {"controls", "integer", "Doctors outside the scheme with a value in the period"},
};

static const DataField GROUPS_FIELDS[] = {
    {"indicator", "string", "Indicator"},
    {"comparator", "string",
     "group:<id>, a quality group by its members on the last day; enrolled, all of them"},
    {"doctors", "integer", "Members with a value in the last period"},
    {"denominator", "number", "To the nearest 10"},
    {"value", "number", "Ratio of sums in the last period; empty where it may not be shown"},
    {"low", "number", "Lower end of its 95 % interval"},
    {"high", "number", "Upper end of its 95 % interval"},
    {"status", "string", "Why it is empty, or ok"},
};

static const DataField LIMITS_FIELDS[] = {
    {"indicator", "string", "Indicator"},
    {"denominator", "number", "Size of a group"},
    {"low_95", "number", "Below it chance brings 2.5 % of groups that are as all enrolled"},
    {"high_95", "number", "And above it"},
    {"low_998", "number", "Below it chance brings 0.1 % of them"},
    {"high_998", "number", "And above it"},
};

static const DataField COHORTS_FIELDS[] = {
    {"cohort", "string",
     "Period of entry; before: too early to be compared; entered: all periods together; never: "
     "doctors outside the scheme"},
    {"doctors", "integer", "Doctors"},
    {"groups", "integer", "Groups that they entered; 0 where it is not told"},
};

static const DataField MEETINGS_FIELDS[] = {
    {"group", "string", "group:<id>, a quality group; all, all of them"},
    {"label", "string", "Its name; empty for all"},
    {"meetings", "integer",
     "Meetings held in the twelve months to the end of the last period; not those still to come"},
    {"recorded", "integer",
     "Those of them with attendance; of all, within the groups whose attendance is shown"},
    {"members", "integer", "Doctors who were members on the day of one with attendance"},
    {"attendance", "number",
     "Present over expected (members on the day), to the whole percent; of all, over the groups "
     "that are shown; empty where it may not be shown"},
    {"status", "string", "Why it is empty, or ok"},
};

static const DataField ALLOWANCES_FIELDS[] = {
    {"period", "string", "What was paid for; only what ended within the history"},
    {"doctors", "integer", "Doctors who were paid"},
    {"amount", "number", "All together, to the nearest 10; empty where it may not be shown"},
    {"status", "string", "Why it is empty, or ok"},
};

static const DataResource RESOURCES[] = {
    {TRENDS_PATH, TRENDS_FIELDS, G_N_ELEMENTS(TRENDS_FIELDS), {"indicator", "period", NULL}},
    {GROUPS_PATH, GROUPS_FIELDS, G_N_ELEMENTS(GROUPS_FIELDS), {"indicator", "comparator", NULL}},
    {LIMITS_PATH, LIMITS_FIELDS, G_N_ELEMENTS(LIMITS_FIELDS), {"indicator", "denominator", NULL}},
    {COHORTS_PATH, COHORTS_FIELDS, G_N_ELEMENTS(COHORTS_FIELDS), {"cohort", NULL}},
    {MEETINGS_PATH, MEETINGS_FIELDS, G_N_ELEMENTS(MEETINGS_FIELDS), {"group", NULL}},
    {ALLOWANCES_PATH, ALLOWANCES_FIELDS, G_N_ELEMENTS(ALLOWANCES_FIELDS), {"period", NULL}},
};

/* --- the tables ------------------------------------------------------------------------------- */

static const char *
indicator_id(const Evaluation *self, size_t indicator)
{
    return self->campaign->indicators[indicator].indicator->id;
}

static void
write_trends(const Evaluation *self, CsvWriter *csv)
{
    for (guint i = 0; i < self->trends->len; i++) {
        const EvaluationTrend *row = &g_array_index(self->trends, EvaluationTrend, i);
        g_autofree char *period = period_to_string(campaign_period(self->campaign, row->period));
        csv_writer_text(csv, indicator_id(self, row->indicator));
        csv_writer_text(csv, period);
        csv_writer_number(csv, row->entered);
        csv_writer_text(csv, status_name(row->entered_status));
        csv_writer_integer(csv, row->doctors);
        csv_writer_number(csv, row->control);
        csv_writer_text(csv, status_name(row->control_status));
        csv_writer_integer(csv, row->controls);
        csv_writer_end_record(csv);
    }
}

static void
write_groups(const Evaluation *self, CsvWriter *csv)
{
    for (guint i = 0; i < self->groups->len; i++) {
        const EvaluationGroup *row = &g_array_index(self->groups, EvaluationGroup, i);
        g_autofree char *name = row->group == NULL ? g_strdup(ENROLLED_NAME)
                                                   : g_strconcat(GROUP_PREFIX, row->group, NULL);
        csv_writer_text(csv, indicator_id(self, row->indicator));
        csv_writer_text(csv, name);
        csv_writer_integer(csv, row->doctors);
        csv_writer_number(csv, row->denominator);
        csv_writer_number(csv, row->value);
        csv_writer_number(csv, row->low);
        csv_writer_number(csv, row->high);
        csv_writer_text(csv, status_name(row->status));
        csv_writer_end_record(csv);
    }
}

static void
write_limits(const Evaluation *self, CsvWriter *csv)
{
    for (guint i = 0; i < self->limits->len; i++) {
        const EvaluationLimits *row = &g_array_index(self->limits, EvaluationLimits, i);
        const double figures[] = {row->limits.denominator, row->limits.low_95, row->limits.high_95,
                                  row->limits.low_998, row->limits.high_998};
        csv_writer_text(csv, indicator_id(self, row->indicator));
        for (size_t f = 0; f < G_N_ELEMENTS(figures); f++)
            csv_writer_number(csv, figures[f]);
        csv_writer_end_record(csv);
    }
}

static void
write_cohort(CsvWriter *csv, const char *name, EvaluationCohort cohort)
{
    csv_writer_text(csv, name);
    csv_writer_integer(csv, cohort.doctors);
    csv_writer_integer(csv, cohort.groups);
    csv_writer_end_record(csv);
}

static void
write_cohorts(const Evaluation *self, CsvWriter *csv)
{
    write_cohort(csv, COHORT_BEFORE_NAME, self->before);
    for (int period = 1; period < self->campaign->history; period++) {
        g_autofree char *name = period_to_string(campaign_period(self->campaign, period));
        write_cohort(csv, name, evaluation_cohort(self, period));
    }
    write_cohort(csv, COHORT_ENTERED_NAME, self->entered);
    write_cohort(csv, COHORT_NEVER_NAME, self->never);
}

static void
write_meetings(const Evaluation *self, CsvWriter *csv)
{
    for (guint i = 0; i < self->meetings->len; i++) {
        const EvaluationMeetings *row = &g_array_index(self->meetings, EvaluationMeetings, i);
        g_autofree char *name = row->group == NULL ? g_strdup(ALL_GROUPS_NAME)
                                                   : g_strconcat(GROUP_PREFIX, row->group, NULL);
        csv_writer_text(csv, name);
        csv_writer_text(csv, row->label);
        csv_writer_integer(csv, row->meetings);
        csv_writer_integer(csv, row->recorded);
        csv_writer_integer(csv, row->members);
        csv_writer_number(csv, row->attendance);
        csv_writer_text(csv, status_name(row->status));
        csv_writer_end_record(csv);
    }
}

static void
write_allowances(const Evaluation *self, CsvWriter *csv)
{
    for (guint i = 0; i < self->allowances->len; i++) {
        const EvaluationAllowance *row = &g_array_index(self->allowances, EvaluationAllowance, i);
        g_autofree char *period = period_to_string(row->period);
        csv_writer_text(csv, period);
        csv_writer_integer(csv, row->doctors);
        csv_writer_number(csv, row->amount);
        csv_writer_text(csv, status_name(row->status));
        csv_writer_end_record(csv);
    }
}

void
evaluation_context_files(const Evaluation *self, GPtrArray *files, GArray *resources)
{
    static void (*const WRITE[])(const Evaluation *, CsvWriter *) = {
        write_trends, write_groups, write_limits, write_cohorts, write_meetings, write_allowances};

    for (size_t i = 0; i < G_N_ELEMENTS(RESOURCES); i++) {
        g_autofree char *header = evaluation_header(RESOURCES[i].fields, RESOURCES[i].n_fields);
        g_autoptr(CsvWriter) csv = csv_writer_new(header);
        WRITE[i](self, csv);
        evaluation_add_file(files, RESOURCES[i].path, csv_writer_steal(csv));
    }
    g_array_append_vals(resources, RESOURCES, G_N_ELEMENTS(RESOURCES));
}
