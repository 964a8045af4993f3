#include "engine/model/indicator_read.h"

#include <math.h>
#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/identifier.h"
#include "engine/model/indicator_keys.h"
#include "engine/words/words.h"

/* --- counters -------------------------------------------------------------------------------- */

static int
add_counter(Reader *self, const char *name, Expression *take_lines, CountOf count, bool in_units)
{
    Counter counter = {
        .name = g_strdup(name),
        .lines = take_lines,
        .count = count,
        .in_units = in_units,
        .window_months = self->keys.window,
    };
    g_array_append_val(self->counters, counter);
    return (int)self->counters->len - 1;
}

/* A term that stands for one of the indicator's own counters. */
static Expression *
count_lines(Reader *self, const char *name, Expression *take_lines, CountOf count, bool in_units)
{
    int counter = add_counter(self, name, take_lines, count, in_units);
    return expression_counter(counter, count_of_decimals(count));
}

static const char *
counter_name_fault(const char *name)
{
    if (!g_ascii_islower(*name) || !identifier_is_good(name, false) || strchr(name, '-') != NULL)
        return _("begin with a small letter and use small letters, digits and _");
    if (expression_reserves(name))
        return _("that word has a meaning in expressions; choose another");
    if (strcmp(name, "denominator") == 0 || strcmp(name, "numerator") == 0)
        return _("that name is the indicator's own; choose another");
    return NULL;
}

static void
read_counter(Reader *self, size_t i)
{
    const char *name = yaml_node_key(self->keys.counters, i);
    const YamlNode *node = yaml_node_item(self->keys.counters, i);
    const char *fault = counter_name_fault(name);
    if (fault != NULL)
        faults_add(self->faults, MODEL_ERROR_KEY, yaml_node_key_place(self->keys.counters, i),
                   _("a counter cannot be called '%s'; %s"), name, fault);
    CounterKeys keys = {.count = COUNT_LINES, .window = self->keys.window};
    yaml_schema_read(&counter_schema, node, &keys, self->faults);
    if (keys.units && keys.count != COUNT_QUANTITY)
        faults_add(self->faults, MODEL_ERROR_VALUE, reader_place_of(node, "units"),
                   _("units: only quantities are counted in units; write count: quantity"));
    Expression *lines = reader_parse_condition(
        self, "lines", keys.lines, EXPRESSION_OF_LINES,
        _("lines are chosen by a condition; what is counted of them is `count:`"));
    int index = add_counter(self, name, lines, (CountOf)keys.count, keys.units);
    Counter *counter = &g_array_index(self->counters, Counter, index);
    counter->window_months = keys.window;
    counter->washout_months = keys.washout;
}

static void
read_counters(Reader *self)
{
    size_t n = self->keys.counters != NULL ? yaml_node_size(self->keys.counters) : 0;
    for (size_t i = 0; i < n; i++)
        read_counter(self, i);
    for (size_t i = 0; i < n; i++) {
        const Counter *counter = &g_array_index(self->counters, Counter, i);
        CounterName name = {counter->name, count_of_decimals(counter->count)};
        g_array_append_val(self->names, name);
    }
}

/* --- unit claim ------------------------------------------------------------------------------ */

static const char *const condition_hint = N_("choose lines by a condition, as in atc in (J01*)");

static void
read_claim_proportion(Reader *self)
{
    g_autoptr(Expression) denominator = reader_parse_condition(
        self, "denominator", self->keys.denominator, EXPRESSION_OF_LINES, _(condition_hint));
    g_autoptr(Expression) numerator = reader_parse_condition(
        self, "numerator", self->keys.numerator, EXPRESSION_OF_LINES, _(condition_hint));
    if (denominator == NULL || numerator == NULL)
        return;
    Expression *both = expression_and(denominator, numerator);
    CountOf count = (CountOf)self->keys.count;
    self->indicator->denominator =
        count_lines(self, "denominator", g_steal_pointer(&denominator), count, self->keys.units);
    self->indicator->numerator = count_lines(self, "numerator", both, count, self->keys.units);
}

