// OpenBLAS through CBLAS and LAPACK, one thread.
#include "loop.h"

#include <cblas.h>
#include <openblas_config.h>

#include <cstring>
#include <string>

extern "C" {
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b, const int *ldb, int *info);
}

namespace {

constexpr int max_entries = 16 * 16;

struct alignas(64) Square {
    double entries[max_entries];
};

void product(int n, CBLAS_TRANSPOSE left, const double *a, CBLAS_TRANSPOSE right, const double *b, double *d) {
    cblas_dgemm(CblasRowMajor, left, right, n, n, n, 1, a, n, b, n, 0, d, n);
}

template <CBLAS_TRANSPOSE Right>
double multiply(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    return seconds(iterations, [&] { product(n, CblasNoTrans, problem.a, Right, problem.a2, output); });
}

template <bool Symmetric>
double congruence(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    Square pa;
    escape(&pa);
    return seconds(iterations, [&] {
        if (Symmetric) {
            cblas_dsymm(CblasRowMajor, CblasLeft, CblasLower, n, n, 1, problem.p, n, problem.a, n, 0, pa.entries, n);
        } else {
            product(n, CblasNoTrans, problem.p, CblasNoTrans, problem.a, pa.entries);
        }
        product(n, CblasTrans, problem.a, CblasNoTrans, pa.entries, output);
    });
}

// The row-major lower triangle is the column-major upper one.
int factor(int n, const double *p, double *l) {
    int info;
    std::memcpy(l, p, sizeof(double) * n * n);
    dpotrf_("U", &n, l, &n, &info);
    return info;
}

template <bool Waits>
double cholesky(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    const double *p = problem.p;
    int failures = 0;
    const double elapsed = seconds(iterations, [&] {
        failures += factor(n, p, output);
        if (Waits) {
            p = problem.p + wait_for(output[n * n - 1]);
        }
    });
    for (int i = 0; i < n; i++) {
        std::fill(output + i * n + i + 1, output + (i + 1) * n, 0.0);
    }
    return failures == 0 ? elapsed : -1;
}

double solve_by_potrs(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    Square l, right, d;
    int failures = factor(n, problem.p, l.entries);
    transpose(problem.a2, n, n, right.entries);
    escape(&right);
    const double elapsed = seconds(iterations, [&] {
        int info;
        std::memcpy(d.entries, right.entries, sizeof(double) * n * n);
        dpotrs_("U", &n, &n, l.entries, &n, d.entries, &n, &info);
        failures += info;
    });
    transpose(d.entries, n, n, output);
    return failures == 0 ? elapsed : -1;
}

double solve_by_trsm(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    Square l;
    const int failures = factor(n, problem.p, l.entries);
    const double elapsed = seconds(iterations, [&] {
        std::memcpy(output, problem.a2, sizeof(double) * n * n);
        cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasNoTrans, CblasNonUnit, n, n, 1, l.entries, n, output, n);
        cblas_dtrsm(CblasRowMajor, CblasLeft, CblasLower, CblasTrans, CblasNonUnit, n, n, 1, l.entries, n, output, n);
    });
    return failures == 0 ? elapsed : -1;
}

} // namespace

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table = [] {
        openblas_set_num_threads(1);
        return std::vector<Entry>{
            {"multiply", "dgemm", 0, 0, multiply<CblasNoTrans>},
            {"multiply-transposed", "dgemm", 0, 0, multiply<CblasTrans>},
            {"congruence", "dgemm", 0, 0, congruence<false>},
            {"congruence", "dsymm, dgemm", 0, 0, congruence<true>},
            {"cholesky", "dpotrf", 0, 0, cholesky<false>},
            {"cholesky-latency", "dpotrf", 0, 0, cholesky<true>},
            {"spd-solve", "dpotrs", 0, 0, solve_by_potrs},
            {"spd-solve", "dtrsm", 0, 0, solve_by_trsm},
        };
    }();
    return table;
}

const char *describe() {
    static const std::string text = std::string(OPENBLAS_VERSION) + ", core " + openblas_get_corename();
    return text.c_str();
}
