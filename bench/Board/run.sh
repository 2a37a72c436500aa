#!/usr/bin/env bash
# Measures the live board with a simulated floor: bytes of the hub, then script in Chromium: bench/Board/run.sh [agents] [seconds]  (200, 30)
# Build first: dotnet build CallCenter.sln -c Release. Needs chromium and web/node_modules.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for build in Release Debug; do
  program=bin/$build/net10.0/linux-x64/CallCenter.Bench.Board
  if [ -x "$program" ]; then "$program" "${1:-200}" "${2:-30}"; break; fi
done
cd ../../web/journeys
AGENTS=${1:-200} SECONDS=${2:-30} npx --no-install vitest run --config vitest.bench.config.ts bench/board
