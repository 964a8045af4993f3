/* How the booklets of a campaign look: from its template, or from the copies that an edition keeps of
 * it, so that `render` gives the same pages later, whatever became of the files. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/campaign.h"
#include "render/document/booklet_design.h"
#include "render/page/texts.h"

/* Reads the campaign's template with all that it names. Every fault is added to `faults` (GError*),
 * with its place; NULL if there was any. */
BookletDesign *design_of_campaign(const Campaign *campaign, const Texts *texts, GPtrArray *faults);
/* Adds copies of the template, the logo and the texts to the files (ResultFile*) of an edition. */
bool design_freeze(const Campaign *campaign, GPtrArray *files, GError **error);
/* The texts that the edition in `folder` keeps; the program's own where it keeps none. */
Texts *design_texts(const char *folder, const Campaign *campaign, GError **error);
/* Likewise the look of its booklets; an edition that keeps none has that of its campaign. */
BookletDesign *design_of_edition(const char *folder, const Campaign *campaign, const Texts *texts,
                                 GError **error);
