import { describe, expect, it } from 'vitest';
import type { DeedMeaning } from '../../src/model/operation.ts';
import type { Deed } from '../../src/simulation/store.ts';
import { aService, type Asked } from './a-service.ts';

/** Who ended when, in one line each. */
function told({ ended }: Asked): readonly string[] {
  return ended.map(
    ({ name, atMs, request }) => `${name} ${request.ended === 'answered' ? '' : `${request.ended} `}at ${Number(atMs.toFixed(3))}`,
  );
}

const counting: DeedMeaning = { kind: 'increment', key: '{{key}}', by: 1, value: '$' };

function deed(meaning: DeedMeaning, key: string = '1', part: Partial<Deed> = {}): Deed {
  return { meaning, key, written: 'w', last: '', blank: null, ...part };
}

describe('a simulated service', () => {
  it('serves as many at once as it has servers, the others in line', async () => {
    const asked = aService({ servers: 2 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) asked.ask(name);
    expect(asked.service.inside).toBe(5);
    await asked.time.sleep(100);
    expect(told(asked)).toEqual(['a at 10', 'b at 10', 'c at 20', 'd at 20', 'e at 30']);
    expect(asked.service.inside).toBe(0);
  });

  it('takes longer in a crowd, by the universal scalability law', async () => {
    const asked = aService({ servers: 10, contention: 0.1, coherency: 0.01 });
    for (let at = 0; at < 3; at += 1) asked.ask(`${at + 1} served`);
    await asked.time.sleep(100);
    // 1 + σ(n−1) + κn(n−1)
    expect(told(asked)).toEqual(['1 served at 10', '2 served at 11.2', '3 served at 12.6']);
  });

  it('gets slower the longer it runs', async () => {
    const asked = aService({ driftPerMinute: 0.5 });
    await asked.time.sleep(120_000);
    asked.ask('late');
    await asked.time.sleep(100);
    expect(told(asked)).toEqual(['late at 120020']);
  });

  it('serves nobody while it is frozen, and goes on where it stood', async () => {
    const asked = aService({ servers: 2, freeze: { atMs: 5, forMs: 1_000, busy: false } });
    asked.ask('before');
    await asked.time.sleep(6);
    asked.ask('in it');
    const probed: number[] = [];
    asked.service.probe(() => probed.push(asked.time.now()));
    await asked.time.sleep(2_000);
    expect(told(asked)).toEqual(['before at 1010', 'in it at 1015']);
    expect(probed).toEqual([1_006]);
    expect(asked.service.cpuMs).toBe(2);
  });

  it('computes all along where a freeze is busy', async () => {
    const asked = aService({ freeze: { atMs: 5, forMs: 1_000, busy: true } });
    await asked.time.sleep(105);
    expect(asked.service.cpuMs).toBe(100);
    await asked.time.sleep(5_000);
    expect(asked.service.cpuMs).toBe(1_000);
  });

  it('holds memory until the end, and leaves behind what leaks', async () => {
    const asked = aService({ leakBytes: 2 }, { heldBytes: 100, leakBytes: 3 });
    asked.ask('a');
    asked.ask('b');
    expect(asked.service.rssBytes).toBe(1_200);
    await asked.time.sleep(100);
    expect(asked.service.rssBytes).toBe(1_010);
  });

  it('is killed above its limit of memory, and answers nobody any more', async () => {
    const asked = aService({ memoryLimitBytes: 1_150 }, { heldBytes: 100 });
    let deaths = 0;
    asked.service.onDeath(() => (deaths += 1));
    asked.ask('a');
    await asked.time.sleep(1);
    expect(asked.service.lives).toBe(true);
    asked.ask('b');
    await asked.time.sleep(100);
    expect({ deaths, ending: asked.service.ending, told: told(asked) }).toEqual({
      deaths: 1,
      ending: { kind: 'killed', signal: 'SIGKILL' },
      told: [],
    });
  });

  it('lets one of a key at a time have its lock, in turn, and others meanwhile', async () => {
    const asked = aService({ servers: 10 }, { lock: 'key' });
    asked.ask('first of 1', { key: '1' });
    asked.ask('second of 1', { key: '1' });
    asked.ask('first of 2', { key: '2' });
    asked.ask('third of 1', { key: '1' });
    await asked.time.sleep(100);
    expect(told(asked)).toEqual(['first of 1 at 10', 'first of 2 at 10', 'second of 1 at 20', 'third of 1 at 30']);
  });

  it('has one lock of all where it is said so', async () => {
    const asked = aService({ servers: 10 }, { lock: 'all' });
    asked.ask('1', { key: '1' });
    asked.ask('2', { key: '2' });
    await asked.time.sleep(100);
    expect(told(asked)).toEqual(['1 at 10', '2 at 20']);
  });

  it('shares the connections of a pool, and knows who waited how long', async () => {
    const asked = aService({ servers: 10, pool: 2 }, { pooled: true });
    for (const name of ['a', 'b', 'c']) asked.ask(name);
    await asked.time.sleep(100);
    expect(asked.ended.map(({ request }) => request.pooledMs - request.arrivedMs)).toEqual([0, 0, 10]);
    expect(told(asked)).toEqual(['a at 10', 'b at 10', 'c at 20']);
  });

  it('serves what yields only while nobody else is served', async () => {
    const asked = aService({ servers: 2 }, {}, { yields: true });
    asked.ask('common', { operation: 0 });
    asked.ask('yielding', { operation: 1 });
    await asked.time.sleep(5);
    asked.ask('another', { operation: 0 });
    await asked.time.sleep(100);
    expect(told(asked)).toEqual(['common at 10', 'another at 15', 'yielding at 25']);
  });

  it('turns away who finds no room', async () => {
    const asked = aService({ servers: 9, room: { most: 2, turnedAwayShare: 1 } });
    for (const name of ['a', 'b', 'c']) asked.ask(name);
    await asked.time.sleep(100);
    expect(told(asked)).toEqual(['c status at 1', 'a at 10', 'b at 10']);
  });

  it('counts what is counted one after the other, and loses what races', async () => {
    const count = async (racy: boolean): Promise<readonly unknown[]> => {
      const asked = aService({}, { racy });
      for (let at = 0; at < 4; at += 1) asked.ask('add', { deed: deed(counting) });
      await asked.time.sleep(100);
      return asked.ended.map(({ request }) => request.value);
    };
    expect(await count(false)).toEqual(['1', '2', '3', '4']);
    expect(await count(true)).toEqual(['1', '1', '1', '1']);
  });

  it('remembers what was written, listed and compared', async () => {
    const asked = aService({ servers: 1 });
    const read: DeedMeaning = { kind: 'read', key: 'r', value: '$', maxStaleMs: 0 };
    const swap: DeedMeaning = { kind: 'compare-and-set', key: 'r', value: 'uuid', swapped: null };
    asked.ask('read', { deed: deed(read, 'r') });
    asked.ask('write', { deed: deed({ kind: 'write', key: 'r', value: 'uuid' }, 'r', { written: 'one' }) });
    asked.ask('swap', { deed: deed(swap, 'r', { last: 'one', written: 'two' }) });
    asked.ask('swap', { deed: deed(swap, 'r', { last: 'one', written: 'three' }) });
    asked.ask('read', { deed: deed(read, 'r') });
    asked.ask('append', { deed: deed({ kind: 'append', key: 'l', value: 'uuid' }, 'l', { written: 'x' }) });
    asked.ask('list', { deed: deed(read, 'l') });
    asked.ask('count', { deed: deed(read, 'c', { blank: '0' }) });
    await asked.time.sleep(200);
    expect(asked.ended.map(({ request }) => request.value)).toEqual([null, undefined, 'true', 'false', 'two', undefined, '["x"]', '0']);
  });

  it('fails as often and as it is told, and then does nothing', async () => {
    const asked = aService(
      { servers: 1_000 },
      {
        errors: [
          { kind: 'status', share: 0.2 },
          { kind: 'deadlock', share: 0.1 },
        ],
        timeMs: 1,
      },
    );
    const runs = 20_000;
    for (let at = 0; at < runs; at += 1) {
      asked.ask('add', { deed: deed(counting) });
      if (at % 1_000 === 999) await asked.time.sleep(2);
    }
    await asked.time.sleep(100);
    const of = (kind: string): number => asked.ended.filter(({ request }) => request.ended === kind).length;
    expect(of('status') / runs).toBeCloseTo(0.2, 1.7);
    expect(of('deadlock') / runs).toBeCloseTo(0.1, 1.7);
    const counts = asked.ended.flatMap(({ request }) => (request.ended === 'answered' ? [Number(request.value)] : []));
    expect(Math.max(...counts)).toBe(of('answered'));
  });

  it('answers some with what is the last one’s', async () => {
    const asked = aService({ servers: 1 }, { mixUpShare: 0.25, timeMs: 0.1 });
    for (let at = 0; at < 4_000; at += 1) asked.ask('me', { user: at, owner: at });
    await asked.time.sleep(1_000);
    const wrong = asked.ended.filter(({ request }) => request.owner !== request.user);
    expect(wrong.length / 4_000).toBeCloseTo(0.25, 1.3);
    expect(wrong.every(({ request }) => request.owner === request.user - 1)).toBe(true);
  });

  it('is never heard of again once it was stopped', async () => {
    const asked = aService({});
    asked.ask('a');
    asked.service.stop();
    await asked.time.sleep(100);
    expect(asked.ended).toEqual([]);
    expect(asked.service.ending).toBeNull();
  });
});
