/* The spellings of an indicator's choices in themes and in files, by the value of their enum, each
 * list ended by NULL. */
#pragma once

extern const char *const indicator_source_names[];
extern const char *const indicator_type_names[];
extern const char *const indicator_kind_names[];
extern const char *const indicator_unit_names[];
extern const char *const attribution_names[];
extern const char *const indicator_direction_names[];
extern const char *const count_of_names[];
extern const char *const standardisation_names[];
