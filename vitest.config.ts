import { defineConfig, type ViteUserConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'rooms', include: ['__tests__/**/*.test.ts'], exclude: ['__tests__/e2e/**'], maxWorkers: 3 } },
      // Real services under real load: one at a time, after everything else, or they would spoil each other's run.
      {
        test: {
          ...shared,
          name: 'e2e',
          include: ['__tests__/e2e/**/*.test.ts'],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

export default config;
