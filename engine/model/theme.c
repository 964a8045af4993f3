#include "engine/model/theme.h"

#include <stddef.h>
#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/identifier.h"
#include "engine/model/indicator_read.h"
#include "engine/model/yaml_schema.h"
#include "engine/words/words.h"

typedef struct {
    const YamlNode *id, *profession;
    int version, status;
    LocalText label, rationale;
    bool daily_practice, evaluable; /* the criteria are for the reader of the theme */
    const YamlNode *evidence;
    Day validated, valid_from, valid_to, review_on;
    const YamlNode *validated_by, *author, *reviewer, *dossier;
    const YamlNode *questions[N_LANGUAGES];
    const YamlNode *indicators;
} ThemeKeys;

static const char *const status_names[] = {
    [THEME_PROPOSED] = "proposed", [THEME_TRIAL] = "trial", [THEME_VALIDATED] = "validated", NULL};

#define AT(member) .offset = offsetof(ThemeKeys, member)
static const YamlField criteria_fields[] = {
    {"daily_practice", FIELD_BOOLEAN, AT(daily_practice)},
    {"evaluable", FIELD_BOOLEAN, AT(evaluable)},
    {"evidence", FIELD_TEXT, AT(evidence)},
};
static const YamlSchema criteria_schema = {N_("the criteria"), criteria_fields,
                                           G_N_ELEMENTS(criteria_fields)};

static const YamlField questions_fields[] = {
    {"fr", FIELD_TEXTS, AT(questions[LANGUAGE_FR])},
    {"en", FIELD_TEXTS, AT(questions[LANGUAGE_EN])},
};
static const YamlSchema questions_schema = {N_("the questions"), questions_fields,
                                            G_N_ELEMENTS(questions_fields)};

static const YamlField theme_fields[] = {
    {"theme", FIELD_TEXT, AT(id), .required = true},
    {"version", FIELD_INTEGER, AT(version), .minimum = 1, .maximum = 9999},
    {"status", FIELD_CHOICE, AT(status), .required = true, .choices = status_names},
    {"profession", FIELD_TEXT, AT(profession)},
    {"label", FIELD_LOCAL_TEXT, AT(label), .required = true},
    {"rationale", FIELD_LOCAL_TEXT, AT(rationale)},
    {"criteria", FIELD_NESTED, .nested = &criteria_schema},
    {"validated", FIELD_DAY, AT(validated)},
    {"validated_by", FIELD_TEXT, AT(validated_by)},
    {"author", FIELD_TEXT, AT(author)},
    {"reviewer", FIELD_TEXT, AT(reviewer)},
    {"valid_from", FIELD_DAY, AT(valid_from)},
    {"valid_to", FIELD_DAY, AT(valid_to)},
    {"review_on", FIELD_DAY, AT(review_on)},
    {"dossier", FIELD_TEXT, AT(dossier)},
    {"questions", FIELD_NESTED, .nested = &questions_schema},
    {"indicators", FIELD_SEQUENCE, AT(indicators)},
};
#undef AT
static const YamlSchema theme_schema = {N_("a theme"), theme_fields, G_N_ELEMENTS(theme_fields)};

static char *
copy_text(const YamlNode *node)
{
    return node != NULL ? g_strdup(yaml_node_text(node)) : NULL;
}

static char **
copy_texts(const YamlNode *node)
{
    if (node == NULL)
        return NULL;
    size_t size = yaml_node_size(node);
    char **texts = g_new0(char *, size + 1);
    for (size_t i = 0; i < size; i++)
        texts[i] = g_strdup(yaml_node_text(yaml_node_item(node, i)));
    return texts;
}

static void
check_names(const ThemeKeys *keys, GPtrArray *faults)
{
    if (keys->id != NULL && !identifier_is_good(yaml_node_text(keys->id), false))
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(keys->id),
                   _("theme: use small letters, digits, _ and -, at most 64"));
    if (keys->dossier != NULL && strchr(yaml_node_text(keys->dossier), '/') != NULL)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(keys->dossier),
                   _("dossier: a file name in templates/dossiers, without a folder"));
}

static void
check_days(const ThemeKeys *keys, const YamlNode *root, GPtrArray *faults)
{
    bool both = keys->valid_from != DAY_NONE && keys->valid_to != DAY_NONE;
    if (both && keys->valid_to < keys->valid_from)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(yaml_node_find(root, "valid_to")),
                   _("valid_to is before valid_from; both days are included"));
    if (keys->review_on != DAY_NONE && keys->valid_from != DAY_NONE &&
        keys->review_on < keys->valid_from)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(yaml_node_find(root, "review_on")),
                   _("review_on is before valid_from; a theme is read again once it is in use"));
    if (keys->status == THEME_VALIDATED && keys->validated_by == NULL)
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(yaml_node_find(root, "status")),
                   _("status is validated, but nobody is named; add validated_by"));
}

static void
check_unique(const Theme *self, size_t i, GPtrArray *faults)
{
    const Indicator *indicator = &self->indicators[i];
    for (size_t j = 0; j < i && indicator->id != NULL; j++)
        if (g_strcmp0(self->indicators[j].id, indicator->id) == 0)
            faults_add(faults, MODEL_ERROR_THEME, indicator->place,
                       _("indicator '%s' stands here a second time, first on line %d; rename one"),
                       indicator->id, self->indicators[j].place.line);
}

