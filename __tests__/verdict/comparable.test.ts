import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { RememberedRun } from '../../src/model/memory.ts';
import { pickComparable } from '../../src/verdict/comparable.ts';
import { aRun, asRemembered, earlierRun, ms, nothingRecalled, recalled } from '../baseline/sample-run.ts';

const here = runnerClass(aRun().runner);
const elsewhere = here.replace('amd epyc 7763', 'intel xeon platinum 8370c');
const runs = (count: number, part: Partial<RememberedRun> = {}): readonly RememberedRun[] =>
  Array.from({ length: count }, () => earlierRun(aRun().metrics, part));
const sentence = (...earlier: readonly (readonly RememberedRun[])[]): string =>
  pickComparable(aRun(), recalled(earlier.flat()), here).note.sentence;

describe('the runs that may be compared', () => {
  it('are told by their number, their machine, and the newest of them', () => {
    expect(sentence(runs(30), runs(1, { createdAt: '2026-10-31T23:00:00.000Z', commit: 'abcdef0123' }))).toBe(
      `31 earlier runs on ${here}, the newest of 2026-10-31 (abcdef0).`,
    );
  });

  it('are newest where they were kept last, whatever a clock said', () => {
    expect(
      sentence(runs(3, { createdAt: '2027-01-01T00:00:00.000Z' }), runs(1, { createdAt: '2019-01-01T00:00:00.000Z', commit: '' })),
    ).toBe(`4 earlier runs on ${here}, the newest of 2019-01-01.`);
  });

  it('are never of another kind of runner or another configuration, and it is said what was left aside', () => {
    const others = [runs(12, { runnerClass: elsewhere }), runs(1, { configHash: 'other', createdAt: '2026-09-01T00:00:00.000Z' })];
    const picked = pickComparable(aRun(), recalled([...others.flat(), ...runs(2)]), here);
    expect(picked.runs).toEqual(runs(2));
    expect(picked.note).toMatchObject({ runs: 2, pairs: 0 });
    expect(picked.note.sentence).toBe(
      `2 earlier runs on ${here}, the newest of 2026-10-31 (4f2c1e9). Left aside: 12 runs on another kind of runner ` +
        '(intel xeon platinum 8370c), the newest of 2026-10-31 (4f2c1e9); 1 run with another configuration, of 2026-09-01 (4f2c1e9).',
    );
  });

  it('are none after the configuration changed: then it is said that the history begins anew, and what was measured before', () => {
    const before = Array.from({ length: 31 }, () => earlierRun([...aRun().metrics, ms('p95(stock)', 3)], { configHash: 'other' }));
    expect(sentence(before)).toBe(
      'The baseline was found. `stock` was measured in 31 earlier runs and is gone; `list` is new: renamed? Left aside: 31 runs with another ' +
        'configuration, the newest of 2026-10-31 (4f2c1e9). The configuration changed, so its history begins anew.',
    );
  });

  it('never are the run itself, reported again', () => {
    expect(pickComparable(aRun(), recalled([asRemembered()]), here).runs).toEqual([]);
  });

  it('are none without a baseline, which is said', () => {
    expect(pickComparable(aRun(), nothingRecalled, here)).toMatchObject({
      runs: [],
      gone: [],
      note: { sentence: nothingRecalled.sentence },
    });
  });

  it('show what of this run is gone that is held against them', () => {
    const before = Array.from({ length: 5 }, () => earlierRun([...aRun().metrics, ms('cpu-per-operation', 1), ms('p50', 4)]));
    const picked = pickComparable(aRun(), recalled(before), here);
    expect(picked.gone).toEqual(['cpu-per-operation']);
    expect(picked.note.sentence).toContain('`cpu-per-operation` and `p50` were measured in 5 earlier runs and are gone.');
  });
});
