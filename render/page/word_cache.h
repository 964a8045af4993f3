/* Words shaped once: the glyphs of a stretch of text in a face, at one em. A region's booklets say
 * the same few thousand words, so that after the first of them a text costs look-ups only. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "render/page/face_set.h"

/* Lengths in em. Owned by the cache, and never changed. */
typedef struct {
    double width;
    int n_glyphs, n_clusters, n_bytes;
    cairo_glyph_t *glyphs;          /* from the origin of the word */
    cairo_text_cluster_t *clusters; /* which bytes each glyph stands for */
    char *text;                     /* terminated */
    gunichar missing;               /* a character that the face lacks, else 0 */
} ShapedWord;

typedef struct WordCache WordCache;

/* `faces` must outlive the cache. `language` as BCP 47. */
WordCache *word_cache_new(const FaceSet *faces, const char *language);
void word_cache_free(WordCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordCache, word_cache_free)

const ShapedWord *word_cache_get(WordCache *self, Face face, const char *text, int n_bytes);
