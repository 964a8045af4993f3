/* The blocks that a layout may name, each with how high it is and how it is drawn in a box. Lengths
 * are the canvas's millimetres. The box of a text begins above its first line and ends on its last
 * baseline, so that gaps between blocks are what one sees. */
#pragma once

#include "engine/profile/peers.h"
#include "render/document/context.h"
#include "render/document/reading.h"
#include "render/document/style.h"
#include "render/layout/layout.h"
#include "render/page/canvas.h"

/* What the blocks of a page for an indicator read, made once for all of them. */
typedef struct {
    Reading reading;
    Peers *peers;
    char *label, *theme, *message, *definition;
    GPtrArray *advice; /* char* */
} IndicatorFacts;

IndicatorFacts *indicator_facts_new(const DocumentContext *context, size_t doctor,
                                    size_t indicator);
void indicator_facts_free(IndicatorFacts *self);

enum { MOST_VARIABLES = 8 };

/* What a page is about. */
typedef struct {
    const DocumentContext *context;
    size_t doctor;
    IndicatorFacts *indicator; /* NULL where the page is about none; owned */
    LayoutVariable variables[MOST_VARIABLES];
    char *plain[MOST_VARIABLES]; /* their values as they stand in Markdown */
    size_t n_variables;
} BlockSubject;

typedef struct {
    const BlockSubject *subject;
    const LayoutBlock *block;
} BlockContext;

typedef struct {
    double least, best; /* best 0: there is nothing to show */
    double step;        /* as of FlowPart */
    int turn;
} BlockHeight;

typedef struct {
    LayoutBlockRule rule;
    BlockHeight (*measure)(const BlockContext *context, double width);
    void (*draw)(const BlockContext *context, Canvas *canvas, Rect area);
    /* Of one that fills pages: how many it takes, each with a box of that size (`area.x` is not to be
     * looked at), and one of them. */
    int (*n_pages)(const BlockContext *context, Rect area);
    void (*draw_page)(const BlockContext *context, Canvas *canvas, Rect area, int page);
} BlockKind;

const LayoutVocabulary *block_vocabulary(void);
const BlockKind *block_kind(const LayoutBlock *block);

/* --- for the blocks --- */

/* From the top of a text's box to its first baseline. */
double block_ascent(StyleName name);
double block_text_height(Typesetter *typesetter, StyleName name, const char *text, double width);
/* The text in its box. */
void block_text_draw(Canvas *canvas, Role role, StyleName name, Rect area, const char *text);
/* A heading on one line, smaller when it is long; `area.y` is the top. */
void block_heading_draw(Canvas *canvas, Rect area, const char *text);
/* The height of what cannot give way. */
BlockHeight block_rigid(double height);

/* --- the kinds, each beside what it draws --- */

BlockHeight cover_title_measure(const BlockContext *context, double width);
void cover_title_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight cover_recipient_measure(const BlockContext *context, double width);
void cover_recipient_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight cover_numbers_measure(const BlockContext *context, double width);
void cover_numbers_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight cover_reading_measure(const BlockContext *context, double width);
void cover_reading_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight cover_confidence_measure(const BlockContext *context, double width);
void cover_confidence_draw(const BlockContext *context, Canvas *canvas, Rect area);

BlockHeight summary_lead_measure(const BlockContext *context, double width);
void summary_lead_draw(const BlockContext *context, Canvas *canvas, Rect area);
int summary_n_pages(const BlockContext *context, Rect area);
void summary_draw_page(const BlockContext *context, Canvas *canvas, Rect area, int page);

BlockHeight message_measure(const BlockContext *context, double width);
void message_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight group_measure(const BlockContext *context, double width);
void group_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight region_measure(const BlockContext *context, double width);
void region_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight trend_measure(const BlockContext *context, double width);
void trend_block_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight table_measure(const BlockContext *context, double width);
void table_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight action_measure(const BlockContext *context, double width);
void action_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight definition_measure(const BlockContext *context, double width);
void definition_draw(const BlockContext *context, Canvas *canvas, Rect area);

int method_n_pages(const BlockContext *context, Rect area);
void method_draw_page(const BlockContext *context, Canvas *canvas, Rect area, int page);

BlockHeight words_measure(const BlockContext *context, double width);
void words_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight heading_measure(const BlockContext *context, double width);
void heading_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight notes_measure(const BlockContext *context, double width);
void notes_draw(const BlockContext *context, Canvas *canvas, Rect area);
BlockHeight logo_measure(const BlockContext *context, double width);
void logo_draw(const BlockContext *context, Canvas *canvas, Rect area);
