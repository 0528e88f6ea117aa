// Cholesky factor of p (throughput, and latency where each call waits for the last), and the solve with n right sides.
// Both storage orders: Eigen's triangular code differs between them.
#include "data.h"
#include "sizes.h"

namespace {

template <int N, int Order>
using Llt = Eigen::LLT<Mat<N, N, Order>>;

template <int N, int Order>
KERNEL void factor(const Mat<N, N, Order> &p, Llt<N, Order> &llt) {
    llt.compute(p);
}

template <int N, int Order>
KERNEL void solve(const Llt<N, Order> &llt, const Mat<N, N, Order> &right, Mat<N, N, Order> &d) {
    d = llt.solve(right);
}

template <int N, int Order>
double factor_loop(const Problem &problem, long iterations, double *output, bool waits) {
    const Mat<N, N, Order> p = view<N, N>(problem.p);
    Llt<N, Order> llt;
    const Mat<N, N, Order> *input = &p;
    escape(input);
    escape(&llt);
    double elapsed;
    if (waits) {
        elapsed = seconds(iterations, [&] {
            factor<N, Order>(*input, llt);
            input = &p + wait_for(llt.matrixLLT()(N - 1, N - 1));
        });
    } else {
        elapsed = seconds(iterations, [&] { factor<N, Order>(p, llt); });
    }
    const Mat<N, N, Order> l = llt.matrixL();
    store<N, N>(l, output);
    return llt.info() == Eigen::Success ? elapsed : -1;
}

template <int N, int Order>
double throughput(const Problem &problem, long iterations, double *output) {
    return factor_loop<N, Order>(problem, iterations, output, false);
}

template <int N, int Order>
double latency(const Problem &problem, long iterations, double *output) {
    return factor_loop<N, Order>(problem, iterations, output, true);
}

template <int N, int Order>
double solve_loop(const Problem &problem, long iterations, double *output) {
    const Mat<N, N, Order> p = view<N, N>(problem.p);
    const Mat<N, N, Order> right = view<N, N>(problem.a2);
    const Llt<N, Order> llt(p);
    Mat<N, N, Order> d;
    escape(&llt);
    escape(&right);
    escape(&d);
    const double elapsed = seconds(iterations, [&] { solve<N, Order>(llt, right, d); });
    store<N, N>(d, output);
    return llt.info() == Eigen::Success ? elapsed : -1;
}

template <int N, int Order>
void add(std::vector<Entry> &table, const char *name) {
    table.push_back({"cholesky", name, N, 0, throughput<N, Order>});
    table.push_back({"cholesky-latency", name, N, 0, latency<N, Order>});
    table.push_back({"spd-solve", name, N, 0, solve_loop<N, Order>});
}

template <int N>
struct CholeskyEntries {
    static void to(std::vector<Entry> &table) {
        add<N, Eigen::RowMajor>(table, "llt, row-major");
        add<N, Eigen::ColMajor>(table, "llt, column-major");
    }
};

} // namespace

void add_cholesky(std::vector<Entry> &table) { for_squares<CholeskyEntries>(table); }
