/* The blocks of a page about one indicator. */
#include "render/chart/ranked_dots_drawing.h"
#include "render/document/block.h"
#include "render/document/indicator_charts.h"
#include "render/document/indicator_table.h"
#include "render/document/indicator_words.h"
#include "render/document/phrase.h"

#define GAP_CHART 3.5 /* from a heading's baseline to its chart */
#define MOST_WRITING_LINES 4

/* How high the region's charts are at their best and at their least. */
#define CHARTS_BEST 44.0
#define CHARTS_LEAST 34.0
#define CHARTS_NONE 5.0 /* only a sentence */

/* Who gives way first where a page is full. */
enum { TURN_WRITING, TURN_GROUP, TURN_CHARTS };

IndicatorFacts *
indicator_facts_new(const DocumentContext *context, size_t doctor, size_t indicator)
{
    IndicatorFacts *self = g_new0(IndicatorFacts, 1);
    self->reading = reading_of(context, doctor, indicator);
    const MessageFacts facts = reading_message_facts(&self->reading);
    const Topic *topic = &self->reading.topic;

    self->peers = peers_new(context->results, self->reading.group, indicator, (int)doctor);
    self->label = topic_label(topic);
    self->theme = topic_text(topic, &topic->theme->label);
    self->message = message_text(&facts);
    self->definition = indicator_definition(&self->reading);
    self->advice = indicator_advice(&self->reading);
    return self;
}

void
indicator_facts_free(IndicatorFacts *self)
{
    if (self == NULL)
        return;
    peers_free(self->peers);
    g_free(self->label);
    g_free(self->theme);
    g_free(self->message);
    g_free(self->definition);
    g_ptr_array_unref(self->advice);
    g_free(self);
}

static const IndicatorFacts *
facts_of(const BlockContext *context)
{
    return context->subject->indicator;
}

static Typesetter *
typesetter_of(const BlockContext *context)
{
    return context->subject->context->typesetter;
}

/* --- the message ------------------------------------------------------------------------------ */

BlockHeight
message_measure(const BlockContext *context, double width)
{
    return block_rigid(
        block_text_height(typesetter_of(context), STYLE_LEAD, facts_of(context)->message, width));
}

void
message_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    block_text_draw(canvas, ROLE_PARAGRAPH, STYLE_LEAD, area, facts_of(context)->message);
}

/* --- charts under a heading ------------------------------------------------------------------- */

/* From the top of the block to its chart. */
static double
heading_height(void)
{
    return block_ascent(STYLE_HEADING) + GAP_CHART;
}

static Rect
chart_area(Rect area)
{
    const double heading = heading_height();
    return (Rect){area.x, area.y + heading, area.width, area.height - heading};
}

/* In a narrow column the names of the lines stand one below the other. */
#define LEAST_WIDE 140.0

static bool
shows_dots(const IndicatorFacts *facts)
{
    return facts->peers->shown == PEERS_SHOWN && facts->peers->n_points > 0;
}

BlockHeight
group_measure(const BlockContext *context, double width)
{
    const IndicatorFacts *facts = facts_of(context);
    const double more =
        heading_height() + (shows_dots(facts) && width < LEAST_WIDE ? RANKED_DOTS_STACKED_MM : 0);
    return (BlockHeight){.least =
                             more + indicator_group_least_height(&facts->reading, facts->peers),
                         .best = more + indicator_group_height(&facts->reading, facts->peers),
                         .turn = TURN_GROUP};
}

void
group_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    const IndicatorFacts *facts = facts_of(context);
    const char *key =
        shows_dots(facts) ? "booklet.indicator.group" : "booklet.indicator.group_hidden";

    block_heading_draw(canvas, area, texts_get(facts->reading.topic.texts, key));
    indicator_group_draw(canvas, &facts->reading, facts->peers, chart_area(area));
}

static BlockHeight
charts_height(bool has_chart)
{
    return (BlockHeight){.least = heading_height() + (has_chart ? CHARTS_LEAST : CHARTS_NONE),
                         .best = heading_height() + (has_chart ? CHARTS_BEST : CHARTS_NONE),
                         .turn = TURN_CHARTS};
}

/* Where the campaign does not ask for the enrolled, the history has the place to itself. */
BlockHeight
region_measure(const BlockContext *context, double width)
{
    (void)width;
    const Reading *reading = &facts_of(context)->reading;
    if (reading->figures[COMPARATOR_ENROLLED] == NULL && indicator_has_trend(reading))
        return (BlockHeight){0};
    return charts_height(indicator_has_distribution(reading));
}

void
region_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    const Reading *reading = &facts_of(context)->reading;
    const Texts *texts = reading->topic.texts;
    const Rect chart = chart_area(area);

    block_heading_draw(canvas, area, texts_get(texts, "booklet.indicator.region"));
    if (indicator_has_distribution(reading))
        indicator_distribution_draw(canvas, reading, chart);
    else
        block_text_draw(canvas, ROLE_PARAGRAPH, STYLE_NOTE,
                        (Rect){chart.x, chart.y + 2, chart.width, 0},
                        texts_get(texts, "booklet.indicator.region_none"));
}

BlockHeight
trend_measure(const BlockContext *context, double width)
{
    (void)width;
    return indicator_has_trend(&facts_of(context)->reading) ? charts_height(true)
                                                            : (BlockHeight){0};
}

void
trend_block_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    const Reading *reading = &facts_of(context)->reading;
    g_autofree char *since = phrase_since(reading->topic.texts, reading->campaign);
    block_heading_draw(canvas, area, since);
    indicator_trend_draw(canvas, reading, chart_area(area));
}

/* --- the table -------------------------------------------------------------------------------- */

BlockHeight
table_measure(const BlockContext *context, double width)
{
    return block_rigid(indicator_table_height(&facts_of(context)->reading, width));
}

void
table_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    indicator_table_draw(canvas, &facts_of(context)->reading, area);
}

/* --- what to do, and what it is --------------------------------------------------------------- */

/* One line to write on stays, unless the template wants none. */
BlockHeight
action_measure(const BlockContext *context, double width)
{
    const GPtrArray *advice = facts_of(context)->advice;
    Typesetter *typesetter = typesetter_of(context);
    const int most = context->block->lines < 0 ? MOST_WRITING_LINES : context->block->lines;
    const double none = indicator_advice_height(typesetter, advice, width, 0);
    const double line = indicator_advice_height(typesetter, advice, width, 1) - none;
    return (BlockHeight){.least = none + line * MIN(most, 1),
                         .best = none + line * most,
                         .step = line,
                         .turn = TURN_WRITING};
}

void
action_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    const GPtrArray *advice = facts_of(context)->advice;
    Typesetter *typesetter = typesetter_of(context);
    const double none = indicator_advice_height(typesetter, advice, area.width, 0);
    const double line = indicator_advice_height(typesetter, advice, area.width, 1) - none;
    const int lines = (int)((area.height - none) / line + 0.01);
    indicator_advice_draw(canvas, context->subject->context->texts, advice, area, lines);
}

BlockHeight
definition_measure(const BlockContext *context, double width)
{
    return block_rigid(block_text_height(typesetter_of(context), STYLE_NOTE,
                                         facts_of(context)->definition, width));
}

void
definition_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    block_text_draw(canvas, ROLE_PARAGRAPH, STYLE_NOTE, area, facts_of(context)->definition);
}
