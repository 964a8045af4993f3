#include "render/document/summary_row.h"

#include <math.h>

#include "render/chart/spine_drawing.h"
#include "render/document/chart_words.h"
#include "render/document/phrase.h"
#include "render/document/style.h"

#define SPINE_HEIGHT 5.4
#define LABEL_LEADING 3.9
#define NOTE_LEADING 3.4
#define ROW_PADDING 3.2

/* Below that width of the page the history has no place. */
#define LEAST_WIDE 150.0

SummaryColumns
summary_columns(double left, double width, bool trend, bool ago)
{
    const double right = left + width;
    if (width < LEAST_WIDE)
        return (SummaryColumns){.label_left = left,
                                .label_width = width - 62,
                                .spine_left = right - 58,
                                .spine_width = 34,
                                .own_right = right - 4,
                                .own_width = 17,
                                .signal_centre = right - 1.4};
    return (SummaryColumns){.label_left = left,
                            .label_width = width - 106,
                            .spine_left = right - 102,
                            .spine_width = 48,
                            .own_right = right - 34,
                            .own_width = 19,
                            .signal_centre = right - 31.4,
                            .trend = trend,
                            .ago = ago,
                            .trend_left = right - 28.5,
                            .trend_width = 12.5,
                            .ago_right = right,
                            .ago_width = 16};
}

static TextStyle
label_style(void)
{
    TextStyle style = style_of(STYLE_BODY);
    style.leading_mm = LABEL_LEADING;
    return style;
}

/* Long labels get smaller before they get longer than four lines. */
static TextStyle
fitted_label(Typesetter *typesetter, const SummaryColumns *columns, const char *label)
{
    const TextStyle usual = label_style();
    TextStyle style = style_fitting(typesetter, STYLE_BODY, label, columns->label_width, 4, 2.5);
    style.leading_mm = usual.leading_mm * style.size_mm / usual.size_mm;
    return style;
}

double
summary_row_least_height(const DocumentContext *context, const SummaryColumns *columns,
                         size_t indicator)
{
    Typesetter *typesetter = context->typesetter;
    const Topic topic = topic_of(context, indicator);
    g_autofree char *label = topic_label(&topic);
    const TextStyle style = fitted_label(typesetter, columns, label);
    return style.leading_mm * typesetter_n_lines(typesetter, &style, label, columns->label_width) +
           NOTE_LEADING + ROW_PADDING;
}

static void
draw_cell(Canvas *canvas, double right, double width, double y, const TextStyle *usual,
          const char *text)
{
    TextStyle style = *usual;
    while (style.size_mm > 1.9 && typesetter_width(canvas_typesetter(canvas), &style, text) > width)
        style.size_mm *= 0.94;
    canvas_open(canvas, ROLE_CELL);
    canvas_text_within(canvas, (Point){right, y}, ALIGN_RIGHT, width, &style, text);
    canvas_close(canvas);
}

/* "plus bas attendu · trop peu de patients" */
static char *
note_text(const Reading *reading)
{
    static const char *const KEYS[] = {[DIRECTION_NONE] = "direction.none",
                                       [DIRECTION_LOWER] = "direction.lower",
                                       [DIRECTION_HIGHER] = "direction.higher"};
    const Texts *texts = reading->topic.texts;
    GString *note = g_string_new(texts_get(texts, KEYS[reading->topic.indicator->direction]));

    if (reading->own->status != STATUS_OK)
        g_string_append_printf(note, " · %s", phrase_status(texts, reading->own->status));
    if (reading->topic.lag_years > 1 && reading->past != NULL) {
        g_autofree char *ago = topic_ago(&reading->topic);
        g_autofree char *against = texts_format(texts, "booklet.summary.lag", "ago", ago, NULL);
        g_string_append_printf(note, " · %s", against);
    }
    return g_string_free(note, FALSE);
}

static void
draw_label(Canvas *canvas, const Reading *reading, const SummaryColumns *columns, double top,
           double height)
{
    Typesetter *typesetter = canvas_typesetter(canvas);
    g_autofree char *label = topic_label(&reading->topic);
    g_autofree char *note = note_text(reading);
    const TextStyle style = fitted_label(typesetter, columns, label);
    TextStyle note_style = style_of(STYLE_NOTE);
    const int lines = typesetter_n_lines(typesetter, &style, label, columns->label_width);
    const double text_height = style.leading_mm * lines + NOTE_LEADING;
    const double first = top + (height - text_height) / 2 + 0.75 * style.leading_mm;

    while (note_style.size_mm > 1.9 &&
           typesetter_width(typesetter, &note_style, note) > columns->label_width)
        note_style.size_mm *= 0.94;

    canvas_open(canvas, ROLE_ROW_HEADER);
    canvas_open(canvas, ROLE_PARAGRAPH);
    const double next = canvas_paragraph(canvas, (Point){columns->label_left, first},
                                         columns->label_width, &style, label);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_text_within(canvas, (Point){columns->label_left, next - style.leading_mm + NOTE_LEADING},
                       ALIGN_LEFT, columns->label_width, &note_style, note);
    canvas_close(canvas);
    canvas_close(canvas);
}

