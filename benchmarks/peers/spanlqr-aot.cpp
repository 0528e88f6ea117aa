// Our own control step, published by NativeAOT as a shared library and called from C++ as any C function.
// The library is looked up beside this one, so that nothing has to be linked.
#include "loop.h"

#include <cstdio>
#include <dlfcn.h>
#include <string>

namespace {

using Step = void (*)(const double *k, const double *x, const double *offset, double *u);

// The directory of this very library.
std::string directory() {
    Dl_info info;
    dladdr(reinterpret_cast<void *>(&directory), &info);
    const std::string path = info.dli_fname;
    return path.substr(0, path.rfind('/') + 1);
}

Step find(const char *name) {
    static void *library = dlopen((directory() + "exports/SpanLqr.Exports.so").c_str(), RTLD_NOW);
    return library == nullptr ? nullptr : reinterpret_cast<Step>(dlsym(library, name));
}

double loop(const Problem &problem, long iterations, double *output, const char *name) {
    const Step step = find(name);
    if (step == nullptr) {
        return -1;
    }
    std::vector<double> x(problem.x, problem.x + problem.n);
    escape(x.data());
    return seconds(iterations, [&] {
        step(problem.k, x.data(), problem.offset, output);
        x[0] = output[0];
    });
}

double control(const Problem &problem, long iterations, double *output) {
    char name[32];
    std::snprintf(name, sizeof name, "control_%dx%d", problem.n, problem.m);
    return loop(problem, iterations, output, name);
}

double empty(const Problem &problem, long iterations, double *output) { return loop(problem, iterations, output, "control_empty"); }

} // namespace

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table = find("control_empty") == nullptr ? std::vector<Entry>{}
                                                                             : std::vector<Entry>{
                                                                                   {"control", "NativeAOT export", 0, 0, control},
                                                                                   {"empty", "NativeAOT export", 0, 0, empty},
                                                                               };
    return table;
}

const char *describe() { return "SpanLqr by NativeAOT, exported to C"; }
