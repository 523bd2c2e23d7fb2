import { describe, expect, it } from 'vitest';
import { earlierValues } from '../../../src/verdict/history/earlier-values.ts';
import { earlierRun, ms } from '../../baseline/sample-run.ts';

const dated = (value: number, at: number): ReturnType<typeof earlierRun> =>
  earlierRun([ms('p95', value)], { createdAt: new Date(Date.UTC(2026, 0, 1 + at)).toISOString(), commit: `${at}` });

describe('the earlier values of a metric', () => {
  it('are the last 59, in the order in which they were kept', () => {
    const runs = Array.from({ length: 70 }, (_, at) => dated(at, (at * 37) % 70));
    const found = earlierValues(ms('p95', 1), runs, []);
    expect(found.map(({ value }) => value)).toEqual(Array.from({ length: 59 }, (_, at) => 11 + at));
    expect(found.at(-1)).toEqual({ value: 69, rebased: 69, createdAt: runs[69]?.createdAt, commit: runs[69]?.commit });
  });

  it('are of one unit and one direction, from runs that measured it', () => {
    const others = [
      earlierRun([{ name: 'p95', unit: 's', value: 1, worse: 'higher' }]),
      earlierRun([{ name: 'p95', unit: 'ms', value: 2, worse: 'lower' }]),
      earlierRun([ms('p99', 3)]),
      earlierRun([ms('p95', 4)]),
    ];
    expect(earlierValues(ms('p95', 1), others, []).map(({ value }) => value)).toEqual([4]);
  });

  it('are what was measured, and beside it what it were if all that was accepted had been so before, the window left aside', () => {
    const runs = Array.from({ length: 70 }, (_, at) => dated(at < 65 ? 100 : 150, at));
    const accepted = {
      metric: 'p95',
      because: '',
      by: 'a label',
      createdAt: runs[65]?.createdAt ?? '',
      expiresAt: '2027-01-01T00:00:00.000Z',
    };
    const found = earlierValues(ms('p95', 1), runs, [accepted]);
    expect(found[0]).toMatchObject({ value: 100, rebased: 150 });
    expect(found.at(-1)).toMatchObject({ value: 150, rebased: 150 });
    expect(earlierValues(ms('p95', 1), runs, [{ ...accepted, metric: 'p50' }])[0]).toMatchObject({ value: 100, rebased: 100 });
  });
});
