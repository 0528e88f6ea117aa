// Monte-Carlo rollouts as one would write them by hand for speed in C++: structure of arrays, xoshiro256++ in every lane,
// Box and Muller with the vectorised logarithm, sine and cosine of libmvec through the compiler's vectoriser, which -Ofast allows
// everything; the recursion in explicit vectors.
#include "loop.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace {

constexpr int rollouts = 512;
constexpr double two_pi = 6.283185307179586;

template <class T>
struct Words;
template <>
struct Words<double> {
    using type = std::uint64_t;
    static constexpr type one = 0x3FF0000000000000, shift = 12;
};
template <>
struct Words<float> {
    using type = std::uint32_t;
    static constexpr type one = 0x3F800000, shift = 9;
};

// L lanes of T; in single precision a generator's word serves two of them.
template <class T, int L>
struct Generator {
    static constexpr int words = L * sizeof(T) / sizeof(std::uint64_t);
    using Word = typename Words<T>::type;
    alignas(64) std::uint64_t s0[words], s1[words], s2[words], s3[words];
    alignas(64) std::uint64_t first[words], second[words];
    alignas(64) T radius[L], angle[L];

    void seed(std::uint64_t state) {
        for (auto *s : {s0, s1, s2, s3}) {
            for (int i = 0; i < words; i++) {
                std::uint64_t z = (state += 0x9E3779B97F4A7C15);
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
                s[i] = z ^ (z >> 31);
            }
        }
    }

    void next(std::uint64_t *result) {
        for (int i = 0; i < words; i++) {
            const std::uint64_t sum = s0[i] + s3[i], t = s1[i] << 17;
            result[i] = ((sum << 23) | (sum >> 41)) + s0[i];
            s2[i] ^= s0[i];
            s3[i] ^= s1[i];
            s1[i] ^= s2[i];
            s0[i] ^= s3[i];
            s2[i] ^= t;
            s3[i] = (s3[i] << 45) | (s3[i] >> 19);
        }
    }

    static void up_to_two(const std::uint64_t *bits, T *result) {
        const Word *source = reinterpret_cast<const Word *>(bits);
        for (int i = 0; i < L; i++) {
            const Word word = (source[i] >> Words<T>::shift) | Words<T>::one;
            std::memcpy(&result[i], &word, sizeof word);
        }
    }

    void normals(T *z0, T *z1) {
        next(first);
        next(second);
        up_to_two(first, radius);
        up_to_two(second, angle);
        for (int i = 0; i < L; i++) {
            radius[i] = std::sqrt(T(-2) * std::log(T(2) - radius[i]));
        }
        for (int i = 0; i < L; i++) {
            angle[i] *= T(two_pi);
        }
        for (int i = 0; i < L; i++) {
            z0[i] = radius[i] * std::cos(angle[i]);
        }
        asm volatile("" : : : "memory"); // else sine and cosine become one call, which libmvec does not have
        for (int i = 0; i < L; i++) {
            z1[i] = radius[i] * std::sin(angle[i]);
        }
    }
};

// A vector of 512 bits; the compiler splits it where the machine has none.
template <class T>
struct Vector {
    typedef T type __attribute__((vector_size(64)));
    static constexpr int lanes = 64 / sizeof(T);
};

// x <- Fx + z, cost += x'Mx, all lanes at once, vector by vector.
template <class T, int N, int L>
KERNEL void run(int steps, const T *f, const T *m, Generator<T, L> &generator, T *cost) {
    using V = typename Vector<T>::type;
    constexpr int vectors = L / Vector<T>::lanes;
    alignas(64) T z[N + 1][L], spare[L];
    V x[N][vectors] = {}, total[vectors] = {};
    bool has_spare = false;
    for (int t = 0; t < steps; t++) {
        int component = 0;
        if (has_spare) {
            std::memcpy(z[component++], spare, sizeof spare);
            has_spare = false;
        }
        for (; component + 1 < N; component += 2) {
            generator.normals(z[component], z[component + 1]);
        }
        if (component < N) {
            generator.normals(z[component], spare);
            has_spare = true;
        }
        for (int v = 0; v < vectors; v++) {
            V y[N];
            for (int i = 0; i < N; i++) {
                V slope = m[i * N + i] * x[i][v];
                for (int j = i + 1; j < N; j++) {
                    slope += 2 * m[i * N + j] * x[j][v];
                }
                total[v] += slope * x[i][v];
                y[i] = reinterpret_cast<const V *>(z[i])[v];
                for (int j = 0; j < N; j++) {
                    y[i] += f[i * N + j] * x[j][v];
                }
            }
            for (int i = 0; i < N; i++) {
                x[i][v] = y[i];
            }
        }
    }
    std::memcpy(cost, total, sizeof total);
}

template <class T, int N, int L>
double rollout(const Problem &problem, long iterations, double *output) {
    std::array<T, N * N> f, m;
    std::copy_n(problem.a, N * N, f.begin());
    std::copy_n(problem.q, N * N, m.begin());
    static Generator<T, L> generator;
    generator.seed(1);
    alignas(64) T cost[L];
    double mean = 0;
    const double elapsed = seconds(iterations, [&] {
        mean = 0;
        for (int block = 0; block < rollouts / L; block++) {
            run<T, N, L>(problem.horizon, f.data(), m.data(), generator, cost);
            for (T lane : cost) {
                mean += lane;
            }
        }
    });
    output[0] = mean / rollouts / problem.horizon;
    return elapsed;
}

template <int N>
void add(std::vector<Entry> &table) {
    table.push_back({"rollout", "16 lanes", N, 0, rollout<double, N, 16>});
    table.push_back({"rollout", "32 lanes", N, 0, rollout<double, N, 32>});
    table.push_back({"rollout-single", "32 lanes", N, 0, rollout<float, N, 32>});
    table.push_back({"rollout-single", "64 lanes", N, 0, rollout<float, N, 64>});
}

} // namespace

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table = [] {
        std::vector<Entry> all;
        add<1>(all);
        add<2>(all);
        add<4>(all);
        add<8>(all);
        return all;
    }();
    return table;
}

const char *describe() { return "libmvec of glibc, g++ " __VERSION__ ", " FLAGS; }
