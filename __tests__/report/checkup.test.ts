import { describe, expect, it } from 'vitest';

import { judgeFitness } from '../../src/diagnose/fitness/judge.ts';
import { tellCheckup } from '../../src/report/checkup.ts';
import { tellCheckupJson } from '../../src/report/checkup-json.ts';
import type { Sensitivity } from '../../src/model/sensitivity.ts';
import { aCheckup, round, watched } from '../diagnose/fitness/a-checkup.ts';
import { aMetricSensitivity, aSensitivity } from './a-sensitivity.ts';

const slowed = [0.94, 0.95, 0.93, 0.94, 0.94].map((share) =>
  round({ watched: [[watched(0), watched(10, { ratePerSecond: share * 40_000 }), watched(1)]] }),
);

const unasked: Sensitivity = { kind: 'unasked' };

describe('a checkup told', () => {
  it('tells what watching does, and with what to do about it where it harms', () => {
    const told = tellCheckup(judgeFitness(aCheckup({ rounds: slowed })), unasked, { colour: false, width: 200 });
    expect(told).toMatch(/^⚪ This machine is fit to measure on within limits \(watching\)/);
    const last = told.trimEnd().split('\n\n').at(-2);
    expect(last).toMatch(/^⚪ watching {3}Watching 10 times a second changes the rate by −6 % \[−6\.9, −5\.1\]: more than chance\./);
    expect(last).toContain('→ Compare only runs that were watched alike');
    expect(tellCheckup(judgeFitness(aCheckup()), unasked, { colour: false, width: 100 })).toMatch(
      /✅ watching {3}Watching 10 times a second/,
    );
  });

  it('as JSON has the effects of each beat and the readings they come from', () => {
    const checkup = aCheckup({ rounds: slowed });
    const told: unknown = JSON.parse(tellCheckupJson(judgeFitness(checkup), checkup, unasked));
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

describe("what a comparison of the user's own service would see, told", () => {
  const told = (service: Sensitivity): string => {
    const text = tellCheckup(judgeFitness(aCheckup()), service, { colour: false, width: 100 });
    return (text.split('\n\n').at(-1) ?? '').trim().replaceAll(/\s+/g, ' ');
  };

  it('without a configuration says what one would tell', () => {
    expect(told(unasked)).toBe(
      'service With a plimsoll.yml (or -c, --start) it would also tell the smallest worsening of your own service that would be seen here.',
    );
  });

  it('begins with the smallest worsening that would be seen, and goes on metric by metric', () => {
    const text = told(aSensitivity());
    expect(text).toContain(
      '✅ service Two copies of shop in 18 pairs, 15 a minute, came out alike. A comparison with a budget of 2m would see a worsening of cpu-per-operation by 2.6 %, or of p95 by 6.9 %.',
    );
    expect(text).toContain('metric would see noise two copies apart seen with a budget of cpu-per-operation');
    expect(text).toContain('cpu-per-operation 2.6 % 1.2 % +0.1 % (−0.5…+0.7 %) 5 %: 55s, 3 %: 95s p95');
    expect(text).toContain('p95 6.9 % 6 % −1 % (−2.5…+0.4 %) 10 %: 80s errors');
    expect(text).toMatch(/errors 0\.5 points 0 points ±0 points \(0…0[^)]*\) p99/);
    expect(text).toMatch(/p99 too few requests to tell$/);
  });

  it('names what told two copies apart, and from what size on to trust it', () => {
    const cpu = aMetricSensitivity({ apartPercent: 3.1, apartIntervalPercent: [2.4, 3.9], trustedFromPercent: 6.3 });
    const text = told(aSensitivity({ doubts: ['told-apart'], metrics: [cpu] }));
    expect(text).toMatch(/^⚪ service Two copies of shop in 18 pairs, 15 a minute, were told apart by cpu-per-operation \(\+3\.1 %\)\./);
    expect(text).toContain('→ Do not trust changes of cpu-per-operation below 6.3 %: look for what treats two copies differently');
  });

  it('says what budget it takes when there is too little time, and when noise hides all but large changes', () => {
    const text = told(
      aSensitivity({ doubts: ['too-short', 'too-noisy'], budgetMs: 20_000, affordablePairs: 3, pairs: 8, failures: 1, quietest: null }),
    );
    expect(text).toContain(
      'A budget of 20s has time for 3 pairs, too few to compare; 8 would see a worsening of p95 by 6.9 %. 1 more pair came to nothing.',
    );
    expect(text).toContain('→ Give it a budget of 55s or more. Compare on a quieter machine, or with a longer budget.');
  });

  it('says why two copies could not be measured, in the words that are told of it', () => {
    expect(told({ kind: 'impossible', sentence: 'Two copies must run at once.' })).toBe('⚪ service Two copies must run at once.');
    expect(told({ kind: 'failed', sentence: 'It exited with status 3.\n  | cannot find DATABASE_URL' })).toBe(
      '❌ service It exited with status 3. | cannot find DATABASE_URL',
    );
  });

  it('as JSON stands beside the checks, as it is', () => {
    const service = aSensitivity();
    expect(JSON.parse(tellCheckupJson(judgeFitness(aCheckup()), aCheckup(), service))).toMatchObject({ kind: 'ok', service });
  });
});
