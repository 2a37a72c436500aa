#!/usr/bin/env bash
# Browsers talking to telephones through recorded bridges, against a plain C relay of the same packets, in one run: CPU (user + system) per relayed
# packet, loss, bytes allocated. Usage: bench/BrowserRelay/run.sh [LEGS] [PASSES] [WINDOW_MS] [gcm|cm]. Needs gcc, taskset and two processors; see README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
legs=${1:-1000} passes=${2:-3} window=${3:-3000} profile=${4:-gcm}
pairs=$((legs / 2)) warmup=2000 cooldown=1500
relay_port=14000 phone_port=17000 control_port=11999 webrtc_port=11998
out=$here/../out/browser-relay
mkdir -p "$out"
gcc -O2 -Wall -Wextra -o "$out/relay" "$here/../Relay/relay.c"
for project in BrowserRelay Browsers Relay; do
  dotnet build "$here/../$project/$project.csproj" -c Release -v q --nologo -m:1 >"$out/build.log" 2>&1 || { cat "$out/build.log"; exit 1; }
done
program() { echo "$here/../$1/bin/Release/net10.0/CallCenter.Bench.$1"; }
work=$(mktemp -d)
relay_pid=
cleanup() {
  [ -z "$relay_pid" ] || kill "$relay_pid" 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT

# $1 = label, $2 = browsers, $3 = telephones, rest = command of the relay: waits for "ready", then puts the load on.
pass() {
  local label=$1 browsers=$2 phones=$3
  shift 3
  : >"$work/log"
  taskset -c 1 "$@" >"$work/log" &
  relay_pid=$!
  for _ in $(seq 600); do
    grep -q '^ready' "$work/log" && break
    kill -0 "$relay_pid" 2>/dev/null || { cat "$work/log"; exit 1; }
    sleep 0.1
  done
  taskset -c 0 "$(program Browsers)" "$browsers" "$control_port" "$phones" "$phone_port" "$relay_port" "$warmup" "$window" "$cooldown" "$profile" >"$work/load" || { cat "$work/load"; exit 1; }
  wait "$relay_pid" || { cat "$work/log"; exit 1; }
  relay_pid=
  paste -d' ' <(echo "$label") <(grep usPerPacket "$work/log") "$work/load" | tee -a "$work/results"
}

for p in $(seq "$passes"); do
  pass c 0 "$legs" "$out/relay" "$legs" "$relay_port" "$phone_port" "$warmup" "$window"
  mkdir "$work/rec$p"
  pass browsers "$pairs" "$pairs" "$(program BrowserRelay)" "$pairs" "$pairs" "$control_port" "$webrtc_port" "$relay_port" "$phone_port" "$warmup" "$window" "$work/rec$p"
  rm -rf "$work/rec$p"
  mkdir "$work/sip$p"
  pass sip 0 "$legs" "$(program Relay)" "$legs" "$relay_port" "$phone_port" "$warmup" "$window" "$work/sip$p"
  rm -rf "$work/sip$p"
done

median() { grep "^$1 " "$work/results" | sed "s/.*\"$2\":\([0-9.]*\).*/\1/" | sort -n | awk '{v[NR]=$1} END {print NR%2 ? v[(NR+1)/2] : (v[NR/2]+v[NR/2+1])/2}'; }
c=$(median c usPerPacket) b=$(median browsers usPerPacket) s=$(median sip usPerPacket)
awk -v pairs="$pairs" -v c="$c" -v b="$b" -v s="$s" -v a="$(median browsers bytesPerPacket)" -v profile="$profile" 'BEGIN {
  printf "%d browsers with %d telephones, recorded, %s: C relay %.2f us/packet, ours %.2f us/packet, ratio %.3f (target <= 1.4); telephones only %.2f us/packet, ratio %.3f; %.4f bytes/packet allocated on the workers\n", pairs, pairs, profile, c, b, b / c, s, s / c, a }'
awk 'match($0, /"sent":[0-9]+/) { s = substr($0, RSTART + 7, RLENGTH - 7); match($0, /"received":[0-9]+/); r = substr($0, RSTART + 11, RLENGTH - 11); printf "%s: loss %.3f %%\n", $1, (s > 0 ? 100 * (s - r) / s : 100) }' "$work/results"
# A starved pass spreads fixed costs over too few packets: its figures say nothing.
awk -v offered=$((legs * 50 * window / 1000)) 'match($0, /"packets":[0-9]+/) { n = substr($0, RSTART + 10, RLENGTH - 10); if (n < 0.97 * offered) bad++ }
  END { if (bad) { printf "DISTURBED: %d of %d passes relayed less than was offered; run again on an idle machine\n", bad, NR; exit 1 } }' "$work/results"
