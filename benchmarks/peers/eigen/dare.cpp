// Structured doubling (Chu, Fan, Lin, Wang 2004) on fixed-size matrices with partially pivoted LU, and the gain;
// with and without the checks of checks.h.
#include "checks.h"
#include "sizes.h"

namespace {

constexpr double relative_step = 1e-10;
constexpr int max_steps = 50;

template <class Left, class Right, class Result>
void multiply(const Left &left, const Right &right, Result &result) {
    result = left.lazyProduct(right);
}

// H ← the limit of the doubling from A, G = B R⁻¹ B' and H = Q.
template <int N>
bool run_doubling(Mat<N, N> a, Mat<N, N> g, Mat<N, N> &h) {
    Mat<N, N> w, v1, v2, t, step;
    for (int i = 0; i < max_steps; i++) {
        multiply(g, h, w);
        w.diagonal().array() += 1.0;
        const Eigen::PartialPivLU<Mat<N, N>> lu(w);
        v1 = lu.solve(a);
        multiply(h, v1, t);
        multiply(a.transpose(), t, step);
        h += step;
        if (step.norm() <= relative_step * h.norm()) {
            return true;
        }
        v2 = lu.solve(g);
        multiply(a, v2, t);
        g += t.lazyProduct(a.transpose());
        multiply(a, v1, t);
        a = t;
    }
    return false;
}

template <int N, int M>
KERNEL bool solve(const Data<N, M> &data, Mat<N, N> &h, Mat<M, N> &gain) {
    const Mat<M, N> scaled = data.r.llt().solve(data.b.transpose());
    Mat<N, N> g;
    multiply(data.b, scaled, g);
    h = data.q;
    const bool settled = run_doubling<N>(data.a, g, h);
    const Mat<M, N> bp = data.b.transpose().lazyProduct(h);
    Mat<M, M> weight = data.r;
    weight += bp.lazyProduct(data.b);
    const Mat<M, N> right = bp.lazyProduct(data.a);
    gain = weight.llt().solve(right);
    return settled;
}

template <int N, int M>
KERNEL bool solve_checked(const Data<N, M> &data, Mat<N, N> &p, Mat<M, N> &gain) {
    return are_weights_sound(data) && solve(data, p, gain) && is_solution(data, p, gain);
}

template <int N, int M, bool (*Solve)(const Data<N, M> &, Mat<N, N> &, Mat<M, N> &)>
double loop(const Problem &problem, long iterations, double *output) {
    const Data<N, M> data(problem);
    Mat<N, N> p;
    Mat<M, N> gain;
    escape(&p);
    escape(&gain);
    bool solved = true;
    const double elapsed = seconds(iterations, [&] { solved &= Solve(data, p, gain); });
    store<N, N>(p, output);
    store<M, N>(gain, output + N * N);
    return solved ? elapsed : -1;
}

template <int N, int M>
struct DareEntries {
    static void to(std::vector<Entry> &table) {
        table.push_back({"dare", "doubling", N, M, loop<N, M, solve<N, M>>});
        // The checks take the compiler minutes a size: only the two public yardsticks have them.
        if constexpr ((N == 5 && M == 2) || (N == 12 && M == 4)) {
            table.push_back({"dare-checked", "doubling, checked", N, M, loop<N, M, solve_checked<N, M>>});
        }
    }
};

} // namespace

void add_dare(std::vector<Entry> &table) { for_systems<DareEntries>(table); }
