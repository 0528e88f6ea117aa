// The clock, the barriers and the table that the exports of peer.h look into.
#pragma once

#include "peer.h"

#include <algorithm>
#include <ctime>
#include <vector>

// A call that stays a call: neither inlined nor specialised for its arguments, as a kernel of ours is not.
#ifdef __clang__
#define KERNEL __attribute__((noinline))
#else
#define KERNEL __attribute__((noipa))
#endif

using Loop = double (*)(const Problem &, long iterations, double *output);

// n or m of 0: any.
struct Entry {
    const char *op;
    const char *variant;
    int n;
    int m;
    Loop loop;
};

// Each peer defines these two; peer.cpp exports them.
const std::vector<Entry> &entries();
const char *describe();

inline double now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

// From here on the compiler must assume that anybody may read and write what this points to.
template <class T>
inline void escape(T *pointer) {
    asm volatile("" : : "r"(pointer) : "memory");
}

// Seconds for so many calls of work(); memory is opaque between two calls.
template <class Work>
inline double seconds(long iterations, Work &&work) {
    const double start = now();
    for (long i = 0; i < iterations; i++) {
        work();
        asm volatile("" : : : "memory");
    }
    return now() - start;
}

// 0 for every number that is not negative, but only known once the number is: added to an address it makes the next call
// wait for this result, without a branch to predict and without a store to forward.
inline long wait_for(double value) {
    long bits;
    __builtin_memcpy(&bits, &value, sizeof bits);
    return static_cast<long>(static_cast<unsigned long>(bits) >> 63);
}

inline void transpose(const double *source, int rows, int columns, double *destination) {
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            destination[j * rows + i] = source[i * columns + j];
        }
    }
}
