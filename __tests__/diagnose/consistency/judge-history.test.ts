import { describe, expect, it } from 'vitest';
import { judgeHistory, strictly } from '../../../src/diagnose/consistency/judge-history.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Act, History } from '../../../src/model/history.ts';
import { act, add, aHistory, append, read, swap, write } from './acts.ts';

const never = Number.POSITIVE_INFINITY;

function broken(history: History): readonly Finding[] {
  return judgeHistory(history, strictly).filter(({ kind }) => kind === 'broken');
}

/** The only finding that is broken. */
function theFault(...acts: readonly Act[]): Finding {
  const [finding, ...others] = broken(aHistory(...acts));
  expect(others).toEqual([]);
  if (finding === undefined) throw new Error('nothing was found');
  return finding;
}

describe('a counter', () => {
  const many = Array.from({ length: 20 }, (_, index) => act(index % 4, add(), 10 + 2 * index, 11 + 2 * index));

  it('that lacks acknowledged increments at the end has lost them, and says how many', () => {
    const found = theFault(act(9, read('0'), 0, 1), ...many, act(9, read('17'), 100, 101));
    expect(found).toMatchObject({ id: 'consistency.lost-update', measured: 3, limit: 0, unit: 'count' });
    expect(found.sentence).toBe('Lost 3 of 20 acknowledged increments of "k": it went from 0 to 17');
    expect(found.evidence.slice(0, 2)).toEqual([
      '4 of 22 operations prove it, by 3 of 5 users on 1 of 1 keys; in ms since the first of them:',
      'user 9 read: read "0"      |                           0.00-1.00',
    ]);
    expect(found.evidence.at(-1)).toBe('and 16 more increments between the first and the last of these');
  });

  it('is proved with two reads and what lies between, where that is enough', () => {
    const found = theFault(
      act(9, read('0'), 0, 1),
      ...many.slice(0, 10),
      act(8, read('10'), 31, 31.2),
      act(7, add(), 32, 33),
      act(7, read('10'), 34, 35),
      act(9, read('10'), 100, 101),
    );
    expect(found.sentence).toBe('Lost 1 of 11 acknowledged increments of "k": it went from 0 to 10');
    expect(found.evidence).toEqual([
      '3 of 15 operations prove it, by 2 of 7 users on 1 of 1 keys; in ms since the first of them:',
      'user 8 read: read "10"     []                          0.000-0.200',
      'user 7 increment: added 1        [======]              1.000-2.000',
      'user 7 read: read "10"                        [=====]  3.000-4.000',
    ]);
  });

  it('that lacks them for a while was read stale', () => {
    const found = theFault(act(1, read('5'), 0, 1), act(2, add(), 2, 3), act(3, read('5'), 4, 5), act(3, read('6'), 8, 9));
    expect(found.id).toBe('consistency.stale-read');
    expect(found.sentence).toBe('User 3 read 5 of "k" when it must have been 6 or more');
  });

  it('that has more than was added had something applied twice; what nobody heard of may have been applied', () => {
    const acts = [act(1, read('5'), 0, 1), act(2, add(), 2, 3), act(3, read('7'), 4, 5)];
    expect(theFault(...acts).sentence).toBe(
      '"k" went from 5 to 7, and 1 increment at most can have come between: 1 too many, as if applied twice',
    );
    expect(broken(aHistory(...acts, act(4, add(), 2, never)))).toEqual([]);
    expect(broken(aHistory(...acts, act(4, add(), 6, never)))).not.toEqual([]);
  });

  it('that tells two increments the same count is not atomic', () => {
    const found = theFault(act(1, add(1, 17), 0, 5), act(2, add(1, 17), 1, 4));
    expect(found).toMatchObject({ id: 'consistency.linearizability', sentence: '2 increments of "k" were both told 17' });
  });

  it('may begin anywhere, and go down by threes', () => {
    const down = [act(1, read('100'), 0, 1), act(2, add(-3), 2, 3), act(2, add(-3), 4, 5), act(3, read('94'), 6, 7)];
    expect(broken(aHistory(...down))).toEqual([]);
    expect(theFault(...down.slice(0, 3), act(3, read('97'), 6, 7)).sentence).toBe(
      'Lost 1 of 2 acknowledged increments of "k" by -3: it went from 100 to 97',
    );
    expect(theFault(...down.slice(0, 3), act(3, read('96'), 6, 7)).sentence).toBe(
      '"k" went from 100 to 96, which increments by -3 cannot make',
    );
  });

  it('of uneven amounts is held to its bounds, and searched within them', () => {
    const acts = [act(1, read('0'), 0, 1), act(2, add(5), 2, 6), act(3, add(2), 2, 6)];
    expect(theFault(...acts, act(1, read('6'), 8, 9)).sentence).toBe(
      'Lost 1 of 7 that acknowledged increments of "k" add up to: it went from 0 to 6',
    );
    expect(broken(aHistory(...acts, act(1, read('2'), 3, 4)))).toEqual([]);
    expect(theFault(...acts, act(1, read('3'), 3, 4)).id).toBe('consistency.linearizability');
  });
});

