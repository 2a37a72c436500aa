import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: ['softphone', 'ui', 'agent-console', 'supervisor'].map((name) => ({
      test: { name, root: name, environment: 'happy-dom', include: ['{src,tests}/**/*.test.{ts,tsx}'] },
    })),
    passWithNoTests: true,
  },
});
