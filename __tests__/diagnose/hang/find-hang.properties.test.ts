import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findHang } from '../../../src/diagnose/hang/find-hang.ts';
import type { DrainTest } from '../../../src/model/drain-test.ts';

const ms = fc.double({ min: 0, max: 60_000, noNaN: true });
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const amount = fc.double({ min: 0, max: 10_000, noNaN: true });

const tests: fc.Arbitrary<DrainTest> = fc.record({
  silentMs: ms,
  answered: fc.nat(),
  flights: fc.array(fc.record({ operation: fc.string(), count: fc.nat({ max: 1_000 }), oldestMs: ms, answered: fc.nat() }), {
    maxLength: 40,
  }),
  waitedMs: ms,
  drained: fc.nat({ max: 100 }),
  left: fc.nat({ max: 100 }),
  probe: fc.record({ path: fc.webPath(), answeredMs: maybe(ms) }),
  runnable: maybe(fc.double({ min: 0, max: 8, noNaN: true })),
  switchesPerSecond: maybe(amount),
  idleSwitchesPerSecond: maybe(amount),
  threads: fc.array(fc.string(), { maxLength: 12 }),
  stack: fc.array(fc.string(), { maxLength: 12 }),
});

describe('the finding of a hang', () => {
  it('is never broken when nothing is left, always has an identifier of its own, and ends in when it was known', () => {
    fc.assert(
      fc.property(tests, (test) => {
        const { kind, id, sentence, evidence, measured } = findHang(test, null);
        if (test.left === 0) expect(kind).toBe('held');
        if (kind === 'held') expect(id).toBe('hang.deadlock');
        else expect(['hang.deadlock', 'hang.livelock', 'hang.spin']).toContain(id);
        expect(measured).toBe(kind === 'held' ? 0 : test.left);
        expect(sentence).not.toMatch(/undefined|NaN|null/);
        expect(evidence.length).toBeLessThanOrEqual(10 + 5 + test.threads.length + test.stack.length);
        expect(evidence.at(-1)).toMatch(/^all this was known .* after the (?:last answer|oldest of them began)$/);
      }),
    );
  });

  it('goes by the probe and the wish to run alone where all are stuck: a neighbour that takes the CPU time changes nothing', () => {
    fc.assert(
      fc.property(tests, fc.double({ min: 0.51, max: 8, noNaN: true }), (test, runnable) => {
        const stuck = { ...test, silentMs: 4_000 + test.silentMs, drained: 0, left: 1 + test.left };
        expect(findHang({ ...stuck, runnable }, null).id).toBe(test.probe.answeredMs === null ? 'hang.spin' : 'hang.livelock');
        expect(findHang({ ...stuck, runnable: 0, switchesPerSecond: 0 }, null).id).toBe('hang.deadlock');
      }),
    );
  });
});
