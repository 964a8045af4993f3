/* From campaign.yaml to a Campaign: its keys, and then its themes, each from the bank, from a path, or
 * from a finished edition. */
#include <string.h>

#include "engine/model/campaign_keys.h"
#include "engine/model/campaign_programme.h"
#include "engine/model/campaign_themes.h"
#include "engine/model/faults.h"
#include "engine/model/identifier.h"
#include "engine/model/suggestion.h"
#include "engine/words/words.h"

enum { DEFAULT_MINIMUM_ACTIVITY = 100 };

/* --- keys ------------------------------------------------------------------------------------ */

static char *
copy_text(const YamlNode *node)
{
    return node != NULL ? g_strdup(yaml_node_text(node)) : NULL;
}

/* A path of the file, made absolute from the folder that the file is in. */
static char *
resolve(const char *campaign_path, const char *path)
{
    g_autofree char *folder = g_path_get_dirname(campaign_path);
    g_autofree char *absolute = g_canonicalize_filename(folder, NULL);
    return g_canonicalize_filename(path, absolute);
}

/* A template of the campaign's own, beside it. */
static bool
is_path(const char *template)
{
    return strchr(template, '/') != NULL || g_str_has_suffix(template, ".yaml");
}

static void
check_identifier(const YamlNode *node, const char *key, GPtrArray *faults)
{
    if (node != NULL && !identifier_is_good(yaml_node_text(node), true))
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s: it becomes part of file names; use letters, digits, _ and -, at most 64"),
                   key);
}

static void
read_last(Campaign *self, const CampaignKeys *keys, GPtrArray *faults)
{
    static const char *const examples[] = {[PERIOD_MONTH] = "2026-03",
                                           [PERIOD_QUARTER] = "2026-Q1",
                                           [PERIOD_HALF] = "2026-H1",
                                           [PERIOD_YEAR] = "2026"};
    if (keys->last == NULL)
        return;
    const char *text = yaml_node_text(keys->last);
    if (!period_parse(text, &self->last))
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(keys->last),
                   _("last is '%s', not a period; write it as 2026-03, 2026-Q1, 2026-H1 or 2026"),
                   text);
    else if (keys->every >= 0 && (int)self->last.length != keys->every)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(keys->last),
                   _("last is '%s', but the campaign goes by the %s; write it as %s"), text,
                   campaign_period_names[keys->every], examples[keys->every]);
}

static void
check_data(const Campaign *self, const YamlNode *root, GPtrArray *faults)
{
    const YamlNode *data = yaml_node_find(root, "data");
    if (self->data_from == DAY_NONE || self->data_to == DAY_NONE)
        return;
    if (self->data_to < self->data_from)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(yaml_node_find(data, "to")),
                   _("to is before from; the data are whole from the first day to the last"));
    else if (self->received_to != DAY_NONE && self->received_to < self->data_to)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(yaml_node_find(data, "received_to")),
                   _("received_to is before to; care cannot be whole before it is received"));
}

static void
read_comparators(Campaign *self, const YamlNode *node, GPtrArray *faults)
{
    for (int i = 0; i <= COMPARATOR_CONTROL; i++)
        self->comparators[i] = node == NULL;
    for (size_t i = 0; node != NULL && i < yaml_node_size(node); i++) {
        const YamlNode *item = yaml_node_item(node, i);
        const char *name = yaml_node_text(item);
        int kind = 0;
        while (kind <= N_COMPARATORS && strcmp(campaign_comparator_names[kind], name) != 0)
            kind++;
        if (kind < N_COMPARATORS)
            self->comparators[kind] = true;
        if (kind == N_COMPARATORS)
            self->colleagues = true;
        if (kind <= N_COMPARATORS)
            continue;
        g_autofree char *hint = suggestion_hint(name, campaign_comparator_names);
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(item), _("comparators: '%s'; %s"),
                   name, hint);
    }
}

/* "password=..." or "postgres://user:secret@host". */
static bool
holds_password(const char *conninfo)
{
    if (strstr(conninfo, "password") != NULL)
        return true;
    const char *scheme = strstr(conninfo, "://");
    if (scheme == NULL)
        return false;
    size_t user = strcspn(scheme + 3, ":@/");
    size_t authority = strcspn(scheme + 3, "@/");
    return scheme[3 + user] == ':' && scheme[3 + authority] == '@';
}

