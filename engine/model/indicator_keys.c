#include "engine/model/indicator_keys.h"

#include <stddef.h>

#include "engine/model/faults.h"
#include "engine/model/indicator_names.h"
#include "engine/words/words.h"

static const char *const peers_names[] = {"shown", "hidden", NULL};

#define AT(member) .offset = offsetof(IndicatorKeys, member)
static const YamlField source_fields[] = {
    {"title", FIELD_LOCAL_TEXT, AT(source_title), .required = true},
    {"url", FIELD_TEXT, AT(source_url)},
};
static const YamlSchema source_schema = {N_("a source"), source_fields,
                                         G_N_ELEMENTS(source_fields)};

static const YamlField indicator_fields[] = {
    {"id", FIELD_TEXT, AT(id), .required = true},
    {"version", FIELD_INTEGER, AT(version), .minimum = 1, .maximum = 9999},
    {"label", FIELD_LOCAL_TEXT, AT(label), .required = true},
    {"definition", FIELD_LOCAL_TEXT, AT(definition)},
    {"action", FIELD_LOCAL_TEXT, AT(action)},
    {"noun", FIELD_LOCAL_TEXT, AT(noun)},
    {"from", FIELD_CHOICE, AT(from), .choices = indicator_source_names},
    {"type", FIELD_CHOICE, AT(type), .required = true, .choices = indicator_type_names},
    {"kind", FIELD_CHOICE, AT(kind), .required = true, .choices = indicator_kind_names},
    {"unit", FIELD_CHOICE, AT(unit), .choices = indicator_unit_names},
    {"attribution", FIELD_CHOICE, AT(attribution), .choices = attribution_names},
    {"window", FIELD_MONTHS, AT(window)},
    {"counters", FIELD_MAPPING, AT(counters)},
    {"population", FIELD_TEXT, AT(population)},
    {"denominator", FIELD_TEXT, AT(denominator)},
    {"numerator", FIELD_TEXT, AT(numerator)},
    {"count", FIELD_CHOICE, AT(count), .choices = count_of_names},
    {"units", FIELD_BOOLEAN, AT(units)},
    {"per", FIELD_INTEGER, AT(per), .minimum = 1, .maximum = 100000},
    {"seasonal", FIELD_BOOLEAN, AT(seasonal)},
    {"direction", FIELD_CHOICE, AT(direction), .choices = indicator_direction_names},
    {"target", FIELD_NUMBER, AT(target), .minimum = 0, .maximum = 1e6},
    {"source", FIELD_NESTED, .nested = &source_schema},
    {"peers", FIELD_CHOICE, AT(peers), .choices = peers_names},
    {"standardise", FIELD_CHOICE, AT(standardise), .choices = standardisation_names},
};
#undef AT
const YamlSchema indicator_schema = {N_("an indicator"), indicator_fields,
                                     G_N_ELEMENTS(indicator_fields)};

#define AT(member) .offset = offsetof(CounterKeys, member)
static const YamlField counter_fields[] = {
    {"lines", FIELD_TEXT, AT(lines), .required = true},
    {"count", FIELD_CHOICE, AT(count), .choices = count_of_names},
    {"units", FIELD_BOOLEAN, AT(units)},
    {"window", FIELD_MONTHS, AT(window)},
    {"washout", FIELD_MONTHS, AT(washout)},
};
#undef AT
const YamlSchema counter_schema = {N_("a counter"), counter_fields, G_N_ELEMENTS(counter_fields)};

/* --- faults ---------------------------------------------------------------------------------- */

Place
reader_place_of(const YamlNode *node, const char *key)
{
    const YamlNode *value = yaml_node_find(node, key);
    return yaml_node_place(value != NULL ? value : node);
}

void
reader_refuse(Reader *self, const char *key, const char *why)
{
    faults_add(self->faults, MODEL_ERROR_VALUE, reader_place_of(self->node, key), "%s: %s", key,
               why);
}

void
reader_forbid(Reader *self, const char *key, const char *why)
{
    if (yaml_node_find(self->node, key) != NULL)
        reader_refuse(self, key, why);
}

bool
reader_require(Reader *self, const char *key, const char *why)
{
    if (yaml_node_find(self->node, key) != NULL)
        return true;
    faults_add(self->faults, MODEL_ERROR_KEY, yaml_node_place(self->node),
               _("an indicator lacks its key '%s'; %s"), key, why);
    return false;
}

/* --- expressions ----------------------------------------------------------------------------- */

Expression *
reader_parse(Reader *self, const YamlNode *text, ExpressionScope scope)
{
    if (text == NULL)
        return NULL;
    bool of_patients = scope == EXPRESSION_OF_PATIENTS;
    GError *error = NULL;
    Expression *expression =
        expression_parse(yaml_node_text(text), yaml_node_text_place(text), scope,
                         of_patients ? (const CounterName *)(const void *)self->names->data : NULL,
                         of_patients ? self->names->len : 0, &error);
    if (expression == NULL)
        faults_take(self->faults, error);
    return expression;
}

Expression *
reader_parse_condition(Reader *self, const char *key, const YamlNode *text, ExpressionScope scope,
                       const char *hint)
{
    g_autoptr(Expression) expression = reader_parse(self, text, scope);
    if (expression == NULL || expression_is_condition(expression))
        return g_steal_pointer(&expression);
    faults_add(self->faults, MODEL_ERROR_EXPRESSION, yaml_node_text_place(text),
               _("%s is a number where a condition should be; %s"), key, hint);
    return NULL;
}
