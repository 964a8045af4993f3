/* The pages of a template and their blocks. */
#include <math.h>
#include <stddef.h>
#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/suggestion.h"
#include "engine/model/yaml_schema.h"
#include "engine/words/words.h"
#include "render/layout/layout_parts.h"

static const char *const style_names[] = {
    [LAYOUT_STYLE_BODY] = "body",       [LAYOUT_STYLE_LEAD] = "lead",
    [LAYOUT_STYLE_HEADING] = "heading", [LAYOUT_STYLE_NOTE] = "note",
    [LAYOUT_STYLE_TITLE] = "title",     NULL};
static const char *const each_names[] = {"indicator", NULL};

typedef struct {
    const YamlNode *block, *at, *size, *text, *row;
    double gap, least_gap;
    bool flow, keep, again;
    int lines, style;
} BlockKeys;

#define AT(member) .offset = offsetof(BlockKeys, member)
static const YamlField block_fields[] = {
    {"block", FIELD_TEXT, AT(block), .required = true},
    {"at", FIELD_SEQUENCE, AT(at)},
    {"size", FIELD_SEQUENCE, AT(size)},
    {"text", FIELD_NODE, AT(text)},
    {"flow", FIELD_BOOLEAN, AT(flow)},
    {"gap", FIELD_NUMBER, AT(gap), .minimum = 0, .maximum = 200},
    {"least_gap", FIELD_NUMBER, AT(least_gap), .minimum = 0, .maximum = 200},
    {"keep", FIELD_BOOLEAN, AT(keep)},
    {"again", FIELD_BOOLEAN, AT(again)},
    {"lines", FIELD_INTEGER, AT(lines), .minimum = 0, .maximum = 40},
    {"style", FIELD_CHOICE, AT(style), .choices = style_names},
};
static const YamlSchema block_schema = {N_("a block"), block_fields, G_N_ELEMENTS(block_fields)};

static const YamlField row_fields[] = {
    {"row", FIELD_SEQUENCE, AT(row), .required = true},
    {"gap", FIELD_NUMBER, AT(gap), .minimum = 0, .maximum = 200},
    {"least_gap", FIELD_NUMBER, AT(least_gap), .minimum = 0, .maximum = 200},
    {"keep", FIELD_BOOLEAN, AT(keep)},
};
static const YamlSchema row_schema = {N_("a row of blocks"), row_fields, G_N_ELEMENTS(row_fields)};
#undef AT

typedef struct {
    const YamlNode *name, *title, *title_next, *kicker, *outline, *blocks;
    int each; /* -1: once */
} PageKeys;

#define AT(member) .offset = offsetof(PageKeys, member)
static const YamlField page_fields[] = {
    {"page", FIELD_TEXT, AT(name), .required = true},
    {"for", FIELD_CHOICE, AT(each), .choices = each_names},
    {"title", FIELD_NODE, AT(title)},
    {"title_next", FIELD_NODE, AT(title_next)},
    {"kicker", FIELD_NODE, AT(kicker)},
    {"outline", FIELD_NODE, AT(outline)},
    {"blocks", FIELD_SEQUENCE, AT(blocks)},
};
#undef AT
static const YamlSchema page_schema = {N_("a page"), page_fields, G_N_ELEMENTS(page_fields)};

/* --- blocks ----------------------------------------------------------------------------------- */

static void G_GNUC_PRINTF(3, 4)
    fault_at(const LayoutReading *reading, Place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    faults_add(reading->faults, MODEL_ERROR_VALUE, place, "%s", message);
}

/* Index in the vocabulary, or -1 with a fault. */
static int
find_rule(const LayoutReading *reading, const YamlNode *node)
{
    const LayoutVocabulary *vocabulary = reading->vocabulary;
    const char *name = yaml_node_text(node);
    g_autofree const char **names = g_new0(const char *, vocabulary->n_blocks + 1);
    for (size_t i = 0; i < vocabulary->n_blocks; i++) {
        names[i] = layout_rule(vocabulary, i)->name;
        if (strcmp(names[i], name) == 0)
            return (int)i;
    }
    g_autofree char *hint = suggestion_hint(name, names);
    faults_add(reading->faults, MODEL_ERROR_VALUE, yaml_node_place(node),
               _("there is no block '%s'; %s"), name, hint);
    return -1;
}

