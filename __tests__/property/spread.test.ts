import { describe, expect, it } from 'vitest';
import { tellSpread } from '../../src/property/spread.ts';
import { openScenario, scenario } from '../support/operations.ts';

const users = { min: 1, max: 20 };

describe('how scenarios were spread', () => {
  it('is told in one line for each thing that differs', () => {
    const told = tellSpread(
      [
        scenario({ users: 1, keys: 100, skew: 1.2 }),
        scenario({ users: 6, keys: 100, thinkMs: 20, mix: { list: 1, add: 2 }, payloadBytes: 64 }),
        scenario({ users: 20, keys: 100, skew: 0.5, payloadBytes: 100 }),
        scenario({ users: 20, keys: 1, payloadBytes: 16_384, abandon: { perSecond: 3, afterMs: 10 } }),
        openScenario({ keys: 100, skew: 1.2, arrivals: { pattern: 'ramp', fromPerSecond: 90, toPerSecond: 10 } }),
        openScenario({ keys: 100, arrivals: { pattern: 'burst', size: 3, everyMs: 100 } }),
        openScenario({ keys: 100, arrivals: { pattern: 'poisson', ratePerSecond: 60 } }),
      ],
      users,
    );
    expect(told).toEqual([
      'model: closed ×4, open ×3',
      'users: 1 ×1, 2–6 ×1, 20 ×2',
      'arrivals: ramp ×1, burst ×1, poisson ×1',
      'arrivals/s: up to 30 ×1, up to 60 ×1, up to 90 ×1',
      'think time: none ×3, 20 ms ×1',
      'operations: list ×7, add ×1',
      'keys: alike ×3, skew 0.5 ×1, skew 1.2 ×2, one hot key ×1',
      'leaving clients: none ×3, after 10 ms ×1',
      'payload: 64 B–255 B ×2, 16 KB ×1',
    ]);
  });

  it('is silent about what is the same in all of them', () => {
    expect(tellSpread([scenario({ users: 3 }), scenario({ users: 4 })], users)).toEqual([
      'users: 2–6 ×2',
      'think time: none ×2',
      'operations: list ×2',
    ]);
    expect(tellSpread([], users)).toEqual([]);
  });

  it('counts each load once, however high or many the levels are', () => {
    const scenarios = Array.from({ length: 1_000 }, (_, index) => scenario({ users: index + 1 }));
    const rates = Array.from({ length: 333 }, (_, index) =>
      openScenario({ arrivals: { pattern: 'constant', ratePerSecond: (index + 1) / 7 } }),
    );
    const lines = tellSpread([...scenarios, ...rates], { min: 1, max: 1_000 });
    const sum = (label: string): number =>
      [...(lines.find((line) => line.startsWith(label)) ?? '').matchAll(/×(\d+)/g)].reduce((all, [, count]) => all + Number(count), 0);
    expect([sum('users:'), sum('arrivals/s:'), sum('model:')]).toEqual([1_000, 333, 1_333]);
  });
});
