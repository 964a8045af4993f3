/* A doctor's certificate of attendance: the meetings attended in the twelve months that end with the
 * edition's last period, and where the organiser signs. Nobody else is on it, no number and no result.
 * For private/ and the doctor. */
#pragma once

#include "render/document/context.h"
#include "render/page/canvas.h"

/* Whether there is anything to certify: an enrolled doctor who attended a meeting. */
bool certificate_is_due(const Results *results, size_t doctor);
/* Of a doctor to whom one is due. One page, or more where a year has more meetings than fit. */
Canvas *certificate_draw(const DocumentContext *context, size_t doctor);
GBytes *certificate_render(const DocumentContext *context, size_t doctor, GError **error);
