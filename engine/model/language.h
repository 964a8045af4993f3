/* The languages of documents, and a text given in each of them. */
#pragma once

#include <stdbool.h>

typedef enum { LANGUAGE_FR, LANGUAGE_EN, N_LANGUAGES } Language;

typedef struct {
    char *by_language[N_LANGUAGES]; /* owned by whoever holds the text; NULL where absent */
} LocalText;

/* The text in `language`, else in the other one, else "". */
const char *local_text(const LocalText *text, Language language);
void local_text_clear(LocalText *text);
const char *language_code(Language language); /* "fr", "en" */
bool language_parse(const char *code, Language *out_language);
