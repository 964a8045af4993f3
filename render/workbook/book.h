/* One spreadsheet being written: the only file that knows libxlsxwriter, but for its charts. Cells
 * are written from left to right and rows from top to bottom, each in one of a few styles.
 *
 * Faults stick: after the first one every call is a no-op and book_close reports it. Texts are
 * always inert strings, never formulas or links; a NaN is an empty cell and never reaches a file. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/day.h"
#include "engine/model/language.h"
#include "render/page/palette.h"

#define WORKBOOK_ERROR (workbook_error_quark())
GQuark workbook_error_quark(void);
typedef enum {
    WORKBOOK_ERROR_SCRATCH, /* the scratch folder cannot be used, or what was written not read */
    WORKBOOK_ERROR_WRITE,   /* libxlsxwriter refused or failed: disk full, text too long */
} WorkbookError;

typedef enum {
    STYLE_TITLE,
    STYLE_HEADING,
    STYLE_TEXT,
    STYLE_PARAGRAPH, /* long text beside a STYLE_STRONG, from the top of the row */
    STYLE_WRAPPED,   /* long text, in the width of its column */
    STYLE_STRONG,
    STYLE_NOTE,   /* likewise */
    STYLE_REASON, /* why a cell holds no figure, in the place of the figure */
    STYLE_BOUND,  /* words that are a figure: "less than 1%" */
    STYLE_HEAD,   /* the first row of a table */
    STYLE_HEAD_FIGURE,
    STYLE_DATE,
    STYLE_COUNT,
    STYLE_PERCENT, /* of a proportion on its own scale: 0.142 shows as 14.2 % */
    STYLE_PERCENT_WHOLE,
    STYLE_NUMBER,
    STYLE_NUMBER_WHOLE,
    STYLE_MONEY,
    STYLE_MONEY_WHOLE,
    STYLE_RATIO, /* 2 decimals: how many times as much */
    STYLE_SMALL, /* 4 decimals: variances of ratios, probabilities */
    N_STYLES
} BookStyle;

typedef struct {
    const char *title, *subject, *author;
    Language language;
    Day created; /* stands in the properties instead of the clock */
} BookInfo;

typedef struct Book Book;

/* Takes a file of its own in `scratch_folder`, which must exist and be private; the library's
 * temporary files go there too. Nothing of it stays after book_free. */
Book *book_new(const char *scratch_folder, const BookInfo *info, GError **error);
void book_free(Book *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Book, book_free)

/* --- sheets --- */
/* A new sheet; the names of a book differ and have at most 31 characters. */
void book_begin_sheet(Book *self, const char *name);
typedef struct {
    const char *head;
    double width; /* in characters */
    bool is_figure;
} BookColumn;

/* Widths alone, before the first row. */
void book_set_columns(Book *self, const BookColumn *columns, size_t n);
/* Widths and heads; the heads stay in sight, with the first `n_frozen` columns. */
void book_begin_table(Book *self, const BookColumn *columns, size_t n, size_t n_frozen);
/* Puts a filter on every column of the table. */
void book_end_table(Book *self);

/* --- cells --- */
/* NULL or "" leaves the cell empty. Characters that XML cannot hold become U+FFFD. */
void book_text(Book *self, BookStyle style, const char *text);
/* NaN leaves the cell empty; an infinity is a programmer's error. */
void book_number(Book *self, BookStyle style, double value);
/* DAY_NONE leaves the cell empty. */
void book_day(Book *self, Day day);
/* Makes the row high enough for its wrapped texts. */
void book_end_row(Book *self);
/* 0-based row that the next cell goes to. */
int book_row(const Book *self);

/* --- charts --- */
typedef enum { LINE_SOLID, LINE_DASHED } BookLine;
typedef enum { MARK_DIAMOND, MARK_CIRCLE, MARK_SQUARE } BookMark;

/* A column of the data sheet; its name is the column's head in the first row. */
typedef struct {
    int column;
    Colour colour;
    double width_pt;
    BookLine line;
    BookMark mark;
} BookSeries;

/* Rows `first_row` to `last_row` of a table, whose title is the text at first_row, title_column. */
typedef struct {
    const char *data_sheet;
    int first_row, last_row;
    int title_column, category_column;
    BookStyle values;    /* number format of the axis */
    bool keeps_zero;     /* the axis starts at 0 */
    const char *summary; /* read aloud instead of the chart */
    const BookSeries *series;
    size_t n_series;
} BookChart;

/* Lines over the rows; columns when there is a single row. At position `place` of a grid of two
 * columns on the current sheet. */
void book_chart(Book *self, const BookChart *chart, size_t place);

/* After the charts of a sheet: whole charts on each printed page. */
void book_end_charts(Book *self, size_t n);

/* Ends the book and returns its bytes. */
GBytes *book_close(Book *self, GError **error);
