/* A theme of the bank: a subject that a group works on for one meeting, with its indicators. */
#pragma once

#include "engine/model/indicator.h"

typedef enum { THEME_PROPOSED, THEME_TRIAL, THEME_VALIDATED } ThemeStatus;

typedef struct {
    char *id;
    char *path;    /* the file it was read from */
    GBytes *bytes; /* its content, to be frozen with the edition */
    int version;   /* `version:`, 1 when absent */
    ThemeStatus status;
    LocalText label, rationale;
    char *dossier; /* may be NULL */
    char *validated_by;
    char *validated;               /* date as text, or NULL */
    char **questions[N_LANGUAGES]; /* NULL-terminated; NULL where absent */
    Indicator *indicators;
    size_t n_indicators;
} Theme;

/* Reads one theme file. Errors of MODEL_ERROR; nothing is kept on failure. */
Theme *theme_load(const char *path, GError **error);
/* As theme_load, but every fault is added to `faults` (GError*) instead of only the first. NULL if there
 * was any. */
Theme *theme_check(const char *path, GPtrArray *faults);
void theme_free(Theme *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Theme, theme_free)