static void
read_claim_mean(Reader *self)
{
    static const struct {
        NodeKind term;
        CountOf count;
        bool in_units;
    } sums[] = {{NODE_QUANTITY, COUNT_QUANTITY, false},
                {NODE_UNITS, COUNT_QUANTITY, true},
                {NODE_AMOUNT, COUNT_AMOUNT, false}};
    reader_forbid(self, "units", _("a mean in units has numerator: units"));
    if (count_of_decimals((CountOf)self->keys.count) > 0)
        reader_refuse(self, "count", _("a mean is over lines, dates, prescriptions or molecules"));
    g_autoptr(Expression) denominator = reader_parse_condition(
        self, "denominator", self->keys.denominator, EXPRESSION_OF_LINES, _(condition_hint));
    g_autoptr(Expression) term = reader_parse(self, self->keys.numerator, EXPRESSION_OF_LINES);
    if (denominator == NULL || term == NULL)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(sums); i++)
        if (expression_root(term)->kind == sums[i].term) {
            self->indicator->numerator = count_lines(
                self, "numerator", expression_copy(denominator), sums[i].count, sums[i].in_units);
            self->indicator->denominator =
                count_lines(self, "denominator", g_steal_pointer(&denominator),
                            (CountOf)self->keys.count, false);
            return;
        }
    faults_add(self->faults, MODEL_ERROR_EXPRESSION, yaml_node_text_place(self->keys.numerator),
               _("a mean over claims sums one thing; write quantity, units or amount"));
}

/* Whether the denominator is the name of a counter alone. */
static bool
names_counter(const Reader *self, int *out_counter)
{
    for (size_t i = 0; i < self->names->len; i++)
        if (strcmp(g_array_index(self->names, CounterName, i).name,
                   yaml_node_text(self->keys.denominator)) == 0) {
            *out_counter = (int)i;
            return true;
        }
    return false;
}

static void
read_claim_rate(Reader *self)
{
    CountOf count = (CountOf)self->keys.count;
    int counter;
    if (self->indicator->denominator_kind != DENOMINATOR_EXPRESSION) {
        self->indicator->denominator = NULL;
    } else if (names_counter(self, &counter)) {
        self->indicator->denominator =
            expression_counter(counter, g_array_index(self->names, CounterName, counter).decimals);
    } else {
        Expression *lines = reader_parse_condition(self, "denominator", self->keys.denominator,
                                                   EXPRESSION_OF_LINES, _(condition_hint));
        if (lines != NULL)
            self->indicator->denominator =
                count_lines(self, "denominator", lines, count, self->keys.units);
    }
    Expression *numerator = reader_parse_condition(self, "numerator", self->keys.numerator,
                                                   EXPRESSION_OF_LINES, _(condition_hint));
    if (numerator != NULL)
        self->indicator->numerator =
            count_lines(self, "numerator", numerator, count, self->keys.units);
}

/* --- unit patient ---------------------------------------------------------------------------- */

static void
read_patient_parts(Reader *self)
{
    const char *why = _("an indicator over patients counts by its counters; put it there");
    reader_forbid(self, "count", why);
    reader_forbid(self, "units", why);
    bool proportion = self->indicator->kind == KIND_PROPORTION;
    const char *hint = _("a proportion of patients needs one, as in hba1c >= 2");
    if (self->indicator->denominator_kind == DENOMINATOR_EXPRESSION)
        self->indicator->denominator =
            proportion ? reader_parse_condition(self, "denominator", self->keys.denominator,
                                                EXPRESSION_OF_PATIENTS, hint)
                       : reader_parse(self, self->keys.denominator, EXPRESSION_OF_PATIENTS);
    self->indicator->numerator =
        proportion ? reader_parse_condition(self, "numerator", self->keys.numerator,
                                            EXPRESSION_OF_PATIENTS, hint)
                   : reader_parse(self, self->keys.numerator, EXPRESSION_OF_PATIENTS);
}

/* --- what both units share ------------------------------------------------------------------- */

static void
read_population(Reader *self)
{
    self->indicator->population =
        self->keys.population == NULL
            ? expression_true()
            : reader_parse_condition(self, "population", self->keys.population,
                                     EXPRESSION_OF_PATIENTS,
                                     _("say which patients belong, as in age >= 18"));
}

static void
check_patients_seen(Reader *self)
{
    if (self->indicator->attribution == ATTRIBUTION_REGISTERED)
        reader_refuse(self, "denominator",
                      _("patients_seen needs attribution: prescriber or performer; "
                        "of a list, write registered_patients"));
    if (self->indicator->population != NULL &&
        expression_uses(self->indicator->population, NODE_COUNTER))
        reader_refuse(self, "population",
                      _("with patients_seen it cannot use counters, since not all lines are read; "
                        "use age, sex and has_condition"));
    for (size_t i = 0; i < self->counters->len; i++)
        if (g_array_index(self->counters, Counter, i).window_months != self->keys.window)
            reader_refuse(
                self, "counters",
                _("with patients_seen every counter has the indicator's window; leave theirs out"));
}