static void
read_indicators(Theme *self, const YamlNode *node, GPtrArray *faults)
{
    if (node == NULL)
        return;
    self->n_indicators = yaml_node_size(node);
    self->indicators = g_new0(Indicator, self->n_indicators);
    for (size_t i = 0; i < self->n_indicators; i++) {
        indicator_read(yaml_node_item(node, i), &self->indicators[i], faults);
        check_unique(self, i, faults);
    }
}

static Theme *
read_theme(const char *path, const YamlDocument *document, GPtrArray *faults)
{
    ThemeKeys keys = {.version = 1,
                      .validated = DAY_NONE,
                      .valid_from = DAY_NONE,
                      .valid_to = DAY_NONE,
                      .review_on = DAY_NONE};
    yaml_schema_read(&theme_schema, yaml_document_root(document), &keys, faults);
    check_names(&keys, faults);
    check_days(&keys, yaml_document_root(document), faults);

    Theme *self = g_new0(Theme, 1);
    *self = (Theme){
        .id = copy_text(keys.id),
        .path = g_strdup(path),
        .bytes = g_bytes_ref(yaml_document_bytes(document)),
        .version = keys.version,
        .status = (ThemeStatus)keys.status,
        .profession = copy_text(keys.profession),
        .label = keys.label,
        .rationale = keys.rationale,
        .dossier = copy_text(keys.dossier),
        .dossier_place = keys.dossier != NULL ? yaml_node_place(keys.dossier) : (Place){0},
        .validated_by = copy_text(keys.validated_by),
        .validated = keys.validated != DAY_NONE ? day_to_string(keys.validated) : NULL,
        .author = copy_text(keys.author),
        .reviewer = copy_text(keys.reviewer),
        .valid_from = keys.valid_from,
        .valid_to = keys.valid_to,
        .review_on = keys.review_on,
    };
    for (int i = 0; i < N_LANGUAGES; i++)
        self->questions[i] = copy_texts(keys.questions[i]);
    read_indicators(self, keys.indicators, faults);
    return self;
}

/* Takes over `document`, which is NULL when `error` says why. */
static Theme *
check_document(const char *path, YamlDocument *take_document, GError *error, GPtrArray *faults)
{
    g_autoptr(YamlDocument) document = take_document;
    if (document == NULL) {
        faults_take(faults, error);
        return NULL;
    }
    size_t n_faults = faults->len;
    g_autoptr(Theme) self = read_theme(path, document, faults);
    return faults->len == n_faults ? g_steal_pointer(&self) : NULL;
}

Theme *
theme_check(const char *path, GPtrArray *faults)
{
    GError *error = NULL;
    YamlDocument *document = yaml_document_load(path, &error);
    return check_document(path, document, error, faults);
}

Theme *
theme_parse(GBytes *bytes, const char *name, GPtrArray *faults)
{
    GError *error = NULL;
    YamlDocument *document = yaml_document_parse(bytes, name, &error);
    return check_document(name, document, error, faults);
}

Theme *
theme_load(const char *path, GError **error)
{
    g_autoptr(GPtrArray) faults = faults_new();
    Theme *self = theme_check(path, faults);
    if (self == NULL)
        faults_propagate_first(faults, error);
    return self;
}

bool
theme_is_valid_on(const Theme *self, Day day)
{
    return (self->valid_from == DAY_NONE || day >= self->valid_from) &&
           (self->valid_to == DAY_NONE || day <= self->valid_to);
}

char *
theme_validity(const Theme *self)
{
    bool begins = self->valid_from != DAY_NONE, ends = self->valid_to != DAY_NONE;
    g_autofree char *from = begins ? day_to_string(self->valid_from) : NULL;
    g_autofree char *to = ends ? day_to_string(self->valid_to) : NULL;
    if (begins && ends)
        return g_strdup_printf(_("%s to %s"), from, to);
    return begins ? g_strdup_printf(_("from %s"), from)
           : ends ? g_strdup_printf(_("to %s"), to)
                  : g_strdup(_("always"));
}

const char *
theme_status_name(ThemeStatus status)
{
    return status_names[status];
}

void
theme_free(Theme *self)
{
    if (self == NULL)
        return;
    for (size_t i = 0; i < self->n_indicators; i++)
        indicator_clear(&self->indicators[i]);
    g_free(self->indicators);
    for (int i = 0; i < N_LANGUAGES; i++)
        g_strfreev(self->questions[i]);
    local_text_clear(&self->label);
    local_text_clear(&self->rationale);
    g_free(self->profession);
    g_free(self->dossier);
    g_free(self->dossier_path);
    g_clear_pointer(&self->dossier_text, g_bytes_unref);
    g_free(self->validated_by);
    g_free(self->validated);
    g_free(self->author);
    g_free(self->reviewer);
    g_free(self->path);
    g_free(self->id);
    g_bytes_unref(self->bytes);
    g_free(self);
}
