#!/usr/bin/env bash
# Writes docs/accuracy.md: our forward error, residual, steps and time on public collections beside SLICOT and scipy.
#   benchmarks/accuracy.sh [FILE]
# A peer that is not installed is left out, with a line on standard error.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
peers="$root/artifacts/accuracy-peers"
out=${1:-$root/docs/accuracy.md}
say() { printf '%s\n' "$*" >&2; }

# A directory of its own, so that only the solvers are loaded.
mkdir -p "$peers"
if ! make -s -C "$here/peers" OUT="$peers" slicot >&2; then
    rm -f "$peers/slicot.so"
    say "skipped SLICOT: install g++, make, libslicot-dev and libopenblas-dev"
fi

# Debian's scipy belongs to Debian's Python, which need not be the first on the path.
scipy=()
for candidate in python3 /usr/bin/python3; do
    [ ${#scipy[@]} -eq 0 ] && "$candidate" -c 'import scipy' 2>/dev/null && scipy=("$here/peers" "$candidate")
done
[ ${#scipy[@]} -gt 0 ] || say "skipped scipy: install python3-scipy"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build -c Release "$here/SpanLqr.Accuracy" >&2
# One core, the last, as in compare.sh, and for its reasons.
pin=()
command -v taskset >/dev/null && pin=(taskset -c "$(($(nproc --all) - 1))")
DOTNET_TC_DelaySingleProcMultiplier=1 OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 \
    "${pin[@]}" dotnet "$root/artifacts/bin/SpanLqr.Accuracy/release/SpanLqr.Accuracy.dll" "$out" "$peers" "${scipy[@]}"
