/* A theme as it goes from region to region: one bundle with its file, its dossiers and the versions of
 * its indicators. Taken over whole, or not at all. */
#pragma once

#include <stdbool.h>

#include "engine/model/theme.h"
#include "engine/publish/bundle.h"

/* The bundle of a theme of the bank. Dossiers are looked for where a campaign looks: dossiers/ beside
 * the theme, then templates/dossiers/. CLI_ERROR_DATA when the theme names one that is not there. */
Bundle *theme_exchange_export(const Theme *theme, GError **error);

typedef struct {
    GPtrArray *lines; /* char*: "file: theirs; ours; what to do", one for every file and fault */
    bool conflicts;   /* any of the lines forbids the import */
    bool changes;     /* there is something to write */
} ExchangeReport;

void exchange_report_clear(ExchangeReport *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ExchangeReport, exchange_report_clear)

/* Holds what the bundle brings against the themes of `folder`, which may be absent. The bundle's theme
 * must be without fault and be what the bundle says. False with `error` when it cannot be compared
 * at all; the caller clears the report all the same. */
bool theme_exchange_compare(const Bundle *bundle, const char *folder, ExchangeReport *out_report,
                            GError **error);
/* Writes every file of the bundle below `folder`, or none. */
bool theme_exchange_write(const Bundle *bundle, const char *folder, GError **error);
