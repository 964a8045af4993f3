/* To whom personal documents go: names, addresses, and the order in which cards and booklets lie in
 * their piles. For private/ alone. */
#pragma once

#include "render/document/context.h"

/* The enrolled members of a group (size_t, indexes of doctors) by their tokens: an order that says
 * nothing of anybody, and the same in every pile. The caller frees. */
GArray *recipients_of(const Results *results, size_t group);
/* "Dr Anne Le Goff", or "Médecin P0001" when the letter holds no name. The caller frees. */
char *recipient_name(const DocumentContext *context, size_t doctor);
/* The lines of an address (char *), the name first; what the letter does not hold is left out. The
 * caller frees. */
GPtrArray *recipient_address(const DocumentContext *context, size_t doctor);
