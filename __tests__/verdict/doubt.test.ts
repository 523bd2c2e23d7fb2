import { describe, expect, it } from 'vitest';
import { runnerClass } from '../../src/baseline/runner-class.ts';
import type { Metric } from '../../src/model/metric.ts';
import { leavesDoubt } from '../../src/verdict/doubt.ts';
import { aRun, earlierRun, ms, nothingRecalled, recalled } from '../baseline/sample-run.ts';
import { shaken } from './history/shaken.ts';

const here = runnerClass(aRun().runner);

function isDoubted(earlier: readonly number[], now: number, also: readonly Metric[] = []): boolean {
  const runs = earlier.map((value) => earlierRun([ms('p95', value), ...also]));
  return leavesDoubt(aRun({ metrics: [ms('p95', now)] }), recalled(runs), here);
}

describe('earlier runs leave a doubt', () => {
  it('where there are none, or too few', () => {
    expect(leavesDoubt(aRun(), nothingRecalled, here)).toBe(true);
    expect(isDoubted(shaken(100, 13), 100)).toBe(true);
    expect(isDoubted(shaken(100, 14), 100)).toBe(false);
  });

  it('where a run is worse, or looks so', () => {
    expect(isDoubted(shaken(100, 40), 150)).toBe(true);
    expect(isDoubted(shaken(100, 40), 107)).toBe(true);
    expect(isDoubted(shaken(100, 40), 102)).toBe(false);
    expect(isDoubted(shaken(100, 40), 80)).toBe(false);
  });

  it('where a run is as bad as the one before, which was let in: it may be worse by itself', () => {
    expect(isDoubted([...shaken(100, 40), 150], 150)).toBe(true);
    expect(isDoubted([...shaken(100, 40), 150], 100)).toBe(false);
  });

  it('where a number that is held against them was not measured', () => {
    expect(isDoubted(shaken(100, 40), 100, [ms('cpu-per-operation', 1)])).toBe(true);
    expect(isDoubted(shaken(100, 40), 100, [ms('p50', 1)])).toBe(false);
    // Not every run has the time for visits to several numbers of users.
    expect(isDoubted(shaken(100, 40), 100, [ms('scaling-p95', 1)])).toBe(false);
  });
});
