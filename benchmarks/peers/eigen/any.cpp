// Eigen on matrices whose size is known at run time, as its users write them: noalias products, LLT, PartialPivLU.
#include "../loop.h"

#include <Eigen/Dense>

#include <string>

namespace {

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr double relative_step = 1e-10;
constexpr int max_steps = 50;

Matrix copy(const double *source, int rows, int columns) { return Eigen::Map<const Matrix>(source, rows, columns); }

void store(const Matrix &source, double *destination) { Eigen::Map<Matrix>(destination, source.rows(), source.cols()) = source; }

template <bool Transposed>
double multiply(const Problem &problem, long iterations, double *output) {
    const Matrix a = copy(problem.a, problem.n, problem.n), a2 = copy(problem.a2, problem.n, problem.n);
    Matrix d(problem.n, problem.n);
    const double elapsed = seconds(iterations, [&] {
        if (Transposed) {
            d.noalias() = a * a2.transpose();
        } else {
            d.noalias() = a * a2;
        }
        escape(d.data());
    });
    store(d, output);
    return elapsed;
}

double congruence(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    const Matrix a = copy(problem.a, n, n), p = copy(problem.p, n, n);
    Matrix pa(n, n), d(n, n);
    const double elapsed = seconds(iterations, [&] {
        pa.noalias() = p * a;
        d.noalias() = a.transpose() * pa;
        escape(d.data());
    });
    store(d, output);
    return elapsed;
}

// Only the lower triangle of the product, then its mirror image.
double congruence_triangle(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    const Matrix a = copy(problem.a, n, n), p = copy(problem.p, n, n);
    Matrix pa(n, n), d(n, n);
    const double elapsed = seconds(iterations, [&] {
        pa.noalias() = p * a;
        d.triangularView<Eigen::Lower>() = a.transpose() * pa;
        d.triangularView<Eigen::StrictlyUpper>() = d.transpose();
        escape(d.data());
    });
    store(d, output);
    return elapsed;
}

double cholesky(const Problem &problem, long iterations, double *output) {
    const Matrix p = copy(problem.p, problem.n, problem.n);
    Eigen::LLT<Matrix> llt(problem.n);
    bool factored = true;
    const double elapsed = seconds(iterations, [&] {
        llt.compute(p);
        factored &= llt.info() == Eigen::Success;
        escape(&llt);
    });
    store(llt.matrixL(), output);
    return factored ? elapsed : -1;
}

double spd_solve(const Problem &problem, long iterations, double *output) {
    const int n = problem.n;
    const Matrix right = copy(problem.a2, n, n);
    const Eigen::LLT<Matrix> llt(copy(problem.p, n, n));
    Matrix d(n, n);
    const double elapsed = seconds(iterations, [&] {
        d = right;
        llt.solveInPlace(d);
        escape(d.data());
    });
    store(d, output);
    return elapsed;
}

double riccati(const Problem &problem, long iterations, double *output) {
    const int n = problem.n, m = problem.m;
    const Matrix a = copy(problem.a, n, n), b = copy(problem.b, n, m), q = copy(problem.q, n, n), r = copy(problem.r, m, m);
    Matrix p(n, n), pa(n, n), pb(n, m), weight(m, m), linear(m, n), gain(m, n);
    Eigen::LLT<Matrix> llt(m);
    const double elapsed = seconds(iterations, [&] {
        p = q;
        for (int t = problem.horizon - 1; t >= 0; t--) {
            pa.noalias() = p * a;
            pb.noalias() = p * b;
            weight = r;
            weight.noalias() += b.transpose() * pb;
            linear.noalias() = b.transpose() * pa;
            llt.compute(weight);
            gain = linear;
            llt.solveInPlace(gain);
            p = q;
            p.noalias() += a.transpose() * pa;
            p.noalias() -= linear.transpose() * gain;
            store(gain, output + static_cast<long>(t) * m * n);
        }
    });
    store(p, output + static_cast<long>(problem.horizon) * m * n);
    return elapsed;
}

bool run_doubling(Matrix a, Matrix g, Matrix &h) {
    const Eigen::Index n = a.rows();
    Matrix w(n, n), v1(n, n), v2(n, n), t(n, n), step(n, n);
    Eigen::PartialPivLU<Matrix> lu(n);
    for (int i = 0; i < max_steps; i++) {
        w.noalias() = g * h;
        w.diagonal().array() += 1.0;
        lu.compute(w);
        v1 = lu.solve(a);
        t.noalias() = h * v1;
        step.noalias() = a.transpose() * t;
        h += step;
        if (step.norm() <= relative_step * h.norm()) {
            return true;
        }
        v2 = lu.solve(g);
        t.noalias() = a * v2;
        g.noalias() += t * a.transpose();
        t.noalias() = a * v1;
        a.swap(t);
    }
    return false;
}

double dare(const Problem &problem, long iterations, double *output) {
    const int n = problem.n, m = problem.m;
    const Matrix a = copy(problem.a, n, n), b = copy(problem.b, n, m), q = copy(problem.q, n, n), r = copy(problem.r, m, m);
    Matrix h(n, n), gain(m, n);
    bool solved = true;
    const double elapsed = seconds(iterations, [&] {
        const Matrix scaled = r.llt().solve(b.transpose());
        h = q;
        solved &= run_doubling(a, b * scaled, h);
        const Matrix bp = b.transpose() * h;
        Matrix weight = r;
        weight.noalias() += bp * b;
        gain = weight.llt().solve(bp * a);
        escape(gain.data());
    });
    store(h, output);
    store(gain, output + static_cast<long>(n) * n);
    return solved ? elapsed : -1;
}

} // namespace

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table{
        {"any-multiply", "noalias", 0, 0, multiply<false>},
        {"any-multiply-transposed", "noalias", 0, 0, multiply<true>},
        {"any-congruence", "noalias", 0, 0, congruence},
        {"any-congruence", "noalias, triangularView", 0, 0, congruence_triangle},
        {"any-cholesky", "LLT", 0, 0, cholesky},
        {"any-spd-solve", "LLT", 0, 0, spd_solve},
        {"any-riccati", "LLT", 0, 0, riccati},
        {"any-dare", "doubling, PartialPivLU", 0, 0, dare},
        {"any-dare-checked", "doubling without checks", 0, 0, dare},
    };
    return table;
}

const char *describe() {
    static const std::string text = "Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
                                    std::to_string(EIGEN_MINOR_VERSION) + ", " COMPILER ", " FLAGS;
    return text.c_str();
}
