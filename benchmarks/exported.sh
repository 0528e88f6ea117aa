#!/usr/bin/env bash
# Times the step of an exported C controller beside Eigen's, inlined, in the same run; needs g++ and libeigen3-dev.
#   benchmarks/exported.sh [--quick] [--out DIR]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
steps=10000000 out=''

while [ $# -gt 0 ]; do
    case $1 in
        --quick) steps=100000; shift ;;
        --out) out=$2; shift 2 ;;
        *) sed -n '2,3s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tool="$root/artifacts/bin/SpanLqr.Cli/release/spanlqr.dll"
[ -e "$tool" ] || dotnet build -c Release "$root/src/SpanLqr.Cli" >&2

# A result with a gain of that size; its numbers do not matter to the time.
result() {
    awk -v n="$1" -v m="$2" 'BEGIN {
        printf "{\"kind\":\"lqr\",\"K\":["
        for (i = 0; i < m; i++) { printf "%s[", i ? "," : ""; for (j = 0; j < n; j++) printf "%s%.6f", j ? "," : "", 0.3 * sin(1 + i + 3 * j) / n; printf "]" }
        printf "],\"P\":["
        for (i = 0; i < n; i++) { printf "%s[", i ? "," : ""; for (j = 0; j < n; j++) printf "%s%d", j ? "," : "", i == j; printf "]" }
        printf "]}\n" }'
}

for size in 4x1 8x4 12x6; do
    result "${size%x*}" "${size#*x}" > "$work/step_$size.json"
    dotnet "$tool" export "$work/step_$size.json" --to c --out "$work" --quiet
    gcc -std=c99 -O3 -march=native -ffp-contract=off -c -o "$work/step_$size.o" "$work/step_$size.c"
done
eigen=$(pkg-config --cflags eigen3 2>/dev/null || echo -I/usr/include/eigen3)
g++ -std=c++17 -O3 -DNDEBUG -march=native $eigen -o "$work/exported" "$here/peers/exported.cpp" "$work"/step_*.o

pin=''; command -v taskset >/dev/null && pin="taskset -c $(($(nproc --all) - 1))"
rows=$($pin "$work/exported" "$steps")
cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
report() {
    printf '## Step of an exported controller\n\nNanoseconds a step u = −Kx, the first input fed back into the first state; medians of 11 runs of %s steps in turn.\n' "$steps"
    printf '%s, %s, %s, -O3 -march=native, pinned to one core.\n\n' "$cpu" "$(gcc --version | head -1)" "$(date -u '+%Y-%m-%d %H:%M UTC')"
    printf '| size | exported C, called | Eigen, inlined, K by rows | Eigen, inlined, K by columns | ratio to the better |\n| -- | --: | --: | --: | --: |\n%s\n' "$rows"
}
report
if [ -n "$out" ]; then
    directory="$out/$(printf '%s' "$cpu" | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9-')"
    mkdir -p "$directory"
    report > "$directory/exported.md"
fi
