#include "render/document/evaluation_charts.h"

#include <math.h>

#include "render/chart/event_study_drawing.h"
#include "render/chart/funnel_drawing.h"
#include "render/chart/slope_drawing.h"
#include "render/chart/trend_drawing.h"
#include "render/document/chart_words.h"
#include "render/document/evaluation_words.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

static ChartUnit
unit_of(const EvaluationReading *reading)
{
    return (ChartUnit){reading->topic.language, reading->topic.indicator};
}

/* --- by distance from the entry --------------------------------------------------------------- */

/* EventPoint: of every distance at which there is anybody. */
static GArray *
list_events(const EvaluationReading *reading)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(EventPoint));

    for (size_t i = 0; i < reading->n_rows; i++) {
        const EvaluationRow *row = &reading->rows[i];
        if (row->term != EVALUATION_BEFORE && row->term != EVALUATION_AFTER)
            continue;
        const EventPoint point = {row->relative, row->estimate, row->low, row->high};
        g_array_append_val(points, point);
    }
    return points;
}

static char *
events_alt(const EvaluationReading *reading, const EventPoint *points, size_t n)
{
    const Texts *texts = reading->topic.texts;
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    const Indicator plain = {.kind = KIND_RATE};
    const ChartUnit whole = {reading->topic.language, &plain};

    for (size_t i = 0; i < n; i++) {
        if (isnan(points[i].value))
            continue;
        g_autofree char *distance = event_study_text(&whole, points[i].distance, 0);
        g_autofree char *value = evaluation_words_difference(reading, points[i].value);
        g_ptr_array_add(parts, texts_format(texts, "evaluation.indicator.event_at", "distance",
                                            distance, "value", value, NULL));
    }
    g_autofree char *list = chart_words_list(texts, parts);
    return texts_format(texts, "evaluation.indicator.event_alt", "values", list, NULL);
}

static const char *
distance_title(const EvaluationReading *reading)
{
    static const char *const KEYS[] = {
        [PERIOD_MONTH] = "evaluation.distance.month",
        [PERIOD_QUARTER] = "evaluation.distance.quarter",
        [PERIOD_HALF] = "evaluation.distance.half",
        [PERIOD_YEAR] = "evaluation.distance.year",
    };
    return texts_get(reading->topic.texts, KEYS[reading->campaign->last.length]);
}

bool
evaluation_events_draw(Canvas *canvas, const EvaluationReading *reading, Rect area)
{
    const Texts *texts = reading->topic.texts;
    g_autoptr(GArray) events = list_events(reading);
    const EventPoint *points = (const EventPoint *)(const void *)events->data;
    g_autofree char *unit = evaluation_words_unit(reading);
    const EventStudy data = {
        .unit = unit_of(reading),
        .points = points,
        .n_points = events->len,
        .before_title = texts_get(texts, "evaluation.indicator.before"),
        .after_title = texts_get(texts, "evaluation.indicator.after"),
        .base_label = texts_get(texts, "evaluation.indicator.base"),
        .distance_title = distance_title(reading),
        .value_title = unit,
    };
    if (!event_study_has_values(&data))
        return false;
    g_autofree char *alt = events_alt(reading, points, events->len);
    event_study_draw(canvas, &data, area, alt);
    return true;
}

/* --- both sides ------------------------------------------------------------------------------- */

static double
side(const EvaluationTrend *trend, bool entered)
{
    return entered ? trend->entered : trend->control;
}

/* The last value of a side, or NaN. */
static double
last_value(const EvaluationReading *reading, bool entered)
{
    for (size_t i = reading->n_trends; i-- > 0;)
        if (!isnan(side(&reading->trends[i], entered)))
            return side(&reading->trends[i], entered);
    return NAN;
}

/* "entrés 14 %"; NULL without a value. */
static char *
side_label(const EvaluationReading *reading, bool entered)
{
    const double value = last_value(reading, entered);
    if (isnan(value))
        return NULL;
    g_autofree char *text = topic_value(&reading->topic, value);
    return texts_format(reading->topic.texts,
                        entered ? "evaluation.indicator.entered" : "evaluation.indicator.control",
                        "value", text, NULL);
}

