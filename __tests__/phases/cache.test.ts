import { describe, expect, it } from 'vitest';
import { shareBudget, type BudgetShares } from '../../src/load/budget.ts';
import type { Finding } from '../../src/model/finding.ts';
import { checkCache, type CacheJudged } from '../../src/phases/cache.ts';
import { checkConsistency } from '../../src/phases/consistency.ts';
import { readScenario, readSeek } from '../../src/property/text.ts';
import { replay } from '../../src/replay.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { askedOf, configOf, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const reading = { get: '/value/{{key}}', reads: '{{key}}', value: '$.value', kind: 'cache' };
const caching = { put: { put: '/value/{{key}}', body: '{{uuid}}', writes: '{{key}}', weight: 1 }, get: reading };
const shares: BudgetShares = { ...shareBudget(20_000), cacheMs: 700, consistencyMs: 1_400 };

const configured = (fixture: string, environment: Record<string, string>, operations: Record<string, unknown> = caching) =>
  configOf(fixture, operations, '1..8', world, environment);

async function check(config: ReturnType<typeof configured>, given: BudgetShares = shares, isJudged = false): Promise<CacheJudged> {
  await using stand = await openStand(config, world);
  const { line, story } = stand;
  const consistency = isJudged ? await checkConsistency(askedOf(config), given, line.current(), story, world) : [];
  return await checkCache(consistency, askedOf(config), given, line, story, world);
}

const only = ({ findings }: CacheJudged): Finding => {
  const [finding] = findings;
  if (finding === undefined || findings.length > 1) throw new Error('one finding is expected');
  return finding;
};

describe('the check of a cache', () => {
  it('finds nothing wrong with one that is quick on one key and on many, and says what that rests on', async () => {
    const judged = await check(configured('locks-cache', { LOCK: '0' }), shares, true);
    const finding = only(judged);
    expect(finding).toMatchObject({ id: 'property.cache', kind: 'held', limit: 100, unit: 'ms' });
    expect(finding.sentence).toMatch(/^The cache answers within .* \(p95\), and within .* where all users want one key$/);
    expect(finding.evidence.join('\n')).toMatch(/^many keys: p95 .*\none key: p95 .*\nconsistency\.stale-read held: /);
    expect(judged.searches).toMatchObject([{ property: 'property.cache', scenarios: 4, seed: 7 }]);
    expect(judged.searches[0]?.spread).toEqual([
      expect.stringMatching(/^4 loads of \d+ ms by 8 users of get, on 1 key and on 100 by turns$/),
    ]);
  });

  it('tells one with a lock for each key, with the fewest users who show it, and shows it again', async () => {
    const config = configured('locks-cache', { LOCK: '8' });
    let finding = only(await check(config, { ...shares, cacheMs: 1_200 }));
    // On a machine that has no core to spare it may not be sure.
    for (let time = 0; time < 2 && finding.kind !== 'broken'; time += 1) finding = only(await check(config, { ...shares, cacheMs: 1_200 }));
    expect(finding).toMatchObject({ kind: 'broken', limit: 300, unit: '%' });
    expect(finding.sentence).toMatch(
      /^One key that all users want is slow: (?:p95|mean) [\d.]+ ms, and [\d.]+ ms on many keys: \d+ % \(limit 300 %\)$/,
    );
    expect(finding.evidence.join('\n')).toMatch(/measured twice, broken both times\nfound by 8 users; /);
    const text = finding.kind === 'broken' ? (finding.replay ?? '') : '';
    expect(text).toMatch(/^u\d closed mix=get:1 .* seek=cache$/);
    const again = await replay(config, readScenario(text), readSeek(text), { options: [] }, world, () => undefined);
    expect(again).toMatchObject({ kind: 'broken', id: 'property.cache' });
  });

  it('refers to answers that are older than declared', async () => {
    const finding = only(await check(configured('stale-cache', { TTL: '300' }), shares, true));
    expect(finding).toMatchObject({ kind: 'broken', toldBy: 'consistency.stale-read' });
    expect(finding.kind === 'broken' && finding.replay).toMatch(/seek=consistency$/);
  });

  it('judges the rest where keys make no difference, and says so', async () => {
    const finding = only(await check(configured('locks-cache', {}, { fixed: { get: '/value/1', kind: 'cache' } })));
    expect(finding.evidence.join('\n')).toContain('one key against many was not looked at');
    expect(finding.evidence.join('\n')).not.toContain('one key: p95');
    expect(finding.kind).toBe('held');
  });

  it('is silent where there is no cache or nobody asks, and says aloud what it could not judge', async () => {
    expect(await check(configured('locks-cache', {}, { get: { get: '/value/1' } }))).toEqual({ findings: [], searches: [] });
    const left = await check(configured('locks-cache', { LOCK: '0' }), { ...shares, cacheMs: 0 });
    expect(left).toMatchObject({ findings: [{ id: 'property.cache', kind: 'inconclusive', measured: null, limit: null }], searches: [] });
    const failing = only(await check(configured('locks-cache', {}, { get: { get: '/nothing/{{key}}', kind: 'cache' } })));
    expect(failing).toMatchObject({ kind: 'inconclusive', measured: null });
    expect(failing.sentence).toMatch(/^The cache was not judged: [\d\u2009]+ of [\d\u2009]+ requests failed$/u);
  });
});
