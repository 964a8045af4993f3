#include "render/document/indicator_charts.h"

#include <math.h>

#include "render/chart/mirrored_distribution_drawing.h"
#include "render/chart/ranked_dots_drawing.h"
#include "render/chart/trend_drawing.h"
#include "render/document/chart_words.h"
#include "render/document/own_band.h"
#include "render/document/phrase.h"
#include "render/document/style.h"
#include "render/page/number_text.h"

#define LEAST_ROW_MM 2.9
#define WHY_MM 9.0 /* two lines that say why dots are hidden */

static ChartUnit
unit_of(const Reading *reading)
{
    return (ChartUnit){reading->topic.language, reading->topic.indicator};
}

/* --- the group --- */

static bool
shows_dots(const Peers *peers)
{
    return peers->shown == PEERS_SHOWN && peers->n_points > 0;
}

static bool
shows_bands(const Reading *reading)
{
    return reading_shows(reading, COMPARATOR_ENROLLED) ||
           reading_shows(reading, COMPARATOR_CONTROL);
}

double
indicator_group_height(const Reading *reading, const Peers *peers)
{
    if (shows_dots(peers))
        return ranked_dots_height_mm(peers->n_points);
    return shows_bands(reading) ? OWN_BAND_HEIGHT_MM + WHY_MM : WHY_MM;
}

double
indicator_group_least_height(const Reading *reading, const Peers *peers)
{
    const double best = indicator_group_height(reading, peers);
    if (!shows_dots(peers))
        return best;
    return MIN(best, ranked_dots_height_mm(0) + LEAST_ROW_MM * (double)peers->n_points);
}

/* Colleagues' values are whole points, the own one agrees with the message. */
static char *
point_text(const Reading *reading, const PeerPoint *point)
{
    return point->is_own ? topic_value(&reading->topic, point->value)
                         : phrase_points(reading->topic.texts, reading->topic.indicator, point);
}

static char *
line_text(const Reading *reading, ComparatorKind kind)
{
    static const char *const KEYS[N_COMPARATORS] = {
        [COMPARATOR_GROUP] = "comparator.group_short",
        [COMPARATOR_ENROLLED] = "comparator.enrolled_short",
        [COMPARATOR_CONTROL] = "comparator.control_short",
    };
    if (!reading_shows(reading, kind))
        return NULL;
    g_autofree char *value = topic_value(&reading->topic, reading->figures[kind]->value);
    return texts_format(reading->topic.texts, KEYS[kind], "value", value, NULL);
}

/* NULL without a target. */
static char *
target_text(const Reading *reading)
{
    if (!reading->topic.indicator->has_target)
        return NULL;
    g_autofree char *value = topic_value(&reading->topic, reading->topic.indicator->target);
    return texts_format(reading->topic.texts, "comparator.target_short", "value", value, NULL);
}

static char *
hidden_text(const Reading *reading, const Peers *peers)
{
    if (peers->n_hidden == 0)
        return NULL;
    return phrase_count(reading->topic.texts, (int64_t)peers->n_hidden,
                        "booklet.indicator.hidden_one", "booklet.indicator.hidden_many");
}

static char *
dots_alt(const Reading *reading, const Peers *peers)
{
    const Texts *texts = reading->topic.texts;
    g_autofree char *low = point_text(reading, &peers->points[0]);
    g_autofree char *high = point_text(reading, &peers->points[peers->n_points - 1]);
    g_autofree char *n = number_text_integer(reading->topic.language, (int64_t)peers->n_points);
    g_autofree char *number = number_text_integer(
        reading->topic.language,
        results_number(reading->context->results, reading->doctor, reading->indicator));
    g_autofree char *own = isnan(reading->own->value)
                               ? g_strdup(phrase_status(texts, reading->own->status))
                               : topic_value(&reading->topic, reading->own->value);
    return texts_format(texts, "booklet.indicator.group_alt", "n", n, "low", low, "high", high,
                        "number", number, "own", own, NULL);
}

