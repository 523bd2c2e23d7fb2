import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Recorder } from '../../src/load/recorder.ts';
import { scenario } from '../support/operations.ts';
import { finish, fromMs, names, observed, openRecorder, outcomeOf, record, toMs, type Done } from './an-observation.ts';

const done = fc.record<Done>({
  operation: fc.nat({ max: 2 }),
  intendedMs: fc.double({ min: 0, max: 4_000, noNaN: true }),
  lagMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 50, noNaN: true })),
  serviceMs: fc.double({ min: 0, max: 900, noNaN: true }),
  error: fc.constantFrom(null, null, 'status', 'timeout', 'reset'),
});
const many = fc.array(done, { maxLength: 150 });

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('an observation', () => {
  it('has a total that is the sum of its operations, and windows that add up to it', () => {
    fc.assert(
      fc.property(many, (operations) => {
        const { operations: parts, total, windows, generator } = observed([record(operations)]);
        expect(total.name).toBe('all');
        for (const count of ['requests', 'errors', 'bytes'] as const) expect(total[count]).toBe(sum(parts.map((part) => part[count])));
        for (const kind of ['status', 'timeout', 'reset'] as const) {
          expect(total.errorKinds[kind] ?? 0).toBe(sum(parts.map((part) => part.errorKinds[kind] ?? 0)));
        }
        expect(sum(Object.values(total.errorKinds))).toBe(total.errors);
        expect(total.responseMs.count).toBe(total.requests);
        expect(total.serviceMs.count).toBe(total.requests);
        expect(generator.lagMs.count).toBe(total.requests);
        expect(generator.lateMs.count).toBe(total.requests);
        expect(sum(windows.map(({ requests }) => requests))).toBe(total.requests);
        expect(sum(windows.map(({ errors }) => errors))).toBe(total.errors);
      }),
      { numRuns: 40 },
    );
  });

  it('counts exactly the operations that were meant to start in the measured time, each with its whole times', () => {
    fc.assert(
      fc.property(many, (operations) => {
        const { total, averageRatePerSecond, peakRatePerSecond, generator } = observed([record(operations)]);
        const counted = operations.filter(({ intendedMs }) => intendedMs >= fromMs && intendedMs < toMs);
        expect(total.requests).toBe(counted.length);
        expect(total.bytes).toBe(3 * counted.length);
        expect(averageRatePerSecond).toBeCloseTo(counted.length / 2, 9);
        expect(peakRatePerSecond).toBeGreaterThanOrEqual(averageRatePerSecond - 1e-9);
        if (counted.length === 0) return;
        expect(total.responseMs.max).toBeCloseTo(Math.max(...counted.map(({ lagMs, serviceMs }) => lagMs + serviceMs)), 6);
        expect(total.responseMs.mean).toBeCloseTo(sum(counted.map(({ lagMs, serviceMs }) => lagMs + serviceMs)) / counted.length, 6);
        expect(total.serviceMs.max).toBeCloseTo(Math.max(...counted.map(({ serviceMs }) => serviceMs)), 6);
        expect(total.serviceMs.mean).toBeCloseTo(sum(counted.map(({ serviceMs }) => serviceMs)) / counted.length, 6);
        expect(generator.lagMs.mean).toBeCloseTo(sum(counted.map(({ lagMs }) => lagMs)) / counted.length, 6);
      }),
      { numRuns: 40 },
    );
  });

  it('has windows of a twentieth that tile the measured time, the last one cut off by a stop', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 2_000, noNaN: true }), (durationMs) => {
        const { windows } = observed([record([], durationMs)]);
        let startMs = 0;
        for (const window of windows) {
          expect(window.startMs).toBeCloseTo(startMs, 6);
          expect(window.durationMs).toBeLessThanOrEqual(100);
          startMs += window.durationMs;
        }
        expect(startMs).toBeCloseTo(durationMs, 3);
      }),
    );
    expect(observed([record([], 2_000)]).windows).toHaveLength(20);
  });

  it('counts what the service hung on from the warm-up beyond the end, but no other operation of the warm-up', () => {
    const operation = { operation: 0, lagMs: 0, error: 'timeout' } as const;
    const { total } = observed([
      record([
        { ...operation, intendedMs: 500, serviceMs: 2_400 },
        { ...operation, intendedMs: 500, serviceMs: 2_600 },
        { ...operation, intendedMs: 500, serviceMs: 10, error: null },
      ]),
    ]);
    expect(total).toMatchObject({ requests: 1, errors: 1, errorKinds: { timeout: 1 } });
    expect(total.responseMs.max).toBe(2_600);
  });

  it('keeps a few examples of errors that differ, and no two that are equal', () => {
    const operations = Array.from({ length: 60 }, (_, index): Done => ({
      operation: index % 3,
      intendedMs: 1_500,
      lagMs: 0,
      serviceMs: 1,
      error: index % 2 === 0 ? 'status' : 'reset',
    }));
    expect(observed([record(operations)]).total.errorExamples).toEqual([
      { error: 'status', detail: 'status' },
      { error: 'reset', detail: 'reset' },
    ]);
  });

  it('leaves operations out that were never counted, and names the others in the order of the driver', () => {
    const at = (operation: number): Done => ({ operation, intendedMs: 1_500, lagMs: 0, serviceMs: 1, error: null });
    expect(observed([record([at(2), at(0)])]).operations.map(({ name }) => name)).toEqual(['list', 'stock']);
    expect(observed([record([at(2)]), record([at(1), at(0)])]).operations.map(({ name }) => name)).toEqual(names);
  });
});

