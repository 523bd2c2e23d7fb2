import { describe, expect, it } from 'vitest';
import { findCoordination } from '../../../src/diagnose/fairness/find-coordination.ts';
import type { Wait } from '../../../src/diagnose/fairness/waits-of.ts';
import { openChance } from '../../../src/stats/chance.ts';

const limits = { meanMs: 1_000, maxMs: 2_000, outOfOrderPercent: 10 };

/**
 * Users come to a pool of `slots`, each holds its slot for about `holdMs`; `pick` says which of the waiting, in the order of asking, has the
 * next free one.
 */
function pool(
  slots: number,
  holdMs: number,
  everyMs: number,
  pick: (waiting: number) => number,
  users = 200,
): { readonly waits: readonly Wait[]; readonly endedAtMs: number } {
  const chance = openChance(41, 0);
  const asks = Array.from({ length: users }, (_, user) => ({ user, askedAtMs: everyMs * (user + chance.unit()) }));
  const free = Array.from({ length: slots }, () => 0);
  const waiting: { user: number; askedAtMs: number }[] = [];
  const waits: Wait[] = [];
  let next = 0;
  let nowMs = 0;
  while (waits.length < users) {
    const slot = free.indexOf(Math.min(...free));
    nowMs = Math.max(nowMs, free[slot] ?? 0);
    if (waiting.length === 0) nowMs = Math.max(nowMs, asks[next]?.askedAtMs ?? nowMs);
    for (let ask = asks[next]; ask !== undefined && ask.askedAtMs <= nowMs; ask = asks[next]) {
      waiting.push(ask);
      next += 1;
    }
    const [taken] = waiting.splice(pick(waiting.length), 1);
    if (taken === undefined) throw new Error('nobody waits');
    waits.push({ ...taken, operation: 'query', gotAtMs: nowMs });
    free[slot] = nowMs + holdMs * (0.5 + chance.unit());
  }
  return { waits, endedAtMs: nowMs };
}

const first = (): number => 0;
const find = (waits: readonly Wait[], untilMs = 1e9, spoiled: Parameters<typeof findCoordination>[2] = null) =>
  findCoordination({ waits, watchedUntilMs: untilMs, jitterMs: 10, others: 0 }, limits, spoiled);

