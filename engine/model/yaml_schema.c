#include "engine/model/yaml_schema.h"

#include <math.h>
#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/suggestion.h"
#include "engine/words/words.h"

enum { MAX_MONTHS = 120, MAX_DIGITS = 15 };

/* Reads one value into its member; false if it is no such value, when the caller says what is. */
typedef bool ReadValue(const YamlField *field, const YamlNode *node, void *member,
                       GPtrArray *faults);

static const char *const kind_names[] = {[YAML_SCALAR] = N_("a single value"),
                                         [YAML_SEQUENCE] = N_("a list"),
                                         [YAML_MAPPING] = N_("a mapping")};

/* --- scalars --------------------------------------------------------------------------------- */

/* Digits, perhaps with a sign before and a point among them: no exponent, no leading zero, no comma. */
static bool
parse_number(const char *text, bool with_decimals, double *out_number)
{
    const char *c = text + (*text == '-');
    size_t whole = strspn(c, "0123456789");
    if (whole == 0 || whole > MAX_DIGITS || (c[0] == '0' && whole > 1))
        return false;
    c += whole;
    if (*c == '.' && with_decimals) {
        size_t decimals = strspn(c + 1, "0123456789");
        if (decimals == 0 || decimals > MAX_DIGITS)
            return false;
        c += decimals + 1;
    }
    if (*c != '\0')
        return false;
    *out_number = g_ascii_strtod(text, NULL);
    return true;
}

static const char *
number_hint(const char *text)
{
    if (strchr(text, ',') != NULL)
        return _("the decimal sign is a point");
    if (text[0] == '0' && g_ascii_isdigit(text[1]))
        return _("leave out leading zeros");
    if (text[0] == '+')
        return _("leave out the plus sign");
    return _("digits, and for decimals a point");
}

static bool
read_ranged(const YamlField *field, const YamlNode *node, bool with_decimals, double *out_number,
            GPtrArray *faults)
{
    const char *what = with_decimals ? _("a number") : _("a whole number");
    if (yaml_node_kind(node) != YAML_SCALAR)
        return false;
    const char *text = yaml_node_text(node);
    double number;
    if (!yaml_node_is_plain(node)) {
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s is \"%s\" in quotes, not %s; leave the quotes out"), field->key, text,
                   what);
    } else if (!parse_number(text, with_decimals, &number)) {
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node), _("%s is '%s', not %s; %s"),
                   field->key, text, what, number_hint(text));
    } else if (number < field->minimum || number > field->maximum) {
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s is %s; it must be from %g to %g"), field->key, text, field->minimum,
                   field->maximum);
    } else {
        *out_number = number;
    }
    return true;
}

static bool
read_integer(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    double number = NAN;
    bool is_scalar = read_ranged(field, node, false, &number, faults);
    if (!isnan(number))
        *(int *)member = (int)number;
    return is_scalar;
}

static bool
read_number(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    return read_ranged(field, node, true, member, faults);
}

static bool
read_text(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_SCALAR)
        return false;
    if (*yaml_node_text(node) == '\0')
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s is empty; give a text, or leave the key out"), field->key);
    else
        *(const YamlNode **)member = node;
    return true;
}

static bool
read_boolean(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_SCALAR)
        return false;
    const char *text = yaml_node_text(node);
    bool is_true = strcmp(text, "true") == 0;
    if (!yaml_node_is_plain(node) || (!is_true && strcmp(text, "false") != 0))
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s is '%s'; write true or false, without quotes"), field->key, text);
    else
        *(bool *)member = is_true;
    return true;
}

static bool
read_choice(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_SCALAR)
        return false;
    const char *text = yaml_node_text(node);
    for (int i = 0; field->choices[i] != NULL; i++)
        if (strcmp(field->choices[i], text) == 0) {
            *(int *)member = i;
            return true;
        }
    g_autofree char *hint = suggestion_hint(text, field->choices);
    faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node), _("%s is '%s'; %s"), field->key,
               text, hint);
    return true;
}

static bool
read_day(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_SCALAR)
        return false;
    const char *text = yaml_node_text(node);
    if (!day_parse(text, member))
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s is '%s', not a day; write it as 2026-03-31"), field->key, text);
    return true;
}

