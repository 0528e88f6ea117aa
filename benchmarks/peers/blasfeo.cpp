// BLASFEO, from a path the user gives: its square-root Riccati (what HPIPM uses inside), without and with explicit gains,
// and the classic recursion. Cost of stage t as [[R, S'], [S, Q]], inputs first, as BLASFEO's own examples have it.
#include "loop.h"

#include <blasfeo.h>

namespace {

// A packed matrix that frees itself.
class Panel {
public:
    Panel(int rows, int columns) {
        blasfeo_allocate_dmat(rows, columns, &matrix);
        blasfeo_dgese(rows, columns, 0, &matrix, 0, 0);
    }
    Panel(const Panel &) = delete;
    Panel &operator=(const Panel &) = delete;
    ~Panel() { blasfeo_free_dmat(&matrix); }
    operator blasfeo_dmat *() { return &matrix; }

private:
    blasfeo_dmat matrix;
};

class Recursion {
public:
    explicit Recursion(const Problem &problem)
        : n(problem.n), m(problem.m), horizon(problem.horizon), plant(m + n, n), weight(m + n, m + n), terminal(n, n),
          product(m + n, n), sum(m + n, m + n) {
        // Row-major B and A are column-major B' and A'.
        pack(m, n, problem.b, plant, 0, 0);
        pack(n, n, problem.a, plant, m, 0);
        pack(m, m, problem.r, weight, 0, 0);
        pack(n, n, problem.q, weight, m, m);
        pack(n, n, problem.q, terminal, 0, 0);
        for (int t = 0; t <= horizon; t++) {
            factors.push_back(new Panel(m + n, m + n));
            gains.push_back(new Panel(n, m));
            costs.push_back(new Panel(n, n));
        }
    }

    ~Recursion() {
        for (auto *list : {&factors, &gains, &costs}) {
            for (Panel *panel : *list) {
                delete panel;
            }
        }
    }

    template <bool Gains>
    void square_root() {
        blasfeo_dpotrf_l(n, terminal, 0, 0, *factors[horizon], m, m);
        for (int t = horizon - 1; t >= 0; t--) {
            blasfeo_dtrmm_rlnn(m + n, n, 1, *factors[t + 1], m, m, plant, 0, 0, product, 0, 0);
            blasfeo_dsyrk_dpotrf_ln_mn(m + n, m + n, n, product, 0, 0, product, 0, 0, weight, 0, 0, *factors[t], 0, 0);
            if (Gains) {
                gain(t);
            }
        }
    }

    void classic() {
        blasfeo_dgecp(n, n, terminal, 0, 0, *costs[horizon], 0, 0);
        for (int t = horizon - 1; t >= 0; t--) {
            blasfeo_dgemm_nt(m + n, n, n, 1, plant, 0, 0, *costs[t + 1], 0, 0, 0, product, 0, 0, product, 0, 0);
            blasfeo_dsyrk_ln(m + n, n, 1, product, 0, 0, plant, 0, 0, 1, weight, 0, 0, sum, 0, 0);
            blasfeo_dpotrf_l_mn(m + n, m, sum, 0, 0, *factors[t], 0, 0);
            blasfeo_dsyrk_ln(n, m, -1, *factors[t], m, 0, *factors[t], m, 0, 1, sum, m, m, *costs[t], 0, 0);
            blasfeo_dtrtr_l(n, *costs[t], 0, 0, *costs[t], 0, 0);
            gain(t);
        }
    }

    // K' = L21 L11⁻¹.
    void gain(int t) { blasfeo_dtrsm_rlnn(n, m, 1, *factors[t], 0, 0, *factors[t], m, 0, *gains[t], 0, 0); }

    void unpack(bool is_square_root, double *output) {
        for (int t = 0; t < horizon; t++) {
            gain(t);
            blasfeo_unpack_dmat(n, m, *gains[t], 0, 0, output + t * m * n, n);
        }
        if (is_square_root) {
            Panel l(n, n);
            blasfeo_dtrcp_l(n, *factors[0], m, m, l, 0, 0);
            blasfeo_dgemm_nt(n, n, n, 1, l, 0, 0, l, 0, 0, 0, *costs[0], 0, 0, *costs[0], 0, 0);
        }
        blasfeo_unpack_dmat(n, n, *costs[0], 0, 0, output + horizon * m * n, n);
    }

private:
    static void pack(int rows, int columns, const double *source, Panel &target, int row, int column) {
        blasfeo_pack_dmat(rows, columns, const_cast<double *>(source), rows, target, row, column);
    }

    int n, m, horizon;
    Panel plant, weight, terminal, product, sum;
    std::vector<Panel *> factors, gains, costs;
};

template <void (Recursion::*Run)(), bool SquareRoot>
double solve(const Problem &problem, long iterations, double *output) {
    Recursion recursion(problem);
    const double elapsed = seconds(iterations, [&] { (recursion.*Run)(); });
    recursion.unpack(SquareRoot, output);
    return elapsed;
}

} // namespace

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table{
        {"riccati", "square root, no gains", 0, 0, solve<&Recursion::square_root<false>, true>},
        {"riccati", "square root, gains", 0, 0, solve<&Recursion::square_root<true>, true>},
        {"riccati", "classic, gains", 0, 0, solve<&Recursion::classic, false>},
    };
    return table;
}

const char *describe() { return "BLASFEO at " BLASFEO_SOURCE; }
