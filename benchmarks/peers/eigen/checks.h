// What a careful user checks around a DARE: the weights, stabilisability and detectability (Popov–Belevitch–Hautus, on the
// eigenvalues on and outside the unit circle), and the residual of the answer.
#pragma once

#include "data.h"

#include <complex>

// [λI − A, B] with at most as many inputs as states, on the stack. One instantiation for all M: these decompositions take the
// compiler long.
template <int N>
using Pencil = Eigen::Matrix<std::complex<double>, N, Eigen::Dynamic, Eigen::ColMajor, N, 2 * N>;

template <int N>
KERNEL bool has_full_rank(const Pencil<N> &pencil) {
    return Eigen::ColPivHouseholderQR<Pencil<N>>(pencil).rank() == N;
}

template <int N>
KERNEL Eigen::Matrix<std::complex<double>, N, 1> eigenvalues(const Mat<N, N> &a) {
    return Eigen::EigenSolver<Mat<N, N>>(a, false).eigenvalues();
}

template <int N, int M>
bool is_stabilisable(const Mat<N, N> &a, const Mat<N, M> &b) {
    const Eigen::Matrix<std::complex<double>, N, 1> values = eigenvalues<N>(a);
    for (int i = 0; i < N; i++) {
        if (std::norm(values[i]) < 1) {
            continue;
        }
        Pencil<N> pencil(N, N + M);
        pencil.template leftCols<N>() = -a.template cast<std::complex<double>>();
        pencil.template rightCols<M>() = b.template cast<std::complex<double>>();
        for (int j = 0; j < N; j++) {
            pencil(j, j) += values[i];
        }
        if (!has_full_rank<N>(pencil)) {
            return false;
        }
    }
    return true;
}

template <int N, int M>
bool are_weights_sound(const Data<N, M> &data) {
    const Eigen::LLT<Mat<M, M>> r(data.r);
    const Eigen::LDLT<Mat<N, N>> q(data.q);
    if (r.info() != Eigen::Success || q.info() != Eigen::Success || !q.isPositive()) {
        return false;
    }
    // Q = C'C with C = √D L'P.
    const Mat<N, N> upper = q.matrixU();
    const Mat<N, N> scaled = q.vectorD().cwiseMax(0.0).cwiseSqrt().asDiagonal() * upper;
    const Mat<N, N> c = scaled * q.transpositionsP();
    const Mat<N, N> a_transposed = data.a.transpose();
    const Mat<N, N> c_transposed = c.transpose();
    return is_stabilisable<N, M>(data.a, data.b) && is_stabilisable<N, N>(a_transposed, c_transposed);
}

template <int N, int M>
bool is_solution(const Data<N, M> &data, const Mat<N, N> &p, const Mat<M, N> &gain) {
    const Mat<N, N> closed = data.a - data.b.lazyProduct(gain);
    const Mat<N, N> product = p.lazyProduct(closed);
    Mat<N, N> residual = data.q - p;
    residual += data.a.transpose().lazyProduct(product);
    return residual.norm() <= 1e-8 * (p.norm() + data.q.norm());
}
