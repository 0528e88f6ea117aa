// libxsmm's JIT-compiled small products. It is column-major and knows A·B and A·B' but not A'·B, so each operand is stored in
// the order that needs no transposition: the peer at its best.
#include "loop.h"

#include <libxsmm.h>

#include <string>

namespace {

constexpr int max_entries = 16 * 16;

struct alignas(64) Square {
    double entries[max_entries];
};

libxsmm_dmmfunction kernel(int n, int flags) {
    const double alpha = 1, beta = 0;
    const libxsmm_blasint size = n;
    const int prefetch = LIBXSMM_PREFETCH_NONE;
    return libxsmm_dmmdispatch(size, size, size, &size, &size, &size, &alpha, &beta, &flags, &prefetch);
}

template <int Flags>
double multiply(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    Square a, b, d;
    const libxsmm_dmmfunction product = kernel(n, Flags);
    if (product == nullptr) {
        return -1;
    }
    transpose(problem.a, n, n, a.entries);
    transpose(problem.a2, n, n, b.entries);
    const double elapsed = seconds(iterations, [&] { product(a.entries, b.entries, d.entries); });
    transpose(d.entries, n, n, output);
    return elapsed;
}

// Read column by column, row-major A is A': D = (A'·P)·A'', with the second product of the transposed kind.
double congruence(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    Square a, p, ap, d;
    const libxsmm_dmmfunction product = kernel(n, LIBXSMM_GEMM_FLAG_NONE), transposed = kernel(n, LIBXSMM_GEMM_FLAG_TRANS_B);
    if (product == nullptr || transposed == nullptr) {
        return -1;
    }
    std::copy_n(problem.a, n * n, a.entries);
    std::copy_n(problem.p, n * n, p.entries);
    const double elapsed = seconds(iterations, [&] {
        product(a.entries, p.entries, ap.entries);
        transposed(ap.entries, a.entries, d.entries);
    });
    transpose(d.entries, n, n, output);
    return elapsed;
}

} // namespace

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table = [] {
        libxsmm_init();
        return std::vector<Entry>{
            {"multiply", "jit", 0, 0, multiply<LIBXSMM_GEMM_FLAG_NONE>},
            {"multiply-transposed", "jit", 0, 0, multiply<LIBXSMM_GEMM_FLAG_TRANS_B>},
            {"congruence", "jit", 0, 0, congruence},
        };
    }();
    return table;
}

const char *describe() {
    static const std::string text = std::string("libxsmm ") + LIBXSMM_VERSION + ", " + libxsmm_get_target_arch();
    return text.c_str();
}