/* False with a fault that leaves nothing to ask of the parts. */
static bool
read_denominator_kind(Reader *self)
{
    static const struct {
        const char *name;
        DenominatorKind kind;
    } special[] = {{"registered_patients", DENOMINATOR_REGISTERED_PATIENTS},
                   {"patients_seen", DENOMINATOR_PATIENTS_SEEN}};
    const char *text = self->keys.denominator != NULL ? yaml_node_text(self->keys.denominator) : "";
    for (size_t i = 0; i < G_N_ELEMENTS(special); i++)
        if (strcmp(text, special[i].name) == 0)
            self->indicator->denominator_kind = special[i].kind;
    if (self->indicator->denominator_kind == DENOMINATOR_EXPRESSION)
        return true;
    if (self->indicator->kind != KIND_RATE && self->keys.unit == UNIT_CLAIM) {
        reader_refuse(
            self, "denominator",
            _("of indicators over claims only a rate has it; write kind: rate, or unit: patient"));
        return false;
    }
    if (self->indicator->denominator_kind == DENOMINATOR_REGISTERED_PATIENTS &&
        self->indicator->attribution != ATTRIBUTION_REGISTERED)
        reader_refuse(self, "denominator", _("registered_patients needs attribution: registered"));
    return true;
}

/* Patients of a prescriber are known by their counted lines: what would count others would miss most of
 * them, without a word. */
static void
check_patients_known(Reader *self)
{
    const char *why = _("it would count patients without any counted line, whom only "
                        "attribution: registered knows; ask for a counter too, as in >= 1");
    const Indicator *indicator = self->indicator;
    if (indicator->attribution == ATTRIBUTION_REGISTERED)
        return;
    if (indicator->denominator != NULL && !expression_needs_counters(indicator->denominator))
        reader_refuse(self, "denominator", why);
    bool alone = indicator->kind == KIND_RATE || indicator->denominator == NULL;
    if (alone && indicator->numerator != NULL && !expression_needs_counters(indicator->numerator))
        reader_refuse(self, "numerator", why);
}

static bool
sums_money(const Indicator *self, const ExpressionNode *node)
{
    if (node->kind == NODE_COUNTER)
        return self->counters[node->counter].count == COUNT_AMOUNT;
    return node->kind > NODE_COUNTER && node->left != NULL &&
           (sums_money(self, node->left) || sums_money(self, node->right));
}

static bool
part_is_money(const Indicator *self, const Expression *part)
{
    return part != NULL && sums_money(self, expression_root(part));
}

static void
take_counters(Reader *self)
{
    Indicator *indicator = self->indicator;
    indicator->n_counters = self->counters->len;
    indicator->counters = (Counter *)(void *)g_array_free(g_steal_pointer(&self->counters), false);
    indicator->is_money = indicator->kind != KIND_PROPORTION &&
                          part_is_money(indicator, indicator->numerator) &&
                          !part_is_money(indicator, indicator->denominator);
}

static bool
is_unit_of_claims(Reader *self)
{
    if (self->keys.unit != UNIT_STAY)
        return true;
    reader_refuse(self, "unit", _("only stays are counted in stays; write from: stays too"));
    return false;
}

static void
read_claims(Reader *self)
{
    static void (*const by_kind[])(Reader *) = {[KIND_PROPORTION] = read_claim_proportion,
                                                [KIND_RATE] = read_claim_rate,
                                                [KIND_MEAN] = read_claim_mean};
    bool whole = reader_require(self, "unit", _("write unit: claim or unit: patient"));
    whole &= is_unit_of_claims(self);
    whole &= reader_require(self, "denominator", _("say what the whole is"));
    whole &= reader_require(self, "numerator", _("say what is counted of it"));
    if (self->keys.units && self->keys.count != COUNT_QUANTITY)
        reader_refuse(self, "units",
                      _("only quantities are counted in units; write count: quantity"));
    self->counters = g_array_new(false, true, sizeof(Counter));
    self->names = g_array_new(false, true, sizeof(CounterName));
    read_counters(self);
    read_population(self);
    whole &= read_denominator_kind(self);
    whole &= self->keys.denominator != NULL && self->keys.numerator != NULL;
    if (whole && self->keys.unit != KEY_UNSET) {
        if (self->indicator->unit == UNIT_CLAIM)
            by_kind[self->indicator->kind](self);
        else
            read_patient_parts(self);
    }
    if (self->indicator->denominator_kind == DENOMINATOR_PATIENTS_SEEN)
        check_patients_seen(self);
    check_patients_known(self);
    take_counters(self);
    g_array_unref(self->names);
}

