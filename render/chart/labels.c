#include "render/chart/labels.h"

#include <glib.h>
#include <math.h>

double
labels_length(const double *sizes, size_t n, double gap)
{
    double length = n == 0 ? 0 : (double)(n - 1) * gap;
    for (size_t i = 0; i < n; i++)
        length += sizes[i];
    return length;
}

/* Labels pushed together: they touch, and stand where the mean of their wishes is. */
typedef struct {
    size_t first, n;
    double length; /* gaps included */
    double wish;   /* sum over its labels of where each would like the block to start */
} Block;

static double
block_start(const Block *block, double low, double high)
{
    double start = block->wish / (double)block->n;
    return fmax(low, fmin(start, high - block->length));
}

/* Pool adjacent violators: a label that would overlap the block before it joins that block, whose
 * start then follows from one more wish. */
void
labels_spread(double *centres, const double *sizes, size_t n, double low, double high, double gap)
{
    g_autofree Block *blocks = g_new(Block, n);
    size_t n_blocks = 0;
    for (size_t i = 0; i < n; i++) {
        Block block = {i, 1, sizes[i], centres[i] - sizes[i] / 2};
        while (n_blocks > 0) {
            const Block *before = &blocks[n_blocks - 1];
            double end = block_start(before, low, high) + before->length + gap;
            if (end <= block_start(&block, low, high))
                break;
            double shift = before->length + gap;
            block = (Block){before->first, before->n + block.n, shift + block.length,
                            before->wish + block.wish - (double)block.n * shift};
            n_blocks--;
        }
        blocks[n_blocks++] = block;
    }

    for (size_t b = 0; b < n_blocks; b++) {
        double at = block_start(&blocks[b], low, high);
        for (size_t i = blocks[b].first; i < blocks[b].first + blocks[b].n; i++) {
            centres[i] = at + sizes[i] / 2;
            at += sizes[i] + gap;
        }
    }
}
