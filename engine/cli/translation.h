/* The language of the program's messages: that of the user's locale, and nothing else of it. */
#pragma once

/* Sets the process to the C locale but for its messages, which follow LANGUAGE, LC_ALL, LC_MESSAGES
 * and LANG in that order. They are UTF-8 whatever the locale; without a catalogue, or with no
 * language asked for, English. Numbers, dates and sorting stay those of C. Call once, before
 * anything is said. */
void translation_begin(void);
