import { defineConfig, type ViteUserConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

const unloaded = 'accepted|bad-input|baseline|compare|init|race|simulated';

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      // The doors' tests that load nothing real, or in made-up time, may run beside the rooms'.
      {
        test: {
          ...shared,
          name: 'rooms',
          include: ['__tests__/!(e2e)/**/*.test.ts', '__tests__/*.test.ts', `__tests__/e2e/@(${unloaded}).test.ts`],
          maxWorkers: 3,
        },
      },
      // Real services under real load: one at a time, after everything else, or they would spoil each other's run.
      {
        test: {
          ...shared,
          name: 'e2e',
          // No `exclude`: that would take the place of the one on the command line.
          include: [`__tests__/e2e/!(${unloaded}).test.ts`],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

export default config;
