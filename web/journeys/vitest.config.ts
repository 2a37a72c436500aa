import { defineConfig } from 'vitest/config';

// A journey is mostly waiting for telephones to ring: two at a time keep two cores busy without starving the audio.
export default defineConfig({
  test: {
    name: 'journeys',
    environment: 'node',
    include: ['tests/**/*.journey.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 90_000,
    hookTimeout: 60_000,
    retry: 0,
  },
});
