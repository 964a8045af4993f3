/* The folder of an edition: who may write there, what is frozen in it, and its manifest. */
#pragma once

#include <stdbool.h>

#include "engine/cli/documents.h"
#include "engine/model/campaign.h"
#include "engine/publish/file.h"
#include "engine/publish/lock.h"
#include "engine/publish/manifest.h"

typedef struct Edition Edition;

/* The document of an evaluation, in its folder. */
#define EVALUATION_DOCUMENT "evaluation.pdf"

/* Opens `folder` for an edition of that name, making it where it is absent, and keeps others out
 * (other shards excepted, with LOCK_SHARED). Refused with CLI_ERROR_FOLDER: a folder that holds
 * another edition or anything that is not one. `name` NULL: whatever edition is there already. */
Edition *edition_open(const char *folder, const char *name, LockKind kind, GError **error);
/* Lets others in. A folder that was made for it and is still empty is removed. */
void edition_close(Edition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Edition, edition_close)
/* Lets other shards in. */
bool edition_share(Edition *self, GError **error);
const char *edition_folder(const Edition *self);

/* The time that all files of the edition bear: the cut-off day, 00:00 UTC. */
int64_t edition_time(const Campaign *campaign);
/* Adds the campaign and its themes, as private/campaign/, and `files` (ResultFile *). */
bool edition_stage(const Campaign *campaign, const GPtrArray *files, Publication *publication,
                   GError **error);
/* The frozen campaign of an edition, after a check that nothing that documents are made from has
 * changed since it was computed. */
Campaign *edition_thaw(const char *folder, GError **error);
/* The same of an evaluation, which edition_thaw refuses. */
Campaign *edition_thaw_evaluation(const char *folder, GError **error);
/* Whether the folder holds an evaluation, whatever its stage. */
bool edition_holds_evaluation(const char *folder);
/* Writes a manifest that says whose folder it is, and that nothing in it is to be used yet. */
bool edition_mark_begun(const char *folder, Manifest *manifest, int64_t time, GError **error);
/* Lists what the folder holds, notes whether all of `documents` (Document *) are there, and writes
 * manifest.json. */
bool edition_write_manifest(const char *folder, Manifest *manifest, const GPtrArray *documents,
                            int64_t time, GError **error);
/* Of an evaluation, whose document comes with its tables. */
bool edition_write_evaluated(const char *folder, Manifest *manifest, int64_t time, GError **error);
/* The same after private/ went: nothing can be made from it any more. */
bool edition_mark_purged(const char *folder, Manifest *manifest, int64_t time, GError **error);
/* The name under which a campaign's evaluation is kept, which no campaign can have. The caller
 * frees. */
/* Whether the folder holds an edition that was finished and whose files are as they were written; one
 * that was purged has no members any more. */
bool edition_check_finished(const char *folder, bool *out_has_members, GError **error);
char *edition_evaluation_name(const Campaign *campaign);
/* Whether the manifest says that every document is there. */
bool edition_is_complete(const Manifest *manifest);
/* Whether that path is a document's, which `render` makes, and not one that it is made from. */
bool edition_is_document(const char *path);
/* Removes the files in miroir's own folders that `keep` (a set of paths) does not have. */
bool edition_remove_others(const char *folder, GHashTable *keep, GError **error);
