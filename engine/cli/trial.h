/* A booklet tried before there are figures: the campaign's own themes and template over made-up
 * doctors, so that a text that does not fit is found by `check` and not at the end of a run. */
#pragma once

#include <glib.h>

#include "engine/model/campaign.h"
#include "render/document/booklet_design.h"

/* Lays out whole booklets of a large group, whose colleagues show, and of a small one, whose
 * colleagues are hidden; of doctors with many patients and with few. Adds to `faults` (GError*) what
 * does not fit, at its place in the template, with the millimetres. The campaign's key must be
 * usable. */
void trial_check(const Campaign *campaign, const Texts *texts, const BookletDesign *design,
                 GPtrArray *faults);