static void
read_counts(Reader *self)
{
    static const char *const keys[] = {"attribution", "window",    "counters", "population",
                                       "denominator", "numerator", "count",    "units"};
    is_unit_of_claims(self);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        reader_forbid(self, keys[i],
                      _("ready-made counts (from: counts) have none; leave the key out"));
    reader_forbid(self, "standardise",
                  _("ready-made counts (from: counts) do not tell the age and sex of patients; "
                    "leave the key out"));
}

static void
read_per(Reader *self)
{
    const bool of_stays = self->indicator->from == FROM_STAYS;
    const char *why = of_stays ? _("a rate of stays is per 100, 1000, 10000 or 100000")
                               : _("a rate is per 100 or per 1000");
    const int per = self->keys.per;
    const bool fits = per == 100 || per == 1000 || (of_stays && (per == 10000 || per == 100000));
    if (self->indicator->kind != KIND_RATE)
        reader_forbid(self, "per", _("only a rate has it; write kind: rate"));
    else if (reader_require(self, "per", why) && !fits)
        reader_refuse(self, "per", why);
    else
        self->indicator->per = per;
}

static void
read_target(Reader *self)
{
    if (isnan(self->keys.target))
        return;
    bool proportion = self->indicator->kind == KIND_PROPORTION;
    if (*local_text(&self->indicator->source_title, LANGUAGE_FR) == '\0')
        reader_refuse(self, "target", _("a target needs a source; add source: {title: \"...\"}"));
    if (proportion && self->keys.target > 100)
        reader_refuse(self, "target", _("the target of a proportion is in percent, 100 at most"));
    self->indicator->has_target = true;
    self->indicator->target = proportion ? self->keys.target / 100 : self->keys.target;
}

static void
read_id(Reader *self)
{
    if (self->keys.id == NULL)
        return;
    const char *id = yaml_node_text(self->keys.id);
    bool capitals = self->indicator->from == FROM_COUNTS;
    if (!identifier_is_good(id, capitals))
        reader_refuse(self, "id",
                      capitals ? _("use letters, digits, _ and -, at most 64")
                               : _("use small letters, digits, _ and -, at most 64"));
    self->indicator->id = g_strdup(id);
}

/* Moves the plain values of the keys into the indicator. */
static void
take_keys(Reader *self)
{
    IndicatorKeys *keys = &self->keys;
    bool volume_names_the_doctor = keys->type == TYPE_ACTIVITY || keys->type == TYPE_COST;
    *self->indicator = (Indicator){
        .version = keys->version,
        .place = yaml_node_place(self->node),
        .label = keys->label,
        .definition = keys->definition,
        .action = keys->action,
        .noun = keys->noun,
        .source_title = keys->source_title,
        .source_url = keys->source_url != NULL ? g_strdup(yaml_node_text(keys->source_url)) : NULL,
        .from = (IndicatorSource)keys->from,
        .type = (IndicatorType)MAX(keys->type, 0),
        .kind = (IndicatorKind)MAX(keys->kind, 0),
        .unit = keys->from == FROM_STAYS  ? UNIT_STAY
                : keys->unit == KEY_UNSET ? UNIT_PATIENT
                                          : (IndicatorUnit)keys->unit,
        .attribution = (Attribution)keys->attribution,
        .per = 1,
        .window_months = keys->window,
        .seasonal = keys->seasonal,
        .direction = (Direction)keys->direction,
        .peers_hidden = keys->peers == KEY_UNSET ? volume_names_the_doctor : keys->peers == 1,
        .standardised = keys->standardise != KEY_UNSET,
    };
}

void
indicator_read(const YamlNode *node, Indicator *out_indicator, GPtrArray *faults)
{
    Reader self = {
        .node = node,
        .keys = {.version = 1,
                 .seasonal = true,
                 .type = KEY_UNSET,
                 .kind = KEY_UNSET,
                 .unit = KEY_UNSET,
                 .attribution = ATTRIBUTION_PRESCRIBER,
                 .target = NAN,
                 .peers = KEY_UNSET,
                 .standardise = KEY_UNSET},
        .indicator = out_indicator,
        .faults = faults,
    };
    yaml_schema_read(&indicator_schema, node, &self.keys, faults);
    take_keys(&self);
    read_id(&self);
    if (self.keys.kind == KEY_UNSET) /* what its parts must be depends on it */
        return;
    read_per(&self);
    read_target(&self);
    static void (*const by_source[])(Reader *) = {
        [FROM_CLAIMS] = read_claims, [FROM_COUNTS] = read_counts, [FROM_STAYS] = reader_stays};
    by_source[out_indicator->from](&self);
}