static void
append_course(const EvaluationReading *reading, bool entered, GPtrArray *parts)
{
    g_autofree double *values = g_new(double, (size_t)reading->campaign->history);
    for (int t = 0; t < reading->campaign->history; t++)
        values[t] = NAN;
    for (size_t i = 0; i < reading->n_trends; i++)
        values[reading->trends[i].period] = side(&reading->trends[i], entered);

    g_autofree char *course = chart_words_course(&reading->topic, reading->campaign, values);
    if (course != NULL)
        g_ptr_array_add(parts, texts_format(reading->topic.texts,
                                            entered ? "evaluation.indicator.entered"
                                                    : "evaluation.indicator.control",
                                            "value", course, NULL));
}

/* Why a side has gaps: of the last one; NULL where it has none. */
static char *
side_gaps(const EvaluationReading *reading, bool entered)
{
    const Texts *texts = reading->topic.texts;
    for (size_t i = reading->n_trends; i-- > 0;) {
        const EvaluationTrend *trend = &reading->trends[i];
        if (!isnan(side(trend, entered)))
            continue;
        return texts_format(
            texts, "evaluation.indicator.gaps", "side",
            texts_get(texts, entered ? "evaluation.indicator.entered_bare"
                                     : "evaluation.indicator.control_bare"),
            "reason", phrase_status(texts, entered ? trend->entered_status : trend->control_status),
            NULL);
    }
    return NULL;
}

/* What is hidden says so; NULL where nothing is. */
static char *
gaps_note(const EvaluationReading *reading)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    char *entered = side_gaps(reading, true), *control = side_gaps(reading, false);

    if (entered != NULL)
        g_ptr_array_add(parts, entered);
    if (control != NULL)
        g_ptr_array_add(parts, control);
    return parts->len == 0 ? NULL : chart_words_list(reading->topic.texts, parts);
}

static void
draw_trend(Canvas *canvas, const EvaluationReading *reading, Rect area, const char *alt)
{
    g_autofree char *note = gaps_note(reading);
    g_autofree TrendPoint *points = g_new0(TrendPoint, reading->n_trends);
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *entered = side_label(reading, true);
    g_autofree char *control = side_label(reading, false);

    for (size_t i = 0; i < reading->n_trends; i++) {
        const EvaluationTrend *trend = &reading->trends[i];
        char *label = period_text_short(reading->topic.language,
                                        campaign_period(reading->campaign, trend->period));
        g_ptr_array_add(labels, label);
        points[i] = (TrendPoint){.label = label,
                                 .own = NAN,
                                 .enrolled = trend->entered,
                                 .control = trend->control,
                                 .p10 = NAN,
                                 .p25 = NAN,
                                 .p75 = NAN,
                                 .p90 = NAN};
    }
    const Trend data = {.unit = unit_of(reading),
                        .points = points,
                        .n_points = reading->n_trends,
                        .enrolled_label = entered,
                        .control_label = control,
                        .note = note};
    trend_draw(canvas, &data, area, alt);
}

/* Two periods are no trend: where each side came from and where it went. */
static void
draw_slope(Canvas *canvas, const EvaluationReading *reading, Rect area, const char *alt)
{
    const Texts *texts = reading->topic.texts;
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    SlopeLine lines[] = {
        {.label = texts_get(texts, "evaluation.indicator.entered_bare"), .look = SLOPE_ENROLLED},
        {.label = texts_get(texts, "evaluation.indicator.control_bare"), .look = SLOPE_CONTROL}};
    g_autofree char *note = gaps_note(reading);
    Slope data = {
        .unit = unit_of(reading), .lines = lines, .n_lines = G_N_ELEMENTS(lines), .note = note};

    for (int end = 0; end < N_SLOPE_SIDES; end++) {
        const EvaluationTrend *trend = &reading->trends[end];
        char *title = period_text_short(reading->topic.language,
                                        campaign_period(reading->campaign, trend->period));
        g_ptr_array_add(words, title);
        data.titles[end] = title;
        for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
            const double value = side(trend, i == 0);
            char *text = isnan(value) ? NULL : topic_value_exact(&reading->topic, value);
            g_ptr_array_add(words, text);
            lines[i].ends[end].value = value;
            lines[i].ends[end].text = text;
        }
    }
    slope_draw(canvas, &data, area, alt);
}

bool
evaluation_sides_draw(Canvas *canvas, const EvaluationReading *reading, Rect area)
{
    g_autoptr(GPtrArray) parts = g_ptr_array_new_with_free_func(g_free);
    append_course(reading, true, parts);
    append_course(reading, false, parts);
    if (parts->len == 0)
        return false;

    g_autofree char *list = chart_words_list(reading->topic.texts, parts);
    g_autofree char *alt =
        texts_format(reading->topic.texts, "evaluation.indicator.sides_alt", "values", list, NULL);
    if (reading->n_trends == N_SLOPE_SIDES)
        draw_slope(canvas, reading, area, alt);
    else
        draw_trend(canvas, reading, area, alt);
    return true;
}

