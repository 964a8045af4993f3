/* Micro-typography: the spaces that must not break a line, quotation marks, the apostrophe, the minus
 * sign. People type "Quels patients ?" with an ordinary space; the page needs a narrow one that
 * stays. */
#pragma once

#include "engine/model/language.h"

/* In French: U+202F instead of a space before ; ! ? and between thousands, U+00A0 before : % » € and
 * after « and n°, « » for straight quotation marks. In English: “ ” and ‘. In both: ’ for a straight
 * apostrophe, U+2212 before a number for a hyphen that no word precedes, … for three points.
 * Applying it again changes nothing. The caller frees. */
char *typography_apply(Language language, const char *text);
