/* Whether the doctors of each group accept an indicator, as they were asked: miroir.indicator_review. */
#pragma once

#include <glib.h>

#include "engine/source/contract.h"

typedef struct {
    char *indicator_id, *group_id;
    bool accepted;
    char *comment; /* may be NULL */
} IndicatorReview;

/* All of them (IndicatorReview *), by indicator and then by group; none where the relation is not
 * there. NULL with an error of SOURCE_ERROR. */
GPtrArray *indicator_reviews_read(Connection *connection, const Contract *contract, GError **error);
