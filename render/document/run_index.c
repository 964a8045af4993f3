#include "render/document/run_index.h"

#include <string.h>

#include "render/document/html.h"
#include "render/document/phrase.h"
#include "render/document/run_index_parts.h"
#include "render/page/number_text.h"

/* Kept small: the page must open from a folder, without any other file. The colours are those of the
 * palette; all text contrasts at least 4.5:1 with what is behind it. */
static const char STYLE_SHEET[] =
    ":root{color-scheme:light}*{box-sizing:border-box}"
    "body{font:16px/1.5 Inter,system-ui,sans-serif;color:#15191f;background:#fff;max-width:68rem;"
    "margin:0 auto;padding:2.5rem 1.5rem;font-variant-numeric:tabular-nums}"
    "h1{font-size:2.1rem;line-height:1.15;letter-spacing:-.01em;margin:0 0 .5rem}"
    "h2{font-size:1.35rem;line-height:1.25;margin:3rem 0 .75rem;padding-top:.75rem;"
    "border-top:3px solid #15191f}"
    "h3{font-size:1.05rem;margin:1.5rem 0 .25rem}h4{font-size:1rem;margin:1.5rem 0 .4rem}"
    "p{margin:.25rem 0;max-width:44rem}.muted{color:#56606d}"
    "a{color:#0b5fa5}a:focus-visible{outline:3px solid #0b5fa5;outline-offset:2px;"
    "border-radius:2px}main:focus{outline:none}"
    ".skip{position:absolute;left:-99rem;background:#fff;padding:.5rem 1rem}"
    ".skip:focus{left:1.5rem;top:.5rem}"
    ".aside{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);"
    "white-space:nowrap}"
    "ul{padding-left:1.2rem;margin:.25rem 0}"
    "nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;list-style:none;padding:0;"
    "margin:1.25rem 0 0}"
    ".groups{list-style:none;padding:0;display:grid;gap:1.5rem;"
    "grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}"
    ".groups>li{background:#f4f6f8;padding:1rem;border-radius:6px}"
    ".groups img{width:100%;height:auto;border:1px solid #dce1e8;display:block}"
    ".groups .muted{color:#4c5561}"
    "table{border-collapse:collapse;width:100%;font-size:.95rem;margin:0 0 1rem}"
    "th,td{text-align:left;padding:.3rem .75rem .3rem 0;border-bottom:1px solid #dce1e8;"
    "vertical-align:middle;overflow-wrap:anywhere}"
    "thead th{color:#56606d;font-weight:500;font-size:.85rem;vertical-align:bottom}"
    "tbody th{font-weight:500}.figures th:first-child{width:32%}"
    ".figures .number{text-align:right;width:16%;padding-right:1.25rem}"
    ".figures td.number{font-weight:600}.figures td.none{font-weight:400;color:#56606d}"
    ".figures .plot{padding-right:0}"
    ".all th,.all td{background:#f4f6f8}.all td.none{color:#4c5561}.all th{padding-left:.5rem}"
    ".scale{display:flex;justify-content:space-between}"
    "svg{display:block;width:100%;height:auto}"
    ".axis{stroke:#dce1e8;stroke-width:4;fill:none}.band{fill:#dfeaf3}"
    ".enrolled{stroke:#0b5fa5;stroke-width:6;fill:none}"
    ".control{stroke:#8a5a2b;stroke-width:6;stroke-dasharray:12 8;fill:none}"
    ".mark{fill:#15191f;stroke:#fff;stroke-width:3}"
    ".legend{display:flex;flex-wrap:wrap;gap:.25rem 1.75rem;list-style:none;padding:0}"
    ".legend li{display:flex;align-items:center;gap:.5rem}.legend svg{width:2rem;flex:none}"
    ".warnings{border-left:4px solid #15191f;padding:.25rem 0 .25rem 1rem;list-style:none}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem;margin:0}"
    "dt{color:#56606d}dd{margin:0}"
    "@media(max-width:40rem){.figures th:first-child{width:auto}}"
    "@media print{body{padding:0;max-width:none;font-size:10pt}nav,.skip{display:none}"
    "a{color:inherit}table,.groups>li{break-inside:avoid}h2,h3,h4{break-after:avoid}"
    "*{print-color-adjust:exact}}";

typedef IndexPage Page;

static void
put_data(const Page *self, const char *tag, const char *text)
{
    html_put_data(self->html, self->campaign->language, tag, "", text);
}

static void
put_element(const Page *self, const char *tag, const char *attributes, const char *text)
{
    html_put_element(self->html, tag, attributes, text);
}

