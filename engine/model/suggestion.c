#include "engine/model/suggestion.h"

#include <stdbool.h>
#include <string.h>

#include "engine/words/words.h"

enum { MAX_WORD_BYTES = 64, MAX_EDITS = 2 };

/* Levenshtein distance; words longer than the limit are never near. */
static size_t
edit_distance(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n > MAX_WORD_BYTES || m > MAX_WORD_BYTES)
        return MAX_WORD_BYTES;
    size_t row[MAX_WORD_BYTES + 1];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t above = row[j];
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            row[j] = MIN(MIN(above, row[j - 1]) + 1, replaced);
            diagonal = above;
        }
    }
    return row[m];
}

const char *
suggestion_find(const char *word, const char *const *candidates)
{
    const char *nearest = NULL;
    size_t smallest = MIN(MAX_EDITS + 1, (strlen(word) + 1) / 2);
    for (; *candidates != NULL; candidates++) {
        size_t distance = edit_distance(word, *candidates);
        if (distance < smallest) {
            smallest = distance;
            nearest = *candidates;
        }
    }
    return nearest;
}

char *
suggestion_hint(const char *word, const char *const *candidates)
{
    const char *nearest = suggestion_find(word, candidates);
    if (nearest != NULL)
        return g_strdup_printf(_("did you mean '%s'?"), nearest);
    GString *known = g_string_new(NULL);
    for (size_t i = 0; candidates[i] != NULL; i++)
        g_string_append_printf(known, "%s%s", i > 0 ? ", " : "", candidates[i]);
    g_autofree char *list = g_string_free(known, false);
    return g_strdup_printf(_("known here: %s"), list);
}
