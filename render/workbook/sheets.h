/* The sheets that the workbooks are put together from. Each writes itself, whole, onto the book. */
#pragma once

#include "render/workbook/figure_text.h"

enum { WHOLE_REGION = -1 };

typedef struct {
    Book *book;
    const Results *results;
    const Texts *texts;
    int group; /* index, or WHOLE_REGION */
} SheetContext;

/* A comparator as a column or a row: the group's label, "Groupes qualité" or "Témoins". */
typedef struct {
    ComparatorKind kind;
    size_t group; /* of COMPARATOR_GROUP, else 0 */
    const char *name;
} SheetComparator;

/* What the workbook is, how it reads, what is hidden and why. */
void explanation_sheet(const SheetContext *context);
/* The indicators with their definitions and sources. */
void indicator_sheet(const SheetContext *context);
/* Region: one line an indicator, the current value of each group beside enrolled and controls. */
void summary_sheet(const SheetContext *context);
/* Group: the current numbers with their rounded values. */
void number_sheet(const SheetContext *context);
/* Every comparator in every period: for a group, its own, the enrolled and the controls. */
void comparator_sheet(const SheetContext *context);
/* Region: other regions' released figures of the current period; nothing at all where the campaign names
 * none. */
void region_sheet(const SheetContext *context);
/* Region: how much groups, territories and establishments differ in the current period, a row an
 * indicator and level. */
void variation_sheet(const SheetContext *context);
/* Region: hospital stays by establishment and territory of residence, a row a unit and period; nothing
 * at all where the campaign has no indicator from stays. */
void stay_sheet(const SheetContext *context);
/* A native chart for each indicator, over the sheet that trend_sheet writes. */
void chart_sheet(const SheetContext *context);
/* Values by period, a column a comparator. */
void trend_sheet(const SheetContext *context);

/* --- shared between sheets --- */

/* Begins a table whose heads are names of texts below "workbook.head."; `comparators` (or NULL) add a
 * column each. Theme and indicator, the first two, stay in sight. */
void sheet_begin_table(const SheetContext *context, const BookColumn *columns, size_t n,
                       const GArray *comparators);
/* Theme and label of an indicator: the first cells of most rows. */
void sheet_indicator_cells(const SheetContext *context, size_t indicator);
void sheet_entry_cells(const SheetContext *context, const CampaignIndicator *entry);
/* A text of a theme, with the typography of its language. */
void sheet_theme_cell(const SheetContext *context, BookStyle style, const LocalText *text);
const Campaign *sheet_campaign(const SheetContext *context);
const Indicator *sheet_indicator(const SheetContext *context, size_t indicator);
Language sheet_language(const SheetContext *context);

/* Those the campaign asks for, as SheetComparator: for a group its own first, then enrolled and
 * controls; for the region enrolled and controls, then every group if `with_groups`. */
GArray *sheet_comparators(const SheetContext *context, bool with_groups);
