/* What the pages of the evaluation report have in common: where the text has come to on the page, the
 * next page when it is full, and tables that go on over pages. */
#pragma once

#include "render/document/evaluation_reading.h"
#include "render/document/frame.h"

typedef struct {
    Frame *frame;
    const Evaluation *evaluation;
    const Campaign *campaign;
    const Texts *texts;
    Canvas *canvas;
    const char *kicker, *title; /* of the pages at hand */
    double y;                   /* where the next block begins: its top */
} Report;

double report_left(void);
double report_width(void);
double report_bottom(void);

/* Starts a page, and says what those after it are called when it is full. `title` is a text, not a key;
 * all three must live until the next begin. */
void report_begin(Report *self, const char *outline, const char *kicker, const char *title);
/* What is left of the page is less than that: the next one begins. Returns whether it did. */
bool report_need(Report *self, double height_mm);
void report_skip(Report *self, double height_mm);
/* A block of text over the whole width, on the next page where there is no room. */
void report_text(Report *self, Role role, StyleName style, const char *text);
/* A heading (a key) that stays with the beginning of what follows. */
void report_heading(Report *self, const char *key);

/* The first column is a row's header. Widths are shares of the whole. */
typedef struct {
    double share;
    Align align;
    StyleName style;
    const char *title; /* "" for none */
} ReportColumn;

enum { MOST_REPORT_COLUMNS = 5 };

typedef struct {
    Report *report;
    const ReportColumn *columns;
    size_t n;
} ReportTable;

/* The head of a table at the report's place; rows with a text a column, wrapped, NULL for none, that go
 * on over pages under the same head. */
void report_table_open(ReportTable *self, Report *report, const ReportColumn *columns, size_t n);
void report_table_row(ReportTable *self, const char *const *cells);
void report_table_close(ReportTable *self);
/* The height of a head and of a row, to place what follows. */
double report_table_head_height(const Report *report, const ReportColumn *columns, size_t n);
double report_table_row_height(const Report *report, const ReportColumn *columns, size_t n,
                               const char *const *cells);

/* --- the parts --- */
void evaluation_cover_draw(Report *report);
void evaluation_summary_draw(Report *report);
void evaluation_entries_draw(Report *report);
/* Nothing where neither meetings nor allowances are known. */
void evaluation_scheme_draw(Report *report);
void evaluation_indicator_draw(Report *report, size_t indicator);
void evaluation_balance_draw(Report *report);
void evaluation_method_draw(Report *report);
