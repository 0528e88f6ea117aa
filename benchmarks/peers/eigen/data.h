// Fixed-size Eigen matrices of one problem, copied from the driver's row-major memory.
#pragma once

#include "../loop.h"

#include <Eigen/Dense>

template <int Rows, int Columns>
constexpr int order = Rows != 1 && Columns == 1 ? Eigen::ColMajor : Eigen::RowMajor;

template <int Rows, int Columns, int Order = order<Rows, Columns>>
using Mat = Eigen::Matrix<double, Rows, Columns, Order>;

template <int Rows, int Columns>
Eigen::Map<const Mat<Rows, Columns>> view(const double *source) {
    return Eigen::Map<const Mat<Rows, Columns>>(source);
}

template <int Rows, int Columns, class Matrix>
void store(const Matrix &source, double *destination) {
    Eigen::Map<Mat<Rows, Columns>> target(destination);
    target = source;
}

template <int N, int M>
struct Data {
    Mat<N, N> a, a2, q, p;
    Mat<N, M> b;
    Mat<M, M> r;
    Mat<M, N> k;
    Mat<N, 1> x;
    Mat<M, 1> offset;

    explicit Data(const Problem &problem)
        : a(view<N, N>(problem.a)), a2(view<N, N>(problem.a2)), q(view<N, N>(problem.q)), p(view<N, N>(problem.p)),
          b(view<N, M>(problem.b)), r(view<M, M>(problem.r)), k(view<M, N>(problem.k)), x(view<N, 1>(problem.x)),
          offset(view<M, 1>(problem.offset)) {
        escape(this);
    }
};

// The n×n work needs no inputs.
template <int N>
using Square = Data<N, 1>;

void add_products(std::vector<Entry> &table);
void add_cholesky(std::vector<Entry> &table);
void add_riccati(std::vector<Entry> &table);
void add_dare(std::vector<Entry> &table);
void add_control(std::vector<Entry> &table);
