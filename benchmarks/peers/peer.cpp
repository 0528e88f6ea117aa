// The exports of peer.h, over the table of one peer.
#include "loop.h"

#include <cstring>

namespace {

const Entry *find(const char *op, int n, int m, int variant) {
    for (const Entry &entry : entries()) {
        const bool fits = (entry.n == 0 || entry.n == n) && (entry.m == 0 || entry.m == m) && std::strcmp(entry.op, op) == 0;
        if (fits && variant-- == 0) {
            return &entry;
        }
    }
    return nullptr;
}

} // namespace

extern "C" {

#define EXPORT __attribute__((visibility("default")))

EXPORT int variants(const char *op, int n, int m) {
    int count = 0;
    while (find(op, n, m, count) != nullptr) {
        count++;
    }
    return count;
}

EXPORT const char *variant_name(const char *op, int n, int m, int variant) {
    const Entry *entry = find(op, n, m, variant);
    return entry == nullptr ? "" : entry->variant;
}

EXPORT double bench(const char *op, int variant, const Problem *problem, long iterations, double *output) {
    const Entry *entry = find(op, problem->n, problem->m, variant);
    return entry == nullptr ? -1 : entry->loop(*problem, iterations, output);
}

EXPORT const char *version() { return describe(); }
}
