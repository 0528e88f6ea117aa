// What a careful user checks around a DARE: the weights, stabilisability and detectability (Popov–Belevitch–Hautus, on the
// eigenvalues on and outside the unit circle), and the residual of the answer.
#pragma once

#include "data.h"

#include <complex>

template <int N, int M>
bool is_stabilisable(const Mat<N, N> &a, const Mat<N, M> &b) {
    const Eigen::EigenSolver<Mat<N, N>> eigen(a, false);
    for (int i = 0; i < N; i++) {
        const std::complex<double> value = eigen.eigenvalues()[i];
        if (std::norm(value) < 1) {
            continue;
        }
        Eigen::Matrix<std::complex<double>, N, N + M> pencil;
        pencil << value * Eigen::Matrix<std::complex<double>, N, N>::Identity() - a, b;
        const Eigen::ColPivHouseholderQR<Eigen::Matrix<std::complex<double>, N, N + M>> qr(pencil);
        if (qr.rank() < N) {
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
