// The control step u = −Kx − κ, the first input fed back into the first state; as a call, and inlined into the loop.
// K in both storage orders.
#include "data.h"
#include "sizes.h"

namespace {

template <int N, int M, int Order>
struct Step {
    using Gain = Mat<M, N, M == 1 ? static_cast<int>(Eigen::RowMajor) : Order>;

    static inline void inlined(const Gain &k, const Mat<N, 1> &x, const Mat<M, 1> &offset, Mat<M, 1> &u) {
        u = -k.lazyProduct(x) - offset;
    }

    static KERNEL void called(const Gain &k, const Mat<N, 1> &x, const Mat<M, 1> &offset, Mat<M, 1> &u) { inlined(k, x, offset, u); }
};

template <int N, int M, int Order, bool Inlined>
double loop(const Problem &problem, long iterations, double *output) {
    using Kernel = Step<N, M, Order>;
    const Data<N, M> data(problem);
    const typename Kernel::Gain k = data.k;
    Mat<N, 1> x = data.x;
    Mat<M, 1> u;
    escape(&k);
    escape(&x);
    escape(&u);
    const double elapsed = seconds(iterations, [&] {
        if constexpr (Inlined) {
            Kernel::inlined(k, x, data.offset, u);
        } else {
            Kernel::called(k, x, data.offset, u);
        }
        x[0] = u[0];
    });
    store<M, 1>(u, output);
    return elapsed;
}

template <int N, int M>
struct ControlEntries {
    static void to(std::vector<Entry> &table) {
        table.push_back({"control", "call, row-major K", N, M, loop<N, M, Eigen::RowMajor, false>});
        table.push_back({"control", "inlined, row-major K", N, M, loop<N, M, Eigen::RowMajor, true>});
        if constexpr (M > 1) {
            table.push_back({"control", "call, column-major K", N, M, loop<N, M, Eigen::ColMajor, false>});
            table.push_back({"control", "inlined, column-major K", N, M, loop<N, M, Eigen::ColMajor, true>});
        }
    }
};

} // namespace

void add_control(std::vector<Entry> &table) { for_systems<ControlEntries>(table); }
