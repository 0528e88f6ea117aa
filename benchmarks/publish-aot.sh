#!/usr/bin/env bash
# Publishes SpanLqr.Latency.Aot: publish-aot.sh program|exports DIRECTORY. Fails, with a line that says why, where it cannot be.
# net9.0 unless SPANLQR_AOT_FRAMEWORK says net10.0: the runtime pack of net10.0 is not on every registry.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kind=$1 directory=$2
framework=${SPANLQR_AOT_FRAMEWORK:-net9.0}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
arguments=(-c Release -p:AotFramework="$framework" -o "$directory" --artifacts-path "$directory/build")
[ "$kind" = exports ] && arguments+=(-p:Exports=true)
if ! dotnet publish "$here/SpanLqr.Latency.Aot" "${arguments[@]}" >"$log" 2>&1; then
    printf 'NativeAOT (%s): %s\n' "$framework" "$(grep -m1 -o 'error.*' "$log" || tail -1 "$log")" >&2
    exit 1
fi