bool
months_parse(const char *text, int *out_months)
{
    static const struct {
        const char *one, *many;
        int months;
    } units[] = {{"month", "months", 1},
                 {"quarter", "quarters", 3},
                 {"half", "halves", 6},
                 {"year", "years", 12}};
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 3 || text[0] == '0' || text[digits] != ' ')
        return false;
    int n = (int)g_ascii_strtoll(text, NULL, 10);
    const char *unit = text + digits + 1;
    for (size_t i = 0; i < G_N_ELEMENTS(units); i++)
        if (strcmp(unit, n == 1 ? units[i].one : units[i].many) == 0 &&
            n * units[i].months <= MAX_MONTHS) {
            *out_months = n * units[i].months;
            return true;
        }
    return false;
}

static bool
read_months(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_SCALAR)
        return false;
    const char *text = yaml_node_text(node);
    if (!months_parse(text, member))
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s is '%s'; write a duration of at most %d months, as in 12 months, "
                     "4 quarters, 2 halves or 1 year"),
                   field->key, text, MAX_MONTHS);
    return true;
}

/* --- texts in languages ---------------------------------------------------------------------- */

static void
refuse_language(const YamlField *field, const YamlNode *node, size_t i, GPtrArray *faults)
{
    bool cut = yaml_node_is_flow(node) && yaml_node_is_null(yaml_node_item(node, i));
    faults_add(faults, MODEL_ERROR_KEY, yaml_node_key_place(node, i),
               cut ? _("'%s' stands alone in %s; a comma ends a text without quotes: "
                       "put it in double quotes")
                   : _("'%s' is not a language of %s; known here: fr, en"),
               yaml_node_key(node, i), field->key);
}

static bool
read_local_text(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    LocalText *text = member;
    if (yaml_node_kind(node) == YAML_SEQUENCE)
        return false;
    if (yaml_node_kind(node) == YAML_SCALAR) {
        const YamlNode *only = NULL;
        read_text(field, node, &only, faults);
        for (int i = 0; only != NULL && i < N_LANGUAGES; i++)
            text->by_language[i] = g_strdup(yaml_node_text(only));
        return true;
    }
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        Language language;
        const YamlNode *value = NULL;
        if (!language_parse(yaml_node_key(node, i), &language))
            refuse_language(field, node, i, faults);
        else if (!read_text(field, yaml_node_item(node, i), &value, faults))
            faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(yaml_node_item(node, i)),
                       _("%s is %s; give a text in double quotes"), field->key,
                       _(kind_names[yaml_node_kind(yaml_node_item(node, i))]));
        else if (value != NULL)
            text->by_language[language] = g_strdup(yaml_node_text(value));
    }
    return true;
}

/* --- nodes for the caller -------------------------------------------------------------------- */

static bool
read_texts(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_SEQUENCE)
        return false;
    bool good = true;
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        const YamlNode *item = yaml_node_item(node, i);
        if (yaml_node_kind(item) == YAML_SCALAR && *yaml_node_text(item) != '\0')
            continue;
        good = false;
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(item),
                   _("an item of %s is not a text; put texts with , : { } in double quotes"),
                   field->key);
    }
    if (good)
        *(const YamlNode **)member = node;
    return true;
}

static bool
read_integers(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_SEQUENCE)
        return false;
    bool good = true;
    for (size_t i = 0; i < yaml_node_size(node); i++) {
        const YamlNode *item = yaml_node_item(node, i);
        double number = NAN;
        if (!read_ranged(field, item, false, &number, faults))
            faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(item),
                       _("an item of %s is %s; write a whole number"), field->key,
                       _(kind_names[yaml_node_kind(item)]));
        good = good && !isnan(number);
    }
    if (good)
        *(const YamlNode **)member = node;
    return true;
}

static bool
read_mapping(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    (void)field;
    (void)faults;
    if (yaml_node_kind(node) != YAML_MAPPING)
        return false;
    *(const YamlNode **)member = node;
    return true;
}

static bool
read_sequence(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    (void)field;
    (void)faults;
    if (yaml_node_kind(node) != YAML_SEQUENCE)
        return false;
    *(const YamlNode **)member = node;
    return true;
}

static bool
read_node(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    (void)field;
    (void)faults;
    *(const YamlNode **)member = node;
    return true;
}

