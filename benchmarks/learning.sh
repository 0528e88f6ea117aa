#!/usr/bin/env bash
# Learns every problem of a folder by every method with its defaults, and says how far each run ended from the exact solution: within 1 %
# of the cost for lqr and team, within 5 % of the gains for game and robust, and in under a minute. A run is false if it ends with exit code
# 0 and a gap of more than five times its estimate.
# Usage: learning.sh FOLDER [SEEDS [METHODS [HALF]]]
#   METHODS is a pattern, such as '^(lspi|ce|zso)$' or gtd; HALF is even or odd (places in alphabetical order, from 0) or all.
# Plants of more than 12 states are left out. The command must have been built (dotnet build -c Release src/SpanLqr.Cli), or named in SPANLQR.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:?the folder of problems}
seeds=${2:-10}
pattern=${3:-.}
half=${4:-all}
command=${SPANLQR:-$here/artifacts/bin/SpanLqr.Cli/release/spanlqr.dll}
spanlqr=(dotnet "$command")
failures=0 place=-1

echo '| problem | method | arrived | false | largest gap | its estimate | most steps | certainty equivalence | longest run |'
echo '|---|---|---|---|---|---|---|---|---|'
for problem in "$folder"/*.problem.json; do
  name=$(basename "$problem" .problem.json)
  place=$((place + 1))
  case $half in even) [ $((place % 2)) -eq 0 ] || continue ;; odd) [ $((place % 2)) -eq 1 ] || continue ;; esac
  kind=$(sed -n 's/.*"kind": *"\([a-z]*\)".*/\1/p' "$problem" | head -1)
  case $kind in
    lqr | team) methods=('lspi' 'ce' 'nac' 'zso' 'nac --critic gtd' 'zso --estimator one-point') gap=costGap limit=0.01 ;;
    game) methods=('zso' 'zso --estimator one-point') gap=gainGap limit=0.05 ;;
    robust) methods=('rgda' 'rgda --estimator one-point' 'e-rgda' 'e-ddpg') gap=gainGap limit=0.05 ;;
  esac
  grep -q '"horizon"' "$problem" && [ "$kind" = lqr ] && continue
  states=$("${spanlqr[@]}" solve "$problem" 2>/dev/null | sed -n 's/^lqr: \([0-9]*\) states*.*/\1/p') || continue
  [ "${states:-0}" -le 12 ] || continue
  for method in "${methods[@]}"; do
    [[ $method =~ $pattern ]] || continue
    arrived=0 wrong=0 worst=-1 estimate=0 most=0 baseline=0 longest=0
    for seed in $(seq 0 $((seeds - 1))); do
      # Exact slopes know no chance.
      case $method in e-*) [ "$seed" -gt 0 ] && { arrived=$((arrived + 1)); continue; } ;; esac
      begun=$(date +%s%N)
      code=0
      # shellcheck disable=SC2086 # the method brings its options
      result=$(timeout 60 "${spanlqr[@]}" learn "$problem" --method $method --seed "$seed" --quiet --json 2>/dev/null) || code=$?
      seconds=$(awk "BEGIN { print ($(date +%s%N) - $begun) / 1e9 }")
      number() { sed -n "s/^  *\"$1\": \([-0-9.eE+]*\),*$/\1/p" <<<"$result" | ${2:-head} -1; }
      found=$(number "$gap") estimated=$(number estimatedGap) spent=$(number steps) ce=$(number steps tail)
      # A run that was too long, diverged or has no finite cost has not arrived.
      [[ $found =~ ^-?[0-9] ]] || found=1e9
      awk "BEGIN { exit !($found <= $limit && $seconds < 60) }" && arrived=$((arrived + 1))
      awk "BEGIN { exit !($code == 0 && $found > 5 * ${estimated:-0}) }" && wrong=$((wrong + 1))
      if awk "BEGIN { exit !($found > $worst) }"; then worst=$found estimate=${estimated:-–}; fi
      most=$(awk "BEGIN { print (${spent:-0} > $most) ? ${spent:-0} : $most }")
      baseline=$(awk "BEGIN { print (${ce:-0} > $baseline) ? ${ce:-0} : $baseline }")
      longest=$(awk "BEGIN { print ($seconds > $longest) ? $seconds : $longest }")
    done
    [ "$arrived" -eq "$seeds" ] && [ "$wrong" -eq 0 ] || failures=$((failures + 1))
    printf '| %s | %s | %d of %d | %d | %.2g %% | %.2g %% | %.1e | %.1e | %.1f s |\n' "$name" "$method" "$arrived" "$seeds" "$wrong" \
      "$(awk "BEGIN { print 100 * $worst }")" "$(awk "BEGIN { print 100 * ${estimate/–/0} }")" "$most" "$baseline" "$longest"
  done
done
exit $((failures > 0))
