/* One share of the patients as it was read, settled patient by patient: records unpacked and put
 * together, lines netted, the patient handed to the tally. One settler belongs to one thread. */
#pragma once

#include <glib.h>

#include "engine/source/packed.h"
#include "engine/source/tally.h"

typedef struct PartitionSettler PartitionSettler;

PartitionSettler *partition_settler_new(const Program *program, Tally *tally);
void partition_settler_free(PartitionSettler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PartitionSettler, partition_settler_free)

/* Settles partition number `partition` of all stores and gives its memory back. */
bool partition_settle(PartitionSettler *self, PackedStore *const *stores, size_t n_stores,
                      unsigned partition, GError **error);

/* --- the records, written by the stream ------------------------------------------------------ */

/* Identifiers and their length in bytes come first, then numbers. Each appends one record for the
 * patient of those bytes; dates are of the horizon, DAY_NONE and DAY_FOREVER allowed elsewhere. */
void partition_put_line(PackedStore *store, LineText patient, const Line *line);
void partition_put_patient(PackedStore *store, LineText patient, Day birth, Day died, char sex);
void partition_put_registration(PackedStore *store, LineText patient,
                                const TallyRegistration *registration);
void partition_put_condition(PackedStore *store, LineText patient, LineText condition,
                             Day valid_from, Day valid_to);