/* `whose` tells links of one text apart to who hears them alone; NULL where none needs it. */
static void
put_link(const Page *self, const char *folder, const char *file, const char *extension,
         const char *key, const char *whose)
{
    g_autofree char *name = g_uri_escape_string(file, NULL, FALSE);
    g_string_append_printf(self->html, "<li><a href=\"%s%s%s\">", folder, name, extension);
    html_put_text(self->html, texts_get(self->texts, key));
    if (whose != NULL) {
        g_autofree char *escaped = html_escape(whose);
        g_string_append_printf(self->html, "<span class=\"aside\"> – %s</span>", escaped);
    }
    g_string_append(self->html, "</a></li>\n");
}

/* --- the parts --- */

static void
put_navigation(const Page *self)
{
    static const struct {
        const char *id, *key;
    } SECTIONS[] = {
        {"groups", "index.groups"}, {"warnings", "index.warnings"}, {"figures", "index.figures"},
        {"hidden", "index.hidden"}, {"region", "index.region"},     {"themes", "index.themes"},
        {"facts", "index.facts"},
    };
    g_autofree char *label = html_escape(texts_get(self->texts, "index.navigation"));
    g_string_append_printf(self->html, "<nav aria-label=\"%s\"><ul>\n", label);
    for (size_t i = 0; i < G_N_ELEMENTS(SECTIONS); i++) {
        g_string_append_printf(self->html, "<li><a href=\"#%s\">", SECTIONS[i].id);
        html_put_text(self->html, texts_get(self->texts, SECTIONS[i].key));
        g_string_append(self->html, "</a></li>\n");
    }
    g_string_append(self->html, "</ul></nav>\n");
}

static void
put_head(Page *self)
{
    g_autofree char *period = period_text(self->campaign->language, self->campaign->last);
    g_autofree char *plain = period_text_short(self->campaign->language, self->campaign->last);
    g_autofree char *name = html_escape(self->campaign->title);
    g_autofree char *window =
        texts_format(self->texts, "index.title", "title", name, "period", plain, NULL);

    g_string_append_printf(self->html,
                           "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, "
                           "initial-scale=1\">\n<title>%s</title>\n<style>%s</style>\n</head>\n"
                           "<body>\n<a class=\"skip\" href=\"#main\">%s</a>\n<header>\n",
                           language_code(self->campaign->language), window, STYLE_SHEET,
                           texts_get(self->texts, "index.skip"));
    put_data(self, "h1", self->campaign->title);
    put_element(self, "p", "", period);
    put_element(self, "p", " class=\"muted\"", texts_get(self->texts, "index.lead"));
    put_navigation(self);
    g_string_append(self->html, "</header>\n<main id=\"main\" tabindex=\"-1\">\n");
}

static void
put_thumbnail(Page *self, GBytes *png)
{
    if (png == NULL)
        return;
    gsize size = 0;
    const guchar *bytes = g_bytes_get_data(png, &size);
    g_autofree char *base64 = g_base64_encode(bytes, size);
    g_autofree char *alt = html_escape(texts_get(self->texts, "index.handout_alt"));
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
    put_link(self, "handouts/", group->id, ".pdf", "index.handout", group->label);
    put_link(self, "handouts/slides/", group->id, ".pdf", "index.slides", group->label);
    put_link(self, "workbooks/", group->id, ".xlsx", "index.workbook", group->label);
    put_element(self, "li", "", booklets);
    g_string_append(self->html, "</ul>\n</li>\n");
}

static void
put_groups(Page *self, const GPtrArray *thumbnails)
{
    const Results *results = self->context->results;
    run_index_open_section(self, "groups", "index.groups");
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
    run_index_open_section(self, "region", "index.region");
    g_string_append(self->html, "<ul>\n");
    for (size_t i = 0; i < G_N_ELEMENTS(LINKS); i++)
        if (self->campaign->n_stay_indicators > 0 || strcmp(LINKS[i].file, "stays") != 0)
            put_link(self, LINKS[i].folder, LINKS[i].file, LINKS[i].extension, LINKS[i].key, NULL);
    g_string_append(self->html, "</ul>\n</section>\n");
}

static void
put_themes(Page *self)
{
    const Campaign *campaign = self->campaign;
    run_index_open_section(self, "themes", "index.themes");
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

    run_index_open_section(self, "facts", "index.facts");
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
    run_index_put_warnings(&self);
    run_index_put_figures(&self);
    run_index_put_hidden(&self);
    put_region(&self);
    put_themes(&self);
    put_facts(&self);
    g_string_append(self.html, "</main>\n<footer>\n");
    put_element(&self, "p", " class=\"muted\"", texts_get(self.texts, "index.private"));
    g_string_append(self.html, "</footer>\n</body>\n</html>\n");
    return g_string_free_to_bytes(self.html);
}
