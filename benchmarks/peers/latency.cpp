// The rows of SpanLqr.Latency in C++: the same work, the same operands, every call timed by itself with the same clock.
#include "eigen/data.h"

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

constexpr long bins = 1000000;
constexpr int horizon = 20;
constexpr int warm_up_calls = 20000;

long nanoseconds() {
    timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

class Histogram {
public:
    void add(long duration) {
        counts[std::clamp(duration, 0L, bins)]++;
        total++;
        max = std::max(max, duration);
    }

    long quantile(double share) const {
        const long wanted = static_cast<long>(std::ceil(share * static_cast<double>(total)));
        long seen = 0;
        for (long bin = 0; bin < bins; bin++) {
            seen += counts[bin];
            if (seen >= wanted) {
                return bin;
            }
        }
        return max;
    }

    long max = 0;

private:
    std::vector<long> counts = std::vector<long>(bins + 1);
    long total = 0;
};

template <int Rows, int Columns>
Mat<Rows, Columns> uniform(double scale, std::uint64_t seed) {
    Mat<Rows, Columns> entries;
    for (int i = 0; i < Rows * Columns; i++) {
        seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
        entries.data()[i] = scale * (2 * (static_cast<double>(seed >> 11) / 9007199254740992.0) - 1);
    }
    return entries;
}

struct Empty {
    KERNEL void operator()() { asm volatile("" : : : "memory"); }
};

template <int N, int M>
struct Control {
    Mat<M, N> k = uniform<M, N>(1.0 / N, 1);
    Mat<N, 1> x = uniform<N, 1>(1, 2);
    Mat<M, 1> offset = uniform<M, 1>(1, 3);
    Mat<M, 1> u;

    KERNEL void operator()() {
        u = -k.lazyProduct(x) - offset;
        x[0] = u[0];
    }
};

template <int N, int M>
struct Resolve {
    Mat<N, N> a = uniform<N, N>(1.2 / std::sqrt(N), 4);
    Mat<N, M> b = uniform<N, M>(1, 5);
    Mat<M, N> gains[horizon];
    Mat<N, N> p;

    KERNEL void operator()() {
        p.setIdentity();
        for (int t = horizon - 1; t >= 0; t--) {
            const Mat<M, N> bp = b.transpose().lazyProduct(p);
            Mat<M, M> weight = Mat<M, M>::Identity();
            weight += bp.lazyProduct(b);
            const Mat<M, N> right = bp.lazyProduct(a);
            const Mat<M, M> inverse = weight.inverse();
            gains[t] = inverse.lazyProduct(right);
            const Mat<N, N> pa = p.lazyProduct(a);
            p.setIdentity();
            p += a.transpose().lazyProduct(pa);
            p -= right.transpose().lazyProduct(gains[t]);
        }
    }
};

template <class Work>
void time(const char *name, const std::string &size, long calls, Work &&work) {
    escape(&work);
    for (int i = 0; i < warm_up_calls; i++) {
        work();
    }
    Histogram histogram;
    for (long i = 0; i < calls; i++) {
        const long start = nanoseconds();
        work();
        histogram.add(nanoseconds() - start);
    }
    std::printf("| %s | %s | C++, Eigen | %ld | %ld | %ld | %ld | %ld | – | – |\n", name, size.c_str(), histogram.quantile(0.5),
                histogram.quantile(0.99), histogram.quantile(0.999), histogram.quantile(0.9999), histogram.max);
}

template <int N, int M, template <int, int> class Work>
void time(const char *name, long calls) {
    time(name, std::to_string(N) + "×" + std::to_string(M), calls, Work<N, M>());
}

} // namespace

int main(int count, char **arguments) {
    const long calls = count > 1 ? std::atol(arguments[1]) : 10000000;
    time("empty call", "–", calls, Empty());
    time<4, 2, Control>("control step", calls);
    time<8, 4, Control>("control step", calls);
    time<12, 6, Control>("control step", calls);
    time<4, 2, Resolve>("Riccati re-solve, N = 20", calls);
    time<8, 4, Resolve>("Riccati re-solve, N = 20", calls);
    time<12, 4, Resolve>("Riccati re-solve, N = 20", calls);
    return 0;
}
