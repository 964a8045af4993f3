#include "render/page/word_cache.h"

#include <string.h>

typedef struct {
    const char *text;
    int n_bytes;
    Face face;
} WordKey;

typedef struct {
    WordKey key; /* of `word`: its text is the word's */
    ShapedWord word;
} CachedWord;

struct WordCache {
    const FaceSet *faces;
    hb_language_t language;
    hb_buffer_t *buffer;
    GHashTable *words; /* WordKey* of a CachedWord to that CachedWord; looked up, never listed */
};

/* Digits of one width, so that columns of figures stand; no arrows or signs made out of others,
 * which would depend on where a word was cut. */
static const hb_feature_t FEATURES[] = {
    {HB_TAG('t', 'n', 'u', 'm'), 1, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    {HB_TAG('c', 'a', 'l', 't'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
};

static guint
hash_key(gconstpointer data)
{
    const WordKey *key = data;
    guint hash = 2166136261u ^ (guint)key->face;
    for (int i = 0; i < key->n_bytes; i++)
        hash = (hash ^ (guchar)key->text[i]) * 16777619u;
    return hash;
}

static gboolean
equal_keys(gconstpointer data_a, gconstpointer data_b)
{
    const WordKey *a = data_a, *b = data_b;
    return a->face == b->face && a->n_bytes == b->n_bytes &&
           memcmp(a->text, b->text, (size_t)a->n_bytes) == 0;
}

static void
free_word(gpointer data)
{
    CachedWord *cached = data;
    g_free(cached->word.glyphs);
    g_free(cached->word.clusters);
    g_free(cached->word.text);
    g_free(cached);
}

WordCache *
word_cache_new(const FaceSet *faces, const char *language)
{
    WordCache *self = g_new0(WordCache, 1);
    self->faces = faces;
    self->language = hb_language_from_string(language, -1);
    self->buffer = hb_buffer_create();
    self->words = g_hash_table_new_full(hash_key, equal_keys, NULL, free_word);
    return self;
}

void
word_cache_free(WordCache *self)
{
    if (self == NULL)
        return;
    g_hash_table_unref(self->words);
    hb_buffer_destroy(self->buffer);
    g_free(self);
}

/* One cluster for each run of glyphs that HarfBuzz gave the same bytes. Left to right, clusters
 * ascend, so that a cluster ends where the next one starts. */
static void
fill_clusters(ShapedWord *word, const hb_glyph_info_t *infos)
{
    word->clusters = g_new(cairo_text_cluster_t, word->n_glyphs);
    for (int i = 0; i < word->n_glyphs;) {
        int next = i + 1;
        while (next < word->n_glyphs && infos[next].cluster == infos[i].cluster)
            next++;
        guint end = next < word->n_glyphs ? infos[next].cluster : (guint)word->n_bytes;
        word->clusters[word->n_clusters++] =
            (cairo_text_cluster_t){(int)(end - infos[i].cluster), next - i};
        i = next;
    }
}

static void
fill_glyphs(ShapedWord *word, const hb_glyph_info_t *infos, const hb_glyph_position_t *positions,
            double units_per_em)
{
    word->glyphs = g_new(cairo_glyph_t, word->n_glyphs);
    double x = 0;
    for (int i = 0; i < word->n_glyphs; i++) {
        word->glyphs[i] =
            (cairo_glyph_t){infos[i].codepoint, (x + positions[i].x_offset) / units_per_em,
                            -positions[i].y_offset / units_per_em};
        x += positions[i].x_advance;
        if (infos[i].codepoint == 0 && word->missing == 0)
            word->missing = g_utf8_get_char(word->text + infos[i].cluster);
    }
    word->width = x / units_per_em;
}

static void
shape(WordCache *self, Face face, ShapedWord *word)
{
    hb_buffer_reset(self->buffer);
    hb_buffer_set_cluster_level(self->buffer, HB_BUFFER_CLUSTER_LEVEL_MONOTONE_GRAPHEMES);
    hb_buffer_add_utf8(self->buffer, word->text, word->n_bytes, 0, word->n_bytes);
    hb_buffer_set_direction(self->buffer, HB_DIRECTION_LTR);
    hb_buffer_set_script(self->buffer, HB_SCRIPT_LATIN);
    hb_buffer_set_language(self->buffer, self->language);
    hb_shape(face_set_shaper(self->faces, face), self->buffer, FEATURES, G_N_ELEMENTS(FEATURES));

    unsigned n = 0;
    const hb_glyph_info_t *infos = hb_buffer_get_glyph_infos(self->buffer, &n);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(self->buffer, &n);
    word->n_glyphs = (int)n;
    fill_glyphs(word, infos, positions, face_set_units_per_em(self->faces, face));
    fill_clusters(word, infos);
}

const ShapedWord *
word_cache_get(WordCache *self, Face face, const char *text, int n_bytes)
{
    WordKey key = {text, n_bytes, face};
    const CachedWord *known = g_hash_table_lookup(self->words, &key);
    if (known != NULL)
        return &known->word;

    CachedWord *cached = g_new0(CachedWord, 1);
    cached->word.text = g_strndup(text, (gsize)n_bytes);
    cached->word.n_bytes = n_bytes;
    cached->key = (WordKey){cached->word.text, n_bytes, face};
    shape(self, face, &cached->word);
    g_hash_table_insert(self->words, &cached->key, cached);
    return &cached->word;
}
