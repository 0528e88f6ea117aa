#include "data.h"

#include <string>

void add_call(std::vector<Entry> &table);

const std::vector<Entry> &entries() {
    static const std::vector<Entry> table = [] {
        std::vector<Entry> all;
        add_call(all);
        add_products(all);
        add_cholesky(all);
        add_riccati(all);
        add_dare(all);
        add_control(all);
        return all;
    }();
    return table;
}

const char *describe() {
    static const std::string text = "Eigen " + std::to_string(EIGEN_WORLD_VERSION) + "." + std::to_string(EIGEN_MAJOR_VERSION) + "." +
                                    std::to_string(EIGEN_MINOR_VERSION) + ", " COMPILER ", " FLAGS;
    return text.c_str();
}