static void
read_database(Campaign *self, const CampaignKeys *keys, const YamlNode *root, GPtrArray *faults)
{
    const YamlNode *const ways[] = {[DATABASE_SERVICE] = keys->service,
                                    [DATABASE_CONNINFO] = keys->conninfo,
                                    [DATABASE_EMBEDDED] = keys->embedded};
    const YamlNode *node = yaml_node_find(root, "database"), *way = NULL;
    int n_ways = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(ways); i++)
        if (ways[i] != NULL) {
            n_ways++;
            way = ways[i];
            self->database.kind = (DatabaseKind)i;
        }
    if (node != NULL && n_ways != 1)
        faults_add(faults, MODEL_ERROR_KEY, yaml_node_place(node),
                   _("the database needs one of service, conninfo and embedded, and has %d; "
                     "write one"),
                   n_ways);
    if (keys->conninfo != NULL && holds_password(yaml_node_text(keys->conninfo)))
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(keys->conninfo),
                   _("conninfo holds a password; put it into ~/.pgpass, readable by you alone"));
    if (way == NULL)
        return;
    self->database.place = yaml_node_place(way);
    self->database.text = self->database.kind == DATABASE_EMBEDDED
                              ? resolve(self->path, yaml_node_text(way))
                              : copy_text(way);
    self->database.load_service = copy_text(keys->load_service);
}

/* The lower ends of the bands, each of which ends where the next one begins. */
static void
read_age_bands(Campaign *self, const YamlNode *node, GPtrArray *faults)
{
    const char *hint = _("write the lower ends of the bands, from 0 upwards, as in "
                         "[0, 15, 45, 65, 75]");
    self->age_bands = age_bands_usual();
    if (node == NULL)
        return;
    AgeBands *bands = &self->age_bands;
    bands->n = 0;
    if (yaml_node_size(node) == 0)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node), _("bands is empty; %s"), hint);
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        const YamlNode *item = yaml_node_item(node, i);
        int lowest = (int)g_ascii_strtoll(yaml_node_text(item), NULL, 10);
        if (i == 0 ? lowest != 0 : lowest <= bands->lowest[i - 1]) {
            faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(item),
                       i == 0
                           ? _("bands: %d is not 0, so that younger patients would be in none; %s")
                           : _("bands: %d is not above the one before; %s"),
                       lowest, hint);
            return;
        }
        bands->lowest[bands->n++] = lowest;
    }
}

/* Each the folder of a results package, once. */
static void
read_other_regions(Campaign *self, const YamlNode *node, GPtrArray *faults)
{
    const size_t size = node != NULL ? yaml_node_size(node) : 0;
    if (size > MAX_OTHER_REGIONS) {
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("other_regions: %zu of them, and a page has room for %d; leave some out"),
                   size, MAX_OTHER_REGIONS);
        return;
    }
    self->other_regions = g_new0(OtherResults, size);
    for (size_t i = 0; i < size; i++) {
        const YamlNode *item = yaml_node_item(node, i);
        char *folder = resolve(self->path, yaml_node_text(item));
        for (size_t earlier = 0; earlier < self->n_other_regions; earlier++)
            if (strcmp(self->other_regions[earlier].folder, folder) == 0)
                faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(item),
                           _("other_regions: '%s' a second time; name each region once"),
                           yaml_node_text(item));
        self->other_regions[self->n_other_regions++] =
            (OtherResults){folder, yaml_node_place(item)};
    }
}

static char **
copy_texts(const YamlNode *node)
{
    size_t size = node != NULL ? yaml_node_size(node) : 0;
    char **texts = g_new0(char *, size + 1);
    for (size_t i = 0; i < size; i++)
        texts[i] = g_strdup(yaml_node_text(yaml_node_item(node, i)));
    return texts;
}

static void
take_keys(Campaign *self, const CampaignKeys *keys)
{
    self->name = copy_text(keys->name);
    self->title = copy_text(keys->title != NULL ? keys->title : keys->name);
    self->language = (Language)keys->language;
    self->region_id = copy_text(keys->region_id);
    self->region_label = copy_text(keys->region_label);
    self->profession =
        keys->profession != NULL ? copy_text(keys->profession) : g_strdup(USUAL_PROFESSION);
    self->history = keys->history;
    self->data_from = keys->from;
    self->data_to = keys->to;
    self->received_to = keys->received_to;
    self->control_specialties = copy_texts(keys->specialties);
    self->control_minimum_activity = keys->minimum_activity;
    self->numbering = (NumberingScope)keys->scope;
    self->disclosure = keys->disclosure;
    self->disclosure.strict_numerator = keys->numerator_rule == 1;
    self->signals = (SignalRule){(SpreadRule)keys->overdispersion, keys->false_discovery};
    self->booklet_template =
        keys->template != NULL ? copy_text(keys->template) : g_strdup("profil");
    self->imposition = (Imposition)keys->imposition;
    self->booklet_encrypted = keys->encrypt;
    if (keys->key_file != NULL)
        self->key_file = resolve(self->path, yaml_node_text(keys->key_file));
    if (keys->previous != NULL)
        self->previous = resolve(self->path, yaml_node_text(keys->previous));
}

