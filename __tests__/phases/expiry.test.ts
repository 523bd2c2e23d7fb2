import { describe, expect, it } from 'vitest';

import type { Finding } from '../../src/model/finding.ts';
import { letExpire, withStorm, type Stormed } from '../../src/phases/expiry.ts';
import type { World } from '../../src/world.ts';
import { useWorld } from '../load/an-engine.ts';
import { scenario } from '../support/operations.ts';
import { hasRedis } from '../support/redis.ts';
import { decided, openStand } from './a-stand.ts';

let world: World;
useWorld((made) => {
  world = made;
});

const limits = { p95Ms: 30, contentionPercent: 300 };

async function storm(operations: Record<string, Record<string, unknown>>, mostMs = 1_000): Promise<Stormed> {
  const service = { start: ['redis-server', '--port', '${PORT}', '--bind', '127.0.0.1', '--save', ''] };
  const config = decided({ service, redis: { url: 'redis://127.0.0.1:${PORT}' }, operations }, world);
  await using stand = await openStand(config, world);
  const latency = { count: 0, min: null, mean: null, p50: null, p75: null, p90: null, p95: null, p99: null, p999: null, max: null };
  const turns = [{ on: 'many', requests: 500, errors: 0, responseMs: latency, spoiled: null }] as const;
  const found = scenario({ users: 8, durationMs: 100 });
  return await letExpire(found, config.operations, turns, limits, mostMs, stand.line.current().rig, world, () => undefined);
}

const fill = { redis: 'SET item:{{key}} 1 PX 400', kind: 'cache' };

describe.runIf(hasRedis)('entries that expire together', () => {
  it('do not slow a cache that only misses them', async () => {
    const stormed = await storm({ fill, get: { redis: 'GET item:{{key}}', kind: 'cache' } });
    expect(stormed.judged?.kind).not.toBe('broken');
    expect(stormed.evidence.join('\n')).toMatch(
      /entries that expire together, written .* times in all to live 400 ms: p95 .*, and .* just before/,
    );
    expect(stormed.loads).toBeGreaterThanOrEqual(3);
  });

  it('slow one that makes each anew while all wait, which is measured twice', async () => {
    const lua = "if redis.call('EXISTS', KEYS[1]) == 1 then return 1 end local x = 0 for i = 1, 400000 do x = x + i end return 0";
    const get = { script: { lua, keys: ['item:{{key}}'] }, kind: 'cache' };
    let stormed = await storm({ fill, get });
    // On a machine that has no core to spare it may not be sure.
    for (let time = 0; time < 2 && stormed.judged?.kind !== 'broken'; time += 1) stormed = await storm({ fill, get });
    expect(stormed).toMatchObject({ judged: { kind: 'broken' }, evidence: ['measured twice, broken both times'], loads: 6 });
  });

  it('are not looked at where they live for long, for nothing, or where nobody knows', async () => {
    const unlooked = 'whether it stands entries that expire together was not looked at: they live';
    expect(await storm({ fill }, 300)).toEqual({ judged: null, evidence: [`${unlooked} 400 ms, and there were 300 ms for it`], loads: 0 });
    const brief = { ...fill, redis: 'SET a 1 PX 100' };
    expect((await storm({ brief })).evidence).toEqual([`${unlooked} 100 ms, too short to be seen before they do`]);
    expect(await storm({ get: { redis: 'GET a', kind: 'cache' } })).toEqual({ judged: null, evidence: [], loads: 0 });
  });

  it('make a finding worse, never better', () => {
    const numbers = { measured: 1, limit: 2, unit: 'ms' };
    const finding = (kind: 'held' | 'broken'): Finding => ({
      id: 'property.cache',
      kind,
      sentence: 'It was.',
      ...numbers,
      evidence: ['a'],
    });
    const stormed = (kind: 'held' | 'broken' | 'inconclusive'): Stormed => ({
      judged: { kind, sentence: 'A storm', ...numbers },
      evidence: ['b'],
      loads: 3,
    });
    expect(withStorm(finding('held'), stormed('held'))).toMatchObject({ kind: 'held', sentence: 'It was.', evidence: ['a', 'b'] });
    expect(withStorm(finding('held'), stormed('inconclusive'))).toMatchObject({ kind: 'inconclusive', sentence: 'A storm' });
    expect(withStorm(finding('held'), stormed('broken'))).toMatchObject({
      kind: 'broken',
      sentence: 'A storm',
      evidence: ['it was', 'a', 'b'],
    });
    expect(withStorm(finding('broken'), stormed('inconclusive'))).toMatchObject({ kind: 'broken', sentence: 'It was.' });
  });
});