/* --- the groups ------------------------------------------------------------------------------- */

static const EvaluationGroup *
enrolled_of(const EvaluationReading *reading)
{
    for (size_t i = 0; i < reading->n_groups; i++)
        if (reading->groups[i].group == NULL)
            return &reading->groups[i];
    return NULL;
}

/* The groups that are shown, without names; the chart takes their number. The caller frees. */
static FunnelPoint *
list_points(const EvaluationReading *reading, FunnelChart *chart, size_t *out_hidden)
{
    FunnelPoint *points = g_new0(FunnelPoint, reading->n_groups + 1);

    *out_hidden = 0;
    for (size_t i = 0; i < reading->n_groups; i++) {
        const EvaluationGroup *group = &reading->groups[i];
        if (group->group == NULL)
            continue;
        if (isnan(group->value))
            (*out_hidden)++;
        else
            points[chart->n_points++] =
                (FunnelPoint){.size = group->denominator, .value = group->value};
    }
    return points;
}

/* The chart takes their number and name; the caller frees. */
static FunnelLimit *
list_limits(const EvaluationReading *reading, FunnelCurve curve, FunnelChart *chart)
{
    static const char *const LABELS[N_FUNNEL_CURVES] = {
        [FUNNEL_95] = "handout.funnels.limits_95", [FUNNEL_99_8] = "handout.funnels.limits_998"};
    FunnelLimit *out = g_new(FunnelLimit, reading->n_limits);

    for (size_t i = 0; i < reading->n_limits; i++) {
        const ChanceLimits *limits = &reading->limits[i].limits;
        out[i] = (FunnelLimit){limits->denominator,
                               curve == FUNNEL_95 ? limits->low_95 : limits->low_998,
                               curve == FUNNEL_95 ? limits->high_95 : limits->high_998};
    }
    chart->curves[curve].n_limits = reading->n_limits;
    chart->curves[curve].label = texts_get(reading->topic.texts, LABELS[curve]);
    return out;
}

static char *
funnel_alt(const EvaluationReading *reading, const FunnelChart *chart, const char *centre)
{
    g_autofree char *label = topic_label(&reading->topic);
    g_autofree char *n = number_text_integer(reading->topic.language, (int64_t)chart->n_points);
    return texts_format(reading->topic.texts, "handout.funnels.alt", "label", label, "n", n,
                        "centre", centre, NULL);
}

bool
evaluation_funnel_draw(Canvas *canvas, const EvaluationReading *reading, Rect area)
{
    const Texts *texts = reading->topic.texts;
    const EvaluationGroup *enrolled = enrolled_of(reading);
    if (reading->n_limits == 0 || enrolled == NULL || isnan(enrolled->value))
        return false;

    FunnelChart chart = {.unit = unit_of(reading), .centre = enrolled->value, .own = -1};
    size_t n_hidden = 0;
    g_autofree FunnelPoint *points = list_points(reading, &chart, &n_hidden);
    g_autofree FunnelLimit *narrow = list_limits(reading, FUNNEL_95, &chart);
    g_autofree FunnelLimit *wide = list_limits(reading, FUNNEL_99_8, &chart);
    g_autofree char *noun = topic_noun(&reading->topic);
    g_autofree char *centre = topic_value(&reading->topic, chart.centre);
    g_autofree char *centre_label =
        texts_format(texts, "comparator.enrolled_short", "value", centre, NULL);
    g_autofree char *hidden = phrase_count(texts, (int64_t)n_hidden, "handout.funnels.hidden_one",
                                           "handout.funnels.hidden_many");
    chart.points = points;
    chart.curves[FUNNEL_95].limits = narrow;
    chart.curves[FUNNEL_99_8].limits = wide;
    chart.centre_label = centre_label;
    chart.size_title = noun != NULL ? noun : texts_get(texts, "handout.funnels.size");
    chart.note = n_hidden > 0 ? hidden : NULL;
    chart.empty = texts_get(texts, "handout.funnels.empty");
    g_autofree char *alt = funnel_alt(reading, &chart, centre);
    funnel_chart_draw(canvas, &chart, area, alt);
    return true;
}