static void
draw_dots(Canvas *canvas, const Reading *reading, const Peers *peers, Rect area)
{
    static const ChartLine LINES[] = {LINE_GROUP, LINE_ENROLLED, LINE_CONTROL};
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_autofree RankedDot *dots = g_new0(RankedDot, peers->n_points);
    RankedDots data = {.unit = unit_of(reading),
                       .dots = dots,
                       .n_dots = peers->n_points,
                       .own = -1,
                       .own_low = reading->own->low,
                       .own_high = reading->own->high};

    for (size_t i = 0; i < peers->n_points; i++) {
        const PeerPoint *point = &peers->points[i];
        char *label = phrase_number(reading->topic.texts, point->number);
        char *text = point_text(reading, point);
        g_ptr_array_add(words, label);
        g_ptr_array_add(words, text);
        dots[i] = (RankedDot){.label = label, .text = text, .value = point->value};
        if (point->is_own)
            data.own = (int)i;
    }
    for (int kind = 0; kind < (int)G_N_ELEMENTS(LINES); kind++) {
        char *label = line_text(reading, (ComparatorKind)kind);
        g_ptr_array_add(words, label);
        data.lines[LINES[kind]].label = label;
        data.lines[LINES[kind]].value = label == NULL ? NAN : reading->figures[kind]->value;
    }
    g_autofree char *target = target_text(reading);
    data.lines[LINE_TARGET].label = target;
    data.lines[LINE_TARGET].value = target == NULL ? NAN : reading->topic.indicator->target;
    g_autofree char *note = hidden_text(reading, peers);
    data.note = note;

    g_autofree char *alt = dots_alt(reading, peers);
    ranked_dots_draw(canvas, &data, area, alt);
}

static char *
why_text(const Reading *reading, const Peers *peers)
{
    const Texts *texts = reading->topic.texts;
    if (peers->shown == PEERS_HIDDEN_BY_INDICATOR)
        return g_strdup(texts_get(texts, "booklet.indicator.why_hidden"));
    g_autofree char *minimum =
        number_text_integer(reading->topic.language, reading->campaign->disclosure.minimum_peers);
    return texts_format(texts, "booklet.indicator.why_few", "minimum", minimum, NULL);
}

static void
draw_why(Canvas *canvas, const Reading *reading, const Peers *peers, Point at, double width)
{
    const char *key = reading_shows(reading, COMPARATOR_ENROLLED) ? "booklet.indicator.why_bands"
                      : shows_bands(reading)                      ? "booklet.indicator.why_lines"
                                                                  : "booklet.indicator.why_none";
    const TextStyle style = style_of(STYLE_NOTE);
    g_autofree char *why = why_text(reading, peers);
    g_autofree char *sentence = g_strconcat(why, " ", texts_get(reading->topic.texts, key), NULL);
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_paragraph(canvas, at, width, &style, sentence);
    canvas_close(canvas);
}

static void
draw_bands(Canvas *canvas, const Reading *reading, Rect area)
{
    const Texts *texts = reading->topic.texts;
    const ComparatorFigure *enrolled = reading->figures[COMPARATOR_ENROLLED];
    const bool has_enrolled = reading_shows(reading, COMPARATOR_ENROLLED);
    const bool has_control = reading_shows(reading, COMPARATOR_CONTROL);

    g_autofree char *enrolled_text = line_text(reading, COMPARATOR_ENROLLED);
    g_autofree char *control_text = line_text(reading, COMPARATOR_CONTROL);
    g_autofree char *own = isnan(reading->own->value)
                               ? g_strdup(phrase_status(texts, reading->own->status))
                               : topic_value(&reading->topic, reading->own->value);
    g_autofree char *own_text =
        texts_format(texts, "booklet.indicator.own_value", "value", own, NULL);
    const OwnBand data = {
        .unit = unit_of(reading),
        .own = reading->own->value,
        .own_low = reading->own->low,
        .own_high = reading->own->high,
        .own_text = own_text,
        .p10 = has_enrolled ? enrolled->p10 : NAN,
        .p25 = has_enrolled ? enrolled->p25 : NAN,
        .p75 = has_enrolled ? enrolled->p75 : NAN,
        .p90 = has_enrolled ? enrolled->p90 : NAN,
        .enrolled = has_enrolled ? enrolled->value : NAN,
        .control = has_control ? reading->figures[COMPARATOR_CONTROL]->value : NAN,
        .enrolled_text = enrolled_text,
        .control_text = control_text,
    };
    g_autoptr(GPtrArray) lines = g_ptr_array_new();
    if (enrolled_text != NULL)
        g_ptr_array_add(lines, enrolled_text);
    if (control_text != NULL)
        g_ptr_array_add(lines, control_text);
    g_autofree char *others = chart_words_list(texts, lines);
    g_autofree char *alt = texts_format(texts, "booklet.indicator.group_alt_hidden", "own", own,
                                        "others", others, NULL);
    own_band_draw(canvas, &data, (Rect){area.x, area.y, area.width, OWN_BAND_HEIGHT_MM}, alt);
}

