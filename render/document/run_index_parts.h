/* The parts of index.html that show figures. Each appends a section to the page; all figures are the
 * comparators' of the current period as released in results/. */
#pragma once

#include "engine/profile/results.h"
#include "render/document/context.h"

typedef struct {
    GString *html;
    const DocumentContext *context;
    const Texts *texts;
    const Campaign *campaign;
} IndexPage;

/* What is not as it should be: indicators without a whole window, groups too small to show points,
 * groups that nothing can be shown of. */
void run_index_put_warnings(const IndexPage *self);
/* By theme and indicator a table of the groups, each value with a small chart that sets it against
 * the enrolled and the controls. */
void run_index_put_figures(const IndexPage *self);
/* Every figure of these tables that is not shown, with the reason. */
void run_index_put_hidden(const IndexPage *self);

/* "Groupe du Trégor", or what the language calls all of the enrolled or the controls. */
char *run_index_who(const IndexPage *self, ComparatorKind kind, size_t group);
/* Opens a section with its heading, which it is named by; `id` is also what links point to. */
void run_index_open_section(const IndexPage *self, const char *id, const char *key);
