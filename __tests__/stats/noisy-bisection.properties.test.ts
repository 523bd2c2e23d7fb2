import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bisect, measured } from './bisect.ts';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** Levels from `low` on, and a threshold among them; one above the last stands for none. */
const problem = fc
  .record({ low: fc.integer({ min: 1, max: 5 }), span: fc.integer({ min: 0, max: 24 }), seed })
  .chain(({ low, span, ...rest }) =>
    fc.integer({ min: low, max: low + span + 1 }).map((threshold) => ({ ...rest, low, top: low + span, most: 60, threshold })),
  );
const answer = fc.oneof(
  fc.double({ min: 0.001, max: 1_000, noNaN: true }).map(measured),
  fc.boolean().map((over) => ({ over, logRatio: null })),
  fc.constantFrom({ over: true, logRatio: Number.POSITIVE_INFINITY }, { over: false, logRatio: Number.NEGATIVE_INFINITY }),
);

describe('a noisy bisection', () => {
  it('finds every threshold where nothing is noisy, be it a step or a slope', () => {
    const curves: readonly ((level: number, threshold: number) => number)[] = [
      (level, threshold) => (level >= threshold ? 20 : 0.05),
      (level, threshold) => level / (threshold - 0.5),
      (level, threshold) => (1 + 0.05 * level ** 2) / (1 + 0.05 * (threshold - 0.5) ** 2),
    ];
    fc.assert(
      fc.property(problem, fc.constantFrom(...curves), ({ threshold, ...levels }, curve) => {
        const { bisection } = bisect(levels, (level) => measured(curve(level, threshold)));
        const { mode, none, interval } = bisection.threshold();
        if (threshold > levels.top) expect(none).toBeGreaterThan(0.5);
        else expect({ mode, isNone: none > 0.5 }).toEqual({ mode: threshold, isNone: false });
        expect(interval[0]).toBeLessThanOrEqual(threshold);
        expect(interval[1]).toBeGreaterThanOrEqual(threshold);
      }),
      { numRuns: 60 },
    );
  });

  it('asks only for levels that there are, and stays a distribution, whatever it is told', () => {
    fc.assert(
      fc.property(problem, fc.array(answer, { minLength: 1, maxLength: 30 }), ({ low, top, seed: chosen }, answers) => {
        let next = 0;
        const { bisection, asked } = bisect(
          { low, top, seed: chosen, most: answers.length },
          () => answers[next++ % answers.length] ?? measured(1),
        );
        expect(Math.min(...asked, top)).toBeGreaterThanOrEqual(low);
        expect(Math.max(...asked, low)).toBeLessThanOrEqual(top);
        const { mode, interval, none } = bisection.threshold();
        expect(mode).toBeGreaterThanOrEqual(low);
        expect(mode).toBeLessThanOrEqual(top);
        expect(none).toBeGreaterThanOrEqual(0);
        expect(none).toBeLessThanOrEqual(1);
        expect(interval[0]).toBeLessThanOrEqual(interval[1]);
        const chances = Array.from({ length: top - low + 1 }, (_, index) => bisection.overChance(low + index));
        for (const chance of chances) {
          expect(chance).toBeGreaterThanOrEqual(0);
          expect(chance).toBeLessThanOrEqual(1);
        }
        // More of a level is never less often over.
        expect(chances).toEqual([...chances].sort((a, b) => a - b));
      }),
      { numRuns: 60 },
    );
  });

  it('asks the same again with the same seed', () => {
    fc.assert(
      fc.property(problem, ({ threshold, ...levels }) => {
        const ask = (): readonly number[] => bisect(levels, (level) => measured(level / (threshold - 0.5))).asked;
        expect(ask()).toEqual(ask());
      }),
      { numRuns: 20 },
    );
  });
});
