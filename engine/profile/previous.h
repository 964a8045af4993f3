/* What an earlier edition held that this one is set beside in words: who was a member of which group, and
 * which indicators there were. For private/ and for counts; nobody is named from it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/language.h"

typedef struct {
    const char *id;
    int version;
    const char *label[N_LANGUAGES]; /* "" where absent */
} PreviousIndicator;

typedef struct Previous Previous;

Previous *previous_new(void);
void previous_free(Previous *self); /* NULL is a no-op */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Previous, previous_free)

/* From a finished edition's folder; `has_members` is false of one whose private/ was purged, which is
 * read as if it had no groups. PROFILE_ERROR_FILES names what is missing or damaged. */
Previous *previous_read(const char *folder, bool has_members, GError **error);
void previous_add_member(Previous *self, const char *practitioner_id, const char *group_id);
void previous_add_indicator(Previous *self, const PreviousIndicator *indicator);

/* Whether it had the group, with any member. */
bool previous_has_group(const Previous *self, const char *group_id);
/* Calls for each member, in no order. */
void previous_each_member(const Previous *self,
                          void (*tell)(const char *practitioner_id, const char *group_id, void *),
                          void *data);
/* The group of that doctor, or NULL. */
const char *previous_group_of(const Previous *self, const char *practitioner_id);
size_t previous_n_indicators(const Previous *self);
const PreviousIndicator *previous_indicator(const Previous *self, size_t i);
/* NULL when there was none of that id. */
const PreviousIndicator *previous_find_indicator(const Previous *self, const char *id);