describe('a recorder', () => {
  it('ignores what ends after it was closed', () => {
    const recorder = openRecorder();
    recorder.begin(1_500);
    recorder.close();
    recorder.end(0, 1_500, 1_500, outcomeOf({ operation: 0, intendedMs: 1_500, lagMs: 0, serviceMs: 100, error: 'reset' }));
    expect(observed([finish(recorder, 100)])).toMatchObject({ total: { requests: 0, errors: 0 }, operations: [], peakInFlight: 1 });
  });

  it('tells the generator’s own lateness from the wait for a connection', () => {
    const recorder = openRecorder();
    // Due at 1 000, a connection was free at 1 400, the request left at 1 402.
    recorder.begin(1_000);
    recorder.end(0, 1_000, 1_400, outcomeOf({ operation: 0, intendedMs: 1_000, lagMs: 402, serviceMs: 5, error: null }));
    const { generator, total } = observed([finish(recorder)]);
    expect(generator.lagMs.max).toBe(402);
    expect(generator.lateMs.max).toBe(2);
    expect(total.responseMs.max).toBe(407);
    expect(total.serviceMs.max).toBe(5);
  });

  it('counts an arrival given up as a timeout with its whole wait, never sent, and none of the warm-up', () => {
    const recorder = openRecorder();
    recorder.giveUp(1, 1_200, 3_200, 2_000);
    recorder.giveUp(1, 500, 2_500, 2_000);
    const recording = finish(recorder);
    expect(recording.arrivals).toMatchObject({ queued: 1, unsent: 1, sentInTime: 0 });
    const { total, windows, generator } = observed([recording]);
    expect(total).toMatchObject({ requests: 1, errors: 1, errorKinds: { timeout: 1 } });
    expect(total.errorExamples).toEqual([{ error: 'timeout', detail: 'no connection became free within 2 s' }]);
    expect(total.responseMs.max).toBe(2_000);
    expect(windows[2]).toMatchObject({ requests: 1, errors: 1 });
    expect(generator.lateMs.count).toBe(0);
  });

  it('tells the blocks of the warm-up, each once, and none of the measured time', () => {
    const recorder = new Recorder({ startMs: 0, fromMs, toMs, stopped: false }, names, 'closed');
    const end = (intendedMs: number, serviceMs: number): void =>
      recorder.end(0, intendedMs, intendedMs, outcomeOf({ operation: 0, intendedMs, lagMs: 0, serviceMs, error: null }));
    for (const serviceMs of [4, 5, 6]) end(100, serviceMs);
    const first = recorder.takeBlock();
    expect(first.requests).toBe(3);
    expect(first.p50Ms).toBeCloseTo(5, 1);
    expect(recorder.takeBlock()).toEqual({ requests: 0, p50Ms: null });
    expect(recorder.progress(300, [])).toMatchObject({ measuring: false, requests: 0 });
    recorder.measure();
    end(1_500, 5);
    expect(recorder.takeBlock()).toEqual({ requests: 0, p50Ms: null });
    expect(recorder.progress(1_600, [])).toMatchObject({ measuring: true, requests: 1 });
  });

  it('tells answers of any status from what was none, warm-up included, and the slowest of them by its own time', () => {
    fc.assert(
      fc.property(many, (operations) => {
        const recorder = new Recorder({ startMs: 0, fromMs, toMs, stopped: false }, names, 'closed');
        for (const one of operations) {
          recorder.begin(one.intendedMs);
          recorder.end(one.operation, one.intendedMs, one.intendedMs, outcomeOf(one));
        }
        const answers = operations.filter(({ error }) => error === null || error === 'status');
        const flying = names.map((_, operation) => ({ operation, count: 1, oldestMs: 5 }));
        const { answered, timedOut, slowestMs, inFlight, flights } = recorder.progress(1, flying);
        expect({ answered, timedOut, inFlight }).toEqual({
          answered: answers.length,
          timedOut: operations.filter(({ error }) => error === 'timeout').length,
          inFlight: 0,
        });
        expect(flights).toEqual(
          names.map((operation, index) => ({
            operation,
            count: 1,
            oldestMs: 5,
            answered: answers.filter((one) => one.operation === index).length,
          })),
        );
        if (answers.length === 0) expect(slowestMs).toBeNull();
        else expect(slowestMs).toBeCloseTo(Math.max(...answers.map(({ serviceMs }) => serviceMs)), 6);
      }),
      { numRuns: 40 },
    );
  });

  it('knows the most operations in flight at once, those of the warm-up that still last included', () => {
    const recorder = new Recorder({ startMs: 0, fromMs, toMs, stopped: false }, names, 'closed');
    const end = (intendedMs: number): void =>
      recorder.end(0, intendedMs, intendedMs, outcomeOf({ operation: 0, intendedMs, lagMs: 0, serviceMs: 1, error: null }));
    for (const intendedMs of [1, 2, 3, 4]) recorder.begin(intendedMs);
    for (const intendedMs of [1, 2]) end(intendedMs);
    recorder.measure();
    recorder.begin(1_100);
    end(1_100);
    recorder.begin(1_200);
    expect(finish(recorder).peakInFlight).toBe(3);
    expect(observed([finish(recorder)]).scenario).toEqual(scenario({ durationMs: 2_000 }));
  });
});
