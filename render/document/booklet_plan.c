#include "render/document/booklet_plan.h"

#include <math.h>

#include "render/document/phrase.h"
#include "render/layout/flow.h"
#include "render/page/number_text.h"
#include "render/page/rich_text.h"

/* From a title to the first block where a page runs over to the next. */
#define GAP_NEXT 8.0
/* Between the blocks of a row. */
#define GUTTER_MM 14.0
/* Below a fixed block. */
#define GAP_FIXED 3.0

/* A page of the layout for one subject, while it is laid out. */
typedef struct {
    const Layout *layout;
    const BlockSubject *subject;
    const LayoutPage *page;
    GPtrArray *pages; /* of the plan */
    Rect content;     /* of the paper; x apart */
    double gutter;
    double first_top, next_top; /* below the title */
    double first_bottom;        /* above what is fixed at the foot */
} Laying;

/* --- what a page is about --------------------------------------------------------------------- */

static void
add_variable(BlockSubject *subject, const char *name, char *take_value)
{
    g_assert(subject->n_variables < MOST_VARIABLES);
    subject->plain[subject->n_variables] = take_value == NULL ? NULL : rich_plain(take_value);
    subject->variables[subject->n_variables++] = (LayoutVariable){name, take_value};
}

static BlockSubject *
subject_new(const DocumentContext *context, size_t doctor, int indicator)
{
    const Campaign *campaign = results_campaign(context->results);
    const ResultDoctor *who = results_doctor(context->results, doctor);
    const ResultGroup *group = results_group(context->results, (size_t)who->group);
    BlockSubject *self = g_new0(BlockSubject, 1);
    self->context = context;
    self->doctor = doctor;
    add_variable(self, "title", phrase_data(context->texts, campaign->title));
    add_variable(self, "region", phrase_data(context->texts, campaign->region_label));
    add_variable(self, "period", period_text(campaign->language, campaign->last));
    add_variable(self, "group", phrase_data(context->texts, group->label));
    add_variable(self, "name", phrase_name(context->texts, who->letter));
    if (indicator >= 0) {
        self->indicator = indicator_facts_new(context, doctor, (size_t)indicator);
        add_variable(self, "label", g_strdup(self->indicator->label));
        add_variable(self, "theme", g_strdup(self->indicator->theme));
    }
    return self;
}

static void
subject_free(gpointer data)
{
    BlockSubject *self = data;
    for (size_t i = 0; i < self->n_variables; i++) {
        g_free((gpointer)(guintptr)self->variables[i].value);
        g_free(self->plain[i]);
    }
    indicator_facts_free(self->indicator);
    g_free(self);
}

/* --- titles ----------------------------------------------------------------------------------- */

static char *
title_text(const LayoutPage *page, const BlockSubject *subject, bool is_first)
{
    const LayoutText *text =
        is_first || !layout_text_is_set(&page->title_next) ? &page->title : &page->title_next;
    return layout_text_write(text, subject->context->texts, subject->variables,
                             subject->n_variables);
}

char *
planned_page_title(const PlannedPage *self)
{
    return title_text(self->page, self->subject, self->is_first);
}

/* What the title takes from the top of the content; as frame_title draws it. */
static double
title_height(const Laying *self, bool is_first)
{
    Typesetter *typesetter = self->subject->context->typesetter;
    g_autofree char *title = title_text(self->page, self->subject, is_first);
    if (title[0] == '\0')
        return 0;
    const TextStyle style =
        style_fitting(typesetter, STYLE_TITLE, title, self->content.width, 2, 4.4);
    return block_ascent(STYLE_TITLE) +
           style.leading_mm *
               (typesetter_n_lines(typesetter, &style, title, self->content.width) - 1);
}

/* --- sheets ----------------------------------------------------------------------------------- */

static void
planned_page_free(gpointer data)
{
    PlannedPage *self = data;
    g_array_unref(self->blocks);
    g_free(self);
}

