import { expect, it } from 'vitest';
import type { ClosedScenario, OpenScenario } from '../../src/model/scenario.ts';
import { readArrivals } from '../../src/units/arrivals.ts';
import { sayLoad } from '../../src/units/say-load.ts';

const load = { mix: { list: 1 }, keys: 1, durationMs: 1_000, warmupMs: 0, seed: 1 };
const closed = (users: number): ClosedScenario => ({ ...load, model: 'closed', users, thinkMs: 0 });
const open = (text: string): OpenScenario => {
  const read = readArrivals(text);
  if (read.kind === 'refused') throw new Error(read.expected);
  return { ...load, model: 'open', arrivals: read.arrivals, connections: 10 };
};

it.each([
  [closed(1), '1 user'],
  [closed(20), '20 users'],
  [open('constant:1000/s'), '1\u2009000 arrivals/s'],
  [open('poisson:0.25/s'), '0.25 arrivals/s'],
  [open('60/m'), '1 arrival/s'],
  [open('ramp:1000/s..100/s'), '100 to 1\u2009000 arrivals/s'],
  [open('step:50/s,50/s'), '50 arrivals/s'],
  [open('spike:0/s..200/s@1s+1s'), '0 to 200 arrivals/s'],
  [open('sine:500/s+-300/s@10s'), '200 to 800 arrivals/s'],
  [open('burst:50@1s'), '50 arrivals every 1 s'],
  [open('burst:1@250ms'), '1 arrival every 250 ms'],
])('a load is said in a few words: %#', (scenario, said) => {
  expect(sayLoad(scenario)).toBe(said);
});
