// The Riccati recursion, backwards from P_T = Q, all gains kept: K = (R + B'PB)⁻¹B'PA, P ← Q + A'PA − (B'PA)'K.
// The straightforward fixed-size code, with three ways to divide by R + B'PB; lazyProduct throughout, which beats Eigen's
// blocked product at all of these sizes.
#include "data.h"
#include "sizes.h"

namespace {

struct ByLlt {
    template <class Weight, class Right, class Result>
    static void divide(const Weight &weight, const Right &right, Result &result) {
        result = weight.llt().solve(right);
    }
};

struct ByLdlt {
    template <class Weight, class Right, class Result>
    static void divide(const Weight &weight, const Right &right, Result &result) {
        result = weight.ldlt().solve(right);
    }
};

// In closed form up to 4×4.
struct ByInverse {
    template <class Weight, class Right, class Result>
    static void divide(const Weight &weight, const Right &right, Result &result) {
        const Weight inverse = weight.inverse();
        result = inverse.lazyProduct(right);
    }
};

template <int N, int M, class Division>
KERNEL void stage(const Data<N, M> &data, const Mat<N, N> &next, Mat<M, N> &gain, Mat<N, N> &p) {
    Mat<M, N> bp;
    Mat<N, N> pa;
    bp = data.b.transpose().lazyProduct(next);
    Mat<M, M> weight = data.r;
    weight += bp.lazyProduct(data.b);
    const Mat<M, N> right = bp.lazyProduct(data.a);
    Division::divide(weight, right, gain);
    pa = next.lazyProduct(data.a);
    p = data.q;
    p += data.a.transpose().lazyProduct(pa);
    p -= right.transpose().lazyProduct(gain);
}

// As above, with one product for [B A] instead of two with B' on the left.
template <int N, int M, class Division>
KERNEL void stage_closed_loop(const Data<N, M> &data, const Mat<N, N> &next, Mat<M, N> &gain, Mat<N, N> &p) {
    const Mat<N, M> pb = next.lazyProduct(data.b);
    Mat<M, M> weight = data.r;
    weight += data.b.transpose().lazyProduct(pb);
    const Mat<M, N> right = pb.transpose().lazyProduct(data.a);
    Division::divide(weight, right, gain);
    Mat<N, N> closed = data.a;
    closed -= data.b.lazyProduct(gain);
    const Mat<N, N> product = next.lazyProduct(closed);
    p = data.q;
    p += data.a.transpose().lazyProduct(product);
}

template <int N, int M, void (*Stage)(const Data<N, M> &, const Mat<N, N> &, Mat<M, N> &, Mat<N, N> &)>
double loop(const Problem &problem, long iterations, double *output) {
    const Data<N, M> data(problem);
    std::vector<Mat<M, N>, Eigen::aligned_allocator<Mat<M, N>>> gains(problem.horizon);
    Mat<N, N> p[2];
    escape(gains.data());
    escape(p);
    int last = 0;
    const double elapsed = seconds(iterations, [&] {
        p[0] = data.q;
        last = 0;
        for (int t = problem.horizon - 1; t >= 0; t--) {
            Stage(data, p[last], gains[t], p[1 - last]);
            last = 1 - last;
        }
    });
    for (int t = 0; t < problem.horizon; t++) {
        store<M, N>(gains[t], output + t * M * N);
    }
    store<N, N>(p[last], output + problem.horizon * M * N);
    return elapsed;
}

template <int N, int M, class Division>
void add(std::vector<Entry> &table, const char *expanded, const char *closed) {
    table.push_back({"riccati", expanded, N, M, loop<N, M, stage<N, M, Division>>});
    table.push_back({"riccati", closed, N, M, loop<N, M, stage_closed_loop<N, M, Division>>});
}

template <int N, int M>
struct RiccatiEntries {
    static void to(std::vector<Entry> &table) {
        add<N, M, ByLlt>(table, "llt", "llt, A'P(A-BK)");
        add<N, M, ByLdlt>(table, "ldlt", "ldlt, A'P(A-BK)");
        if constexpr (M <= 4) {
            add<N, M, ByInverse>(table, "inverse", "inverse, A'P(A-BK)");
        }
    }
};

} // namespace

void add_riccati(std::vector<Entry> &table) { for_systems<RiccatiEntries>(table); }
