/* An indicator's page: the message, the gap by distance from the entry, both sides, the groups, the
 * estimates, what is measured. */
#include <math.h>

#include "render/document/evaluation_charts.h"
#include "render/document/evaluation_report_parts.h"
#include "render/document/evaluation_words.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define COLUMN_GAP 8.0
#define HEADING_MM 6.0
#define CHART_GAP 4.0
#define NOTE_GAP 1.6
#define ABSENT_MM 12.0 /* in place of a chart */
#define MOST_EVENTS_MM 64.0
#define MOST_SIDES_MM 58.0
#define NOTE_LINES 7
#define LEAST_NOTE_MM 1.9

typedef struct {
    Report *report;
    EvaluationReading reading;
} Page;

/* --- the estimates ---------------------------------------------------------------------------- */

enum { N_COLUMNS = 5, MOST_ROWS = 4 };

static void
fill_columns(const Texts *texts, ReportColumn columns[N_COLUMNS])
{
    columns[0] = (ReportColumn){0.45, ALIGN_LEFT, STYLE_BODY,
                                texts_get(texts, "evaluation.indicator.head_what")};
    columns[1] = (ReportColumn){0.15, ALIGN_RIGHT, STYLE_BODY_STRONG,
                                texts_get(texts, "evaluation.indicator.head_estimate")};
    columns[2] = (ReportColumn){0.20, ALIGN_RIGHT, STYLE_BODY,
                                texts_get(texts, "evaluation.indicator.head_interval")};
    columns[3] =
        (ReportColumn){0.09, ALIGN_RIGHT, STYLE_BODY, texts_get(texts, "evaluation.indicator.p")};
    columns[4] = (ReportColumn){0.11, ALIGN_RIGHT, STYLE_BODY,
                                texts_get(texts, "evaluation.indicator.p_adjusted")};
}

typedef struct {
    char *cells[N_COLUMNS];
} Row;

static void
row_clear(Row *row)
{
    for (int i = 0; i < N_COLUMNS; i++)
        g_free(row->cells[i]);
}

static Row
difference_row(const EvaluationReading *reading, const char *key, const EvaluationRow *row)
{
    const Texts *texts = reading->topic.texts;
    const char *none = texts_get(texts, "frame.none");
    char *interval = evaluation_words_interval(reading, row->low, row->high);
    return (Row){
        {g_strdup(texts_get(texts, key)),
         isnan(row->estimate) ? g_strdup(none)
                              : evaluation_words_difference(reading, row->estimate),
         interval != NULL ? interval : g_strdup(none), evaluation_words_p(texts, row->p),
         row->term == EVALUATION_EFFECT ? evaluation_words_p(texts, row->p_adjusted) : NULL}};
}

static Row
ratio_row(const Texts *texts, const char *key, const EvaluationRow *row)
{
    return (Row){{g_strdup(texts_get(texts, key)), evaluation_words_ratio(texts, row->estimate),
                  evaluation_words_ratio_interval(texts, row->low, row->high),
                  evaluation_words_p(texts, row->p), NULL}};
}

/* The series of totals only where it could be fitted. Returns how many rows there are. */
static size_t
fill_rows(const EvaluationReading *reading, Row rows[MOST_ROWS])
{
    const Texts *texts = reading->topic.texts;
    size_t n = 0;

    rows[n++] = difference_row(reading, "evaluation.indicator.effect", reading->effect);
    rows[n++] = difference_row(reading, "evaluation.indicator.pre_trend", reading->pre_trend);
    if (isnan(reading->level->estimate))
        return n;
    rows[n++] = ratio_row(texts, "evaluation.indicator.level", reading->level);
    rows[n++] = ratio_row(texts, "evaluation.indicator.slope", reading->slope);
    return n;
}

static double
estimates_height(const Page *self, const ReportColumn *columns, const Row *rows, size_t n)
{
    double height = report_table_head_height(self->report, columns, N_COLUMNS);
    for (size_t i = 0; i < n; i++)
        height += report_table_row_height(self->report, columns, N_COLUMNS,
                                          (const char *const *)rows[i].cells);
    return height;
}

static void
draw_estimates(const Page *self, const ReportColumn *columns, const Row *rows, size_t n)
{
    ReportTable table;
    report_table_open(&table, self->report, columns, N_COLUMNS);
    for (size_t i = 0; i < n; i++)
        report_table_row(&table, (const char *const *)rows[i].cells);
    report_table_close(&table);
}

/* --- the notes -------------------------------------------------------------------------------- */

static char *
notes_text(const EvaluationReading *reading)
{
    const Topic *topic = &reading->topic;
    g_autofree char *basis = evaluation_words_basis(reading);
    g_autofree char *definition = topic_sentence(topic, &topic->indicator->definition);
    g_autofree char *source = topic_text(topic, &topic->indicator->source_title);
    GString *notes = g_string_new(basis);

    if (isnan(reading->level->estimate))
        g_string_append_printf(notes, " %s",
                               texts_get(topic->texts, "evaluation.indicator.no_series"));
    if (definition[0] != '\0')
        g_string_append_printf(notes, " %s", definition);
    if (source[0] != '\0') {
        g_autofree char *reference =
            texts_format(topic->texts, "booklet.indicator.reference", "source", source, NULL);
        g_string_append_printf(notes, " %s", reference);
    }
    return g_string_free(notes, FALSE);
}

static void
draw_notes(const Page *self, const char *notes)
{
    Canvas *canvas = self->report->canvas;
    Typesetter *typesetter = canvas_typesetter(canvas);
    const TextStyle style =
        style_fitting(typesetter, STYLE_NOTE, notes, report_width(), NOTE_LINES, LEAST_NOTE_MM);
    const int lines = typesetter_n_lines(typesetter, &style, notes, report_width());
    const double first = report_bottom() - style.leading_mm * (lines - 1) - 0.5;

    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_paragraph(canvas, (Point){report_left(), first}, report_width(), &style, notes);
    canvas_close(canvas);
}

