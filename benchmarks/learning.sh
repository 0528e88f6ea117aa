#!/usr/bin/env bash
# Learns every reference problem by every method, critic and estimator with their defaults, from ten seeds, and says how far each run
# ended from the exact solution: within 1 % of the cost for lqr and team, within 5 % of the gains for game and robust, and in under a minute.
# Usage: learning.sh FOLDER [SEEDS [PATTERN]] with the folder of *.problem.json; only methods that match the pattern, such as gtd or one-point.
# The command must have been built (dotnet build -c Release src/SpanLqr.Cli).
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:?the folder of problems}
seeds=${2:-10}
pattern=${3:-.}
spanlqr=(dotnet "$here/artifacts/bin/SpanLqr.Cli/release/spanlqr.dll")
failures=0

echo '| problem | method | arrived | largest gap | longest run |'
echo '|---|---|---|---|---|'
for problem in "$folder"/*.problem.json; do
  name=$(basename "$problem" .problem.json)
  kind=${name%%-*}
  case $kind in
    lqr | team) methods=('nac' 'nac --critic gtd' 'zso' 'zso --estimator one-point') gap=costGap limit=0.01 ;;
    game) methods=('fid' 'zso' 'zso --estimator one-point') gap=gainGap limit=0.05 ;;
    robust) methods=('rgda' 'rgda --estimator one-point' 'e-rgda' 'e-ddpg') gap=gainGap limit=0.05 ;;
  esac
  grep -q '"horizon"' "$problem" && [ "$kind" = lqr ] && continue
  "${spanlqr[@]}" solve "$problem" --quiet 2>/dev/null || continue
  for method in "${methods[@]}"; do
    [[ $method =~ $pattern ]] || continue
    arrived=0 worst=0 longest=0
    for seed in $(seq 0 $((seeds - 1))); do
      # Exact slopes know no chance.
      case $method in e-*) [ "$seed" -gt 0 ] && { arrived=$((arrived + 1)); continue; } ;; esac
      begun=$(date +%s%N)
      # shellcheck disable=SC2086 # the method brings its options
      found=$(timeout 60 "${spanlqr[@]}" learn "$problem" --method $method --seed "$seed" --quiet --json | sed -n "s/.*\"$gap\": \([^,]*\),*/\1/p") || true
      # A run that was too long, diverged or has no finite cost has not arrived.
      [[ $found =~ ^-?[0-9] ]] || found=1e9
      seconds=$(awk "BEGIN { print ($(date +%s%N) - $begun) / 1e9 }")
      awk "BEGIN { exit !($found <= $limit && $seconds < 60) }" && arrived=$((arrived + 1))
      worst=$(awk "BEGIN { print ($found > $worst) ? $found : $worst }")
      longest=$(awk "BEGIN { print ($seconds > $longest) ? $seconds : $longest }")
    done
    [ "$arrived" -eq "$seeds" ] || failures=$((failures + 1))
    printf '| %s | %s | %d of %d | %.2g %% | %.1f s |\n' "$name" "$method" "$arrived" "$seeds" "$(awk "BEGIN { print 100 * $worst }")" "$longest"
  done
done
exit $((failures > 0))
