// A Kalman filter of a cart's position and speed from its noisy position, in C++.
//
//   dotnet publish -c Release -r linux-x64 src/SpanLqr.Native
//   lib=artifacts/publish/SpanLqr.Native/release_linux-x64
//   g++ -std=c++17 -Wall -Wextra -Werror -I $lib/include samples/native/filter.cpp -L $lib -lspanlqr -Wl,-rpath,$PWD/$lib -o filter && ./filter
#include <array>
#include <cstdint>
#include <cstdio>
#include <vector>

#include "spanlqr.h"

int main() {
    const std::array<double, 4> a{1, 0.1, 0, 1};        // step 0.1 s
    const std::array<double, 2> b{0.005, 0.1};          // force in N
    const std::array<double, 2> c{1, 0};                // the position is measured
    const std::array<double, 4> w{1e-6, 0, 0, 1e-3};    // noise of one step
    const std::array<double, 1> v{1e-2};                // noise of one measurement, in m^2

    std::array<double, 4> predicted{}, filtered{};
    std::array<double, 2> predictorGain{}, gain{};
    std::vector<double> workspace(static_cast<std::size_t>(spanlqr_kalman_workspace(2, 1)));
    spanlqr_filter_model model{sizeof model, 2, 1, 0, a.data(), c.data(), w.data(), v.data(), nullptr};
    const int status = spanlqr_kalman(&model, predicted.data(), filtered.data(), predictorGain.data(), gain.data(),
                                      workspace.data(), static_cast<std::int64_t>(workspace.size()), nullptr);
    if (status != SPANLQR_OK) {
        std::fprintf(stderr, "status %d\n", status);
        return 1;
    }

    std::printf("L = [%g %g], variance of the position %g m^2\n", gain[0], gain[1], filtered[0]);
    std::array<double, 2> estimate{0, 0}, next{};
    const double measurements[] = {0.1, 0.12, 0.31, 0.38, 0.52}, force = 0;
    for (const double y : measurements) {
        double innovation = 0;
        spanlqr_kalman_update(2, 1, c.data(), gain.data(), &y, estimate.data(), &innovation);
        std::printf("measured %5.2f: position %6.3f, speed %6.3f\n", y, estimate[0], estimate[1]);
        spanlqr_advance(2, 1, a.data(), b.data(), estimate.data(), &force, next.data());
        estimate = next;
    }

    return 0;
}