static LayoutText
read_text(const LayoutReading *reading, const YamlNode *node, bool of_indicator)
{
    if (node == NULL)
        return (LayoutText){NULL, NULL};
    return layout_text_read(node, reading->texts, reading->vocabulary->variables,
                            of_indicator ? reading->vocabulary->indicator_variables : NULL,
                            reading->faults);
}

static void
read_box(const LayoutReading *reading, const BlockKeys *keys, LayoutBlock *block)
{
    double at[2], size[2];
    if (keys->at == NULL && keys->size == NULL)
        return;
    if (keys->at == NULL || keys->size == NULL) {
        fault_at(reading, block->place, _("%s has one of at: and size:; give both or neither"),
                 yaml_node_text(keys->block));
        return;
    }
    if (!layout_read_numbers(reading, keys->at, "at", 2, at) ||
        !layout_read_numbers(reading, keys->size, "size", 2, size))
        return;
    block->is_fixed = true;
    block->box = (Rect){at[0], at[1], size[0], size[1]};
}

static void
check_block(const LayoutReading *reading, const LayoutPage *page, const LayoutBlock *block,
            const BlockKeys *keys)
{
    const LayoutBlockRule *rule = layout_rule(reading->vocabulary, block->rule);
    if (rule->of_indicator && !page->each_indicator)
        fault_at(reading, block->place,
                 _("%s is about an indicator: its page needs `for: indicator`"), rule->name);
    if (rule->needs_text && keys->text == NULL)
        fault_at(reading, block->place, _("%s needs a text:"), rule->name);
    if (!rule->needs_text && keys->text != NULL)
        fault_at(reading, yaml_node_place(keys->text),
                 _("%s writes its own words; leave text: out"), rule->name);
    if (rule->fills && (block->is_fixed || block->beside))
        fault_at(reading, block->place,
                 _("%s takes the rest of its page: it has no box and stands "
                   "in no row"),
                 rule->name);
}

static void
read_block(const LayoutReading *reading, LayoutPage *page, const YamlNode *node, bool beside)
{
    BlockKeys keys = {.lines = -1, .gap = 5, .least_gap = -1};
    const guint before = reading->faults->len;
    if (yaml_node_kind(node) == YAML_MAPPING)
        yaml_schema_read(&block_schema, node, &keys, reading->faults);
    else
        faults_add(reading->faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("a block is meant, as in {block: message}"));
    if (keys.block == NULL || reading->faults->len > before)
        return;
    const int rule = find_rule(reading, keys.block);
    if (rule < 0)
        return;
    LayoutBlock block = {.place = yaml_node_place(keys.block),
                         .rule = (size_t)rule,
                         .flows = keys.flow,
                         .gap = keys.gap,
                         .least_gap = keys.least_gap < 0 ? keys.gap : keys.least_gap,
                         .keep = keys.keep,
                         .again = keys.again,
                         .beside = beside,
                         .lines = keys.lines,
                         .style = keys.style};
    block.text = read_text(reading, keys.text, page->each_indicator);
    read_box(reading, &keys, &block);
    check_block(reading, page, &block, &keys);
    g_array_append_val(page->blocks, block);
}

/* The first block of a row carries what is said of the row. */
static void
read_row(const LayoutReading *reading, LayoutPage *page, const YamlNode *node)
{
    BlockKeys keys = {.gap = 5, .least_gap = -1};
    yaml_schema_read(&row_schema, node, &keys, reading->faults);
    if (keys.row == NULL)
        return;
    const guint first = page->blocks->len;
    for (size_t i = 0; i < yaml_node_size(keys.row); i++)
        read_block(reading, page, yaml_node_item(keys.row, i), page->blocks->len > first);
    for (guint i = first; i < page->blocks->len; i++) {
        LayoutBlock *block = &g_array_index(page->blocks, LayoutBlock, i);
        if (block->is_fixed)
            fault_at(reading, block->place, _("%s stands in a row and has no box of its own"),
                     layout_block_name(reading->vocabulary, block));
        block->gap = keys.gap;
        block->least_gap = keys.least_gap < 0 ? keys.gap : keys.least_gap;
        block->keep = keys.keep;
    }
}

