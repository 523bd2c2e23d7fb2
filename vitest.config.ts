import { defineConfig, type ViteUserConfig } from 'vitest/config';

const shared = { testTimeout: 60_000, hookTimeout: 60_000 };

/** Rooms that keep nothing in a module: their tests share what they import, for that takes longer than many of them. */
const rooms = 'config|diagnose|driver|fixtures|load|monitor|phases|property|report|service|simulation|stats|units|verdict';

const unloaded = 'accepted|bad-input|baseline|compare|init|race|simulated';

/** What depends most on the Node that runs it, or that it asks: threads, inspector, process tree, the runner's clients. */
const onActionNode = 'interruption|resources';

/** The Node of the Action where CI names one. The rooms' own tests of all this, and the other doors', are run by the oldest. */
const actionNode = { PLIMSOLL_TEST_NODE: process.env['PLIMSOLL_ACTION_NODE'] ?? process.execPath };

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      { test: { ...shared, name: 'rooms', include: [`__tests__/@(${rooms})/**/*.test.ts`], maxWorkers: 3, isolate: false } },
      // What stands in for a module, or changes the environment, has a process of its own. The doors' tests that load nothing real, or in
      // made-up time, may run beside the rooms'.
      {
        test: {
          ...shared,
          name: 'apart',
          include: [`__tests__/!(e2e|${rooms})/**/*.test.ts`, '__tests__/*.test.ts', `__tests__/e2e/@(${unloaded}).test.ts`],
          maxWorkers: 3,
        },
      },
      // Two users for a moment each: what is looked at is what the runner and GitHub are told.
      { test: { ...shared, name: 'action', include: ['__tests__/e2e/action.test.ts'], env: actionNode, maxWorkers: 3 } },
      // Real services under real load: one at a time, after everything else, or they would spoil each other's run.
      {
        test: {
          ...shared,
          name: 'e2e',
          include: [`__tests__/e2e/!(${unloaded}|action|${onActionNode}).test.ts`],
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          ...shared,
          name: 'e2e on the Node of the Action',
          include: [`__tests__/e2e/@(${onActionNode}).test.ts`],
          env: actionNode,
          maxWorkers: 1,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});

export default config;
