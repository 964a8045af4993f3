/* Random numbers that depend on a key alone: what happens to one patient in one quarter is the same
 * whatever was made before it, in what order, and on which machine. Integers only.
 *
 * The mixing is the finaliser of splitmix64 (Steele, Lea and Flood, OOPSLA 2014). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define DRAW_STEP UINT64_C(0x9e3779b97f4a7c15)

static inline uint64_t
draw_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

/* The stream of the `index`-th thing below another: of a doctor, of the doctor's patient, of the
 * patient's quarter. */
static inline uint64_t
draw_stream(uint64_t above, uint64_t index)
{
    return draw_mix(above + (index + 1) * DRAW_STEP);
}

/* One draw of a stream, in [0, n). `what` numbers the draws; n is at least 1. */
static inline int
draw(uint64_t stream, uint32_t what, int n)
{
    uint64_t bits = draw_mix(stream ^ ((uint64_t)what + 1) * UINT64_C(0xd1342543de82ef95)) >> 32;
    return (int)((bits * (uint64_t)n) >> 32);
}

/* True `per_mille` times in a thousand. */
static inline bool
draw_chance(uint64_t stream, uint32_t what, int per_mille)
{
    return draw(stream, what, 1000) < per_mille;
}

/* A sum of three draws, in [low, low + 3 (third - 1)]: most are alike and a few far out, as between
 * real doctors. */
static inline int
draw_bell(uint64_t stream, uint32_t what, int low, int third)
{
    return low + draw(stream, what * 3 + 1000, third) + draw(stream, what * 3 + 1001, third) +
           draw(stream, what * 3 + 1002, third);
}
