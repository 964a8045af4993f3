/* The keys of an indicator as its theme writes them, and what every step from there to an Indicator
 * needs: the faults, and expressions with their places. */
#pragma once

#include "engine/model/indicator.h"
#include "engine/model/yaml_schema.h"

enum { KEY_UNSET = -1 };

/* The values of the keys as written; KEY_UNSET, NULL and NaN where absent. */
typedef struct {
    const YamlNode *id;
    int version;
    LocalText label, definition, action, noun;
    int from, type, kind, unit, attribution;
    int window;
    const YamlNode *counters, *population, *denominator, *numerator;
    int count;
    bool units;
    int per;
    bool seasonal;
    int direction;
    double target;
    int peers;
    int standardise;
    LocalText source_title;
    const YamlNode *source_url;
} IndicatorKeys;

typedef struct {
    const YamlNode *lines;
    int count;
    bool units;
    int window, washout;
} CounterKeys;

typedef struct {
    const YamlNode *node;
    IndicatorKeys keys;
    Indicator *indicator;
    GArray *counters; /* Counter */
    GArray *names;    /* CounterName of those that the theme wrote */
    GPtrArray *faults;
} Reader;

extern const YamlSchema indicator_schema; /* of IndicatorKeys */
extern const YamlSchema counter_schema;   /* of CounterKeys */

/* The place of a key's value, or of the whole where it is absent. */
Place reader_place_of(const YamlNode *node, const char *key);
/* A fault at the indicator's key: "key: why". */
void reader_refuse(Reader *self, const char *key, const char *why);
/* The same where the key is given at all. */
void reader_forbid(Reader *self, const char *key, const char *why);
/* False with a fault where it is not given. */
bool reader_require(Reader *self, const char *key, const char *why);

/* NULL with a fault, or when `text` is NULL. */
Expression *reader_parse(Reader *self, const YamlNode *text, ExpressionScope scope);
/* The same for what must be a condition; `hint` says what to write instead of a number. */
Expression *reader_parse_condition(Reader *self, const char *key, const YamlNode *text,
                                   ExpressionScope scope, const char *hint);

/* The parts of an indicator from stays: indicator_stays.c. Its kind is known. */
void reader_stays(Reader *self);
