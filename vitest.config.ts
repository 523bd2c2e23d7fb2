import { defineConfig, type ViteUserConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Rooms that keep nothing of their own: their tests share what they import, for that takes longer than many of them. */
const pure = 'config|diagnose|property|report|simulation|stats|units|verdict';

const unloaded = 'accepted|bad-input|baseline|compare|init|race|simulated';

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: { ...shared, name: 'pure', include: [`__tests__/@(${pure})/**/*.test.ts`], maxWorkers: 3, isolate: false },
      },
      // The doors' tests that load nothing real, or in made-up time, may run beside the rooms'.
      {
        test: {
          ...shared,
          name: 'rooms',
          include: [`__tests__/!(e2e|${pure})/**/*.test.ts`, '__tests__/*.test.ts', `__tests__/e2e/@(${unloaded}).test.ts`],
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
