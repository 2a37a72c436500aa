#!/usr/bin/env bash
# Relay with recording against a plain C relay, in one run: CPU (user + system) per relayed packet, loss, bytes allocated.
# Usage: bench/Relay/run.sh [LEGS] [PASSES] [WINDOW_MS]. Needs gcc, taskset and two processors; see README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
legs=${1:-1000} passes=${2:-3} window=${3:-3000}
warmup=2000 total=$((2000 + window + 1500))
relay_port=20000 generator_port=12000
out=$here/../out/relay
mkdir -p "$out"
gcc -O2 -Wall -Wextra -o "$out/relay" "$here/relay.c"
gcc -O2 -Wall -Wextra -o "$out/generator" "$here/generator.c"
dotnet build "$here/Relay.csproj" -c Release -v q --nologo -m:1 >"$out/build.log" 2>&1 || { cat "$out/build.log"; exit 1; }
ours=$here/bin/Release/net10.0/CallCenter.Bench.Relay
work=$(mktemp -d)
relay_pid=
cleanup() {
  [ -z "$relay_pid" ] || kill "$relay_pid" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# $1 = label, rest = command: waits for "ready", then puts the load on.
pass() {
  local label=$1
  shift
  : >"$work/log"
  taskset -c 1 "$@" >"$work/log" &
  relay_pid=$!
  for _ in $(seq 600); do
    grep -q '^ready' "$work/log" && break
    kill -0 "$relay_pid" 2>/dev/null || { cat "$work/log"; exit 1; }
    sleep 0.1
  done
  taskset -c 0 "$out/generator" "$legs" "$generator_port" "$relay_port" "$warmup" "$window" "$total" >"$work/load"
  wait "$relay_pid" || { cat "$work/log"; exit 1; }
  relay_pid=
  paste -d' ' <(echo "$label") <(grep usPerPacket "$work/log") "$work/load" | tee -a "$work/results"
}

for p in $(seq "$passes"); do
  pass c "$out/relay" "$legs" "$relay_port" "$generator_port" "$warmup" "$window"
  mkdir "$work/rec$p"
  pass ours "$ours" "$legs" "$relay_port" "$generator_port" "$warmup" "$window" "$work/rec$p"
  rm -rf "$work/rec$p"
done

median() { grep "^$1 " "$work/results" | sed "s/.*\"$2\":\([0-9.]*\).*/\1/" | sort -n | awk '{v[NR]=$1} END {print NR%2 ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }
c=$(median c usPerPacket) o=$(median ours usPerPacket)
awk -v legs="$legs" -v c="$c" -v o="$o" -v b="$(median ours bytesPerPacket)" 'BEGIN {
  printf "%d legs: C relay %.2f us/packet, ours with recording %.2f us/packet, ratio %.3f (target <= 1.15), %.4f bytes/packet allocated on the workers\n", legs, c, o, o / c, b }'
awk 'match($0, /"sent":[0-9]+/) { s = substr($0, RSTART + 7, RLENGTH - 7); match($0, /"received":[0-9]+/); r = substr($0, RSTART + 11, RLENGTH - 11); printf "%s: loss %.3f %%\n", $1, 100 * (s - r) / s }' "$work/results"
# A starved pass spreads fixed costs over too few packets: its figures say nothing.
awk -v offered=$((legs * 50 * window / 1000)) 'match($0, /"packets":[0-9]+/) { n = substr($0, RSTART + 10, RLENGTH - 10); if (n < 0.97 * offered) bad++ }
  END { if (bad) { printf "DISTURBED: %d of %d passes relayed less than was offered; run again on an idle machine\n", bad, NR; exit 1 } }' "$work/results"
