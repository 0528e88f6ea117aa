// SLICOT's two solvers of the discrete Riccati equation: SB02MD (Schur vectors of the symplectic matrix) and SB02OD
// (deflating subspace of the extended pencil). The times of "dare" include the gain; SB02MD's also
// B R⁻¹ B'. "dare-solution" is X alone and takes a cross weight: SB02OD as it is, SB02MD after u = v − R⁻¹S'x.
#include "loop.h"

#include <algorithm>
#include <vector>

extern "C" {
void sb02md_(const char *dico, const char *hinv, const char *uplo, const char *scal, const char *sort, const int *n, double *a,
             const int *lda, const double *g, const int *ldg, double *q, const int *ldq, double *rcond, double *wr, double *wi,
             double *s, const int *lds, double *u, const int *ldu, int *iwork, double *dwork, const int *ldwork, int *bwork,
             int *info);
void sb02od_(const char *dico, const char *jobb, const char *fact, const char *uplo, const char *jobl, const char *sort,
             const int *n, const int *m, const int *p, const double *a, const int *lda, const double *b, const int *ldb,
             const double *q, const int *ldq, const double *r, const int *ldr, const double *l, const int *ldl, double *rcond,
             double *x, const int *ldx, double *alfar, double *alfai, double *beta, double *s, const int *lds, double *t,
             const int *ldt, double *u, const int *ldu, const double *tol, int *iwork, double *dwork, const int *ldwork,
             int *bwork, int *info);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info);
void dpotrs_(const char *uplo, const int *n, const int *nrhs, const double *a, const int *lda, double *b, const int *ldb, int *info);
void dgemm_(const char *ta, const char *tb, const int *m, const int *n, const int *k, const double *alpha, const double *a,
            const int *lda, const double *b, const int *ldb, const double *beta, double *c, const int *ldc);
}

namespace {

using Vector = std::vector<double>;

void product(char left, char right, int rows, int columns, int inner, const Vector &a, const Vector &b, double beta, Vector &d) {
    const int lda = left == 'N' ? rows : inner, ldb = right == 'N' ? inner : columns;
    const double one = 1;
    dgemm_(&left, &right, &rows, &columns, &inner, &one, a.data(), &lda, b.data(), &ldb, &beta, d.data(), &rows);
}

// One problem, column-major, with all the memory that the solvers need.
struct Solver {
    int n, m, n2, work_length;
    Vector a, b, q, r, l, x, a_copy, b_transposed, g, weight, right, xb, wr, wi, beta, s, t, u, work;
    std::vector<int> iwork, bwork;
    bool cross = false;
    int failures = 0;

    explicit Solver(const Problem &problem)
        : n(problem.n), m(problem.m), n2(2 * n), work_length(1000 + 64 * (2 * n + m)), a(n * n), b(n * m), q(problem.q, problem.q + n * n),
          r(problem.r, problem.r + m * m), l(n * m), x(n * n), a_copy(n * n), b_transposed(m * n), g(n * n), weight(m * m), right(m * n),
          xb(n * m), wr(n2), wi(n2), beta(n2), s((n2 + m) * (n2 + m)), t((n2 + m) * n2), u(n2 * n2), work(work_length),
          iwork(n2 + m), bwork(n2) {
        transpose(problem.a, n, n, a.data());
        transpose(problem.b, n, m, b.data());
        b_transposed.assign(problem.b, problem.b + n * m);
        cross = problem.s != nullptr;
        if (cross) {
            transpose(problem.s, n, m, l.data());
        }
    }

    // right ← weight⁻¹ right, both overwritten.
    void divide() {
        int info;
        dpotrf_("L", &m, weight.data(), &m, &info);
        failures += info;
        dpotrs_("L", &m, &n, weight.data(), &m, right.data(), &m, &info);
        failures += info;
    }

    void find_gain() {
        product('N', 'N', n, m, n, x, b, 0, xb);
        weight = r;
        product('T', 'N', m, m, n, b, xb, 1, weight);
        product('T', 'N', m, n, n, xb, a, 0, right);
        divide();
    }

    // a_copy ← A − B R⁻¹ S' and x ← Q − S R⁻¹ S'.
    void substitute() {
        a_copy = a;
        x = q;
        if (!cross) {
            return;
        }
        weight = r;
        transpose(l.data(), m, n, right.data());
        divide();
        for (double &entry : right) {
            entry = -entry;
        }
        product('N', 'N', n, n, m, b, right, 1, a_copy);
        product('N', 'N', n, n, m, l, right, 1, x);
    }

    void solve_md() {
        double rcond;
        int info;
        substitute();
        weight = r;
        right = b_transposed;
        divide();
        product('N', 'N', n, n, m, b, right, 0, g);
        sb02md_("D", "D", "U", "N", "U", &n, a_copy.data(), &n, g.data(), &n, x.data(), &n, &rcond, wr.data(), wi.data(), s.data(),
                &n2, u.data(), &n2, iwork.data(), work.data(), &work_length, bwork.data(), &info);
        failures += info;
    }

    void solve_od() {
        const double tolerance = 0, none = 0;
        const int one = 1, extended = n2 + m;
        double rcond;
        int info;
        sb02od_("D", "B", "N", "U", cross ? "N" : "Z", "S", &n, &m, &one, a.data(), &n, b.data(), &n, q.data(), &n, r.data(), &m,
                cross ? l.data() : &none, cross ? &n : &one,
                &rcond, x.data(), &n, wr.data(), wi.data(), beta.data(), s.data(), &extended, t.data(), &extended, u.data(), &n2,
                &tolerance, iwork.data(), work.data(), &work_length, bwork.data(), &info);
        failures += info;
    }

    void run_md() {
        solve_md();
        find_gain();
    }

    void run_od() {
        solve_od();
        find_gain();
    }
};

template <void (Solver::*Run)()>
double solve(const Problem &problem, long iterations, double *output) {
    Solver solver(problem);
    const double elapsed = seconds(iterations, [&] { (solver.*Run)(); });
    const int n = problem.n, m = problem.m;
    std::copy(solver.x.begin(), solver.x.end(), output);
    transpose(solver.right.data(), n, m, output + n * n);
    return solver.failures == 0 ? elapsed : -1;
}

} // namespace

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table{
        {"dare", "SB02MD", 0, 0, solve<&Solver::run_md>},
        {"dare", "SB02OD", 0, 0, solve<&Solver::run_od>},
        {"dare-solution", "SB02MD", 0, 0, solve<&Solver::solve_md>},
        {"dare-solution", "SB02OD", 0, 0, solve<&Solver::solve_od>},
    };
    return table;
}

const char *describe() { return "SLICOT " SLICOT_VERSION ", over " LAPACK; }