/* The list of themes that the edition is about; NULL with a fault. A programme is read first, whatever
 * decides, and one that is faulty decides nothing. */
static const YamlNode *
read_themes_now(Campaign *self, const CampaignKeys *keys, const ThemeFiles *files,
                const YamlNode *root, GPtrArray *faults)
{
    const guint n_faults = faults->len;
    if (keys->programme != NULL)
        campaign_read_programme(self, files, keys->programme, faults);
    if (yaml_node_find(root, "themes") != NULL)
        return keys->themes;
    if (keys->programme == NULL)
        faults_add(faults, MODEL_ERROR_KEY, yaml_node_place(root),
                   _("a campaign lacks its key 'themes'; name them, or write a programme"));
    if (keys->programme == NULL || keys->last == NULL || faults->len > n_faults)
        return NULL;
    return campaign_programme_now(self, keys->programme, faults);
}

/* --- entries --------------------------------------------------------------------------------- */

static Campaign *
read_campaign(const char *path, const YamlDocument *document, const ThemeFiles *files,
              GPtrArray *faults)
{
    CampaignKeys keys = {
        .every = -1,
        .history = 1,
        .from = DAY_NONE,
        .to = DAY_NONE,
        .received_to = DAY_NONE,
        .minimum_activity = DEFAULT_MINIMUM_ACTIVITY,
        .disclosure = {11, 5, 6, 0.85, false},
        .overdispersion = SPREAD_MULTIPLICATIVE,
    };
    const YamlNode *root = yaml_document_root(document);
    yaml_schema_read(&campaign_schema, root, &keys, faults);
    check_identifier(keys.name, "campaign", faults);
    if (keys.template != NULL && !is_path(yaml_node_text(keys.template)))
        check_identifier(keys.template, "template", faults);

    Campaign *self = g_new0(Campaign, 1);
    self->path = g_strdup(path);
    self->bytes = g_bytes_ref(yaml_document_bytes(document));
    take_keys(self, &keys);
    read_last(self, &keys, faults);
    check_data(self, root, faults);
    read_comparators(self, keys.comparators, faults);
    read_database(self, &keys, root, faults);
    read_age_bands(self, keys.bands, faults);
    read_other_regions(self, keys.other_regions, faults);
    const YamlNode *themes = read_themes_now(self, &keys, files, root, faults);
    if (themes != NULL)
        campaign_read_themes(self, files, themes, faults);
    return self;
}

static Campaign *
check_campaign(const char *path, const ThemeFiles *files, GPtrArray *faults)
{
    GError *error = NULL;
    g_autoptr(YamlDocument) document = yaml_document_load(path, &error);
    if (document == NULL) {
        faults_take(faults, error);
        return NULL;
    }
    size_t n_faults = faults->len;
    g_autoptr(Campaign) self = read_campaign(path, document, files, faults);
    return faults->len == n_faults ? g_steal_pointer(&self) : NULL;
}

static Campaign *
load_campaign(const char *path, const ThemeFiles *files, GError **error)
{
    g_autoptr(GPtrArray) faults = faults_new();
    Campaign *self = check_campaign(path, files, faults);
    if (self == NULL)
        faults_propagate_first(faults, error);
    return self;
}

Campaign *
campaign_check(const char *path, const char *theme_dir, GPtrArray *faults)
{
    return check_campaign(path, &(ThemeFiles){theme_dir, NULL}, faults);
}

Campaign *
campaign_load(const char *path, const char *theme_dir, GError **error)
{
    return load_campaign(path, &(ThemeFiles){theme_dir, NULL}, error);
}

Campaign *
campaign_load_frozen(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "campaign.yaml", NULL);
    g_autofree char *theme_dir = g_build_filename(folder, "themes", NULL);
    g_autoptr(GPtrArray) frozen = theme_files_list(theme_dir, false);
    return load_campaign(path, &(ThemeFiles){theme_dir, frozen}, error);
}