static double
notes_top(const Page *self, const char *notes)
{
    Typesetter *typesetter = canvas_typesetter(self->report->canvas);
    const TextStyle style =
        style_fitting(typesetter, STYLE_NOTE, notes, report_width(), NOTE_LINES, LEAST_NOTE_MM);
    return report_bottom() -
           style.leading_mm * typesetter_n_lines(typesetter, &style, notes, report_width());
}

/* --- the charts ------------------------------------------------------------------------------- */

static void
draw_heading(const Page *self, double x, double width, const char *text)
{
    Canvas *canvas = self->report->canvas;
    const TextStyle style =
        style_fitting(canvas_typesetter(canvas), STYLE_HEADING, text, width, 1, 2.4);

    canvas_open(canvas, ROLE_HEADING_2);
    canvas_text(canvas, (Point){x, self->report->y + 3.2}, ALIGN_LEFT, &style, text);
    canvas_close(canvas);
}

/* In place of a chart that is not there. */
static void
draw_absent(const Page *self, Rect area, const char *key)
{
    const TextStyle style = style_of(STYLE_NOTE);
    canvas_open(self->report->canvas, ROLE_PARAGRAPH);
    canvas_paragraph(self->report->canvas, (Point){area.x, area.y + 4}, area.width, &style,
                     texts_get(self->report->texts, key));
    canvas_close(self->report->canvas);
}

static void
draw_events(const Page *self, double height)
{
    const Rect area = {report_left(), self->report->y + HEADING_MM, report_width(), height};
    draw_heading(self, report_left(), report_width(),
                 texts_get(self->report->texts, "evaluation.indicator.event"));
    if (!evaluation_events_draw(self->report->canvas, &self->reading, area)) {
        draw_absent(self, area, "evaluation.indicator.event_absent");
        report_skip(self->report, HEADING_MM + ABSENT_MM);
        return;
    }
    report_skip(self->report, HEADING_MM + height + NOTE_GAP);
    report_text(self->report, ROLE_PARAGRAPH, STYLE_NOTE,
                texts_get(self->report->texts, "evaluation.indicator.event_note"));
}

static void
draw_pair(const Page *self, double height)
{
    Canvas *canvas = self->report->canvas;
    const Texts *texts = self->report->texts;
    const double width = (report_width() - COLUMN_GAP) / 2;
    const double right = report_left() + width + COLUMN_GAP;
    const double top = self->report->y + HEADING_MM;
    g_autofree char *period =
        period_text(self->reading.topic.language, self->reading.campaign->last);
    g_autofree char *groups =
        texts_format(texts, "evaluation.indicator.groups", "period", period, NULL);
    const Rect left_area = {report_left(), top, width, height};
    const Rect right_area = {right, top, width, height};

    draw_heading(self, report_left(), width, texts_get(texts, "evaluation.indicator.sides"));
    const bool sides = evaluation_sides_draw(canvas, &self->reading, left_area);
    if (!sides)
        draw_absent(self, left_area, "evaluation.indicator.sides_absent");
    draw_heading(self, right, width, groups);
    const bool funnel = evaluation_funnel_draw(canvas, &self->reading, right_area);
    if (!funnel)
        draw_absent(self, right_area, "evaluation.indicator.groups_absent");
    report_skip(self->report, HEADING_MM + (sides || funnel ? height : ABSENT_MM));
}

/* --- the page --------------------------------------------------------------------------------- */

static double
note_height(const Page *self)
{
    const TextStyle style = style_of(STYLE_NOTE);
    return typesetter_height(canvas_typesetter(self->report->canvas), &style,
                             texts_get(self->report->texts, "evaluation.indicator.event_note"),
                             report_width()) +
           1.4 + NOTE_GAP;
}

/* Shares what is left between the charts, and sets the estimates and notes below. */
static void
draw_below_message(const Page *self)
{
    ReportColumn columns[N_COLUMNS];
    Row rows[MOST_ROWS];
    fill_columns(self->report->texts, columns);
    const size_t n = fill_rows(&self->reading, rows);
    g_autofree char *notes = notes_text(&self->reading);
    const double estimates = estimates_height(self, columns, rows, n);
    const double room = notes_top(self, notes) - 2 - estimates - self->report->y -
                        note_height(self) - 2 * HEADING_MM - 3 * CHART_GAP;

    report_skip(self->report, CHART_GAP);
    draw_events(self, MIN(MOST_EVENTS_MM, 0.52 * room));
    report_skip(self->report, CHART_GAP);
    draw_pair(self, MIN(MOST_SIDES_MM, 0.48 * room));
    report_skip(self->report, CHART_GAP);
    draw_estimates(self, columns, rows, n);
    draw_notes(self, notes);
    for (size_t i = 0; i < n; i++)
        row_clear(&rows[i]);
}

void
evaluation_indicator_draw(Report *report, size_t indicator)
{
    const Page self = {report,
                       evaluation_reading_new(report->texts, report->evaluation, indicator)};
    g_autofree char *label = topic_label(&self.reading.topic);
    g_autofree char *theme = topic_text(&self.reading.topic, &self.reading.topic.theme->label);
    g_autofree char *message = evaluation_words_message(&self.reading);

    report_begin(report, label, theme, label);
    report_text(report, ROLE_PARAGRAPH, STYLE_LEAD, message);
    draw_below_message(&self);
    report->title = report->kicker = NULL;
}
