import * as fc from 'fast-check';
import { decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { describe, expect, it } from 'vitest';

import { observe } from '../../src/load/observe.ts';
import type { Recording } from '../../src/load/recording.ts';
import type { Latency, Observation, OperationObservation } from '../../src/model/observation.ts';
import { openScenario, scenario } from '../support/operations.ts';
import { finish, fromMs, idle, observed, openRecorder, outcomeOf, record, toMs, type Done } from './an-observation.ts';

const engines = 4;
const deed = fc.record({
  engine: fc.nat({ max: engines - 1 }),
  operation: fc.nat({ max: 2 }),
  intendedMs: fc.double({ min: 900, max: 3_100, noNaN: true }),
  lagMs: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 50, noNaN: true })),
  serviceMs: fc.double({ min: 0, max: 900, noNaN: true }),
  error: fc.constantFrom<Done['error']>(null, null, null, 'status', 'timeout', 'reset'),
});

/** A latency without what is only equal up to rounding. */
function exact(latency: Latency): unknown {
  return { ...latency, mean: undefined, meanLow: undefined };
}

/** Everything that must not depend on who counted it. */
function counted({
  name,
  requests,
  errors,
  errorKinds,
  errorExamples,
  bytes,
  responseMs,
  serviceMs,
  histogram,
}: OperationObservation): unknown {
  const examples = errorExamples.map(({ error }) => error).toSorted();
  return { name, requests, errors, errorKinds, examples, bytes, response: exact(responseMs), service: exact(serviceMs), histogram };
}

function essence({ total, operations, windows, averageRatePerSecond, peakRatePerSecond, generator, durationMs }: Observation): unknown {
  return {
    total: counted(total),
    operations: operations.map(counted),
    windows,
    averageRatePerSecond,
    peakRatePerSecond,
    lag: exact(generator.lagMs),
    late: exact(generator.lateMs),
    hiccups: generator.hiccupMs === null ? null : exact(generator.hiccupMs),
    durationMs,
  };
}

function means({ total, generator }: Observation): readonly number[] {
  return [total.responseMs, total.serviceMs, generator.lagMs, generator.lateMs].map(({ mean }) => mean ?? 0);
}

describe('the observation of several engines', () => {
  it('is that of one that did it all, whoever did what and in whatever order they are told', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 120 }), fc.shuffledSubarray([0, 1, 2, 3], { minLength: engines }), (deeds, order) => {
        const one = observed([record(deeds)]);
        const several = observed(order.map((engine) => record(deeds.filter((each) => each.engine === engine))));
        expect(essence(several)).toEqual(essence(one));
        for (const [index, mean] of means(several).entries()) expect(mean).toBeCloseTo(means(one)[index] ?? Number.NaN, 6);
      }),
      { numRuns: 25 },
    );
  });

  it('counts for each user what succeeded, whichever engine it belonged to', () => {
    const users = 6;
    const served = (deeds: readonly (Done & { readonly user: number })[]): Recording => {
      const recorder = openRecorder(users);
      for (const each of deeds) {
        recorder.begin(each.intendedMs);
        recorder.end(each.operation, each.intendedMs, each.intendedMs, outcomeOf(each), each.user);
      }
      return finish(recorder);
    };
    fc.assert(
      fc.property(fc.array(fc.tuple(deed, fc.nat({ max: users - 1 })), { maxLength: 80 }), (drawn) => {
        const deeds = drawn.map(([each, user]) => ({ ...each, user }));
        const both = observed([0, 1].map((engine) => structuredClone(served(deeds.filter(({ user }) => user % 2 === engine)))));
        const good = deeds.filter(({ error, intendedMs }) => error === null && intendedMs >= fromMs && intendedMs < toMs);
        expect(both.servedPerUser).toEqual(Array.from({ length: users }, (_, user) => good.filter((each) => each.user === user).length));
        expect(both.total.requests - both.total.errors).toBe(good.length);
      }),
      { numRuns: 25 },
    );
    expect(observed([record([])])).not.toHaveProperty('servedPerUser');
  });

  it('survives the way between threads: a recording is plain data', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 40 }), (deeds) => {
        const recording = record(deeds);
        expect(structuredClone(recording)).toEqual(recording);
        expect(observed([structuredClone(recording)])).toEqual(observed([recording]));
      }),
      { numRuns: 20 },
    );
  });

  it('adds up what belongs to the load, and lets the worst stand for the engines’ own troubles', () => {
    const recorder = openRecorder();
    recorder.begin(1_100);
    recorder.end(0, 1_100, 1_100, outcomeOf({ operation: 0, intendedMs: 1_100, lagMs: 2, serviceMs: 4, error: null }));
    recorder.hiccups([0.1, 7]);
    recorder.connected(3);
    recorder.queue(1_050, 4);
    const one = finish(recorder, toMs - fromMs, { utilisation: 0.4, cpuShare: 0.2, runQueueShare: null, cpuMs: 70 });
    const other: Recording = {
      ...record([]),
      arrivals: { sentInTime: 5, queued: 2, longestQueue: 2, unsent: 1, connections: 2 },
      thread: { utilisation: 0.7, cpuShare: null, runQueueShare: 0.1, cpuMs: 71 },
      peakInFlight: 2,
    };
    const open = openScenario({ durationMs: toMs - fromMs, arrivals: { pattern: 'constant', ratePerSecond: 10 } });
    const both = observe(open, [one, other]);
    expect(both.arrivals).toEqual({
      planned: 20,
      plannedRatePerSecond: 10,
      achievedRatePerSecond: 3,
      queued: 3,
      longestQueue: 6,
      unsent: 1,
      peakConnections: 5,
    });
    expect(both.peakInFlight).toBe(3);
    expect(both.generator).toMatchObject({ engines: 2, utilisation: 0.7, cpuShare: 0.2, runQueueShare: 0.1, cpuMs: 71 });
    expect(both.generator.hiccupMs).toMatchObject({ count: 2, max: 7 });
    expect(observe(scenario(), [one]).arrivals).toBeNull();
    expect(observe(open, [{ ...one, thread: idle }]).generator).toMatchObject({ engines: 1, cpuShare: null, runQueueShare: null });
  });

  it('was stopped when one of them was, and lasted as long as the first to end', () => {
    const whole = record([]);
    const cut: Recording = { ...record([], 700), ended: 'stopped' };
    const both = observe(openScenario({ durationMs: toMs - fromMs, arrivals: { pattern: 'constant', ratePerSecond: 10 } }), [whole, cut]);
    expect(both).toMatchObject({ ended: 'stopped', durationMs: 700, arrivals: { planned: 7 } });
    expect(both.windows).toHaveLength(7);
  });

  it('tells response times that read back from its histogram', () => {
    const { total } = observed([
      record([{ operation: 0, intendedMs: fromMs, lagMs: 0, serviceMs: 12.5, error: null }]),
      record([{ operation: 1, intendedMs: fromMs, lagMs: 1, serviceMs: 12.5, error: null }]),
    ]);
    const read = decodeFromCompressedBase64(total.histogram);
    expect(read.totalCount).toBe(2);
    expect(Math.abs(read.maxValue - 13_500)).toBeLessThanOrEqual(13.5);
    expect(Math.abs(read.minNonZeroValue - 12_500)).toBeLessThanOrEqual(12.5);
  });
});
