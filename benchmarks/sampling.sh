#!/usr/bin/env bash
# Writes docs/sampling-accuracy.md: how exactly continuous plants are sampled, beside scipy, against 80-digit arithmetic.
#   benchmarks/sampling.sh [FILE]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
out=${1:-$root/docs/sampling-accuracy.md}
python=
for candidate in python3 /usr/bin/python3; do
    [ -z "$python" ] && "$candidate" -c 'import scipy, mpmath' 2>/dev/null && python=$candidate
done
[ -n "$python" ] || { echo "install python3-scipy and python3-mpmath" >&2; exit 1; }
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build -c Release "$root/src/SpanLqr.Cli" >&2
{
    cat <<'EOF'
# Accuracy of sampling

Made by `benchmarks/sampling.sh`; do not edit. Continuous plants of `tests/cases/plant` and `samples`, at their own step, ten and a hundred
times as long. Errors are relative, in the Frobenius norm, against the same integrals in arithmetic of 80 digits and more: of [A B], of the
weights [[Q, S], [S', R]] and of W. scipy samples A and B (`cont2discrete`); for weights and noise its users write Van Loan's block
exponential with `scipy.linalg.expm`, which loses 0.43·|Re λ|·h digits, all of them where a plant is stiff or the step is long.
"refused" is the answer of `solve` where the sampled plant has no regulator that can be told from rounding.

EOF
    "$python" "$here/peers/sampling_scipy.py" "dotnet $root/artifacts/bin/SpanLqr.Cli/release/spanlqr.dll" "$root"/tests/cases/plant/*.problem.json "$root"/samples/*.json 2>/dev/null
} > "$out.tmp"
mv "$out.tmp" "$out"
