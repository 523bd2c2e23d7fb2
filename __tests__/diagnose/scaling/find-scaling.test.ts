import { describe, expect, it } from 'vitest';
import { findScaling, type ScalingAsked } from '../../../src/diagnose/scaling/find-scaling.ts';
import type { LevelSeen } from '../../../src/model/scaling.ts';
import { openChance } from '../../../src/stats/chance.ts';
import { lawRate, truth, usual, visit, visits } from './a-service.ts';

const asked = (seen: readonly LevelSeen[], part: Partial<ScalingAsked> = {}): ScalingAsked => ({
  seen,
  users: 20,
  mostDropPercent: 20,
  higherUsers: 30,
  cores: null,
  memoryLimitBytes: null,
  limitP95Ms: 500,
  capacity: null,
  ...part,
});

const find = (seen: readonly LevelSeen[], part: Partial<ScalingAsked> = {}) => findScaling(asked(seen, part), openChance(8, 0));
const seenWith = (rate: (users: number) => number, noise = 0.02, levels = usual) =>
  visits(levels, 3, noise, openChance(7, 0), (users) => ({ ratePerSecond: rate(users), p95Ms: (1_500 * users) / rate(users) }));

describe('a service that follows the law', () => {
  const { finding, metrics } = find(seenWith((users) => lawRate(users)));

  it('holds, and says what it does and how sure that is', () => {
    expect(finding).toMatchObject({ id: 'scaling', kind: 'held', limit: 20, unit: '%' });
    expect(finding.sentence).toMatch(/^Throughput at 20 users is 7[234]\d\/s \[7[0-4]\d, 7[3-7]\d\]/);
  });

  it('has throughput and p95 there as metrics', () => {
    expect(metrics.map(({ name, unit, worse }) => [name, unit, worse])).toEqual([
      ['scaling-throughput', '/s', 'lower'],
      ['scaling-p95', 'ms', 'higher'],
    ]);
    expect((metrics[0]?.value ?? 0) / lawRate(20)).toBeCloseTo(1, 1);
    expect(((metrics[1]?.value ?? 0) * lawRate(20)) / 30_000).toBeCloseTo(1, 1);
  });

  it('tells the levels, the law, the check and the prediction', () => {
    const text = finding.evidence.join('\n');
    expect(text).toMatch(/^1 user: [\d.]+\/s, p95 1\d(\.\d)? ms, 3 visits$/m);
    expect(text).toMatch(/universal scalability law: [\d.]+\/s for one user, contention 0\.0\d+ \[.*\], coherency 0\.00\d+ \[.*\], /);
    expect(text).toMatch(/throughput at 30 users: \d+\/s \[.*\], predicted/);
    expect(text).toMatch(/as a check throughput at 20 users is predicted from the levels below as \d+\/s \[.*\]; measured \d+\/s/);
  });
});

describe('throughput', () => {
  it('that only grows has no peak', () => {
    const { finding } = find(seenWith((users) => lawRate(users, { ...truth, coherency: 0 })));
    expect(finding.kind).toBe('held');
    expect(finding.sentence).toMatch(/: no peak seen up to 20 users$/);
    expect(finding.evidence.join('\n')).toMatch(/coherency .* \[0, .*\], no peak seen up to 20 users/);
  });

  it('that falls by a third breaks it', () => {
    const { finding, metrics } = find(seenWith((users) => lawRate(users, { ...truth, coherency: 0.02 })));
    expect(finding.kind).toBe('broken');
    expect(finding.sentence).toMatch(
      /^Throughput falls as users grow: at 20 users it is 2[01]\d\/s \[.*\], 3\d % \[.*\] below its peak at [67] users; 20 % are allowed$/,
    );
    expect(finding.interval?.[0]).toBeGreaterThan(20);
    expect(metrics).toHaveLength(2);
  });

  it('that falls within the allowed share holds, and the peak is told', () => {
    const { finding } = find(seenWith((users) => lawRate(users, { ...truth, coherency: 0.007 })));
    expect(finding.kind).toBe('held');
    expect(finding.sentence).toMatch(/, \d+(\.\d)? % \[.*\] below its peak at 1[12] users$/);
  });

  it('that may have fallen is told as that where no level was visited twice', () => {
    const once = usual.map((users) => visit(users, { ratePerSecond: lawRate(users, { ...truth, coherency: 0.02 }) }));
    const { finding } = find(once);
    expect(finding.kind).toBe('inconclusive');
    expect(finding.sentence).toMatch(/^Throughput at 20 users may be 3\d % below its peak .* no level was visited twice/);
    expect(finding.interval).toBeUndefined();
  });

  it('that differs from visit to visit is no fall', () => {
    const rates = [1, 1.9, 0.6];
    const seen = rates.flatMap((factor, turn) =>
      usual.map((users) =>
        visit(users, { ratePerSecond: lawRate(users, { ...truth, coherency: 0.012 }) * (users > 6 ? factor : (rates[2 - turn] ?? 1)) }),
      ),
    );
    expect(find(seen).finding.kind).not.toBe('broken');
  });

  it('of nothing at all breaks it', () => {
    const seen = seenWith((users) => lawRate(users)).map((one) => (one.users === 20 ? { ...one, errorsPercent: 100 } : one));
    const { finding, metrics } = find(seen);
    expect(finding).toMatchObject({ kind: 'broken', sentence: 'Throughput falls to nothing: at 20 users not one operation succeeded' });
    expect(metrics).toEqual([]);
  });

  it('counts what succeeded', () => {
    const seen = seenWith((users) => lawRate(users, { ...truth, coherency: 0 })).map((one) =>
      one.users === 20 ? { ...one, errorsPercent: 60 } : one,
    );
    expect(find(seen).finding.kind).toBe('broken');
  });
});

