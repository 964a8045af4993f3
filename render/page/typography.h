/* French micro-typography: the spaces that must not break a line, and the apostrophe. People type
 * "Quels patients ?" with an ordinary space; the page needs a narrow one that stays. */
#pragma once

#include "engine/model/language.h"

/* In French: U+202F instead of a space before ; ! ?, U+00A0 before : % » € and after « and n°, ’ for
 * a straight apostrophe. Other languages: a copy. Applying it again changes nothing. The caller
 * frees. */
char *typography_apply(Language language, const char *text);
