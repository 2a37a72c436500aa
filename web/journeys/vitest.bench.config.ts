import { defineConfig } from 'vitest/config';

// Measurements, no tests: bench/Desk/run.sh runs them one after the other.
export default defineConfig({
  test: {
    name: 'desk bench',
    environment: 'node',
    include: ['bench/**/*.bench.ts'],
    pool: 'forks',
    maxWorkers: 1,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
  },
});
