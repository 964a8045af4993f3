#include "render/document/run_index.h"

#include <string.h>

#include "render/document/phrase.h"
#include "render/page/number_text.h"
#include "render/page/typography.h"

/* Kept small: the page must open from a folder, without any other file. */
static const char STYLE_SHEET[] =
    ":root{color-scheme:light}"
    "body{font:16px/1.5 Inter,system-ui,sans-serif;color:#15191f;max-width:64rem;margin:0 auto;"
    "padding:2.5rem 1.5rem;font-feature-settings:'tnum'}"
    "h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}"
    "h2{font-size:1.2rem;margin:2.5rem 0 .75rem;border-bottom:1px solid #dce1e8;"
    "padding-bottom:.35rem}"
    "h3{font-size:1rem;margin:.75rem 0 .25rem}"
    "p{margin:.25rem 0}.muted{color:#56606d}"
    "a{color:#0b5fa5}a:focus{outline:2px solid #0b5fa5;outline-offset:2px}"
    "ul{padding-left:1.2rem;margin:.25rem 0}"
    ".groups{list-style:none;padding:0;display:grid;gap:1.5rem;"
    "grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}"
    ".groups img{width:100%;height:auto;border:1px solid #dce1e8;display:block}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem;margin:0}"
    "dt{color:#56606d}dd{margin:0}"
    "@media print{body{padding:0}a{color:inherit}}";

typedef struct {
    GString *html;
    const DocumentContext *context;
    const Texts *texts;
    const Campaign *campaign;
} Page;

/* Text as HTML; the typesetter's ^ marks become <sup>. */
static void
put_text(Page *self, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "^", -1);
    for (int i = 0; parts[i] != NULL; i++) {
        g_autofree char *escaped = g_markup_escape_text(parts[i], -1);
        g_string_append_printf(self->html, i % 2 == 1 ? "<sup>%s</sup>" : "%s", escaped);
    }
}

static void
put_element(Page *self, const char *tag, const char *attributes, const char *text)
{
    g_string_append_printf(self->html, "<%s%s>", tag, attributes);
    put_text(self, text);
    g_string_append_printf(self->html, "</%s>\n", tag);
}

/* Data stands as it is: a ^ in a label is not a mark. */
static void
put_data(Page *self, const char *tag, const char *text)
{
    g_autofree char *typographic = typography_apply(self->campaign->language, text);
    g_autofree char *escaped = g_markup_escape_text(typographic, -1);
    g_string_append_printf(self->html, "<%s>%s</%s>\n", tag, escaped, tag);
}

static void
put_link(Page *self, const char *folder, const char *file, const char *extension, const char *key)
{
    g_autofree char *name = g_uri_escape_string(file, NULL, FALSE);
    g_string_append_printf(self->html, "<li><a href=\"%s%s%s\">", folder, name, extension);
    put_text(self, texts_get(self->texts, key));
    g_string_append(self->html, "</a></li>\n");
}

/* --- the parts --- */

static void
put_head(Page *self)
{
    g_autofree char *period = period_text(self->campaign->language, self->campaign->last);
    g_autofree char *plain = period_text_short(self->campaign->language, self->campaign->last);
    g_autofree char *name = g_markup_escape_text(self->campaign->title, -1);
    g_autofree char *window =
        texts_format(self->texts, "index.title", "title", name, "period", plain, NULL);

    g_string_append_printf(self->html,
                           "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, "
                           "initial-scale=1\">\n<title>%s</title>\n<style>%s</style>\n</head>\n"
                           "<body>\n<header>\n",
                           language_code(self->campaign->language), window, STYLE_SHEET);
    put_data(self, "h1", self->campaign->title);
    put_element(self, "p", "", period);
    put_element(self, "p", " class=\"muted\"", texts_get(self->texts, "index.lead"));
    g_string_append(self->html, "</header>\n<main>\n");
}

static void
put_thumbnail(Page *self, GBytes *png)
{
    if (png == NULL)
        return;
    gsize size = 0;
    const guchar *bytes = g_bytes_get_data(png, &size);
    g_autofree char *base64 = g_base64_encode(bytes, size);
    g_autofree char *alt = g_markup_escape_text(texts_get(self->texts, "index.handout_alt"), -1);
    g_string_append_printf(self->html, "<img alt=\"%s\" src=\"data:image/png;base64,%s\">\n", alt,
                           base64);
}

static void
put_group(Page *self, const ResultGroup *group, GBytes *thumbnail)
{
    g_autofree char *doctors = phrase_count(self->texts, (int64_t)group->n_doctors,
                                            "index.group_doctors_one", "index.group_doctors_many");
    g_autofree char *booklets =
        phrase_count(self->texts, (int64_t)group->n_doctors, "index.group_booklets_one",
                     "index.group_booklets_many");

    g_string_append(self->html, "<li>\n");
    put_thumbnail(self, thumbnail);
    put_data(self, "h3", group->label);
    put_element(self, "p", " class=\"muted\"", doctors);
    g_string_append(self->html, "<ul>\n");
    put_link(self, "handouts/", group->id, ".pdf", "index.handout");
    put_link(self, "handouts/slides/", group->id, ".pdf", "index.slides");
    put_link(self, "workbooks/", group->id, ".xlsx", "index.workbook");
    put_element(self, "li", "", booklets);
    g_string_append(self->html, "</ul>\n</li>\n");
}

