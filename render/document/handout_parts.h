/* The parts of a handout, and in which order its pages come. */
#pragma once

#include "render/document/frame.h"

typedef enum { HANDOUT_CHANGES, HANDOUT_INDICATOR, HANDOUT_DOSSIER, HANDOUT_DECISION } HandoutPart;

/* What follows the cover, in order. */
typedef struct {
    HandoutPart part;
    size_t index; /* of the indicator or of the theme */
    int page;     /* its first, the cover being 1 */
    int n_pages;
} HandoutSection;

/* What changed; then by theme: its indicators, its dossier if it has one, the decision. HandoutSection; the caller
 * frees. */
GArray *handout_plan(const DocumentContext *context, size_t group);
/* What the contents say of a section. The caller frees. */
char *handout_section_title(const DocumentContext *context, const HandoutSection *section);

/* How to use it, what is hidden, which pages follow. */
void handout_cover_draw(Frame *frame, size_t group, const GArray *plan);
/* What is new since the edition before, and the group's values now and in the comparable period before,
 * as both are released; pages that it takes, none without either. */
int handout_changes_n_pages(const DocumentContext *context, size_t group);
void handout_changes_draw(Frame *frame, size_t group);
/* One indicator: all numbers, no one marked, the funnel of groups and the questions beside. */
void handout_page_draw(Frame *frame, size_t group, size_t indicator);
/* The numbers alone, for a slide of that zoom, or nothing where nothing may be shown. */
void handout_chart_draw(Frame *frame, size_t group, size_t indicator, Rect area, double zoom);
/* The group among the others of the region, between the limits of chance, where those are. */
bool handout_funnel_is_there(const DocumentContext *context, size_t indicator);
void handout_funnel_draw(Frame *frame, size_t group, size_t indicator, Rect area);
/* The questions of a theme with lines to write on, and what the group decides. */
void handout_decision_draw(Frame *frame, size_t theme);
