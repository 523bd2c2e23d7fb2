import { describe, expect, it } from 'vitest';

import { checkWatching } from '../../../src/diagnose/fitness/watching.ts';
import type { WatchReading } from '../../../src/model/checkup.ts';
import { aCheckup, round, watched } from './a-checkup.ts';

/** A checkup of cycles, one a round. */
const cycles = (...given: readonly (readonly WatchReading[])[]): ReturnType<typeof checkWatching> =>
  checkWatching(aCheckup({ rounds: given.map((cycle) => round({ watched: [cycle] })) }));
/** Five cycles in which the rate at ten hertz is by these factors another. */
const rates = (...factors: readonly number[]): ReturnType<typeof checkWatching> =>
  cycles(...factors.map((factor) => [watched(0), watched(10, { ratePerSecond: 40_000 * factor })]));

describe('watching', () => {
  it('that changes nothing is told with what it could have changed unseen', () => {
    expect(rates(0.99, 1.01, 0.985, 1.02, 0.99)).toMatchObject({
      kind: 'ok',
      sentence:
        'Watching 10 times a second changes the rate by −0.1 % [−2, +1.8]: no effect seen; one of 2.5 % would have been. ' +
        'Its median response 0 % [0, 0], CPU time per request 0 % [0, 0].',
    });
  });

  it.each([
    ['ok', [0.985, 0.986, 0.984, 0.985, 0.985], 'more than chance'],
    ['ok', [0.9, 0.99, 0.92, 1, 0.97], 'no effect seen'],
    ['limited', [0.97, 0.971, 0.969, 0.97, 0.97], 'more than chance'],
    ['ok', [0.1, 1, 0.2, 0.9, 3], 'through this noise nothing could be seen'],
    ['ok', [1.1, 1.1, 1.1, 1.101, 1.1], 'more than chance'],
  ] as const)('is %s when the rates become %j: a whole interval beyond 2 %% is needed', (kind, factors, words) => {
    expect(rates(...factors)).toMatchObject({ kind, sentence: expect.stringContaining(words) });
  });

  it('is judged at the beat of runs, and the others are told beside it', () => {
    const cycle = [watched(0), watched(1), watched(10), watched(50, { ratePerSecond: 20_000 })];
    const { kind, sentence, effects } = cycles(cycle, cycle, cycle);
    expect({ kind, beats: effects.map(({ hertz }) => hertz) }).toEqual({ kind: 'ok', beats: [1, 10, 50] });
    expect(sentence).toMatch(/The rate when watched once a second 0 % \[0, 0\], 50 times a second −50 % \[−50, −50\]\.$/);
  });

  it('is judged at the only beat there is where a service is looked at less often', () => {
    const slow = [watched(0), watched(1, { ratePerSecond: 30_000 })];
    expect(cycles(slow, slow, slow)).toMatchObject({ kind: 'limited', sentence: expect.stringMatching(/^Watching once a second/) });
  });

  it('is not judged where nothing can be compared', () => {
    for (const told of [cycles(), cycles([watched(0), watched(10)]), rates(0, 0, 0), cycles([watched(10)], [watched(10)])]) {
      expect(told).toMatchObject({ kind: 'ok', sentence: 'What watching does to a service could not be told here.' });
    }
  });

  it('does without what the kernel does not tell', () => {
    const mute = (hertz: number): WatchReading => watched(hertz, { cpuMsPerRequest: null, p50Ms: null });
    const { sentence, effects } = cycles([mute(0), mute(10)], [mute(0), mute(10)]);
    expect(effects).toMatchObject([{ hertz: 10, rate: { percent: 0 }, p50: null, cpuPerRequest: null }]);
    expect(sentence).toMatch(/would have been\.$/);
  });
});
