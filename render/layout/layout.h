/* The layout of a booklet, from templates/<name>.yaml or a region's own file: paper, margins, font,
 * colours, and the pages with their blocks, in order. What a block is, the documents say in a
 * vocabulary; the layout knows names and places only. Immutable; lengths in millimetres of the
 * paper, unless they are called virtual. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/place.h"
#include "render/layout/layout_text.h"
#include "render/page/canvas.h"
#include "render/page/palette.h"
#include "render/page/texts.h"

/* What a block may be, as the layout must know it. */
typedef struct {
    const char *name;
    bool of_indicator; /* stands on pages for an indicator only */
    bool fills;        /* takes what is left of its page, and further pages as it needs them */
    bool needs_text;   /* `text:` says what it writes */
    bool breaks;       /* draws nothing: what comes after it stands on the next page */
} LayoutBlockRule;

typedef struct {
    const LayoutBlockRule
        *first; /* of n_blocks, `stride` bytes apart: each may lead a larger struct */
    size_t stride, n_blocks;
    const char *const *variables;           /* of the texts of every page; ends with NULL */
    const char *const *indicator_variables; /* more of them on pages for an indicator; likewise */
} LayoutVocabulary;

typedef struct {
    Place place;
    size_t rule; /* index in the vocabulary */
    bool is_fixed;
    Rect box;              /* of a fixed block, from the top left of the page's content */
    bool flows;            /* a fixed block whose text is too long joins the flow */
    double gap, least_gap; /* above it */
    bool keep;             /* on one page with the block after it */
    bool again;            /* repeated on the pages that its page runs over to */
    bool beside;           /* in one row with the block before it */
    int lines;             /* to write on; -1 where the template does not say */
    int style;             /* LayoutStyle */
    LayoutText text;
} LayoutBlock;

typedef enum {
    LAYOUT_STYLE_BODY,
    LAYOUT_STYLE_LEAD,
    LAYOUT_STYLE_HEADING,
    LAYOUT_STYLE_NOTE,
    LAYOUT_STYLE_TITLE,
} LayoutStyle;

typedef struct {
    Place place;
    char *name;
    bool each_indicator; /* once for each indicator of the campaign, else once */
    LayoutText title, title_next, kicker, outline;
    GArray *blocks; /* LayoutBlock */
} LayoutPage;

typedef struct {
    char *name; /* as it is frozen: "01-profil.yaml", "logo.svg" */
    GBytes *bytes;
} LayoutFile;

typedef struct {
    char *name;
    double top, bottom, inner, outer;
    bool binding; /* inner and outer change sides on even pages */
    char *family; /* of fonts.ini */
    Place family_place;
    double scale; /* of everything on the page: 1 where the body is 8.5 pt */
    Palette palette;
    char *logo_file; /* as written, or NULL */
    char *logo_page; /* the name of the page that it stands on */
    Place logo_place, logo_page_place;
    Rect logo_box;
    GBytes *logo;       /* its bytes */
    GPtrArray *pages;   /* LayoutPage */
    Texts *texts;       /* those of the language, with what the template changes */
    GPtrArray *sources; /* LayoutFile: all that was read, to be frozen */
} Layout;

/* Where templates are found: `shipped` is the program's folder, `beside` the campaign's (may be NULL). */
typedef struct {
    const char *shipped, *beside;
} LayoutFolders;

/* Reads the template: a name of the shipped ones, or a path (it contains / or ends in .yaml) from
 * `beside`. `texts` are those of the documents' language. All faults are added to `faults` (GError*),
 * each with its place; NULL if there was any. */
Layout *layout_load(const char *template, const LayoutFolders *folders, const Texts *texts,
                    const LayoutVocabulary *vocabulary, GPtrArray *faults);
/* From copies of the layout's `sources` in `folder`. */
Layout *layout_load_frozen(const char *folder, const Texts *texts,
                           const LayoutVocabulary *vocabulary, GPtrArray *faults);
void layout_free(Layout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Layout, layout_free)

/* The place of the content on page `number` (from 1) of A4, virtual. */
Rect layout_content(const Layout *self, int number);
/* Millimetres of the paper as the canvas counts them. */
double layout_virtual(const Layout *self, double length_mm);
const LayoutBlockRule *layout_rule(const LayoutVocabulary *vocabulary, size_t i);
const char *layout_block_name(const LayoutVocabulary *vocabulary, const LayoutBlock *block);
