/* What a chart shows, in words for who hears a page and sees none of it: parts of the alternative texts,
 * with the figures that the chart draws and no others. */
#pragma once

#include <glib.h>

#include "engine/model/campaign.h"
#include "render/document/topic.h"

/* `values` by period of the campaign, NAN where there is none: "de 14 % (T3 2024) à 19 % (T1 2026)", from
 * the first that is there to the last, or the only one. NULL without any. The caller frees. */
char *chart_words_course(const Topic *topic, const Campaign *campaign, const double *values);
/* "groupe 14 % ; hors groupes 15 %": `parts` are char*, at least one. The caller frees. */
char *chart_words_list(const Texts *texts, const GPtrArray *parts);
