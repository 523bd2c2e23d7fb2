import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Recorder } from '../../src/load/recorder.ts';
import type { Observation } from '../../src/model/observation.ts';
import type { ErrorKind, Outcome } from '../../src/model/outcome.ts';
import { scenario } from '../support/operations.ts';

const names = ['list', 'add', 'stock'] as const;
const [fromMs, toMs] = [1_000, 3_000];

interface Done {
  readonly name: string;
  readonly intendedMs: number;
  readonly lagMs: number;
  readonly serviceMs: number;
  readonly error: ErrorKind | null;
}

const done = fc.record<Done>({
  name: fc.constantFrom(...names),
  intendedMs: fc.double({ min: 0, max: 4_000, noNaN: true }),
  lagMs: fc.double({ min: 0, max: 50, noNaN: true }),
  serviceMs: fc.double({ min: 0, max: 900, noNaN: true }),
  error: fc.constantFrom(null, null, 'status', 'timeout', 'reset'),
});

function record(operations: readonly Done[], durationMs: number = toMs - fromMs): Observation {
  const recorder = new Recorder({ fromMs, toMs });
  recorder.open();
  for (const { name, intendedMs, lagMs, serviceMs, error } of operations) {
    const sent = { sentAtMs: intendedMs + lagMs, bytes: 3 };
    const outcome: Outcome = error === null ? { kind: 'ok', ...sent } : { kind: 'failed', ...sent, error, detail: error };
    recorder.begin(intendedMs);
    recorder.end(name, intendedMs, outcome, sent.sentAtMs + serviceMs);
  }
  return recorder.observe(scenario({ durationMs: toMs - fromMs }), names, durationMs, { utilisation: 0, runQueueShare: null }, 'complete');
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('an observation', () => {
  it('has a total that is the sum of its operations, and windows that add up to it', () => {
    fc.assert(
      fc.property(fc.array(done, { maxLength: 150 }), (operations) => {
        const { operations: parts, total, windows, generator } = record(operations);
        expect(total.name).toBe('all');
        for (const count of ['requests', 'errors', 'bytes'] as const) expect(total[count]).toBe(sum(parts.map((part) => part[count])));
        for (const kind of ['status', 'timeout', 'reset'] as const) {
          expect(total.errorKinds[kind] ?? 0).toBe(sum(parts.map((part) => part.errorKinds[kind] ?? 0)));
        }
        expect(sum(Object.values(total.errorKinds))).toBe(total.errors);
        expect(total.responseMs.count).toBe(total.requests);
        expect(total.serviceMs.count).toBe(total.requests);
        expect(generator.lagMs.count).toBe(total.requests);
        expect(sum(windows.map(({ requests }) => requests))).toBe(total.requests);
        expect(sum(windows.map(({ errors }) => errors))).toBe(total.errors);
      }),
      { numRuns: 40 },
    );
  });

  it('counts exactly the operations that were meant to start in the measured time, each with its whole response time', () => {
    fc.assert(
      fc.property(fc.array(done, { maxLength: 150 }), (operations) => {
        const { total, averageRatePerSecond, peakRatePerSecond } = record(operations);
        const counted = operations.filter(({ intendedMs }) => intendedMs >= fromMs && intendedMs < toMs);
        expect(total.requests).toBe(counted.length);
        expect(total.bytes).toBe(3 * counted.length);
        expect(averageRatePerSecond).toBeCloseTo(counted.length / 2, 9);
        expect(peakRatePerSecond).toBeGreaterThanOrEqual(averageRatePerSecond - 1e-9);
        if (counted.length === 0) return;
        expect(total.responseMs.max).toBeCloseTo(Math.max(...counted.map(({ lagMs, serviceMs }) => lagMs + serviceMs)), 6);
        expect(total.serviceMs.max).toBeCloseTo(Math.max(...counted.map(({ serviceMs }) => serviceMs)), 6);
      }),
      { numRuns: 40 },
    );
  });

  it('has windows of a twentieth that tile the measured time, the last one cut off by a stop', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2_000, noNaN: true }), (durationMs) => {
        const { windows } = record([], durationMs);
        let startMs = 0;
        for (const window of windows) {
          expect(window.startMs).toBeCloseTo(startMs, 6);
          expect(window.durationMs).toBeLessThanOrEqual(100);
          startMs += window.durationMs;
        }
        expect(startMs).toBeCloseTo(durationMs, 3);
      }),
    );
    expect(record([], 2_000).windows).toHaveLength(20);
  });

  it('counts what the service hung on from the warm-up beyond the end, but no other operation of the warm-up', () => {
    const operation = { name: 'list', lagMs: 0, error: 'timeout' } as const;
    const { total } = record([
      { ...operation, intendedMs: 500, serviceMs: 2_400 },
      { ...operation, intendedMs: 500, serviceMs: 2_600 },
      { ...operation, intendedMs: 500, serviceMs: 10, error: null },
    ]);
    expect(total).toMatchObject({ requests: 1, errors: 1, errorKinds: { timeout: 1 } });
    expect(total.responseMs.max).toBe(2_600);
  });

  it('keeps a few examples of errors that differ, and no two that are equal', () => {
    const operations = Array.from({ length: 60 }, (_, index): Done => ({
      name: names[index % 3] ?? 'list',
      intendedMs: 1_500,
      lagMs: 0,
      serviceMs: 1,
      error: index % 2 === 0 ? 'status' : 'reset',
    }));
    expect(record(operations).total.errorExamples).toEqual([
      { error: 'status', detail: 'status' },
      { error: 'reset', detail: 'reset' },
    ]);
  });

  it('ignores what ends after it was closed', () => {
    const recorder = new Recorder({ fromMs, toMs });
    recorder.open();
    recorder.begin(1_500);
    recorder.close();
    recorder.end('list', 1_500, { kind: 'failed', sentAtMs: 1_500, bytes: 0, error: 'reset', detail: '' }, 1_600);
    const observation = recorder.observe(scenario(), names, 100, { utilisation: 0, runQueueShare: null }, 'stopped');
    expect(observation).toMatchObject({ total: { requests: 0, errors: 0 }, operations: [], peakInFlight: 1 });
  });
});
