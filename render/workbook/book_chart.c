/* Native charts of a book: they read their title, names and values from cells, so that no text of
 * the data is ever taken for a formula and the reader can change them. */
#include <math.h>

#include "engine/words/words.h"
#include "render/workbook/book_private.h"

enum {
    ROWS_PER_PAGE = 2,
    PRINT_SCALE = 75,
    CHARTS_PER_ROW = 2,
    ROWS_PER_CHART = 18,
    COLUMNS_PER_CHART = 9
};

static const uint8_t MARKS[] = {
    [MARK_DIAMOND] = LXW_CHART_MARKER_DIAMOND,
    [MARK_CIRCLE] = LXW_CHART_MARKER_CIRCLE,
    [MARK_SQUARE] = LXW_CHART_MARKER_SQUARE,
};

static lxw_color_t
color_of(Colour colour)
{
    const double parts[] = {colour.red, colour.green, colour.blue};
    lxw_color_t color = 0;
    for (int i = 0; i < 3; i++)
        color = color << 8 | (lxw_color_t)lround(parts[i] * 255);
    return color;
}

static void
add_series(lxw_chart *chart, const BookChart *plan, const BookSeries *look, bool is_line)
{
    const lxw_row_t first = (lxw_row_t)plan->first_row, last = (lxw_row_t)plan->last_row;
    const lxw_col_t column = (lxw_col_t)look->column;
    const lxw_col_t category = (lxw_col_t)plan->category_column;
    lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
    chart_series_set_categories(series, plan->data_sheet, first, category, last, category);
    chart_series_set_values(series, plan->data_sheet, first, column, last, column);
    chart_series_set_name_range(series, plan->data_sheet, 0, column);

    lxw_color_t color = color_of(look->colour);
    lxw_chart_fill fill = {.color = color};
    if (!is_line) {
        chart_series_set_fill(series, &fill);
        return;
    }
    lxw_chart_line line = {
        .color = color,
        .width = (float)look->width_pt,
        .dash_type =
            look->line == LINE_DASHED ? LXW_CHART_LINE_DASH_DASH : LXW_CHART_LINE_DASH_SOLID,
    };
    lxw_chart_line edge = {.color = color};
    chart_series_set_line(series, &line);
    chart_series_set_marker_type(series, MARKS[look->mark]);
    chart_series_set_marker_size(series, 7);
    chart_series_set_marker_fill(series, &fill);
    chart_series_set_marker_line(series, &edge);
}

static void
set_frame(const Book *book, lxw_chart *chart, const BookChart *plan)
{
    lxw_chart_font title_font = {.size = 11, .bold = true};
    chart_title_set_name_range(chart, plan->data_sheet, (lxw_row_t)plan->first_row,
                               (lxw_col_t)plan->title_column);
    chart_title_set_name_font(chart, &title_font);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);

    lxw_chart_line grid = {.color = 0xD9D9D9, .width = 0.75F};
    chart_axis_set_num_format(chart->y_axis, book->number_formats[plan->values]);
    chart_axis_major_gridlines_set_line(chart->y_axis, &grid);
    if (plan->keeps_zero)
        chart_axis_set_min(chart->y_axis, 0);
}

void
book_chart(Book *self, const BookChart *plan, size_t place)
{
    if (self->fault != NULL)
        return;
    const bool is_line = plan->last_row > plan->first_row;
    lxw_chart *chart =
        workbook_add_chart(self->workbook, is_line ? LXW_CHART_LINE : LXW_CHART_COLUMN);
    if (chart == NULL) {
        book_check(self, LXW_ERROR_MEMORY_MALLOC_FAILED, _("a chart"));
        return;
    }
    set_frame(self, chart, plan);
    for (size_t i = 0; i < plan->n_series; i++)
        add_series(chart, plan, &plan->series[i], is_line);

    g_autofree char *summary = g_strdup(plan->summary);
    lxw_chart_options options = {.description = summary, .x_scale = 1.15, .y_scale = 1.15};
    const lxw_row_t row = self->row + (lxw_row_t)(place / CHARTS_PER_ROW * ROWS_PER_CHART);
    const lxw_col_t column = (lxw_col_t)(place % CHARTS_PER_ROW * COLUMNS_PER_CHART);
    book_check(self, worksheet_insert_chart_opt(self->sheet, row, column, chart, &options),
               _("a chart"));
}

void
book_end_charts(Book *self, size_t n)
{
    if (self->fault != NULL)
        return;
    const size_t n_rows = (n + CHARTS_PER_ROW - 1) / CHARTS_PER_ROW;
    const size_t n_breaks = n_rows == 0 ? 0 : (n_rows - 1) / ROWS_PER_PAGE;
    g_autofree lxw_row_t *breaks = g_new0(lxw_row_t, n_breaks + 1); /* ends with 0 */
    for (size_t i = 0; i < n_breaks; i++)
        breaks[i] = self->row + (lxw_row_t)((i + 1) * ROWS_PER_PAGE * ROWS_PER_CHART);
    /* A sheet that is fitted to pages has no breaks of its own. */
    worksheet_set_print_scale(self->sheet, PRINT_SCALE);
    if (n_breaks > 0)
        book_check(self, worksheet_set_h_pagebreaks(self->sheet, breaks), _("page breaks"));
}
