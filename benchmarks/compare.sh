#!/usr/bin/env bash
# Builds SpanLqr and its peers, runs them in turn on one core, and prints Markdown.
#   benchmarks/compare.sh [--quick] [--blasfeo PATH] [--hpipm PATH] [--out DIR] [--only TEXT]
# --blasfeo and --hpipm take built source trees (include/ and lib/); HPIPM needs both. With --out the report is also written to
# DIR/<cpu>/compare.md, as in `--out benchmarks/results`. A peer that is not installed is left out, with a line on standard error.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
peers="$root/artifacts/peers"
blasfeo='' hpipm='' out='' only='' arguments=()

while [ $# -gt 0 ]; do
    case $1 in
        --quick) arguments+=(--quick); shift ;;
        --only) only=$2; arguments+=(--only "$2"); shift 2 ;;
        --blasfeo) blasfeo=$(cd "$2" && pwd); shift 2 ;;
        --hpipm) hpipm=$(cd "$2" && pwd); shift 2 ;;
        --out) out=$2; shift 2 ;;
        *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done

say() { printf '%s\n' "$*" >&2; }
# A header, or else the library, tells whether a package is there.
has() { printf '#include <%s>\n' "$1" | g++ -E -x c++ $(pkg-config --cflags "${2:-}" 2>/dev/null) - >/dev/null 2>&1; }

# build PEER REASON-IF-ABSENT PRESENT [MAKE-VARIABLES…]; what was built for an earlier run and is absent now must not run.
build() {
    local peer=$1 reason=$2 present=$3
    shift 3
    if [ "$present" != yes ]; then
        rm -f "$peers/$peer".so "$peers/$peer"-*.so
        say "skipped $peer: $reason"
    elif ! make -s -j"$(nproc)" -C "$here/peers" OUT="$peers" "$@" "$peer" >&2; then
        rm -f "$peers/$peer".so
        say "skipped $peer: it did not build, see above"
    fi
}

mkdir -p "$peers"
if command -v g++ >/dev/null && command -v make >/dev/null; then
    build eigen "install libeigen3-dev" "$(has Eigen/Dense eigen3 && echo yes)"
    build eigen-any "install libeigen3-dev" "$(has Eigen/Dense eigen3 && echo yes)"
    build openblas "install libopenblas-dev" "$(has cblas.h openblas && echo yes)"
    build libxsmm "install libxsmm-dev" "$(has libxsmm.h && echo yes)"
    build libmvec "it needs g++ and glibc" "$([ -e /lib/x86_64-linux-gnu/libmvec.so.1 ] && echo yes)"
    build slicot "install libslicot-dev and libopenblas-dev" "$(for file in /usr/lib/*/libslicot.so /usr/lib/libslicot.so; do [ ! -e "$file" ] || echo yes; done | head -1)"
    build blasfeo "give --blasfeo PATH" "$([ -f "$blasfeo/lib/libblasfeo.a" ] && echo yes)" BLASFEO="$blasfeo"
    build hpipm "give --hpipm PATH and --blasfeo PATH" "$([ -f "$hpipm/lib/libhpipm.a" ] && [ -n "$blasfeo" ] && echo yes)" BLASFEO="$blasfeo" HPIPM="$hpipm"
else
    say "skipped the native peers: install g++ and make"
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# Our own NativeAOT export is one more contender, where it can be published.
if "$here/publish-aot.sh" exports "$peers/exports"; then
    build spanlqr-aot "" yes
else
    rm -f "$peers/spanlqr-aot.so"
    say "skipped the NativeAOT export: it cannot be published here"
fi

# Debian's NumPy belongs to Debian's Python, which need not be the first on the path.
python=''
for candidate in python3 /usr/bin/python3; do
    [ -z "$python" ] && "$candidate" -c 'import numpy' 2>/dev/null && python=$candidate
done
if [ -n "$python" ]; then
    arguments+=(--scripts "$here/peers" --python "$python")
else
    say "skipped Python: install python3-scipy and python3-numba"
fi

if [ -n "$out" ]; then
    cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1 | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9-')
    # Processors of one name differ by generation.
    cpu="$cpu-$(sed -n 's/^cpu family[^:]*: //p' /proc/cpuinfo | head -1)-$(sed -n 's/^model[[:space:]]*: //p' /proc/cpuinfo | head -1)"
    mkdir -p "$out/$cpu"
    width=''
    [ "${DOTNET_EnableAVX512:-1}" != 0 ] || width=-avx2
    arguments+=(--out "$out/$cpu/compare$width.md")
fi

dotnet build -c Release "$here/SpanLqr.Compare" >&2
program="$root/artifacts/bin/SpanLqr.Compare/release/SpanLqr.Compare.dll"

# One core, the last: interrupts favour the first. On one processor the runtime waits ten times as long before it optimises;
# the multiplier of 1 undoes that, else the first tables would time unoptimised code. Everything else is as a user has it.
core=$(($(nproc --all) - 1))
pin=(); command -v taskset >/dev/null && pin=(taskset -c "$core")
export DOTNET_TC_DelaySingleProcMultiplier=1 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1
"${pin[@]}" dotnet "$program" --peers "$peers" "${arguments[@]}"

# What two threads gain needs two cores.
threads='Two threads'
if [ "$(nproc)" -ge 2 ] && [ "${#pin[@]}" -gt 0 ] && [[ "${threads,,}" == *"${only,,}"* ]]; then
    dotnet "$program" --only "$threads" ${out:+--out "$out/$cpu/threads.md"}
fi