static PlannedPage *
add_sheet(const Laying *self, bool is_first)
{
    PlannedPage *sheet = g_new0(PlannedPage, 1);
    *sheet = (PlannedPage){.page = self->page,
                           .subject = self->subject,
                           .is_first = is_first,
                           .blocks = g_array_new(FALSE, FALSE, sizeof(PlannedBlock))};
    g_ptr_array_add(self->pages, sheet);
    return sheet;
}

static void
add_block(PlannedPage *sheet, const LayoutBlock *block, Rect area, double excess, int fill_page)
{
    const PlannedBlock planned = {block, area, fill_page, excess};
    g_array_append_val(sheet->blocks, planned);
}

static BlockContext
context_of(const Laying *self, const LayoutBlock *block)
{
    return (BlockContext){self->subject, block};
}

static BlockHeight
measure(const Laying *self, const LayoutBlock *block, double width)
{
    const BlockContext context = context_of(self, block);
    return block_kind(block)->measure(&context, width);
}

/* --- fixed blocks ----------------------------------------------------------------------------- */

static Rect
fixed_area(const Laying *self, const LayoutBlock *block)
{
    return (Rect){layout_virtual(self->layout, block->box.x),
                  self->content.y + layout_virtual(self->layout, block->box.y),
                  layout_virtual(self->layout, block->box.width),
                  layout_virtual(self->layout, block->box.height)};
}

static double
fixed_excess(const Laying *self, const LayoutBlock *block)
{
    const Rect area = fixed_area(self, block);
    return fmax(0, measure(self, block, area.width).least - area.height);
}

/* A fixed block whose text is too long joins the flow where it may. */
static bool
stays_fixed(const Laying *self, const LayoutBlock *block)
{
    return block->is_fixed && !(block->flows && fixed_excess(self, block) > 0);
}

static double
lower_edge(const Rect *area)
{
    return area->y + area->height;
}

/* What flows has the room between the fixed blocks of the upper half and those of the lower. */
static void
place_fixed(Laying *self, PlannedPage *sheet)
{
    const double middle = self->content.y + self->content.height / 2;
    for (guint i = 0; i < self->page->blocks->len; i++) {
        const LayoutBlock *block = &g_array_index(self->page->blocks, LayoutBlock, i);
        if (!stays_fixed(self, block))
            continue;
        const Rect area = fixed_area(self, block);
        add_block(sheet, block, area, fixed_excess(self, block), -1);
        if (area.y + area.height / 2 < middle)
            self->first_top = fmax(self->first_top, lower_edge(&area) + GAP_FIXED);
        else
            self->first_bottom = fmin(self->first_bottom, area.y - GAP_FIXED);
    }
}

/* --- what flows ------------------------------------------------------------------------------- */

enum { MOST_IN_ROW = 4 };

/* One block, or several beside one another. */
typedef struct {
    const LayoutBlock *blocks[MOST_IN_ROW]; /* those that have something to show */
    size_t n;
    double width; /* of each */
} Row;

typedef struct {
    GArray *rows;  /* Row */
    GArray *parts; /* FlowPart, of each row */
} Stretch;

static void
stretch_clear(Stretch *self)
{
    g_array_unref(self->rows);
    g_array_unref(self->parts);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stretch, stretch_clear)

static Stretch
stretch_new(void)
{
    return (Stretch){g_array_new(FALSE, TRUE, sizeof(Row)),
                     g_array_new(FALSE, TRUE, sizeof(FlowPart))};
}

/* The block at `*index` and those beside it that have something to show; moves `*index` past them. */
static Row
row_at(const Laying *self, guint *index)
{
    const GArray *blocks = self->page->blocks;
    Row row = {.n = 0};
    const guint first = *index;
    while (*index < blocks->len &&
           (*index == first || g_array_index(blocks, LayoutBlock, *index).beside)) {
        const LayoutBlock *block = &g_array_index(blocks, LayoutBlock, (*index)++);
        if (row.n < MOST_IN_ROW && measure(self, block, self->content.width).best > 0)
            row.blocks[row.n++] = block;
    }
    row.width = (self->content.width - self->gutter * (double)(row.n > 0 ? row.n - 1 : 0)) /
                (double)MAX(row.n, 1);
    return row;
}