void
indicator_group_draw(Canvas *canvas, const Reading *reading, const Peers *peers, Rect area)
{
    Point why = {area.x, area.y + 3.5};
    if (shows_dots(peers)) {
        draw_dots(canvas, reading, peers, area);
        return;
    }
    if (shows_bands(reading)) {
        draw_bands(canvas, reading, area);
        why.y += OWN_BAND_HEIGHT_MM;
    }
    draw_why(canvas, reading, peers, why, area.width);
}

/* --- the region --- */

/* One bin tells nothing: all values are alike, or they may be told in no finer cut. */
bool
indicator_has_distribution(const Reading *reading)
{
    size_t n = 0;
    results_distribution(reading->context->results, COMPARATOR_ENROLLED, reading->indicator, &n);
    return n > 1;
}

/* Nobody is told to be first or last: beyond nine in ten the sentence says no more. A percentile
 * counts half of the equal values, so that nobody is said to be above those who have the same. */
static char *
position_text(const Reading *reading)
{
    const Texts *texts = reading->topic.texts;
    const double percentile = reading->own->percentile_enrolled;

    if (isnan(percentile))
        return g_strdup(texts_get(texts, "booklet.indicator.position_own"));
    if (percentile > 90)
        return g_strdup(texts_get(texts, "booklet.indicator.position_high"));
    if (percentile < 10)
        return g_strdup(texts_get(texts, "booklet.indicator.position_low"));
    g_autofree char *percent = number_text(reading->topic.language, percentile, 0);
    return texts_format(texts, "booklet.indicator.position_at", "percent", percent, NULL);
}

static int
count_doctors(const DistributionBin *bins, size_t n)
{
    int doctors = 0;
    for (size_t i = 0; i < n; i++)
        doctors += bins[i].doctors;
    return doctors;
}

/* Without a position the own text does no more than name the mark. */
static char *
region_alt(const Reading *reading, const MirroredDistribution *data)
{
    const Texts *texts = reading->topic.texts;
    const char *const said[] = {data->enrolled_text, data->control_text,
                                isnan(reading->own->percentile_enrolled) ? NULL : data->own_text};
    g_autoptr(GPtrArray) parts = g_ptr_array_new();
    for (size_t i = 0; i < G_N_ELEMENTS(said); i++)
        if (said[i] != NULL)
            g_ptr_array_add(parts, (gpointer)(guintptr)said[i]);
    g_autofree char *shown = chart_words_list(texts, parts);
    return texts_format(texts, "booklet.indicator.region_alt", "shown", shown, NULL);
}

void
indicator_distribution_draw(Canvas *canvas, const Reading *reading, Rect area)
{
    const Texts *texts = reading->topic.texts;
    const Results *results = reading->context->results;
    size_t n = 0, n_control = 0;
    const DistributionBin *enrolled =
        results_distribution(results, COMPARATOR_ENROLLED, reading->indicator, &n);
    const DistributionBin *control =
        results_distribution(results, COMPARATOR_CONTROL, reading->indicator, &n_control);
    g_assert(n_control == 0 || n_control == n);

    g_autofree MirroredBin *bins = g_new0(MirroredBin, n);
    for (size_t i = 0; i < n; i++)
        bins[i] = (MirroredBin){.low = enrolled[i].low,
                                .high = enrolled[i].high,
                                .enrolled = enrolled[i].doctors,
                                .control = n_control == 0 ? 0 : control[i].doctors};

    g_autofree char *own_text = position_text(reading);
    g_autofree char *n_enrolled_text =
        number_text_integer(reading->topic.language, count_doctors(enrolled, n));
    g_autofree char *n_control_text =
        number_text_integer(reading->topic.language, count_doctors(control, n_control));
    g_autofree char *enrolled_text =
        texts_format(texts, "booklet.indicator.count_enrolled", "n", n_enrolled_text, NULL);
    g_autofree char *control_text =
        texts_format(texts, "booklet.indicator.count_control", "n", n_control_text, NULL);
    const MirroredDistribution data = {
        .unit = unit_of(reading),
        .bins = bins,
        .n_bins = n,
        .own = reading->own->value,
        .own_text = isnan(reading->own->value) ? NULL : own_text,
        .enrolled_text = enrolled_text,
        .control_text = n_control == 0 ? NULL : control_text,
    };
    g_autofree char *alt = region_alt(reading, &data);
    mirrored_distribution_draw(canvas, &data, area, alt);
}

