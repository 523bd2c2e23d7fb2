import { describe, expect, it } from 'vitest';
import { misfitOf } from '../../../src/diagnose/scaling/misfit.ts';
import { timeAt } from '../../../src/stats/scalability.ts';

const curve = { first: 1, perUser: 0.1, perPair: 0.01 };
/** Three values around the curve, a percent apart. */
const around = (level: number, factor: number) => ({
  level,
  values: [0.99, 1, 1.01].map((noise) => noise * factor * timeAt(curve, level)),
});
const levels = [1, 2, 3, 5, 8, 12, 20];

describe('a misfit', () => {
  it('is none where the levels lie on the curve', () => {
    expect(
      misfitOf(
        levels.map((level) => around(level, 1)),
        curve,
      ).real,
    ).toBe(false);
  });

  it('is real where one lies off by more than noise makes', () => {
    const off = misfitOf(
      levels.map((level) => around(level, level === 8 ? 1.2 : 1)),
      curve,
    );
    expect(off.real).toBe(true);
    expect(off.users).toBe(8);
    // The curve lies below what was measured.
    expect(off.share).toBeCloseTo(1 / 1.2 - 1, 3);
  });

  it('does not matter where it is small, however sure', () => {
    expect(
      misfitOf(
        levels.map((level) => around(level, level === 8 ? 1.04 : 1)),
        curve,
      ).real,
    ).toBe(false);
  });

  it('is not judged from single visits, nor from as many levels as the curve has coefficients', () => {
    const off = (level: number) => around(level, level === 8 ? 1.5 : 1);
    expect(
      misfitOf(
        levels.map(off).map(({ level, values }) => ({ level, values: values.slice(1, 2) })),
        curve,
      ).real,
    ).toBe(false);
    expect(misfitOf([1, 8, 20].map(off), curve).real).toBe(false);
  });

  it('is within noise where visits differ as much', () => {
    const wide = levels.map((level) => ({
      level,
      values: [0.7, 1, 1.4].map((noise) => noise * (level === 8 ? 1.2 : 1) * timeAt(curve, level)),
    }));
    expect(misfitOf(wide, curve).real).toBe(false);
  });
});
