import type { SimulatedOperation, SimulatedSettings } from '../../src/model/simulated.ts';

/** A simulated service of which nothing was said: nothing is wrong with it. */
export const healthy: SimulatedSettings = {
  speed: 'virtual',
  seed: null,
  servers: 4,
  contention: 0,
  coherency: 0,
  memoryBytes: 64 * 1_024 ** 2,
  memoryLimitBytes: null,
  leakBytes: 0,
  driftPerMinute: 0,
  freeze: null,
  room: null,
  startupMs: 100,
  pool: null,
};

/** An operation of 5 ms of which nothing else was said. */
export const plain: SimulatedOperation = {
  driver: 'simulated',
  timeMs: 5,
  spread: 'exponential',
  cpuMs: 0.5,
  errors: [],
  heldBytes: 0,
  leakBytes: 0,
  lock: 'none',
  pooled: false,
  yields: false,
  racy: false,
  mixUpShare: 0,
};
