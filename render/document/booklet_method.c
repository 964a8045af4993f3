#include "render/document/booklet_parts.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define PARAGRAPH_GAP 1.2
#define SECTION_GAP 4.6

static const FrameGeometry *const G = &FRAME_PORTRAIT;

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
    add_text(section, texts, "booklet.method.compared_pooled");
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
    add_hidden(sections, texts, campaign);
    add_dates(sections, texts, campaign);
    add_text(add_section(sections, "booklet.method.use"), texts, "booklet.method.use_text");
    return sections;
}

void
booklet_method_draw(Frame *frame)
{
    const Texts *texts = frame->context->texts;
    Canvas *canvas = frame->canvas;
    const TextStyle heading = style_of(STYLE_HEADING);
    const TextStyle body = style_of(STYLE_BODY);
    g_autoptr(GPtrArray) sections = method_sections(frame->context);

    frame_begin_page(frame, texts_get(texts, "booklet.method.outline"),
                     texts_get(texts, "booklet.method.kicker"));
    Point at = {G->left, frame_title(frame, STYLE_TITLE, texts_get(texts, "booklet.method.title"))};
    at.y += 4.5;

    for (guint i = 0; i < sections->len; i++) {
        const Section *section = g_ptr_array_index(sections, i);
        at.y += SECTION_GAP;
        canvas_open(canvas, ROLE_HEADING_2);
        at.y = canvas_paragraph(canvas, at, frame_width(frame), &heading,
                                texts_get(texts, section->heading));
        canvas_close(canvas);
        for (guint j = 0; j < section->paragraphs->len; j++) {
            canvas_open(canvas, ROLE_PARAGRAPH);
            at.y = canvas_paragraph(canvas, at, frame_width(frame), &body,
                                    g_ptr_array_index(section->paragraphs, j)) +
                   PARAGRAPH_GAP;
            canvas_close(canvas);
        }
    }
    if (at.y > G->bottom + body.leading_mm)
        canvas_fail(canvas, "the method page needs %.1f mm more", at.y - G->bottom);
}
