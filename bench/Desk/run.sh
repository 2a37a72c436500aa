#!/usr/bin/env bash
# Measures the agent's desk in Chromium against the built program: bench/Desk/run.sh [calls] [agents] [rounds]  (40, 19, 10)
# Build first: dotnet build CallCenter.sln -c Release. Needs chromium, SIPp and web/node_modules.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../web/journeys"
CALLS=${1:-40} AGENTS=${2:-19} ROUNDS=${3:-10} npx --no-install vitest run --config vitest.bench.config.ts bench/desk
