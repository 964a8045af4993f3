/* What reading shares with the rest of the room. */
#pragma once

#include "engine/model/yaml.h"
#include "render/layout/layout.h"

Layout *layout_new(void);
void layout_page_free(LayoutPage *self); /* NULL is a no-op */
void layout_page_clear_blocks(LayoutPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LayoutPage, layout_page_free)

/* What one file is read with. */
typedef struct {
    Layout *layout;
    const Texts *texts;
    const LayoutVocabulary *vocabulary;
    GPtrArray *faults;
} LayoutReading;

/* The pages of `node`, a list; those named without blocks are taken from the layout's earlier pages. */
void layout_read_pages(const LayoutReading *reading, const YamlNode *node);
/* The logo as one more block of its page. */
void layout_place_logo(const LayoutReading *reading);
/* Blocks off the page, or one upon the other. */
void layout_check_boxes(const LayoutReading *reading);
/* {ink: "#15191F", ...} */
void layout_read_colours(const LayoutReading *reading, const YamlNode *node);
/* n numbers, as in [10, 20]; false with a fault. */
bool layout_read_numbers(const LayoutReading *reading, const YamlNode *node, const char *key,
                         size_t n, double *out_numbers);
