// What a call costs that does nothing: three operands, not inlined.
#include "../loop.h"

namespace {

KERNEL void nothing(const double *, const double *, double *) { asm volatile(""); }

double loop(const Problem &problem, long iterations, double *output) {
    return seconds(iterations, [&] { nothing(problem.a, problem.a2, output); });
}

} // namespace

void add_call(std::vector<Entry> &table) { table.push_back({"empty", "call", 0, 0, loop}); }
