/* Indicators that say `from: stays`: hospital stays by establishment and by where the patients live. */
#include <string.h>

#include "engine/model/indicator_keys.h"
#include "engine/words/words.h"

static void
forbid_keys_of_doctors(Reader *self)
{
    static const char *const keys[] = {"attribution", "counters", "count", "units", "peers"};
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        reader_forbid(self, keys[i],
                      _("stays (from: stays) are not of doctors; leave the key out"));
    if (self->keys.unit != KEY_UNSET && self->keys.unit != UNIT_STAY)
        reader_refuse(self, "unit", _("stays are counted; leave the key out"));
}

static Expression *
condition(Reader *self, const char *key, const YamlNode *text)
{
    return reader_parse_condition(self, key, text, EXPRESSION_OF_STAYS,
                                  _("choose stays by a condition, as in act_code in (HFMC004)"));
}

/* It chooses inhabitants as well as stays, and of those no more is known than age and sex. */
static void
read_population(Reader *self)
{
    if (self->keys.population == NULL) {
        self->indicator->population = expression_true();
        return;
    }
    Expression *population = condition(self, "population", self->keys.population);
    self->indicator->population = population;
    if (population != NULL && self->indicator->kind == KIND_RATE &&
        (expression_uses(population, NODE_IN) || expression_uses(population, NODE_AMBULATORY)))
        reader_refuse(
            self, "population",
            _("inhabitants are chosen by age and sex alone; put the rest into the numerator"));
}

static void
read_denominator(Reader *self)
{
    const bool of_population = strcmp(yaml_node_text(self->keys.denominator), "population") == 0;
    if (of_population)
        self->indicator->denominator_kind = DENOMINATOR_POPULATION;
    if (self->indicator->kind == KIND_RATE && !of_population)
        reader_refuse(self, "denominator",
                      _("a rate of stays is over inhabitants; write population"));
    else if (self->indicator->kind == KIND_PROPORTION && of_population)
        reader_refuse(self, "denominator",
                      _("stays are no share of the inhabitants; write kind: rate and per: 100000"));
    else if (!of_population)
        self->indicator->denominator = condition(self, "denominator", self->keys.denominator);
}

void
reader_stays(Reader *self)
{
    forbid_keys_of_doctors(self);
    if (self->indicator->kind == KIND_MEAN) {
        reader_refuse(self, "kind", _("stays are counted, not averaged; write proportion or rate"));
        return;
    }
    if (self->indicator->kind != KIND_RATE)
        reader_forbid(self, "standardise", _("of stays only a rate is standardised"));
    read_population(self);
    if (reader_require(self, "denominator", _("say which stays are the whole, or population")))
        read_denominator(self);
    if (reader_require(self, "numerator", _("say which stays are counted of it")))
        self->indicator->numerator = condition(self, "numerator", self->keys.numerator);
}