describe('a register', () => {
  it('read after another value had taken the place of what was read is stale', () => {
    const found = theFault(act(1, write('a'), 0, 1), act(2, write('b'), 2, 3), act(3, read('a'), 15, 16));
    expect(found).toMatchObject({ id: 'consistency.stale-read', measured: 1 });
    expect(found.sentence).toBe('User 3 read "a" of "k" 12 ms after "b" had taken its place');
    expect(found.evidence).toHaveLength(4);
  });

  it('tells of the user that knew better first', () => {
    const acts = [act(1, write('a'), 0, 1), act(2, write('b'), 2, 3), act(3, read('a'), 4, 5), act(2, read('a'), 6, 7)];
    expect(theFault(...acts).sentence).toBe('User 2 wrote "b" to "k", and then read "a", which is older');
    const again = [act(1, write('a'), 0, 1), act(2, write('b'), 2, 3), act(3, read('b'), 4, 5), act(3, read('a'), 6, 7)];
    expect(theFault(...again).sentence).toBe('User 3 read "b" of "k", and then read "a", which is older');
  });

  it('may be read old for as long as is declared', () => {
    const history = aHistory(act(1, write('a'), 0, 1), act(2, write('b'), 2, 3), act(3, read('a'), 15, 16));
    const judge = (maxStaleMs: number): readonly Finding[] => judgeHistory(history, { ...strictly, maxStaleMs: () => maxStaleMs });
    expect(judge(12).map(({ kind }) => kind)).toEqual(['held', 'held']);
    expect(judge(12)[0]?.sentence).toBe('1 read saw no older value than is allowed');
    expect(judge(11)[0]?.sentence).toBe('User 3 read "a" of "k" 12 ms after "b" had taken its place; 11 ms are allowed');
  });

  it('held one unknown value before it was written, and no second one', () => {
    const acts = [act(1, read('x'), 0, 1), act(2, read('x'), 2, 5), act(1, write('a'), 3, 4)];
    expect(broken(aHistory(...acts))).toEqual([]);
    expect(theFault(...acts, act(3, read('x'), 6, 7)).sentence).toBe('User 3 read "x" of "k" 2 ms after "a" had taken its place');
    expect(theFault(...acts, act(3, read('y'), 6, 7)).sentence).toBe(
      '"x" and "y" were read of "k", and nobody wrote either: one at most can have been there before',
    );
  });

  it('cannot be read before it is written', () => {
    expect(theFault(act(1, read('a'), 0, 1), act(2, write('a'), 2, 3)).sentence).toBe('User 1 read "a" of "k" before it was written');
  });

  it('may have been written by what nobody heard of, or not', () => {
    const acts = [act(1, write('a'), 0, 1), act(2, write('b'), 2, never), act(3, read('a'), 4, 5)];
    expect(broken(aHistory(...acts))).toEqual([]);
    expect(broken(aHistory(...acts, act(3, read('b'), 6, 7)))).toEqual([]);
    expect(theFault(...acts, act(3, read('b'), 6, 7), act(3, read('a'), 8, 9)).id).toBe('consistency.stale-read');
  });

  it('read to and fro between two values is proved by the reads', () => {
    const writes = [act(1, write('a'), 0, 100), act(2, write('b'), 0, 100)];
    const reads = [act(3, read('a'), 10, 20), act(4, read('b'), 30, 40), act(5, read('a'), 50, 60)];
    expect(theFault(...writes, ...reads).evidence[0]).toBe(
      '3 of 5 operations prove it, by 3 of 5 users on 1 of 1 keys; in ms since the first of them:',
    );
  });
});

