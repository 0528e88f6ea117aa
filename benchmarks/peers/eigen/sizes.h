// The sizes that are compared, and a way to fill the table for all of them. The class templates passed as Add need names that
// differ between files: g++ 12 gives for_squares<Add> external linkage even where Add has none.
#pragma once

#include <utility>

constexpr int smallest_square = 3;
constexpr int largest_square = 16;

// Calls add<N>() for n = 3..16.
template <template <int> class Add, class Table, int... Offsets>
void for_squares(Table &table, std::integer_sequence<int, Offsets...>) {
    (Add<smallest_square + Offsets>::to(table), ...);
}

template <template <int> class Add, class Table>
void for_squares(Table &table) {
    for_squares<Add>(table, std::make_integer_sequence<int, largest_square - smallest_square + 1>());
}

// Calls add<N, M>() for the sizes of control problems; 5×2 and 12×4 are the public yardsticks.
template <template <int, int> class Add, class Table>
void for_systems(Table &table) {
    Add<2, 1>::to(table);
    Add<4, 1>::to(table);
    Add<4, 2>::to(table);
    Add<5, 2>::to(table);
    Add<6, 3>::to(table);
    Add<8, 4>::to(table);
    Add<12, 4>::to(table);
    Add<12, 6>::to(table);
}