static FlowPart
part_of(const Laying *self, const Row *row, const LayoutBlock *first)
{
    FlowPart part = {.gap = layout_virtual(self->layout, first->gap),
                     .least_gap = layout_virtual(self->layout, first->least_gap),
                     .keep = first->keep};
    for (size_t i = 0; i < row->n; i++) {
        const BlockHeight height = measure(self, row->blocks[i], row->width);
        part.least = fmax(part.least, height.least);
        part.best = fmax(part.best, height.best);
        part.step = row->n == 1 ? height.step : 0;
        part.turn = MAX(part.turn, height.turn);
    }
    return part;
}

static void
place_row(const Laying *self, PlannedPage *sheet, const Row *row, double y, double height,
          double excess)
{
    for (size_t i = 0; i < row->n; i++)
        add_block(sheet, row->blocks[i],
                  (Rect){(double)i * (row->width + self->gutter), y, row->width, height}, excess,
                  -1);
}

/* Lays the stretch from the sheet at hand, which has `top` free, over as many as it takes. Returns where
 * the last sheet is free again. */
static double
place_stretch(const Laying *self, const Stretch *stretch, PlannedPage **sheet, double top)
{
    const guint n = stretch->parts->len;
    const double bottom = lower_edge(&self->content);
    const double first_bottom = (*sheet)->is_first ? self->first_bottom : bottom;
    g_autofree FlowPlace *places = g_new0(FlowPlace, n + 1);
    double excess = 0, end = top;
    size_t worst = 0;
    int at = 0;

    flow_place((const FlowPart *)(const void *)stretch->parts->data, n, first_bottom - top,
               bottom - self->next_top, places, &excess, &worst);
    for (guint i = 0; i < n; i++) {
        const Row *row = &g_array_index(stretch->rows, Row, i);
        for (; at < places[i].sheet; at++) {
            *sheet = add_sheet(self, false);
            top = self->next_top;
        }
        if (row->n == 0)
            continue;
        place_row(self, *sheet, row, top + places[i].y, places[i].height, i == worst ? excess : 0);
        end = top + places[i].y + places[i].height;
    }
    return end;
}

/* --- what fills pages ------------------------------------------------------------------------- */

/* The blocks of `sheet` that are repeated, on another one. */
static void
repeat_blocks(PlannedPage *sheet, const GArray *blocks)
{
    for (guint i = 0; i < blocks->len; i++) {
        const PlannedBlock *planned = &g_array_index(blocks, PlannedBlock, i);
        if (planned->block->again)
            g_array_append_val(sheet->blocks, *planned);
    }
}

/* False where it takes no page at all. */
static bool
place_filling(const Laying *self, PlannedPage *sheet, const LayoutBlock *block, double top)
{
    const double y = top + layout_virtual(self->layout, block->gap);
    const Rect area = {0, y, self->content.width, lower_edge(&self->content) - y};
    const BlockContext context = context_of(self, block);
    const int n = block_kind(block)->n_pages(&context, area);

    for (int page = 0; page < n; page++) {
        PlannedPage *next = page == 0 ? sheet : add_sheet(self, false);
        if (page > 0)
            repeat_blocks(next, sheet->blocks);
        add_block(next, block, area, 0, page);
    }
    return n > 0;
}

/* --- pages ------------------------------------------------------------------------------------ */

/* Gathers rows from block `*index` on until something else than a flowing block, or the end. */
static Stretch
gather_rows(const Laying *self, guint *index)
{
    const GArray *blocks = self->page->blocks;
    Stretch stretch = stretch_new();
    while (*index < blocks->len) {
        const LayoutBlock *block = &g_array_index(blocks, LayoutBlock, *index);
        const LayoutBlockRule *rule = &block_kind(block)->rule;
        if (stays_fixed(self, block)) {
            ++*index;
            continue;
        }
        if (rule->fills || rule->breaks)
            break;
        const Row row = row_at(self, index);
        const FlowPart part = part_of(self, &row, block);
        g_array_append_val(stretch.rows, row);
        g_array_append_val(stretch.parts, part);
    }
    return stretch;
}

