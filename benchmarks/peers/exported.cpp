// The step of an exported controller beside Eigen's, inlined into the loop: u = -K x, the first input fed back into the first state.
// Nanoseconds a step, medians of runs in turn. Eigen's K is a matrix in memory, the exported one a constant of its source.
#include <Eigen/Dense>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

extern "C" {
void step_4x1_step(const double x[4], double u[1]);
void step_8x4_step(const double x[8], double u[4]);
void step_12x6_step(const double x[12], double u[6]);
}

namespace {

constexpr int runs = 11;

double now() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

template <class T>
void escape(T *pointer) {
    asm volatile("" : : "g"(pointer) : "memory");
}

template <class Step>
double nanoseconds(long steps, Step &&step) {
    const double start = now();
    for (long i = 0; i < steps; i++) {
        step();
    }
    return 1e9 * (now() - start) / static_cast<double>(steps);
}

template <int N, int M, int Order>
double eigen(long steps) {
    Eigen::Matrix<double, M, N, M == 1 ? static_cast<int>(Eigen::RowMajor) : Order> k;
    Eigen::Matrix<double, N, 1> x;
    Eigen::Matrix<double, M, 1> u;
    k.setConstant(0.3 / N);
    x.setLinSpaced(0.1, 1);
    escape(&k);
    return nanoseconds(steps, [&] {
        u.noalias() = -k.lazyProduct(x);
        x[0] = u[0];
        escape(&x);
        escape(&u);
    });
}

template <int N, int M>
double exported(void (*step)(const double *, double *), long steps) {
    double x[N], u[M];
    for (int i = 0; i < N; i++) {
        x[i] = 0.1 * (i + 1);
    }
    return nanoseconds(steps, [&] {
        step(x, u);
        x[0] = u[0];
        escape(&x);
        escape(&u);
    });
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + runs / 2, values.end());
    return values[runs / 2];
}

template <int N, int M>
void row(void (*step)(const double *, double *), long steps) {
    std::vector<double> ours, rows, columns;
    for (int run = 0; run < runs; run++) {
        ours.push_back(exported<N, M>(step, steps));
        rows.push_back(eigen<N, M, Eigen::RowMajor>(steps));
        columns.push_back(eigen<N, M, Eigen::ColMajor>(steps));
    }
    const double best = std::min(median(rows), median(columns));
    std::printf("| %d×%d | %.2f | %.2f | %.2f | %.2f |\n", N, M, median(ours), median(rows), median(columns), best / median(ours));
}

} // namespace

int main(int count, char **arguments) {
    const long steps = count > 1 ? std::atol(arguments[1]) : 10000000;
    row<4, 1>(step_4x1_step, steps);
    row<8, 4>(step_8x4_step, steps);
    row<12, 6>(step_12x6_step, steps);
    return 0;
}
