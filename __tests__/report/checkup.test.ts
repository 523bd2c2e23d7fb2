import { describe, expect, it } from 'vitest';

import { judgeFitness } from '../../src/diagnose/fitness/judge.ts';
import { tellCheckup } from '../../src/report/checkup.ts';
import { tellCheckupJson } from '../../src/report/checkup-json.ts';
import { aCheckup, round, watched } from '../diagnose/fitness/a-checkup.ts';

const slowed = [0.94, 0.95, 0.93, 0.94, 0.94].map((share) =>
  round({ watched: [[watched(0), watched(10, { ratePerSecond: share * 40_000 }), watched(1)]] }),
);

describe('a checkup told', () => {
  it('ends with what watching does, and with what to do about it where it harms', () => {
    const told = tellCheckup(judgeFitness(aCheckup({ rounds: slowed })), { colour: false, width: 200 });
    expect(told).toMatch(/^⚪ This machine is fit to measure on within limits \(watching\)/);
    const last = told.trimEnd().split('\n\n').at(-1);
    expect(last).toMatch(/^⚪ watching {3}Watching 10 times a second changes the rate by −6 % \[−6\.9, −5\.1\]: more than chance\./);
    expect(last).toContain('→ Compare only runs that were watched alike');
    expect(tellCheckup(judgeFitness(aCheckup()), { colour: false, width: 100 })).toMatch(/✅ watching {3}Watching 10 times a second/);
  });

  it('as JSON has the effects of each beat and the readings they come from', () => {
    const checkup = aCheckup({ rounds: slowed });
    const told: unknown = JSON.parse(tellCheckupJson(judgeFitness(checkup), checkup));
    expect(told).toMatchObject({
      kind: 'limited',
      watching: {
        id: 'watching',
        kind: 'limited',
        effects: [
          {
            hertz: 1,
            rate: { percent: 0, intervalPercent: [0, 0], visiblePercent: 0 },
            p50: { percent: 0 },
            cpuPerRequest: { percent: 0 },
          },
          { hertz: 10, rate: { percent: expect.closeTo(-6, 1), visiblePercent: expect.any(Number) } },
        ],
      },
    });
    expect(told).toMatchObject({
      rounds: [{ watched: [[{ hertz: 0, looks: 0, cpuMsPerRequest: 0.02 }, { hertz: 10 }, { hertz: 1 }]] }, {}, {}, {}, {}],
    });
  });
});