/* A gap above the first block counts from the top, whatever is fixed there. */
static void
trim_first_gap(const Laying *self, Stretch *stretch, double title_bottom)
{
    if (stretch->parts->len == 0)
        return;
    FlowPart *first = &g_array_index(stretch->parts, FlowPart, 0);
    const double taken = self->first_top - title_bottom;
    first->gap = fmax(0, first->gap - taken);
    first->least_gap = fmax(0, first->least_gap - taken);
}

static void
lay_page(Laying *self)
{
    const guint n_before = self->pages->len;
    const GArray *blocks = self->page->blocks;
    const double title_bottom = self->first_top;
    PlannedPage *sheet = add_sheet(self, true);
    place_fixed(self, sheet);
    double top = self->first_top;

    for (guint i = 0; i < blocks->len;) {
        g_auto(Stretch) stretch = gather_rows(self, &i);
        if (top == self->first_top && sheet->is_first)
            trim_first_gap(self, &stretch, title_bottom);
        top = place_stretch(self, &stretch, &sheet, top);
        if (i == blocks->len)
            break;
        const LayoutBlock *block = &g_array_index(blocks, LayoutBlock, i++);
        if (block_kind(block)->rule.breaks) {
            sheet = add_sheet(self, false);
            top = self->next_top;
        } else if (!place_filling(self, sheet, block, top)) {
            g_ptr_array_set_size(self->pages, (int)n_before);
            return;
        }
    }
}

/* What fills pages has the same room on each: below the higher of the two titles. */
static bool
has_filling(const LayoutPage *page)
{
    for (guint i = 0; i < page->blocks->len; i++)
        if (block_kind(&g_array_index(page->blocks, LayoutBlock, i))->rule.fills)
            return true;
    return false;
}

static void
plan_page(BookletPlan *plan, const DocumentContext *context, const LayoutPage *page, size_t doctor,
          int indicator)
{
    BlockSubject *subject = subject_new(context, doctor, indicator);
    g_ptr_array_add(plan->subjects, subject);
    Laying laying = {.layout = context->design->layout,
                     .subject = subject,
                     .page = page,
                     .pages = plan->pages,
                     .content = layout_content(context->design->layout, 1)};
    const double next_title = title_height(&laying, false);
    const double first_title = title_height(&laying, true);
    laying.gutter = fmin(GUTTER_MM, laying.content.width / 10);
    laying.first_top =
        laying.content.y + (has_filling(page) ? fmax(first_title, next_title) : first_title);
    laying.next_top = laying.content.y + next_title + (next_title > 0 ? GAP_NEXT : 0);
    laying.first_bottom = lower_edge(&laying.content);
    lay_page(&laying);
}

BookletPlan *
booklet_plan_new(const DocumentContext *context, size_t doctor)
{
    const GPtrArray *pages = context->design->layout->pages;
    const size_t n_indicators = results_campaign(context->results)->n_indicators;
    BookletPlan *self = g_new0(BookletPlan, 1);
    self->subjects = g_ptr_array_new_with_free_func(subject_free);
    self->pages = g_ptr_array_new_with_free_func(planned_page_free);

    for (guint i = 0; i < pages->len; i++) {
        const LayoutPage *page = g_ptr_array_index(pages, i);
        if (!page->each_indicator)
            plan_page(self, context, page, doctor, -1);
        for (size_t k = 0; page->each_indicator && k < n_indicators; k++)
            plan_page(self, context, page, doctor, (int)k);
    }
    return self;
}

void
booklet_plan_free(BookletPlan *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->pages);
    g_ptr_array_unref(self->subjects);
    g_free(self);
}