describe('compare-and-set', () => {
  it('that replaces twice what was there once loses an update', () => {
    const acts = [act(1, write('a'), 0, 1), act(2, swap('a', 'b'), 2, 5), act(3, swap('a', 'c'), 3, 4)];
    const found = theFault(...acts);
    expect(found).toMatchObject({
      id: 'consistency.lost-update',
      sentence: '2 compare-and-sets of "k" replaced "a", which was there once',
    });
    expect(broken(aHistory(...acts, act(4, write('a'), 2, 6)))).toEqual([]);
  });

  it('is searched, and what is found cut down to the operations that matter', () => {
    const rest = Array.from({ length: 30 }, (_, index) => [
      act(5, write(index % 2 === 0 ? 'p' : 'q'), 100 + 10 * index, 103 + 10 * index),
      act(6, read(index % 2 === 0 ? 'p' : 'q'), 104 + 10 * index, 106 + 10 * index),
    ]).flat();
    const found = theFault(...rest.slice(0, 30), act(1, swap('p', 'q', false), 247, 248), ...rest.slice(30));
    expect(found.id).toBe('consistency.linearizability');
    expect(found.sentence).toBe('No order of 2 operations on "k" explains what they were answered');
  });

  it('of unknown outcome may have swapped or not', () => {
    const acts = [act(1, write('a'), 0, 1), act(2, swap('a', 'b', null), 2, never)];
    expect(broken(aHistory(...acts, act(3, read('a'), 4, 5)))).toEqual([]);
    expect(broken(aHistory(...acts, act(3, read('b'), 4, 5)))).toEqual([]);
    expect(broken(aHistory(...acts, act(3, read('b'), 4, 5), act(3, read('a'), 6, 7)))).not.toEqual([]);
  });
});

describe('a list', () => {
  const acts = [act(1, append('x'), 0, 1), act(2, append('y'), 2, 5), act(3, append('z'), 2, 5)];

  it('is read as JSON, after whatever was in it before', () => {
    expect(broken(aHistory(...acts, act(4, read('["s","x","z","y"]'), 6, 7)))).toEqual([]);
  });

  it('that lacks acknowledged entries at the end has lost them', () => {
    const found = theFault(...acts, act(4, read('["x","z"]'), 6, 7));
    expect(found).toMatchObject({ id: 'consistency.lost-update', measured: 1 });
    expect(found.sentence).toBe('Lost 1 of 3 acknowledged entries of "k": what was read last lacks them');
  });

  it('that lacks them for a while was read stale', () => {
    const found = theFault(...acts, act(4, read('["x","z"]'), 6, 7), act(4, read('["x","z","y"]'), 8, 9));
    expect(found).toMatchObject({ id: 'consistency.stale-read', sentence: 'User 4 read "k" without "y", which had been appended before' });
  });

  it('holds each entry once, in one order, and nothing from nowhere', () => {
    const sentences = ['["x","z","y","y"]', '["x","o","z","y"]', '["z","x","y"]'].map(
      (list) => theFault(...acts, act(4, read(list), 6, 7)).sentence,
    );
    expect(sentences).toEqual([
      '"y" was appended to "k" once, and stands there twice',
      '"o" came into "k", and nobody appended it',
      '"x" had been appended to "k" before "z" was, and does not stand before it',
    ]);
    expect(theFault(...acts, act(4, read('["x","z"]'), 4, 9), act(5, read('["x","y","z"]'), 4, 9)).sentence).toBe(
      'Two reads of "k" tell of two orders in which its entries were appended',
    );
  });
});