/* A comparator may have a value over too few doctors for bands. */
static const char *
spine_reason(const Texts *texts, const ComparatorFigure *enrolled)
{
    return phrase_status(texts,
                         enrolled->status == STATUS_OK ? STATUS_FEW_MEMBERS : enrolled->status);
}

static bool
has_signal(const Reading *reading)
{
    return reading->own->signal == SIGNAL_LOW || reading->own->signal == SIGNAL_HIGH;
}

static void
draw_spine(Canvas *canvas, const Reading *reading, const SummaryColumns *columns, double middle)
{
    const Texts *texts = reading->topic.texts;
    const ComparatorFigure *enrolled = reading->figures[COMPARATOR_ENROLLED];
    const ComparatorFigure *control = reading->figures[COMPARATOR_CONTROL];
    const TextStyle style = style_of(STYLE_NOTE);

    canvas_open(canvas, ROLE_CELL);
    if (enrolled == NULL || isnan(enrolled->p25) || isnan(enrolled->p75)) {
        if (enrolled != NULL)
            canvas_text_within(
                canvas, (Point){columns->spine_left + columns->spine_width / 2, middle + 0.9},
                ALIGN_CENTRE, columns->spine_width, &style, spine_reason(texts, enrolled));
        canvas_close(canvas);
        return;
    }

    const Spine data = {.own = reading->own->value,
                        .p10 = enrolled->p10,
                        .p25 = enrolled->p25,
                        .p75 = enrolled->p75,
                        .p90 = enrolled->p90,
                        .enrolled_median = enrolled->p50,
                        .control_median = control == NULL ? NAN : control->p50};
    g_autofree char *label = topic_label(&reading->topic);
    g_autofree char *own = isnan(reading->own->value)
                               ? g_strdup(phrase_status(texts, reading->own->status))
                               : topic_value(&reading->topic, reading->own->value);
    g_autofree char *median = topic_value(&reading->topic, enrolled->p50);
    const char *key = has_signal(reading) ? "booklet.summary.alt_signal" : "booklet.summary.alt";
    g_autofree char *alt =
        texts_format(texts, key, "label", label, "value", own, "median", median, NULL);
    spine_draw(
        canvas, &data,
        (Rect){columns->spine_left, middle - SPINE_HEIGHT / 2, columns->spine_width, SPINE_HEIGHT},
        alt);
    canvas_close(canvas);
}

/* The dot beside the own value; the words are in the figure's description. */
static void
draw_signal(Canvas *canvas, const SummaryColumns *columns, double middle)
{
    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_circle(canvas, (Point){columns->signal_centre, middle}, SUMMARY_SIGNAL_RADIUS, &INK,
                  NULL);
    canvas_close(canvas);
}

static void
draw_history(Canvas *canvas, const Reading *reading, const SummaryColumns *columns, double middle)
{
    const int n = reading->campaign->history;
    g_autofree double *values = g_new0(double, (size_t)n);
    int known = 0;

    for (int i = 0; i < n; i++) {
        values[i] =
            results_measure(reading->context->results, reading->doctor, reading->indicator, i)
                ->value;
        known += !isnan(values[i]);
    }
    canvas_open(canvas, ROLE_CELL);
    if (known > 1) {
        g_autofree char *label = topic_label(&reading->topic);
        g_autofree char *course = chart_words_course(&reading->topic, reading->campaign, values);
        g_autofree char *alt = texts_format(reading->topic.texts, "booklet.summary.trend_alt",
                                            "label", label, "own", course, NULL);
        sparkline_draw(canvas, values, (size_t)n,
                       (Rect){columns->trend_left, middle - 2, columns->trend_width, 4}, alt);
    }
    canvas_close(canvas);
}

void
summary_row_draw(Canvas *canvas, const Reading *reading, const SummaryColumns *columns, double top,
                 double height)
{
    const char *none = texts_get(reading->topic.texts, "frame.none");
    const double middle = top + height / 2;
    const bool firm = reading->own->status == STATUS_OK;
    const TextStyle own_style = firm ? style_of(STYLE_BODY_STRONG) : style_of(STYLE_BODY);
    const TextStyle past_style = style_coloured(STYLE_BODY, MUTED);
    const bool has_past = reading->past != NULL && !isnan(reading->past->value);
    g_autofree char *own = isnan(reading->own->value)
                               ? g_strdup(none)
                               : topic_value_exact(&reading->topic, reading->own->value);
    g_autofree char *past =
        has_past ? topic_value_exact(&reading->topic, reading->past->value) : g_strdup(none);

    canvas_open(canvas, ROLE_ROW);
    draw_label(canvas, reading, columns, top, height);
    draw_spine(canvas, reading, columns, middle);
    draw_cell(canvas, columns->own_right, columns->own_width, middle + 1.0, &own_style, own);
    if (has_signal(reading))
        draw_signal(canvas, columns, middle);
    if (columns->trend)
        draw_history(canvas, reading, columns, middle);
    if (columns->ago)
        draw_cell(canvas, columns->ago_right, columns->ago_width, middle + 1.0, &past_style, past);
    canvas_close(canvas);
}
