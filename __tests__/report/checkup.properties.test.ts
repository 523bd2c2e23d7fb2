import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Change, Fitness, FitnessCheck, WatchEffect } from '../../src/model/fitness.ts';
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

describe('a checkup told, whatever the machine is called', () => {
  it('is never wider than the terminal, speaks to no terminal and no runner, and says the same in colour', () => {
    fc.assert(
      fc.property(fitness, fc.integer({ min: 40, max: 200 }), (judged, width) => {
        const told = tellCheckup(judged, { colour: false, width });
        for (const line of told.split('\n')) expect(columns(line)).toBeLessThanOrEqual(Math.min(100, width));
        expect(told).not.toMatch(control);
        expect(told).not.toMatch(command);
        expect(uncoloured(tellCheckup(judged, { colour: true, width }))).toBe(told);
      }),
    );
  });

  it('as JSON can be read back and is as harmless', () => {
    fc.assert(
      fc.property(fitness, (judged) => {
        const told = tellCheckupJson(judged, aCheckup());
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
          quotaCores: null,
          rounds: aCheckup().rounds,
        });
      }),
    );
  });
});