describe('a pool', () => {
  it('that serves in the order of asking holds', () => {
    const finding = find(pool(4, 200, 48, first).waits);
    expect(finding).toMatchObject({ id: 'coordination', kind: 'held', limit: 2_000, unit: 'ms' });
    expect(finding.sentence).toMatch(/^All 200 waits had an end: .* on average, at most .*, roughly in the order of asking$/);
    expect(finding.evidence.join('\n')).toMatch(
      /^0 of [\d\u2009]+ pairs that waited together were served in the other order \(0 %\); 10 % are allowed$/mu,
    );
  });

  it.each([
    ['who came last', (waiting: number): number => waiting - 1],
    [
      'whom chance picks',
      (
        (chance) =>
        (waiting: number): number =>
          chance.below(waiting)
      )(openChance(42, 0)),
    ],
  ])('that serves first %s does not', (_, pick) => {
    // A burst of forty for four slots of 40 ms: nobody waits too long, whoever is served.
    const finding = find(pool(4, 40, 1, pick, 40).waits);
    expect(finding).toMatchObject({ kind: 'broken', limit: 10, unit: '%' });
    expect(finding.sentence).toMatch(
      /^Who came first was not served first: \d+ of \d+ pairs that waited together were served in the other order \(\d+ %\), 10 % are allowed$/,
    );
    expect(finding.measured).toBeGreaterThan(30);
  });

  it.each([
    ['1 ms', 1, 'held'],
    ['20 ms', 20, 'broken'],
  ])('that serves first whom chance picks after %s matters where somebody waits for it', (_, holdMs, kind) => {
    const chance = openChance(43, 0);
    const waits = pool(1, holdMs, holdMs / 40, (waiting) => chance.below(waiting), 40).waits;
    // Neighbours are not told apart; that they are out of order all the same is what is looked at.
    const finding = findCoordination({ waits, watchedUntilMs: 1e9, jitterMs: 0, others: 0 }, limits, null);
    expect(finding.kind).toBe(kind);
    if (kind === 'broken') return;
    expect(finding.sentence).toMatch(/^All 40 waits had an end: .*; not in the order of asking, but too short for that to matter$/);
    expect(finding.evidence.join('\n')).toMatch(/^[1-9]\d* of [\d\u2009]+ pairs that waited together/mu);
  });

  it('whose short waits nobody minds is judged all the same where only shorter ones are allowed', () => {
    const chance = openChance(43, 0);
    const waits = pool(1, 1, 1 / 40, (waiting) => chance.below(waiting), 40).waits;
    const strict = { ...limits, meanMs: 100 };
    expect(findCoordination({ waits, watchedUntilMs: 1e9, jitterMs: 0, others: 0 }, strict, null).kind).toBe('broken');
  });

  it('whose wakers race a little holds', () => {
    const fair = pool(4, 200, 48, first).waits;
    const raced = fair.map((wait, index) => (index % 20 === 0 && wait.gotAtMs !== null ? { ...wait, gotAtMs: wait.gotAtMs + 60 } : wait));
    const finding = find(raced);
    expect(finding.kind).toBe('held');
    expect(finding.evidence.join('\n')).toMatch(/^[1-9]\d* of [\d\u2009]+ pairs/mu);
  });

  it('that is too small is told by the longest wait', () => {
    const finding = find(pool(1, 100, 50, first).waits);
    expect(finding.kind).toBe('broken');
    expect(finding.sentence).toMatch(/^The longest wait was [\d.]+ s, above the limit of 2 s$/);
    expect(finding.evidence.join('\n')).toMatch(/the longest: user \d+ asked at [\d.]+ m?s and waited [\d.]+ s/);
  });

  it('is not accused of what our own trouble may have made', () => {
    const waits = Array.from({ length: 50 }, (_, user) => ({
      operation: 'query',
      user,
      askedAtMs: 3_000 * user,
      gotAtMs: 3_000 * user + 2_100,
    }));
    const told = { kind: 'spoiled', sentence: 'The load generator was busy.' } as const;
    expect(find(waits).kind).toBe('broken');
    const finding = find(waits, 1e9, { ...told, mostShare: 0.6 });
    expect(finding.kind).toBe('inconclusive');
    expect(finding.sentence).toMatch(/, but not surely by the service\. The load generator was busy\.$/);
    expect(find(waits, 1e9, { ...told, mostShare: 0.01 }).kind).toBe('broken');
  });
});

describe('waits', () => {
  const even = (tookMs: (user: number) => number, count = 60): readonly Wait[] =>
    Array.from({ length: count }, (_, user) => ({
      operation: 'query',
      user,
      askedAtMs: 5_000 * user,
      gotAtMs: 5_000 * user + tookMs(user),
    }));

  it('that are too long on average break it although none is too long', () => {
    const finding = find(even((user) => 1_200 + user));
    expect(finding).toMatchObject({ kind: 'broken', limit: 1_000 });
    expect(finding.sentence).toBe('Waits took 1.23 s on average, above the limit of 1 s');
  });

  it('that are too few to be sure of their average leave it open', () => {
    const finding = find(even((user) => (user % 2 === 0 ? 1_900 : 200), 5));
    expect(finding.kind).toBe('inconclusive');
    expect(finding.sentence).toMatch(/^Waits took 1\.22 s on average, above the limit of 1 s, but they differ, and there were only 5/);
  });

  it('that were short but few leave it open', () => {
    expect(find(even(() => 20, 29)).kind).toBe('inconclusive');
    expect(find(even(() => 20, 30)).kind).toBe('held');
  });

  it('that never end are lost, once they lasted longer than any may', () => {
    const waits = [...even(() => 20), { operation: 'query', user: 99, askedAtMs: 10_000, gotAtMs: null }];
    const finding = find(waits, 12_001);
    expect(finding).toMatchObject({ kind: 'broken', measured: 1, limit: 0, unit: 'count' });
    expect(finding.sentence).toBe('1 of 61 waits was never answered');
    expect(finding.evidence).toContain('lost: user 99 asked for query at 10 s and had nothing 2 s later');
    expect(find(waits, 12_000).kind).toBe('held');
  });

  it('that nobody had leave it open', () => {
    expect(find([])).toMatchObject({ kind: 'inconclusive', measured: null });
  });
});
