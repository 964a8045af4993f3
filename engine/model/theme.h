/* A theme of the bank: a subject that a group works on for one meeting, with its indicators. */
#pragma once

#include "engine/model/day.h"
#include "engine/model/indicator.h"

typedef enum { THEME_PROPOSED, THEME_TRIAL, THEME_VALIDATED } ThemeStatus;

typedef struct {
    char *id;
    char *path;    /* the file it was read from */
    GBytes *bytes; /* its content, to be frozen with the edition */
    int version;   /* `version:`, 1 when absent */
    ThemeStatus status;
    char *profession; /* whose campaigns it is for; NULL for any */
    LocalText label, rationale;
    char *dossier; /* its file's name; may be NULL */
    Place dossier_place;
    char *dossier_path;   /* where it was found, once a campaign has loaded the theme; else NULL */
    GBytes *dossier_text; /* its content; NULL likewise */
    char *validated_by;
    char *validated;               /* date as text, or NULL */
    char *author, *reviewer;       /* who wrote it, and who read it over; may be NULL */
    Day valid_from, valid_to;      /* first and last day on which it may be used; DAY_NONE open */
    Day review_on;                 /* when it is to be read again; DAY_NONE not said */
    char **questions[N_LANGUAGES]; /* NULL-terminated; NULL where absent */
    Indicator *indicators;
    size_t n_indicators;
} Theme;

/* Reads one theme file. Errors of MODEL_ERROR; nothing is kept on failure. */
Theme *theme_load(const char *path, GError **error);
/* As theme_load, but every fault is added to `faults` (GError*) instead of only the first. NULL if there
 * was any. */
Theme *theme_check(const char *path, GPtrArray *faults);
/* The same over bytes in memory; `name` stands for the path in messages. */
Theme *theme_parse(GBytes *bytes, const char *name, GPtrArray *faults);
/* Whether the theme may be used on that day: its validity dates, both included. */
bool theme_is_valid_on(const Theme *self, Day day);
/* "2026-01-01 to 2028-12-31", "from 2026-01-01", "to 2028-12-31" or "always"; the caller frees. */
char *theme_validity(const Theme *self);
/* "proposed", "trial" or "validated", as themes write it. */
const char *theme_status_name(ThemeStatus status);
void theme_free(Theme *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Theme, theme_free)