static bool
read_nested(const YamlField *field, const YamlNode *node, void *member, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_MAPPING)
        return false;
    yaml_schema_read(field->nested, node, member, faults);
    return true;
}

/* --- mappings -------------------------------------------------------------------------------- */

static const struct {
    ReadValue *read;
    const char *what;
} types[] = {
    [FIELD_TEXT] = {read_text, N_("a text")},
    [FIELD_INTEGER] = {read_integer, N_("a whole number")},
    [FIELD_NUMBER] = {read_number, N_("a number")},
    [FIELD_BOOLEAN] = {read_boolean, N_("true or false")},
    [FIELD_CHOICE] = {read_choice, N_("one word")},
    [FIELD_DAY] = {read_day, N_("a day, as in 2026-03-31")},
    [FIELD_MONTHS] = {read_months, N_("a duration, as in 12 months")},
    [FIELD_LOCAL_TEXT] = {read_local_text, "{fr: \"...\", en: \"...\"}"},
    [FIELD_TEXTS] = {read_texts, N_("a list, as in [a, b]")},
    [FIELD_INTEGERS] = {read_integers, N_("a list, as in [1, 2]")},
    [FIELD_MAPPING] = {read_mapping, N_("a mapping of keys to values")},
    [FIELD_SEQUENCE] = {read_sequence, N_("a list, each item after a dash")},
    [FIELD_NODE] = {read_node, N_("a value")},
    [FIELD_NESTED] = {read_nested, N_("a mapping of keys to values")},
};

static const YamlField *
find_field(const YamlSchema *self, const char *key)
{
    for (size_t i = 0; i < self->n_fields; i++)
        if (strcmp(self->fields[i].key, key) == 0)
            return &self->fields[i];
    return NULL;
}

static void
refuse_key(const YamlSchema *self, const YamlNode *node, size_t i, GPtrArray *faults)
{
    const char *key = yaml_node_key(node, i);
    if (i > 0 && yaml_node_is_flow(node) && yaml_node_is_null(yaml_node_item(node, i))) {
        faults_add(faults, MODEL_ERROR_KEY, yaml_node_key_place(node, i),
                   _("'%s' stands alone; a comma ends a value here: put the text of %s in double "
                     "quotes, and write decimals with a point"),
                   key, yaml_node_key(node, i - 1));
        return;
    }
    g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);
    for (size_t k = 0; k < self->n_fields; k++)
        g_ptr_array_add(known, g_strdup(self->fields[k].key));
    g_ptr_array_add(known, NULL);
    g_autofree char *hint = suggestion_hint(key, (const char *const *)known->pdata);
    faults_add(faults, MODEL_ERROR_KEY, yaml_node_key_place(node, i), _("%s has no key '%s'; %s"),
               _(self->name), key, hint);
}

static void
read_pair(const YamlSchema *self, const YamlNode *node, size_t i, char *values, GPtrArray *faults)
{
    const YamlField *field = find_field(self, yaml_node_key(node, i));
    if (field == NULL) {
        refuse_key(self, node, i, faults);
        return;
    }
    const YamlNode *value = yaml_node_item(node, i);
    if (!types[field->type].read(field, value, values + field->offset, faults))
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(value), _("%s is %s; write %s"),
                   field->key, _(kind_names[yaml_node_kind(value)]), _(types[field->type].what));
}

void
yaml_schema_read(const YamlSchema *self, const YamlNode *node, void *out_values, GPtrArray *faults)
{
    if (yaml_node_kind(node) != YAML_MAPPING) {
        faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
                   _("%s where %s should be; write key: value"),
                   _(kind_names[yaml_node_kind(node)]), _(self->name));
        return;
    }
    for (size_t i = 0; i < yaml_node_size(node); i++)
        read_pair(self, node, i, out_values, faults);
    for (size_t i = 0; i < self->n_fields; i++)
        if (self->fields[i].required && yaml_node_find(node, self->fields[i].key) == NULL)
            faults_add(faults, MODEL_ERROR_KEY, yaml_node_place(node),
                       _("%s lacks its key '%s'; %s"), _(self->name), self->fields[i].key,
                       _("see the example that miroir init writes"));
}
