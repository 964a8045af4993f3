/* From an item of a theme's `indicators:` to an Indicator in the form that executors see. */
#pragma once

#include "engine/model/indicator.h"
#include "engine/model/yaml.h"

/* Fills `out_indicator`, which was zero. Every fault is added to `faults`; then the indicator may be
 * half filled and is only good for indicator_clear. */
void indicator_read(const YamlNode *node, Indicator *out_indicator, GPtrArray *faults);
