/* The pages on how the figures came about. */
#include "engine/profile/chance_signal.h"
#include "engine/words/words.h"
#include "render/document/block.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define PARAGRAPH_GAP 0.9
#define SECTION_GAP 3.6

typedef struct {
    const char *heading; /* a key */
    GPtrArray *paragraphs;
} Section;

static void
section_free(gpointer data)
{
    Section *self = data;
    g_ptr_array_unref(self->paragraphs);
    g_free(self);
}

static Section *
add_section(GPtrArray *sections, const char *heading)
{
    Section *section = g_new0(Section, 1);
    section->heading = heading;
    section->paragraphs = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(sections, section);
    return section;
}

static void
add_text(Section *section, const Texts *texts, const char *key)
{
    g_ptr_array_add(section->paragraphs, g_strdup(texts_get(texts, key)));
}

static void
add_minimum(Section *section, const Texts *texts, const char *key, int minimum)
{
    g_autofree char *digits = number_text_integer(texts_language(texts), minimum);
    g_ptr_array_add(section->paragraphs, texts_format(texts, key, "minimum", digits, NULL));
}

static void
add_compared(GPtrArray *sections, const Texts *texts, const Campaign *campaign)
{
    Section *section = add_section(sections, "booklet.method.compared");
    g_autofree char *day = day_text(campaign->language, period_last_day(campaign->last));

    if (campaign->comparators[COMPARATOR_GROUP])
        g_ptr_array_add(section->paragraphs,
                        texts_format(texts, "booklet.method.compared_group", "day", day, NULL));
    if (campaign->comparators[COMPARATOR_ENROLLED])
        g_ptr_array_add(section->paragraphs,
                        texts_format(texts, "booklet.method.compared_enrolled", "day", day, NULL));
    if (campaign->comparators[COMPARATOR_CONTROL]) {
        const bool listed =
            campaign->control_specialties != NULL && campaign->control_specialties[0] != NULL;
        if (listed && campaign->control_minimum_activity > 0)
            add_minimum(section, texts, "booklet.method.compared_control",
                        campaign->control_minimum_activity);
        else
            add_text(section, texts, "booklet.method.compared_control_all");
    }
    if (campaign->comparators[COMPARATOR_ACHIEVABLE])
        add_text(section, texts, "booklet.method.compared_achievable");
    add_text(section, texts, "booklet.method.compared_pooled");
}

static void
add_chance(GPtrArray *sections, const Texts *texts, const Campaign *campaign)
{
    Section *section = add_section(sections, "booklet.method.chance");
    const double expected = SIGNAL_FALSE_RATE * (double)campaign->n_indicators;
    g_autofree char *n = number_text_integer(campaign->language, (int64_t)campaign->n_indicators);
    g_autofree char *how_many = number_text(campaign->language, expected, 2);
    bool standardised = false;

    g_ptr_array_add(section->paragraphs, texts_format(texts, "booklet.method.chance_text", "n", n,
                                                      "expected", how_many, NULL));
    if (campaign->signals.false_discovery > 0) {
        g_autofree char *rate =
            number_text(campaign->language, 100 * campaign->signals.false_discovery, 0);
        g_ptr_array_add(section->paragraphs,
                        texts_format(texts, "booklet.method.chance_discovery", "rate", rate, NULL));
    }
    add_text(section, texts, "booklet.method.reliability_text");
    add_text(section, texts, "booklet.method.change_text");
    for (size_t i = 0; i < campaign->n_indicators; i++)
        standardised = standardised || campaign->indicators[i].indicator->standardised;
    if (standardised)
        add_text(section, texts, "booklet.method.standardised_text");
}

static void
add_hidden(GPtrArray *sections, const Texts *texts, const Campaign *campaign)
{
    const DisclosureRule *rule = &campaign->disclosure;
    Section *section = add_section(sections, "booklet.method.hidden");
    g_autofree char *members = number_text_integer(campaign->language, rule->minimum_members);
    g_autofree char *dominance = number_text(campaign->language, 100 * rule->dominance, 0);

    add_minimum(section, texts, "booklet.method.hidden_patients", rule->minimum_patients);
    add_minimum(section, texts, "booklet.method.hidden_peers", rule->minimum_peers);
    g_ptr_array_add(section->paragraphs,
                    texts_format(texts, "booklet.method.hidden_members", "minimum", members,
                                 "dominance", dominance, NULL));
    add_text(section, texts, "booklet.method.hidden_rounded");
    add_text(section, texts, "booklet.method.hidden_opposed");
}

