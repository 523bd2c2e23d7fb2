import { describe, expect, it } from 'vitest';
import { pairMetrics, type BlockSeen, type ProcessSeen } from '../../src/diagnose/pair-metrics.ts';
import { anOperation, aRun, latency } from '../baseline/sample-run.ts';

const { steady } = aRun();
const nobody: ProcessSeen = { readyMs: null, rssBytes: null, p99Ms: null };

function seen(p50: number, part: { readonly cpu?: number | null; readonly errors?: number } = {}): BlockSeen {
  const { cpu = 0.5, errors = 0 } = part;
  const total = anOperation({ name: 'all', requests: 100, errors, responseMs: { ...latency, mean: p50, p50, p95: 2 * p50 } });
  return { observation: { ...steady, total }, cpuMsPerOperation: cpu };
}

const valueOf = (metrics: ReturnType<typeof pairMetrics>['base'], name: string): number | undefined =>
  metrics.find((metric) => metric.name === name)?.value;

describe('the metrics of a pair', () => {
  it('are compared block by block: what slows a whole block down changes nothing', () => {
    const calm = [10, 10, 10].map((ms) => ({ base: seen(ms), head: seen(1.1 * ms) }));
    const shaken = [10, 30, 14].map((ms) => ({ base: seen(ms), head: seen(1.1 * ms) }));
    for (const blocks of [calm, shaken]) {
      const { base, head } = pairMetrics(blocks, { base: nobody, head: nobody });
      expect((valueOf(head, 'p50') ?? 0) / (valueOf(base, 'p50') ?? 1)).toBeCloseTo(1.1, 9);
      expect((valueOf(head, 'p95') ?? 0) / (valueOf(base, 'p95') ?? 1)).toBeCloseTo(1.1, 9);
    }
  });

  it('are not moved by one block in five that is wild', () => {
    const blocks = [1, 1, 9, 1, 1].map((wild) => ({ base: seen(10), head: seen(10 * wild) }));
    const { base, head } = pairMetrics(blocks, { base: nobody, head: nobody });
    expect([valueOf(base, 'p50'), valueOf(head, 'p50')]).toEqual([10, 10]);
  });

  it('hold what is seen of a process once, and its errors over all blocks', () => {
    const blocks = [
      { base: seen(10), head: seen(10, { errors: 4 }) },
      { base: seen(10, { errors: 2 }), head: seen(10) },
    ];
    const { base, head } = pairMetrics(blocks, {
      base: { readyMs: 100, rssBytes: 5e7, p99Ms: 30 },
      head: { readyMs: 120, rssBytes: 6e7, p99Ms: 33 },
    });
    expect(['p99', 'rss', 'startup', 'errors'].map((name) => [valueOf(base, name), valueOf(head, name)])).toEqual([
      [30, 33],
      [5e7, 6e7],
      [100, 120],
      [1, 2],
    ]);
  });

  it('have the rate that the time of an operation comes to, which no end of a short half cuts into steps', () => {
    const { base, head } = pairMetrics([{ base: seen(10), head: seen(10.1) }], { base: nobody, head: nobody });
    expect(base.find(({ name }) => name === 'throughput')).toEqual({ name: 'throughput', unit: '/s', value: 2_000, worse: 'lower' });
    expect(valueOf(head, 'throughput')).toBeCloseTo(2_000 / 1.01, 9);
  });

  it('are those that both sides have', () => {
    const blocks = [{ base: seen(10, { cpu: null }), head: seen(10) }];
    const { base, head } = pairMetrics(blocks, { base: { ...nobody, rssBytes: 1 }, head: nobody });
    expect(base.map(({ name }) => name)).toEqual(head.map(({ name }) => name));
    expect(base.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['cpu-per-operation']));
    expect(base.map(({ name }) => name)).not.toEqual(expect.arrayContaining(['rss']));
  });
});
