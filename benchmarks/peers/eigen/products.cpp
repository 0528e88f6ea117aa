// A·B, A·B' and A'PA. For n ≥ 8 the plain product goes to Eigen's blocked matrix product; lazyProduct is often faster there.
#include "data.h"
#include "sizes.h"

namespace {

struct NoAlias {
    template <class Left, class Right, class Result>
    static void multiply(const Left &left, const Right &right, Result &result) {
        result.noalias() = left * right;
    }
};

struct Lazy {
    template <class Left, class Right, class Result>
    static void multiply(const Left &left, const Right &right, Result &result) {
        result = left.lazyProduct(right);
    }
};

template <int N, class How>
KERNEL void multiply(const Mat<N, N> &a, const Mat<N, N> &b, Mat<N, N> &d) {
    How::multiply(a, b, d);
}

template <int N, class How>
KERNEL void multiply_transposed(const Mat<N, N> &a, const Mat<N, N> &b, Mat<N, N> &d) {
    How::multiply(a, b.transpose(), d);
}

template <int N, class How>
KERNEL void congruence(const Mat<N, N> &a, const Mat<N, N> &p, Mat<N, N> &d) {
    Mat<N, N> pa;
    How::multiply(p, a, pa);
    How::multiply(a.transpose(), pa, d);
}

template <int N, void (*Kernel)(const Mat<N, N> &, const Mat<N, N> &, Mat<N, N> &)>
double loop(const Mat<N, N> &left, const Mat<N, N> &right, long iterations, double *output) {
    Mat<N, N> d;
    escape(&d);
    const double elapsed = seconds(iterations, [&] { Kernel(left, right, d); });
    store<N, N>(d, output);
    return elapsed;
}

template <int N, class How>
void add(std::vector<Entry> &table, const char *name) {
    table.push_back({"multiply", name, N, 0, [](const Problem &problem, long iterations, double *output) {
                         const Square<N> data(problem);
                         return loop<N, multiply<N, How>>(data.a, data.a2, iterations, output);
                     }});
    table.push_back({"multiply-transposed", name, N, 0, [](const Problem &problem, long iterations, double *output) {
                         const Square<N> data(problem);
                         return loop<N, multiply_transposed<N, How>>(data.a, data.a2, iterations, output);
                     }});
    table.push_back({"congruence", name, N, 0, [](const Problem &problem, long iterations, double *output) {
                         const Square<N> data(problem);
                         return loop<N, congruence<N, How>>(data.a, data.p, iterations, output);
                     }});
}

template <int N>
struct ProductEntries {
    static void to(std::vector<Entry> &table) {
        add<N, NoAlias>(table, "noalias");
        add<N, Lazy>(table, "lazyProduct");
    }
};

} // namespace

void add_products(std::vector<Entry> &table) { for_squares<ProductEntries>(table); }
