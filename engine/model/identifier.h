/* The ids that users choose: they become parts of file names and columns of files. */
#pragma once

#include <stdbool.h>

/* Whether `text` is made of 1 to 64 ASCII letters, digits, _ and -; of small letters only unless
 * `capitals`: ids of ready-made counts come from other systems. */
bool identifier_is_good(const char *text, bool capitals);
