// What every peer exports. The driver (benchmarks/SpanLqr.Compare) owns the data and passes it in; a peer copies what it
// needs into its own layout before the clock starts, loops natively, times itself, and returns the result of its last call.
#pragma once

extern "C" {

// Row-major, contiguous. p and q are symmetric positive definite, a2 is a second n×n matrix.
struct Problem {
    int n;
    int m;
    int horizon;
    int reserved;
    const double *a;      // n×n
    const double *a2;     // n×n
    const double *b;      // n×m
    const double *q;      // n×n
    const double *r;      // m×m
    const double *p;      // n×n
    const double *k;      // m×n
    const double *x;      // n
    const double *offset; // m
    const double *s;      // n×m, or null for no cross weight; only "dare-solution" looks at it
};

// How many ways this peer knows to do the work; 0 if none.
int variants(const char *op, int n, int m);

// The name of one way.
const char *variant_name(const char *op, int n, int m, int variant);

// Seconds for so many calls; negative if the peer failed. The output of the last call is written row-major.
double bench(const char *op, int variant, const Problem *problem, long iterations, double *output);

// Library, version, compiler, flags.
const char *version();
}
