import { describe, expect, it } from 'vitest';
import { findUsual } from '../../../src/verdict/history/usual.ts';
import { shaken } from './shaken.ts';

describe('what is usual', () => {
  it('is the level of the last dozen, and by how much one run in ten lies above', () => {
    expect(findUsual(shaken(100, 57))).toMatchObject({ level: 100, recent: 12, furthest: 3 });
    // The tenth worst of a hundred lies 3 above the others; (1 + 6 / 57) times as much is noise.
    expect(findUsual(shaken(100, 57)).noise).toBeCloseTo(3 * (1 + 6 / 57), 10);
  });

  it('is less surely known of a dozen: noise is taken to be larger', () => {
    expect(findUsual(shaken(100, 12)).noise).toBeCloseTo(3 * 1.5, 10);
  });

  it('follows an improvement of three runs and more at once, and a worsening only as the middle of a dozen', () => {
    expect(findUsual([...shaken(100, 30), 80, 81, 82])).toMatchObject({ level: 81, recent: 3 });
    expect(findUsual([...shaken(100, 30), 80, 81])).toMatchObject({ recent: 12 });
    expect(findUsual([...shaken(100, 30), 120, 121, 122]).level).toBeLessThan(103);
  });

  it('takes noise to be smaller after an improvement, and no larger after a worsening', () => {
    expect(findUsual([...shaken(200, 30), ...shaken(100, 30)])).toMatchObject({ level: 100, furthest: 3 });
    expect(findUsual([...shaken(100, 30), ...shaken(200, 30)]).furthest).toBeCloseTo(6, 10);
  });

  it('looks at the last eight only where a history drifts', () => {
    const drifting = shaken(100, 40).map((run, at) => run + at);
    expect(findUsual(drifting)).toMatchObject({ recent: 8, level: 136 });
  });

  it('remembers how far noise ever strayed, and is not moved by it', () => {
    const strayed = shaken(100, 40).map((run, at) => (at === 9 ? 150 : run));
    const { level, noise, furthest } = findUsual(strayed);
    expect(level).toBe(100);
    expect(noise).toBeLessThan(4);
    expect(furthest).toBeGreaterThan(48);
  });

  it('takes two outliers among the recent runs for noise', () => {
    const strayed = shaken(100, 40).map((run, at) => (at > 34 && at % 2 === 0 ? 120 : run));
    expect(findUsual(strayed).noise).toBeGreaterThan(19);
  });

  it('is never taken to repeat itself better than to two in a thousand', () => {
    const still = findUsual(Array.from({ length: 30 }, () => 7));
    expect(still.level).toBe(7);
    expect(still.noise).toBeCloseTo(0.014 * 1.2, 10);
    expect(findUsual(Array.from({ length: 30 }, () => 0))).toMatchObject({ level: 0, noise: 0 });
  });
});
