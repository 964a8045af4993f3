#include "tests/render/document/stretched.h"

const EditionShape STRETCHED[N_STRETCHED] = {
    {.every = PERIOD_QUARTER},
    /* Everything long. */
    {.every = PERIOD_QUARTER, .long_texts = true},
    /* The largest group, the longest history, everything long. */
    {.every = PERIOD_QUARTER, .long_texts = true, .group_size = 30, .n_groups = 2, .history = 40},
    {.every = PERIOD_MONTH,
     .group_size = 30,
     .n_groups = 2,
     .history = 24,
     .numbering = NUMBERING_BY_INDICATOR,
     .language = LANGUAGE_EN},
    /* Ready-made indicators without texts, and no history. */
    {.every = PERIOD_YEAR,
     .n_indicators = 42,
     .n_themes = 10,
     .history = 1,
     .bare = true,
     .no_control = true},
    /* Nothing may be shown to others. */
    {.every = PERIOD_QUARTER, .values = VALUES_FEW},
    /* Too small for anything. */
    {.every = PERIOD_QUARTER,
     .group_size = 3,
     .n_groups = 1,
     .n_controls = 2,
     .history = 1,
     .numbering = NUMBERING_BY_EDITION,
     .no_letters = true},
    {.every = PERIOD_HALF, .no_enrolled = true, .history = 2},
    /* More themes than numbers fit on a cover. */
    {.every = PERIOD_QUARTER,
     .n_themes = 20,
     .n_indicators = 20,
     .no_enrolled = true,
     .no_control = true},
    {.every = PERIOD_QUARTER, .no_indicators = true},
    /* Two doctors, whose numbers stand alone on every scale. */
    {.every = PERIOD_QUARTER, .group_size = 2, .n_groups = 3, .n_controls = 20},
    /* Scales without a width, and at either end. */
    {.every = PERIOD_YEAR, .values = VALUES_EQUAL, .n_groups = 1, .n_controls = 12, .history = 3},
    {.every = PERIOD_HALF, .values = VALUES_NONE, .n_groups = 1, .n_controls = 12, .history = 1},
    {.every = PERIOD_QUARTER,
     .values = VALUES_ALL,
     .n_groups = 1,
     .group_size = 30,
     .n_controls = 12,
     .history = 5,
     .language = LANGUAGE_EN},
};
