import { describe, expect, it } from 'vitest';
import { completeStability, type Beside } from '../../src/diagnose/complete-stability.ts';
import type { Finding } from '../../src/model/finding.ts';
import { healthyRun } from '../report/healthy-run.ts';

const finding: Finding = {
  kind: 'held',
  id: 'property.stability',
  sentence: 'p95, mean and errors stayed within their limits in 30 scenarios of 1–20 users',
  measured: 80,
  limit: 500,
  unit: 'ms',
  evidence: ['30 of 30 scenarios tried in 34 measurements'],
};
const scaling = (kind: Finding['kind']): Finding => ({
  ...finding,
  kind,
  id: 'scaling',
  sentence: 'Throughput at 20 users is 900/s',
  unit: '%',
});
const megabytes = (count: number): number => count * 1_024 ** 2;

/** The search held as much memory at its peak, where so much is allowed; the reference load held 100 MB. */
function beside(peakMegabytes: number, limitMegabytes: number, more: Partial<Beside> = {}): Beside {
  const use = healthyRun.resources.find(({ phase }) => phase === 'steady')?.use;
  if (use === undefined) throw new Error('nothing was watched');
  return {
    scaling: scaling('held'),
    limits: [
      { metric: 'p95', max: 500, unit: 'ms' },
      { metric: 'rss', max: megabytes(limitMegabytes), unit: 'bytes' },
    ],
    resources: [
      { phase: 'steady', use: { ...use, peakRssBytes: megabytes(9_000) } },
      { phase: 'properties', use: { ...use, peakRssBytes: megabytes(peakMegabytes) } },
      { phase: 'properties', use: { ...use, peakRssBytes: megabytes(50) } },
    ],
    metrics: [{ name: 'rss', unit: 'bytes', value: megabytes(100), worse: 'higher' }],
    ...more,
  };
}

describe('completeStability', () => {
  it('names how throughput grows and what was held, where all is well', () => {
    const whole = completeStability(finding, beside(120, 256));
    expect(whole).toEqual({
      ...finding,
      evidence: [
        ...finding.evidence,
        'as users grow: Throughput at 20 users is 900/s',
        'resources in these scenarios: peak memory 120 MB of 256 MB',
      ],
    });
    expect(completeStability(finding, beside(120, 256, { scaling: null, limits: [] }))).toEqual(finding);
    expect(completeStability(finding, beside(120, 256, { scaling: scaling('inconclusive') })).kind).toBe('held');
  });

  it('refers to throughput that falls', () => {
    expect(completeStability(finding, beside(120, 256, { scaling: scaling('broken') }))).toMatchObject({
      kind: 'broken',
      toldBy: 'scaling',
      sentence: `${finding.sentence}, but throughput falls as users grow, as scaling tells`,
    });
  });

  it('breaks for a limit of memory that only the search went over, and refers to one that the reference load broke as well', () => {
    const alone = completeStability(finding, beside(300, 256));
    expect(alone).toMatchObject({ kind: 'broken', measured: megabytes(300), limit: megabytes(256), unit: 'bytes' });
    expect(alone.sentence).toBe('Peak memory came to 300 MB in the scenarios of the search, above the limit of 256 MB');
    expect(alone).not.toHaveProperty('toldBy');
    expect(completeStability(finding, beside(300, 80))).toMatchObject({ kind: 'broken', toldBy: 'limit.rss' });
  });

  it('leaves what broke in a scenario as it is', () => {
    const broken: Finding = { ...finding, kind: 'broken', replay: 'again' };
    const { evidence: _, ...rest } = broken;
    expect(completeStability(broken, beside(300, 256, { scaling: scaling('broken') }))).toMatchObject(rest);
    expect(completeStability(broken, beside(300, 256))).not.toHaveProperty('toldBy');
  });
});
