import { defineConfig, type ViteUserConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

const unloaded = 'accepted|bad-input|baseline|compare|init|race|simulated';
const measuring = 'fixtures|load|monitor|phases';

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      // The doors' tests that load nothing real, or in made-up time, run beside what only reckons.
      {
        test: {
          ...shared,
          name: 'rooms',
          include: [`__tests__/!(e2e|${measuring})/**/*.test.ts`, '__tests__/!(rig).test.ts', `__tests__/e2e/@(${unloaded}).test.ts`],
          maxWorkers: 3,
        },
      },
      // Rooms that measure: what only reckons would take the cores from them.
      {
        test: {
          ...shared,
          name: 'measuring',
          include: [`__tests__/@(${measuring})/**/*.test.ts`, '__tests__/rig.test.ts'],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
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
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

export default config;
