/* All the faults of a user's files, in the order in which they were met: reading goes on after one, so
 * that `check` names them all at once. A list is a GPtrArray of GError*. */
#pragma once

#include "engine/model/place.h"

/* An empty list that frees its errors. */
GPtrArray *faults_new(void);
/* "file:line:column: " followed by the message. */
void faults_add(GPtrArray *self, ModelError code, Place place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* Takes over `error`. */
void faults_take(GPtrArray *self, GError *error);
/* Hands the first fault to `error`; there must be one. */
void faults_propagate_first(const GPtrArray *self, GError **error);
