import { defineConfig } from 'vitest/config';

// Measurements, no tests: bench/Desk/run.sh and bench/Board/run.sh run them.
export default defineConfig({
  test: {
    name: 'browser bench',
    environment: 'node',
    include: ['bench/**/*.bench.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
});