describe('all keys together', () => {
  const right = [act(1, write('a'), 0, 1), act(2, read('a'), 2, 3)];
  const lost = (key: string, count: number): readonly Act[] => [
    act(1, read('0'), 0, 1, key),
    ...Array.from({ length: count }, (_, index) => act(2, add(), 2 + index, 2.5 + index, key)),
    act(1, read('0'), 90, 91, key),
  ];

  it('are held where each is right', () => {
    const findings = judgeHistory(aHistory(...right, ...right.map((one) => ({ ...one, key: 'other' }))), strictly);
    expect(findings.map(({ kind, id, sentence }) => ({ kind, id, sentence }))).toEqual([
      { kind: 'held', id: 'consistency.stale-read', sentence: '2 reads saw no older value than was there' },
      { kind: 'held', id: 'consistency.linearizability', sentence: '4 operations on 2 keys: each read fits one order' },
    ]);
  });

  it('are told of by the worst, and by one finding each kind', () => {
    const history = aHistory(...right, ...lost('few', 2), ...lost('many', 5));
    const findings = judgeHistory(history, { ...strictly, replay: 'plimsoll replay x' });
    expect(findings.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'broken consistency.lost-update',
      'held consistency.stale-read',
      'held consistency.linearizability',
    ]);
    expect(findings[0]).toMatchObject({ measured: 7, replay: 'plimsoll replay x' });
    expect(findings[0]?.sentence).toBe('Lost 5 of 5 acknowledged increments of "many": it went from 0 to 0; 1 more key is wrong too');
    expect(findings[0]?.evidence).toContain('also: Lost 2 of 2 acknowledged increments of "few": it went from 0 to 0');
    expect(findings[2]?.sentence).toBe('2 operations on 1 key: each read fits one order; consistency.lost-update tells of 2 other keys');
  });

  it('say nothing where nothing was changed, or nothing seen', () => {
    expect(judgeHistory(aHistory(), strictly)).toEqual([]);
    expect(judgeHistory(aHistory(act(1, read('a'), 0, 1), act(1, read('b'), 2, 3)), strictly)).toEqual([]);
    expect(judgeHistory(aHistory(act(1, write('a'), 0, 1), act(1, read(null), 2, 3)), strictly)).toEqual([]);
  });

  it('prove nothing with gaps', () => {
    const findings = judgeHistory({ acts: lost('k', 3), dropped: 1_200 }, strictly);
    expect(findings).toMatchObject([{ kind: 'inconclusive', id: 'consistency.linearizability' }]);
    expect(findings[0]?.sentence).toBe('Whether what was read fits one order cannot be told: 1\u2009200 operations were too many to keep');
  });

  it('say which are not decided, and why', () => {
    const acts = [act(1, add(), 0, 1, 'c'), act(1, read('{}'), 2, 3, 'c'), act(1, append('x'), 0, 1, 'l'), act(1, read('x'), 2, 3, 'l')];
    expect(judgeHistory(aHistory(...right, ...acts), strictly)).toMatchObject([
      { kind: 'held', id: 'consistency.stale-read' },
      {
        kind: 'inconclusive',
        id: 'consistency.linearizability',
        sentence: 'Whether what was read of 2 keys fits one order cannot be told; 1 other key is right',
        evidence: ['not decided:', '"c": a read holds no whole number', '"l": a read holds no list'],
      },
    ]);
  });

  it('are not searched for longer than is allowed', () => {
    const hard = Array.from({ length: 40 }, (_, index) => act(index, swap('a', 'a'), 0, 100)).concat(act(99, write('a'), 0, 100));
    const unexplained = act(100, read('z'), 101, 102);
    expect(judgeHistory(aHistory(...hard, unexplained), { ...strictly, mostSteps: 20 })).toMatchObject([
      { kind: 'inconclusive', evidence: ['not decided:', '"k": too many of its operations overlap'] },
    ]);
  });

  it('cannot smuggle anything into the report', () => {
    const key = `\u001b[31m${'x'.repeat(5_000)}\u202e<b>`;
    const found = theFault(
      act(1, write('a\n::error::'), 0, 1, key),
      act(2, write('b'), 2, 3, key),
      act(3, read('a\n::error::'), 4, 5, key),
    );
    for (const line of [found.sentence, ...found.evidence]) {
      expect(line.length).toBeLessThanOrEqual(200);
      expect(line).toMatch(/^[\x20-\x7e\u2009µ]*$/);
    }
  });
});