/* What fills pages is the last of its page. */
static void
check_order(const LayoutReading *reading, const LayoutPage *page)
{
    for (guint i = 0; i + 1 < page->blocks->len; i++) {
        const LayoutBlock *block = &g_array_index(page->blocks, LayoutBlock, i);
        const LayoutBlock *next = &g_array_index(page->blocks, LayoutBlock, i + 1);
        if (layout_rule(reading->vocabulary, block->rule)->fills && !next->is_fixed)
            fault_at(reading, next->place,
                     _("%s stands after a block that takes the rest of the page; give it a page of "
                       "its own"),
                     layout_block_name(reading->vocabulary, next));
    }
}

static void
read_blocks(const LayoutReading *reading, LayoutPage *page, const YamlNode *list)
{
    for (size_t i = 0; i < yaml_node_size(list); i++) {
        const YamlNode *node = yaml_node_item(list, i);
        if (yaml_node_kind(node) == YAML_MAPPING && yaml_node_find(node, "row") != NULL)
            read_row(reading, page, node);
        else
            read_block(reading, page, node, false);
    }
    check_order(reading, page);
}

/* --- pages ------------------------------------------------------------------------------------ */

/* The page of that name taken out of `pages`, or NULL. */
static LayoutPage *
steal_page(GPtrArray *pages, const char *name)
{
    for (guint i = 0; i < pages->len; i++) {
        const LayoutPage *page = g_ptr_array_index(pages, i);
        if (strcmp(page->name, name) == 0)
            return g_ptr_array_steal_index(pages, i);
    }
    return NULL;
}

static void
refuse_page(const LayoutReading *reading, const YamlNode *node, const GPtrArray *base)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (guint i = 0; i < base->len; i++)
        g_ptr_array_add(names, ((const LayoutPage *)g_ptr_array_index(base, i))->name);
    g_ptr_array_add(names, NULL);
    g_autofree char *hint =
        suggestion_hint(yaml_node_text(node), (const char *const *)(guintptr)names->pdata);
    if (base->len == 0)
        fault_at(reading, yaml_node_place(node), _("the page %s has no blocks: list them"),
                 yaml_node_text(node));
    else
        fault_at(reading, yaml_node_place(node),
                 _("the template that this one extends has no page %s to take over; %s; or list "
                   "its blocks:"),
                 yaml_node_text(node), hint);
}

static void
set_text(const LayoutReading *reading, LayoutText *text, const YamlNode *node, bool of_indicator)
{
    if (node == NULL)
        return;
    layout_text_clear(text);
    *text = read_text(reading, node, of_indicator);
}

static LayoutPage *
page_new(Place place, const char *name)
{
    LayoutPage *page = g_new0(LayoutPage, 1);
    page->place = place;
    page->name = g_strdup(name);
    page->blocks = g_array_new(FALSE, TRUE, sizeof(LayoutBlock));
    return page;
}

static LayoutPage *
read_page(const LayoutReading *reading, const YamlNode *node, GPtrArray *base)
{
    PageKeys keys = {.each = -1};
    if (yaml_node_kind(node) == YAML_SCALAR)
        keys.name = node;
    else if (yaml_node_kind(node) == YAML_MAPPING)
        yaml_schema_read(&page_schema, node, &keys, reading->faults);
    else
        faults_add(reading->faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("a page is meant: a name, or {page: name, blocks: [...]}"));
    if (keys.name == NULL)
        return NULL;

    g_autoptr(LayoutPage) page = steal_page(base, yaml_node_text(keys.name));
    if (page == NULL && keys.blocks == NULL) {
        refuse_page(reading, keys.name, base);
        return NULL;
    }
    if (page == NULL)
        page = page_new(yaml_node_place(keys.name), yaml_node_text(keys.name));
    page->each_indicator = page->each_indicator || keys.each == 0;
    set_text(reading, &page->title, keys.title, page->each_indicator);
    set_text(reading, &page->title_next, keys.title_next, page->each_indicator);
    set_text(reading, &page->kicker, keys.kicker, page->each_indicator);
    set_text(reading, &page->outline, keys.outline, page->each_indicator);
    if (keys.blocks != NULL) {
        layout_page_clear_blocks(page);
        read_blocks(reading, page, keys.blocks);
    }
    return g_steal_pointer(&page);
}