static void
add_dates(GPtrArray *sections, const Texts *texts, const Campaign *campaign)
{
    Section *section = add_section(sections, "booklet.method.dates");
    const bool received = campaign->received_to != DAY_NONE;
    g_autofree char *period = period_text(campaign->language, campaign->last);
    g_autofree char *from = day_text(campaign->language, campaign->data_from);
    g_autofree char *to = day_text(campaign->language, campaign->data_to);
    g_autofree char *until =
        received ? day_text(campaign->language, campaign->received_to) : g_strdup("");
    g_autofree char *edition = phrase_data(texts, campaign->name);

    g_ptr_array_add(section->paragraphs,
                    texts_format(texts, "booklet.method.dates_period", "period", period, NULL));
    g_ptr_array_add(
        section->paragraphs,
        texts_format(texts,
                     received ? "booklet.method.dates_received" : "booklet.method.dates_data",
                     "from", from, "to", to, "received", until, NULL));
    g_ptr_array_add(section->paragraphs,
                    texts_format(texts, "booklet.method.dates_edition", "edition", edition, NULL));
}

static GPtrArray *
method_sections(const DocumentContext *context)
{
    const Texts *texts = context->texts;
    const Campaign *campaign = results_campaign(context->results);
    GPtrArray *sections = g_ptr_array_new_with_free_func(section_free);

    add_text(add_section(sections, "booklet.method.value"), texts, "booklet.method.value_text");
    add_text(add_section(sections, "booklet.method.interval"), texts,
             "booklet.method.interval_text");
    add_compared(sections, texts, campaign);
    add_chance(sections, texts, campaign);
    add_hidden(sections, texts, campaign);
    add_dates(sections, texts, campaign);
    add_text(add_section(sections, "booklet.method.use"), texts, "booklet.method.use_text");
    return sections;
}

/* --- the pages -------------------------------------------------------------------------------- */

static double
section_height(Typesetter *typesetter, const Section *section, const Texts *texts, double width)
{
    const TextStyle heading = style_of(STYLE_HEADING), body = style_of(STYLE_BODY);
    double height = SECTION_GAP + heading.leading_mm *
                                      typesetter_n_lines(typesetter, &heading,
                                                         texts_get(texts, section->heading), width);

    for (guint i = 0; i < section->paragraphs->len; i++)
        height +=
            PARAGRAPH_GAP +
            body.leading_mm * typesetter_n_lines(typesetter, &body,
                                                 g_ptr_array_index(section->paragraphs, i), width);
    return height;
}

/* The gap above the first heading of a page is the block's own. */
static double
first_baseline(Rect area)
{
    return area.y + block_ascent(STYLE_HEADING) - SECTION_GAP;
}

static double
room_of(Rect area)
{
    return area.y + area.height - first_baseline(area);
}

/* Whether a section begins a page of its own: the first does, and each that would leave its page. A
 * section is not split. `height` is what the page holds already; returns what it holds then. */
static bool
begins_page(guint index, Rect area, double *height, double section)
{
    const bool begins = index == 0 || *height + section > room_of(area);
    *height = begins ? section : *height + section;
    return begins;
}

int
method_n_pages(const BlockContext *context, Rect area)
{
    const DocumentContext *document = context->subject->context;
    g_autoptr(GPtrArray) sections = method_sections(document);
    double height = 0;
    int pages = 0;

    for (guint i = 0; i < sections->len; i++)
        pages += begins_page(i, area, &height,
                             section_height(document->typesetter, g_ptr_array_index(sections, i),
                                            document->texts, area.width));
    return pages;
}

/* Returns the next baseline. */
static double
draw_section(Canvas *canvas, const Texts *texts, const Section *section, Point at, double width)
{
    const TextStyle heading = style_of(STYLE_HEADING), body = style_of(STYLE_BODY);

    at.y += SECTION_GAP;
    canvas_open(canvas, ROLE_HEADING_2);
    at.y = canvas_paragraph(canvas, at, width, &heading, texts_get(texts, section->heading));
    canvas_close(canvas);
    for (guint i = 0; i < section->paragraphs->len; i++) {
        canvas_open(canvas, ROLE_PARAGRAPH);
        at.y =
            canvas_paragraph(canvas, at, width, &body, g_ptr_array_index(section->paragraphs, i)) +
            PARAGRAPH_GAP;
        canvas_close(canvas);
    }
    return at.y;
}

void
method_draw_page(const BlockContext *context, Canvas *canvas, Rect area, int page)
{
    const DocumentContext *document = context->subject->context;
    g_autoptr(GPtrArray) sections = method_sections(document);
    Point at = {area.x, first_baseline(area)};
    double height = 0;
    int current = -1;

    for (guint i = 0; i < sections->len; i++) {
        const Section *section = g_ptr_array_index(sections, i);
        current +=
            begins_page(i, area, &height,
                        section_height(document->typesetter, section, document->texts, area.width));
        if (current != page)
            continue;
        if (height > room_of(area))
            canvas_fail(canvas, _("\"%s\" needs %.1f mm more than a page has"),
                        texts_get(document->texts, section->heading), height - room_of(area));
        at.y = draw_section(canvas, document->texts, section, at, area.width);
    }
}