static void
put_groups(Page *self, const GPtrArray *thumbnails)
{
    const Results *results = self->context->results;
    g_string_append(self->html, "<section>\n");
    put_element(self, "h2", "", texts_get(self->texts, "index.groups"));
    g_string_append(self->html, "<ul class=\"groups\">\n");
    for (size_t i = 0; i < results_n_groups(results); i++) {
        const bool drawn = thumbnails != NULL && i < thumbnails->len;
        put_group(self, results_group(results, i), drawn ? g_ptr_array_index(thumbnails, i) : NULL);
    }
    g_string_append(self->html, "</ul>\n</section>\n");
}

static void
put_region(Page *self)
{
    static const struct {
        const char *folder, *file, *extension, *key;
    } LINKS[] = {
        {"workbooks/", "region", ".xlsx", "index.region_workbook"},
        {"results/", "comparators", ".csv", "index.results_comparators"},
        {"results/", "distribution", ".csv", "index.results_distribution"},
        {"results/", "funnel", ".csv", "index.results_funnel"},
        {"results/", "variation", ".csv", "index.results_variation"},
        {"results/", "stays", ".csv", "index.results_stays"},
        {"results/", "indicators", ".csv", "index.results_indicators"},
        {"results/", "datapackage", ".json", "index.results_package"},
        {"", "manifest", ".json", "index.manifest"},
    };
    g_string_append(self->html, "<section>\n");
    put_element(self, "h2", "", texts_get(self->texts, "index.region"));
    g_string_append(self->html, "<ul>\n");
    for (size_t i = 0; i < G_N_ELEMENTS(LINKS); i++)
        if (self->campaign->n_stay_indicators > 0 || strcmp(LINKS[i].file, "stays") != 0)
            put_link(self, LINKS[i].folder, LINKS[i].file, LINKS[i].extension, LINKS[i].key);
    g_string_append(self->html, "</ul>\n</section>\n");
}

static void
put_themes(Page *self)
{
    const Campaign *campaign = self->campaign;
    g_string_append(self->html, "<section>\n");
    put_element(self, "h2", "", texts_get(self->texts, "index.themes"));
    for (size_t i = 0; i < campaign->n_themes; i++) {
        const Theme *theme = campaign->themes[i];
        put_data(self, "h3", local_text(&theme->label, campaign->language));
        if (theme->n_indicators == 0)
            continue;
        g_string_append(self->html, "<ul>\n");
        for (size_t j = 0; j < theme->n_indicators; j++)
            put_data(self, "li", local_text(&theme->indicators[j].label, campaign->language));
        g_string_append(self->html, "</ul>\n");
    }
    g_string_append(self->html, "</section>\n");
}

static void
put_fact(Page *self, const char *key, const char *value)
{
    put_element(self, "dt", "", texts_get(self->texts, key));
    put_element(self, "dd", "", value);
}

static char *
data_text(const Page *self)
{
    const Campaign *campaign = self->campaign;
    const bool received = campaign->received_to != DAY_NONE;
    g_autofree char *from = day_text(campaign->language, campaign->data_from);
    g_autofree char *to = day_text(campaign->language, campaign->data_to);
    g_autofree char *until =
        received ? day_text(campaign->language, campaign->received_to) : g_strdup("");
    return texts_format(self->texts, received ? "index.fact_received" : "index.fact_data_text",
                        "from", from, "to", to, "received", until, NULL);
}

static void
put_facts(Page *self)
{
    const Campaign *campaign = self->campaign;
    const Results *results = self->context->results;
    int64_t enrolled = 0;
    for (size_t i = 0; i < results_n_groups(results); i++)
        enrolled += (int64_t)results_group(results, i)->n_doctors;

    g_autofree char *period = period_text(campaign->language, campaign->last);
    g_autofree char *data = data_text(self);
    g_autofree char *doctors = number_text_integer(campaign->language, enrolled);
    g_autofree char *indicators =
        number_text_integer(campaign->language, (int64_t)campaign->n_indicators);

    g_string_append(self->html, "<section>\n");
    put_element(self, "h2", "", texts_get(self->texts, "index.facts"));
    g_string_append(self->html, "<dl>\n");
    put_fact(self, "index.fact_edition", campaign->name);
    put_element(self, "dt", "", texts_get(self->texts, "index.fact_region"));
    put_data(self, "dd", campaign->region_label);
    put_fact(self, "index.fact_period", period);
    put_fact(self, "index.fact_data", data);
    put_fact(self, "index.fact_doctors", doctors);
    put_fact(self, "index.fact_indicators", indicators);
    g_string_append(self->html, "</dl>\n</section>\n");
}

GBytes *
run_index_render(const DocumentContext *context, const GPtrArray *handout_thumbnails,
                 GError **error)
{
    /* Nothing here can fail; the signature is that of every document. */
    (void)error;
    Page self = {.html = g_string_new(NULL),
                 .context = context,
                 .texts = context->texts,
                 .campaign = results_campaign(context->results)};

    put_head(&self);
    put_groups(&self, handout_thumbnails);
    put_region(&self);
    put_themes(&self);
    put_facts(&self);
    g_string_append(self.html, "</main>\n<footer>\n");
    put_element(&self, "p", " class=\"muted\"", texts_get(self.texts, "index.private"));
    g_string_append(self.html, "</footer>\n</body>\n</html>\n");
    return g_string_free_to_bytes(self.html);
}
