/* The dossier of a theme: the validated reading for the meeting, a Markdown file beside the theme or
 * among the templates. Only found and kept here; what may stand in it is for who prints it. */
#pragma once

#include <stdbool.h>

#include "engine/model/theme.h"

/* Fills dossier_path and dossier_text of a theme that names a dossier. For NAME.md, in this order:
 * NAME.<language>.md, then NAME.md, in dossiers/ beside the theme's file, then in
 * templates/dossiers/ of the program's files, where `theme_dir` is its sql/themes/. A fault at the
 * key where there is none. */
void theme_dossier_find(Theme *theme, const char *theme_dir, Language language, GPtrArray *faults);
/* From a frozen theme file: the .md of the same name. */
void theme_dossier_thaw(Theme *theme, GPtrArray *faults);
/* The name under which the dossier of a frozen theme file "NN-id.yaml" is kept. The caller frees. */
char *theme_dossier_frozen_path(const char *theme_path);
