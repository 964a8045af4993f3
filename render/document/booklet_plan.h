/* Which pages a booklet has and what stands where on each, before anything is drawn: the blocks of
 * its layout, as they flow for one doctor. */
#pragma once

#include "render/document/block.h"

typedef struct {
    const LayoutBlock *block;
    Rect area;     /* x from the left of the content, y from the top of the paper */
    int fill_page; /* of a block that fills pages, from 0; else -1 */
    double excess; /* by how much its text is too high for its box; 0 when it is not */
} PlannedBlock;

typedef struct {
    const LayoutPage *page;
    const BlockSubject *subject; /* the plan's */
    bool is_first;               /* of what the page runs over to */
    double title_y;              /* top of the content */
    GArray *blocks;              /* PlannedBlock */
} PlannedPage;

typedef struct {
    GPtrArray *subjects; /* BlockSubject */
    GPtrArray *pages;    /* PlannedPage */
} BookletPlan;

/* `context` has a layout and outlives the plan. */
BookletPlan *booklet_plan_new(const DocumentContext *context, size_t doctor);
void booklet_plan_free(BookletPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(BookletPlan, booklet_plan_free)

/* The title of a planned page, "" for none. The caller frees. */
char *planned_page_title(const PlannedPage *self);
