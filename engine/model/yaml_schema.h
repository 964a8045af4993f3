/* What a mapping may hold, as one const table: each key with its type and where in a struct its value
 * goes. One walk reads any mapping by its table and names every fault: unknown and missing keys, wrong
 * types, numbers that are not strictly numbers, values out of range. */
#pragma once

#include "engine/model/day.h"
#include "engine/model/language.h"
#include "engine/model/yaml.h"

typedef struct YamlField YamlField;
typedef struct YamlSchema YamlSchema;

/* The type of a value, and the C type of the struct member it is written to. A member whose key is
 * absent keeps what the caller put there. */
typedef enum {
    FIELD_TEXT,       /* const YamlNode *: a scalar that is not empty */
    FIELD_INTEGER,    /* int, within [minimum, maximum] */
    FIELD_NUMBER,     /* double, within [minimum, maximum] */
    FIELD_BOOLEAN,    /* bool: true or false */
    FIELD_CHOICE,     /* int: index into `choices` */
    FIELD_DAY,        /* Day */
    FIELD_MONTHS,     /* int: "12 months", "4 quarters", "2 halves", "1 year" */
    FIELD_LOCAL_TEXT, /* LocalText, owned: {fr: ..., en: ...}, or one scalar for all languages */
    FIELD_TEXTS,      /* const YamlNode *: a sequence of scalars that are not empty */
    FIELD_INTEGERS,   /* const YamlNode *: a sequence of integers within [minimum, maximum] */
    FIELD_MAPPING,    /* const YamlNode *: a mapping with keys of its own */
    FIELD_SEQUENCE,   /* const YamlNode * */
    FIELD_NODE,       /* const YamlNode *: whatever it is */
    FIELD_NESTED,     /* the member is a struct that `nested` describes, or offset 0 for the same */
} FieldType;

struct YamlField {
    const char *key;
    FieldType type;
    size_t offset; /* of the member in the struct */
    bool required;
    double minimum, maximum;
    const char *const *choices; /* ends with NULL */
    const YamlSchema *nested;
};

struct YamlSchema {
    const char *name; /* what the mapping is, for messages: "a campaign" */
    const YamlField *fields;
    size_t n_fields;
};

/* Reads `node` into `out_values`. Faults are added to `faults`; members without a good value keep what
 * the caller put there. */
void yaml_schema_read(const YamlSchema *self, const YamlNode *node, void *out_values,
                      GPtrArray *faults);

/* "12 months", "4 quarters", "2 halves", "1 year" in months, at most 120; false for anything else. */
bool months_parse(const char *text, int *out_months);