/* --- the history --- */

bool
indicator_has_trend(const Reading *reading)
{
    return reading->campaign->history > 1;
}

static TrendPoint
trend_point(const Reading *reading, int period, const char *label)
{
    const Measure *own =
        results_measure(reading->context->results, reading->doctor, reading->indicator, period);
    const ComparatorFigure *enrolled = reading_figure(reading, COMPARATOR_ENROLLED, period);
    const ComparatorFigure *control = reading_figure(reading, COMPARATOR_CONTROL, period);
    TrendPoint point = {label, own->value, NAN, NAN, NAN, NAN, NAN, NAN};

    if (enrolled != NULL) {
        point.enrolled = enrolled->value;
        point.p10 = enrolled->p10;
        point.p25 = enrolled->p25;
        point.p75 = enrolled->p75;
        point.p90 = enrolled->p90;
    }
    if (control != NULL)
        point.control = control->value;
    return point;
}

static char *
trend_alt(const Reading *reading, const TrendPoint *points)
{
    const Texts *texts = reading->topic.texts;
    const size_t n = (size_t)reading->campaign->history;
    g_autofree double *own_values = g_new(double, n);
    g_autofree double *enrolled_values = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        own_values[i] = points[i].own;
        enrolled_values[i] = points[i].enrolled;
    }
    g_autofree char *since = phrase_since(texts, reading->campaign);
    g_autofree char *own = chart_words_course(&reading->topic, reading->campaign, own_values);
    g_autofree char *enrolled =
        chart_words_course(&reading->topic, reading->campaign, enrolled_values);
    if (own == NULL)
        own = g_strdup(phrase_status(texts, reading->own->status));
    if (enrolled == NULL)
        return texts_format(texts, "booklet.indicator.trend_alt_own", "since", since, "own", own,
                            NULL);
    return texts_format(texts, "booklet.indicator.trend_alt", "since", since, "own", own,
                        "enrolled", enrolled, NULL);
}

void
indicator_trend_draw(Canvas *canvas, const Reading *reading, Rect area)
{
    const Texts *texts = reading->topic.texts;
    const int n = reading->campaign->history;
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    g_autofree TrendPoint *points = g_new0(TrendPoint, (size_t)n);
    bool has_bands = false;

    for (int i = 0; i < n; i++) {
        char *label =
            period_text_short(reading->topic.language, campaign_period(reading->campaign, i));
        g_ptr_array_add(labels, label);
        points[i] = trend_point(reading, i, label);
        has_bands = has_bands || !isnan(points[i].p10);
    }

    const bool *asked = reading->campaign->comparators;
    const Trend data = {
        .unit = unit_of(reading),
        .points = points,
        .n_points = (size_t)n,
        .own_label = texts_get(texts, "booklet.indicator.trend_own"),
        .enrolled_label = asked[COMPARATOR_ENROLLED]
                              ? texts_get(texts, "booklet.indicator.trend_enrolled")
                              : NULL,
        .control_label =
            asked[COMPARATOR_CONTROL] ? texts_get(texts, "booklet.indicator.trend_control") : NULL,
        .note = has_bands ? texts_get(texts, "booklet.indicator.bands") : NULL,
    };
    g_autofree char *alt = trend_alt(reading, points);
    trend_draw(canvas, &data, area, alt);
}