describe('levels', () => {
  it('at which our own generator was the bottleneck are left out and named', () => {
    const seen = seenWith((users) => lawRate(users)).map((one) => (one.users >= 12 ? { ...one, generatorShare: 0.91 } : one));
    const { finding, metrics } = find(seen);
    expect(finding.kind).toBe('inconclusive');
    expect(finding.sentence).toMatch(/at 12, 20 users our own load generator was the bottleneck/);
    expect(finding.evidence).toContain('left out: 20 users: our own load generator was busy 91 % of the time');
    expect(metrics).toEqual([]);
  });

  it('of which only some visits were spoiled stay', () => {
    const seen = seenWith((users) => lawRate(users)).map((one, index) => (index === 6 ? { ...one, generatorShare: 0.95 } : one));
    const { finding } = find(seen);
    expect(finding.kind).toBe('held');
    expect(finding.evidence).toContain('left out: 1 of 3 visits to 20 users: our own load generator was busy 95 % of the time');
  });

  it('that are too few say nothing', () => {
    const { finding } = find(seenWith((users) => lawRate(users), 0.02, [1, 20]));
    expect(finding).toMatchObject({ kind: 'inconclusive', measured: null });
    expect(finding.sentence).toBe('How throughput grows with users cannot be told: 2 numbers of users were tried, and 3 are needed');
    expect(find([]).finding.kind).toBe('inconclusive');
  });

  it('below what is asked for say nothing of it', () => {
    const { finding } = find(seenWith((users) => lawRate(users), 0.02, [1, 2, 5, 8]));
    expect(finding.sentence).toMatch(/up to 8 users were tried, and it is asked to carry 20$/);
  });

  it('that do not follow the law stand for themselves', () => {
    const { finding, metrics } = find(seenWith((users) => Math.min(100 * users, 500)));
    expect(finding.kind).toBe('held');
    expect(finding.evidence.join('\n')).toMatch(
      /the levels do not follow the universal scalability law, by which a turn at \d+ users would be \d+(\.\d)? % (longer|shorter) than measured/,
    );
    expect((metrics[0]?.value ?? 0) / 500).toBeCloseTo(1, 1);
  });
});

describe('predictions', () => {
  const memory = (users: number): number => (50 + 2 * users) * 1_024 ** 2;

  it('of memory stand beside the limit', () => {
    const seen = visits(usual, 3, 0.005, openChance(9, 0), (users) => ({ rssBytes: memory(users) }));
    const text = find(seen, { memoryLimitBytes: 512 * 1_024 ** 2 }).finding.evidence.join('\n');
    expect(text).toMatch(/memory at 30 users: 1(09|1[0-2]) MB \[1\d\d MB, 1\d\d MB\], predicted, of 512 MB: 7[89] % to spare/);
    expect(text).toMatch(
      /as a check memory at 20 users is predicted from the levels below as \d\d(\.\d)? MB \[.*\]; measured \d\d(\.\d)? MB/,
    );
  });

  it('are withheld where the same way misses the highest level', () => {
    const seen = visits([1, 2, 3, 4, 5, 20], 3, 0.01, openChance(10, 0), (users) => ({ ratePerSecond: Math.min(100 * users, 500) }));
    expect(find(seen).finding.evidence.join('\n')).toMatch(
      /throughput at 30 users is not predicted: the same way throughput at 20 users is predicted .* measured \d+\/s/,
    );
  });

  it('go no further than one and a half times the highest level', () => {
    const { evidence } = find(
      seenWith((users) => lawRate(users)),
      { higherUsers: 31 },
    ).finding;
    expect(evidence).toContain('throughput at 31 users is not predicted: that is more than 1.5 times the largest level, 20');
  });

  it('of three levels, which bear no check, are spared with one line', () => {
    const seen = visits([1, 10, 20], 3, 0.01, openChance(12, 0), (users) => ({ ratePerSecond: lawRate(users), rssBytes: 5e7 }));
    const { evidence } = find(seen, { capacity: { kind: 'beyond', users: 20 } }).finding;
    expect(evidence.filter((line) => line.includes('predicted'))).toEqual([
      'nothing is predicted beyond 3 levels: they are too few to leave one out',
    ]);
  });

  it('say where the cores are full', () => {
    const seen = visits(usual, 3, 0.01, openChance(11, 0), () => ({ cpuMsPerOperation: 0.4 }));
    const text = find(seen, { cores: 2 }).finding.evidence.join('\n');
    expect(text).toMatch(/CPU time per operation (39\d|4[01]\d?) µs \[.*\]: 2 cores carry (4.9|5.0)\d\d\/s \[.*\] at the most/u);
  });

  it('of the capacity are made only where all that was tried was carried', () => {
    const seen = seenWith((users) => lawRate(users));
    const text = (capacity: ScalingAsked['capacity']) => find(seen, { capacity, limitP95Ms: 55 }).finding.evidence.join('\n');
    expect(text({ kind: 'beyond', users: 20 })).toMatch(
      /capacity at p95 < 55 ms: > 20 users \(not measured\)\n(.*\n)*capacity at p95 < 55 ms as predicted: 2[4-7] users \[2\d, (2\d|30 or more)\]/,
    );
    const found = text({ kind: 'found', users: 17, interval: [15, 20], most: 20 });
    expect(found).toMatch(/capacity at p95 < 55 ms: 17 users \[15, 20 or more\]/);
    expect(found).not.toMatch(/as predicted:/);
  });
});
