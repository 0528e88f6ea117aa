#!/usr/bin/env bash
# Times every call of a control step and of a Riccati re-solve by itself: C# by the JIT, by NativeAOT, and C++ with Eigen.
#   benchmarks/latency.sh [--quick] [--out DIR]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
artifacts="$root/artifacts"
calls=10000000 out=''

while [ $# -gt 0 ]; do
    case $1 in
        --quick) calls=100000; shift ;;
        --out) out=$2; shift 2 ;;
        *) sed -n '2,3s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done

say() { printf '%s\n' "$*" >&2; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TC_DelaySingleProcMultiplier=1
programs=("dotnet $artifacts/bin/SpanLqr.Latency/release/SpanLqr.Latency.dll")
dotnet build -c Release "$here/SpanLqr.Latency" >&2
if "$here/publish-aot.sh" program "$artifacts/latency-aot"; then
    programs+=("$artifacts/latency-aot/SpanLqr.Latency.Aot")
else
    say "skipped NativeAOT: it cannot be published here"
fi
if make -s -C "$here/peers" OUT="$artifacts/peers" latency >&2; then
    programs+=("$artifacts/peers/latency")
else
    say "skipped C++: it needs g++ and libeigen3-dev"
fi

core=$(($(nproc --all) - 1))
pin=''; command -v taskset >/dev/null && pin="taskset -c $core"
rows=$(for program in "${programs[@]}"; do $pin $program "$calls"; done)

cpu=$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)
report() {
    printf '## Latency of single calls\n\nNanoseconds, %s calls each, clock included; %s, %s, pinned to one core.\n\n' "$calls" "$cpu" "$(date -u '+%Y-%m-%d %H:%M UTC')"
    printf 'Bytes and collections: allocated by the calling thread, and garbage collections, during the calls.\n\n'
    printf '| work | size | build | p50 | p99 | p99.9 | p99.99 | max | bytes | collections |\n| -- | -- | -- | --: | --: | --: | --: | --: | --: | --: |\n'
    printf '%s\n' "$rows" | sort -s -t'|' -k2,3
}
report
if [ -n "$out" ]; then
    directory="$out/$(printf '%s' "$cpu" | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9-')"
    mkdir -p "$directory"
    report > "$directory/latency.md"
fi
