import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Change, Fitness, FitnessCheck, WatchEffect } from '../../src/model/fitness.ts';
import type { Doubt, MetricSensitivity, Needed, Sensitivity } from '../../src/model/sensitivity.ts';
import { tellCheckup } from '../../src/report/checkup.ts';
import { tellCheckupJson } from '../../src/report/checkup-json.ts';
import { columns } from '../../src/report/width.ts';
import { aCheckup } from '../diagnose/fitness/a-checkup.ts';
import { hostileTexts } from './hostile.ts';
import { command, control, uncoloured } from './inert.ts';

/** A CPU may be called anything. */
const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 60 }));
const check: fc.Arbitrary<FitnessCheck> = fc.oneof(
  fc.record({ id: fc.constantFrom('timer', 'machine'), kind: fc.constant('ok' as const), sentence: text }),
  fc.record({
    id: fc.constantFrom('noise', 'generator'),
    kind: fc.constantFrom('limited' as const, 'unfit' as const),
    sentence: text,
    advice: text,
  }),
);
const change: fc.Arbitrary<Change> = fc.record({
  percent: fc.double(),
  intervalPercent: fc.tuple(fc.double(), fc.double()),
  visiblePercent: fc.double(),
});
const effect: fc.Arbitrary<WatchEffect> = fc.record({
  hertz: fc.constantFrom(1, 10, 50),
  rate: fc.option(change),
  p50: fc.option(change),
  cpuPerRequest: fc.option(change),
});
const fitness: fc.Arbitrary<Fitness> = fc.record({
  kind: fc.constantFrom('ok', 'limited', 'unfit'),
  sentence: text,
  checks: fc.array(check, { maxLength: 5 }),
  watching: fc.tuple(check, fc.array(effect, { maxLength: 3 })).map(([judged, effects]) => ({ ...judged, effects })),
  generatorPerSecond: fc.double(),
  smallestDifferencePercent: fc.double(),
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const needed: fc.Arbitrary<Needed> = fc.oneof(
  fc.record({ kind: fc.constant('pairs' as const), percent: finite, pairs: fc.nat(), budgetMs: fc.nat() }),
  fc.record({ kind: fc.constantFrom('too-noisy' as const, 'too-small' as const), percent: finite }),
);
const metric: fc.Arbitrary<MetricSensitivity> = fc.record({
  metric: fc.constantFrom('cpu-per-operation', 'p95', 'errors', 'startup'),
  changeIn: fc.constantFrom('percent' as const, 'points' as const),
  noisePercent: finite,
  apartPercent: finite,
  apartIntervalPercent: fc.tuple(finite, finite),
  trustedFromPercent: fc.option(finite),
  smallestDetectablePercent: finite,
  countsFromPercent: finite,
  needed: fc.array(needed, { maxLength: 3 }),
});
const sensitivity: fc.Arbitrary<Sensitivity> = fc.oneof(
  fc.constant({ kind: 'unasked' as const }),
  fc.record({ kind: fc.constantFrom('impossible' as const, 'failed' as const), sentence: text }),
  fc.record({
    kind: fc.constant('measured' as const),
    suite: text,
    budgetMs: fc.nat(),
    pairs: fc.nat(),
    affordablePairs: fc.nat(),
    pairsPerMinute: finite,
    enough: fc.record({ pairs: fc.nat(), budgetMs: fc.nat() }),
    failures: fc.nat(),
    doubts: fc.uniqueArray(fc.constantFrom<Doubt>('told-apart', 'too-short', 'too-noisy')),
    metrics: fc.array(metric, { maxLength: 4 }),
    quietest: fc.option(fc.constantFrom('cpu-per-operation', 'p95')),
    untold: fc.array(fc.constantFrom('p99', 'rss'), { maxLength: 2 }),
  }),
);

describe('a checkup told, whatever the machine is called', () => {
  it('is never wider than the terminal, speaks to no terminal and no runner, and says the same in colour', () => {
    fc.assert(
      fc.property(fitness, sensitivity, fc.integer({ min: 40, max: 200 }), (judged, service, width) => {
        const told = tellCheckup(judged, service, { colour: false, width });
        for (const line of told.split('\n')) expect(columns(line)).toBeLessThanOrEqual(Math.min(100, width));
        expect(told).not.toMatch(control);
        expect(told).not.toMatch(command);
        expect(uncoloured(tellCheckup(judged, service, { colour: true, width }))).toBe(told);
      }),
    );
  });

  it('as JSON can be read back and is as harmless', () => {
    fc.assert(
      fc.property(fitness, sensitivity, (judged, service) => {
        const told = tellCheckupJson(judged, aCheckup(), service);
        expect(told).not.toMatch(control);
        expect(told).not.toMatch(command);
        expect(JSON.parse(told)).toMatchObject({
          kind: judged.kind,
          checks: judged.checks,
          watching: {
            kind: judged.watching.kind,
            sentence: judged.watching.sentence,
            effects: judged.watching.effects.map(({ hertz }) => ({ hertz })),
          },
          service: { kind: service.kind },
          quotaCores: null,
          rounds: aCheckup().rounds,
        });
      }),
    );
  });
});
