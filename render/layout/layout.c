#include "render/layout/layout_parts.h"

/* The margins and the font of a template that does not say. */
#define USUAL_TOP 23.0
#define USUAL_BOTTOM 24.0
#define USUAL_SIDE 16.0
#define USUAL_FAMILY "inter"

void
layout_page_clear_blocks(LayoutPage *self)
{
    for (guint i = 0; i < self->blocks->len; i++)
        layout_text_clear(&g_array_index(self->blocks, LayoutBlock, i).text);
    g_array_set_size(self->blocks, 0);
}

static void
page_free(gpointer data)
{
    LayoutPage *self = data;
    layout_page_clear_blocks(self);
    g_array_unref(self->blocks);
    layout_text_clear(&self->title);
    layout_text_clear(&self->title_next);
    layout_text_clear(&self->kicker);
    layout_text_clear(&self->outline);
    g_free(self->name);
    g_free(self);
}

void
layout_page_free(LayoutPage *self)
{
    if (self != NULL)
        page_free(self);
}

static void
file_free(gpointer data)
{
    LayoutFile *self = data;
    g_free(self->name);
    g_bytes_unref(self->bytes);
    g_free(self);
}

Layout *
layout_new(void)
{
    Layout *self = g_new0(Layout, 1);
    self->scale = 1;
    self->top = USUAL_TOP;
    self->bottom = USUAL_BOTTOM;
    self->inner = self->outer = USUAL_SIDE;
    self->family = g_strdup(USUAL_FAMILY);
    self->palette = PALETTE_USUAL;
    self->pages = g_ptr_array_new_with_free_func(page_free);
    self->sources = g_ptr_array_new_with_free_func(file_free);
    return self;
}

void
layout_free(Layout *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->pages);
    g_ptr_array_unref(self->sources);
    g_clear_pointer(&self->logo, g_bytes_unref);
    texts_free(self->texts);
    g_free(self->logo_file);
    g_free(self->logo_page);
    g_free(self->family);
    g_free(self->name);
    g_free(self);
}

double
layout_virtual(const Layout *self, double length_mm)
{
    return length_mm / self->scale;
}

Rect
layout_content(const Layout *self, int number)
{
    const bool swapped = self->binding && number % 2 == 0;
    const double left = swapped ? self->outer : self->inner;
    const double width = PAPER_A4.width_mm - self->inner - self->outer;
    const double height = PAPER_A4.height_mm - self->top - self->bottom;
    return (Rect){layout_virtual(self, left), layout_virtual(self, self->top),
                  layout_virtual(self, width), layout_virtual(self, height)};
}

const LayoutBlockRule *
layout_rule(const LayoutVocabulary *vocabulary, size_t i)
{
    g_assert(i < vocabulary->n_blocks);
    return (const void *)((const char *)vocabulary->first + i * vocabulary->stride);
}

const char *
layout_block_name(const LayoutVocabulary *vocabulary, const LayoutBlock *block)
{
    return layout_rule(vocabulary, block->rule)->name;
}
