/* An XLSX taken apart with unzip: a workbook is compared part by part, never as one lump. */
#pragma once

#include <glib.h>

typedef struct Parts Parts;

/* Fails the test when unzip does. */
Parts *parts_open(GBytes *workbook);
void parts_free(Parts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Parts, parts_free)

size_t parts_n(const Parts *self);
/* By position; sorted. */
const char *parts_name(const Parts *self, size_t i);
/* The text of one part; fails the test when there is none of that name. */
const char *parts_text(const Parts *self, const char *name);
/* Text of a sheet by position, from 1. */
const char *parts_sheet(const Parts *self, int position);
/* The value or the text of a cell ("B3") of a sheet; NULL when it has none. */
char *parts_cell(const Parts *self, int position, const char *cell);
/* By the letter of the column. The caller frees. */
char *parts_cell_at(const Parts *self, int sheet, char column, int row);
int parts_n_rows(const Parts *self, int sheet);
