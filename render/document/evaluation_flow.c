#include "render/document/evaluation_report_parts.h"

#define TITLE_GAP 5.0
#define PARAGRAPH_GAP 1.4
#define HEADING_GAP 3.4
#define HEADING_KEEPS 14.0 /* of what follows it */
#define CELL_GAP 3.0       /* between columns */
#define ROW_PADDING 1.3    /* above and below a row's text */
#define LEAST_TEXT_MM 1.9

static const FrameGeometry *const G = &FRAME_PORTRAIT;

double
report_left(void)
{
    return G->left;
}

double
report_width(void)
{
    return G->right - G->left;
}

double
report_bottom(void)
{
    return G->bottom;
}

/* From the top of a line down to its baseline. */
static double
ascent(const TextStyle *style)
{
    return 0.8 * style->size_mm;
}

void
report_begin(Report *self, const char *outline, const char *kicker, const char *title)
{
    self->kicker = kicker;
    self->title = title;
    frame_begin_page(self->frame, outline, kicker);
    self->y = frame_title(self->frame, STYLE_TITLE, title) + TITLE_GAP;
}

bool
report_need(Report *self, double height_mm)
{
    if (self->y + height_mm <= G->bottom)
        return false;
    g_autofree char *next =
        texts_format(self->texts, "evaluation.next_page", "title", self->title, NULL);
    frame_begin_page(self->frame, NULL, self->kicker);
    self->y = frame_title(self->frame, STYLE_TITLE, next) + TITLE_GAP;
    return true;
}

void
report_skip(Report *self, double height_mm)
{
    self->y += height_mm;
}

void
report_text(Report *self, Role role, StyleName name, const char *text)
{
    const TextStyle style = style_of(name);
    const double height =
        typesetter_height(canvas_typesetter(self->canvas), &style, text, report_width());

    report_need(self, height);
    canvas_open(self->canvas, role);
    const double next = canvas_paragraph(self->canvas, (Point){G->left, self->y + ascent(&style)},
                                         report_width(), &style, text);
    canvas_close(self->canvas);
    self->y = next - ascent(&style) + PARAGRAPH_GAP;
}

void
report_heading(Report *self, const char *key)
{
    const TextStyle style = style_of(STYLE_HEADING);

    if (!report_need(self, HEADING_GAP + style.leading_mm + HEADING_KEEPS))
        self->y += HEADING_GAP;
    report_text(self, ROLE_HEADING_2, STYLE_HEADING, texts_get(self->texts, key));
}

/* --- tables ----------------------------------------------------------------------------------- */

static double
column_width(const ReportColumn *column)
{
    return column->share * report_width() - CELL_GAP;
}

static TextStyle
cell_style(const Report *report, const ReportColumn *column, StyleName name, const char *text)
{
    return style_fitting(canvas_typesetter(report->canvas), name, text, column_width(column), 99,
                         LEAST_TEXT_MM);
}

static double
texts_height(const Report *report, const ReportColumn *columns, size_t n, const char *const *cells,
             bool head)
{
    double height = 0;
    for (size_t i = 0; i < n; i++) {
        if (cells[i] == NULL)
            continue;
        const TextStyle style =
            cell_style(report, &columns[i], head ? STYLE_NOTE : columns[i].style, cells[i]);
        const int lines = typesetter_n_lines(canvas_typesetter(report->canvas), &style, cells[i],
                                             column_width(&columns[i]));
        height = MAX(height, lines * style.leading_mm);
    }
    return height;
}

static void
list_titles(const ReportColumn *columns, size_t n, const char **out_titles)
{
    for (size_t i = 0; i < n; i++)
        out_titles[i] = columns[i].title;
}

double
report_table_head_height(const Report *report, const ReportColumn *columns, size_t n)
{
    const char *titles[MOST_REPORT_COLUMNS];
    list_titles(columns, n, titles);
    return texts_height(report, columns, n, titles, true) + ROW_PADDING;
}

double
report_table_row_height(const Report *report, const ReportColumn *columns, size_t n,
                        const char *const *cells)
{
    return texts_height(report, columns, n, cells, false) + 2 * ROW_PADDING;
}

static void
draw_rule(const Report *report, Colour colour)
{
    const Stroke stroke = {.colour = colour, .width_mm = 0.2};
    canvas_open(report->canvas, ROLE_ARTIFACT);
    canvas_line(report->canvas, (Point){G->left, report->y}, (Point){G->right, report->y}, &stroke);
    canvas_close(report->canvas);
}

static void
draw_cells(const ReportTable *self, const char *const *cells, bool head, double top)
{
    const Report *report = self->report;
    double left = G->left;

    canvas_open(report->canvas, ROLE_ROW);
    for (size_t i = 0; i < self->n; i++) {
        const ReportColumn *column = &self->columns[i];
        const double width = column_width(column);
        const double x = column->align == ALIGN_RIGHT ? left + width : left;
        canvas_open(report->canvas, head     ? ROLE_COLUMN_HEADER
                                    : i == 0 ? ROLE_ROW_HEADER
                                             : ROLE_CELL);
        if (cells[i] != NULL && cells[i][0] != '\0') {
            const TextStyle style =
                cell_style(report, column, head ? STYLE_NOTE : column->style, cells[i]);
            canvas_paragraph_aligned(report->canvas, (Point){x, top + ascent(&style)},
                                     column->align, width, &style, cells[i]);
        }
        canvas_close(report->canvas);
        left += column->share * report_width();
    }
    canvas_close(report->canvas);
}

static void
draw_head(ReportTable *self)
{
    const char *titles[MOST_REPORT_COLUMNS];
    list_titles(self->columns, self->n, titles);
    const double height = report_table_head_height(self->report, self->columns, self->n);

    canvas_open(self->report->canvas, ROLE_TABLE);
    draw_cells(self, titles, true, self->report->y);
    self->report->y += height;
    draw_rule(self->report, INK);
}

void
report_table_open(ReportTable *self, Report *report, const ReportColumn *columns, size_t n)
{
    g_assert(n <= MOST_REPORT_COLUMNS);
    *self = (ReportTable){report, columns, n};
    draw_head(self);
}

void
report_table_row(ReportTable *self, const char *const *cells)
{
    Report *report = self->report;
    const double height = report_table_row_height(report, self->columns, self->n, cells);

    if (report->y + height > G->bottom) {
        canvas_close(report->canvas);
        report_need(report, height);
        draw_head(self);
    }
    draw_cells(self, cells, false, report->y + ROW_PADDING);
    report->y += height;
    draw_rule(report, RULE);
}

void
report_table_close(ReportTable *self)
{
    canvas_close(self->report->canvas);
}
