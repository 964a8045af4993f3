#include "tests/engine/profile/sample_random.h"

static uint64_t
mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

double
sample_uniform(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    return (double)(mix(mix(mix(mix(a) ^ b) ^ c) ^ d) >> 11) / 9007199254740992.0;
}

double
sample_normal(uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    double sum = 0;

    for (uint64_t i = 0; i < 12; i++)
        sum += sample_uniform(a, b, c, d * 16 + i);
    return sum - 6;
}