void
layout_read_pages(const LayoutReading *reading, const YamlNode *node)
{
    Layout *layout = reading->layout;
    g_autoptr(GPtrArray) base = layout->pages;
    layout->pages = g_ptr_array_new_with_free_func((GDestroyNotify)layout_page_free);
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        LayoutPage *page = read_page(reading, yaml_node_item(node, i), base);
        if (page != NULL)
            g_ptr_array_add(layout->pages, page);
    }
}

/* --- boxes ------------------------------------------------------------------------------------ */

static bool
are_apart(const Rect *a, const Rect *b)
{
    return a->x + a->width <= b->x || b->x + b->width <= a->x || a->y + a->height <= b->y ||
           b->y + b->height <= a->y;
}

/* By how much a box leaves the content, or is empty; 0 when it does not. */
static double
outside_mm(const Rect *box, double width, double height)
{
    return fmax(0, fmax(box->x + box->width - width, box->y + box->height - height));
}

static void
check_box(const LayoutReading *reading, const LayoutPage *page, guint i)
{
    const Layout *layout = reading->layout;
    const LayoutBlock *block = &g_array_index(page->blocks, LayoutBlock, i);
    const char *name = layout_block_name(reading->vocabulary, block);
    const Rect content = layout_content(layout, 1);
    const double width = content.width * layout->scale, height = content.height * layout->scale;
    const double outside = outside_mm(&block->box, width, height);
    if (block->box.width < 1 || block->box.height < 1)
        fault_at(reading, block->place, _("the box of %s is empty"), name);
    if (outside > 0)
        faults_add(reading->faults, MODEL_ERROR_VALUE, block->place,
                   _("%s leaves the page by %.1f mm: within the margins there are %.1f x %.1f mm"),
                   name, outside, width, height);
    for (guint k = 0; k < i; k++) {
        const LayoutBlock *other = &g_array_index(page->blocks, LayoutBlock, k);
        if (other->is_fixed && !are_apart(&block->box, &other->box))
            faults_add(reading->faults, MODEL_ERROR_VALUE, block->place,
                       _("%s overlaps %s of line %d"), name,
                       layout_block_name(reading->vocabulary, other), other->place.line);
    }
}

void
layout_check_boxes(const LayoutReading *reading)
{
    const GPtrArray *pages = reading->layout->pages;
    for (guint i = 0; i < pages->len; i++) {
        const LayoutPage *page = g_ptr_array_index(pages, i);
        for (guint k = 0; k < page->blocks->len; k++)
            if (g_array_index(page->blocks, LayoutBlock, k).is_fixed)
                check_box(reading, page, k);
    }
}

void
layout_place_logo(const LayoutReading *reading)
{
    const Layout *layout = reading->layout;
    if (layout->logo_file == NULL)
        return;
    LayoutBlock block = {
        .place = layout->logo_place, .is_fixed = true, .box = layout->logo_box, .lines = -1};
    while (block.rule < reading->vocabulary->n_blocks &&
           strcmp(layout_rule(reading->vocabulary, block.rule)->name, "logo") != 0)
        block.rule++;
    g_assert(block.rule < reading->vocabulary->n_blocks);
    for (guint i = 0; i < layout->pages->len; i++) {
        LayoutPage *page = g_ptr_array_index(layout->pages, i);
        if (strcmp(page->name, layout->logo_page) != 0)
            continue;
        g_array_append_val(page->blocks, block);
        return;
    }
    fault_at(reading, layout->logo_page_place, _("the logo stands on no page: there is no page %s"),
             layout->logo_page);
}
