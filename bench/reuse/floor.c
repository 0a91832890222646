/* The floor: what candidates cost at the least. Every word is hashed once (ASCII letters and digits, case folded), every
   run of four words gives one 64-bit key, and the keys are sorted twice. Texts come in one file, parted by zero bytes.
   Prints how many keys there are, and a number that depends on all of them. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BITS 11
#define BUCKETS (1u << BITS)
#define PASSES 6

/* Least significant digit first, eleven bits at a time; the counts of all passes are taken in one. */
static uint64_t *sorted(uint64_t *keys, uint64_t *spare, size_t count) {
    static size_t counts[PASSES][BUCKETS];
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < count; i++)
        for (int pass = 0; pass < PASSES; pass++) counts[pass][keys[i] >> (pass * BITS) & (BUCKETS - 1)]++;
    for (int pass = 0; pass < PASSES; pass++) {
        size_t at = 0;
        for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
            size_t here = counts[pass][bucket];
            counts[pass][bucket] = at;
            at += here;
        }
        for (size_t i = 0; i < count; i++) spare[counts[pass][keys[i] >> (pass * BITS) & (BUCKETS - 1)]++] = keys[i];
        uint64_t *turned = keys;
        keys = spare;
        spare = turned;
    }
    return keys;
}

static uint64_t mixed(uint64_t x) {
    x = (x ^ x >> 32) * 0x9E3779B97F4A7C15u;
    return x ^ x >> 29;
}

static size_t grams(const unsigned char *text, size_t size, uint64_t *keys) {
    uint64_t last[4] = {0}, hash = 0;
    size_t count = 0, words = 0;
    for (size_t i = 0; i <= size; i++) {
        unsigned char c = i < size ? text[i] : 0;
        unsigned char folded = c | 32;
        if ((folded >= 'a' && folded <= 'z') || (c >= '0' && c <= '9')) {
            hash = (hash ^ folded) * 0x100000001B3u + 1;
            continue;
        }
        if (hash) {
            last[words++ & 3] = mixed(hash);
            hash = 0;
            if (words >= 4) {
                uint64_t key = 0;
                for (size_t k = 0; k < 4; k++) key = key * 0x9E3779B97F4A7C15u + last[(words + k) & 3];
                keys[count++] = mixed(key);
            }
        }
        if (c == 0) words = 0;
    }
    return count;
}

int main(int argc, char **argv) {
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file || fseek(file, 0, SEEK_END)) return 2;
    long size = ftell(file);
    rewind(file);
    if (size < 0) return 2;
    unsigned char *text = malloc((size_t)size + 1);
    uint64_t *keys = malloc(((size_t)size / 2 + 2) * sizeof *keys);
    if (!text || !keys || fread(text, 1, (size_t)size, file) != (size_t)size) return 2;
    fclose(file);
    size_t count = grams(text, (size_t)size, keys);
    uint64_t *copy = malloc((count + 1) * sizeof *keys), *spare = malloc((count + 1) * sizeof *keys);
    if (!copy || !spare) return 2;
    memcpy(copy, keys, count * sizeof *keys);
    uint64_t check = 0, *first = sorted(keys, spare, count), *spare2 = first == keys ? spare : keys;
    for (size_t i = 1; i < count; i++) check += first[i] == first[i - 1];
    uint64_t *second = sorted(copy, spare2, count);
    for (size_t i = 0; i < count; i += 64) check = check * 31 + second[i];
    printf("{\"keys\": %zu, \"check\": %llu}\n", count, (unsigned long long)check);
    return 0;
}
